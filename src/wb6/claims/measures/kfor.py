"""Claims on KFOR, on EUFOR, and on how size and unrest go together."""

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import incidents, lookups
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import kfor, unrest

STRENGTH, CONTRIBUTIONS, INCIDENTS = "kfor_strength", "kfor_contributions", "security_incidents"


@once
def counted(edition: Edition) -> pd.DataFrame:
    """Published sizes of KFOR; columns as of `kfor.counted`."""
    return kfor.counted(edition.table(STRENGTH))


def _size(row: pd.Series) -> str:
    return f"{words.people(row['value'])} ({words.day(row['date'], row['date_precision'])})"


@measure
def size(edition: Edition, first: str, last: str) -> Result:
    """Half of the lowest and highest published size of KFOR between two days."""
    rows = counted(edition)
    rows = needed(rows[rows["date"].between(first, last)])
    low, high = rows["value"].min(), rows["value"].max()
    text = f"{words.span(low, high)} in {words.count(len(rows))} counts"
    return result((low + high) / 2, text, (STRENGTH, rows))


@measure
def share_of_usa(edition: Edition) -> Result:
    """The United States' share of KFOR at the newest date for which both are known."""
    shares = needed(kfor.share_of(edition.table(CONTRIBUTIONS), counted(edition), "USA"))
    row = shares.sort_values("date").iloc[-1]
    own = edition.table(CONTRIBUTIONS)
    own = own[(own["contributor_iso3"] == "USA") & (own["date"] == row["date"])]
    value = float(row["value"])
    return result(value, f"{words.percent(value)} ({words.day(row['date'], 'month')})", (CONTRIBUTIONS, own))


@measure
def growth(edition: Edition, since: str) -> Result:
    """Newest published size of KFOR as a share of the last one before a day."""
    rows = kfor.precise(counted(edition))
    before, after = rows[rows["date"] < since].tail(1), rows[rows["date"] >= since].tail(1)
    if before.empty or after.empty:
        return nothing()
    first, last = before.iloc[0], after.iloc[0]
    change = (last["value"] / first["value"] - 1) * 100
    return result(change, f"from {_size(first)} to {_size(last)}", (STRENGTH, before), (STRENGTH, after))


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
def soldiers_a_member(edition: Edition) -> Result:
    """KFOR soldiers for each member of the Kosovo Security Force, newest pair of counts."""
    forces = edition.table("armed_forces_size")
    forces = forces[
        (forces["iso3"] == "XKX")
        & forces["measure"].isin(["active", "total"])
        & forces["basis"].ne("planned")
    ]
    pairs = needed(kfor.per_member(counted(edition), forces))
    row = pairs.sort_values("date").iloc[-1]
    own = forces[forces["date"] == row["date"]]
    text = f"{words.number(row['value'], 1)} soldiers a member ({words.day(row['date'], 'month')})"
    return result(row["value"], text, ("armed_forces_size", own))


@measure
def larger_than_other_missions(edition: Edition) -> Result:
    """KFOR's newest size less the largest other mission of NATO on file in the same three years."""
    own = counted(edition).tail(1)
    others = lookups.rows(edition, "missions_strength", {"measure": "total"})
    others = others[
        others["mission"].isin(["Resolute Support", "NATO Mission Iraq", "NMI", "NATO HQ Sarajevo"])
        & (others["day"] > edition.day - pd.DateOffset(years=2))
        & others["personnel"].notna()
    ]
    if own.empty or others.empty:
        return nothing("no size of another mission of NATO of these years on file")
    top = others.sort_values("personnel").tail(1)
    text = (
        f"{_size(own.iloc[0])}, beside {top['mission'].iloc[0]} with {words.people(top['personnel'].iloc[0])}"
    )
    value = float(own["value"].iloc[0] - top["personnel"].iloc[0])
    return result(value, text, (STRENGTH, own), ("missions_strength", top))


@measure
def contingent(edition: Edition, iso3: str, first: str, last: str) -> Result:
    """The mean of the counts of a contingent in KFOR between two days, plans left out."""
    rows = kfor.of_nations(edition.table(CONTRIBUTIONS), [iso3])
    rows = needed(
        rows[~rows["basis"].isin(kfor.INTENDED) & rows["date"].between(first, last) & rows["value"].notna()],
        "no count of those years on file",
    )
    text = f"{words.span(rows['value'].min(), rows['value'].max())} in {words.count(len(rows))} counts"
    return result(float(rows["value"].mean()), text, (CONTRIBUTIONS, rows))


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
def incidents_since(edition: Edition, years: int) -> Result:
    """Incidents of unrest in Kosovo in the last years."""
    rows = incidents.of(edition, "XKX")
    rows = rows[rows["date"] > edition.day - pd.DateOffset(years=years)]
    return result(len(rows), f"{words.count(len(rows))} in {words.count(years)} years", (INCIDENTS, rows))


@measure
def incidents_in_mission_areas(edition: Edition, since: int) -> Result:
    """The share of incidents of unrest among the six since a year that fell on the two mission areas."""
    rows = incidents.among_the_six(edition)
    rows = needed(rows[rows["date"].dt.year >= since])
    inside = rows["iso3"].isin(["BIH", "XKX"])
    text = f"{words.count(int(inside.sum()))} of {words.count(len(rows))} since {since}"
    return result(inside.mean() * 100, text, (INCIDENTS, rows))


@measure
def dead_before_and_after(edition: Edition, years: int) -> Result:
    """People killed in incidents in Kosovo in the last years, as a share of those in the years after entry."""
    rows = incidents.of(edition, "XKX")
    early = rows[rows["date"].dt.year.between(1999, 1999 + years)]["killed"].sum()
    late = rows[rows["date"].dt.year.between(edition.day.year - years, edition.day.year)]["killed"].sum()
    if not early:
        return nothing()
    text = (
        f"{words.number(late, 0)} killed in the last {words.count(years)} years on record, "
        f"{words.number(early, 0)} in the {words.count(years)} years from 1999"
    )
    return result(late / early * 100, text, (INCIDENTS, rows[rows["killed"].fillna(0) > 0]))
