"""What was objected to claims, and what was done about it."""

import pandas as pd

from wb6.claims import history
from wb6.data import objections, words
from wb6.data.edition import parse_day
from wb6.figures.tables import Caption, Column, Table, number_columns, table, text_columns
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.page import kept

BY = {
    "auditor": "auditor of a sample",
    "author": "author of the text",
    "public": "anybody else",
    "reader": "reader of the book",
}
NONE = "No objection to a claim of that time"
OUTCOMES = ("accepted", "in part", "declined", objections.OPEN)


@kept
def raised(page: ClaimsPage) -> pd.DataFrame:
    """Objections to claims that the edition knows, the newest first.

    Columns: claim_id, on (day), by, about, what, answer, outcome, verdicts (on the claim, edition by edition).
    """
    known = {*page.table("claims")["claim_id"]}
    found: dict[str, list[str]] = {}
    for past in history.changes(page.edition):
        found.setdefault(past.claim_id, []).append(past.verdict)
    frame = pd.DataFrame(objections.objections(), columns=objections.Objection._fields)
    frame = frame[frame["claim_id"].isin(known)]
    frame = frame.assign(verdicts=[" → ".join(found.get(claim_id, ())) for claim_id in frame["claim_id"]])
    return frame.sort_values(["on", "id"], ascending=[False, True], ignore_index=True)


def objections_by_kind(page: ClaimsPage) -> Table:
    """How many objections there are to wording, rule, evidence and verdict, and how they ended."""
    found = raised(page)
    counted = pd.crosstab(found["about"], found["outcome"]).reindex(columns=OUTCOMES, fill_value=0)
    rows = counted.assign(all=counted.sum(axis=1)).rename_axis("about").reset_index()
    open_ones = int((found["outcome"] == objections.OPEN).sum())
    claims = words.times(found["claim_id"].nunique(), "claim")
    title = f"{_counted(found)} to {claims}, {words.count(open_ones)} of them open"
    return table(
        rows,
        [
            *text_columns(about="Objection to"),
            *number_columns(**{outcome: words.begin(outcome) for outcome in OUTCOMES}, all="All"),
        ],
        Caption(
            name="objections-by-kind",
            title=title if len(found) else NONE,
            subtitle="Objections by what they are about and how they ended",
        ),
        sources=(),
    )


def objections_answered(page: ClaimsPage) -> Table:
    """Every objection with its answer, and the verdicts on its claim from edition to edition."""
    rows = raised(page)
    return table(
        rows.assign(answer=rows["answer"].replace("", None), verdicts=rows["verdicts"].replace("", None)),
        [
            *text_columns(claim_id="Claim"),
            Column("on", "Raised", lambda day: words.day(parse_day(day))),
            Column("by", "By", BY.__getitem__),
            *text_columns(about="About", what="Objection", answer="Answer", outcome="Outcome"),
            *text_columns(verdicts="Verdict by edition"),
        ],
        Caption(
            name="objections",
            title=f"{_counted(rows)} and what was done" if len(rows) else NONE,
            subtitle="The newest first; the verdict on the claim in each published edition, the oldest first",
        ),
        sources=(),
    )


def _counted(found: pd.DataFrame) -> str:
    return words.begin(words.times(len(found), "objection"))
