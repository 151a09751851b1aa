"""What became of verdicts from one published edition to the next, and what moved them."""

import pandas as pd

from wb6.claims import history
from wb6.data import words
from wb6.data.edition import Edition, parse_day
from wb6.data.facts import Fact
from wb6.figures.tables import Caption, Column, Table, number_columns, table, text_columns
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.counts import claims_counted
from wb6.sections.declared import declares
from wb6.sections.page import kept

# What moved a verdict, as a reader would call it.
REASONS = {
    "data": "newer or better rows",
    "rule": "another rule or method",
    "reading": "documents read again",
    "text": "another wording",
}
COLUMNS = ["claim_id", "edition", "before", "verdict", "why", "words"]
_BADGE = {"before": "From", "verdict": "To"}


@kept
def moved(page: ClaimsPage) -> pd.DataFrame:
    """Claims whose verdict is not that of the published edition before, the newest edition first.

    Columns: claim_id, edition (day), before and verdict, why (data, rule, reading, text), words.
    """
    found = [vars(change) for change in history.changes(page.edition) if change.why in REASONS]
    frame = pd.DataFrame(found, columns=COLUMNS)
    return frame.sort_values(["edition", "claim_id"], ascending=[False, True], ignore_index=True)


def published(edition: Edition) -> dict[str, list[dict[str, str]]]:
    """Verdicts of the published editions by claim, the oldest first: edition (day), verdict, why it moved, and words."""
    found: dict[str, list[dict[str, str]]] = {}
    for change in history.changes(edition):
        found.setdefault(change.claim_id, []).append(
            {
                "edition": change.edition,
                "verdict": change.verdict,
                "why": REASONS.get(change.why, ""),
                "words": change.words,
            }
        )
    return found


def verdict_moves(page: ClaimsPage) -> Table:
    """How many verdicts went from which to which between two published editions, and why."""
    by = ["edition", "before", "verdict", "why"]
    rows = moved(page).groupby(by, as_index=False).agg(claims=("claim_id", "count"))
    rows = rows.sort_values(["edition", "claims", "before", "verdict"], ascending=[False, False, True, True])
    return table(
        rows,
        [*_columns(), Column("why", "Why", _spelt), *number_columns(claims="Claims")],
        Caption(
            name="verdict-moves",
            title=_title(page, "went from one verdict to another"),
            subtitle="Verdicts in one published edition and in the next, and what moved them: number of claims",
        ),
        sources=(),
    )


def verdict_changes(page: ClaimsPage) -> Table:
    """Every verdict that is not that of the published edition before: from, to, and what moved it."""
    return table(
        moved(page),
        [
            *text_columns(claim_id="Claim"),
            *_columns(),
            Column("why", "Why", _spelt),
            *text_columns(words="In words"),
        ],
        Caption(
            name="verdict-changes",
            title=_title(page, "changed, claim by claim"),
            subtitle="Verdict in the edition before and in the edition named, and what moved it",
        ),
        sources=(),
    )


def _columns() -> list[Column]:
    badges = [Column(key, label, badge=True) for key, label in _BADGE.items()]
    return [Column("edition", "Edition", lambda day: words.day(parse_day(day))), *badges]


def _title(page: ClaimsPage, what: str) -> str:
    number = len(moved(page))
    if not number:
        return "No verdict of a published edition changed by then"
    return f"{words.begin(words.times(number, 'verdict'))} {what}"


def _spelt(why: str) -> str:
    return REASONS[why]


@declares("verdicts", "verdicts_moved", *(f"moved_by_{why}" for why in REASONS))
def _counts(page: ClaimsPage) -> dict[str, Fact]:
    """How many verdicts changed from one published edition to the next, and how many by what."""
    reasons = moved(page)["why"]
    counted = {f"moved_by_{why}": int((reasons == why).sum()) for why in REASONS}
    return {
        "verdicts_moved": claims_counted(page, "Verdicts that changed between editions", len(reasons)),
        **{
            name: claims_counted(page, f"Verdicts moved by {REASONS[name.removeprefix('moved_by_')]}", number)
            for name, number in counted.items()
        },
    }
