"""How the test of a claim is declared: its points, each with a measure and a rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wb6.claims.evidence import Result
from wb6.claims.rules import Rule


@dataclass(frozen=True)
class Point:
    """One thing that a claim says and that a value can bear out.

    `measured` names the value in words, without figures; `tables` the tables it is read from;
    `measure` takes an edition, the `arguments`, and a value for each name in `choices`, and gives what it
    found. `why` is the reason for the threshold of `rule`. `choices` holds the choices that the answer
    might hang on: each name with its alternatives, the first of them the one that is shown;
    `other_rules` holds other thresholds that could be defended.
    """

    measured: str
    tables: tuple[str, ...]
    measure: Callable[..., Result]
    rule: Rule
    why: str
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    other_rules: tuple[Rule, ...] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tested:
    """A claim with the points that decide it.

    `untested` names the part of the claim that the points do not reach, such as a cause or a motive: with
    it the claim holds in part at best. `limits` says what else a reader must know of the test.
    """

    claim_id: str
    points: tuple[Point, ...]
    untested: str = ""
    limits: str = ""


@dataclass(frozen=True)
class Untestable:
    """A claim that no data decide, and the reason."""

    claim_id: str
    because: str
    untested: str = ""
    limits: str = ""


@dataclass(frozen=True)
class Documented:
    """A claim that dated documents decide, row by row; the rest as in `Tested`."""

    claim_id: str
    untested: str = ""
    limits: str = ""


Declaration = Tested | Untestable | Documented
