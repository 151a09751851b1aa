"""What the record lacks, what the sources claim, what to watch, what the page used."""

import pandas as pd

from wb6.chapters import outlook as closing
from wb6.chapters.claims import claims_table, documents_table
from wb6.chapters.kfor.base import HOST, KforBase
from wb6.claims import ledger
from wb6.data import words
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import outlook as chart
from wb6.figures.tables import Column, Table, table
from wb6.measures import kfor, outlook

KINDS = (
    "Size of the force",
    "Size stated, not rounded",
    "Number of nations",
    "Troops from outside NATO",
    "Contingents, any figure",
    "Contingents, complete list",
    "Start of a command",
    "Incidents of unrest",
)


class Outlook(KforBase):
    """The closing sections."""

    def coverage(self) -> Figure:
        """How many figures of each kind the record holds by year."""
        name = "coverage"
        dates = self._dates()
        if dates["Size of the force"].empty:
            return figure.empty(
                name=name, title="What the record holds", reason=self.unknown("figure of KFOR")
            )
        first, last = max(self.since, 1999), self.edition.day.year
        cells = kfor.coverage(dates, first, last)
        sizes = cells[(cells["kind"] == "Size of the force") & (cells["figures"] == 0)]["year"]
        lists = cells[cells["kind"] == "Contingents, complete list"]["figures"].gt(0).sum()
        without = (
            f"no size of KFOR in {words.listing([str(year) for year in sizes])}"
            if len(sizes)
            else "a size in every year"
        )
        return chart.coverage(
            cells,
            list(KINDS),
            heading=Heading(
                name=name,
                title=(
                    f"The record has {without}, and complete lists of contingents in "
                    f"{lists or 'none'} of {last - first + 1} years"
                ),
                subtitle=f"Number of figures by kind and year, {words.years(first, last)}",
                alt_text=(
                    f"Grid of {len(KINDS)} kinds by year. Years without any size of the force: "
                    f"{words.listing([str(year) for year in sizes]) if len(sizes) else 'none'}."
                ),
            ),
            note="An empty cell in the row of incidents can mean calm; in every other row it means that nothing was found.",
            sources=sources_of(self.table("kfor_strength"), self.table("kfor_contributions")),
        )

    def claims(self) -> Table:
        """The claims of the source texts on KFOR."""
        return claims_table(self.edition, self.claims_on_kfor(), "KFOR")

    def documents(self) -> Table:
        """Documents that bear on the claims on KFOR."""
        return documents_table(self.edition, self.claims_on_kfor(), "KFOR")

    def claims_on_kfor(self) -> pd.DataFrame:
        """Claims that name KFOR or are filed under it."""
        return ledger.of_actor(self.table("claims"), "KFOR", "kfor")

    def recent_record(self) -> Table:
        """What became known on KFOR and its plans in the last years."""
        events = outlook.concerning(self.table("recent_events"), "KFOR")
        rows = events[events["date"] <= self.edition.day].sort_values("date", ascending=False)
        rows = words.dated(rows)
        return table(
            rows,
            [
                Column("when", "Date"),
                Column("title", "Event"),
            ],
            name="recent",
            title=f"{words.begin(words.times(len(rows), 'event'))} on the future of KFOR, as reported",
            subtitle="Events that name KFOR, newest first",
            sources=sources_of(rows),
            note=self.remarks(
                ("2026-02-28", "The month of the report on Washington is inferred from its text."),
                ("2026-06-12", "The announcement of June 2026 is known from a summary that gives no number."),
            ),
        )

    def what_to_watch(self) -> Table:
        """Dated events ahead and open questions for Kosovo and for the Alliance."""
        return closing.watch(self.edition, [HOST, "NATO"])

    def sources_used(self) -> Table:
        """The tables that this page read, with their rows in the edition and their sources."""
        return closing.sources_used(self.edition, None, "Rows")

    def _dates(self) -> dict[str, pd.Series]:
        strength, contributions = self.table("kfor_strength"), self.table("kfor_contributions")
        figures = self.counted()
        own = contributions[~contributions["basis"].isin([*kfor.INTENDED, "proxy"])]
        lists = kfor.lists(contributions, strength)
        dates = (
            figures["date"],
            figures[figures["basis"] == "stated"]["date"],
            strength.dropna(subset=["contributing_nations"])["date"],
            strength.dropna(subset=["troops_from_non_nato", "troops_total"])["date"],
            own["date"],
            lists[lists["complete"].astype(bool)]["date"],
            self.table("kfor_commanders")["date"],
            self.unrest()["date"],
        )
        return dict(zip(KINDS, dates, strict=True))
