"""The claims on KFOR that this page can set beside its own figures, with what they say."""

import pandas as pd

from wb6.chapters.kfor.base import times
from wb6.chapters.kfor.facts import KforFacts
from wb6.data import words
from wb6.figures.tables import Column, Table, table
from wb6.measures import kfor

HOLDS, APART = "within the figures found", "outside the figures found"
# Claims of a number of soldiers: (claim, contributor or none for all of KFOR, first and last day compared).
NUMBERS = (
    ("S3-KFR-03", None, "2023-10-01", "2023-10-31"),
    ("S3-ALB-10", "ALB", "2022-01-01", "2023-12-31"),
    ("S3-MNE-07", "MNE", "2022-01-01", "2023-12-31"),
)


class Tested(KforFacts):
    """The part of the claims that this page tests."""

    def tested_claims(self) -> Table:
        """Claims with a number or an order in time, and what the figures of this page say."""
        claims = self.claims_on_kfor().set_index("claim_id")
        rows = [row for row in (*self._numbers(claims), *self._orders()) if row["claim_id"] in claims.index]
        frame = pd.DataFrame(rows, columns=["claim_id", "found", "reading", "sources"])
        frame = frame.assign(statement=frame["claim_id"].map(claims["statement"]))
        return table(
            frame.sort_values("claim_id"),
            [
                Column("claim_id", "Claim"),
                Column("statement", "What it says, in our words"),
                Column("found", "What the figures of this page say"),
                Column("reading", "Reading"),
            ],
            name="tested",
            title=f"{times(len(frame), 'claim')} set beside the figures of this page",
            subtitle="Numbers are compared with all counts of the same time; causes are not tested",
            sources=[source for row in rows for source in row["sources"]],
        )

    def _numbers(self, claims: pd.DataFrame) -> list[dict[str, object]]:
        rows = []
        for claim, iso3, first, last in NUMBERS:
            if claim not in claims.index:
                continue
            counts = self.counted() if iso3 is None else self._counts_of(iso3)
            counts = counts[counts["date"].between(first, last)]
            if counts.empty:
                continue
            low, high = counts["value"].min(), counts["value"].max()
            said = float(claims.loc[claim, "value"])
            rows.append(
                {
                    "claim_id": claim,
                    "found": f"{words.span(low, high)} in {times(len(counts), 'count')}",
                    "reading": HOLDS if low <= said <= high else APART,
                    "sources": counts["source"].tolist(),
                }
            )
        return rows

    def _orders(self) -> list[dict[str, object]]:
        """Claims on shares and on an order in time, written from the facts of the page."""
        facts = self.facts()
        texts = {
            "S0-KFR-04": (
                ("us_share_low", "us_share_high"),
                "US share of {us_share_low} to {us_share_high} in {us_share_count} counts",
                "the share is a fact, the reading an opinion",
            ),
            "S2-KFR-01": (
                ("change_2023", "episodes_grew"),
                "{change_2023} more after the episode of May 2023; larger after {episodes_grew} of {episodes_after} episodes",
                "growth holds, the cause is documented for 2023 only",
            ),
            "S3-XKX-06": (
                ("ratio_first", "ratio_newest"),
                "{ratio_first} KFOR soldiers a member of the Kosovo Security Force in {ratio_first_date}, "
                "{ratio_newest} in {ratio_newest_date}",
                "less so than before, by head count",
            ),
            "S3-KFR-06": (
                ("change_2023",),
                "clash of 29 May 2023 in the table of incidents",
                "holds",
            ),
        }
        told = {name: fact.text for name, fact in facts.items()}
        told |= {f"{name}_date": fact.date for name, fact in facts.items()}
        return [
            {
                "claim_id": claim,
                "found": text.format(**told),
                "reading": reading,
                "sources": [source for name in names for source in facts[name].sources],
            }
            for claim, (names, text, reading) in texts.items()
            if all(facts[name].known for name in names)
        ]

    def _counts_of(self, iso3: str) -> pd.DataFrame:
        figures = kfor.of_nations(self.table("kfor_contributions"), [iso3])
        return figures[~figures["basis"].isin(kfor.INTENDED)]
