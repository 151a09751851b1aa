"""The facts that the prose on the claims places: numbers of verdicts, and what the tests of some claims found."""

from dataclasses import replace

import pandas as pd

from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.data.facts import Fact, unknown
from wb6.sections import rivals
from wb6.sections.claims_page import ANSWERED, ClaimsPage
from wb6.sections.declared import declares
from wb6.sections.entries import hang_on_choices
from wb6.sections.stories import TOLD, Told

SHORT = {
    Verdict.HOLDS: "holds",
    Verdict.IN_PART: "in_part",
    Verdict.FAILS: "fails",
    Verdict.OVERTAKEN: "overtaken",
    Verdict.OPEN: "open",
    Verdict.NOT_TESTABLE: "untestable",
}
SEEDS = ("000", "001", "002", "003", "004")
OF_SEED = ("claims", "answered", "holds", "missed", "untestable", "share")
SIDES = ("right", "wrong")
MISSED = (Verdict.FAILS, Verdict.OVERTAKEN)
NARROW, WIDE = ("date", "figure", "event"), ("causal", "normative", "forecast")
TABLE = "claims"


def _number(page: ClaimsPage, label: str, value: int, sources: pd.Series | None = None) -> Fact:
    if page.judged.empty:
        return unknown("", label)
    keys = page.judged["source"] if sources is None else sources
    text = words.count(value) if value <= 10 else words.people(value)
    return page.basis(TABLE, keys).fact(label, text, value)


def _percent(page: ClaimsPage, label: str, rows: pd.Series) -> Fact:
    """The share of true among some yes and no, as a whole number."""
    if rows.empty:
        return unknown("", label, "percent")
    value = round(float(rows.mean()) * 100)
    return page.basis(TABLE, page.judged["source"]).fact(label, words.percent(value, 0), value, "percent")


@declares(
    TABLE,
    *(f"{short}{when}" for short in SHORT.values() for when in ("", "_then")),
    "claims_total",
    "missed",
    "changed_count",
    "hang_on_choices",
    "answered",
    "capped",
    "evidence_rows",
    "on_data",
    "on_documents",
    "holds_share",
    "missed_share",
)
def _totals(page: ClaimsPage) -> dict[str, Fact]:
    frame = page.judged
    found = {"claims_total": _number(page, "Claims in the ledger", len(frame))}
    for column, suffix, when in (("now", "", "now"), ("then", "_then", "as of their writing")):
        counted = frame[column].value_counts()
        for verdict, short in SHORT.items():
            found[f"{short}{suffix}"] = _number(
                page, f"Claims: {verdict}, {when}", int(counted.get(verdict, 0))
            )
    missed = frame["now"].isin(MISSED)
    changed = frame["then"] != frame["now"]
    hang = [hang_on_choices(page.judgements[claim]) for claim in frame["claim_id"]]
    tested = frame[frame["now"].isin(ANSWERED)]
    counts = {
        "missed": ("Claims that do not hold now, overtaken ones included", int(missed.sum())),
        "changed_count": ("Claims with another verdict now than when written", int(changed.sum())),
        "hang_on_choices": ("Claims on which defensible choices part", sum(hang)),
        "answered": ("Claims with an answer", len(tested)),
        "capped": ("Claims with a part that is not tested", int(frame["untested"].ne("").sum())),
        "evidence_rows": ("Rows of data that verdicts rest on", int(frame["rows"].sum())),
        "on_data": ("Claims decided on data", int(frame["checkable"].eq("data").sum())),
        "on_documents": ("Claims decided on documents", int(frame["checkable"].eq("document").sum())),
    }
    found |= {name: _number(page, label, value) for name, (label, value) in counts.items()}
    found["holds_share"] = _percent(
        page, "Claims that hold, of those with an answer", tested["now"].eq(Verdict.HOLDS)
    )
    found["missed_share"] = _percent(
        page, "Claims that do not hold, of those with an answer", missed[tested.index]
    )
    return found


@declares(TABLE, *(f"{what}_{seed}" for what in OF_SEED for seed in SEEDS))
def _by_source(page: ClaimsPage) -> dict[str, Fact]:
    found = {}
    for seed in SEEDS:
        rows = page.judged[page.judged["seed"] == seed]
        tested = rows[rows["now"].isin(ANSWERED)]
        name = rows["text"].iloc[0] if len(rows) else seed
        for short, what, value in (
            ("claims", "claims", len(rows)),
            ("answered", "claims with an answer", len(tested)),
            ("holds", "claims that hold", int(tested["now"].eq(Verdict.HOLDS).sum())),
            ("missed", "claims that do not hold", int(tested["now"].isin(MISSED).sum())),
            ("untestable", "claims not testable", int(rows["now"].eq(Verdict.NOT_TESTABLE).sum())),
        ):
            label = f"{name}: {what}"
            known = len(rows) > 0
            found[f"{short}_{seed}"] = (
                _number(page, label, value, rows["source"]) if known else unknown("", label)
            )
        found[f"share_{seed}"] = _percent(
            page, f"{name}: claims that hold, of those with an answer", tested["now"].eq(Verdict.HOLDS)
        )
    return found


@declares(TABLE, "cells", "cells_hold", "holds_share_apart", "share_000_apart", "narrow_share", "wide_share")
def _by_kind(page: ClaimsPage) -> dict[str, Fact]:
    frame = page.judged[page.judged["now"].isin(ANSWERED)]
    cells = frame["locator"].str.startswith("Table ", na=False)
    apart = frame[~cells]
    return {
        "cells": _number(page, "Claims that are cells of a table", int(cells.sum())),
        "cells_hold": _number(
            page,
            "Claims that are cells of a table and hold",
            int((cells & frame["now"].eq(Verdict.HOLDS)).sum()),
        ),
        "holds_share_apart": _percent(
            page,
            "Claims that hold, of those with an answer that are no cell of a table",
            apart["now"].eq(Verdict.HOLDS),
        ),
        "share_000_apart": _percent(
            page,
            "The journal article without its tables: claims that hold, of those with an answer",
            apart.loc[apart["seed"] == "000", "now"].eq(Verdict.HOLDS),
        ),
        **{
            name: _percent(page, label, frame.loc[frame["kind"].isin(kinds), "now"].eq(Verdict.HOLDS))
            for name, label, kinds in (
                ("narrow_share", "Dates, figures and events that hold", NARROW),
                ("wide_share", "Causes, norms and forecasts that hold", WIDE),
            )
        },
    }


@declares(TABLE, "split_groups", *(f"{side}_{seed}" for seed in SEEDS for side in SIDES))
def _sides(page: ClaimsPage) -> dict[str, Fact]:
    """In how many split disagreements a claim of each text holds, and in how many one does not."""
    split = [
        group for group in rivals.groups(page.table("disagreements"), page.judged) if group.outcome == "split"
    ]
    found = {"split_groups": _number(page, "Disagreements that split", len(split))}
    for seed in SEEDS:
        for side in SIDES:
            number = sum(seed in set(getattr(group, side)["seed"]) for group in split)
            found[f"{side}_{seed}"] = _number(
                page, f"Split disagreements in which the text is {side}", number
            )
    return found


@declares("seed_errors", "errors_noted", "errors_confirmed", "errors_refuted")
def _errors(page: ClaimsPage) -> dict[str, Fact]:
    rows = page.table("seed_errors")
    rows = rows[rows["finding"].notna()]
    if rows.empty:
        return {}
    counted = rows["status"].value_counts()
    basis = page.basis("seed_errors", rows["seed_source"])
    return {
        "errors_noted": basis.number("Slips and contradictions noted", len(rows)),
        "errors_confirmed": basis.number(
            "Slips and contradictions confirmed", int(counted.get("confirmed", 0))
        ),
        "errors_refuted": basis.number("Notes that were no error", int(counted.get("not confirmed", 0))),
    }


@declares(TABLE, *(each for name, told in TOLD.items() for each in (name, f"{name}_then", *told.points)))
def _told(page: ClaimsPage) -> dict[str, Fact]:
    """Both verdicts on the claims that the prose tells, and what the named points of their tests found."""
    known = {name: told for name, told in TOLD.items() if told.claim_id in page.judgements}
    return {each: fact for name, told in known.items() for each, fact in _story(page, name, told).items()}


def _story(page: ClaimsPage, name: str, told: Told) -> dict[str, Fact]:
    judged = page.judgements[told.claim_id]
    seed = page.judged.set_index("claim_id").loc[told.claim_id, "source"]
    texts = {
        name: (str(judged.verdict), "verdict now", (seed,)),
        f"{name}_then": (str(judged.then.verdict), "verdict as of its writing", (seed,)),
    }
    for point, place in told.points.items():
        reading = judged.now.readings[place]
        texts[point] = (reading.found.text, reading.point.measured, reading.found.sources)
    return {
        each: replace(page.basis(TABLE, sources), key={"claim_id": told.claim_id}).word(
            f"{told.claim_id}, {label}", text
        )
        for each, (text, label, sources) in texts.items()
    }
