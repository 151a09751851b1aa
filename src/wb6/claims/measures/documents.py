"""What tests read of documents on a claim: the share that bears it out, a number that one gives."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.documents import NONE, TABLE, WEIGHTS, said
from wb6.claims.evidence import Result, quantity, result
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.claims.verdicts import Answer
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.lacking import needed


@measure
def supporting(edition: Edition, claim_id: str, numbers: Iterable[int] = (), parts: int = 0) -> Result:
    """The share of dated documents on a claim that bear it out, in percent; those that say nothing of it are left out.

    `numbers` picks some of the documents by their running number within the claim; `parts` is the number of things that
    the claim says of which each needs a document, where that is more than there are.
    """
    rows = lookups.rows(edition, TABLE, {"claim_id": claim_id})
    says = rows["id"].map(said)
    rows = rows[says.isin([*WEIGHTS])]
    if wanted := [f"{claim_id}-{number}" for number in numbers]:
        rows = rows[rows["id"].isin(wanted)]
    needed(rows, NONE)
    borne = int((says[rows.index] == Answer.YES).sum())
    if parts > len(rows):
        text = f"{words.count(borne)} of {words.count(parts)} shown by a document"
    else:
        text = f"{words.count(borne)} of {words.count(len(rows))} dated documents"
    return result(borne / max(len(rows), parts) * 100, text, (TABLE, rows))


@measure
def figure(edition: Edition, claim_id: str, number: int, unit: str) -> Result:
    """The number that one document on a claim gives."""
    row = needed(one(edition, claim_id, number), NONE)
    return quantity(float(row["number"].iloc[0]), unit, period(row), (TABLE, row))


def period(row: pd.DataFrame) -> str:
    """The day of the one document in `row`, in words."""
    return words.day(row["date"].iloc[0], row["date_precision"].iloc[0])


def one(edition: Edition, claim_id: str, number: int) -> pd.DataFrame:
    """One document on a claim by its running number; empty where it is not on file."""
    return lookups.rows(edition, TABLE, {"id": f"{claim_id}-{number}"})
