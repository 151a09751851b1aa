"""Weighing documents: what those on a point say, as readers coded it, and which of them count for what a claim needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wb6.claims import worth
from wb6.claims.declaration import Need
from wb6.claims.evidence import Row
from wb6.claims.memory import once
from wb6.claims.verdicts import Answer
from wb6.claims.worth import Piece
from wb6.data import codings, package, words
from wb6.data.edition import Edition

TABLE = "claim_documents"
CONDITION = "the documents say so"
NONE = "no document of that day is on file"
CONTEXT = "context"
# The code by which a document that covers one part of a point bears out that part wholly.
PART, WHOLE = "part", "whole"
# What a document can say of a point, with the part of it that is then borne out. One that is silent answers nothing.
WEIGHTS = {Answer.YES: 1.0, Answer.PARTLY: 0.5, Answer.NO: 0.0}
_ANSWERS = {str(answer): answer for answer in WEIGHTS}


@dataclass(frozen=True)
class Document:
    """A document on a point: its id, what it shows, what it says of the point, its grade, and whether it counts."""

    id: str
    fact: str
    day: str
    says: Answer
    grade: str
    source: str
    counts: bool = True

    @property
    def told(self) -> str:
        """What it shows, with its day."""
        return f"{self.fact} ({self.day})"


@dataclass(frozen=True)
class Weighed:
    """What documents on a point come to, and whether what they say is what the claim needs."""

    answer: Answer
    documents: tuple[Document, ...] = ()
    enough: bool = True

    @property
    def telling(self) -> tuple[Document, ...]:
        """Documents that count, or all where none does."""
        return tuple(one for one in self.documents if one.counts) or self.documents


@dataclass(frozen=True)
class _Row:
    document: Document
    piece: Piece


def weighed(edition: Edition, ids: Iterable[str], needs: Need | None, day: date) -> Weighed:
    """What documents, by their ids, come to in an edition, for a claim with a need that is judged for a day.

    A side that has what the claim needs decides: yes, in part (with what says yes) or no; yes and no make partly. What
    says so in part stands behind what says yes, where nothing says no. Where no side has what the claim needs, all that
    is said answers, and is not enough.
    """
    rows = _on_file(edition, ids)
    if not rows:
        return Weighed(Answer.UNKNOWN)
    told = _told(rows, needs, day)
    pieces = {row.document.id: row.piece for row in rows}
    counting = [one for one in told if one.counts]
    answer = _of_sides(
        counting, lambda side: needs is None or worth.suffices([pieces[one.id] for one in side], needs, day)
    )
    if answer is Answer.UNKNOWN:
        return Weighed(_of_sides(told, bool), told, enough=False)
    return Weighed(answer, told)


def together(edition: Edition, parts: Iterable[Iterable[str]], needs: Need | None, day: date) -> Weighed:
    """What documents come to, by the ids of those on each part of a point, that each cover one part of it.

    What bears a part out wholly says yes of that part, though of the whole point it says no more than partly. A part is
    answered by documents that count, one of them at least; the documents of all parts together must be what the claim
    needs. The parts that are borne out and those that are not make partly, and so does a part on which nothing that
    counts is on file, which is not enough.
    """
    each = [_part(edition, ids, needs, day) for ids in parts]
    documents = {one.id: one for part in each for one in part.documents}
    answers = {part.answer for part in each}
    if answers == {Answer.UNKNOWN}:
        return Weighed(Answer.UNKNOWN)
    known = _known(edition)
    counting = [known[one.id].piece for one in documents.values() if one.counts]
    enough = all(part.enough for part in each) and (needs is None or worth.suffices(counting, needs, day))
    answer = answers.pop() if len(answers) == 1 else Answer.PARTLY
    in_order = sorted(documents.values(), key=lambda one: (known[one.id].piece.day or day, one.id))
    return Weighed(answer, tuple(in_order), enough)


def _part(edition: Edition, ids: Iterable[str], needs: Need | None, day: date) -> Weighed:
    """What documents come to of the one part of a point that they cover."""
    rows = [
        replace(row, document=replace(row.document, says=_of_part(row.document)))
        for row in _on_file(edition, ids)
    ]
    told = _told(rows, needs, day)
    answer = _of_sides([one for one in told if one.counts], bool)
    if answer is Answer.UNKNOWN:
        return Weighed(_of_sides(told, bool), told, enough=False)
    return Weighed(answer, told)


def _of_part(document: Document) -> Answer:
    whole = codings.documents()[document.id].get(PART) == WHOLE
    return Answer.YES if whole and document.says is Answer.PARTLY else document.says


def _on_file(edition: Edition, ids: Iterable[str]) -> list[_Row]:
    known = _known(edition)
    return [known[one] for one in ids if one in known]


def _told(rows: Iterable[_Row], needs: Need | None, day: date) -> tuple[Document, ...]:
    """Documents in the order of their days, with those marked that count for a need."""
    return tuple(
        replace(row.document, counts=needs is None or worth.counts(row.piece, needs, day))
        for row in sorted(rows, key=lambda row: (row.piece.day or day, row.document.id))
    )


def _of_sides(told: Sequence[Document], suffices: Callable[[Sequence[Document]], bool]) -> Answer:
    """The answer of the sides that are strong enough; unknown where none is."""
    yes, partly, no = (
        [one for one in told if one.says in wanted]
        for wanted in ({Answer.YES}, {Answer.YES, Answer.PARTLY}, {Answer.NO})
    )
    for_it, in_part, against = (bool(side) and suffices(side) for side in (yes, partly, no))
    if for_it:
        return Answer.PARTLY if against else Answer.YES
    if in_part:
        return Answer.YES if yes and not no else Answer.PARTLY
    return Answer.NO if against else Answer.UNKNOWN


def said(document: str) -> Answer:
    """What a document says of the point on which it bears, as readers coded it; unknown for mere context."""
    codes = codings.documents().get(document, {})
    return (
        Answer.UNKNOWN
        if codes.get("bears") == CONTEXT
        else _ANSWERS.get(codes.get("says", ""), Answer.UNKNOWN)
    )


def row_of(document: str) -> Row:
    """The row of the table that holds a document."""
    return Row(TABLE, (("id", document),))


@once
def _known(edition: Edition) -> Mapping[str, _Row]:
    """The documents of an edition that say something, by id."""
    frame, found = edition.table(TABLE), {}
    fields, codes = package.source_fields(TABLE), codings.documents()
    for row in frame.to_dict("records"):
        says = said(row["id"])
        if says is Answer.UNKNOWN:
            continue
        keys = dict.fromkeys(row[field] for field in fields if isinstance(row[field], str))
        sources = worth.of_document(keys, codes.get(row["id"], {}))
        document = Document(
            row["id"],
            row["fact"],
            words.day(row["date"], row["date_precision"]),
            says,
            worth.best(sources),
            row["source"],
        )
        found[row["id"]] = _Row(document, Piece(sources, row["date"].date()))
    return found
