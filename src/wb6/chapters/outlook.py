"""The closing tables of a chapter: what lies ahead, and the tables that the page read."""

from collections.abc import Iterable

import pandas as pd

from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import outlook


def watch(edition: Edition, codes: Iterable[str], *, dated_only: bool = False) -> Table:
    """Dated events ahead and open questions of some countries, as the edition knows them.

    With `dated_only` open questions without a day are left out, and the country of each row is named.
    """
    rows = outlook.ahead(edition.table("agenda"), edition.day, codes)
    if dated_only:
        rows = rows[rows["expected"].notna()]
    rows = countries.with_names(rows).assign(
        when=[
            words.day(row.expected, row.expected_precision) if pd.notna(row.expected) else "open"
            for row in rows.itertuples()
        ],
        known=[words.day(row.announced, row.announced_precision) for row in rows.itertuples()],
    )
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
        title="What to watch",
        subtitle=f"{what} as known on {words.day(edition.day)}",
        sources=sources_of(rows),
    )


def sources_used(edition: Edition, codes: Iterable[str], heading: str) -> Table:
    """The tables that a page read, with their rows on some countries and the sources of these."""
    wanted = list(codes)
    rows = []
    for name in edition.tables_used():
        frame = edition.table(name)
        named = "iso3" in frame and edition.about(name) not in wanted
        own = frame[frame["iso3"].isin(wanted)] if named else frame
        rows.append(
            {
                "table": name,
                "title": edition.title(name),
                "rows": len(own),
                "sources": len(sources_of(own)),
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
        subtitle="Each can be downloaded whole on the data page; tables without countries are counted in full",
        sources=[],
    )
