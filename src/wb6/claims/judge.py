"""Judging claims: each as of its writing, and as of an edition."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import product
from typing import Any

from wb6.claims import declared, kept, registry
from wb6.claims.declaration import Declaration, Documented, Point, Untestable
from wb6.claims.evidence import Result, Row, rows_of
from wb6.claims.measures import documents
from wb6.claims.memory import once
from wb6.claims.registry import Measure
from wb6.claims.rules import Rule, Supported
from wb6.claims.sources import WithoutTexts
from wb6.claims.verdicts import Answer, Verdict, agreed, at_present, of_answers
from wb6.data import package, reads, words
from wb6.data.edition import Edition
from wb6.errors import UsageError

# Choices that a declaration names by its parameter, as a reader would call them.
CHOICES = {
    "first": "first year",
    "since": "first year",
    "span": "span of years",
    "start": "first step",
    "turn": "turning year",
    "until": "last year",
    "window": "span of years",
    "years": "number of years",
}


@dataclass(frozen=True)
class Question:
    """What a reader needs to know of a point: the value in words, its tables, what must be so, why, what was varied.

    `measure` is the name by which `registry.measures` knows the measure; empty for a document, which is its own.
    """

    measured: str
    measure: str
    tables: tuple[str, ...]
    condition: str
    why: str
    varied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What one point comes to in one edition.

    `result` is what is shown; `answers` holds the answer of each choice that was run, the one shown first.
    """

    point: Question
    result: Result
    answers: tuple[Answer, ...]

    @property
    def answer(self) -> Answer:
        """The answer that the choices agree on."""
        return agreed(self.answers)

    @property
    def dependence(self) -> str:
        """How far the answer hangs on the choices; empty where there were none."""
        known = [answer for answer in self.answers if answer is not Answer.UNKNOWN]
        if len(known) < 2:
            return ""
        over = words.listing(list(self.point.varied))
        most = max(set(known), key=lambda answer: (known.count(answer), answer))
        if known.count(most) == len(known):
            return f"the same in all {len(known)} choices of {over}"
        return f"{most} in {known.count(most)} of {len(known)} choices of {over}"


@dataclass(frozen=True)
class Finding:
    """What a claim comes to in one edition, with the reading of each point."""

    as_of: str
    verdict: Verdict
    readings: tuple[Reading, ...] = ()
    because: str = ""

    @property
    def reason(self) -> str:
        """One sentence that gives the reason from what was found."""
        if self.because:
            return self.because
        told = [reading for reading in self.readings if reading.result.value is not None]
        told = told or list(self.readings)
        return "; ".join(f"{reading.point.measured}: {reading.result.text}" for reading in told)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that the finding rests on."""
        return tuple(sorted({row for reading in self.readings for row in reading.result.rows}))

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources that the finding rests on."""
        return tuple(sorted({key for reading in self.readings for key in reading.result.sources}))


@dataclass(frozen=True)
class Judgement:
    """A claim judged as of its writing and as of an edition."""

    claim_id: str
    then: Finding
    now: Finding
    untested: str = ""
    limits: str = ""

    @property
    def verdict(self) -> Verdict:
        """The verdict as of the edition; overtaken where the claim no longer holds."""
        return at_present(self.then.verdict, self.now.verdict)


def judge(edition: Edition, claim_ids: Iterable[str] | None = None) -> Iterator[Judgement]:
    """Judgements of the claims that an edition knows, by number; of some of them if named.

    Raises `UsageError` for a claim that the edition does not hold.
    """
    written = edition.table("claims").set_index("claim_id")["date"].dt.strftime("%Y-%m-%d").to_dict()
    wanted = sorted(written if claim_ids is None else set(claim_ids))
    for claim_id in wanted:
        if claim_id not in written:
            raise UsageError(_unknown(claim_id, edition.as_of))
    known = _kept(package.state(), edition.as_of)
    for claim_id in wanted:
        yield (
            known[claim_id] if known else _judged(package.state(), edition.as_of, claim_id, written[claim_id])
        )


@reads.cache
def _kept(state: object, as_of: str) -> Mapping[str, Judgement]:
    """All claims of an edition as the build keeps them, judged now if it does not; nothing where nothing is kept."""
    book = kept.book()
    if book is None:
        return {}
    result = kept.read(book, as_of)
    if result is not None:
        return result
    judged, files = reads.recorded(lambda: _all_judged(state, as_of))
    kept.write(book, as_of, judged.values(), files)
    return judged


def _all_judged(state: object, as_of: str) -> dict[str, Judgement]:
    claims = _without_texts(state, as_of).table("claims")
    days = zip(claims["claim_id"], claims["date"].dt.strftime("%Y-%m-%d"), strict=True)
    return {claim_id: _judged(state, as_of, claim_id, day) for claim_id, day in sorted(days)}


@reads.cache
def _judged(state: object, as_of: str, claim_id: str, written: str) -> Judgement:
    """One claim, written on the day `written`, judged as of that day and as of an edition."""
    declaration = declared.of(claim_id)
    then = find(_without_texts(state, written), declaration)
    now = then if as_of == written else find(_without_texts(state, as_of), declaration)
    return Judgement(claim_id, then, now, declaration.untested, declaration.limits)


def find(edition: Edition, declaration: Declaration) -> Finding:
    """What a declared test finds in an edition."""
    if isinstance(declaration, Untestable):
        return Finding(edition.as_of, Verdict.NOT_TESTABLE, because=declaration.because)
    if isinstance(declaration, Documented):
        readings = _documents(edition).get(declaration.claim_id, ())
        if not readings:
            return Finding(edition.as_of, Verdict.OPEN, because="no document of that day is on file")
    else:
        readings = tuple(read(edition, point) for point in declaration.points)
    verdict = of_answers(reading.answer for reading in readings)
    if declaration.untested and verdict is Verdict.HOLDS:
        verdict = Verdict.IN_PART
    return Finding(edition.as_of, verdict, readings)


def read(edition: Edition, point: Point) -> Reading:
    """One point in an edition, over all its choices."""
    runs = [
        (result, _answer(rule, result))
        for result in (
            _measured(edition, point.measure, {**point.arguments, **choice}) for choice in _choices(point)
        )
        for rule in (point.rule, *point.other_rules)
    ]
    varied = [CHOICES.get(name, name) for name in point.choices]
    varied += ["threshold"] if point.other_rules else []
    name = registry.name_of(point.measure)
    question = Question(point.measured, name, point.tables, point.rule.words(), point.why, tuple(varied))
    return Reading(question, runs[0][0], tuple(answer for _, answer in runs))


@once
def _measured(edition: Edition, measure: Measure, arguments: Mapping[str, Any]) -> Result:
    """What a measure finds; the same question is asked of an edition once, however many claims ask it."""
    return measure(edition, **arguments)


@once
def _documents(edition: Edition) -> Mapping[str, tuple[Reading, ...]]:
    """The readings of the claims that dated documents decide, one a document, by claim and date."""
    readings: dict[str, list[Reading]] = {}
    rows = documents.decisive(edition)
    evidence = rows_of(documents.TABLE, rows)
    for row, key in zip(rows.itertuples(), evidence, strict=True):
        why = row.note if isinstance(row.note, str) else ""
        rule = Supported(row.supports)
        question = Question(row.fact, "", (documents.TABLE,), rule.words(), why)
        value = Result(True, words.day(row.date, row.date_precision), (key,), (row.source,))
        readings.setdefault(row.claim_id, []).append(Reading(question, value, (_answer(rule, value),)))
    return {claim_id: tuple(result) for claim_id, result in readings.items()}


def _choices(point: Point) -> Iterator[dict[str, Any]]:
    for values in product(*point.choices.values()):
        yield dict(zip(point.choices, values, strict=True))


def _answer(rule: Rule, result: Result) -> Answer:
    return Answer.UNKNOWN if result.value is None else rule.answer(result.value)


def _unknown(claim_id: str, as_of: str) -> str:
    """Why a claim cannot be judged, with the numbers that come near."""
    ledger = sorted(package.published("claims")["claim_id"])
    if claim_id in ledger:
        return f"claim {claim_id} was written after {as_of}"
    near = get_close_matches(claim_id.upper(), ledger, n=5) or [ledger[0], ledger[-1]]
    return f"unknown claim {claim_id!r}; near it are {', '.join(near)}; wb6 claims lists all {len(ledger)}"


@cache
def _without_texts(_state: object, as_of: str) -> WithoutTexts:
    return WithoutTexts(as_of)
