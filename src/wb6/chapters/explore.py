"""Every yearly series by country that an edition holds, for the page on which readers choose their own.

Series of different definitions, sources or editions of a source stay apart: the name of each
says where it comes from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from wb6.chapters.profile import PROFILE
from wb6.data import countries
from wb6.data.edition import Edition
from wb6.measures import alignment, economy, missions

FEWEST_VALUES = 4
FEWEST_POLLS = 5
TOPICS = {
    "defence": "Defence",
    "missions": "Missions",
    "votes": "Votes and alignment",
    "trade": "Trade",
    "debt": "Debt",
    "economy": "Economy",
    "energy": "Energy",
    "democracy": "Democracy",
    "governance": "Governance",
    "people": "People",
    "opinion": "Opinion",
}
POWERS = ("USA", "DEU", "FRA", "TUR", "RUS", "CHN")
PARTNERS = ("EU27", "DEU", "ITA", "RUS", "CHN", "TUR", "USA")
TABLES_OF_DEFINITIONS = ("indicators", "democracy")
DEBT = {
    "total_external_debt": "External debt, public and private",
    "ppg_external_debt": "External debt that the state owes or guarantees",
    "ppg_bonds": "External public debt in bonds",
}
ENERGY = {
    "fossil_share_energy_use": "Fossil fuels in the use of energy",
    "gas_share_energy_supply": "Gas in the supply of energy",
    "coal_share_electricity": "Coal in the making of electricity",
}
BODIES = {"european_commission": "European Commission", "isac": "ISAC Fund, Belgrade"}
BACI = "Exports and imports of goods together, reconciled from the reports of both sides."
OF_POLL = "Answers printed by the pollster, without a line between years."


@dataclass(frozen=True)
class Series:
    """One series: `values` holds iso3, year, value, source; `table` is where its rows stand.

    `dots` marks values that no line may join, as polls.
    """

    code: str
    name: str
    topic: str
    unit: str
    about: str
    table: str
    values: pd.DataFrame
    dots: bool = False


def measured(edition: Edition) -> list[Series]:
    """All series of the edition, each in its own unit, by topic and name; codes are unique."""
    return _in_order(_tidied(series) for family in FAMILIES for series in family(edition))


def catalogue(edition: Edition) -> list[Series]:
    """The series with at least four values, each named after its main source, large amounts in USD in millions or billions."""
    labels = edition.table("sources").set_index("key")["label"].to_dict()
    shown = (series for series in measured(edition) if len(series.values) >= FEWEST_VALUES)
    return _in_order(_scaled(_labelled(series, labels)) for series in shown)


def _in_order(series: Iterable[Series]) -> list[Series]:
    order = {topic: place for place, topic in enumerate(TOPICS)}
    return sorted(series, key=lambda one: (order[one.topic], one.name.casefold(), one.code))


def _tidied(series: Series) -> Series:
    """The series with whole years and values as floats, sorted, and its unit in words."""
    values = series.values[["iso3", "year", "value", "source"]].dropna()
    values = values.assign(year=values["year"].astype(int), value=values["value"].astype(float))
    unit = re.sub(r"^% ?", "percent ", series.unit.replace("$", "USD")).strip()
    return replace(
        series, unit=unit, values=values.sort_values(["iso3", "year", "source"], ignore_index=True)
    )


def _labelled(series: Series, labels: dict[str, str]) -> Series:
    """The series with its main source in the name."""
    main = series.values["source"].value_counts(sort=True)
    label = labels[sorted(main[main == main.max()].index)[0]] + (" and others" if len(main) > 1 else "")
    return replace(series, name=f"{series.name} · {label}")


def _scaled(series: Series) -> Series:
    """The series with large amounts in USD in millions or billions."""
    largest = series.values["value"].abs().max()
    if "USD" not in series.unit or largest < 1e9:
        return series
    scale, size = (1e9, "billion") if largest >= 1e12 else (1e6, "million")
    unit = f"USD {size}" if series.unit == "USD" else f"{size} {series.unit}"
    return replace(series, unit=unit, values=series.values.assign(value=series.values["value"] / scale))


def _defined(edition: Edition) -> Iterator[Series]:
    """The indicators that `indicator_definitions` explains, with one value a country and year."""
    definitions = edition.table("indicator_definitions").set_index("code")
    for table in TABLES_OF_DEFINITIONS:
        for code, rows in edition.table(table).groupby("indicator"):
            about = definitions.loc[code]
            yield Series(code, about["name"], about["topic"], about["unit"], about["definition"], table, rows)


def _reports(edition: Edition) -> Iterator[Series]:
    """Figures of defence reports, each edition apart, as editions revise past years."""
    definitions = edition.table("indicator_definitions").set_index("code")
    for (code, source), rows in edition.table("defence_reports").groupby(["indicator", "source"]):
        about = definitions.loc[code]
        rows = rows.sort_values("edition").drop_duplicates(["iso3", "year"], keep="last")
        yield Series(
            f"{code}.{source}",
            about["name"],
            about["topic"],
            about["unit"],
            about["definition"],
            "defence_reports",
            rows,
        )


def _peacekeepers(edition: Edition) -> Iterator[Series]:
    totals = missions.un_total(edition.table("un_peacekeeping"))
    totals = totals.assign(year=totals["date"].dt.year, value=totals["personnel"]).sort_values("date")
    rows = totals.groupby(["iso3", "year"], as_index=False).tail(1)
    about = "Soldiers, police and observers at the last count of the year."
    yield Series(
        "un_personnel",
        "Personnel in UN missions",
        "missions",
        "persons",
        about,
        "un_peacekeeping",
        rows,
    )


def _votes(edition: Edition) -> Iterator[Series]:
    votes = edition.table("un_agreement")
    agreement = alignment.agreement(votes, POWERS, votes["iso3"].unique(), since=0)
    for (power, source), rows in agreement.groupby(["power_iso3", "source"]):
        yield Series(
            f"un_agree_{power.lower()}.{source}",
            f"UN votes as {countries.in_sentence(power)}",
            "votes",
            "percent of roll calls",
            "Roll calls of the General Assembly with the same vote; an abstention against yes or no is a disagreement.",
            "un_agreement",
            rows,
        )
    cosine = edition.table("un_cosine")
    for (power, source), rows in cosine.groupby(["power_iso3", "source"]):
        yield Series(
            f"un_cosine_{power.lower()}.{source}",
            f"UN votes, likeness to {countries.in_sentence(power)}",
            "votes",
            "cosine, -1 to 1",
            "Cosine between the votes of two states, absence as abstention; not to be joined with a share of agreement.",
            "un_cosine",
            rows.assign(value=rows["cosine"]),
        )
    coincidence = edition.table("un_us_coincidence")
    yield Series(
        "un_us_coincidence",
        "UN votes as the United States, counted by the State Department",
        "votes",
        "percent of roll calls",
        "Same votes as a share of roll calls in which both took part.",
        "un_us_coincidence",
        coincidence.assign(value=(coincidence["agree_share"] * 100).round(1)),
    )
    points = edition.table("ideal_points")
    yield Series(
        "ideal_point",
        "Position in UN votes (ideal point)",
        "votes",
        "scale points",
        "Estimated position on one line from the roll calls; higher is closer to the United States, zero the mean of all.",
        "ideal_points",
        points.assign(value=points["ideal_point"]),
    )
    rates = alignment.cfsp_full_years(edition.table("cfsp_alignment"))
    for body, rows in rates[rates["body"].isin(BODIES)].groupby("body"):
        yield Series(
            f"cfsp.{body}",
            f"EU foreign policy texts joined, counted by {BODIES[body]}",
            "votes",
            "percent of texts",
            "Whole years only. Bodies count differently.",
            "cfsp_alignment",
            rows.drop_duplicates(["iso3", "year"], keep="last"),
            dots=True,
        )


def _trade(edition: Edition) -> Iterator[Series]:
    trade = edition.table("trade_partners")
    reporters = sorted(trade.loc[trade["basis"] == "mirror_reconciled", "iso3"].unique())
    shares = [
        edition.measured(economy.trade_shares, "trade_partners", iso3, PARTNERS).assign(iso3=iso3)
        for iso3 in reporters
    ]
    if not shares:
        return
    for partner, rows in pd.concat(shares).groupby("partner_iso3"):
        yield Series(
            f"trade_{partner.lower()}",
            f"Goods trade with {countries.in_sentence(partner)}",
            "trade",
            "percent of goods trade",
            BACI,
            "trade_partners",
            rows,
        )


def _debt(edition: Edition) -> Iterator[Series]:
    debt = edition.table("debt_by_creditor")
    shares = debt[debt["indicator"] == "share_ppg_external_debt"]
    for code, rows in shares.groupby("creditor_iso3"):
        yield Series(
            f"debt_share_{code.lower()}",
            f"External public debt owed to {_creditor(code)}",
            "debt",
            "percent of external public debt",
            "Debt that the state owes or guarantees, at the end of the year.",
            "debt_by_creditor",
            rows,
        )
    owed = debt[debt["indicator"] == "share_gdp"]
    for code, rows in owed.groupby("creditor_iso3"):
        yield Series(
            f"debt_gdp_{code.lower()}",
            f"External public debt owed to {_creditor(code)}, share of GDP",
            "debt",
            "percent of GDP",
            "Debt that the state owes or guarantees, at the end of the year.",
            "debt_by_creditor",
            rows,
        )
    for indicator, name in DEBT.items():
        rows = debt[
            (debt["indicator"] == indicator) & debt["creditor_iso3"].isin(["ALL_CREDITORS", "BONDHOLDERS"])
        ]
        yield Series(
            indicator, name, "debt", "USD million", "At the end of the year.", "debt_by_creditor", rows
        )
    indicator = PROFILE["external_debt"]
    yield Series(
        "external_debt_gdp",
        "External debt that the state owes or guarantees, share of GDP",
        "debt",
        indicator.unit,
        "Computed here from the debt and GDP in current USD.",
        indicator.table,
        indicator.series(edition),
    )


def _creditor(code: str) -> str:
    name = countries.in_sentence(code)
    return name.lower() if code == "BONDHOLDERS" else name


def _energy(edition: Edition) -> Iterator[Series]:
    dependence = edition.table("energy_dependence")
    dependence = dependence[dependence["date_precision"] == "year"]
    dependence = dependence.assign(year=dependence["date"].dt.year)
    for (indicator, source), rows in dependence.groupby(["indicator", "source"]):
        if indicator in ENERGY:
            yield Series(
                f"{indicator}.{source}",
                ENERGY[indicator],
                "energy",
                rows["unit"].iloc[0],
                "",
                "energy_dependence",
                rows,
            )


def _arms(edition: Edition) -> Iterator[Series]:
    for code, power in (("arms_rus", "Russia"), ("arms_chn", "China")):
        indicator = PROFILE[code]
        yield Series(
            code,
            f"Arms delivered from {power}, five years",
            "defence",
            "percent of SIPRI trend-indicator values",
            "Share of the deliveries of major arms in the five years that end with each year; a volume, not money.",
            indicator.table,
            indicator.series(edition),
        )


def _polls(edition: Edition) -> Iterator[Series]:
    """Answers to a question of one pollster that asked it in several years or countries."""
    polls = edition.table("polls")
    polls = polls[polls["basis"] == "reported"]
    polls = polls.assign(year=polls["date"].dt.year, value=polls["percent"]).sort_values("date")
    for (pollster, topic, answer), rows in polls.groupby(["pollster", "topic_code", "answer"]):
        rows = rows.drop_duplicates(["iso3", "year"], keep="last")
        if len(rows) >= FEWEST_POLLS and rows["year"].nunique() > 1:
            question = rows["topic"].iloc[0]
            yield Series(
                f"poll.{_slug(pollster)}.{topic}.{_slug(answer)}",
                f"{question[0].upper()}{question[1:]}: {answer}, {pollster}",
                "opinion",
                "percent of answers",
                OF_POLL,
                "polls",
                rows,
                dots=True,
            )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


FAMILIES = (_defined, _reports, _peacekeepers, _arms, _votes, _trade, _debt, _energy, _polls)


def places(series: Iterable[Series]) -> list[str]:
    """Codes of the countries and groups that any series covers: the six first, then by name."""
    found = {iso3 for each in series for iso3 in each.values["iso3"].unique()}
    return [*countries.WB6, *sorted(found - set(countries.WB6), key=countries.name)]
