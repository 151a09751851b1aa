"""Claims on KFOR, on EUFOR, and on how size and unrest go together."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import incidents, lookups
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import kfor, unrest

STRENGTH, CONTRIBUTIONS, INCIDENTS = "kfor_strength", "kfor_contributions", "security_incidents"


# What the mandate of KFOR rests on.
MANDATE = ("1999-06-military-technical-agreement-kumanovo", "1999-06-un-security-council-resolution-1244")


@once
def counted(edition: Edition) -> pd.DataFrame:
    """Published sizes of KFOR; columns as of `kfor.counted`."""
    return kfor.counted(edition.table(STRENGTH))


def _size(row: pd.Series) -> str:
    return f"{words.people(row['value'])} ({words.day(row['date'], row['date_precision'])})"


# How the size of KFOR in a month is told.
OF_THE_MONTH, NEAREST_FIGURE, CONTINGENTS = "figures of the month", "nearest figure", "sum of the contingents"


@measure
def size(edition: Edition, month: tuple[str, str], around: tuple[str, str], by: str = OF_THE_MONTH) -> Result:
    """The size of KFOR in a month.

    By the median of the figures of the month, by the figure nearest to its middle among those of the days `around` it, or
    by the sum of the contingents in the newest whole list of those days.
    """
    if by == CONTINGENTS:
        return _summed(edition, around)
    rows = counted(edition)
    if by == OF_THE_MONTH:
        rows = needed(rows[rows["date"].between(*month)], "no figure of that month on file")
    else:
        rows = needed(rows[rows["date"].between(*around)])
        first, last = map(pd.Timestamp, month)
        rows = rows.loc[[(rows["date"] - (first + (last - first) / 2)).abs().idxmin()]]
    text = f"{words.span(rows['value'].min(), rows['value'].max())} in {words.count(len(rows))} counts"
    text = text if len(rows) > 1 else _size(rows.iloc[0])
    return result(float(rows["value"].median()), text, (STRENGTH, rows))


def _summed(edition: Edition, days: tuple[str, str]) -> Result:
    """The sum of the contingents in the newest whole list between two days."""
    contributions = edition.table(CONTRIBUTIONS)
    named = kfor.lists(contributions, edition.table(STRENGTH))
    named = needed(
        named[named["complete"] & named["date"].between(*days)], "no whole list of those days on file"
    )
    rows = kfor.contingents(contributions, named.sort_values("date").tail(1))
    text = f"{words.people(rows['troops'].sum())} in {words.count(len(rows))} contingents"
    return result(float(rows["troops"].sum()), text, (CONTRIBUTIONS, rows))


@measure
def under_the_mandate(edition: Edition, iso3: str, span: tuple[int, int], nations: int = 10) -> Result:
    """Of the lists of contingents of a span of years that name some nations or more, the share with a country, in percent.

    Lists put together from the entries of a yearbook are left out: a nation that they lack may stand in another entry.
    Nothing where the resolution and the agreement on which the force rests are not on file.
    """
    mandate = lookups.rows(edition, "agreements", {"id": list(MANDATE)})
    rows = edition.table(CONTRIBUTIONS)
    rows = rows[rows["edition"].isna()]
    named = kfor.lists(rows, edition.table(STRENGTH), nations)
    named = named[named["date"].dt.year.between(*span)]
    if len(mandate) < len(MANDATE) or named.empty:
        return nothing("no list of contingents on file")
    own = named.merge(rows[rows["contributor_iso3"] == iso3], on=["date", "source"])
    own = own.drop_duplicates(["date", "source"])
    text = f"in {words.count(len(own))} of {words.count(len(named))} lists ({words.years(*span)})"
    return result(len(own) / len(named) * 100, text, ("agreements", mandate), (CONTRIBUTIONS, own))


@measure
def above_the_median(edition: Edition, iso3: str) -> Result:
    """A country's contingent in the newest whole list of KFOR that names it, less the median contingent."""
    contributions = edition.table(CONTRIBUTIONS)
    named = kfor.lists(contributions, edition.table(STRENGTH))
    rows = kfor.contingents(contributions, named[named["complete"]])
    days = needed(rows.loc[rows["contributor_iso3"] == iso3, "date"], "no whole list on file names it")
    rows = rows[rows["date"] == days.max()]
    own, median = rows[rows["contributor_iso3"] == iso3], rows["troops"].median()
    text = (
        f"a contingent of {words.people(own['troops'].iloc[0])}, {words.people(median)} in the median of "
        f"{words.count(len(rows))} contingents ({words.day(days.max(), 'month')})"
    )
    return result(float(own["troops"].iloc[0] - median), text, (CONTRIBUTIONS, rows))


@measure
def growth(edition: Edition, since: str, counts: str = "dated to a day or month") -> Result:
    """How far the newest published size of KFOR lies above the last one before a day, in percent, by exact counts or all.

    Each size is the median of all counts of its day.
    """
    rows = counted(edition)
    rows = rows if counts == "all" else kfor.precise(rows)
    before, after = rows[rows["date"] < since], rows[rows["date"] >= since]
    if before.empty or after.empty:
        return nothing()
    before, after = (side[side["date"] == side["date"].max()] for side in (before, after))
    change = (after["value"].median() / before["value"].median() - 1) * 100
    text = f"from {_of_the_day(before)} to {_of_the_day(after)}"
    return result(change, text, (STRENGTH, before), (STRENGTH, after))


def _of_the_day(rows: pd.DataFrame) -> str:
    """The size of KFOR by all counts of one day, in words."""
    return _size(rows.assign(value=rows["value"].median()).iloc[0])


@measure
def episodes_followed_by_growth(edition: Edition, since: int) -> Result:
    """Of the episodes of serious unrest since a year, the share after which KFOR was larger, in percent."""
    episodes = incidents.episodes(edition, "XKX")
    episodes = episodes[pd.to_datetime(episodes["start"]).dt.year >= since]
    around = needed(
        unrest.around(episodes, kfor.precise(counted(edition))).dropna(subset=["before", "after"]),
        "no episode with a size before and after",
    )
    grew = around["after"] > around["before"]
    text = f"{words.count(int(grew.sum()))} of {words.count(len(around))} since {since}"
    own = edition.table(INCIDENTS)
    own = own[
        (own["iso3"] == "XKX")
        & own["date"].isin(pd.to_datetime(around["start"]))
        & own["primary"].fillna(False)
    ]
    return result(grew.mean() * 100, text, (INCIDENTS, own))


@measure
def soldiers_a_member(edition: Edition, until: str | None = None, which: str = lookups.NEWEST) -> Result:
    """KFOR soldiers for each member of the Kosovo Security Force, newest pair of counts or the one that `which` names."""
    forces = edition.table("armed_forces_size")
    forces = forces[
        (forces["iso3"] == "XKX")
        & forces["measure"].isin(["active", "total"])
        & forces["basis"].ne("planned")
        & (forces["date"] <= (until or edition.as_of))
    ]
    pairs = kfor.per_member(counted(edition), forces, NEAR)
    pairs = needed(lookups.which_of(pairs.sort_values("date"), which, "date"))
    own = forces[forces["date"].isin(pairs["date"])]
    day = words.day(pairs["date"].iloc[-1], "month")
    told = f"mean of {words.count(len(pairs))} pairs to {day}" if len(pairs) > 1 else day
    value = float(pairs["value"].mean())
    text = f"{words.number(value, 1)} soldiers a member ({told})"
    return result(value, text, ("armed_forces_size", own), (STRENGTH, _nearest(edition, pairs["date"])))


@measure
def larger_than_other_missions(
    edition: Edition, missions: Sequence[str], since: str, until: str, of: str = lookups.NEWEST
) -> Result:
    """KFOR's size between two days less the largest of some other missions by the newest count of each; plans left out.

    Of KFOR the mean or the newest figure; no answer as long as one of the missions has no count of those days.
    """
    sizes = counted(edition)
    own = needed(sizes[sizes["date"].between(since, until)])
    others = lookups.rows(edition, "missions_strength", {"measure": "total", "mission": list(missions)})
    others = others[others["day"].between(since, until) & ~others["basis"].isin(["planned", "authorised"])]
    missing = [mission for mission in missions if mission not in set(others["mission"])]
    if missing:
        return nothing(f"no size of those days on file of {words.listing(missing)}")
    top = others.drop_duplicates("mission", keep="last").sort_values("personnel").tail(1)
    size = lookups.middle(own["value"], of)
    text = (
        f"{words.people(size)}, beside {top['mission'].iloc[0]} with {words.people(top['personnel'].iloc[0])} "
        f"({lookups.period('missions_strength', top.iloc[0])})"
    )
    value = float(size - top["personnel"].iloc[0])
    shown = own if of == "mean" else own.tail(1)
    return result(value, text, (STRENGTH, shown), ("missions_strength", top))


# Which of the counts of a span stands for a contingent, besides those of `lookups.middle`.
NEAREST, OF_THE_LAST_YEAR = "nearest", "mean of the last year"


@measure
def contingent(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, iso3: str, first: str, last: str, of: str = "mean", near: str = ""
) -> Result:
    """A contingent in KFOR by its counts between two days, plans left out.

    `of` is the mean, the median or the newest of them, the one nearest to the day `near`, or the mean of those of the year
    in which the days end.
    """
    rows = kfor.of_nations(edition.table(CONTRIBUTIONS), [iso3])
    rows = needed(
        rows[~rows["basis"].isin(kfor.INTENDED) & rows["date"].between(first, last) & rows["value"].notna()],
        "no count of those years on file",
    )
    if of == NEAREST:
        rows = rows.loc[[(rows["date"] - pd.Timestamp(near)).abs().idxmin()]]
    elif of == OF_THE_LAST_YEAR:
        rows = needed(rows[rows["date"].dt.year == pd.Timestamp(last).year])
    counts = f"{words.count(len(rows))} {'counts' if len(rows) > 1 else 'count'}"
    text = f"{words.span(rows['value'].min(), rows['value'].max())} in {counts}"
    value = lookups.middle(rows["value"], of if of in ("median", "newest") else "mean")
    return result(value, text, (CONTRIBUTIONS, rows))


@measure
def clash_of(edition: Edition, day: str) -> Result:
    """Whether a clash in Kosovo with KFOR is on record for a day."""
    rows = lookups.rows(edition, INCIDENTS, {"iso3": "XKX", "type": "clash", "primary": True})
    rows = rows[(rows["date"].dt.strftime("%Y-%m") == day) & lookups.lists(rows["concerns"], "KFOR")]
    if rows.empty:
        return result(False, "none on record")
    row = rows.iloc[0]
    text = f"{row['title']}, {words.day(row['date'])}, {words.number(row['injured'], 0)} injured"
    return result(True, text, (INCIDENTS, rows))


@measure
def deadliest_year(edition: Edition, places: Sequence[tuple[str, int]], register: str) -> Result:
    """The most people killed in incidents in one year, in some countries, each from a year on.

    By the incidents of the one register, or in Kosovo by the highest number said of each incident in the other; accidents
    and sums over several incidents are left out.
    """
    killed = {iso3: _killed(edition, iso3, register if iso3 == "XKX" else INCIDENTS) for iso3, _ in places}
    years = {
        (iso3, int(year)): number
        for iso3, since in places
        for year, number in killed[iso3].groupby(killed[iso3]["day"].dt.year)["killed"].sum().items()
        if year >= since
    }
    if not years:
        return nothing()
    iso3, year = max(years, key=lambda place: (years[place], place))
    own = killed[iso3][killed[iso3]["day"].dt.year == year]
    text = f"{words.number(years[iso3, year], 0)} in {countries.name(iso3)} in {year}, the most of any year"
    return result(float(years[iso3, year]), text, (register if iso3 == "XKX" else INCIDENTS, own))


def _killed(edition: Edition, iso3: str, register: str) -> pd.DataFrame:
    """Incidents in which people were killed, one a row, with their number in `killed`."""
    if register == INCIDENTS:
        return lookups.rows(edition, INCIDENTS, {"iso3": iso3, "primary": True}, having="killed")
    fields = {"measure": "killed", "accident": False, "several": False}
    said = lookups.rows(edition, register, fields, having="value").assign(killed=lambda rows: rows["value"])
    return said.sort_values(["killed", "id"]).drop_duplicates("incident", keep="last")


# Days between a size of KFOR and one of another force that still make a pair.
NEAR = 200


def _nearest(edition: Edition, days: pd.Series) -> pd.DataFrame:
    """The published sizes of KFOR that `kfor.per_member` sets beside another force on some days."""
    sizes = counted(edition)
    near = [row for day in days if (row := kfor.nearest(sizes, day, NEAR)) is not None]
    return pd.DataFrame(near).drop_duplicates()
