"""Charts of trade with Russia and of Russian gas."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

FLOWS = {"export": theme.POWERS["EUU"].light, "import": theme.POWERS["RUS"].light}


def beside(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Two partners on one scale, a row a country; `values` holds country, iso3, power, power_iso3, year, value, source."""
    shown = records(values[["country", "iso3", "power", "power_iso3", "year", "value", "source"]])
    order = shown[shown["power_iso3"] == "RUS"].sort_values("value", ascending=False)["country"].tolist()
    powers = shown[["power", "power_iso3"]].drop_duplicates().itertuples(index=False)
    y = alt.Y("country:N", sort=order, title=None, axis=alt.Axis(grid=False, ticks=False, labelLimit=180))
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=True))
    lines = (
        alt.Chart(shown)
        .mark_line(color=theme.CONTEXT.light, strokeWidth=2)
        .encode(x=x, y=y, detail=alt.Detail("country:N"))
    )
    base = alt.Chart(shown).encode(x=x, y=y)
    points = base.mark_point(size=130).encode(
        color=grammar.colours(
            {row.power: theme.power_colour(row.power_iso3) for row in powers}, "power", legend=True
        ),
        tooltip=[
            alt.Tooltip("country:N"),
            alt.Tooltip("power:N"),
            alt.Tooltip("year:Q", format="d"),
            alt.Tooltip("value:Q", format=".1f"),
        ],
    )
    texts = base.mark_text(dy=-14, fontSize=12).encode(text=alt.Text("value:Q", format=".1f"))
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 190, height=44 * len(order))
    return finish(
        chart,
        heading,
        values,
        {"power": "Partner", "power_iso3": "Code of the partner", "value": Unit("Percent of goods trade")},
        note=note,
    )


def amounts(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Exports and imports in one currency: a line a flow, and points of another basis.

    `values` holds flow (export, import), basis, joined (whether on the line), year, value, source.
    """
    shown = records(values[["flow", "basis", "joined", "year", "value", "source"]])
    x = grammar.years(shown)
    domain = [0, grammar.upper(shown["value"].max())]
    y = grammar.amount("value", domain=domain)
    named = shown.assign(
        flow=shown["flow"].map({"export": "Exports to Russia", "import": "Imports from Russia"})
    )
    colour = grammar.colours(
        {"Exports to Russia": FLOWS["export"], "Imports from Russia": FLOWS["import"]}, "flow", legend=True
    )
    colour.legend = alt.Legend(title=None, symbolType="circle")
    tooltip = [
        alt.Tooltip("flow:N"),
        alt.Tooltip("basis:N"),
        alt.Tooltip("year:Q", format="d"),
        alt.Tooltip("value:Q", format=",.0f"),
    ]
    lines = (
        alt.Chart(named[named["joined"]])
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    points = (
        alt.Chart(named[~named["joined"]])
        .mark_point(size=90, shape="diamond")
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    texts = points.mark_text(dy=-13, fontSize=12).encode(
        text=alt.Text("value:Q", format=",.0f"), color=alt.ColorValue(theme.INK.light)
    )
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(
        chart, heading, values, {"flow": "Flow", "basis": "Basis", "value": Unit("USD million")}, note=note
    )


def gas_and_weight(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Two panels of bars by country: the Russian share of gas, and the weight of gas in all energy.

    `values` holds country, iso3, panel, value, said, source; the first panel of the frame stands left.
    """
    shown = records(values[["country", "iso3", "panel", "value", "said", "source"]])
    order = shown["country"].drop_duplicates().tolist()
    panels = shown["panel"].drop_duplicates().tolist()
    colour = {panels[0]: theme.POWERS["RUS"].light, panels[-1]: theme.STEPS[3].light}
    charts = []
    for place, panel in enumerate(panels):
        axis = (
            alt.Axis(ticks=False, domain=False, labelLimit=170)
            if place == 0
            else alt.Axis(labels=True, ticks=False, domain=False, labelLimit=170)
        )
        base = alt.Chart(shown[shown["panel"] == panel]).encode(
            y=alt.Y("country:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=axis),
            x=alt.X(
                "value:Q",
                title=None,
                scale=alt.Scale(domain=[0, 100]),
                axis=alt.Axis(values=[0, 50, 100], grid=True),
            ),
        )
        bars = base.mark_bar(height={"band": 0.6}, color=colour[panel]).encode(
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("value:Q", title=panel),
                alt.Tooltip("said:N", title="Figure"),
            ]
        )
        texts = base.mark_text(align="left", dx=5, fontSize=12).encode(
            text=alt.Text("said:N"), x=alt.X("value:Q")
        )
        panel_title = alt.TitleParams(text=panel, fontSize=13, offset=6)
        charts.append(alt.layer(bars, texts).properties(width=130, height=32 * len(order), title=panel_title))
    chart = alt.hconcat(*charts, spacing=50)
    return finish(
        chart,
        heading,
        values,
        {"panel": "Share", "value": Unit("Percent"), "said": "Figure and year"},
        note=note,
    )
