"""The indicators by which chapters compare countries: a label, a unit, and a yearly series each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.facts import Fact, unknown
from wb6.figures.tables import Standing
from wb6.measures import (
    alignment,
    arms,
    economy,
    energy,
    integration,
    kfor,
    missions,
    opinion,
    series,
    unrest,
)

PEACE_FORCES = ("IFOR", "SFOR", "EUFOR Althea")


@dataclass(frozen=True)
class Indicator:
    """An indicator of the profile.

    `values` gives iso3, year, value, source from an edition (and `id` and `label` where rows have their own);
    `table` is where its rows stand, `key` what singles them out beside country, year and
    source; `write` puts a value into words.
    """

    code: str
    label: str
    unit: str
    table: str
    values: Callable[[Edition], pd.DataFrame]
    write: Callable[[float], str]
    ranked: bool = True
    key: Mapping[str, str] = field(default_factory=dict)

    def series(self, edition: Edition) -> pd.DataFrame:
        """The values in an edition, computed once."""
        return edition.once((type(self), self.code), self.values)


def _yearly(table: str, indicator: str, edition: Edition) -> pd.DataFrame:
    return series.select(edition.table(table), indicator)


def _agreement(power: str, edition: Edition) -> pd.DataFrame:
    votes = edition.table("un_agreement")
    return alignment.agreement(votes, [power], votes["iso3"].unique(), since=0)


def _un_personnel(edition: Edition) -> pd.DataFrame:
    totals = missions.un_total(edition.table("un_peacekeeping"))
    totals = totals.assign(year=totals["date"].dt.year, value=totals["personnel"])
    return totals.groupby(["iso3", "year"], as_index=False).tail(1)[["iso3", "year", "value", "source"]]


def _trade(partner: str, edition: Edition) -> pd.DataFrame:
    frames = [
        edition.measured(economy.trade_shares, "trade_partners", iso3, [partner]).assign(iso3=iso3)
        for iso3 in countries.WB6
    ]
    return pd.concat(frames, ignore_index=True)[["iso3", "year", "value", "source"]]


def _creditor(creditor: str, edition: Edition) -> pd.DataFrame:
    debt = edition.table("debt_by_creditor")
    frames = [
        economy.creditor_shares(debt, iso3, [creditor], since=0).assign(iso3=iso3) for iso3 in countries.WB6
    ]
    return pd.concat(frames, ignore_index=True)[["iso3", "year", "value", "source"]]


def _arms(supplier: str, edition: Edition) -> pd.DataFrame:
    transfers = edition.table("arms_transfers")
    frames = [arms.trailing_share(transfers, iso3, supplier).assign(iso3=iso3) for iso3 in countries.WB6]
    return pd.concat(frames, ignore_index=True)[["iso3", "year", "value", "source"]]


def _cfsp(edition: Edition) -> pd.DataFrame:
    rates = alignment.cfsp_full_years(edition.table("cfsp_alignment"))
    return rates.groupby(["iso3", "year"], as_index=False).tail(1)[["iso3", "year", "value", "source"]]


def _poll(topics: tuple[str, ...], answers: tuple[str, ...], edition: Edition) -> pd.DataFrame:
    polls = edition.table("polls")
    polls = polls[
        polls["topic_code"].isin(topics)
        & polls["answer"].isin(answers)
        & polls["basis"].isin(opinion.RELIABLE)
    ].sort_values(["date", "pollster"])
    polls = polls.assign(year=polls["date"].dt.year, value=polls["percent"])
    columns = ["iso3", "year", "value", "source", "id", "topic"]
    return polls.groupby(["iso3", "year"], as_index=False).tail(1)[columns]


def _poll_of_part(topics: tuple[str, ...], answers: tuple[str, ...], edition: Edition) -> pd.DataFrame:
    """Polls in one part of a country; their question, which names the part, is the label."""
    return _poll(topics, answers, edition).assign(label=lambda polls: "Newest poll for " + polls["topic"])


def _kfor(edition: Edition) -> pd.DataFrame:
    counted = edition.table("kfor_contributions")
    counted = counted[~counted["basis"].isin([*kfor.INTENDED, "proxy"])].sort_values(["date", "troops"])
    counted = counted.assign(
        iso3=counted["contributor_iso3"], year=counted["date"].dt.year, value=counted["troops"]
    )
    return counted.groupby(["iso3", "year"], as_index=False).tail(1)[["iso3", "year", "value", "source"]]


def _external_debt(edition: Edition) -> pd.DataFrame:
    output = series.select(edition.table("indicators"), "NY.GDP.MKTP.CD")
    return economy.external_debt_to_output(edition.table("debt_by_creditor"), output)


def _gas_share(edition: Edition) -> pd.DataFrame:
    return energy.yearly(edition.table("energy_dependence"), "gas_share_energy_supply", since=0)


def _chapters_closed(edition: Edition) -> pd.DataFrame:
    counts = integration.chapters_by_day(edition.table("eu_milestones"), countries.WB6)
    counts = counts[counts["kind"] == "Closed"].assign(
        year=lambda frame: frame["date"].dt.year, day=lambda frame: frame["date"]
    )
    return counts.groupby(["iso3", "year"], as_index=False).tail(1)[
        ["iso3", "year", "day", "value", "source"]
    ]


def _hosted(edition: Edition) -> pd.DataFrame:
    """Median size by year of the peace forces that each country hosts."""
    strength = edition.table("missions_strength")
    frames = [
        missions.hosted(strength[strength["host_iso3"] == iso3], PEACE_FORCES).assign(iso3=iso3)
        for iso3 in countries.WB6
    ]
    about = edition.about("kfor_strength")
    frames.append(kfor.counted(edition.table("kfor_strength")).assign(iso3=about))
    sizes = pd.concat(frames, ignore_index=True)
    sizes = sizes.assign(year=sizes["date"].dt.year)
    sizes = sizes[sizes["year"] <= edition.last_full_year]
    return sizes.groupby(["iso3", "year"], as_index=False).agg(
        value=("value", "median"), source=("source", "first")
    )


def _casualties(edition: Edition) -> pd.DataFrame:
    """People killed or hurt in incidents of unrest in the five years that end with each year."""
    table = edition.table("security_incidents")
    found = [(iso3, unrest.incidents_of(table, iso3)) for iso3 in countries.WB6]
    frames = [
        unrest.by_year(rows, int(rows["date"].dt.year.min()), edition.last_full_year)
        .assign(value=lambda years: years["casualties"].rolling(5).sum(), source=rows["source"].iloc[-1])
        .assign(iso3=iso3)
        for iso3, rows in found
        if len(rows)
    ]
    if not frames:
        return pd.DataFrame(columns=["iso3", "year", "value", "source"])
    return pd.concat(frames, ignore_index=True)[["iso3", "year", "value", "source"]].dropna()


def _without_recognition(edition: Edition) -> pd.DataFrame:
    """Allies that do not recognise the country that the table of recognitions is about."""
    members = integration.recognition(edition.table("kosovo_recognition"))
    yes, total = integration.recognition_counts(members, "NATO")
    if not total:
        return pd.DataFrame(columns=["iso3", "year", "value", "source"])
    withheld = members[~members["recognises"]]
    return pd.DataFrame(
        {
            "iso3": [edition.about("kosovo_recognition")],
            "year": [int(withheld["date"].dt.year.max())],
            "value": [float(total - yes)],
            "source": [withheld["source"].iloc[-1]],
        }
    )


def _gas(edition: Edition) -> pd.DataFrame:
    """The newest published share of Russian gas by country and year, whatever its base."""
    dependence = edition.table("energy_dependence")
    frames = [energy.russian_gas(dependence, iso3).assign(iso3=iso3) for iso3 in countries.WB6]
    shares = pd.concat(frames, ignore_index=True)
    shares = shares.assign(year=shares["date"].dt.year)
    return shares.groupby(["iso3", "year"], as_index=False).tail(1)[["iso3", "year", "value", "source"]]


def _indicator(
    code: str,
    label: str,
    unit: str,
    table: str,
    values: Callable[[Edition], pd.DataFrame],
    write: Callable[[float], str] = words.percent,
    ranked: bool = True,
    key: Mapping[str, str] | None = None,
) -> tuple[str, Indicator]:
    return code, Indicator(code, label, unit, table, values, write, ranked, key or {})


def _usd(value: float) -> str:
    return f"USD {words.number(value, 0)}"


PROFILE: dict[str, Indicator] = dict(
    [
        _indicator(
            "population",
            "Population",
            "persons",
            "indicators",
            partial(_yearly, "indicators", "SP.POP.TOTL"),
            words.people,
            key={"indicator": "SP.POP.TOTL"},
        ),
        _indicator(
            "gdp_per_head",
            "GDP a head, purchasing power",
            "international USD",
            "indicators",
            partial(_yearly, "indicators", "NY.GDP.PCAP.PP.CD"),
            _usd,
            key={"indicator": "NY.GDP.PCAP.PP.CD"},
        ),
        _indicator(
            "milex_share",
            "Defence spending, share of GDP",
            "percent of GDP",
            "indicators",
            partial(_yearly, "indicators", "SIPRI_MILEX_PCT_GDP"),
            partial(words.percent, digits=2),
            key={"indicator": "SIPRI_MILEX_PCT_GDP"},
        ),
        _indicator(
            "milex_usd",
            "Defence spending, 2024 prices",
            "USD million",
            "indicators",
            partial(_yearly, "indicators", "SIPRI_MILEX_USD_CONST2024"),
            words.money,
            key={"indicator": "SIPRI_MILEX_USD_CONST2024"},
        ),
        _indicator(
            "personnel",
            "Military personnel",
            "persons, approximate",
            "defence_reports",
            partial(_yearly, "defence_reports", "CIA_MILITARY_PERSONNEL"),
            words.people,
            key={"indicator": "CIA_MILITARY_PERSONNEL"},
        ),
        _indicator(
            "un_personnel",
            "Soldiers and police in UN missions",
            "persons",
            "un_peacekeeping",
            _un_personnel,
            words.people,
            key={"mission": "ALL", "type": "total"},
        ),
        _indicator(
            "cfsp_rate",
            "Alignment with EU foreign policy texts",
            "percent of texts",
            "cfsp_alignment",
            _cfsp,
        ),
        _indicator(
            "agree_rus",
            "UN votes as Russia",
            "percent of roll calls",
            "un_agreement",
            partial(_agreement, "RUS"),
            key={"power_iso3": "RUS"},
        ),
        _indicator(
            "agree_chn",
            "UN votes as China",
            "percent of roll calls",
            "un_agreement",
            partial(_agreement, "CHN"),
            key={"power_iso3": "CHN"},
        ),
        _indicator(
            "agree_usa",
            "UN votes as the United States",
            "percent of roll calls",
            "un_agreement",
            partial(_agreement, "USA"),
            key={"power_iso3": "USA"},
        ),
        _indicator(
            "agree_deu",
            "UN votes as Germany",
            "percent of roll calls",
            "un_agreement",
            partial(_agreement, "DEU"),
            key={"power_iso3": "DEU"},
        ),
        _indicator(
            "trade_eu",
            "Goods trade with the EU",
            "percent of goods trade",
            "trade_partners",
            partial(_trade, "EU27"),
            key={"partner_iso3": "EU27", "flow": "export"},
        ),
        _indicator(
            "trade_rus",
            "Goods trade with Russia",
            "percent of goods trade",
            "trade_partners",
            partial(_trade, "RUS"),
            key={"partner_iso3": "RUS", "flow": "export"},
        ),
        _indicator(
            "trade_chn",
            "Goods trade with China",
            "percent of goods trade",
            "trade_partners",
            partial(_trade, "CHN"),
            key={"partner_iso3": "CHN", "flow": "export"},
        ),
        _indicator(
            "debt_chn",
            "External public debt owed to China",
            "percent of external public debt",
            "debt_by_creditor",
            partial(_creditor, "CHN"),
            key={"creditor_iso3": "CHN", "indicator": "share_ppg_external_debt"},
        ),
        _indicator(
            "arms_rus",
            "Russian share of arms delivered, five years",
            "percent of SIPRI trend-indicator values",
            "arms_transfers",
            partial(_arms, "RUS"),
            ranked=False,
            key={"supplier_iso3": "RUS"},
        ),
        _indicator(
            "arms_chn",
            "Chinese share of arms delivered, five years",
            "percent of SIPRI trend-indicator values",
            "arms_transfers",
            partial(_arms, "CHN"),
            ranked=False,
            key={"supplier_iso3": "CHN"},
        ),
        _indicator(
            "nato_for",
            "Newest poll for NATO membership",
            "percent of answers",
            "polls",
            partial(_poll, ("nato_support", "nato_vote"), ("support", "for")),
            ranked=False,
        ),
        _indicator(
            "nato_against",
            "Newest poll against NATO membership",
            "percent of answers",
            "polls",
            partial(_poll, ("nato_support", "nato_vote"), ("against",)),
            ranked=False,
        ),
        _indicator(
            "nato_for_entity",
            "Newest poll for NATO membership, one entity only",
            "percent of answers",
            "polls",
            partial(_poll_of_part, ("nato_support_rs",), ("support",)),
            ranked=False,
        ),
        _indicator(
            "conflict_intensity",
            "Conflict intensity (Bertelsmann Transformation Index)",
            "1 to 10, 10 the most intense",
            "democracy",
            partial(_yearly, "democracy", "BTI_CONFLICT"),
            words.number,
            ranked=False,
            key={"indicator": "BTI_CONFLICT"},
        ),
        _indicator(
            "gas_rus",
            "Russian share of gas, newest published figure",
            "percent",
            "energy_dependence",
            _gas,
            ranked=False,
        ),
        _indicator(
            "hosted_troops",
            "Peace force in the country, median of the figures of the year",
            "persons",
            "missions_strength",
            _hosted,
            words.people,
            ranked=False,
        ),
        _indicator(
            "unrest_casualties",
            "Killed or hurt in unrest, five years together",
            "persons, incidents of the record",
            "security_incidents",
            _casualties,
            words.people,
            ranked=False,
        ),
        _indicator(
            "allies_without_recognition",
            "NATO members that do not recognise it",
            "members",
            "kosovo_recognition",
            _without_recognition,
            words.people,
            ranked=False,
        ),
        _indicator(
            "liberal_democracy",
            "Liberal democracy index (V-Dem)",
            "index, 0 to 1",
            "democracy",
            partial(_yearly, "democracy", "VDEM_LIBDEM"),
            partial(words.number, digits=2),
            key={"indicator": "VDEM_LIBDEM"},
        ),
        _indicator(
            "kfor_troops",
            "Soldiers in KFOR",
            "persons",
            "kfor_contributions",
            _kfor,
            words.people,
            ranked=False,
        ),
        _indicator(
            "external_debt",
            "External public debt, share of GDP",
            "percent of GDP",
            "debt_by_creditor",
            _external_debt,
        ),
        _indicator(
            "bonds",
            "External public debt in bonds",
            "percent of external public debt",
            "debt_by_creditor",
            partial(_creditor, "BONDHOLDERS"),
            key={"creditor_iso3": "BONDHOLDERS", "indicator": "share_ppg_external_debt"},
        ),
        _indicator(
            "gas_share",
            "Gas in the supply of energy",
            "percent of primary energy supply",
            "energy_dependence",
            _gas_share,
            ranked=False,
        ),
        _indicator(
            "corruption",
            "Corruption Perceptions Index, higher is cleaner",
            "points, 0 to 100",
            "democracy",
            partial(_yearly, "democracy", "TI_CPI"),
            partial(words.number, digits=0),
            key={"indicator": "TI_CPI"},
        ),
        _indicator(
            "eu_chapters",
            "Chapters of the EU talks provisionally closed",
            "chapters",
            "eu_milestones",
            _chapters_closed,
            words.people,
            ranked=False,
        ),
    ]
)


def newest_fact(indicator: Indicator, values: pd.DataFrame, iso3: str, name: str | None = None) -> Fact:
    """The newest value of a country as a fact; unknown when the edition has none."""
    own = values[(values["iso3"] == iso3) & values["value"].notna()]
    return (
        unknown(name or indicator.code, indicator.label, indicator.unit)
        if own.empty
        else as_fact(indicator, own.sort_values("year").iloc[-1], name)
    )


def as_fact(indicator: Indicator, row: pd.Series, name: str | None = None) -> Fact:
    """One row of a yearly series (iso3, year, value, source) as a fact; a column `day` dates it to the day."""
    value = float(row["value"])
    year = int(row["year"])
    day = row.get("day")
    return Fact(
        name=name or indicator.code,
        label=row.get("label", indicator.label),
        text=indicator.write(value),
        value=value,
        unit=indicator.unit,
        date=str(year) if pd.isna(day) else words.day(day),
        day=f"{year}-12-31" if pd.isna(day) else day.strftime("%Y-%m-%d"),
        table=indicator.table,
        key={**_key(row), **indicator.key},
        sources=(row["source"],),
    )


def _key(row: pd.Series) -> dict[str, Any]:
    """What singles out the row of the data behind a value: its id, or country, year and source."""
    if isinstance(row.get("id"), str):
        return {"id": row["id"]}
    return {"iso3": row["iso3"], "year": int(row["year"]), "source": row["source"]}


def standing(indicator: Indicator, edition: Edition, iso3: str) -> Standing:
    """The newest value of a country with its place among the six and its course."""
    values = indicator.series(edition)
    fact = newest_fact(indicator, values, iso3)
    if not fact.known:
        return Standing(fact)
    own = values[values["iso3"] == iso3]
    newest = series.newest(values[values["iso3"].isin(countries.WB6) & values["value"].notna()])
    rank = ""
    if indicator.ranked and iso3 in countries.WB6:
        place = series.ranks(newest).set_index("iso3").loc[iso3]
        rank = f"{words.ordinal(int(place['rank']))} of {int(place['among'])}"
    spark = tuple((int(row.year), round(float(row.value), 4)) for row in own.dropna().itertuples())
    return Standing(fact, rank, spark if len(spark) > 2 else ())
