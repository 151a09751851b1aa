"""What evidence is worth: whether the sources that a point rests on are those that its claim needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wb6.claims.declaration import Need
from wb6.claims.evidence import Result, Row
from wb6.data import package, reads

GRADES = ("primary", "reliable", "passing_on", "party")
PRIMARY, RELIABLE, _, PARTY = GRADES
# Grades of sources that may carry a number or a verdict (data/README.md).
CARRYING = frozenset({PRIMARY, RELIABLE})
DATA_SET = "dataset"
# Needs that one reliable source does not meet.
STRONG = frozenset({Need.ONE_PRIMARY, Need.TWO_RELIABLE, Need.DATA_SET})
YEARS_OF_A_POLL = 3


@dataclass(frozen=True)
class Source:
    """What is known of a source by its row in `sources`."""

    grade: str
    publisher: str
    is_data_set: bool


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: the sources that say it, and the day it speaks of where its table has one."""

    sources: tuple[Source, ...]
    day: date | None = None


def sources() -> Mapping[str, Source]:
    """All sources by their keys."""
    return _sources(package.state())


@reads.cache
def _sources(_state: object) -> Mapping[str, Source]:
    cells = package.table("sources").cells
    rows = zip(cells["key"], cells["grade"], cells["publisher"], cells["kind"], strict=True)
    return {key: Source(grade, publisher, kind == DATA_SET) for key, grade, publisher, kind in rows}


def earliest(day: date) -> date:
    """The day from which polls count for a claim that is judged for `day`."""
    return day.replace(year=day.year - YEARS_OF_A_POLL, day=min(day.day, 28))


def suffices(pieces: Sequence[Piece], need: Need, day: date) -> bool:
    """Whether evidence is what a claim needs, judged for a day.

    One piece that counts is enough, whatever lies beside it, so that more evidence never makes it less. A primary source,
    two reliable ones with different publishers and, where one is asked for, a data set serve in each other's place.
    """
    counting = [source for piece in pieces if counts(piece, need, day) for source in piece.sources]
    if need is Need.DATA_SET and any(_is_of_a_data_set(source) for source in counting):
        return True
    return _is_primary_or_two(counting) if need in STRONG else bool(counting)


def counts(piece: Piece, need: Need, day: date) -> bool:
    """Whether one piece of evidence counts for a need."""
    carried = any(_carries(source) for source in piece.sources)
    if need is Need.RECENT_POLL:
        return carried and piece.day is not None and piece.day >= earliest(day)
    return carried


def _carries(source: Source) -> bool:
    """Whether a source may carry a verdict: by its grade, or as a data set, which its copy holds unchanged."""
    return source.grade in CARRYING or _is_of_a_data_set(source)


def _is_of_a_data_set(source: Source) -> bool:
    """Whether a source is a data set or a copy of one, and nobody's with a stake in it."""
    return source.is_data_set and source.grade != PARTY


def _is_primary_or_two(counting: Iterable[Source]) -> bool:
    behind = [source for source in counting if _carries(source)]
    return any(source.grade == PRIMARY for source in behind) or len({one.publisher for one in behind}) > 1


def pieces_of(found: Result) -> list[Piece]:
    """The evidence behind a value: a piece a row, or a piece a source where no row is named."""
    known = sources()
    if not found.rows:
        return [Piece((known[key],)) for key in found.sources]
    return [_of_row(row) for row in found.rows]


def _of_row(row: Row) -> Piece:
    keys, day = _rows(package.state(), row.table)[tuple(value for _, value in row.key)]
    known = sources()
    return Piece(tuple(known[key] for key in keys), day)


@reads.cache
def _rows(_state: object, table: str) -> Mapping[tuple[str, ...], tuple[tuple[str, ...], date | None]]:
    """Keys of the sources of each row of a table, and its day, by its primary key as text."""
    resource, frame = package.resource(table), package.load(table)
    fields = resource["schema"]["primaryKey"]
    fields = [fields] if isinstance(fields, str) else fields
    keys = zip(*(package.texts(frame[field]) for field in fields), strict=True)
    named = zip(*(frame[field].tolist() for field in package.source_fields(table)), strict=True)
    behind = [tuple(key for key in row if isinstance(key, str)) for row in named] or [()] * len(frame)
    return dict(zip(keys, zip(behind, _days(frame, resource["asOf"]), strict=True), strict=True))


def _days(frame: Any, as_of: str | None) -> list[date | None]:
    from wb6.data.edition import days

    if as_of is None:
        return [None] * len(frame)
    return [None if day is None or day != day else day.date() for day in days(frame[as_of]).tolist()]


def of_document(keys: Iterable[str], codes: Mapping[str, str]) -> tuple[Source, ...]:
    """The sources of a document with the grades that they have for what it says, as readers coded it.

    What somebody with a stake in the matter says is a party's word, except where it is itself the act in question.
    """
    act, party = codes.get("as_what") == "act", codes.get("party") == "yes"
    return tuple(_graded(sources()[key], act=act, party=party) for key in keys)


def _graded(source: Source, *, act: bool, party: bool) -> Source:
    if act:
        return replace(source, grade=PRIMARY) if source.grade == PARTY else source
    return replace(source, grade=PARTY) if party else source


def best(graded: Iterable[Source]) -> str:
    """The best grade among some sources; empty where there is none."""
    grades = {source.grade for source in graded}
    return next((grade for grade in GRADES if grade in grades), "")
