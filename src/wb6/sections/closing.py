"""The closing tables of a page: what to watch, and the tables that the page read."""

from functools import singledispatch

import pandas as pd

from wb6.data import countries, words
from wb6.figures.figure import sources_of
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import outlook
from wb6.sections.china_page import ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.page import Page, PageOnActor
from wb6.sections.region_page import RegionPage
from wb6.sections.russia_page import RussiaPage

# The table that names the sources of all others.
LABELS = "sources"
EXPECTED, WHERE, WHAT = Column("when", "Expected"), Column("country", "Where"), Column("title", "What")
OF_DUE = (
    f"{words.begin(outlook.DUE)}: the day has passed, and no source of this edition tells what came of it."
)
KIND, KNOWN, STATE = Column("kind", "Kind"), Column("known", "Known since"), Column("state", "State")


@singledispatch
def what_to_watch(page: CountryPage | RegionPage | PageOnActor) -> Table:
    """Dated events ahead and open questions, as the edition knows them."""
    rows = outlook.ahead(page.table("agenda"), page.edition.day, page.awaited())
    return _watch(
        page,
        _in_words(rows),
        [EXPECTED, WHAT, KIND, STATE, KNOWN],
        f"Ahead: {_counted(rows)}",
        "Dated events ahead, open questions, and what was due in the last year",
    )


@what_to_watch.register
def _of_the_region(page: RegionPage) -> Table:
    """Dated events in the six, in the EU's policy toward them, and in NATO."""
    rows = outlook.ahead(page.table("agenda"), page.edition.day, page.awaited())
    rows = rows[rows["expected"].notna()]
    columns = [EXPECTED, WHERE, WHAT, KIND, STATE, KNOWN]
    what = "Dated events ahead, and what was due in the last year,"
    return _watch(page, _in_words(rows), columns, f"Ahead: {_counted(rows)}", what)


@what_to_watch.register
def _of_russia(page: RussiaPage) -> Table:
    """Open matters in which Russia or its companies are a party."""
    rows = outlook.with_state(page.agenda(), page.edition.day)
    rows = _in_words(rows.sort_values(["expected", "announced"], na_position="last"))
    what = "Open matters in which Russia or its companies are a party,"
    return _watch(page, rows, [WHAT, WHERE, EXPECTED, KNOWN, STATE], "What to watch", what)


@what_to_watch.register
def _of_china(page: ChinaPage) -> Table:
    """Plans and deadlines with China or its companies, the open ones first."""
    rows = page.of_countries(page.agenda())
    rows = _in_words(rows, "no day").assign(end=rows["outcome"].where(rows["closed"].notna(), "open"))
    rows = rows.sort_values(["closed", "announced", "id"], na_position="first")
    columns = [WHAT, WHERE, KNOWN, EXPECTED, Column("end", "Outcome")]
    return _watch(page, rows, columns, "What to watch", "Plans and deadlines with China or its companies,")


def lately(page: RussiaPage | ChinaPage) -> Table:
    """What happened of late between the power and the six, the newest first."""
    rows = page.of_countries(outlook.concerning(page.table("recent_events"), page.actor))
    rows = countries.with_names(words.dated_acts(rows.sort_values(["date", "id"], ascending=[False, True])))
    return table(
        rows,
        [Column("when", "Date"), Column("country", "Where"), Column("title", "What happened")],
        Caption(
            name="lately",
            title=f"{page.subject} and the six of late: {words.count(len(rows))} events",
            subtitle=f"Events that concern {page.subject}, as known on {words.day(page.edition.day)}, the newest first",
        ),
    )


def _watch(page: Page, rows: pd.DataFrame, columns: list[Column], title: str, what: str) -> Table:
    return table(
        rows,
        columns,
        Caption(
            name="watch",
            title=title,
            subtitle=f"{what} as known on {words.day(page.edition.day)}",
            note=OF_DUE if "state" in rows and (rows["state"] == outlook.DUE).any() else "",
        ),
    )


def _in_words(agenda: pd.DataFrame, undated: str = "open") -> pd.DataFrame:
    """Rows of the agenda with country, when (the expected day, `undated` without one) and known (since when)."""
    named = countries.with_names(agenda)
    return words.dated(words.dated(named, "expected", "when", undated), "announced", "known")


def _counted(rows: pd.DataFrame) -> str:
    """How many events have a day, how many questions have none, and how many were due and are not known to have come."""
    names = {
        outlook.AHEAD: ("dated event", "dated events"),
        outlook.UNDATED: ("open question", "open questions"),
        outlook.DUE: ("matter that was due", "matters that were due"),
    }
    found = rows["state"].value_counts()
    told = [
        f"{words.count(int(found[state]))} {one if found[state] == 1 else many}"
        for state, (one, many) in names.items()
        if state in found
    ]
    return words.listing(told) if told else "nothing that this edition knows of"


def sources_used(page: Page) -> Table:
    """The tables that this page read, with their rows in the edition and their sources."""
    edition, codes, rows = page.edition, page.codes(), []
    for name in edition.tables_used():
        if name == LABELS:
            continue
        frame = edition.table(name)
        named = codes is not None and "iso3" in frame and edition.about(name) not in codes
        own = frame[frame["iso3"].isin(codes)] if named else frame
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
            *text_columns(table="Table", title="What it holds"),
            Column("rows", "Rows" if codes is None else f"Rows on {page.among}", words.people, numeric=True),
            Column("sources", "Sources", words.people, numeric=True),
        ],
        Caption(
            name="sources-used",
            title="Tables behind this page",
            subtitle=(
                "Each can be downloaded whole on the data page"
                + ("" if codes is None else "; tables without countries are counted in full")
            ),
        ),
        sources=[],
    )
