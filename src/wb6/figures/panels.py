"""Panels beside each other: debt and its creditors, imports by country, gas and its weight."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

NATIONAL = "public debt, national and IMF figures"
DEBT_COLOURS = {
    NATIONAL: theme.INK.light,
    "external public debt, World Bank": theme.MUTED.light,
    "owed to China": theme.POWERS["CHN"].light,
    "bonds": theme.POWERS["BONDHOLDERS"].light,
}


def debt_and_creditors(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Debt to output beside the shares of creditors; `values` holds panel, series, date, value, source."""
    shown = records(values)
    panels = list(dict.fromkeys(shown["panel"]))
    present = {series: DEBT_COLOURS[series] for series in DEBT_COLOURS if series in set(shown["series"])}
    x = grammar.days()
    x.axis = alt.Axis(format="%Y", tickCount=4)
    y = grammar.amount("value", domain=[0, grammar.upper(shown["value"].max())])
    colour = grammar.colours(present, "series", legend=True)
    colour.legend = alt.Legend(title=None, columns=2, symbolType="circle")
    tooltip = [
        alt.Tooltip("series:N"),
        alt.Tooltip("date:T", title="Date", format="%B %Y"),
        alt.Tooltip("value:Q", title="Percent", format=".1f"),
    ]
    lines = (
        alt.Chart()
        .mark_line(strokeWidth=2.25)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
        .transform_filter(f"datum.series != '{NATIONAL}'")
    )
    points = (
        alt.Chart()
        .mark_point(size=45)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
        .transform_filter(f"datum.series == '{NATIONAL}'")
    )
    chart = (
        alt.layer(lines, points, data=shown)
        .properties(width=theme.WIDTH // 2 - 50, height=230)
        .facet(facet=alt.Facet("panel:N", title=None, sort=panels), columns=2)
    )
    return finish(
        chart,
        heading,
        values,
        {"panel": "Share of", "series": "What", "date": "Date", "value": Unit("Percent")},
        note=note,
    )


def reported(shares: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Import shares by year and kind of figure, a panel a country.

    `shares` holds country, iso3, year, value, basis (reconciled or published), source.
    """
    shown = records(shares[["country", "iso3", "year", "value", "basis", "when", "source"]])
    colours = {
        "reconciled from both partners": theme.CONTEXT.light,
        "as published": theme.POWERS["CHN"].light,
    }
    first, last = int(shown["year"].min()), int(shown["year"].max())
    x = grammar.years(shown)
    step = 10 if last - first > 14 else 5
    x.axis = alt.Axis(format="d", values=[year for year in range(first, last + 1) if year % step == 0])
    y = grammar.amount("value", domain=[0, grammar.upper(shown["value"].max())])
    colour = grammar.colours(colours, "basis", legend=True)
    tooltip = [
        alt.Tooltip("country:N"),
        alt.Tooltip("when:N"),
        alt.Tooltip("value:Q", title="Percent", format=".1f"),
    ]
    line = (
        alt.Chart()
        .mark_line(strokeWidth=2.25)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
        .transform_filter("datum.basis === 'reconciled from both partners'")
    )
    points = (
        alt.Chart()
        .mark_point(size=45)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
        .transform_filter("datum.basis === 'as published'")
    )
    order = shown["country"].drop_duplicates().sort_values().tolist()
    chart = (
        alt.layer(line, points, data=shown)
        .properties(width=theme.WIDTH // 3 - 42, height=130)
        .facet(facet=alt.Facet("country:N", title=None, sort=order), columns=3)
    )
    return finish(
        chart,
        heading,
        shares,
        {"when": "Period", "basis": "Basis", "value": Unit("Percent of imports")},
        note=note,
    )


def flows_by_partner(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Lines of partners, a panel a flow; `values` holds flow, power, power_iso3, year, value (percent), source.

    Years of another publication are not joined to the line, and each value has a dot.
    """
    shown = records(values[["flow", "power", "power_iso3", "year", "value", "source"]])
    palette = {row.power: theme.partner_colour(row.power_iso3) for row in shown.itertuples()}
    years = [year for year in sorted(shown["year"].unique().tolist()) if year % 5 == 0]
    x = grammar.years(shown)
    x.axis = alt.Axis(format="d", values=years)
    base = alt.Chart().encode(
        x=x,
        y=grammar.amount("value", domain=[0, grammar.upper(shown["value"].max())]),
        color=grammar.colours(palette, "power", legend=True),
        tooltip=[
            alt.Tooltip("power:N", title="Partner"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("value:Q", title="Percent", format=".1f"),
        ],
    )
    lines = base.mark_line(strokeWidth=2.25).encode(detail=alt.Detail("source:N"))
    chart = (
        alt.layer(lines, base.mark_point(size=26), data=shown)
        .properties(width=theme.WIDTH // 2 - 50, height=230)
        .facet(facet=alt.Facet("flow:N", title=None), columns=2)
    )
    return finish(
        chart,
        heading,
        values,
        {
            "flow": "Flow",
            "power": "Partner",
            "power_iso3": "Code of the partner",
            "value": Unit("Percent of the flow"),
        },
        note=note,
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
