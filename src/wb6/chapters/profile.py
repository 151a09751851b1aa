"""The indicators by which chapters compare countries: a label, a unit, and a yearly series each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.facts import Fact, unknown
from wb6.figures.tables import Standing
from wb6.measures import alignment, arms, economy, missions, opinion, series


@dataclass(frozen=True)
class Indicator:
    """An indicator of the profile.

    `values` gives iso3, year, value, source from an edition; `table` is where its rows
    stand; `write` puts a value into words.
    """

    code: str
    label: str
    unit: str
    table: str
    values: Callable[[Edition], pd.DataFrame]
    write: Callable[[float], str]
    ranked: bool = True


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
    trade = edition.table("trade_partners")
    frames = [
        economy.trade_shares(trade, iso3, [partner]).assign(iso3=iso3)
        for iso3 in countries.WB6
        if iso3 in set(trade.loc[trade["basis"] == "mirror_reconciled", "iso3"])
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
    return polls.groupby(["iso3", "year"], as_index=False).tail(1)[["iso3", "year", "value", "source"]]


def _indicator(
    code: str,
    label: str,
    unit: str,
    table: str,
    values: Callable[[Edition], pd.DataFrame],
    write: Callable[[float], str] = words.percent,
    ranked: bool = True,
) -> tuple[str, Indicator]:
    return code, Indicator(code, label, unit, table, values, write, ranked)


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
        ),
        _indicator(
            "gdp_per_head",
            "GDP a head, purchasing power",
            "international USD",
            "indicators",
            partial(_yearly, "indicators", "NY.GDP.PCAP.PP.CD"),
            _usd,
        ),
        _indicator(
            "milex_share",
            "Defence spending, share of GDP",
            "percent of GDP",
            "indicators",
            partial(_yearly, "indicators", "SIPRI_MILEX_PCT_GDP"),
            partial(words.percent, digits=2),
        ),
        _indicator(
            "milex_usd",
            "Defence spending, 2024 prices",
            "USD million",
            "indicators",
            partial(_yearly, "indicators", "SIPRI_MILEX_USD_CONST2024"),
            words.money,
        ),
        _indicator(
            "personnel",
            "Military personnel",
            "persons, approximate",
            "defence_reports",
            partial(_yearly, "defence_reports", "CIA_MILITARY_PERSONNEL"),
            words.people,
        ),
        _indicator(
            "un_personnel",
            "Soldiers and police in UN missions",
            "persons",
            "un_peacekeeping",
            _un_personnel,
            words.people,
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
        ),
        _indicator(
            "agree_chn",
            "UN votes as China",
            "percent of roll calls",
            "un_agreement",
            partial(_agreement, "CHN"),
        ),
        _indicator(
            "agree_usa",
            "UN votes as the United States",
            "percent of roll calls",
            "un_agreement",
            partial(_agreement, "USA"),
        ),
        _indicator(
            "agree_deu",
            "UN votes as Germany",
            "percent of roll calls",
            "un_agreement",
            partial(_agreement, "DEU"),
        ),
        _indicator(
            "trade_eu",
            "Goods trade with the EU",
            "percent of goods trade",
            "trade_partners",
            partial(_trade, "EU27"),
        ),
        _indicator(
            "trade_rus",
            "Goods trade with Russia",
            "percent of goods trade",
            "trade_partners",
            partial(_trade, "RUS"),
        ),
        _indicator(
            "trade_chn",
            "Goods trade with China",
            "percent of goods trade",
            "trade_partners",
            partial(_trade, "CHN"),
        ),
        _indicator(
            "debt_chn",
            "External public debt owed to China",
            "percent of external public debt",
            "debt_by_creditor",
            partial(_creditor, "CHN"),
        ),
        _indicator(
            "arms_rus",
            "Russian share of arms delivered, five years",
            "percent of SIPRI trend-indicator values",
            "arms_transfers",
            partial(_arms, "RUS"),
            ranked=False,
        ),
        _indicator(
            "arms_chn",
            "Chinese share of arms delivered, five years",
            "percent of SIPRI trend-indicator values",
            "arms_transfers",
            partial(_arms, "CHN"),
            ranked=False,
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
            "liberal_democracy",
            "Liberal democracy index (V-Dem)",
            "index, 0 to 1",
            "democracy",
            partial(_yearly, "democracy", "VDEM_LIBDEM"),
            partial(words.number, digits=2),
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
    """One row of a yearly series (iso3, year, value, source) as a fact."""
    value = float(row["value"])
    year = int(row["year"])
    return Fact(
        name=name or indicator.code,
        label=indicator.label,
        text=indicator.write(value),
        value=value,
        unit=indicator.unit,
        date=str(year),
        day=f"{year}-12-31",
        table=indicator.table,
        key={"iso3": row["iso3"], "year": year},
        sources=(row["source"],),
    )


def standing(indicator: Indicator, edition: Edition, iso3: str) -> Standing:
    """The newest value of a country with its place among the six and its course."""
    values = indicator.values(edition)
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
