"""Enlargement over time: who stood where on a day, for how long, and how many people live there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from wb6.measures import integration


@dataclass(frozen=True)
class Ladder:
    """Classes of countries: `rungs` by the codes of steps, lowest first; `outside` for who is below the first.

    A country of which no steps are recorded is `unrecorded`.
    """

    rungs: Mapping[str, str]
    outside: str
    unrecorded: str


def standing_on(
    steps: pd.DataFrame,
    days: Iterable[pd.Timestamp],
    countries: Iterable[str],
    ladder: Ladder,
    recorded: Iterable[str],
) -> pd.DataFrame:
    """The class of each country on each day.

    `steps` are those of `integration.first_steps`; `recorded` are the countries whose steps are known.
    Returns iso3, day, status, since (day of the step, or empty), source.
    """
    recorded, countries = set(recorded), sorted(countries)
    rows = []
    for day in days:
        reached = integration.stage(steps[steps["date"] <= day], list(ladder.rungs))
        highest = reached.set_index("iso3").to_dict("index")
        for iso3 in countries:
            if step := highest.get(iso3):
                rows.append((iso3, day, ladder.rungs[step["code"]], step["date"], step["source"]))
            else:
                below = ladder.outside if iso3 in recorded else ladder.unrecorded
                rows.append((iso3, day, below, pd.NaT, None))
    return pd.DataFrame(rows, columns=["iso3", "day", "status", "since", "source"])


def phases(steps: pd.DataFrame, rungs: Mapping[str, str], end: pd.Timestamp) -> pd.DataFrame:
    """The time that each country spent in each class, up to `end`.

    A class begins with its first rung, and never before a higher class that began earlier.
    Returns iso3, status, start, end, years, source, sorted by country and start.
    """
    taken = steps[steps["code"].isin(rungs)].assign(status=lambda frame: frame["code"].map(rungs))
    order = {status: place for place, status in enumerate(dict.fromkeys(rungs.values()))}
    rows = []
    for iso3, own in taken.sort_values("date").groupby("iso3"):
        first = own.drop_duplicates("status").assign(place=lambda frame: frame["status"].map(order))
        first = first[first["place"] >= first["place"].cummax()]
        ends = [*first["date"].iloc[1:], end]
        rows += [
            (iso3, row.status, row.date, until, row.source)
            for row, until in zip(first.itertuples(), ends, strict=True)
        ]
    frame = pd.DataFrame(rows, columns=["iso3", "status", "start", "end", "source"])
    return frame.assign(
        years=((pd.to_datetime(frame["end"]) - pd.to_datetime(frame["start"])).dt.days / 365.25).round(1)
    )


def accessions(steps: pd.DataFrame, countries: Iterable[str]) -> pd.DataFrame:
    """Accessions to NATO in their order, with the number of members among the countries after each day.

    Returns iso3, date, date_precision, members, source.
    """
    joined = steps[(steps["code"] == "member") & steps["iso3"].isin(list(countries))]
    joined = joined.sort_values(["date", "iso3"], ignore_index=True)
    members = [int((joined["date"] <= date).sum()) for date in joined["date"]]
    return joined.assign(members=members)[["iso3", "date", "date_precision", "members", "source"]]


def waiting(steps: pd.DataFrame, countries: Iterable[str], end: pd.Timestamp) -> pd.DataFrame:
    """Years from the Partnership for Peace to membership, or to `end` where it has not come.

    Returns iso3, started, ended, years, member (whether it has come), source; countries that
    never joined the Partnership are left out.
    """
    own = steps[steps["iso3"].isin(list(countries))]
    started = own[own["code"] == "pfp_joined"].set_index("iso3")
    joined = own[own["code"] == "member"].set_index("iso3")["date"]
    ended = joined.reindex(started.index)
    frame = pd.DataFrame(
        {
            "iso3": started.index,
            "started": started["date"].to_numpy(),
            "ended": ended.fillna(end).to_numpy(),
            "member": ended.notna().to_numpy(),
            "source": started["source"].to_numpy(),
        }
    )
    years = (pd.to_datetime(frame["ended"]) - pd.to_datetime(frame["started"])).dt.days / 365.25
    return frame.assign(years=years.round(1)).sort_values(["years", "iso3"], ignore_index=True)


def people_by_status(population: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """People who live in countries of each class at the end of each year.

    `population` holds iso3, year, value, source; `standing` is that of `standing_on` at year
    ends. Returns year, status, people, share (percent of all), source.
    """
    dated = standing.assign(year=pd.to_datetime(standing["day"]).dt.year)[["iso3", "year", "status"]]
    both = population.merge(dated, on=["iso3", "year"])
    sums = both.groupby(["year", "status"], as_index=False).agg(
        people=("value", "sum"), source=("source", "first")
    )
    total = sums.groupby("year")["people"].transform("sum")
    return sums.assign(share=(sums["people"] / total * 100).round(1))
