"""Judged claims as a frame, and one claim in full: what the command line and the chapters show."""

from collections.abc import Iterable, Iterator

import pandas as pd

from wb6.claims import history, judge
from wb6.claims.judge import Finding, Judgement, Reading
from wb6.claims.verdicts import MEANINGS, Answer
from wb6.data import words
from wb6.data.edition import Edition, parse_day

COLUMNS = [
    "claim_id",
    "then",
    "now",
    "reason",
    "depends",
    "share",
    "specifications",
    "refuted",
    "untested",
    "limits",
    "rows",
    "evidence",
]


def judged(edition: Edition, claims: pd.DataFrame) -> pd.DataFrame:
    """Claims with their verdicts.

    Adds to the columns of `claims`: then and now (verdicts), reason (of the one now), depends (how far it
    hangs on choices), share (of the specifications under which the main point is borne out, percent), specifications (of
    the main point that have an answer), refuted (number of points that are not borne out, main or supporting), untested,
    limits, rows (number of rows it rests on) and evidence (keys of their sources).
    """
    return as_frame(judge.judge(edition, claims["claim_id"]), claims)


def as_frame(judgements: Iterable[Judgement], claims: pd.DataFrame) -> pd.DataFrame:
    """Judgements of all claims of a frame, joined to it: see `judged`."""
    frame = pd.DataFrame(
        [
            (
                one.claim_id,
                str(one.then.verdict),
                str(one.verdict),
                one.now.reason,
                "; ".join(filter(None, (reading.dependence for reading in one.now.readings))),
                *_of_main(one.now.main),
                len(one.refuted),
                one.untested,
                one.limits,
                len(one.now.rows),
                ";".join(one.now.sources),
            )
            for one in judgements
        ],
        columns=COLUMNS,
    )
    return claims.merge(frame, on="claim_id", validate="one_to_one").reset_index(drop=True)


def _of_main(main: Reading | None) -> tuple[float | None, int]:
    """The share of the specifications under which a main point is borne out, percent, and how many have an answer."""
    if main is None or main.share is None:
        return None, 0
    return float(main.share * 100), sum(answer is not Answer.UNKNOWN for answer in main.answers)


def in_full(edition: Edition, claim_id: str) -> Iterator[str]:
    """One claim with its test: statement, measures, rules, values, rows, both verdicts; a line each.

    Raises `UsageError` for a claim that the edition does not hold.
    """
    (one,) = judge.judge(edition, [claim_id])
    claims = edition.table("claims").set_index("claim_id")
    row = claims.loc[claim_id]
    source = edition.table("sources").set_index("key")["label"][row["seed_source"]]
    yield f"{claim_id}  {source}, {row['locator']}"
    yield row["statement"]
    yield f"As of its writing: {one.then.verdict}"
    yield from _finding(one.then)
    yield f"As of {edition.as_of}: {one.verdict} ({MEANINGS[one.verdict]})"
    yield from _finding(one.now)
    if one.needs:
        yield f"Needs: {one.needs}"
    if one.resolves:
        yield f"Resolves on {one.resolves.on}: {one.resolves.criterion}"
    if one.untested:
        yield f"Not tested: {one.untested}"
    if one.limits:
        yield f"Limits: {one.limits}"
    for change in one.changed:
        yield f"Changed on {change.on}: {change.what} ({change.why})"
    for past in history.of(edition, claim_id):
        moved = f" ({past.why}: {past.words})" if past.words else ""
        yield f"Edition of {words.day(parse_day(past.edition))}: {past.verdict}{moved}"


def borne_out(reading: Reading) -> str:
    """Under which share of its specifications a point is borne out, and how far they agree; empty without an answer."""
    if reading.share is None:
        return ""
    told = f"borne out under {words.percent(float(reading.share * 100), 0)} of specifications"
    return f"{told}: {reading.dependence}" if reading.dependence else told


def _finding(finding: Finding) -> Iterator[str]:
    if finding.because:
        yield f"  {finding.because}"
    for reading in finding.readings:
        point = reading.point
        yield f"  {'Main' if point.main else 'Supporting'} point: {point.measured}: {reading.result.text}"
        yield f"    holds if: {point.condition}" + (f" ({point.why})" if point.why else "")
        yield f"    answer: {reading.answer}" + (f", {borne_out(reading)}" if reading.dependence else "")
        if len(reading.specifications) > 1:
            for each in reading.specifications:
                yield f"    specification: {each.label}: {each.result}: {each.answer}"
        for document in reading.documents:
            yield f"    document {document.id}: {document.says}, {document.grade}{'' if document.counts else ', does not count'}"
        if not reading.enough:
            yield "    the evidence is below what the claim needs"
        for row in reading.result.rows:
            yield f"    row: {row.table} where {', '.join(f'{field}={value}' for field, value in row.key)}"
        if reading.result.sources:
            yield f"    sources: {', '.join(reading.result.sources)}"
