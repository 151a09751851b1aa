"""What all sections on the claims share: the claims of the edition, judged once."""

from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from wb6.claims import judge, report
from wb6.claims.judge import Judgement
from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.sections.page import PageOnCountries
from wb6.sections.written import Basis

# Verdicts that answer by the evidence that the claim needs; the others say that no such answer can be had.
ANSWERED = (Verdict.HOLDS, Verdict.UNTESTED, Verdict.MIXED, Verdict.FAILS, Verdict.OVERTAKEN)


class ClaimsPage(PageOnCountries):
    """The claims of an edition with their verdicts."""

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """Every claim of the edition, judged, by its number."""
        return {one.claim_id: one for one in judge.judge(self.edition)}

    @cached_property
    def judged(self) -> pd.DataFrame:
        """The ledger with the columns of `claims.report.judged`, and text (label of the source) and source."""
        claims = self.table("claims")
        frame = report.as_frame(self.judgements.values(), claims)
        return frame.assign(source=frame["seed_source"], text=frame["seed_source"].map(self.labels))

    @cached_property
    def labels(self) -> pd.Series:
        """Labels of sources by their keys."""
        return self.table("sources").set_index("key")["label"]

    def basis(self, table: str, sources: Iterable[str]) -> Basis:
        """What facts on the claims rest on, dated by the day of the edition."""
        return Basis.on(table, self.edition.day, sources)

    @property
    def today(self) -> str:
        """The day of the edition as people write it."""
        return words.day(self.edition.day)
