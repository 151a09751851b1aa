"""Charts and tables of the claims of the source texts."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import finish, records, sources_of

CHECKABLE = {"data": "on data", "document": "on documents", "no": "not testable"}
COLOURS = dict(
    zip(CHECKABLE.values(), (theme.STEPS[4].light, theme.STEPS[2].light, theme.NEUTRAL.light), strict=True)
)


def by_source(counted: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str) -> Any:
    """Stacked bars of claims by source text; `counted` holds text, checkable, claims, source."""
    rank = {label: place for place, label in enumerate(COLOURS)}
    shown = records(
        counted.assign(tested=counted["checkable"].map(CHECKABLE))[["text", "tested", "claims", "source"]]
    )
    shown = shown.assign(rank=shown["tested"].map(rank)).sort_values(["text", "rank"])
    colour = grammar.colours(COLOURS, "tested")
    colour.legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=0)
    chart = (
        alt.Chart(shown)
        .mark_bar(height=20)
        .encode(
            x=alt.X("claims:Q", title=None, axis=alt.Axis(tickCount=6)),
            y=alt.Y("text:N", sort="-x", title=None, axis=alt.Axis(ticks=False, domain=False)),
            color=colour,
            order=alt.Order("rank:Q"),
            tooltip=["text:N", "tested:N", "claims:Q"],
        )
        .properties(width=theme.WIDTH - 170, height=34 * shown["text"].nunique())
    )
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(counted),
        columns={"text": "Source text", "tested": "Can be tested", "claims": "Claims", "source": "Source"},
    )
