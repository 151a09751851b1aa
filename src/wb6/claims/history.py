"""The verdicts of each published edition: kept as they were, computed for the newest, with what moved them in between.

An edition's rows are computed as long as it is the newest, and stay as they were published from the next one on.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, fields
from functools import cache
from hashlib import sha256
from inspect import getsource, unwrap
from typing import Any

from wb6.claims import documents, judge, registry
from wb6.claims.judge import Judgement
from wb6.claims.verdicts import MEANINGS, METHOD, Verdict
from wb6.data import claim_files, codings, package, tables, words
from wb6.data.edition import Edition, parse_day
from wb6.data.problems import Problem, place, shown
from wb6.errors import Wb6Error

TABLE = "verdicts"
REMEDY = "wb6 accept writes it"
# What a point says of its test; its other keys tell readers what it is, or name documents.
_TESTED = ("role", "linked", "measure", "arguments", "choices", "rule", "other_rules", "parts")
_DIGITS = 8


@dataclass(frozen=True)
class Entry:
    """The verdict on a claim in a published edition; `why` and `words` say what moved it since the edition before.

    `why` is first, data, rule, reading or text, and empty where the verdict is the same. The states are digests of the
    wording, the test and the codes of the documents; the first method kept none of the latter two.
    """

    claim_id: str
    edition: str
    verdict: str
    why: str
    words: str
    method: str
    text_state: str
    rule_state: str = ""
    reading_state: str = ""


@dataclass(frozen=True)
class Change:
    """An entry with the verdict of the edition before; that is empty in the first one."""

    claim_id: str
    edition: str
    before: str
    verdict: str
    why: str
    words: str


def of(edition: Edition, claim_id: str) -> list[Change]:
    """The verdicts on a claim in the published editions up to the day of an edition, the oldest first."""
    return [change for change in changes(edition) if change.claim_id == claim_id]


def changes(edition: Edition) -> list[Change]:
    """All entries up to the day of an edition, by claim and edition; nothing for a package that keeps none."""
    if TABLE not in package.table_names():
        return []
    frame = edition.table(TABLE)
    text = {
        name: package.texts(frame[name]) for name in (field.name for field in fields(Change)) if name in frame
    }
    before: dict[str, str] = {}
    found = []
    for claim_id, day, verdict, why, told in zip(*text.values(), strict=True):
        found.append(Change(claim_id, day, before.get(claim_id, ""), verdict, why, told))
        before[claim_id] = verdict
    return found


def write() -> bool:
    """Write the rows of the newest edition as they are computed; whether they differed, or there is no such table."""
    return TABLE in package.table_names() and tables.write(TABLE, _text(package.latest_edition()))


def following(day: str) -> Mapping[str, str]:
    """The table as it is when `day` becomes the next edition, by its name; nothing for a package that keeps none.

    Raises `Wb6Error` where rows of the present edition, which stay from then on, are not what is computed.
    """
    if TABLE not in package.table_names():
        return {}
    for problem in problems():
        raise Wb6Error(str(problem))
    return {TABLE: _text(day)}


def problems() -> Iterator[Problem]:
    """Rows of the newest edition that are not what is computed; needs a sound package, and judges all claims."""
    if TABLE not in package.table_names():
        return
    day = package.latest_edition()
    stored = {one.claim_id: (row, one) for row, one in enumerate(_stored(), start=2) if one.edition == day}
    computed = {one.claim_id: one for one in _computed(day)}
    for claim_id in sorted({*stored} | {*computed}):
        row, there = stored.get(claim_id, (None, None))
        wanted = computed.get(claim_id)
        if there == wanted:
            continue
        if wanted is None:
            message = f"{claim_id} is no claim of the edition of {day}"
        elif there is None:
            message = f"{claim_id} has no row for the edition of {day}"
        else:
            field = next(name for name, value in asdict(wanted).items() if asdict(there)[name] != value)
            stands, comes = shown(getattr(there, field)), shown(getattr(wanted, field))
            message = f"{claim_id}: {field} of the edition of {day} is {stands}, and {comes} is computed"
        yield Problem(place(TABLE, row), "verdicts", f"{message}; {REMEDY}")


def _text(day: str) -> str:
    """The table as CSV: rows of editions before `day` as they are, those of `day` as they are computed."""
    rows = [*(one for one in _stored() if one.edition < day), *_computed(day)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(package.fields(TABLE))
    writer.writerows(map(astuple, sorted(rows, key=lambda one: (one.claim_id, one.edition))))
    return out.getvalue()


def _stored() -> list[Entry]:
    cells = package.table(TABLE).cells
    return [Entry(*row) for row in zip(*(cells[field.name] for field in fields(Entry)), strict=True)]


def _computed(day: str) -> list[Entry]:
    """Rows of an edition, each compared with the last one of its claim before."""
    before = {one.claim_id: one for one in _stored() if one.edition < day}
    edition = Edition(day)
    judged = {one.claim_id: one for one in judge.judge(edition)}
    moved = [
        one
        for claim_id, one in judged.items()
        if claim_id in before and before[claim_id].verdict != one.verdict
    ]
    again = _again(before[one.claim_id] for one in moved)
    statements = dict(edition.table("claims")[["claim_id", "statement"]].itertuples(index=False))
    known = _codes_in_force(edition)
    return [
        _entry(one, statements[one.claim_id], known, before.get(one.claim_id), again)
        for one in judged.values()
    ]


def _again(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Verdicts on claims in the editions of some entries, by the test and the readings of now."""
    of_edition: dict[str, list[str]] = {}
    for one in entries:
        of_edition.setdefault(one.edition, []).append(one.claim_id)
    return {
        judged.claim_id: str(judged.verdict)
        for day, claim_ids in of_edition.items()
        for judged in judge.judge(Edition(day), claim_ids)
    }


def _entry(
    judged: Judgement,
    statement: str,
    known: Mapping[str, Any],
    before: Entry | None,
    again: Mapping[str, str],
) -> Entry:
    day, verdict = judged.now.as_of, judged.verdict
    now = Entry(
        judged.claim_id,
        day,
        str(verdict),
        "",
        "",
        str(METHOD),
        _digest(statement),
        _digest(_test(claim_files.entries()[judged.claim_id])),
        _digest(known.get(judged.claim_id, {})),
    )
    if before is None:
        return Entry(**{**asdict(now), "why": "first"})
    if before.verdict == now.verdict:
        return now
    why, told = _moved(judged, now, before, again[judged.claim_id])
    return Entry(**{**asdict(now), "why": why, "words": told})


def _moved(judged: Judgement, now: Entry, before: Entry, again: str) -> tuple[str, str]:
    """What moved a verdict, as a code and in a sentence; `again` is the verdict in the edition before by the test of now."""
    former = words.day(parse_day(before.edition))
    if again == before.verdict:
        told = f"By the present test the verdict on {former} is the same as then"
        return "data", f"{told}: what came since, or the age of what was there, moved it."
    if before.method != now.method:
        return "rule", f"Another method: {_told(judged)}."
    if before.text_state != now.text_state:
        return "text", "The claim is worded otherwise, so that its test is another one."
    if before.rule_state != now.rule_state:
        changed = [f"{change.what} ({change.why})" for change in judged.changed if change.on > before.edition]
        return "rule", "; ".join(changed) or "The test was changed."
    if before.reading_state != _digest(_codes_in_force(Edition(before.edition)).get(now.claim_id, {})):
        return (
            "reading",
            f"The codes of its documents of before {former} changed, or such a document was filed.",
        )
    return "data", "Test and codes are the same: rows were filed, mended or withdrawn."


def _told(judged: Judgement) -> str:
    """Why a claim has its verdict, as part of a sentence."""
    if judged.now.because:
        return judged.now.because.removesuffix(".")
    if judged.verdict is Verdict.THIN and judged.needs:
        return f"the evidence on the main point is below what the claim needs ({judged.needs})"
    return MEANINGS[judged.verdict]


def _codes_in_force(edition: Edition) -> dict[str, dict[str, Any]]:
    """Codes of the documents that an edition knows, by claim and document."""
    codes = codings.documents()
    found: dict[str, dict[str, Any]] = {}
    for claim_id, document in edition.table(documents.TABLE)[["claim_id", "id"]].itertuples(index=False):
        found.setdefault(claim_id, {})[document] = dict(codes.get(document, {}))
    return found


def _test(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What of an entry of the ledger decides its verdict, apart from documents and words for readers."""
    points = entry.get("points", ())
    return {
        **{key: entry.get(key) for key in ("kind", "needs", "resolves", "value", "speaks_of")},
        "untested": "untested" in entry,
        "points": [
            {**{key: point[key] for key in _TESTED if key in point}, "lacking": "lacking" in point}
            for point in points
        ],
        "measures": [_source(point["measure"]) for point in points if "measure" in point],
    }


@cache
def _source(name: str) -> str:
    """The code of a measure without its blanks, so that no change of lines counts."""
    return "".join(getsource(unwrap(registry.measures()[name])).split())


def _digest(of_what: object) -> str:
    text = json.dumps(of_what, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:_DIGITS]
