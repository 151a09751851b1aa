"""The ledger of claims and the groups of rival claims, as notebooks hand them to the page."""

from dataclasses import dataclass
from typing import Any

from wb6.figures.tables import bundle

LEDGER_MIME = "application/vnd.wb6.ledger+json"
RIVALS_MIME = "application/vnd.wb6.rivals+json"


@dataclass(frozen=True)
class Ledger:
    """Every claim with both verdicts, its test and its evidence.

    `claims` holds one plain dictionary a claim: id, seed, source (label of the text), text (its key), published (its day,
    as far as that is known), locator, written, kind, topic, countries (codes) and places (their names), statement, then,
    now, as_of (the days of both verdicts), reason, reason_then (empty where it is the same), share (of the specifications
    that bear its main point out, in words), needs, resolves, changed, points, untested, limits, past (its
    verdict in each published edition, with what moved it), errors, rows (by table) and sources.
    """

    name: str
    title: str
    subtitle: str
    claims: tuple[dict[str, Any], ...]
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The ledger as plain JSON types."""
        return {**vars(self), "claims": list(self.claims)}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return bundle(LEDGER_MIME, "ledger", self.as_json(), f"{self.title} ({len(self.claims)} claims)")


@dataclass(frozen=True)
class Rivals:
    """Groups of claims that contradict each other.

    `groups` holds one plain dictionary a group: id, topic, differs, claims (id, source, statement, now,
    reason), cannot_say and tables (name and title).
    """

    name: str
    title: str
    groups: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """The groups as plain JSON types."""
        return {**vars(self), "groups": list(self.groups)}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return bundle(RIVALS_MIME, "rivals", self.as_json(), f"{self.title} ({len(self.groups)} groups)")
