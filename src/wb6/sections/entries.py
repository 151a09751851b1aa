"""Entries of the ledger: a judged claim as plain text and numbers for the page."""

from itertools import groupby
from typing import Any

import pandas as pd

from wb6.claims.documents import Document
from wb6.claims.judge import Finding, Judgement, Reading, Specification
from wb6.claims.verdicts import Verdict
from wb6.data import countries, package, words

# Letters of a day that are known, by its precision.
_LETTERS = {"year": 4, "month": 7, "day": 10}
DIGITS = 6  # of the value of a specification
ROWS = 12  # rows of a table that an entry names; the page of the table holds the rest


def entry(
    claim: pd.Series, judged: Judgement, label: str, errors: list[str], past: list[dict[str, str]]
) -> dict[str, Any]:
    """One claim with verdicts, test and evidence, and the verdicts of published editions; see `figures.ledger.Ledger`."""
    codes = claim["countries"].split(";") if isinstance(claim["countries"], str) else []
    now, then = judged.now, judged.then
    return {
        "id": judged.claim_id,
        "seed": claim["seed"],
        "source": label,
        "text": claim["seed_source"],
        "published": str(claim["date"].date())[: _LETTERS[claim["date_precision"]]],
        "locator": claim["locator"],
        "written": words.day(claim["date"], claim["date_precision"]),
        "kind": claim["kind"],
        "topic": claim["topic"],
        "countries": codes,
        "places": [countries.name(code) for code in codes],
        "statement": claim["statement"],
        "then": str(then.verdict),
        "now": str(judged.verdict),
        "as_of": {"then": then.as_of, "now": now.as_of},
        "reason": sentence(now),
        "reason_then": "" if sentence(then) == sentence(now) else sentence(then),
        "share": _share(now),
        "needs": str(judged.needs or ""),
        "resolves": vars(judged.resolves) if judged.resolves else None,
        "changed": [vars(change) for change in judged.changed],
        "points": [_point(reading) for reading in now.readings],
        "untested": judged.untested,
        "limits": judged.limits,
        "past": past,
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
    return [reading.told for reading in finding.readings if reading.result.value is not None]


def _point(reading: Reading) -> dict[str, Any]:
    return {
        "measured": reading.point.measured,
        "found": reading.result.text,
        "rule": reading.point.condition,
        "why": reading.point.why,
        "main": reading.point.main,
        "answer": str(reading.answer),
        "depends": reading.dependence,
        "enough": reading.enough,
        "specifications": [_specification(one) for one in reading.specifications]
        if len(reading.specifications) > 1
        else [],
        "documents": [_document(one) for one in reading.documents],
        "tables": list(reading.point.tables),
    }


def _share(finding: Finding) -> str:
    """The share of specifications under which the main point is borne out, percent; empty without an answer."""
    if finding.main is None or finding.main.share is None:
        return ""
    return words.number(float(finding.main.share * 100), 0)


def _specification(one: Specification) -> dict[str, Any]:
    exact = one.value is None or isinstance(one.value, bool)
    value = one.value if exact else float(f"{one.value:.{DIGITS}g}")  # the last digits are those of a machine
    return {"label": one.label, "value": value, "found": one.result, "answer": str(one.answer)}


def _document(one: Document) -> dict[str, Any]:
    return {
        "id": one.id,
        "told": one.told,
        "says": str(one.says),
        "grade": one.grade,
        "source": one.source,
        "counts": one.counts,
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
