"""What became known of the future of KFOR, and days of single rows."""

from wb6.data import facts, words
from wb6.data.facts import Fact
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.measures import outlook
from wb6.sections.declared import declares, declares_each
from wb6.sections.kfor_page import KforPage
from wb6.sections.written import Basis

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


def recent_record(page: KforPage) -> Table:
    """What became known on KFOR and its plans in the last years."""
    events = outlook.concerning(page.table("recent_events"), "KFOR")
    rows = events[events["date"] <= page.edition.day].sort_values("date", ascending=False)
    rows = words.dated_acts(rows)
    return table(
        rows,
        text_columns(when="Date", title="Event"),
        Caption(
            name="recent",
            title=f"{words.begin(words.times(len(rows), 'event'))} on the future of KFOR, as reported",
            subtitle="Events that name KFOR, newest first",
            note=(
                page.remarks(
                    (
                        "2026-06-12",
                        "The announcement of June 2026 is known from a summary that gives no number.",
                    ),
                )
            ),
        ),
    )


@declares_each(lambda _: QUOTED)
def _quoted(page: KforPage, name: str) -> Fact:
    """Days of single rows."""
    table, row, column, label = QUOTED[name]
    return facts.from_row(page.edition, name, facts.Cell(table, {"id": row}, column), label)


@declares("claims", "claims_count")
def _record_facts(page: KforPage) -> dict[str, Fact]:
    """How many claims there are."""
    day, claims = page.edition.day, page.claims_on_subject()
    return {
        "claims_count": Basis("claims", day, claims["seed_source"], "").fact(
            "Claims on KFOR", str(len(claims)), len(claims)
        ),
    }
