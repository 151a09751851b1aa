"""Shares in the force: partners outside NATO, the United States, and numbers of nations."""

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures.figure import Figure, Heading
from wb6.figures.kfor import contributors as chart
from wb6.figures.kfor.base import DARK, KINDS, PLAN
from wb6.measures import kfor
from wb6.sections.contingents import CONTRIBUTIONS
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage
from wb6.sections.strength import TABLE as STRENGTH
from wb6.sections.written import Basis

KIND_OF_BASIS = {
    "rounded": "rounded, World Factbook",
    "proxy": "US defence department",
    "planned": "planned or decided",
    "decided": "planned or decided",
    "ceiling": "planned or decided",
}


def kind_of(basis: pd.Series) -> pd.Series:
    """The kind of a figure by its basis, in the words of legends."""
    return basis.map(KIND_OF_BASIS).fillna("single or partial count")


@shows("partner-share", "Share of partners", "count of troops from outside NATO")
def partner_share(page: KforPage) -> Figure:
    """Share of troops from outside NATO."""
    points = kfor.partner_share(page.table(STRENGTH))
    points = points[points["date"].dt.year >= page.since]
    counts = needed(points[points["basis"] != "planned"])
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
            title=(
                f"Partners outside NATO sent {last['value']:.0f} percent of KFOR in {last['date'].year}, "
                + (
                    f"after at most {most['value']:.0f} in {most['date'].year}"
                    if most["value"] > last["value"]
                    else "the most of all counts"
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


@shows("nations", "Contributing nations", "number of contributing nations")
def nations(page: KforPage) -> Figure:
    """Number of contributing nations over time."""
    counts = kfor.nations(page.table(STRENGTH))
    counts = needed(counts[counts["date"].dt.year >= page.since])
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
            title=(
                f"{words.span(low, counts['value'].max())} nations have sent soldiers at a time: "
                f"{' and '.join(dict.fromkeys(f'{row.value} in {row.date.year}' for row in (first, last)))}"
            ),
            subtitle="Contributing nations by date, all, members of NATO and partners, as one source counts them",
            alt_text=f"Points of {len(counts)} counts between {low} and {counts['value'].max()} nations.",
        ),
        note="Counts of the same year differ by up to six nations; sources seldom say who is counted.",
    )


@shows("us-share", "Share of the United States", "US figure")
def us_share(page: KforPage) -> Figure:
    """Share of the United States in the force."""
    points = kfor.share_of(page.table(CONTRIBUTIONS), page.counted(), "USA")
    points = needed(points[points["date"].dt.year >= page.since])
    own = points[points["basis"] != "proxy"]
    stated = own if len(own) else points
    points = words.dated(points).assign(kind=kind_of(points["basis"]))
    last = stated.iloc[-1]
    return chart.shares(
        points,
        KINDS,
        heading=Heading(
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


@declares(
    STRENGTH,
    "partner_share",
    "partner_share_most",
    "nato_share",
    "us_share",
    "us_share_low",
    "us_share_high",
    "us_share_count",
)
def _share_facts(page: KforPage) -> dict[str, Fact]:
    """Shares of partners, of members of NATO and of the United States: the newest, and the ends."""
    found: dict[str, Fact] = {}
    points = kfor.partner_share(page.table(STRENGTH))
    points = points[points["basis"] != "planned"]
    if len(points):
        last, most = points.iloc[-1], points.loc[points["value"].idxmax()]
        for name, label, row, value in (
            ("partner_share", "Share of partners outside NATO", last, last["value"]),
            ("partner_share_most", "Share of partners outside NATO", most, most["value"]),
            ("nato_share", "Share of members of NATO", last, 100 - last["value"]),
        ):
            found[name] = Basis.of_row(STRENGTH, row).percent(label, value)
    own = kfor.share_of(page.table(CONTRIBUTIONS), page.counted(), "USA")
    own = own[own["basis"] != "proxy"]
    if len(own):
        for name, row in (
            ("us_share", own.iloc[-1]),
            ("us_share_low", own.loc[own["value"].idxmin()]),
            ("us_share_high", own.loc[own["value"].idxmax()]),
        ):
            found[name] = Basis.of_row(CONTRIBUTIONS, row).percent("US share of KFOR", row["value"])
        found["us_share_count"] = Basis.of_rows(CONTRIBUTIONS, own).number(
            "Counts of US soldiers in KFOR", len(own)
        )
    return found
