"""The cover: charts of other chapters that carry its findings, and what changed since the edition before."""

import pandas as pd

from wb6.claims import history
from wb6.data import words
from wb6.data.edition import Edition, parse_day
from wb6.data.facts import Fact
from wb6.data.lacking import needed
from wb6.figures.figure import Figure
from wb6.sections import arms, counts, recognition, register
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.declared import declares
from wb6.sections.elsewhere import country_of, page_of
from wb6.sections.history import moved
from wb6.sections.kfor_page import KforPage
from wb6.sections.page import kept
from wb6.sections.region_page import RegionPage
from wb6.sections.written import Basis


def arms_of_serbia(page: RegionPage) -> Figure:
    """Deliveries of major arms to Serbia by year and supplier."""
    return arms.arms_by_year(country_of(page, "SRB"))


def recognition_of_kosovo(page: RegionPage) -> Figure:
    """Recognition of Kosovo by members of NATO and the EU."""
    return recognition.recognition(country_of(page, "XKX"))


def killed_beside_size(page: RegionPage) -> Figure:
    """The killed of each incident beside the size of KFOR at the time."""
    return register.killed_by_size(page_of(page, KforPage))


def verdicts_by_text(page: RegionPage) -> Figure:
    """Claims of the five source texts by verdict."""
    return counts.by_source(page_of(page, ClaimsPage))


@kept
def edition_before(page: RegionPage) -> pd.Timestamp:
    """The day of the published edition before that of the page."""
    days = {change.edition for change in history.changes(page.edition)} - {page.edition.as_of}
    return parse_day(max(needed(sorted(days))))


@declares("recent_events", "edition_before", "events_since")
def _since(page: RegionPage) -> dict[str, Fact]:
    """The day of the edition before, and how many recent events that edition did not reach."""
    day, rows = edition_before(page), page.table("recent_events")
    new = len(rows) - len(Edition(day.strftime("%Y-%m-%d")).table("recent_events"))
    basis = Basis.on("recent_events", page.edition.day, rows["source"])
    return {
        "edition_before": Basis.on("verdicts", day, []).word("Edition before", words.day(day)),
        "events_since": basis.count("Events that the edition before did not reach", new),
    }


@declares("errata", "errata_rows")
def _errors(page: RegionPage) -> dict[str, Fact]:
    """How many entries the list of errors found in the tables has."""
    rows = page.table("errata")
    basis = Basis.on("errata", page.edition.day, rows["decided_by"].dropna())
    return {"errata_rows": basis.count("Errors found in the tables", len(rows))}


@declares("verdicts", "verdicts_moved", "verdicts_moved_rule")
def _verdicts(page: RegionPage) -> dict[str, Fact]:
    """How many verdicts are others than in the edition before, and how many of them by another rule or method."""
    claims = page_of(page, ClaimsPage)
    rows = moved(claims)
    rows = rows[rows["edition"] == page.edition.as_of]
    return {
        "verdicts_moved": counts.claims_counted(
            claims, "Verdicts that changed since the edition before", len(rows)
        ),
        "verdicts_moved_rule": counts.claims_counted(
            claims, "Verdicts moved by another rule or method", int((rows["why"] == "rule").sum())
        ),
    }
