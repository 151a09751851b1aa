"""What the sources claim on Russia, what to watch, what the page used."""

import pandas as pd

from wb6.chapters import outlook as closing
from wb6.chapters.claims import claims_table, documents_table
from wb6.chapters.russia.readings import Readings
from wb6.data import words
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import outlook


class Outlook(Readings):
    """The closing sections."""

    def claims(self) -> Table:
        """The claims of the source texts on Russia."""
        return claims_table(self.edition, self.claims_on_russia(), "Russia")

    def documents(self) -> Table:
        """Documents that bear on the claims on Russia."""
        return documents_table(self.edition, self.claims_on_russia(), "Russia")

    def what_to_watch(self) -> Table:
        """Open matters in which Russia or its companies are a party."""
        rows = outlook.concerning(self.table("agenda"), "RUS")
        rows = rows[rows["closed"].isna()].sort_values(["expected", "announced"], na_position="last")
        rows = closing.in_words(rows, "open").assign(
            state=[self._state(row.expected) for row in rows.itertuples()]
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
            subtitle=f"Open matters in which Russia or its companies are a party, as known on {words.day(self.edition.day)}",
            sources=sources_of(rows),
        )

    def _state(self, expected: pd.Timestamp) -> str:
        if pd.isna(expected):
            return "no date known"
        return "ahead" if expected >= self.edition.day else "date past, outcome not in the record"

    def sources_used(self) -> Table:
        """The tables that this page read, with their rows in the edition and their sources."""
        return closing.sources_used(self.edition, [*self.countries, "REG"], "Rows on the six")
