"""The cover: the region's figures, and what became of the claims of the source texts."""

from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.data.facts import Fact
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.declared import declares
from wb6.sections.region_page import RegionPage
from wb6.sections.written import Basis

COUNTED = {
    "claims_total": (),
    "claims_hold": (Verdict.HOLDS,),
    "claims_in_part": (Verdict.IN_PART,),
    "claims_missed": (Verdict.FAILS, Verdict.OVERTAKEN),
    "claims_open": (Verdict.OPEN,),
    "claims_not_testable": (Verdict.NOT_TESTABLE,),
}


@declares("claims", *COUNTED)
def _claims(page: RegionPage) -> dict[str, Fact]:
    """Counts of claims by verdict."""
    judged = ClaimsPage(page.edition.as_of, page.since).judged
    basis = Basis.on("claims", page.edition.day, judged["source"])
    return {
        name: basis.number(
            "Claims of the source texts" + (f": {words.listing([*verdicts])}" if verdicts else ""),
            int(judged["now"].isin(verdicts).sum()) if verdicts else len(judged),
        )
        for name, verdicts in COUNTED.items()
    }
