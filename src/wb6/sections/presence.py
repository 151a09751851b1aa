"""Presence: the centre in Niš, media, diplomats expelled, banks, visitors."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures import russia as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.sections.russia_page import RussiaPage, by_value

KINDS = {"humanitarian_centre": "centre in Niš", "fdi": "investment"}


def expelled(page: RussiaPage) -> pd.DataFrame:
    """Persons expelled from Russian embassies, by event."""
    rows = page.own(page.table("russia_presence"))
    rows = rows[rows["type"] == "expulsion"].sort_values(["date", "id"])
    return countries.with_names(rows).assign(year=rows["date"].dt.year)


def expulsions(page: RussiaPage) -> Figure:
    """Russian diplomats expelled, by year and country."""
    name = "expulsions"
    rows = expelled(page)
    if rows.empty:
        return figure.empty(
            name=name, title="Diplomats expelled", reason=page.unknown("expulsion of a Russian diplomat")
        )
    by_country = rows.groupby(["iso3", "country"], as_index=False)["value"].sum()
    top = rows.groupby("year")["value"].sum()
    return chart.by_year(
        rows,
        heading=Heading(
            name=name,
            title=(
                f"{words.listing(by_country['country'].tolist())} expelled {rows['value'].sum():.0f} Russian diplomats, "
                f"{top.max():.0f} of them in {top.idxmax()}"
            ),
            subtitle=f"Persons expelled by year, as announced, {words.years(rows['year'].min(), rows['year'].max())}",
            alt_text=(
                f"Stacked bars by year. In all: {by_value(by_country, '.0f')}. Most in {top.idxmax()}: {top.max():.0f}."
            ),
        ),
        note="The record holds no expulsion by the other countries; that none took place cannot be said from it.",
    )


def presence(page: RussiaPage) -> Table:
    """Single facts on presence, the newest first."""
    rows = page.table("russia_presence")
    rows = rows[rows["iso3"].isin([*page.countries, "REG"])]
    rows = countries.with_names(words.dated(rows.sort_values(["date", "id"], ascending=[False, True])))
    rows = rows.assign(
        kind=rows["type"].map(lambda kind: KINDS.get(kind, kind.replace("_", " "))),
        number=[
            words.quantity(row.value, row.unit if pd.notna(row.unit) else "") if pd.notna(row.value) else None
            for row in rows.itertuples()
        ],
    )
    return table(
        rows,
        [
            Column("when", "Date"),
            Column("country", "Where"),
            Column("kind", "Kind"),
            Column("fact", "Fact"),
            Column("number", "Number", numeric=True),
            Column("note", "Remark"),
        ],
        name="presence",
        title="Signs of presence, and their end",
        subtitle=f"Facts in the record up to {words.day(page.edition.day)}, the newest first",
        sources=sources_of(rows),
        note="Presence is not influence: visitors, permits and portals are counted here, not what they bring about.",
    )
