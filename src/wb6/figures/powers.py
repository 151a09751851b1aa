"""Charts and tables that several topics of the outside powers share."""

from functools import partial

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records
from wb6.figures.tables import Column, Table, table


def lines_by_power(
    values: pd.DataFrame,
    column: str,
    *,
    heading: Heading,
    value_heading: str,
    note: str = "",
    breaks: bool = False,
) -> Figure:
    """One line a power; `values` holds power, `column` (its code), year, value, source.

    With `breaks`, rows of another source are drawn as points and not joined to the line.
    """
    shown = records(values)
    pairs = shown[["power", column]].drop_duplicates().sort_values("power").itertuples(index=False)
    colour = grammar.colours({pair[0]: theme.power_colour(pair[1]) for pair in pairs}, "power")
    x = grammar.years(shown)
    domain = [0, 100 if shown["value"].max() > 60 else grammar.upper(shown["value"].max())]
    y = grammar.amount("value", domain=domain)
    tooltip = [
        alt.Tooltip("power:N"),
        alt.Tooltip("year:Q", format="d"),
        alt.Tooltip("value:Q", format=".1f"),
    ]
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
        heading,
        values,
        {
            "iso3": None,
            "power": "Power",
            column: "Code",
            "value": Unit(value_heading),
            "n_votes": Unit("Roll calls"),
        },
        note=note,
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


def channels_table(channels: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str) -> Table:
    """A country among the six by measure; `channels` holds measure, value, year, lowest, median, highest, source."""
    written = channels.assign(
        newest=[
            None if pd.isna(row.value) else f"{row.value:.1f} ({row.year:.0f})"
            for row in channels.itertuples()
        ],
        range=[
            None if pd.isna(row.lowest) else f"{row.lowest:.1f} to {row.highest:.1f}"
            for row in channels.itertuples()
        ],
    )
    return table(
        written,
        [
            Column("measure", "Measure"),
            Column("newest", "Newest value", numeric=True),
            Column("median", "Median of the six", partial(words.number, digits=1), numeric=True),
            Column("range", "Range of the six", numeric=True),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(channels),
        note=note,
    )


def facts_table(facts: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str = "") -> Table:
    """Single dated facts; `facts` holds when, fact, value, unit, note, source."""
    written = facts.assign(
        number=[
            words.quantity(row.value, row.unit if pd.notna(row.unit) else "") if pd.notna(row.value) else None
            for row in facts.itertuples()
        ]
    )
    return table(
        written,
        [
            Column("when", "Date"),
            Column("fact", "Fact"),
            Column("number", "Number", numeric=True),
            Column("note", "Remark"),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(facts),
        note=note,
    )
