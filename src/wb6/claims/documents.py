"""Claims that dated documents decide: each row of `claim_documents` is a point."""

from wb6.claims.declaration import Point
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.rules import Supported
from wb6.data import words
from wb6.data.edition import Edition

TABLE = "claim_documents"
WEIGHED = {"yes", "partly", "no"}


def points(edition: Edition, claim_id: str) -> tuple[Point, ...]:
    """The points of a claim that the documents of an edition make, by date."""
    rows = edition.table(TABLE)
    rows = rows[(rows["claim_id"] == claim_id) & rows["supports"].isin(WEIGHED)]
    return tuple(_point(row) for _, row in rows.sort_values(["date", "id"]).iterrows())


def _point(row) -> Point:
    value = found(True, words.day(row["date"], row["date_precision"]), (TABLE, row.to_frame().T))

    def measure(edition: Edition) -> Found:
        return value

    return Point(
        measured=row["fact"],
        tables=(TABLE,),
        measure=measure,
        rule=Supported(row["supports"]),
        why=row["note"] if isinstance(row["note"], str) else "",
    )


def supporting(edition: Edition, claim_id: str) -> Found:
    """The share of dated documents on a claim that bear it out, in percent; context is left out."""
    rows = edition.table(TABLE)
    rows = rows[(rows["claim_id"] == claim_id) & rows["supports"].isin(WEIGHED)]
    if rows.empty:
        return nothing("no document of that day is on file")
    borne = int((rows["supports"] == "yes").sum())
    text = f"{words.count(borne)} of {words.count(len(rows))} dated documents"
    return found(borne / len(rows) * 100, text, (TABLE, rows))
