"""Entries of the ledger: a judged claim as plain text and numbers for the page."""

from itertools import groupby
from typing import Any

import pandas as pd

from wb6.claims.judge import Finding, Judgement, Reading
from wb6.claims.verdicts import Verdict
from wb6.data import countries, package, words

ROWS = 12  # rows of a table that an entry names; the page of the table holds the rest


def entry(claim: pd.Series, judged: Judgement, label: str, errors: list[str]) -> dict[str, Any]:
    """One claim with verdicts, test and evidence; see `figures.ledger.Ledger`."""
    codes = claim["countries"].split(";") if isinstance(claim["countries"], str) else []
    now, then = judged.now, judged.then
    return {
        "id": judged.claim_id,
        "seed": claim["seed"],
        "source": label,
        "locator": claim["locator"],
        "written": words.day(claim["date"], claim["date_precision"]),
        "kind": claim["kind"],
        "topic": claim["topic"],
        "countries": codes,
        "places": [countries.name(code) for code in codes],
        "statement": claim["statement"],
        "then": str(then.verdict),
        "now": str(judged.verdict),
        "reason": sentence(now),
        "reason_then": "" if sentence(then) == sentence(now) else sentence(then),
        "points": [_point(reading) for reading in now.readings],
        "untested": judged.untested,
        "limits": judged.limits,
        "errors": errors,
        "rows": _rows(now),
        "sources": list(now.sources),
    }


def sentence(finding: Finding) -> str:
    """The reason of a finding as a sentence."""
    reason = finding.reason
    return reason if reason.endswith((".", "!", "?")) else f"{reason[:1].upper()}{reason[1:]}."


def what_differs(judged: Judgement) -> str:
    """What a test found when the claim was written, and what it finds now; what it found both times is left out."""
    then, now = (list(dict.fromkeys(_told(finding))) for finding in (judged.then, judged.now))
    parts = [
        ("Then", [text for text in then if text not in now]),
        ("Now", [text for text in now if text not in then]),
    ]
    return " ".join(f"{when}: {'; '.join(texts)}." for when, texts in parts if texts)


def _told(finding: Finding) -> list[str]:
    return [
        f"{reading.point.measured}: {reading.result.text}"
        for reading in finding.readings
        if reading.result.value is not None
    ]


def _point(reading: Reading) -> dict[str, Any]:
    return {
        "measured": reading.point.measured,
        "found": reading.result.text,
        "rule": reading.point.condition,
        "why": reading.point.why,
        "answer": str(reading.answer),
        "depends": reading.dependence,
        "tables": list(reading.point.tables),
    }


def _rows(finding: Finding) -> list[dict[str, Any]]:
    """Rows that decide, by table, no more than the page can carry, with the number of all."""
    found = []
    for table, rows in groupby(finding.rows, key=lambda row: row.table):
        keys = [dict(row.key) for row in rows]
        found.append(
            {
                "table": table,
                "title": package.resource(table)["title"],
                "keys": keys[:ROWS],
                "all": len(keys),
            }
        )
    return found


def hang_on_choices(judged: Judgement) -> bool:
    """Whether another defensible choice changes the answer to some point of the claim."""
    return judged.verdict is not Verdict.NOT_TESTABLE and any(
        len({answer for answer in reading.answers if answer != "unknown"}) > 1
        for reading in judged.now.readings
    )
