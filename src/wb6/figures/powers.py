"""Charts and tables of the outside powers: votes, alignment, trade, arms, energy, debt."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import finish, records, sources_of
from wb6.figures.tables import Column, Table, labelled, table

SUPPLIERS = ("CHN", "DEU", "RUS", "TUR", "USA")
BODIES = {
    "isac": "ISAC Fund",
    "european_commission": "European Commission",
    "high_representative": "High Representative",
    "government": "Government",
    "not named": "Not named in the source",
}
BODY_COLOURS = dict(
    zip(BODIES.values(), ("#1f4f82", "#c98a12", "#2f8f9d", "#a8323f", "#8d959e"), strict=True)
)
GAS_BASES = {
    "russia_share_gas": "base not stated",
    "russia_share_gas_imports": "of imports",
    "russia_share_gas_consumption": "of consumption",
    "russia_share_gas_needs": "of needs",
}


def lines_by_power(
    values: pd.DataFrame,
    column: str,
    *,
    name: str,
    title: str,
    subtitle: str,
    alt_text: str,
    value_heading: str,
    note: str = "",
    breaks: bool = False,
) -> Any:
    """One line a power; `values` holds power, `column` (its code), year, value, source.

    With `breaks`, rows of another source are drawn as points and not joined to the line.
    """
    shown = records(values)
    pairs = shown[["power", column]].drop_duplicates().sort_values("power").itertuples(index=False)
    colour = grammar.colours({pair[0]: theme.power_colour(pair[1]) for pair in pairs}, "power")
    x = grammar.years(shown)
    domain = [0, 100 if shown["value"].max() > 60 else grammar.upper(shown["value"].max())]
    y = grammar.amount("value", domain=domain)
    tooltip = ["power:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("value:Q", format=".1f")]
    lines = (
        alt.Chart(shown)
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y, color=colour, detail="source:N" if breaks else alt.Undefined, tooltip=tooltip)
    )
    layers = [lines]
    if breaks:
        layers.append(alt.Chart(shown).mark_point(size=30).encode(x=x, y=y, color=colour, tooltip=tooltip))
    last = shown.sort_values("year").groupby("power", as_index=False).tail(1)
    layers.append(
        grammar.end_labels(last, x, y, "value", "power", colour, domain=domain, height=theme.HEIGHT)
    )
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 110, height=theme.HEIGHT)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(values),
        note=note,
        columns={
            "power": "Power",
            column: "Code",
            "year": "Year",
            "value": value_heading,
            "n_votes": "Roll calls",
            "source": "Source",
        },
    )


def cfsp(rates: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str) -> Any:
    """Alignment rates by counting body; `rates` holds year, body, value, source."""
    shown = records(rates.assign(body=rates["body"].map(BODIES)))
    present = [body for body in BODY_COLOURS if body in set(shown["body"])]
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=grammar.years(shown),
            y=grammar.amount("value", domain=[0, 100]),
            color=grammar.colours({body: BODY_COLOURS[body] for body in present}, "body", legend=True),
            shape=alt.Shape("body:N", scale=alt.Scale(domain=present), legend=None),
            tooltip=["body:N", alt.Tooltip("year:Q", format="d"), "value:Q"],
        )
    )
    values = points.mark_text(dy=-13, fontSize=12).encode(
        text=alt.Text("value:Q", format=".0f"), shape=alt.Undefined, color=alt.value(theme.INK.light)
    )
    chart = alt.layer(points, values).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(rates),
        note="Bodies count differently, so no line joins them.",
        columns={"year": "Year", "body": "Counted by", "value": "Percent", "source": "Source"},
    )


def arms(deliveries: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str) -> Any:
    """Deliveries by supplier and period; `deliveries` holds supplier, supplier_iso3, period, tiv, share."""
    own = set(SUPPLIERS)
    grouped = deliveries.assign(
        group=deliveries["supplier"].where(deliveries["supplier_iso3"].isin(own), "Other suppliers"),
        code=deliveries["supplier_iso3"].where(deliveries["supplier_iso3"].isin(own), "OTHER"),
    )
    shown = records(
        grouped.groupby(["period", "group", "code"], as_index=False).agg(
            tiv=("tiv", "sum"), source=("source", "first")
        )
    )
    order = [*sorted(set(shown["group"]) - {"Other suppliers"}), "Other suppliers"]
    code = dict(zip(shown["group"], shown["code"], strict=True))
    colours = {group: theme.power_colour(code[group]) for group in order if group in code}
    rank = {group: position for position, group in enumerate(order)}
    shown = shown.assign(rank=shown["group"].map(rank)).sort_values(["period", "rank"], ignore_index=True)
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("period:O", title=None, axis=alt.Axis(grid=False)),
            x=alt.X("tiv:Q", title=None, axis=alt.Axis(grid=True, tickCount=5)),
            color=grammar.colours(colours, "group", legend=True),
            order=alt.Order("rank:Q"),
            tooltip=["group:N", "period:O", alt.Tooltip("tiv:Q", format=",.1f")],
        )
    )
    chart = bars.properties(width=theme.WIDTH - 80, height=36 * shown["period"].nunique())
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(deliveries),
        note="SIPRI trend-indicator values measure the military capacity moved, not the price paid.",
        columns={
            "period": "Period",
            "group": "Supplier",
            "code": "Code",
            "tiv": "TIV, million",
            "source": "Source",
        },
    )


def gas(shares: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str) -> Any:
    """Published shares of Russian gas; `shares` holds indicator, date, value, source."""
    shown = records(shares.assign(base=shares["indicator"].map(GAS_BASES)).drop(columns="indicator"))
    bases = [base for base in GAS_BASES.values() if base in set(shown["base"])]
    palette = dict(zip(GAS_BASES.values(), ("#8d959e", "#a8323f", "#c98a12", "#1f4f82"), strict=True))
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=grammar.days(),
            y=grammar.amount("value", domain=[0, 100]),
            color=grammar.colours({base: palette[base] for base in bases}, "base", legend=True),
            shape=alt.Shape("base:N", scale=alt.Scale(domain=bases), legend=None),
            tooltip=["base:N", alt.Tooltip("date:T", format="%Y"), "value:Q"],
        )
    )
    values = points.mark_text(dy=-13, fontSize=12).encode(
        text=alt.Text("value:Q", format=".0f"), shape=alt.Undefined, color=alt.value(theme.INK.light)
    )
    chart = alt.layer(points, values).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(shares),
        note="Imports, consumption and needs are different bases; no line joins them.",
        columns={"date": "Date", "base": "Share", "value": "Percent", "source": "Source"},
    )


def ukraine_votes(votes: pd.DataFrame, *, name: str, title: str, subtitle: str) -> Table:
    """Votes of one state on the General Assembly's texts on Ukraine."""
    written = votes.assign(
        when=[words.day(row.date, row.date_precision) for row in votes.itertuples()],
        result=[
            f"{row.total_yes}–{row.total_no}–{row.total_abstain}" if pd.notna(row.total_yes) else None
            for row in votes.itertuples()
        ],
    )
    return table(
        written,
        [
            Column("when", "Date"),
            Column("subject", "Text"),
            Column("vote", "Vote", labelled({"not_against": "not against"})),
            Column("result", "Yes–no–abstain, all states", numeric=True),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(votes),
    )


def exercises_table(exercises: pd.DataFrame, *, name: str, title: str, subtitle: str) -> Table:
    """Military exercises by partner and period; `exercises` holds when, partner, value, unit, scope."""
    return table(
        exercises,
        [
            Column("when", "Period"),
            Column("partner", "With"),
            Column("value", "Number", words.people, numeric=True),
            Column("unit", "Counted"),
            Column("scope", "Scope"),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(exercises),
        note="Exercises, activities and troops are different things and are not added up.",
    )
