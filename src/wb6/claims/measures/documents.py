"""Claims that dated documents decide: each row of `claim_documents` is a point."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, quantity, result
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

TABLE = "claim_documents"
WEIGHTS = {"yes": 1.0, "partly": 0.5, "no": 0.0}


def decisive(edition: Edition) -> pd.DataFrame:
    """Documents of an edition that bear on a claim, context left out, by claim and date; the columns of the table."""
    rows = edition.table(TABLE)
    return rows[rows["supports"].isin(WEIGHTS)].sort_values(["claim_id", "date", "id"], ignore_index=True)


@measure
def supporting(edition: Edition, claim_id: str, numbers: Iterable[int] = ()) -> Result:
    """The share of dated documents on a claim that bear it out, in percent; context is left out.

    `numbers` picks some of the documents by their running number within the claim.
    """
    rows = lookups.rows(edition, TABLE, {"claim_id": claim_id, "supports": list(WEIGHTS)})
    if wanted := [f"{claim_id}-{number}" for number in numbers]:
        rows = rows[rows["id"].isin(wanted)]
    needed(rows, "no document of that day is on file")
    borne = int((rows["supports"] == "yes").sum())
    text = f"{words.count(borne)} of {words.count(len(rows))} dated documents"
    return result(borne / len(rows) * 100, text, (TABLE, rows))


@measure
def weighed(edition: Edition, claim_id: str, number: int) -> Result:
    """How far one document on a claim bears a point out: 1 in full, a half in part, 0 not at all."""
    row = needed(one(edition, claim_id, number), "no document of that day is on file")
    return result(WEIGHTS[row["supports"].iloc[0]], _told(row.iloc[0]), (TABLE, row))


@measure
def figure(edition: Edition, claim_id: str, number: int, unit: str) -> Result:
    """The number that one document on a claim gives."""
    row = needed(one(edition, claim_id, number), "no document of that day is on file")
    return quantity(float(row["number"].iloc[0]), unit, period(row), (TABLE, row))


def period(row: pd.DataFrame) -> str:
    """The day of the one document in `row`, in words."""
    return words.day(row["date"].iloc[0], row["date_precision"].iloc[0])


def one(edition: Edition, claim_id: str, number: int) -> pd.DataFrame:
    """One document on a claim by its running number; empty where it is not on file."""
    return lookups.rows(edition, TABLE, {"id": f"{claim_id}-{number}"})


def _told(row: pd.Series) -> str:
    return f"{row['fact']} ({words.day(row['date'], row['date_precision'])})"
