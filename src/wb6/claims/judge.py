"""Judging claims: each as of its writing, and as of an edition."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from wb6.claims import declared, documents, kept, registry, worth
from wb6.claims.declaration import Change, Declaration, Documented, Lacking, Need, Point, Resolution
from wb6.claims.documents import Document
from wb6.claims.evidence import Result, Row, nothing
from wb6.claims.memory import once
from wb6.claims.registry import Measure
from wb6.claims.rules import Awaited, Rule
from wb6.claims.sources import POLLS, Lately, WithoutTexts
from wb6.claims.verdicts import NEVER_JUDGED, Answer, Kind, Verdict, agreed, at_present, of_main, share
from wb6.data import package, reads, words
from wb6.data.edition import Edition
from wb6.errors import UsageError

# Choices that a declaration names by its parameter, as a reader would call them.
CHOICES = {
    "asked": "question asked",
    "before": "span before",
    "below": "mark",
    "by": "way of telling",
    "codes": "states",
    "contributor_iso3": "contributors",
    "counted": "unit counted",
    "dated": "year taken",
    "early": "span before",
    "first": "first year",
    "iso3": "states",
    "last": "last year",
    "late": "span after",
    "later": "span after",
    "level": "kinds of contact",
    "nations": "number of nations",
    "of": "summary",
    "origin": "centre",
    "other_iso3": "far end",
    "places": "places and years",
    "reading": "reading of the word",
    "shown_by": "what shows it",
    "sides": "way of comparing",
    "since": "first year",
    "span": "span of years",
    "spans": "spans of years",
    "start": "first step",
    "starts": "first years",
    "texts": "resolutions",
    "tie": "kind of tie",
    "ties": "kinds of tie",
    "topics": "question of the polls",
    "trouble": "trouble that counts",
    "turn": "turning year",
    "types": "kinds of act",
    "until": "last year",
    "which": "figure",
    "years": "number of years",
}

# Why a forecast has no verdict as long as nobody says when and by what it is decided.
WITHOUT_A_DAY = "A forecast without a criterion and a day that would decide it."
# Of a main point on which nothing is on file: what must be so, and what is found.
EVIDENCE = "evidence of that kind is on file and says so"
LACKING = "nothing on file decides it"
# Arguments by which a point says of which years it speaks.
YEARS = {"since", "until", "years", "span", "window", "first"}


@dataclass(frozen=True)
class Question:
    """What a reader needs to know of a point: the value in words, its tables, what must be so, why, what was varied.

    `measure` is the name by which `registry.measures` knows the measure; empty where documents decide.
    """

    measured: str
    measure: str
    tables: tuple[str, ...]
    condition: str
    why: str
    varied: tuple[str, ...] = ()
    main: bool = False


@dataclass(frozen=True)
class Specification:
    """One way in which a fair reader might answer a point: what it chooses, what it finds, what that means."""

    label: str
    value: float | bool | None
    result: str
    answer: Answer


@dataclass(frozen=True)
class Reading:
    """What one point comes to in one edition.

    `result` is what is shown: of `specifications`, which holds all that were run, the first with an answer; `documents` those
    that were weighed, where documents decide. `enough` says whether the evidence is what the claim needs.
    """

    point: Question
    result: Result
    specifications: tuple[Specification, ...]
    documents: tuple[Document, ...] = ()
    enough: bool = True

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answer of each specification."""
        return tuple(one.answer for one in self.specifications)

    @property
    def answer(self) -> Answer:
        """The answer that the specifications make."""
        return agreed(self.answers)

    @property
    def share(self) -> Fraction | None:
        """The share of specifications under which the point is borne out; None where none has an answer."""
        return share(self.answers)

    @property
    def told(self) -> str:
        """What was measured and found; what documents say speaks for itself."""
        return self.result.text if self.documents else f"{self.point.measured}: {self.result.text}"

    @property
    def dependence(self) -> str:
        """How far the answer hangs on the specification; empty where there was one."""
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
    def main(self) -> Reading | None:
        """The reading of the main point; None for a claim without points."""
        return next((reading for reading in self.readings if reading.point.main), None)

    @property
    def reason(self) -> str:
        """One sentence that gives the reason from what was found, the main point first."""
        if self.because:
            return self.because
        told = [reading for reading in self.readings if reading.result.value is not None]
        told = sorted(told or self.readings, key=lambda reading: not reading.point.main)
        return "; ".join(reading.told for reading in told)

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
    """A claim judged as of its writing and as of an edition; `needs` is the least evidence for its main point."""

    claim_id: str
    then: Finding
    now: Finding
    needs: Need | None = None
    resolves: Resolution | None = None
    changed: tuple[Change, ...] = ()
    untested: str = ""
    limits: str = ""

    @property
    def verdict(self) -> Verdict:
        """The verdict as of the edition; overtaken where the claim no longer holds."""
        return at_present(self.then.verdict, self.now.verdict)

    @property
    def is_plain_error(self) -> bool:
        """Whether the main point is refuted, and not by events since the claim was written."""
        return self.verdict is Verdict.FAILS

    @property
    def refuted(self) -> tuple[Reading, ...]:
        """Points that are not borne out now, by enough evidence, and were not when the claim was written."""
        if self.verdict is Verdict.NOT_TESTABLE:
            return ()
        pairs = zip(self.then.readings, self.now.readings, strict=True)
        held = {Answer.YES, Answer.PARTLY}
        return tuple(
            now for then, now in pairs if now.answer is Answer.NO and now.enough and then.answer not in held
        )


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
    return Judgement(
        claim_id,
        then,
        now,
        declaration.needs,
        declaration.resolves,
        declaration.changed,
        declaration.untested,
        declaration.limits,
    )


def find(edition: Edition, declaration: Declaration) -> Finding:
    """What a declared test finds in an edition."""
    readings = tuple(
        read(edition, point, declaration.needs, declaration.speaks_until) for point in declaration.points
    )
    if declaration.kind in NEVER_JUDGED:
        return Finding(edition.as_of, Verdict.NOT_TESTABLE, because=declaration.because)
    if declaration.kind is Kind.FORECAST and declaration.resolves is None:
        because = declaration.because or WITHOUT_A_DAY
        return Finding(edition.as_of, Verdict.NOT_TESTABLE, readings, because)
    finding = Finding(edition.as_of, Verdict.OPEN, readings, declaration.because or declaration.lacking)
    main = finding.main
    if main is None or declaration.lacking or _is_still_to_come(declaration, edition, main):
        return finding
    verdict = of_main(main.answer, enough=main.enough, untested=declaration.cause_is_untested)
    return Finding(edition.as_of, verdict, readings)


def _is_still_to_come(declaration: Declaration, edition: Edition, main: Reading) -> bool:
    """Whether the day of a forecast has not come, nor what it awaits."""
    if declaration.resolves is None or edition.as_of >= declaration.resolves.on:
        return False
    return main.answer is not Answer.YES or not any(
        point.main and _awaits(point) for point in declaration.points
    )


def _awaits(point: Point | Documented | Lacking) -> bool:
    return isinstance(point, Point) and isinstance(point.rule, Awaited)


def read(
    edition: Edition,
    point: Point | Documented | Lacking,
    needs: Need | None = None,
    speaks_until: date | None = None,
) -> Reading:
    """One point in an edition, over all its specifications.

    `needs` is the least evidence that counts, any if it is None. Polls count if they are not too old for the day of the
    edition, or for the last day that the claim speaks of (`speaks_until`), if that is earlier; others are read where
    there is none that counts, and where the point itself names the years of its polls.
    """
    if isinstance(point, Lacking):
        question = Question(point.measured, "", (), EVIDENCE, "", main=point.main)
        return Reading(question, nothing(LACKING), (Specification("", None, LACKING, Answer.UNKNOWN),))
    day = edition.day.date()
    judged_for = min(day, speaks_until) if speaks_until else day
    if isinstance(point, Documented):
        return _of_documents(edition, point, needs, judged_for)
    if needs is Need.RECENT_POLL and POLLS in point.tables and not YEARS & {*point.arguments, *point.choices}:
        lately = _lately(package.state(), edition.as_of, worth.earliest(judged_for))
        reading = _of_data(lately, point, needs, judged_for)
        if reading.answer is not Answer.UNKNOWN:
            return reading
    return _of_data(edition, point, needs, judged_for)


def _of_data(edition: Edition, point: Point, needs: Need | None, day: date) -> Reading:
    runs = [
        (result, Specification(_label(choice, rule, point), result.value, result.text, _answer(rule, result)))
        for choice, result in (
            (choice, _measured(edition, point.measure, {**point.arguments, **choice}))
            for choice in _choices(point)
        )
        for rule in (point.rule, *point.other_rules)
    ]
    varied = [CHOICES.get(name, name) for name in point.choices]
    varied += ["threshold"] if point.other_rules else []
    name = registry.name_of(point.measure)
    question = Question(
        point.measured, name, point.tables, point.rule.words(), point.why, tuple(varied), point.main
    )
    answered = next((result for result, _ in runs if result.value is not None), None)
    enough = needs is None or answered is None or worth.suffices(worth.pieces_of(answered), needs, day)
    shown = answered or runs[0][0]
    return Reading(question, shown, tuple(one for _, one in runs), enough=enough)


def _label(choice: Mapping[str, Any], rule: Rule, point: Point) -> str:
    """What a specification chooses, as a reader would call it; empty where there is no choice."""
    parts = [f"{CHOICES.get(name, name)} {words.plain(value)}" for name, value in choice.items()]
    return "; ".join([*parts, rule.words()] if point.other_rules else parts)


def _of_documents(edition: Edition, point: Documented, needs: Need | None, day: date) -> Reading:
    question = Question(
        point.measured, "", (documents.TABLE,), documents.CONDITION, point.why, main=point.main
    )
    if point.parts:
        weighed = documents.together(edition, point.parts, needs, day)
    else:
        weighed = documents.weighed(edition, point.documents, needs, day)
    if weighed.answer is Answer.UNKNOWN:
        result = nothing(documents.NONE)
        return Reading(question, result, (Specification("", None, result.text, Answer.UNKNOWN),))
    text = "; ".join(one.told for one in weighed.telling)
    result = Result(
        documents.WEIGHTS[weighed.answer],
        text,
        tuple(sorted(documents.row_of(one.id) for one in weighed.telling)),
        tuple(sorted({one.source for one in weighed.telling})),
    )
    one = Specification("", result.value, text, weighed.answer)
    return Reading(question, result, (one,), weighed.documents, weighed.enough)


@once
def _measured(edition: Edition, measure: Measure, arguments: Mapping[str, Any]) -> Result:
    """What a measure finds; the same question is asked of an edition once, however many claims ask it."""
    return measure(edition, **arguments)


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


@cache
def _lately(_state: object, as_of: str, since: date) -> Lately:
    return Lately(as_of, since)
