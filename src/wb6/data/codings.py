"""What two readers of the code book coded of claims and documents, what is in force, how often they agree."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wb6.data import package, reads
from wb6.data.problems import Problem, place, shown

CLAIMS, DOCUMENTS = "claim_codings", "document_codings"
KEYS = {CLAIMS: "claim_id", DOCUMENTS: "id"}
# What the code book lets a reader write, by field; fields that are not named hold words.
CODES = {
    CLAIMS: {
        "wording": ("fair", "narrower", "wider", "other"),
        "kind": ("fact", "cause", "motive", "norm", "definition", "forecast"),
        "testable": ("yes", "part", "no"),
        "needs": (
            "one primary",
            "one reliable",
            "two reliable",
            "poll within three years",
            "data set",
            "nothing",
        ),
        "fits": ("yes", "easier", "other"),
    },
    DOCUMENTS: {
        "bears": ("main", "supporting", "context"),
        "says": ("yes", "partly", "no", "silent"),
        "as_what": ("act", "count", "report", "statement"),
        "party": ("yes", "no"),
        "part": ("whole", "weaker"),
    },
}


class Coding(NamedTuple):
    """One field of the code book for one claim or document; `second` and `settled` are empty until they are known."""

    about: str
    field: str
    first: str
    second: str
    settled: str
    why: str

    @property
    def in_force(self) -> str:
        """The code that counts: the settled one, else that of the readings if they agree; empty where they do not."""
        return self.settled or (self.first if self.second in {"", self.first} else "")

    @property
    def differs(self) -> bool:
        """Whether the second reader coded otherwise."""
        return self.second not in {"", self.first}


def codings(table: str) -> list[Coding]:
    """The rows of one of the two tables, in its order."""
    cells = package.table(table).cells
    fields = (KEYS[table], *Coding._fields[1:])
    return list(map(Coding._make, zip(*(cells[field] for field in fields), strict=True)))


def documents() -> Mapping[str, Mapping[str, str]]:
    """The codes in force of each document, by field."""
    return _documents(package.state())


@reads.cache
def _documents(_state: object) -> Mapping[str, Mapping[str, str]]:
    return {about: {one.field: one.in_force for one in coded} for about, coded in by_what(DOCUMENTS).items()}


def by_what(table: str) -> Mapping[str, tuple[Coding, ...]]:
    """The rows of one of the two tables by the claim or document that they code."""
    return _by_what(package.state(), table)


@reads.cache
def _by_what(_state: object, table: str) -> Mapping[str, tuple[Coding, ...]]:
    found: dict[str, list[Coding]] = {}
    for one in codings(table):
        found.setdefault(one.about, []).append(one)
    return {about: tuple(coded) for about, coded in found.items()}


def problems(table: str) -> Iterator[Problem]:
    """Codes that the code book does not know, and those that differ with nobody to settle them, or without a reason.

    Fields that hold words are left alone: no two readers write the same.
    """
    for number, one in enumerate(codings(table), start=2):
        yield from _faults(table, number, one)


def _faults(table: str, number: int, one: Coding) -> Iterator[Problem]:
    valid = CODES[table].get(one.field)
    if valid is None:
        return
    for reading in ("first", "second", "settled"):
        code = getattr(one, reading)
        if (code or reading == "first") and code not in valid:
            message = f"{shown(code)} is no code of {one.field}; codes are {', '.join(valid)}"
            yield Problem(place(table, number, reading), "code book", message)
    if one.differs and not one.settled:
        message = "the readings differ and nobody settled it"
        yield Problem(place(table, number, "settled"), "code book", message)
    elif one.differs and not one.why:
        message = "the readings differ and it is not said why it was settled so"
        yield Problem(place(table, number, "why"), "code book", message)
