"""The claims of the source texts as a table, the same on every page that lists them."""

import pandas as pd

from wb6.data import words
from wb6.data.edition import Edition
from wb6.figures.claims import CHECKABLE
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, labelled, table


def claims_table(edition: Edition, claims: pd.DataFrame, subject: str) -> Table:
    """Rows of `claims` on a `subject`: who claims what, in our words, and whether it can be tested."""
    labels = edition.table("sources").set_index("key")["label"]
    rows = claims.assign(source=claims["seed_source"], text=claims["seed_source"].map(labels))
    return table(
        rows,
        [
            Column("claim_id", "Claim"),
            Column("text", "Source text"),
            Column("statement", "What it says, in our words"),
            Column("checkable", "Can be tested", labelled(CHECKABLE)),
        ],
        name="claims",
        title=f"What the five source texts claim on {subject}",
        subtitle=f"{len(rows)} claims of texts published by {words.day(edition.day)}",
        sources=sources_of(rows),
    )
