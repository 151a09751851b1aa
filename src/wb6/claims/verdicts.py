"""Verdicts: the words for what a test finds, and how answers to several points make one."""

from collections.abc import Iterable
from enum import StrEnum


class Answer(StrEnum):
    """What one point of a claim comes to in one edition."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a claim comes to."""

    HOLDS = "holds"
    IN_PART = "holds in part"
    FAILS = "does not hold"
    OVERTAKEN = "overtaken"
    OPEN = "open"
    NOT_TESTABLE = "not testable"


MEANINGS = {
    Verdict.HOLDS: "every point of it that can be read is borne out",
    Verdict.IN_PART: "some points are borne out and others are not, or a part of it, such as a cause, is not tested",
    Verdict.FAILS: "no point of it is borne out",
    Verdict.OVERTAKEN: "it held, at least in part, when it was written and does not hold now",
    Verdict.OPEN: "data are too thin, or the answer hangs on a choice that data do not settle",
    Verdict.NOT_TESTABLE: "a norm, a motive, a definition or a forecast without a date",
}


def of_answers(answers: Iterable[Answer]) -> Verdict:
    """The verdict of a claim from the answers to its points; points without an answer are left out."""
    known = {answer for answer in answers if answer is not Answer.UNKNOWN}
    if not known:
        return Verdict.OPEN
    if known == {Answer.YES}:
        return Verdict.HOLDS
    if known == {Answer.NO}:
        return Verdict.FAILS
    return Verdict.IN_PART


def at_present(then: Verdict, now: Verdict) -> Verdict:
    """The verdict now of a claim, given the one as of its writing."""
    if now is Verdict.FAILS and then in {Verdict.HOLDS, Verdict.IN_PART}:
        return Verdict.OVERTAKEN
    return now


def agreed(answers: Iterable[Answer]) -> Answer:
    """The answer that at least two thirds of the choices give; unknown where they split.

    Choices without an answer are left out.
    """
    known: list[Answer] = [answer for answer in answers if answer is not Answer.UNKNOWN]
    for answer in Answer:
        if known and known.count(answer) * 3 >= len(known) * 2:
            return answer
    return Answer.UNKNOWN
