"""Bars: amounts by period, by year or by country, each with what it says."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records

SUPPLIERS = ("CHN", "DEU", "RUS", "TUR", "USA")
OTHERS = "Other suppliers"
SIDES = {
    "Russia": theme.POWERS["RUS"].light,
    "NATO, its members and partners": theme.POWERS["EUU"].light,
    "China": theme.POWERS["CHN"].light,
}
MET = {"with a summit": theme.STEPS[4].light, "without a summit": theme.STEPS[1].light}


def by_supplier(deliveries: pd.DataFrame, periods: Sequence[str], *, heading: Heading) -> Figure:
    """Deliveries by supplier over all `periods`; `deliveries` holds supplier, supplier_iso3, period, tiv, share."""
    named = deliveries["supplier_iso3"].isin(SUPPLIERS)
    grouped = deliveries.assign(
        group=deliveries["supplier"].where(named, OTHERS),
        code=deliveries["supplier_iso3"].where(named, "OTHER"),
    )
    sums = grouped.groupby(["period", "group", "code"], as_index=False).agg(
        tiv=("tiv", "sum"), source=("source", "first")
    )
    shown = records(sums)
    order = [*sorted(set(shown["group"]) - {OTHERS}), OTHERS]
    code = dict(zip(shown["group"], shown["code"], strict=True))
    colours = {group: theme.power_colour(code[group]) for group in order if group in code}
    shown = grammar.ranked(shown, "group", order).sort_values(["period", "rank"], ignore_index=True)
    y = alt.Y("period:O", title=None, scale=alt.Scale(domain=list(periods)), axis=alt.Axis(grid=False))
    bars = Chart(shown).mark_bar()
    chart = bars.encode(
        y=y,
        x=grammar.across("tiv", grid=True, tickCount=5),
        color=grammar.colours(colours, "group", legend=len(colours) > 1),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells("group:N", "period:O", ("tiv:Q", "", ",.1f")),
    )
    return finish(
        chart.properties(width=theme.WIDTH - 80, height=36 * len(periods)),
        heading,
        sums,
        {"period": "Period", "group": "Supplier", "code": "Code", "tiv": Unit("TIV, million")},
        note="SIPRI trend-indicator values measure the military capacity moved, not the price paid.",
    ).citing(sources_of(deliveries))


def exercises(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Numbers of exercises by period and side; `counts` holds period, side, value, scope, source in order of time."""
    shown = records(counts[["period", "side", "value", "scope", "source"]])
    colours = grammar.present(SIDES, shown["side"])
    base = Chart(shown).encode(
        y=grammar.rows("period", shown["period"]),
        yOffset=alt.YOffset("side:N", sort=list(colours)),
        x=grammar.across("value", tickCount=5, grid=True),
    )
    bars = base.mark_bar(height={"band": 0.85}).encode(
        color=grammar.colours(colours, "side", legend=True),
        tooltip=grammar.tells("period:N", "side:N", "value:Q", "scope:N"),
    )
    texts = base.mark_text(align="left", dx=5, fontSize=12).encode(text=alt.Text("value:Q", format=".3~r"))
    columns = {
        "period": "Period",
        "side": "With",
        "value": Unit("Exercises"),
        "scope": "Scope",
    }
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 170, height=46 * shown["period"].nunique())
    return finish(chart, heading, counts, columns, note=note)


def by_year(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Persons by year, a colour a country; `counts` holds country, iso3, year, value, source."""
    shown = records(counts[["country", "iso3", "year", "value", "source"]])
    every = list(range(int(shown["year"].min()), int(shown["year"].max()) + 1))
    total = shown.groupby("year", as_index=False)["value"].sum()
    bars = Chart(shown).mark_bar(size=34)
    stacked = bars.encode(
        x=grammar.years_of_bars(drawn=every),
        y=grammar.up_to("sum(value)", total["value"].max()),
        color=grammar.colours(grammar.country_colours(shown), "country", legend=True),
        tooltip=grammar.tells("country:N", "year:O", ("sum(value):Q", "Expelled")),
    )
    totals = (
        Chart(total)
        .mark_text(dy=-9, fontSize=12)
        .encode(x=alt.X("year:O"), y=alt.Y("value:Q"), text=alt.Text("value:Q"))
    )
    chart = alt.layer(stacked, totals).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(chart, heading, counts, {"value": Unit("Persons")}, note=note)


def by_country(values: pd.DataFrame, *, heading: Heading, value_heading: str, note: str = "") -> Figure:
    """A bar a country in its colour with what it says; `values` holds country, iso3, value, said, source."""
    shown = records(values[["country", "iso3", "value", "said", "source"]])
    base = Chart(shown).encode(
        y=grammar.rows("country", shown["country"], labelLimit=180),
        x=grammar.across("value", [0, 100], tickCount=5, grid=True),
    )
    bars = base.mark_bar(height={"band": 0.6}).encode(
        color=grammar.colours(grammar.country_colours(shown), "country"),
        tooltip=grammar.tells("country:N", ("value:Q", value_heading), ("said:N", "Figure")),
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("said:N"))
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 240, height=34 * len(shown))
    columns = {"value": Unit(value_heading), "said": "Figure and date"}
    return finish(chart, heading, values, columns, note=note)


def format_members(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Participants at year-end as bars, years with a summit marked; `counts` holds year, states, summits."""
    counts = counts.assign(met=counts["summits"].gt(0).map(dict(zip((True, False), MET, strict=True))))
    shown = records(counts)
    even = [int(year) for year in shown["year"] if year % 2 == 0]
    x, y = grammar.years_of_bars(even, paddingInner=0.2), grammar.amount("states", [0, 20])
    base = Chart(shown).encode(x=x, y=y)
    bars = base.mark_bar().encode(
        color=grammar.squares(grammar.present(MET, shown["met"]), "met"),
        tooltip=grammar.tells("year:O", "states:Q", "met:N"),
    )
    texts = base.mark_text(dy=-8, fontSize=12).encode(text=alt.Text("states:Q"))
    return finish(
        alt.layer(bars, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80),
        heading,
        counts,
        {"states": "States at year-end", "summits": Unit("Summits"), "met": "Summit"},
        note=note,
    )
