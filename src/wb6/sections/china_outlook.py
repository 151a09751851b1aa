"""What the sources claim on China, the documents on it, what to watch, what the page used."""

import pandas as pd

from wb6.claims import ledger
from wb6.data import words
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import outlook
from wb6.sections import closing
from wb6.sections.china_page import CHINA, ChinaPage
from wb6.sections.claims import claims_table, documents_table


def claims(page: ChinaPage) -> Table:
    """The claims of the source texts on China."""
    return claims_table(page.edition, claims_on_china(page), "China")


def claims_on_china(page: ChinaPage) -> pd.DataFrame:
    """Claims that name China among the actors, or are filed under it."""
    return ledger.of_actor(page.table("claims"), "CHN", "china")


def documents(page: ChinaPage) -> Table:
    """Documents that bear on the claims on China."""
    return documents_table(page.edition, claims_on_china(page), "China")


def what_to_watch(page: ChinaPage) -> Table:
    """Matters on China that were known on the day, the open ones first."""
    rows = outlook.concerning(page.own(page.table("agenda")), CHINA)
    rows = closing.in_words(rows, "no day").assign(end=rows["outcome"].where(rows["closed"].notna(), "open"))
    rows = rows.sort_values(["closed", "announced", "id"], na_position="first")
    return table(
        rows,
        [
            Column("title", "What"),
            Column("country", "Where"),
            Column("known", "Known since"),
            Column("when", "Expected"),
            Column("end", "Outcome"),
        ],
        name="watch",
        title="What to watch",
        subtitle=f"Plans and deadlines with China or its companies, as known on {words.day(page.edition.day)}",
        sources=sources_of(rows),
    )


def sources_used(page: ChinaPage) -> Table:
    """The tables that this page read, with their rows in the edition and their sources."""
    return closing.sources_used(page.edition, page.countries, "Rows on the six")
