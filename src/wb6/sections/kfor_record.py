"""What the record of KFOR holds and lacks, and what became known of its future."""

import pandas as pd

from wb6.data import facts, words
from wb6.data.facts import Fact
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import coverage as chart
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.measures import kfor, outlook
from wb6.sections.declared import declares, declares_each
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage
from wb6.sections.written import Basis

KINDS = (
    "Size of the force",
    "Size stated, not rounded",
    "Number of nations",
    "Troops from outside NATO",
    "Contingents, any figure",
    "Contingents, complete list",
    "Start of a command",
    "Incidents of unrest",
)

# Facts of one row each: table, id, column, label.
QUOTED = {
    "entered": (
        "security_incidents",
        "xkx-1999-06-12-kfor-troops-enter-kosovo-under-security",
        "date",
        "In Kosovo since",
    ),
    "cut_announced": (
        "agenda",
        "xkx-2026-06-nato-to-cut-kfor-in-phases-over-a-year",
        "announced",
        "Latest cut announced",
    ),
}


@shows("coverage", "What the record holds", "figure of KFOR")
def coverage(page: KforPage) -> Figure:
    """How many figures of each kind the record holds by year."""
    dates = _dates(page)
    needed(dates["Size of the force"])
    first, last = max(page.since, 1999), page.edition.day.year
    cells = kfor.coverage(dates, first, last)
    sizes = cells[(cells["kind"] == "Size of the force") & (cells["figures"] == 0)]["year"]
    lists = cells[cells["kind"] == "Contingents, complete list"]["figures"].gt(0).sum()
    without = (
        f"no size of KFOR in {words.listing([str(year) for year in sizes])}"
        if len(sizes)
        else "a size in every year"
    )
    return chart.coverage(
        cells,
        list(KINDS),
        heading=Heading(
            title=(
                f"The record has {without}, and complete lists of contingents in "
                f"{lists or 'none'} of {last - first + 1} years"
            ),
            subtitle=f"Number of figures by kind and year, {words.years(first, last)}",
            alt_text=(
                f"Grid of {len(KINDS)} kinds by year. Years without any size of the force: "
                f"{words.listing([str(year) for year in sizes]) if len(sizes) else 'none'}."
            ),
        ),
        note="An empty cell in the row of incidents can mean calm; in every other row it means that nothing was found.",
        sources=sources_of(page.table("kfor_strength"), page.table("kfor_contributions")),
    )


def recent_record(page: KforPage) -> Table:
    """What became known on KFOR and its plans in the last years."""
    events = outlook.concerning(page.table("recent_events"), "KFOR")
    rows = events[events["date"] <= page.edition.day].sort_values("date", ascending=False)
    rows = words.dated(rows)
    return table(
        rows,
        text_columns(when="Date", title="Event"),
        Caption(
            name="recent",
            title=f"{words.begin(words.times(len(rows), 'event'))} on the future of KFOR, as reported",
            subtitle="Events that name KFOR, newest first",
            note=(
                page.remarks(
                    ("2026-02-28", "The month of the report on Washington is inferred from its text."),
                    (
                        "2026-06-12",
                        "The announcement of June 2026 is known from a summary that gives no number.",
                    ),
                )
            ),
        ),
    )


def _dates(page: KforPage) -> dict[str, pd.Series]:
    strength, contributions = page.table("kfor_strength"), page.table("kfor_contributions")
    figures = page.counted()
    own = contributions[~contributions["basis"].isin([*kfor.INTENDED, "proxy"])]
    lists = kfor.lists(contributions, strength)
    dates = (
        figures["date"],
        figures[figures["basis"] == "stated"]["date"],
        strength.dropna(subset=["contributing_nations"])["date"],
        strength.dropna(subset=["troops_from_non_nato", "troops_total"])["date"],
        own["date"],
        lists[lists["complete"].astype(bool)]["date"],
        page.table("kfor_commanders")["date"],
        page.unrest()["date"],
    )
    return dict(zip(KINDS, dates, strict=True))


@declares_each(lambda _: QUOTED)
def _quoted(page: KforPage, name: str) -> Fact:
    """Days of single rows."""
    table, row, column, label = QUOTED[name]
    return facts.from_row(page.edition, name, facts.Cell(table, {"id": row}, column), label)


@declares("agenda", "claims_count", "years_without")
def _record_facts(page: KforPage) -> dict[str, Fact]:
    """How many claims there are, and in which years no size is known."""
    day, claims = page.edition.day, page.claims_on_subject()
    known = set(page.counted()["date"].dt.year)
    years = [str(year) for year in range(max(page.since, 1999), day.year + 1) if year not in known]
    return {
        "claims_count": Basis("claims", day, claims["seed_source"], "").fact(
            "Claims on KFOR", str(len(claims)), len(claims)
        ),
        "years_without": Basis("kfor_strength", day, [], "").word(
            "Years without a size of KFOR", words.listing(years) if years else "no year"
        ),
    }
