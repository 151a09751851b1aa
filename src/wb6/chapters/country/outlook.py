"""What helps and hinders, what the sources claim, what to watch, what the page used."""

import pandas as pd

from wb6.chapters.country.base import CountryBase
from wb6.chapters.profile import PROFILE
from wb6.claims import ledger
from wb6.data import countries, words
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, labelled, table
from wb6.measures import factors, outlook

CHECKABLE = {"data": "on data", "document": "on documents", "no": "not testable"}
DIRECTIONS = {"helps": "Helps", "hinders": "Hinders"}


class Outlook(CountryBase):
    """The sections on factors, claims, the agenda and sources."""

    def factors(self) -> Table:
        """Factors that the source texts name, with an indicator now and ten years before."""
        named = self.table("factors")
        named = named[named["iso3"].isin([self.iso3, "WB6"])]
        rows = []
        for factor in named.itertuples():
            indicator = PROFILE[factor.indicator]
            found = factors.now_and_before(indicator.values(self.edition), self.iso3)
            shown = found.iloc[0] if len(found) else None
            rows.append(
                {
                    "factor": factor.factor,
                    "direction": factor.direction,
                    "claim_id": factor.claim_id,
                    "indicator": indicator.label,
                    "now": _written(indicator, shown, "value", "year"),
                    "before": _written(indicator, shown, "value_before", "year_before"),
                    "source": None if shown is None else shown["source"],
                }
            )
        frame = pd.DataFrame(rows)
        return table(
            frame,
            [
                Column("factor", "Factor"),
                Column("direction", "Integration", labelled(DIRECTIONS)),
                Column("claim_id", "Named in claim"),
                Column("indicator", "Indicator"),
                Column("now", "Newest value"),
                Column("before", "About ten years before"),
            ],
            name="factors",
            title="What helps, what hinders: factors that the source texts name",
            subtitle="Each factor with one indicator, its newest value and the value about ten years earlier",
            sources=sources_of(frame),
            note="The indicator measures the factor; whether the factor decides the outcome is the claim of its source.",
        )

    def claims(self) -> Table:
        """The claims of the source texts that speak of the country."""
        rows = ledger.about(self.table("claims"), self.iso3)
        labels = self.table("sources").set_index("key")["label"]
        rows = rows.assign(source=rows["seed_source"], text=rows["seed_source"].map(labels))
        return table(
            rows,
            [
                Column("claim_id", "Claim"),
                Column("text", "Source text"),
                Column("statement", "What it says, in our words"),
                Column("checkable", "Can be tested", labelled(CHECKABLE)),
            ],
            name="claims",
            title=f"What the five source texts claim on {self.name}",
            subtitle=f"{len(rows)} claims of texts published by {words.day(self.edition.day)}",
            sources=sources_of(rows),
        )

    def what_to_watch(self) -> Table:
        """Dated events ahead and open questions, as the edition knows them."""
        rows = outlook.ahead(self.table("agenda"), self.edition.day, [self.iso3, "WB6", "NATO"])
        rows = rows.assign(
            when=[
                words.day(row.expected, row.expected_precision) if pd.notna(row.expected) else "open"
                for row in rows.itertuples()
            ],
            known=[words.day(row.announced, row.announced_precision) for row in rows.itertuples()],
        )
        return table(
            rows,
            [
                Column("when", "Expected"),
                Column("title", "What"),
                Column("kind", "Kind"),
                Column("known", "Known since"),
            ],
            name="watch",
            title="What to watch",
            subtitle=f"Dated events ahead and open questions as known on {words.day(self.edition.day)}",
            sources=sources_of(rows),
        )

    def sources_used(self) -> Table:
        """The tables that this page read, with their rows in the edition and their sources."""
        rows = []
        for name in self.edition.tables_used():
            frame = self.table(name)
            own = frame[frame["iso3"] == self.iso3] if "iso3" in frame else frame
            rows.append(
                {
                    "table": name,
                    "title": self.edition.title(name),
                    "rows": len(own),
                    "sources": len(sources_of(own)),
                }
            )
        return table(
            pd.DataFrame(rows),
            [
                Column("table", "Table"),
                Column("title", "What it holds"),
                Column("rows", f"Rows on {countries.name(self.iso3)}", words.people, numeric=True),
                Column("sources", "Sources", words.people, numeric=True),
            ],
            name="sources-used",
            title="Tables behind this page",
            subtitle="Each can be downloaded whole on the data page; tables without countries are counted in full",
            sources=[],
        )


def _written(indicator, row: pd.Series | None, value: str, year: str) -> str | None:
    if row is None or pd.isna(row[value]):
        return None
    return f"{indicator.write(float(row[value]))} ({int(row[year])})"
