"""Charts of one lending power: projects, debt, trade, deliveries by year."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.measures.projects import AGREED, DONE, UNDER_WAY

CHINA = theme.POWERS["CHN"].light
STATE_COLOURS = {DONE: theme.STEPS[4].light, UNDER_WAY: theme.STEPS[2].light, AGREED: theme.NEUTRAL.light}
DEAL_COLOURS = {"construction": theme.STEPS[3].light, "investment": CHINA}
ARMS_COLOURS = {
    "air defence": theme.STEPS[4].light,
    "armed drones": CHINA,
    "missiles for drones": theme.POWERS["USA"].light,
    "coastal defence": theme.MUTED.light,
    "other": theme.CONTEXT.light,
}


def lines_by_country(
    values: pd.DataFrame,
    *,
    heading: Heading,
    value_heading: str,
    note: str = "",
    label_format: str = ".1f",
    floor: float = 0,
) -> Figure:
    """One line a country in its colour; `values` holds country, iso3, year, value, source.

    Values may lie below zero; `floor` is where the axis begins when all are above it.
    """
    shown = records(values[["country", "iso3", "year", "value", "source"]])
    low, top = shown["value"].min(), shown["value"].max()
    below = -grammar.upper(-low) if low < 0 else floor
    domain = [below, grammar.upper(top) if top > -0.05 * below else 0]
    x, y = grammar.years(shown), grammar.amount("value", zero=floor == 0, domain=domain)
    colour = grammar.colours(grammar.country_colours(shown), "country")
    tooltip = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title=value_heading, format=label_format),
    ]
    lines = (
        alt.Chart(shown)
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y, color=colour, detail=alt.Detail("source:N"), tooltip=tooltip)
    )
    single = alt.Chart(shown).mark_point(size=26).encode(x=x, y=y, color=colour, tooltip=tooltip)
    last = shown.sort_values("year").groupby("iso3", as_index=False).tail(1)
    last = last.assign(year=shown["year"].max())
    labels = grammar.end_labels(last, x, y, "value", "country", colour, domain=domain, height=theme.HEIGHT)
    return finish(
        alt.layer(lines, single, labels).properties(width=theme.WIDTH - 160, height=theme.HEIGHT),
        heading,
        values,
        {"value": Unit(value_heading)},
        note=note,
    )


def stacked_years(
    values: pd.DataFrame,
    field: str,
    colours: dict[str, str],
    *,
    heading: Heading,
    value_heading: str,
    field_heading: str,
    note: str = "",
    years: tuple[int, int],
) -> Figure:
    """Bars by year, stacked by `field` in the order of `colours`; `values` holds year, value, source."""
    shown = records(values)
    rank = {group: place for place, group in enumerate(colours)}
    shown = shown.assign(rank=shown[field].map(rank)).sort_values(["year", "rank"], ignore_index=True)
    present = {group: colours[group] for group in colours if group in set(shown[field])}
    every = list(range(years[0], years[1] + 1))
    step = 5 if len(every) > 12 else 2 if len(every) > 7 else 1
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=alt.X(
                "year:O",
                title=None,
                scale=alt.Scale(domain=every, paddingInner=0.2),
                axis=alt.Axis(labelAngle=0, values=[year for year in every if year % step == 0]),
            ),
            y=grammar.amount("value", domain=[0, grammar.upper(shown.groupby("year")["value"].sum().max())]),
            color=grammar.colours(present, field, legend=True),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip(f"{field}:N", title=field_heading),
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("value:Q", title=value_heading, format=",.0f"),
            ],
        )
    )
    bars.encoding.color.legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=0)
    return finish(
        bars.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40),
        heading,
        values,
        {"iso3": None, field: field_heading, "value": Unit(value_heading)},
        note=note,
    )


def by_state(sums: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Amounts lent by country and state; `sums` holds country, iso3, state, amount, projects, source."""
    shown = records(sums[["country", "iso3", "state", "amount", "projects", "source"]])
    rank = {state: place for place, state in enumerate(STATE_COLOURS)}
    shown = shown.assign(rank=shown["state"].map(rank))
    present = {state: STATE_COLOURS[state] for state in STATE_COLOURS if state in set(shown["state"])}
    y = grammar.bands("country", shown["country"].drop_duplicates().tolist())
    x = alt.X("amount:Q", title=None, axis=alt.Axis(format=",d", tickCount=5, grid=True))
    bars = (
        alt.Chart(shown)
        .mark_bar(height=24)
        .encode(
            x=x,
            y=y,
            color=grammar.squares(present, "state"),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("state:N", title="State"),
                alt.Tooltip("projects:Q", title="Loans"),
                alt.Tooltip("amount:Q", title="USD million", format=",.0f"),
            ],
        )
    )
    total = shown.groupby("country", as_index=False).agg(amount=("amount", "sum"))
    totals = (
        alt.Chart(total)
        .mark_text(align="left", dx=6, fontSize=12)
        .encode(x=x, y=y, text=alt.Text("amount:Q", format=",.0f"))
    )
    return finish(
        alt.layer(bars, totals).properties(width=theme.WIDTH - 200, height=42 * len(total)),
        heading,
        sums,
        {"state": "State", "amount": Unit("USD million"), "projects": Unit("Loans")},
        note=note,
    )


def pairs(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Committed beside owed, a row a country; `values` holds country, iso3, committed, owed, sources."""
    shown = records(values[["country", "iso3", "committed", "owed", "source", "source_2"]])
    names = {"committed": "committed", "owed": "owed by the state"}
    long = shown.melt(id_vars=["country"], value_vars=list(names), var_name="what", value_name="amount")
    long = long.assign(what=long["what"].map(names))
    colours = {"committed": theme.STEPS[2].light, "owed by the state": CHINA}
    y = grammar.bands("country", shown["country"].tolist(), offset=14)
    x = alt.X("amount:Q", title=None, axis=alt.Axis(format=",d", tickCount=4, grid=True))
    bridges = (
        alt.Chart(shown)
        .mark_rule(strokeWidth=3, color=theme.CONTEXT.light)
        .encode(y=y, x=alt.X("committed:Q", title=None), x2=alt.X2("owed:Q"))
    )
    points = (
        alt.Chart(long)
        .mark_point(size=140)
        .encode(
            x=x,
            y=y,
            color=grammar.colours(colours, "what", legend=True),
            shape=alt.Shape(
                "what:N", scale=alt.Scale(domain=list(colours), range=["circle", "diamond"]), legend=None
            ),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("what:N"),
                alt.Tooltip("amount:Q", title="USD million", format=",.0f"),
            ],
        )
    )
    texts = [
        alt.Chart(long[long["what"] == what])
        .mark_text(dy=shift, fontSize=12)
        .encode(x=x, y=y, text=alt.Text("amount:Q", format=",.0f"))
        for what, shift in (("committed", -14), ("owed by the state", 16))
    ]
    return finish(
        alt.layer(bridges, points, *texts).properties(width=theme.WIDTH - 170, height=46 * len(shown)),
        heading,
        values,
        {
            "what": "What",
            "committed": Unit("Committed, USD million of 2021"),
            "owed": Unit("Owed, USD million"),
            "amount": Unit("USD million"),
        },
        note=note,
    )


def lenders(sums: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Amounts by lender; `sums` holds lender, amount, projects, share, source."""
    shown = records(sums)
    shown = shown.assign(said=[f"{row.amount:,.0f} ({row.projects})" for row in shown.itertuples()])
    y = grammar.bands("lender", shown["lender"].tolist(), limit=200)
    x = alt.X("amount:Q", title=None, axis=alt.Axis(format=",d", tickCount=4, grid=True))
    bars = (
        alt.Chart(shown)
        .mark_bar(height=18, color=CHINA)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("lender:N"), alt.Tooltip("said:N")])
    )
    texts = (
        alt.Chart(shown).mark_text(align="left", dx=6, fontSize=12).encode(x=x, y=y, text=alt.Text("said:N"))
    )
    return finish(
        alt.layer(bars, texts).properties(width=theme.WIDTH - 280, height=32 * len(shown)),
        heading,
        sums,
        {
            "lender": "Lender",
            "amount": Unit("USD million of 2021"),
            "projects": Unit("Loans"),
            "share": Unit("Percent"),
        },
        note=note,
    )


def reported(shares: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Import shares by year and kind of figure, a panel a country.

    `shares` holds country, iso3, year, value, basis (reconciled or published), source.
    """
    shown = records(shares[["country", "iso3", "year", "value", "basis", "when", "source"]])
    colours = {"reconciled from both partners": theme.CONTEXT.light, "as published": CHINA}
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
