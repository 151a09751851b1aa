"""Who contributes: complete lists told apart from partial ones, shares, numbers of nations."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import contributors as chart
from wb6.figures.kfor.base import DARK, KINDS, PLAN
from wb6.figures.tables import Column, Table, table
from wb6.measures import kfor
from wb6.sections.kfor_page import KforPage

LARGEST = 9
PANEL_YEARS = 12
KIND_OF_BASIS = {
    "rounded": "rounded, World Factbook",
    "proxy": "US defence department",
    "planned": "planned or decided",
    "decided": "planned or decided",
}


def two_lists(page: KforPage) -> Figure:
    """The contingents of the complete lists side by side."""
    name = "two-lists"
    rows = complete_contingents(page)
    if rows.empty:
        return figure.empty(
            name=name, title="Contingents", reason=page.unknown("complete list of contingents")
        )
    years = sorted(rows["list"].unique())
    last = rows[rows["list"] == years[-1]]
    lead = last.iloc[0]
    top = last.head(5)["share"].sum()
    return chart.two_lists(
        rows,
        heading=Heading(
            name=name,
            title=(
                f"{_opening(lead['contributor_iso3'])} leads with {words.people(lead['troops'])} soldiers; five nations "
                f"sent {top:.0f} percent of KFOR in {years[-1]}"
            ),
            subtitle=f"Contingents by complete list ({words.listing(years)}), troops",
            alt_text=(
                f"Dots of {rows['country'].nunique()} contributors. In {years[-1]} the largest were "
                f"{words.listing([f'{row.country} {row.troops}' for row in last.head(5).itertuples()])}."
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


def lists_compared(page: KforPage) -> Figure:
    """What share of the force each list of contingents names."""
    name = "lists"
    found = kfor.lists(page.table("kfor_contributions"), page.table("kfor_strength")).dropna(subset=["total"])
    if found.empty:
        return figure.empty(
            name=name, title="Lists of contingents", reason=page.unknown("list of contingents")
        )
    labels = {
        source.key: source.label.removesuffix(f" {source.year}")
        for source in page.table("sources").itertuples()
    }
    found = words.dated(found)
    found = found.assign(
        label=found["when"] + ", " + found["source"].map(labels),
        kind=found["complete"].map({True: "complete", False: "partial"}),
    )
    complete, partial = found[found["complete"]], found[~found["complete"]]
    return chart.list_shares(
        found,
        heading=Heading(
            name=name,
            title=(
                f"{len(complete) or 'None'} of {words.times(len(found), 'list')} of contingents in the record "
                f"{'names' if len(complete) < 2 else 'name'} the whole force"
            ),
            subtitle="Troops that each list names, percent of the size of KFOR at about the same date",
            alt_text=(
                f"Bars of {words.times(len(found), 'list')}: {len(complete)} complete, {len(partial)} partial; "
                "the partial ones name "
                f"{words.span(partial['share'].min(), partial['share'].max())} percent."
            ),
        ),
        note=(
            "A list counts as complete where its contingents add up to the total of its own source. A partial list "
            "above 100 percent was told later and disagrees with the total of its year."
        ),
    )


def largest_contributors(page: KforPage) -> Figure:
    """Figures of the largest contributors over time, one panel each."""
    name = "largest-contributors"
    rows = complete_contingents(page)
    order = (
        rows[rows["list"] == rows["list"].max()]["contributor_iso3"].head(LARGEST).tolist()
        if len(rows)
        else []
    )
    figures = figures_of(page, order, max(page.since, page.edition.day.year - PANEL_YEARS + 1))
    if figures.empty:
        return figure.empty(
            name=name,
            title="The largest contributors",
            reason=page.unknown("complete list to choose them by"),
        )
    counts = figures[~figures["basis"].isin(kfor.INTENDED)]
    most = counts.sort_values("value").iloc[-1]
    lists = sorted(rows["list"].unique())
    pairs = rows[rows["contributor_iso3"].isin(order)].pivot(index="country", columns="list", values="troops")
    grew = int((pairs[lists[-1]] > pairs[lists[0]].fillna(0)).sum())
    return chart.by_contributor(
        figures,
        [countries.name(code) for code in order],
        heading=Heading(
            name=name,
            title=(
                f"{grew} of the {len(order)} largest contributors of {lists[-1]} sent more soldiers than in {lists[0]}"
                if len(lists) > 1
                else f"The {len(order)} largest contributors of {lists[0]}, and every figure found for them"
            ),
            subtitle=(
                f"Troops in KFOR by kind of figure, {words.years(figures['date'].min().year, figures['date'].max().year)}; "
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


def partner_share(page: KforPage) -> Figure:
    """Share of troops from outside NATO."""
    name = "partner-share"
    points = kfor.partner_share(page.table("kfor_strength"))
    points = points[points["date"].dt.year >= page.since]
    counts = points[points["basis"] != "planned"]
    if counts.empty:
        return figure.empty(
            name=name, title="Share of partners", reason=page.unknown("count of troops from outside NATO")
        )
    last, most = counts.iloc[-1], counts.sort_values("value").iloc[-1]
    points = words.dated(points).assign(
        kind=points["basis"].map({"planned": "planned"}).fillna("counted"),
        low=points["value"],
        high=points["value"],
    )
    return chart.shares(
        points,
        {"counted": (DARK, "circle"), "planned": (PLAN, "triangle-up")},
        heading=Heading(
            name=name,
            title=(
                f"Partners outside NATO sent {last['value']:.0f} percent of KFOR in {last['date'].year}, "
                + (
                    f"after at most {most['value']:.0f} in {most['date'].year}"
                    if most["value"] > last["value"]
                    else "the most in the record"
                )
            ),
            subtitle="Troops from outside NATO, percent of all troops, wherever one source gives both",
            alt_text=(
                f"{len(counts)} counts between {counts['value'].min():.0f} and {counts['value'].max():.0f} percent; "
                f"the newest is {last['value']:.1f} percent."
            ),
        ),
        note=page.remarks(
            ("1999-06-08", "The plan of June 1999 leaves Russia out."),
            (
                "2023-12-31",
                "Partners that join NATO change sides in this count: Finland is a partner in 2017, a member in 2023.",
            ),
        ),
    )


def nations(page: KforPage) -> Figure:
    """Number of contributing nations over time."""
    name = "nations"
    counts = kfor.nations(page.table("kfor_strength"))
    counts = counts[counts["date"].dt.year >= page.since]
    if counts.empty:
        return figure.empty(
            name=name, title="Contributing nations", reason=page.unknown("number of contributing nations")
        )
    told = words.dated(counts)
    long = pd.concat(
        [
            told.assign(kind=kind, value=told[column]).dropna(subset=["value"])
            for kind, column in (
                ("all nations", "value"),
                ("members of NATO", "nato"),
                ("partners", "partners"),
            )
        ],
        ignore_index=True,
    )
    first, last = counts.iloc[0], counts.iloc[-1]
    low = counts["value"].min()
    return chart.nations(
        long.assign(value=long["value"].astype(int)),
        heading=Heading(
            name=name,
            title=(
                f"{words.span(low, counts['value'].max())} nations have sent soldiers at a time: "
                f"{' and '.join(dict.fromkeys(f'{row.value} in {row.date.year}' for row in (first, last)))}"
            ),
            subtitle="Contributing nations by date, all, members of NATO and partners, as one source counts them",
            alt_text=f"Points of {len(counts)} counts between {low} and {counts['value'].max()} nations.",
        ),
        note="Counts of the same year differ by up to six nations; sources seldom say who is counted.",
    )


def us_share(page: KforPage) -> Figure:
    """Share of the United States in the force."""
    name = "us-share"
    points = kfor.share_of(page.table("kfor_contributions"), page.counted(), "USA")
    points = points[points["date"].dt.year >= page.since]
    if points.empty:
        return figure.empty(name=name, title="Share of the United States", reason=page.unknown("US figure"))
    own = points[points["basis"] != "proxy"]
    stated = own if len(own) else points
    points = words.dated(points).assign(
        kind=points["basis"].map(KIND_OF_BASIS).fillna("single or partial count")
    )
    last = stated.iloc[-1]
    return chart.shares(
        points,
        KINDS,
        heading=Heading(
            name=name,
            title=(
                f"By counts of KFOR the US share was {words.span(stated['value'].min(), stated['value'].max())} percent; "
                f"the newest count, of {last['date'].year}, gives {last['value']:.0f}"
            ),
            subtitle="US troops, percent of the size of KFOR at about the same date; bars: range where sizes differ",
            alt_text=(
                f"{len(points)} points, {len(own)} of them counts within KFOR of "
                f"{words.span(stated['value'].min(), stated['value'].max())} percent."
            ),
        ),
        note=page.remarks(
            ("1999-12-31", "Counts of the US defence department are no NATO figures."),
            ("2016-03-31", "Those of September 2012 and March 2016 look doubled by a change of units."),
            ("2017-12-31", "They end in 2017."),
        ),
    )


def complete_contingents(page: KforPage) -> pd.DataFrame:
    """Contingents of all complete lists with the names of the nations."""
    contributions = page.table("kfor_contributions")
    found = kfor.lists(contributions, page.table("kfor_strength"))
    rows = kfor.contingents(contributions, found[found["complete"].astype(bool)])
    return countries.with_names(rows, "contributor_iso3")


def figures_of(page: KforPage, nations: list[str], first: int) -> pd.DataFrame:
    """All figures of some contributors from a year on, by kind, with dates in words."""
    rows = kfor.of_nations(page.table("kfor_contributions"), nations)
    rows = rows[rows["date"].dt.year >= first]
    complete = complete_contingents(page)
    rows = rows.assign(
        kind=rows["basis"]
        .map(KIND_OF_BASIS)
        .fillna("single or partial count")
        .where(~rows["id"].isin(complete["id"]), "complete list")
    )
    return words.dated(countries.with_names(rows, "contributor_iso3"))


def contribution_table(page: KforPage) -> Table:
    """Every figure of the countries of the region in KFOR."""
    rows = figures_of(page, page.countries, page.since).sort_values(["country", "date"])
    return table(
        rows,
        [
            Column("country", "Country"),
            Column("when", "As of"),
            Column("value", "Soldiers", words.people, numeric=True),
            Column("kind", "Kind of figure"),
            Column("note", "Remark"),
        ],
        name="region-in-kfor",
        title=f"The region in KFOR: {words.times(len(rows), 'figure')}",
        subtitle="Soldiers by date and kind of figure; intentions included and marked",
        sources=sources_of(rows),
    )


def region_in_kfor(page: KforPage) -> Figure:
    """Soldiers of the countries of the region over time, one panel each."""
    name = "region"
    rows = figures_of(page, page.countries, page.since)
    counts = rows[~rows["basis"].isin(kfor.INTENDED)]
    if counts.empty:
        return figure.empty(
            name=name,
            title="The region in KFOR",
            reason=page.unknown("count of a country of the region in KFOR"),
        )
    lead = counts.sort_values("value").iloc[-1]
    return chart.by_contributor(
        rows,
        sorted(rows["country"].unique()),
        labelled=True,
        heading=Heading(
            name=name,
            title=(
                f"Soldiers from {words.listing(sorted(counts['country'].unique()))}: the most were "
                f"{words.people(lead['value'])} from {lead['country']} in {lead['date'].year}"
            ),
            subtitle=f"Soldiers in KFOR by kind of figure, {words.years(rows['date'].min().year, rows['date'].max().year)}",
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
                "The Albanian figure of 2025 is rounded and probably holds a reserve battalion.",
            ),
        ),
    )


def _opening(iso3: str) -> str:
    """Name of a country at the beginning of a sentence, with its article."""
    text = countries.in_sentence(iso3)
    return text[0].upper() + text[1:]
