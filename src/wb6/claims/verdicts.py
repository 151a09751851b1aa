"""Verdicts: the words for what a test finds, and how answers to the main point of a claim make one."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

# The number of the method that the code is: a new one judges by other verdicts, or makes them otherwise of answers.
METHOD = 2


class Kind(StrEnum):
    """What kind of statement the main part of a claim is."""

    FACT = "fact"
    CAUSE = "cause"
    MOTIVE = "motive"
    NORM = "norm"
    DEFINITION = "definition"
    FORECAST = "forecast"


# Kinds that are never judged.
NEVER_JUDGED = frozenset({Kind.MOTIVE, Kind.NORM, Kind.DEFINITION})


class Answer(StrEnum):
    """What one point of a claim comes to in one edition."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a claim comes to."""

    HOLDS = "holds"
    UNTESTED = "holds, cause untested"
    MIXED = "mixed"
    THIN = "thin"
    FAILS = "does not hold"
    OVERTAKEN = "overtaken"
    OPEN = "open"
    NOT_TESTABLE = "not testable"


MEANINGS = {
    Verdict.HOLDS: (
        "the main point is borne out under at least two thirds of the specifications, by evidence of the grade that the "
        "claim needs"
    ),
    Verdict.UNTESTED: "the facts that the claim links are borne out; that one made the other is not tested",
    Verdict.MIXED: (
        "the main point is borne out in part, or under more than a third and less than two thirds of the specifications, "
        "or documents that count contradict each other"
    ),
    Verdict.THIN: (
        "the main point is answered, but only by evidence below what the claim needs: a party, a source that passes on, a "
        "poll older than three years"
    ),
    Verdict.FAILS: "the main point is borne out under no more than a third of the specifications",
    Verdict.OVERTAKEN: "it held, wholly or in part, on the day of publication and does not hold now",
    Verdict.OPEN: "there is no evidence, or the day of a forecast has not come",
    Verdict.NOT_TESTABLE: "a norm, a motive, a definition, or a forecast without a criterion and a day",
}
# Verdicts that say that a claim held, wholly or in part.
HELD = frozenset({Verdict.HOLDS, Verdict.UNTESTED, Verdict.MIXED})

_WEIGHTS = {Answer.YES: Fraction(1), Answer.PARTLY: Fraction(1, 2), Answer.NO: Fraction(0)}


def share(answers: Iterable[Answer]) -> Fraction | None:
    """The share of specifications under which a point is borne out; one that bears it out in part counts half.

    Specifications without an answer are left out; None where none has one.
    """
    known = [_WEIGHTS[answer] for answer in answers if answer in _WEIGHTS]
    return sum(known, Fraction(0)) / len(known) if known else None


def agreed(answers: Iterable[Answer]) -> Answer:
    """The answer to a point: yes from two thirds of its specifications on, no up to a third, between them partly."""
    borne = share(answers)
    if borne is None:
        return Answer.UNKNOWN
    if borne >= Fraction(2, 3):
        return Answer.YES
    return Answer.NO if borne <= Fraction(1, 3) else Answer.PARTLY


def of_main(answer: Answer, *, enough: bool, untested: bool = False) -> Verdict:
    """The verdict of a claim from the answer to its main point.

    `enough` says whether the evidence is what the claim needs, `untested` that the point does not reach the cause which
    the claim names.
    """
    if answer is Answer.UNKNOWN:
        return Verdict.OPEN
    if not enough:
        return Verdict.THIN
    if answer is Answer.YES:
        return Verdict.UNTESTED if untested else Verdict.HOLDS
    return Verdict.MIXED if answer is Answer.PARTLY else Verdict.FAILS


def at_present(then: Verdict, now: Verdict) -> Verdict:
    """The verdict now of a claim, given the one as of its writing."""
    return Verdict.OVERTAKEN if now is Verdict.FAILS and then in HELD else now
