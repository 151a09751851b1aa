"""The claims on China that this page can set beside its own figures, with what they say."""

import pandas as pd

from wb6.chapters.china.base import times
from wb6.chapters.china.facts import ChinaFacts
from wb6.figures.tables import Column, Table, table

# Claim, the facts that it is set beside, what they say, and how that reads.
TESTS = (
    (
        "S0-CHN-01",
        ("import_low", "import_high", "srb_share", "mne_share"),
        "China's share of external public debt: {srb_share} in Serbia, {mne_share} in Montenegro; of imports {import_low} "
        "to {import_high} ({import_low_date})",
        "grew in Serbia, fell in Montenegro since its peak",
    ),
    (
        "S3-CHN-02",
        ("loans_early",),
        "{loans_early} of the loans of {loans_early_date} were committed before 2018",
        "the network exists, most of its loans are older",
    ),
    (
        "S3-CHN-03",
        ("mne_peak", "srb_share", "output_peak"),
        "at most {mne_peak} of external public debt and {output_peak} of GDP",
        "a share shows exposure, not dependence",
    ),
    (
        "S3-CHN-04",
        ("loans_srb", "arms_total", "srb_owed"),
        "Serbia: {loans_srb} of the loans, the largest debt ({srb_owed}), and all arms since {arms_first}",
        "holds",
    ),
    (
        "S3-CHN-05",
        ("format_most", "format_now", "format_last_summit"),
        "{format_most} states in {format_most_date}, {format_now} now; last summit found on {format_last_summit}",
        "the start holds, the rise since 2021 does not",
    ),
    (
        "S3-MNE-01",
        ("claim_near_years", "claim_debt_then"),
        "near GDP in {claim_near_years}; {claim_debt_then} in 2023",
        "held in one year, not when it was written",
    ),
    (
        "S3-MNE-02",
        ("claim_years", "claim_above", "claim_highest"),
        "more than half in {claim_above} of {claim_years} years; highest figure found {claim_highest}",
        "does not hold in any year",
    ),
    (
        "S3-SRB-09",
        ("srb_from_china", "srb_from_russia", "arms_air"),
        "{srb_from_china} of deliveries in {srb_from_china_date} from China, {srb_from_russia} from Russia; {arms_air} of the "
        "Chinese ones are air defence",
        "holds",
    ),
)


class Tested(ChinaFacts):
    """The part of the claims that this page tests."""

    def tested_claims(self) -> Table:
        """Claims with a number or a comparison, and what the figures of this page say."""
        claims = self.claims_on_china().set_index("claim_id")
        facts = self.facts()
        told = {name: fact.text for name, fact in facts.items()}
        told |= {f"{name}_date": fact.date for name, fact in facts.items()}
        rows = [
            {
                "claim_id": claim,
                "statement": claims.loc[claim, "statement"],
                "found": text.format(**told),
                "reading": reading,
                "sources": [source for name in names for source in facts[name].sources],
            }
            for claim, names, text, reading in TESTS
            if claim in claims.index and all(facts[name].known for name in names)
        ]
        frame = pd.DataFrame(rows, columns=["claim_id", "statement", "found", "reading", "sources"])
        return table(
            frame,
            [
                Column("claim_id", "Claim"),
                Column("statement", "What it says, in our words"),
                Column("found", "What the figures of this page say"),
                Column("reading", "Reading"),
            ],
            name="tested",
            title=f"{times(len(frame), 'claim')} set beside the figures of this page",
            subtitle="Numbers and comparisons are tested; causes and intentions are not",
            sources=[source for row in rows for source in row["sources"]],
        )
