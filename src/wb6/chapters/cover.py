"""The cover: the region's figures, and what became of the claims of the source texts."""

from wb6.chapters.declared import declares
from wb6.chapters.region import RegionChapter
from wb6.chapters.verdicts.base import VerdictsBase
from wb6.chapters.written import Basis
from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.data.facts import Fact

COUNTED = {
    "claims_total": (),
    "claims_hold": (Verdict.HOLDS,),
    "claims_in_part": (Verdict.IN_PART,),
    "claims_missed": (Verdict.FAILS, Verdict.OVERTAKEN),
    "claims_open": (Verdict.OPEN,),
    "claims_not_testable": (Verdict.NOT_TESTABLE,),
}


class Cover(RegionChapter):
    """The cover of an edition; parameters are those of the region chapter."""

    @declares("claims", *COUNTED)
    def _claims(self) -> dict[str, Fact]:
        """Counts of claims by verdict."""
        judged = VerdictsBase(self.edition.as_of, self.since).judged
        basis = Basis.on("claims", self.edition.day, judged["source"])
        return {
            name: basis.number(
                "Claims of the source texts" + (f": {words.listing([*verdicts])}" if verdicts else ""),
                int(judged["now"].isin(verdicts).sum()) if verdicts else len(judged),
            )
            for name, verdicts in COUNTED.items()
        }
