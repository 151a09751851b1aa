"""Bars: amounts by period, by year or by country, each with what it says."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records

SUPPLIERS = ("CHN", "DEU", "RUS", "TUR", "USA")


def by_supplier(
    deliveries: pd.DataFrame,
    periods: Sequence[str],
    *,
    heading: Heading,
) -> Figure:
    """Deliveries by supplier over all `periods`; `deliveries` holds supplier, supplier_iso3, period, tiv, share."""
    own = set(SUPPLIERS)
    grouped = deliveries.assign(
        group=deliveries["supplier"].where(deliveries["supplier_iso3"].isin(own), "Other suppliers"),
        code=deliveries["supplier_iso3"].where(deliveries["supplier_iso3"].isin(own), "OTHER"),
    )
    sums = grouped.groupby(["period", "group", "code"], as_index=False).agg(
        tiv=("tiv", "sum"), source=("source", "first")
    )
    shown = records(sums)
    order = [*sorted(set(shown["group"]) - {"Other suppliers"}), "Other suppliers"]
    code = dict(zip(shown["group"], shown["code"], strict=True))
    colours = {group: theme.power_colour(code[group]) for group in order if group in code}
    rank = {group: position for position, group in enumerate(order)}
    shown = shown.assign(rank=shown["group"].map(rank)).sort_values(["period", "rank"], ignore_index=True)
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("period:O", title=None, scale=alt.Scale(domain=list(periods)), axis=alt.Axis(grid=False)),
            x=alt.X("tiv:Q", title=None, axis=alt.Axis(grid=True, tickCount=5)),
            color=grammar.colours(colours, "group", legend=len(colours) > 1),
            order=alt.Order("rank:Q"),
            tooltip=[alt.Tooltip("group:N"), alt.Tooltip("period:O"), alt.Tooltip("tiv:Q", format=",.1f")],
        )
    )
    chart = bars.properties(width=theme.WIDTH - 80, height=36 * len(periods))
    return finish(
        chart,
        heading,
        sums,
        {"period": "Period", "group": "Supplier", "code": "Code", "tiv": Unit("TIV, million")},
        sources=sources_of(deliveries),
        note="SIPRI trend-indicator values measure the military capacity moved, not the price paid.",
    )


def exercises(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Numbers of exercises by period and side; `counts` holds period, side, value, source in the order of time."""
    shown = records(counts[["period", "side", "number", "value", "scope", "source"]])
    colours = {
        side: colour
        for side, colour in (
            ("Russia", theme.POWERS["RUS"].light),
            ("NATO, its members and partners", theme.POWERS["EUU"].light),
            ("China", theme.POWERS["CHN"].light),
        )
        if side in set(shown["side"])
    }
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "period:N",
            sort=shown["period"].drop_duplicates().tolist(),
            title=None,
            axis=alt.Axis(ticks=False, domain=False),
        ),
        yOffset=alt.YOffset("side:N", sort=list(colours)),
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=5, grid=True)),
    )
    bars = base.mark_bar(height={"band": 0.85}).encode(
        color=grammar.colours(colours, "side", legend=True),
        tooltip=[
            alt.Tooltip("period:N"),
            alt.Tooltip("side:N"),
            alt.Tooltip("value:Q"),
            alt.Tooltip("scope:N"),
        ],
    )
    texts = base.mark_text(align="left", dx=5, fontSize=12).encode(text=alt.Text("value:Q", format=".3~r"))
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 170, height=46 * shown["period"].nunique())
    return finish(
        chart,
        heading,
        counts,
        {
            "period": "Period",
            "side": "With",
            "number": Unit("Exercises"),
            "value": Unit("Exercises a year"),
            "scope": "Scope",
        },
        note=note,
    )


def by_year(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Persons by year, a colour a country; `counts` holds country, iso3, year, value, source."""
    shown = records(counts[["country", "iso3", "year", "value", "source"]])
    years = list(range(int(shown["year"].min()), int(shown["year"].max()) + 1))
    bars = (
        alt.Chart(shown)
        .mark_bar(size=34)
        .encode(
            x=alt.X("year:O", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0)),
            y=grammar.amount(
                "sum(value)", domain=[0, grammar.upper(shown.groupby("year")["value"].sum().max())]
            ),
            color=grammar.colours(grammar.country_colours(shown), "country", legend=True),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("year:O"),
                alt.Tooltip("sum(value):Q", title="Expelled"),
            ],
        )
    )
    totals = (
        alt.Chart(shown.groupby("year", as_index=False)["value"].sum())
        .mark_text(dy=-9, fontSize=12)
        .encode(x=alt.X("year:O"), y=alt.Y("value:Q"), text=alt.Text("value:Q"))
    )
    chart = alt.layer(bars, totals).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(chart, heading, counts, {"value": Unit("Persons")}, note=note)


def by_country(
    values: pd.DataFrame,
    *,
    heading: Heading,
    value_heading: str,
    note: str = "",
) -> Figure:
    """A bar a country in its colour with what it says; `values` holds country, iso3, value, said, source."""
    shown = records(values[["country", "iso3", "value", "said", "source"]])
    base = alt.Chart(shown).encode(
        y=grammar.rows("country", shown, 180),
        x=alt.X(
            "value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=True)
        ),
    )
    bars = base.mark_bar(height={"band": 0.6}).encode(
        color=grammar.colours(grammar.country_colours(shown), "country"),
        tooltip=[
            alt.Tooltip("country:N"),
            alt.Tooltip("value:Q", title=value_heading),
            alt.Tooltip("said:N", title="Figure"),
        ],
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("said:N"))
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 240, height=34 * len(shown))
    return finish(
        chart, heading, values, {"value": Unit(value_heading), "said": "Figure and date"}, note=note
    )


def format_members(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Participants at year-end as bars, years with a summit marked; `counts` holds year, states, summits."""
    counts = counts.assign(
        met=counts["summits"].gt(0).map({True: "with a summit", False: "without a summit"})
    )
    shown = records(counts)
    colours = {"with a summit": theme.STEPS[4].light, "without a summit": theme.STEPS[1].light}
    present = {key: value for key, value in colours.items() if key in set(shown["met"])}
    even = [int(year) for year in shown["year"] if year % 2 == 0]
    x = alt.X(
        "year:O", title=None, axis=alt.Axis(labelAngle=0, values=even), scale=alt.Scale(paddingInner=0.2)
    )
    y = grammar.amount("states", domain=[0, 20])
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=x,
            y=y,
            color=grammar.squares(present, "met"),
            tooltip=[alt.Tooltip("year:O"), alt.Tooltip("states:Q"), alt.Tooltip("met:N")],
        )
    )
    texts = alt.Chart(shown).mark_text(dy=-8, fontSize=12).encode(x=x, y=y, text=alt.Text("states:Q"))
    return finish(
        alt.layer(bars, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80),
        heading,
        counts,
        {"states": "States at year-end", "summits": Unit("Summits"), "met": "Summit"},
        note=note,
    )
