"""How the test of a claim is declared: its points, each with a measure and a rule, or with the documents that decide it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from wb6.claims.evidence import Result
from wb6.claims.rules import Rule
from wb6.claims.verdicts import Kind


class Need(StrEnum):
    """The least evidence for a claim that both its author and an opponent would accept.

    A primary source meets what asks for two reliable ones or a data set, and two reliable ones meet what asks for either of
    the others (`wb6.claims.worth`).
    """

    ONE_PRIMARY = "one primary"
    ONE_RELIABLE = "one reliable"
    TWO_RELIABLE = "two reliable"
    RECENT_POLL = "poll within three years"
    DATA_SET = "data set"


@dataclass(frozen=True)
class Point:
    """One thing that a claim says and that a value can bear out.

    `measured` names the value in words, without figures; `tables` the tables it is read from;
    `measure` takes an edition, the `arguments`, and a value for each name in `choices`, and gives what it
    found. `why` is the reason for the threshold of `rule`. `choices` holds the choices that the answer
    might hang on: each name with its alternatives, the first of them the one that the text would make;
    `other_rules` holds other thresholds that could be defended. `main` marks the point that decides the claim,
    `linked` one that says only that the facts happened which the claim links.
    """

    measured: str
    tables: tuple[str, ...]
    measure: Callable[..., Result]
    rule: Rule
    why: str
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    other_rules: tuple[Rule, ...] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)
    main: bool = False
    linked: bool = False


@dataclass(frozen=True)
class Documented:
    """One thing that a claim says and that documents can bear out: `documents` are their ids in `claim_documents`.

    `parts` holds the ids of those on each part of it, where no document covers the whole.
    """

    measured: str
    documents: tuple[str, ...]
    why: str = ""
    main: bool = False
    linked: bool = False
    parts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Lacking:
    """The main point of a claim on which nothing is on file; `evidence` says what would decide it."""

    measured: str
    evidence: str
    main: bool = True
    linked: bool = False


@dataclass(frozen=True)
class Change:
    """A rule of a test that was changed after its outcome had been seen: on which day, what, why."""

    on: str
    what: str
    why: str


@dataclass(frozen=True)
class Resolution:
    """When a forecast is decided, and by what."""

    on: str
    criterion: str


@dataclass(frozen=True)
class Declaration:
    """The test of a claim.

    `needs` is the least evidence for its main point, None for a claim without points; `because` is the reason why it has
    none. `untested` names the part of the claim that the points do not reach: where that is the cause which the claim
    names, its cause is untested at best. `speaks_until` is the last day of the time that the claim speaks of, None
    where that is open. `limits` says what else a reader must know of the test.
    """

    claim_id: str
    kind: Kind = Kind.FACT
    points: tuple[Point | Documented | Lacking, ...] = ()
    needs: Need | None = None
    because: str = ""
    resolves: Resolution | None = None
    changed: tuple[Change, ...] = ()
    speaks_until: date | None = None
    untested: str = ""
    limits: str = ""

    @property
    def lacking(self) -> str:
        """What would decide the main point where nothing on file does; empty where something does."""
        return next((point.evidence for point in self.points if isinstance(point, Lacking)), "")

    @property
    def cause_is_untested(self) -> bool:
        """Whether the main point of a cause says no more than that the facts happened which the claim links."""
        linked = any(point.main and point.linked for point in self.points)
        return self.kind is Kind.CAUSE and (bool(self.untested) or linked)
