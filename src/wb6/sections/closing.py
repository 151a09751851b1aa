"""The closing tables of a chapter: what lies ahead, and the tables that the page read."""

from collections.abc import Iterable

import pandas as pd

from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import outlook

# The table that names the sources of all others.
LABELS = "sources"


def watch(edition: Edition, codes: Iterable[str], *, dated_only: bool = False) -> Table:
    """Dated events ahead and open questions of some countries, as the edition knows them.

    With `dated_only` open questions without a day are left out, and the country of each row is named.
    """
    rows = outlook.ahead(edition.table("agenda"), edition.day, codes)
    if dated_only:
        rows = rows[rows["expected"].notna()]
    rows = in_words(rows, "open")
    columns = [
        Column("when", "Expected"),
        Column("country", "Where"),
        Column("title", "What"),
        Column("kind", "Kind"),
        Column("known", "Known since"),
    ]
    what = "Dated events ahead" if dated_only else "Dated events ahead and open questions"
    return table(
        rows,
        columns if dated_only else [column for column in columns if column.key != "country"],
        name="watch",
        title=f"Ahead: {_counted(rows)}",
        subtitle=f"{what} as known on {words.day(edition.day)}",
        sources=sources_of(rows),
    )


def in_words(agenda: pd.DataFrame, undated: str) -> pd.DataFrame:
    """Rows of the agenda with country, when (the expected day, `undated` without one) and known (since when)."""
    return countries.with_names(agenda).assign(
        when=[
            words.day(row.expected, row.expected_precision) if pd.notna(row.expected) else undated
            for row in agenda.itertuples()
        ],
        known=[words.day(row.announced, row.announced_precision) for row in agenda.itertuples()],
    )


def _counted(rows: pd.DataFrame) -> str:
    """How many events have a day and how many questions have none."""
    dated = int(rows["expected"].notna().sum())
    counts = ((dated, "dated event", "dated events"), (len(rows) - dated, "open question", "open questions"))
    told = [f"{words.count(count)} {one if count == 1 else many}" for count, one, many in counts if count]
    return " and ".join(told) or "nothing that this edition knows of"


def sources_used(edition: Edition, codes: Iterable[str] | None, heading: str) -> Table:
    """The tables that a page read, with their rows on some countries (on all without any) and their sources."""
    wanted = None if codes is None else list(codes)
    rows = []
    for name in edition.tables_used():
        if name == LABELS:
            continue
        frame = edition.table(name)
        named = wanted is not None and "iso3" in frame and edition.about(name) not in wanted
        own = frame[frame["iso3"].isin(wanted)] if named else frame
        rows.append(
            {
                "table": name,
                "title": edition.title(name),
                "rows": len(own),
                "sources": len(sources_of(own)) or None,
            }
        )
    return table(
        pd.DataFrame(rows),
        [
            Column("table", "Table"),
            Column("title", "What it holds"),
            Column("rows", heading, words.people, numeric=True),
            Column("sources", "Sources", words.people, numeric=True),
        ],
        name="sources-used",
        title="Tables behind this page",
        subtitle="Each can be downloaded whole on the data page"
        + ("" if wanted is None else "; tables without countries are counted in full"),
        sources=[],
    )
