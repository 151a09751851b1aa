"""What the sources claim on China, the documents on it, what to watch, what the page used."""

import pandas as pd

from wb6.chapters import outlook as closing
from wb6.chapters.china.base import CHINA, ChinaBase
from wb6.chapters.claims import claims_table, documents_table
from wb6.claims import ledger
from wb6.data import words
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import outlook


class Outlook(ChinaBase):
    """The closing sections."""

    def claims(self) -> Table:
        """The claims of the source texts on China."""
        return claims_table(self.edition, self.claims_on_china(), "China")

    def claims_on_china(self) -> pd.DataFrame:
        """Claims that name China among the actors, or are filed under it."""
        return ledger.of_actor(self.table("claims"), "CHN", "china")

    def documents(self) -> Table:
        """Documents that bear on the claims on China."""
        return documents_table(self.edition, self.claims_on_china(), "China")

    def what_to_watch(self) -> Table:
        """Matters on China that were known on the day, the open ones first."""
        rows = outlook.concerning(self.own(self.table("agenda")), CHINA)
        rows = closing.in_words(rows, "no day").assign(
            end=rows["outcome"].where(rows["closed"].notna(), "open")
        )
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
            subtitle=f"Plans and deadlines with China or its companies, as known on {words.day(self.edition.day)}",
            sources=sources_of(rows),
        )

    def sources_used(self) -> Table:
        """The tables that this page read, with their rows in the edition and their sources."""
        return closing.sources_used(self.edition, self.countries, "Rows on the six")
