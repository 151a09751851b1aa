"""How far verdicts hang on the way in which a fair reader would measure."""

from collections.abc import Iterator

import pandas as pd

from wb6.claims.judge import Judgement, Reading
from wb6.claims.verdicts import Answer, Verdict
from wb6.data import words
from wb6.data.facts import Fact
from wb6.errors import UsageError
from wb6.figures import curves
from wb6.figures.figure import Figure, Heading
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.counts import claims_counted
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept

COLUMNS = ["claim_id", "statement", "verdict", "share", "specifications", "place", "source"]


@kept
def specified(page: ClaimsPage) -> pd.DataFrame:
    """Claims with a verdict whose main point data answer under more than one specification, by the share that bears it out.

    Columns: claim_id, statement, verdict, share (percent), specifications, place (from 1), source.
    """
    frame = page.judged[(page.judged["specifications"] > 1) & (page.judged["now"] != Verdict.NOT_TESTABLE)]
    frame = frame.assign(verdict=frame["now"]).sort_values(
        ["share", "specifications", "claim_id"], ascending=[False, False, True]
    )
    return frame.assign(place=range(1, len(frame) + 1))[COLUMNS].reset_index(drop=True)


@shows("specification-curve", "Specifications")
def specification_curve(page: ClaimsPage) -> Figure:
    """The share of specifications under which the main point of each claim is borne out, a dot a claim."""
    found = needed(specified(page), "No claim of that time is measured in more than one way.")
    agreed = int(found["share"].isin([0.0, 100.0]).sum())
    runs = int(found["specifications"].sum())
    between = int(found["share"].between(100 / 3, 200 / 3, inclusive="neither").sum())
    return curves.of_ledger(
        found,
        heading=Heading(
            title=(
                f"Of {words.times(len(found), 'claim')} measured in more than one way, {agreed} come out the same in all, "
                f"and {words.count(between)} hang on the choice"
            ),
            subtitle=(
                f"Share of {runs} specifications under which the main point is borne out, percent, claim by claim, "
                f"{page.today}"
            ),
            alt_text=(
                f"{len(found)} dots in falling order: {int((found['share'] >= 200 / 3).sum())} claims at two thirds or more, "
                f"{between} between, {int((found['share'] <= 100 / 3).sum())} at a third or less."
            ),
        ),
        note=(
            "A specification is one defensible choice of source, year, base, set of states and threshold; one that bears "
            "the point out in part counts half. Lines: a third and two thirds."
        ),
    )


def curve(page: ClaimsPage, claim_id: str) -> Figure:
    """The specifications of the main point of a claim: a dot each, at the value that it finds.

    Raises `UsageError` for a claim that the edition does not hold, and for one that documents decide, or nothing.
    """
    try:
        judged = page.judgements[claim_id]
    except KeyError:
        raise UsageError(f"claim {claim_id} is not in the edition of {page.edition.as_of}") from None
    main = judged.now.main
    if main is None or not main.point.measure:
        raise UsageError(f"no data decide claim {claim_id}, so that it has no specifications")
    found = pd.DataFrame(list(_runs(main)), columns=["number", "label", "value", "found", "answer"])
    return curves.of_claim(found, heading=_heading(judged, main)).citing(judged.now.sources)


def _runs(main: Reading) -> Iterator[tuple[int, str, float, str, str]]:
    for number, one in enumerate(main.specifications, start=1):
        if one.value is not None:
            label = one.label or main.point.condition
            yield number, label, float(one.value), one.result, curves.ANSWERS[str(one.answer)]


def _heading(judged: Judgement, main: Reading) -> Heading:
    known = [answer for answer in main.answers if answer is not Answer.UNKNOWN]
    share = (
        "has no answer" if main.share is None else f"is borne out under {float(main.share * 100):.0f} percent"
    )
    return Heading(
        title=f"{judged.claim_id}: the main point {share} of {words.times(len(known), 'specification')}",
        subtitle=f"{main.point.measured}; it holds if {main.point.condition}",
        alt_text="Dots, one a specification: "
        + words.listing(
            [f"{curves.ANSWERS[answer]} {known.count(answer)}" for answer in Answer if answer in known]
        )
        + ".",
        name=f"curve-{judged.claim_id.lower()}",
    )


@declares("claims", "specified", "specifications", "same_in_all", "hang_on_specification")
def _counted(page: ClaimsPage) -> dict[str, Fact]:
    found = specified(page)
    values = {
        "specified": ("Claims whose main point is measured in more than one way", len(found)),
        "specifications": ("Specifications of them", int(found["specifications"].sum())),
        "same_in_all": ("Claims that come out the same in all", int(found["share"].isin([0.0, 100.0]).sum())),
        "hang_on_specification": (
            "Claims borne out in more than a third and less than two thirds",
            int(found["share"].between(100 / 3, 200 / 3, inclusive="neither").sum()),
        ),
    }
    return {name: claims_counted(page, label, value) for name, (label, value) in values.items()}
