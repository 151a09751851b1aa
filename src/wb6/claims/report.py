"""Judged claims as a frame, and one claim in full: what the command line and the chapters show."""

from collections.abc import Iterable, Iterator

import pandas as pd

from wb6.claims import judge
from wb6.claims.judge import Finding, Judgement
from wb6.claims.verdicts import MEANINGS
from wb6.data.edition import Edition

COLUMNS = ["claim_id", "then", "now", "reason", "depends", "untested", "limits", "rows", "evidence"]


def judged(edition: Edition, claims: pd.DataFrame) -> pd.DataFrame:
    """Claims with their verdicts.

    Adds to the columns of `claims`: then and now (verdicts), reason (of the one now), depends (how far it
    hangs on choices), untested, limits, rows (number of rows it rests on) and evidence (keys of their sources).
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
    if one.untested:
        yield f"Not tested: {one.untested}"
    if one.limits:
        yield f"Limits: {one.limits}"


def _finding(finding: Finding) -> Iterator[str]:
    if finding.because:
        yield f"  {finding.because}"
    for reading in finding.readings:
        point = reading.point
        yield f"  {point.measured}: {reading.result.text}"
        yield f"    holds if: {point.condition}" + (f" ({point.why})" if point.why else "")
        yield f"    answer: {reading.answer}" + (f", {reading.dependence}" if reading.dependence else "")
        for row in reading.result.rows:
            yield f"    row: {row.table} where {', '.join(f'{field}={value}' for field, value in row.key)}"
        if reading.result.sources:
            yield f"    sources: {', '.join(reading.result.sources)}"
