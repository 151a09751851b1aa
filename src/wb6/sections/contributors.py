"""Contributors: every figure of the largest ones and of the region."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures.figure import Figure, Heading
from wb6.figures.kfor import contributors as chart
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import kfor
from wb6.sections.contingents import CONTRIBUTIONS, complete_contingents, of_list
from wb6.sections.declared import declares
from wb6.sections.force_shares import kind_of
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage
from wb6.sections.written import SOLDIERS, Basis, head_counts

LARGEST = 9
PANEL_YEARS = 12


@shows("largest-contributors", "The largest contributors", "complete list to choose them by")
def largest_contributors(page: KforPage) -> Figure:
    """Figures of the largest contributors over time, one panel each."""
    rows = complete_contingents(page)
    order = (
        rows[rows["list"] == rows["list"].max()]["contributor_iso3"].head(LARGEST).tolist()
        if len(rows)
        else []
    )
    figures = needed(figures_of(page, order, max(page.since, page.edition.day.year - PANEL_YEARS + 1)))
    counts = figures[~figures["basis"].isin(kfor.INTENDED)]
    most = counts.sort_values("value").iloc[-1]
    lists = sorted(rows["list"].unique())
    pairs = rows[rows["contributor_iso3"].isin(order)].pivot(index="country", columns="list", values="troops")
    grew = int((pairs[lists[-1]] > pairs[lists[0]].fillna(0)).sum())
    return chart.by_contributor(
        figures,
        [countries.name(code) for code in order],
        heading=Heading(
            title=(
                f"{grew} of the {len(order)} largest contributors of {lists[-1]} sent more soldiers than in {lists[0]}"
                if len(lists) > 1
                else f"The {len(order)} largest contributors of {lists[0]}, and every figure found for them"
            ),
            subtitle=(
                f"Troops in KFOR by kind of figure, {words.years_of(figures['date'])}; "
                f"order of the list of {rows['list'].max()}"
            ),
            alt_text=(
                f"{len(order)} small panels of points. The highest figure is {words.people(most['value'])} for "
                f"{most['country']} ({most['when']})."
            ),
        ),
        note=page.remarks(
            (
                "2020-12-31",
                "The World Factbook rounds, lags, and lists only deployments of about a hundred and more.",
            ),
            ("2023-07-27", "Türkiye's highest figures hold the reserve battalion sent after May 2023."),
            ("2025-04-25", "Italy's highest figures are a ceiling and a count with reserves."),
        ),
    )


def figures_of(page: KforPage, nations: list[str], first: int) -> pd.DataFrame:
    """All figures of some contributors from a year on, by kind, with dates in words."""
    rows = kfor.of_nations(page.table(CONTRIBUTIONS), nations)
    rows = rows[rows["date"].dt.year >= first]
    complete = complete_contingents(page)
    rows = rows.assign(kind=kind_of(rows["basis"]).where(~rows["id"].isin(complete["id"]), "complete list"))
    return words.dated(countries.with_names(rows, "contributor_iso3"))


def contribution_table(page: KforPage) -> Table:
    """Every figure of the countries of the region in KFOR."""
    rows = figures_of(page, page.countries, page.since).sort_values(["country", "date"])
    return table(
        rows,
        [
            *text_columns(country="Country", when="As of"),
            Column("value", "Soldiers", words.people, numeric=True),
            *text_columns(kind="Kind of figure", note="Remark"),
        ],
        Caption(
            name="region-in-kfor",
            title=f"The region in KFOR: {words.times(len(rows), 'figure')}",
            subtitle="Soldiers by date and kind of figure; intentions included and marked",
        ),
    )


@shows("region", "The region in KFOR", "count of a country of the region in KFOR")
def region_in_kfor(page: KforPage) -> Figure:
    """Soldiers of the countries of the region over time, one panel each."""
    rows = figures_of(page, page.countries, page.since)
    counts = needed(rows[~rows["basis"].isin(kfor.INTENDED)])
    lead = counts.sort_values("value").iloc[-1]
    return chart.by_contributor(
        rows,
        sorted(rows["country"].unique()),
        labelled=True,
        heading=Heading(
            title=(
                f"Soldiers from {words.listing(sorted(counts['country'].unique()))}: the most were "
                f"{words.people(lead['value'])} from {lead['country']} in {lead['date'].year}"
            ),
            subtitle=f"Soldiers in KFOR by kind of figure, {words.years_of(rows['date'])}",
            alt_text=(
                f"Panels of points for {words.listing(sorted(rows['country'].unique()))}; the highest count is "
                f"{words.people(lead['value'])} ({lead['country']}, {lead['when']})."
            ),
        ),
        note=page.remarks(
            (
                "2022-02-25",
                "The thirty soldiers of February 2022 were one transport, not the whole contingent.",
            ),
            (
                "2025-12-31",
                "The rounded Albanian figure of 2025 counts a reserve battalion.",
            ),
        ),
    )


@declares(
    CONTRIBUTIONS,
    "wb6_soldiers",
    "wb6_share",
    *(f"{code.lower()}_{place}" for code in countries.WB6 for place in ("first", "newest")),
)
def _region_facts(page: KforPage) -> dict[str, Fact]:
    """Soldiers of the countries of the page: the first and the newest count of each, and their sum."""
    found: dict[str, Fact] = {}
    last = complete_contingents(page, newest=True)
    own = last[last["contributor_iso3"].isin(page.countries)]
    if len(own):
        found["wb6_soldiers"] = Basis.of_rows(CONTRIBUTIONS, own).number(
            "From the six, in the newest complete list", int(own["troops"].sum()), SOLDIERS
        )
        found["wb6_share"] = of_list(own).percent("Share of the six in KFOR", own["share"].sum())
    figures = kfor.of_nations(page.table(CONTRIBUTIONS), page.countries)
    rows = {
        f"{iso3.lower()}_{place}": (f"Soldiers of {countries.name(iso3)} in KFOR", own.iloc[at])
        for iso3, own in figures[~figures["basis"].isin(kfor.INTENDED)].groupby("contributor_iso3")
        for place, at in (("first", 0), ("newest", -1))
    }
    return found | head_counts(CONTRIBUTIONS, rows, SOLDIERS, by_id=True)
