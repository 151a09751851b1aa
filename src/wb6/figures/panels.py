"""Panels beside each other: debt and its creditors, imports by country, gas and its weight."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.grammar import Layered

NATIONAL = "public debt, national and IMF figures"
DEBT_COLOURS = {
    NATIONAL: theme.INK.light,
    "external public debt, World Bank": theme.MUTED.light,
    "owed to China": theme.POWERS["CHN"].light,
    "bonds": theme.POWERS["BONDHOLDERS"].light,
}

BASES = {
    "reconciled from both partners": theme.CONTEXT.light,
    "as published": theme.POWERS["CHN"].light,
}


def debt_and_creditors(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Debt to output beside the shares of creditors; `values` holds panel, series, date, value, source."""
    shown = records(values)
    present = grammar.present(DEBT_COLOURS, shown["series"])
    base = Chart().encode(
        x=grammar.days().axis(format="%Y", tickCount=4),
        y=grammar.up_to("value", shown["value"].max()),
        color=grammar.colours(present, "series", columns=2, symbolType="circle"),
        tooltip=grammar.tells("series:N", ("date:T", "Date", "%B %Y"), ("value:Q", "Percent", ".1f")),
    )
    panel = _line_and_points(base, shown, f"datum.series != '{NATIONAL}'", f"datum.series == '{NATIONAL}'")
    panel = panel.properties(width=theme.WIDTH // 2 - 50, height=230)
    return finish(
        grammar.facets(panel, "panel", 2, shown["panel"]),
        heading,
        values,
        {"panel": "Share of", "series": "What", "date": "Date", "value": Unit("Percent")},
        note=note,
    )


def _line_and_points(base: alt.Chart, shown: pd.DataFrame, as_line: str, as_points: str) -> Layered:
    """Rows for which `on_line` holds as a line, those for which `apart` does as points."""
    line = base.mark_line(strokeWidth=2.25).transform_filter(as_line)
    return alt.layer(line, base.mark_point(size=45).transform_filter(as_points), data=shown)


def reported(shares: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Import shares by year and kind of figure, a panel a country.

    `shares` holds country, iso3, year, value, basis (reconciled or published), source.
    """
    shown = records(shares[["country", "iso3", "year", "value", "basis", "when", "source"]])
    first, last = int(shown["year"].min()), int(shown["year"].max())
    step = 10 if last - first > 14 else 5
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    base = Chart().encode(
        x=grammar.years(shown).axis(format="d", values=ticks),
        y=grammar.up_to("value", shown["value"].max()),
        color=grammar.colours(BASES, "basis", legend=True),
        tooltip=grammar.tells("country:N", "when:N", ("value:Q", "Percent", ".1f")),
    )
    panel = _line_and_points(base, shown, *(f"datum.basis === '{basis}'" for basis in BASES))
    panel = panel.properties(width=theme.WIDTH // 3 - 42, height=130)
    return finish(
        grammar.facets(panel, "country", 3, shown["country"].sort_values()),
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
    base = Chart().encode(
        x=grammar.years(shown, most=3),
        y=grammar.amount("value", [0, grammar.upper(shown["value"].max())]),
        color=grammar.colours(palette, "power", legend=True),
        tooltip=grammar.tells(("power:N", "Partner"), ("year:Q", "Year", "d"), ("value:Q", "Percent", ".1f")),
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
        labels = {"labels": True} if place else {}
        base = Chart(shown[shown["panel"] == panel]).encode(
            y=grammar.rows("country", order, labelLimit=170, **labels).scale(domain=order),
            x=grammar.across("value", [0, 100], values=[0, 50, 100], grid=True),
        )
        bars = base.mark_bar(height={"band": 0.6}, color=colour[panel]).encode(
            tooltip=grammar.tells("country:N", ("value:Q", panel), ("said:N", "Figure"))
        )
        texts = base.mark_text(align="left", dx=5, fontSize=12).encode(
            text=alt.Text("said:N"), x=alt.X("value:Q")
        )
        title = grammar.panel_title(panel, offset=6)
        charts.append(alt.layer(bars, texts).properties(width=130, height=32 * len(order), title=title))
    return finish(
        alt.hconcat(*charts, spacing=50),
        heading,
        values,
        {"panel": "Share", "value": Unit("Percent"), "said": "Figure and year"},
        note=note,
    )
