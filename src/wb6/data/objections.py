"""Objections to how the ledger words, tests and judges claims, each with its answer."""

from collections.abc import Iterator
from typing import NamedTuple

from wb6.data import package
from wb6.data.problems import Problem, place

TABLE = "objections"
OPEN = "open"
_RULE = "objection"


class Objection(NamedTuple):
    """A row of the table; `on` is a day as text, `answer` is empty as long as the outcome is open."""

    id: str
    claim_id: str
    on: str
    by: str
    about: str
    what: str
    answer: str
    outcome: str


def objections() -> list[Objection]:
    """All objections, by claim."""
    cells = package.table(TABLE).cells
    return [Objection(*row) for row in zip(*(cells[field] for field in Objection._fields), strict=True)]


def problems() -> Iterator[Problem]:
    """Objections whose number is not the next of their claim, that are answered and open, or closed without an answer."""
    counted: dict[str, int] = {}
    for row, one in enumerate(objections(), start=2):
        counted[one.claim_id] = number = counted.get(one.claim_id, 0) + 1
        if one.id != f"{one.claim_id}-{number}":
            message = (
                f"{one.id} is objection {number} to {one.claim_id}, so that it is {one.claim_id}-{number}"
            )
            yield Problem(place(TABLE, row, "id"), _RULE, message)
        if (one.outcome == OPEN) == bool(one.answer):
            state = "is open and has an answer" if one.answer else f"is {one.outcome} and has no answer"
            yield Problem(place(TABLE, row, "answer"), _RULE, f"{one.id} {state}")
