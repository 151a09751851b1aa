"""Contingents: the complete lists of them side by side."""

from collections.abc import Iterable

import pandas as pd

from wb6.data import countries, grades, words
from wb6.data.facts import Fact, unknown
from wb6.figures.figure import Figure, Heading
from wb6.figures.kfor import contributors as chart
from wb6.measures import kfor
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage
from wb6.sections.page import kept
from wb6.sections.written import SOLDIERS, Basis, head_counts

CONTRIBUTIONS = "kfor_contributions"


@shows("two-lists", "Contingents", "complete list of contingents")
def two_lists(page: KforPage) -> Figure:
    """The contingents of the complete lists side by side."""
    rows = needed(complete_contingents(page))
    years = sorted(rows["list"].unique())
    by_list = [rows.loc[rows["list"] == year, "source"] for year in years]
    last = rows[rows["list"] == years[-1]]
    lead = last.iloc[0]
    top = last.head(5)["share"].sum()
    return chart.two_lists(
        rows,
        heading=Heading(
            title=(
                f"{_opening(lead['contributor_iso3'])} leads with {words.people(lead['troops'])} soldiers; five nations "
                f"sent {top:.0f} percent of KFOR in {years[-1]}"
            ),
            subtitle=f"Contingents by complete list: {words.listing(list(map(_credited, years, by_list)))}, troops",
            alt_text=(
                f"Dots of {rows['country'].nunique()} contributors. In {years[-1]} the largest were "
                f"{words.each(last.head(5), '{country} {troops}')}."
            ),
        ),
        note=page.remarks(
            (
                "2017-02-28",
                "Four names of the list of 2017 were lost in the copy and are inferred from its order: Slovenia, "
                "Türkiye, the United Kingdom, the United States.",
            ),
            (
                "2023-12-31",
                "The list of 2023 gives no month and precedes the reinforcement of October 2023.",
            ),
        ),
    )


@kept
def lists(page: KforPage) -> pd.DataFrame:
    """Lists of contingents with what they name of the force."""
    return kfor.lists(page.table(CONTRIBUTIONS), page.table("kfor_strength"))


@kept
def complete_contingents(page: KforPage, newest: bool = False) -> pd.DataFrame:
    """Contingents of all complete lists, or of the newest, with the names of the nations, the largest first."""
    found = lists(page)
    rows = kfor.contingents(page.table(CONTRIBUTIONS), found[found["complete"].astype(bool)])
    rows = countries.with_names(rows, "contributor_iso3")
    return rows[rows["date"] == rows["date"].max()] if newest else rows


def of_list(rows: pd.DataFrame) -> Basis:
    """Rows of one list as what facts rest on."""
    return Basis.on(CONTRIBUTIONS, rows["date"].iloc[0], rows["source"], rows["date_precision"].iloc[0])


@declares(
    CONTRIBUTIONS,
    "largest_contributor",
    "largest_size",
    "second_contributor",
    "second_size",
    "top_five_share",
    "list_nations",
    "list_total",
    "not_recognising",
)
def _list_facts(page: KforPage) -> dict[str, Fact]:
    """How many lists there are, and what the newest complete one says."""
    last = complete_contingents(page, newest=True)
    facts: dict[str, Fact] = {}
    if last.empty:
        return facts
    for place, label, at in (
        ("largest", "Largest contributor in the newest complete list", 0),
        ("second", "Second largest contributor", 1),
    ):
        for _, row in last.iloc[at : at + 1].iterrows():
            basis = Basis.of_row(CONTRIBUTIONS, row, {"id": row["id"]})
            facts[f"{place}_contributor"] = basis.word(label, row["country"])
            sized = {f"{place}_size": (f"Soldiers of {row['country']}", row)}
            facts |= head_counts(CONTRIBUTIONS, sized, SOLDIERS, "troops", by_id=True)
    facts["top_five_share"] = of_list(last).percent(
        "Share of the five largest contingents", last.head(5)["share"].sum()
    )
    basis = Basis.of_rows(CONTRIBUTIONS, last)
    facts["list_nations"] = basis.number("Nations in the newest complete list", len(last))
    facts["list_total"] = basis.number(
        "Soldiers in the newest complete list", int(last["troops"].sum()), SOLDIERS
    )
    return facts | _not_recognising(page, last)


def _not_recognising(page: KforPage, contingents: pd.DataFrame) -> dict[str, Fact]:
    """Soldiers from members of NATO or the EU that do not recognise Kosovo."""
    label = "Soldiers from members of NATO or the EU that do not recognise Kosovo"
    stance = page.table("kosovo_recognition")
    against = stance[~stance["recognises_kosovo"] & (stance["nato_member"] | stance["eu_member"])]
    rows = contingents[contingents["contributor_iso3"].isin(against["iso3"])]
    if rows.empty:
        return {"not_recognising": unknown("", label, SOLDIERS)}
    basis = Basis.of_rows(CONTRIBUTIONS, rows)
    return {"not_recognising": basis.number(label, int(rows["troops"].sum()), SOLDIERS)}


def _credited(year: str, sources: Iterable[str]) -> str:
    """The year of a list with the name of who gives it."""
    return f"{year} by {words.listing(grades.called(sources))}"


def _opening(iso3: str) -> str:
    """Name of a country at the beginning of a sentence, with its article."""
    text = countries.in_sentence(iso3)
    return text[0].upper() + text[1:]
