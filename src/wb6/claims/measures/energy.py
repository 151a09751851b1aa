"""Claims on energy: who supplies gas and oil, by which way, and what changes."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, sanctions, votes
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import energy

SHARES, EVENTS, AGREEMENTS = "energy_dependence", "energy_events", "agreements"


INDICATORS = "indicators"


# The three of the six that have a market for gas.
BUYERS = ("SRB", "BIH", "MKD")


WEIGHTS = ("gas_share_energy_supply", "gas_share_supply_reported", "energy_supply", "gas_consumption")


LINES_WITH_HUNGARY = ("Ukraine-Hungary-Serbia line", "Serbia-Hungary link", "Serbia-Hungary oil pipeline")


BCM = {"bcm": 1.0, "million m3": 0.001}


@measure
def russian_gas(edition: Edition, iso3: str, until: str | None = None, which: str = lookups.NEWEST) -> Result:
    """The newest published share of Russian gas, whatever its base, or the one that `which` names."""
    fields = {"iso3": iso3, "indicator": list(energy.RUSSIAN_GAS)}
    return lookups.newest_of(edition, lookups.Values(SHARES, fields, "percent"), until, which)


@measure
def change_of_gas(edition: Edition, iso3: str, base: tuple[str, int]) -> Result:
    """How the share of Russian gas on a base (an indicator) changed from a year to the newest figure, in points."""
    indicator, since = base
    values = lookups.Values(SHARES, {"iso3": iso3, "indicator": indicator}, "percent")
    return lookups.change(edition, values, since)


@measure
def gas_markets(edition: Edition) -> Result:
    """How many of the six have a market for gas."""
    without = needed(
        lookups.rows(edition, SHARES, {"iso3": list(countries.WB6), "indicator": "gas_market", "value": 0})
    )
    names = words.listing([countries.name(iso3) for iso3 in without["iso3"]])
    count = len(countries.WB6) - without["iso3"].nunique()
    return result(count, f"{words.count(count)} of six; none in {names}", (SHARES, without))


@measure
def weight_of_gas(edition: Edition, until: str | None = None) -> Result:
    """The largest share that gas has in the energy supply of a country that buys it, in percent."""
    dependence = edition.table(SHARES)
    dependence = dependence[dependence["date"] <= (until or edition.as_of)]
    weights = {iso3: energy.weight_of_gas(dependence, iso3) for iso3 in BUYERS}
    newest = {iso3: rows.iloc[0] for iso3, rows in weights.items() if len(rows)}
    if not newest:
        return nothing()
    told = words.listing(
        [
            f"{words.percent(row['value'])} in {countries.name(iso3)} ({row['year']})"
            for iso3, row in newest.items()
        ]
    )
    rows = dependence[dependence["iso3"].isin(list(newest)) & dependence["indicator"].isin(WEIGHTS)]
    rows = rows.sort_values("date").drop_duplicates(["iso3", "indicator"], keep="last")
    return result(max(row["value"] for row in newest.values()), told, (SHARES, rows))


@measure
def nearly_sole_seller(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, codes: Sequence[str], base: str, mark: float, least: int, span: tuple[int, int]
) -> Result:
    """Whether Russia sold `mark` percent or more to at least so many countries, by figures of a span of years.

    `base` is gas, of which a country without a market takes none, or all energy, of which nobody can sell a country more
    than it imports. No answer where countries without a figure could turn it.
    """
    table, read = (SHARES, _gas_of) if base == "gas" else (INDICATORS, _energy_of)
    known = {iso3: read(edition, iso3, span) for iso3 in codes}
    sure = {
        iso3: sold_out
        for iso3, (rows, value) in known.items()
        if (sold_out := _sold(base, value, mark)) is not None
    }
    met = sum(sure.values())
    answer = lookups.decided(met, len(codes) - len(sure), least)
    text = (
        f"{words.count(met)} of {words.count(len(codes))} countries surely, {words.count(len(codes) - len(sure))} not known "
        f"({base}, {words.years(*span)})"
    )
    if answer is None or not sure:
        return nothing(text)
    return result(answer, text, (table, pd.concat([known[iso3][0] for iso3 in sure])))


def _sold(base: str, value: float | None, mark: float) -> bool | None:
    """Whether a figure shows a seller of `mark` percent; imports from anywhere are only the most that one could sell."""
    if value is None or (base != "gas" and value >= mark):
        return None
    return value >= mark


def _gas_of(edition: Edition, iso3: str, span: tuple[int, int]) -> tuple[pd.DataFrame, float | None]:
    none = lookups.rows(edition, SHARES, {"iso3": iso3, "indicator": "gas_market", "value": 0})
    if len(none):
        return none.tail(1), 0.0
    fields = {"iso3": iso3, "indicator": list(energy.RUSSIAN_GAS)}
    rows = lookups.rows(edition, SHARES, fields, having="value")
    rows = rows[rows["day"].dt.year.between(*span)].tail(1)
    return rows, float(rows["value"].iloc[0]) if len(rows) else None


def _energy_of(edition: Edition, iso3: str, span: tuple[int, int]) -> tuple[pd.DataFrame, float | None]:
    rows = lookups.rows(edition, INDICATORS, {"iso3": iso3, "indicator": "EG.IMP.CONS.ZS"}, having="value")
    rows = rows[rows["year"].between(*span)]
    return rows, float(rows["value"].mean()) if len(rows) else None


@measure
def most_from_russia(edition: Edition, until: str) -> Result:
    """Share of the countries that buy gas which take most of it from Russia, from 0 to 1."""
    return lookups.all_of(
        (russian_gas(edition, iso3, until) for iso3 in BUYERS),
        lambda share: share > 50,
        "countries with a figure",
    )


@measure
def owned_of_nis(edition: Edition, until: str | None = None) -> Result:
    """Share of the oil company of Serbia that Russian owners hold, by the newest list of owners."""
    rows = lookups.rows(edition, EVENTS, {"asset": "NIS", "owner_iso3": "RUS"})
    rows = needed(rows[rows["day"] <= (until or edition.as_of)])
    newest = rows[rows["day"] == rows["day"].max()]
    total = float(newest["value"].sum())
    period = words.day(newest["day"].iloc[0], newest["date_precision"].iloc[0])
    return result(total, f"{words.percent(total)} ({period})", (EVENTS, newest))


@measure
def agreements_with_russia(edition: Edition, turn: int, until: int) -> Result:
    """Agreements of Russia with one of the six on record from a year on, less those before it."""
    rows = edition.table(AGREEMENTS)
    parties = rows["parties"].str.split(";")
    rows = rows[parties.map(lambda codes: "RUS" in codes and bool(set(codes) & set(countries.WB6)))]
    rows = rows[rows["date"].dt.year <= until]
    after = int((rows["date"].dt.year >= turn).sum())
    before = len(rows) - after
    text = f"{words.count(after)} from {turn} to {until}, {words.count(before)} before"
    return result(after - before, text, (AGREEMENTS, rows))


@measure
def ways_to_serbia(edition: Edition, until: str, steps: Sequence[str]) -> Result:
    """By how many of two ways, directly and through Hungary, Russian energy is on its way to Serbia on a day.

    Directly by the newest rows on the contract with Gazprom, which is one of deliveries; through Hungary by a line whose
    newest row names Russia as origin and Serbia among those supplied, and a step among `steps`.
    """
    contracts = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "Gazprom contract"})
    contracts = contracts[contracts["day"] <= until]
    direct = contracts[contracts["day"] == contracts["day"].max()]
    lines = lookups.rows(edition, EVENTS, {"asset": LINES_WITH_HUNGARY})
    lines = lines[lines["day"] <= until].drop_duplicates("asset", keep="last")
    needed(pd.concat([direct, lines]), "no contract and no line on file")
    russian = lookups.lists(lines["supplied"], "SRB") & (lines["origin_iso3"] == "RUS")
    ways = int(len(direct) > 0) + int((russian & lines["step"].isin(list(steps))).any())
    told = "; ".join(
        f"{row['asset']}: {row['event']} ({words.day(row['day'], row['date_precision'])})"
        for rows in (direct, lines)
        for _, row in rows.iterrows()
    )
    return result(ways, told, (EVENTS, direct), (EVENTS, lines))


@measure
def azerbaijani_share(edition: Edition) -> Result:
    """The yearly volume agreed with Azerbaijan, in percent of the newest consumption of Serbia."""
    deal = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "SOCAR contract"}).tail(1)
    used = lookups.rows(edition, SHARES, {"iso3": "SRB", "indicator": "gas_consumption"}).tail(1)
    if deal.empty or used.empty:
        return nothing()
    agreed, needed = (rows["value"].iloc[0] * BCM[rows["unit"].iloc[0]] for rows in (deal, used))
    text = (
        f"{words.number(agreed, 1)} bcm a year ({words.day(deal['day'].iloc[0])}) of {words.number(needed, 1)} bcm "
        f"used ({used['day'].iloc[0].year}), {words.percent(agreed / needed * 100)}"
    )
    return result(agreed / needed * 100, text, (EVENTS, deal), (SHARES, used))


@measure
def azerbaijani_delivered(edition: Edition) -> Result:
    """Whether gas from Azerbaijan reached Serbia."""
    rows = lookups.rows(edition, EVENTS, {"iso3": "SRB", "step": "delivering", "origin_iso3": "AZE"}).tail(1)
    if rows.empty:
        deal = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "SOCAR contract"})
        return result(False, f"none on record by {words.day(edition.day)}", (EVENTS, deal))
    day = words.day(rows["day"].iloc[0], rows["date_precision"].iloc[0])
    return result(True, f"by the {rows['asset'].iloc[0]} ({day})", (EVENTS, rows))


@measure
def crude_stopped(edition: Edition) -> Result:
    """Whether sanctions stopped the import of Russian crude."""
    rows = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "Crude oil"})
    if rows.empty:
        return result(False, "no stop on record", (EVENTS, rows))
    row = rows.iloc[-1]
    return result(row["step"] == "stopped", f"{row['event']} ({words.day(row['day'])})", (EVENTS, rows))


@measure
def pipelines_built(edition: Edition, until: str) -> Result:
    """Share of the pipelines for Russian gas through Serbia that were built, of those agreed, in percent."""
    rows = lookups.rows(edition, EVENTS, {"asset": ["South Stream", "Balkan Stream, Serbian section"]})
    rows = needed(rows[rows["day"] <= until].drop_duplicates("asset", keep="last"))
    told = "; ".join(f"{row['asset']} {row['event']} ({row['day'].year})" for _, row in rows.iterrows())
    return result((rows["step"] == "opened").mean() * 100, told, (EVENTS, rows))


@measure
def drawn_closer(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, iso3: Sequence[str], other_iso3: Sequence[str], by: str, since: int, until: int
) -> Result:
    """Whether states came closer to Russia in the mean, and others did not.

    By `votes`: agreement in the General Assembly grew from one year to another; by `measures not joined`: some of the measures
    against Russia up to the second year were not joined in full.
    """
    known = _change_of_votes(edition, since, until) if by == "votes" else _not_joined(edition, until)
    values, table, rows = known
    groups = [[code for code in codes if code in values] for codes in (iso3, other_iso3)]
    if not all(groups):
        return nothing()
    near, far = (float(values[codes].mean()) for codes in groups)
    text = (
        f"{words.number(near, 1)} points in {words.listing([countries.name(code) for code in groups[0]])}, "
        f"{words.number(far, 1)} in {words.listing([countries.name(code) for code in groups[1]])}, by {by} ({until})"
    )
    return result(near > 0 >= far, text, (table, rows[rows["iso3"].isin([*groups[0], *groups[1]])]))


def _change_of_votes(edition: Edition, since: int, until: int) -> tuple[pd.Series, str, pd.DataFrame]:
    wide = votes.by_year(edition, "RUS", countries.WB6, since)
    rows = lookups.rows(edition, votes.TABLE, {"power_iso3": "RUS", "year": [since, until]})
    if not {since, until} <= set(wide.index):
        return pd.Series(dtype=float), votes.TABLE, rows
    return (wide.loc[until] - wide.loc[since]).dropna(), votes.TABLE, rows


def _not_joined(edition: Edition, until: int) -> tuple[pd.Series, str, pd.DataFrame]:
    rows = edition.table(sanctions.MEASURES)
    rows = rows[rows["date"].dt.year <= until]
    return (rows["joined"] != "yes").groupby(rows["iso3"]).mean() * 100, sanctions.MEASURES, rows
