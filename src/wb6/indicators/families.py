"""How series are made: a family a way, which the catalogue names and gives a table and values of its fields.

A family takes an edition and the indicator, and gives all countries that have rows: iso3, year, value, source, and
where the table has them `id` (of the row), `label` (the row's own) and `day` (to which a value is dated).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import pandas as pd

from wb6.data.edition import Edition
from wb6.indicators import ladders
from wb6.measures import (
    alignment,
    arms,
    economy,
    energy,
    integration,
    kfor,
    missions,
    opinion,
    plane,
    series,
    unrest,
)

COLUMNS = ["iso3", "year", "value", "source"]
PEACE_FORCES = ("IFOR", "SFOR", "EUFOR Althea")
FIRST_YEAR_OF_TEN = 2000


class Chosen(Protocol):
    """What a family is told of an indicator: its table, and the values that it chooses of fields of the table."""

    @property
    def table(self) -> str:
        """Name of the table."""

    @property
    def filter(self) -> Mapping[str, tuple[str, ...]]:
        """The values chosen, by field."""


Family = Callable[[Edition, Chosen], pd.DataFrame]


def yearly(edition: Edition, of: Chosen) -> pd.DataFrame:
    """The rows of one indicator of a strictly annual table."""
    return series.select(edition.table(of.table), of.filter["indicator"][0])


def agreement(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of roll calls with the vote of a power, percent; a year may have a row of each source."""
    votes = edition.table(of.table)
    return alignment.agreement(votes, of.filter["power_iso3"], votes["iso3"].unique(), since=0)


def cosine(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Cosine between the votes of a country and of a power; a year may have a row of each source."""
    votes = _filtered(edition, of)
    return votes.assign(value=votes["cosine"])[COLUMNS]


def coincidence(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of roll calls with the vote of the United States as its State Department counts them, percent."""
    votes = edition.table(of.table)
    return votes.assign(value=(votes["agree_share"] * 100).round(1))[COLUMNS]


def ideal_point(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Ideal points in the UN General Assembly, scale points."""
    points = edition.table(of.table)
    return points.assign(value=points["ideal_point"])[COLUMNS]


def un_personnel(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Uniformed personnel in all UN missions by the last report of each year."""
    totals = missions.un_total(edition.table(of.table))
    return _last_of_year(totals.assign(year=totals["date"].dt.year, value=totals["personnel"]))


def cfsp(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of EU foreign policy texts joined in whole years, percent; of several bodies the last by name."""
    return _last_of_year(alignment.cfsp_full_years(edition.table(of.table)))


def cfsp_apart(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of EU foreign policy texts not joined, percent."""
    joined = cfsp(edition, of)
    return joined.assign(value=100 - joined["value"])


def trade(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of a partner in exports and imports of goods together, percent, from the reconciled figures."""
    shares = edition.measured(economy.partner_shares, of.table)
    return shares[shares["partner_iso3"].isin(of.filter["partner_iso3"])][COLUMNS].reset_index(drop=True)


def sent(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of a partner in the goods that all partners report to have sent in a whole year, percent."""
    rows = economy.without_copies(_filtered(edition, of), edition.table("sources"))
    rows = rows[(rows["date_precision"] == "year") & rows["share_pct"].notna()]
    rows = rows.drop(columns="value").rename(columns={"share_pct": "value"})
    return _last_of_year(rows.sort_values("date"))


def creditor(edition: Edition, of: Chosen) -> pd.DataFrame:
    """One indicator of external debt by creditor and year-end."""
    return _filtered(edition, of)[COLUMNS].sort_values(["iso3", "year"], ignore_index=True)


def external_debt(edition: Edition, of: Chosen) -> pd.DataFrame:
    """External debt that the state owes or guarantees, percent of GDP."""
    output = series.select(edition.table("indicators"), "NY.GDP.MKTP.CD")
    return economy.external_debt_to_output(edition.table(of.table), output)


def arms_five_years(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of a supplier in the arms delivered in the five years that end with each year, percent."""
    transfers, (supplier,) = edition.table(of.table), of.filter["supplier_iso3"]
    return _by_country(transfers, lambda iso3: arms.trailing_share(transfers, iso3, supplier))


def arms_ten_years(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Share of a supplier in the arms delivered in the ten years that end with each year, percent; zero without any."""
    transfers, (supplier,) = edition.table(of.table), of.filter["supplier_iso3"]
    years = range(FIRST_YEAR_OF_TEN, edition.last_full_year + 1)
    return _by_country(transfers, lambda iso3: arms.share_or_none(transfers, iso3, supplier, years))


def poll(edition: Edition, of: Chosen) -> pd.DataFrame:
    """The newest answer of each year, percent; doubtful rows left out. Adds id and topic."""
    polls = _filtered(edition, of)
    polls = polls[polls["basis"].isin(opinion.RELIABLE)].sort_values(["date", "pollster"])
    polls = polls.assign(year=polls["date"].dt.year, value=polls["percent"])
    return _last_of_year(polls, [*COLUMNS, "id", "topic"])


def poll_of_part(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Polls in one part of a country; their question, which names the part, is the label."""
    return poll(edition, of).assign(label=lambda polls: "Newest poll for " + polls["topic"])


def kfor_contribution(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Soldiers in KFOR by the newest count of each year, by the contributing nation. Adds day, of counts dated to one."""
    counted = edition.table(of.table)
    counted = counted[~counted["basis"].isin([*kfor.INTENDED, "proxy"])].sort_values(["date", "troops"])
    counted = counted.assign(
        iso3=counted["contributor_iso3"],
        year=counted["date"].dt.year,
        value=counted["troops"],
        day=counted["date"].where(counted["date_precision"] == "day"),
    )
    return _last_of_year(counted, [*COLUMNS, "day"])


def energy_by_year(edition: Edition, of: Chosen) -> pd.DataFrame:
    """A yearly indicator of the use of energy."""
    return energy.yearly(edition.table(of.table), of.filter["indicator"][0], since=0)


def russian_gas(edition: Edition, of: Chosen) -> pd.DataFrame:
    """The newest published share of Russian gas by year, percent, whatever its base."""
    dependence = edition.table(of.table)
    shares = _by_country(dependence, lambda iso3: energy.russian_gas(dependence, iso3))
    return _last_of_year(shares.assign(year=pd.to_datetime(shares["date"]).dt.year))


def gas_weight(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Gas in all energy, percent: the yearly series where there is one, elsewhere the newest single figure."""
    dependence = edition.table(of.table)
    by_year = energy.yearly(dependence, "gas_share_energy_supply", since=0)
    single = _by_country(dependence, lambda iso3: energy.weight_of_gas(dependence, iso3))
    single = single.sort_values(["iso3", "year"]).drop_duplicates("iso3", keep="last")
    single = single[~single["iso3"].isin(by_year["iso3"])]
    return pd.concat([by_year, single[COLUMNS]], ignore_index=True)


def chapters_closed(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Chapters of the EU talks closed, by the newest count of each year. Adds day."""
    milestones = edition.table(of.table)
    counts = integration.chapters_by_day(milestones, milestones["iso3"].unique())
    counts = counts[counts["kind"] == "Closed"]
    counts = counts.assign(year=counts["date"].dt.year, day=counts["date"])
    return _last_of_year(counts, [*COLUMNS, "day"])


def hosted(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Median size by whole year of the peace forces that a country hosts, KFOR with them."""
    strength = edition.table(of.table)
    sizes = _by_country(
        strength,
        lambda iso3: missions.hosted(strength[strength["host_iso3"] == iso3], PEACE_FORCES),
        "host_iso3",
    )
    of_kfor = kfor.counted(edition.table("kfor_strength")).assign(iso3=edition.about("kfor_strength"))
    sizes = pd.concat([sizes, of_kfor], ignore_index=True)
    sizes = sizes.assign(year=pd.to_datetime(sizes["date"]).dt.year)
    sizes = sizes[sizes["year"] <= edition.last_full_year]
    return sizes.groupby(["iso3", "year"], as_index=False).agg(
        value=("value", "median"), source=("source", "first")
    )


def casualties(edition: Edition, of: Chosen) -> pd.DataFrame:
    """People killed or hurt in incidents of unrest in the five years that end with each year."""
    table = edition.table(of.table)

    def summed(iso3: str) -> pd.DataFrame:
        rows = unrest.incidents_of(table, iso3)
        if rows.empty:
            return pd.DataFrame(columns=COLUMNS)
        began = rows["date"].dt.year
        years = unrest.by_year(rows, int(began.min()), edition.last_full_year)
        newest = rows.groupby(began)["source"].last().reindex(years["year"], method="ffill")
        return years.assign(value=years["casualties"].rolling(5).sum(), source=newest.to_numpy())

    return _by_country(table, summed)[COLUMNS].dropna()


def without_recognition(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Allies that do not recognise the country that the table of recognitions is about."""
    members = integration.recognition(edition.table(of.table))
    yes, total = integration.recognition_counts(members, "NATO")
    if not total:
        return pd.DataFrame(columns=COLUMNS)
    withheld = members[~members["recognises"]]
    year, source = int(withheld["date"].dt.year.max()), withheld["source"].iloc[-1]
    return pd.DataFrame([[edition.about(of.table), year, float(total - yes), source]], columns=COLUMNS)


def stage(edition: Edition, of: Chosen) -> pd.DataFrame:
    """Classes entered on the way to NATO or the EU, from the day of each step. Adds day."""
    steps = integration.first_steps(edition.table(of.table), edition.table("milestone_codes"))
    entered = plane.stages(steps, ladders.CLASSES[of.table], sorted(steps["iso3"].unique()))
    entered = entered.assign(year=entered["date"].dt.year, day=entered["date"])
    return entered.loc[entered["day"] <= edition.day, [*COLUMNS, "day"]]


FAMILIES: dict[str, Family] = {
    "agreement": agreement,
    "arms_five_years": arms_five_years,
    "arms_ten_years": arms_ten_years,
    "casualties": casualties,
    "cfsp": cfsp,
    "cfsp_apart": cfsp_apart,
    "chapters_closed": chapters_closed,
    "coincidence": coincidence,
    "cosine": cosine,
    "creditor": creditor,
    "energy": energy_by_year,
    "external_debt": external_debt,
    "gas_weight": gas_weight,
    "hosted": hosted,
    "ideal_point": ideal_point,
    "kfor": kfor_contribution,
    "poll": poll,
    "poll_of_part": poll_of_part,
    "russian_gas": russian_gas,
    "sent": sent,
    "stage": stage,
    "trade": trade,
    "un_personnel": un_personnel,
    "without_recognition": without_recognition,
    "yearly": yearly,
}


def _filtered(edition: Edition, of: Chosen) -> pd.DataFrame:
    """The rows of the table that have the chosen values."""
    frame = edition.table(of.table)
    for column, values in of.filter.items():
        frame = frame[frame[column].isin(values)]
    return frame


def _last_of_year(rows: pd.DataFrame, columns: Iterable[str] = COLUMNS) -> pd.DataFrame:
    """The last row of each country and year."""
    return rows.drop_duplicates(["iso3", "year"], keep="last")[list(columns)]


def _by_country(
    table: pd.DataFrame, measure: Callable[[str], pd.DataFrame], column: str = "iso3"
) -> pd.DataFrame:
    """What a measure of single countries gives for each country of a table, with its code."""
    frames = [measure(iso3).assign(iso3=iso3) for iso3 in sorted(table[column].dropna().unique())]
    held = [frame for frame in frames if len(frame)]
    if held:
        return pd.concat(held, ignore_index=True)
    return frames[0] if frames else pd.DataFrame(columns=[*COLUMNS, "date"])
