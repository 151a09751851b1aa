"""Russian presence: the centre in Niš, media, diplomats expelled, visitors."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import bars
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.russia_page import RussiaPage, by_value
from wb6.sections.written import Basis

KINDS = {"humanitarian_centre": "centre in Niš", "fdi": "investment"}
EXPELLING = ("alb", "mkd", "mne", "xkx")


def expelled(page: RussiaPage) -> pd.DataFrame:
    """Persons expelled from Russian embassies, by event."""
    rows = page.of_countries(page.table("russia_presence"))
    rows = rows[rows["type"] == "expulsion"].sort_values(["date", "id"])
    return countries.with_names(rows).assign(year=rows["date"].dt.year)


@shows("expulsions", "Diplomats expelled", "expulsion of a Russian diplomat")
def expulsions(page: RussiaPage) -> Figure:
    """Russian diplomats expelled, by year and country."""
    rows = needed(expelled(page))
    by_country = rows.groupby(["iso3", "country"], as_index=False)["value"].sum()
    top = rows.groupby("year")["value"].sum()
    return bars.by_year(
        rows,
        heading=Heading(
            title=(
                f"{words.listing(by_country['country'].tolist())} expelled {rows['value'].sum():.0f} Russian diplomats, "
                f"{top.max():.0f} of them in {top.idxmax()}"
            ),
            subtitle=f"Persons expelled by year, as announced, {words.years_of(rows['year'])}",
            alt_text=(
                f"Stacked bars by year. In all: {by_value(by_country, '.0f')}. Most in {top.idxmax()}: {top.max():.0f}."
            ),
        ),
        note="At least: expulsions that were announced. None by the other countries was found.",
    )


def presence(page: RussiaPage) -> Table:
    """Single facts on presence, the newest first."""
    rows = page.table("russia_presence")
    rows = rows[rows["iso3"].isin([*page.countries, "REG"])]
    rows = countries.with_names(words.dated(rows.sort_values(["date", "id"], ascending=[False, True])))
    kind = rows["type"].map(lambda code: KINDS.get(code, code.replace("_", " ")))
    rows = rows.assign(number=words.quantities(rows), kind=kind)
    return table(
        rows,
        [
            *text_columns(when="Date", country="Where", kind="Kind", fact="Fact"),
            Column("number", "Number", numeric=True),
            Column("note", "Remark"),
        ],
        Caption(
            name="presence",
            title="Signs of presence, and their end",
            subtitle=f"Facts in the record up to {words.day(page.edition.day)}, the newest first",
            note="Presence is not influence: visitors, permits and portals are counted here, not what they bring about.",
        ),
    )


def russian_presence(page: CountryPage) -> Table:
    """Single facts on Russian presence: expulsions, visitors, residents, media, aid."""
    rows = page.table_on_country("russia_presence").sort_values(["date", "id"], ascending=[False, True])
    return table(
        words.dated(rows).assign(number=words.quantities(rows)),
        [
            *text_columns(when="Date", fact="Fact"),
            Column("number", "Number", numeric=True),
            Column("note", "Remark"),
        ],
        Caption(
            name="russian-presence",
            title=f"Signs of Russian presence in {page.name}",
            subtitle="Diplomats expelled, visitors, residents and investment, the newest first; others to compare",
        ),
    )


@declares("russia_presence", "expelled", "expelled_2022", *(f"expelled_{code}" for code in EXPELLING))
def _presence_facts(page: RussiaPage) -> dict[str, Fact]:
    rows = expelled(page)
    parts = {
        "expelled": rows,
        "expelled_2022": rows[rows["year"] == 2022],
        **{f"expelled_{code}": rows[rows["iso3"] == code.upper()] for code in EXPELLING},
    }
    return {
        name: Basis.on("russia_presence", part["date"].max(), part["source"]).number(
            "Russian diplomats expelled", int(part["value"].sum()), "persons"
        )
        for name, part in parts.items()
        if len(part)
    }
