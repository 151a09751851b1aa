"""What the sources claim on Russia, what to watch, what the page used."""

import pandas as pd

from wb6.data import words
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import outlook
from wb6.sections import closing, readings
from wb6.sections.claims import claims_table, documents_table
from wb6.sections.russia_page import RussiaPage


def claims(page: RussiaPage) -> Table:
    """The claims of the source texts on Russia."""
    return claims_table(page.edition, readings.claims_on_russia(page), "Russia")


def documents(page: RussiaPage) -> Table:
    """Documents that bear on the claims on Russia."""
    return documents_table(page.edition, readings.claims_on_russia(page), "Russia")


def what_to_watch(page: RussiaPage) -> Table:
    """Open matters in which Russia or its companies are a party."""
    rows = outlook.concerning(page.table("agenda"), "RUS")
    rows = rows[rows["closed"].isna()].sort_values(["expected", "announced"], na_position="last")
    rows = closing.in_words(rows, "open").assign(
        state=[_state(page, row.expected) for row in rows.itertuples()]
    )
    return table(
        rows,
        [
            Column("title", "What"),
            Column("country", "Where"),
            Column("when", "Expected"),
            Column("known", "Known since"),
            Column("state", "State"),
        ],
        name="watch",
        title="What to watch",
        subtitle=f"Open matters in which Russia or its companies are a party, as known on {words.day(page.edition.day)}",
        sources=sources_of(rows),
    )


def _state(page: RussiaPage, expected: pd.Timestamp) -> str:
    if pd.isna(expected):
        return "no date known"
    return "ahead" if expected >= page.edition.day else "date past, outcome not in the record"


def sources_used(page: RussiaPage) -> Table:
    """The tables that this page read, with their rows in the edition and their sources."""
    return closing.sources_used(page.edition, [*page.countries, "REG"], "Rows on the six")
