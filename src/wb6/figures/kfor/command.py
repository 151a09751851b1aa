"""The chart of who commanded KFOR, and when."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.kfor import base


def command(terms: pd.DataFrame, order: list[str], *, heading: Heading, note: str) -> Figure:
    """Terms of command, one row a nation; `terms` holds nation, commander, start, end, when, kind, source."""
    shown = records(terms[["nation", "number", "commander", "when", "kind", "start", "end", "source"]])
    looks = {"dates known": base.DARK, "start or end not known": theme.CONTEXT.light}
    bars = Chart(shown).mark_bar(height=15, stroke=theme.PAPER.light, strokeWidth=1.5)
    chart = bars.encode(
        x=alt.X("start:T", title=None, axis=alt.Axis(format="%Y", tickCount=7)),
        x2=alt.X2("end:T"),
        y=alt.Y("nation:N", sort=order, title=None, axis=alt.Axis(grid=True, domain=False)),
        color=grammar.colours(grammar.present(looks, shown["kind"]), "kind", legend=True),
        tooltip=grammar.tells(("number:Q", "Number"), ("commander:N", "Commander"), ("when:N", "Term")),
    ).properties(width=theme.WIDTH - 140, height=27 * shown["nation"].nunique())
    columns = {
        "number": Unit("Number"),
        "commander": "Commander",
        "nation": "Nation",
        "when": "Term",
        "kind": "Dates",
    }
    return finish(chart, heading, terms, columns, note=note)
