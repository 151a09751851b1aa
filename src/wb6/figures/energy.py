"""Charts of Russian gas."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

GAS_BASES = {
    "russia_share_gas": "base not stated",
    "russia_share_gas_imports": "of imports",
    "russia_share_gas_consumption": "of consumption",
    "russia_share_gas_needs": "of needs",
}


def gas(
    shares: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """Published shares of Russian gas; `shares` holds indicator, date, value, source."""
    shares = shares.assign(base=shares["indicator"].map(GAS_BASES)).drop(columns="indicator")
    shown = records(shares)
    bases = [base for base in GAS_BASES.values() if base in set(shown["base"])]
    palette = dict(zip(GAS_BASES.values(), ("#8d959e", "#a8323f", "#c98a12", "#1f4f82"), strict=True))
    x, y = grammar.days(), grammar.amount("value", domain=[0, 100])
    x.scale = alt.Scale(padding=10)
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=x,
            y=y,
            color=grammar.colours({base: palette[base] for base in bases}, "base", legend=True),
            shape=alt.Shape("base:N", scale=alt.Scale(domain=bases), legend=None),
            tooltip=[alt.Tooltip("base:N"), alt.Tooltip("date:T", format="%Y"), alt.Tooltip("value:Q")],
        )
    )
    values = grammar.values_at_points(shown, x, y, "date", "value", [0, 100], theme.HEIGHT - 60)
    chart = alt.layer(points, values).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    return finish(
        chart,
        heading,
        shares,
        {"date": "Date", "base": "Share", "value": Unit("Percent")},
        note="Imports, consumption and needs are different bases; no line joins them.",
    )


def gas_compared(
    newest: pd.DataFrame,
    focus: str,
    *,
    heading: Heading,
) -> Figure:
    """Newest share of Russian gas, a bar a country; `newest` holds iso3, country, value, said, base."""
    shown = records(newest[["country", "iso3", "value", "said", "base", "source"]])
    base = alt.Chart(shown).encode(
        y=alt.Y("country:N", sort=shown["country"].tolist(), title=None, axis=alt.Axis(labelLimit=180)),
        x=alt.X(
            "value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=True)
        ),
    )
    bars = base.mark_bar(height={"band": 0.6}).encode(
        color=grammar.colours(grammar.country_colours(shown, focus), "country"),
        tooltip=[
            alt.Tooltip("country:N"),
            alt.Tooltip("value:Q", title="Percent"),
            alt.Tooltip("base:N", title="Base"),
        ],
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("said:N"))
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 240, height=32 * len(shown))
    return finish(
        chart,
        heading,
        newest,
        {"value": Unit("Percent"), "base": "Base"},
        note="Countries without a published share are left out. Imports, consumption and needs are different bases.",
    )
