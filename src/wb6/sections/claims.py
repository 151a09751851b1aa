"""The claims of the source texts as a table, the same on every page that lists them."""

import textwrap

import pandas as pd

from wb6.claims import report
from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.facts import Fact
from wb6.figures.figure import sources_of
from wb6.figures.tables import Caption, Column, Table, labelled, table, text_columns
from wb6.sections.china_page import ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed
from wb6.sections.page import PageOnActor
from wb6.sections.rivals import named
from wb6.sections.written import Basis

# Letters of a reason in the table; the page of the claim has it whole.
REASON = 160
STATUS = {
    "confirmed": "confirmed",
    "not confirmed": "not confirmed, no error",
    "open": "could not be checked",
}


def claims_table(edition: Edition, claims: pd.DataFrame, subject: str) -> Table:
    """Rows of `claims` on a `subject`: who claims what, in our words, both verdicts and the reason."""
    labels = edition.table("sources").set_index("key")["label"]
    rows = report.judged(edition, claims)
    rows = rows.assign(
        source=rows["seed_source"],
        text=rows["seed_source"].map(labels),
        reason=rows["reason"].map(_in_short),
    )
    evidence = {key for keys in rows["evidence"] for key in keys.split(";") if key}
    return table(
        rows,
        [
            *text_columns(claim_id="Claim", text="Source text", statement="What it says, in our words"),
            Column("then", "When written", badge=True),
            Column("now", "Now", badge=True),
            Column("reason", "Reason, in short"),
        ],
        Caption(
            name="claims",
            title=_title(rows, subject),
            subtitle=f"Claims of texts published by {words.day(edition.day)}, judged as of their writing and as of that day",
        ),
        sources={*sources_of(rows), *evidence},
    )


def _in_short(reason: str) -> str:
    return textwrap.shorten(reason, REASON, placeholder=" …")


def claims(page: CountryPage | PageOnActor) -> Table:
    """The claims of the source texts on the subject of the page."""
    return claims_table(page.edition, page.claims_on_subject(), page.subject)


def _title(rows: pd.DataFrame, subject: str) -> str:
    """The claims on a subject, by what became of them."""
    if rows.empty:
        return f"No claim on {subject} was written yet"
    counted = rows["now"].value_counts()
    missed = counted.get(Verdict.FAILS, 0) + counted.get(Verdict.OVERTAKEN, 0)
    mixed = counted.get(Verdict.MIXED, 0)
    return (
        f"Of {words.times(len(rows), 'claim')} on {subject} {_holding(counted.get(Verdict.HOLDS, 0))}, "
        f"{_holding(counted.get(Verdict.UNTESTED, 0))} with the cause untested, "
        f"{words.count(mixed)} {'is' if mixed == 1 else 'are'} mixed and "
        f"{words.count(missed)} {'do not hold' if missed > 1 else 'does not hold' if missed else 'fails'} now"
    )


def _holding(number: int) -> str:
    return f"{words.count(number)} {'hold' if number > 1 else 'holds'}"


def known_texts(edition: Edition) -> dict[str, str]:
    """Labels of the source texts that the edition knows, by the number that the project gives them."""
    claims = edition.table("claims")
    labels = edition.table("sources").set_index("key")["label"]
    return dict(zip(claims["seed"], claims["seed_source"].map(labels), strict=True))


def errors_in_texts(page: CountryPage) -> Table:
    """Slips and contradictions in the source texts that touch claims filed under the country."""
    rows = page.table("claims")
    rows = rows[rows["claim_id"].str.contains(f"-{page.iso3}-")]
    return errors_table(page.edition, rows, page.name)


def errors_table(edition: Edition, claims: pd.DataFrame, subject: str) -> Table:
    """Slips and contradictions in the texts that touch some `claims`, each with what was found at a source."""
    labels = edition.table("sources").set_index("key")["label"]
    wanted = set(claims["claim_id"])
    rows = edition.table("seed_errors")
    touching = rows["claim_ids"].fillna("").map(lambda ids: bool(wanted & set(ids.split(";")))).astype(bool)
    rows = rows[touching & rows["finding"].notna()]
    names = known_texts(edition)
    rows = rows.assign(
        text=rows["seed_source"].map(labels),
        statement=rows["statement"].map(lambda text: named(text, names)),
        finding=rows["finding"].map(lambda text: named(text, names)),
        touched=rows["claim_ids"].str.replace(";", ", "),
    ).sort_values(["seed", "id"])
    errors = int((rows["status"] == "confirmed").sum())
    return table(
        rows,
        [
            *text_columns(text="Source text", statement="What was noticed"),
            Column("status", "Checked", labelled(STATUS)),
            *text_columns(finding="What was found", touched="Claims"),
        ],
        Caption(
            name="errors",
            title=(
                f"What the texts say on {subject}: "
                f"{words.counted(errors, 'slip or contradiction', 'slips or contradictions')} confirmed"
            ),
            subtitle=(
                "Each was checked at a source or at its place in the text; what was no error, or could not be checked, "
                "says so"
            ),
        ),
        sources={*sources_of(rows), *rows["seed_source"]},
    )


@declares("claims", "claims_count")
def _claims_count(page: ChinaPage) -> dict[str, Fact]:
    claims = needed(page.claims_on_subject())
    note = Basis("claims", claims["date"].max(), claims["seed_source"], str(claims["date"].max().year))
    return {"claims_count": note.count("Claims that name China", len(claims))}
