"""Claims on KFOR, on EUFOR, and on how size and unrest go together."""

import pandas as pd

from wb6.claims import lookups
from wb6.claims.declaration import Point, claim
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.ledger import claimed
from wb6.claims.rules import Between, Beyond, Is, at_least, at_most, equal
from wb6.data import words
from wb6.data.edition import Edition
from wb6.measures import kfor, unrest

STRENGTH, CONTRIBUTIONS, INCIDENTS = "kfor_strength", "kfor_contributions", "security_incidents"


def _size(row: pd.Series) -> str:
    return f"{words.people(row['value'])} ({words.day(row['date'], row['date_precision'])})"


def size(edition: Edition, first: str, last: str) -> Found:
    """Half of the lowest and highest published size of KFOR between two days."""
    rows = kfor.counted(edition.table(STRENGTH))
    rows = rows[rows["date"].between(first, last)]
    if rows.empty:
        return nothing()
    low, high = rows["value"].min(), rows["value"].max()
    text = f"{words.span(low, high)} in {words.count(len(rows))} counts"
    return found((low + high) / 2, text, (STRENGTH, rows))


def share_of_usa(edition: Edition) -> Found:
    """The United States' share of KFOR at the newest date for which both are known."""
    figures = edition.table(STRENGTH)
    shares = kfor.share_of(edition.table(CONTRIBUTIONS), kfor.counted(figures), "USA")
    if shares.empty:
        return nothing()
    row = shares.sort_values("date").iloc[-1]
    own = edition.table(CONTRIBUTIONS)
    own = own[(own["contributor_iso3"] == "USA") & (own["date"] == row["date"])]
    value = float(row["value"])
    return found(value, f"{words.percent(value)} ({words.day(row['date'], 'month')})", (CONTRIBUTIONS, own))


def growth(edition: Edition, since: str) -> Found:
    """Newest published size of KFOR as a share of the last one before a day."""
    rows = kfor.precise(kfor.counted(edition.table(STRENGTH)))
    before, after = rows[rows["date"] < since].tail(1), rows[rows["date"] >= since].tail(1)
    if before.empty or after.empty:
        return nothing()
    first, last = before.iloc[0], after.iloc[0]
    change = (last["value"] / first["value"] - 1) * 100
    return found(change, f"from {_size(first)} to {_size(last)}", (STRENGTH, before), (STRENGTH, after))


def episodes_followed_by_growth(edition: Edition, since: int) -> Found:
    """Of the episodes of serious unrest since a year, the share after which KFOR was larger, in percent."""
    episodes = unrest.episodes(unrest.incidents_of(edition.table(INCIDENTS), "XKX"))
    episodes = episodes[pd.to_datetime(episodes["start"]).dt.year >= since]
    around = unrest.around(episodes, kfor.precise(kfor.counted(edition.table(STRENGTH)))).dropna(
        subset=["after"]
    )
    if around.empty:
        return nothing("no episode with a size before and after")
    grew = around["after"] > around["before"]
    text = f"{words.count(int(grew.sum()))} of {words.count(len(around))} since {since}"
    own = edition.table(INCIDENTS)
    own = own[
        (own["iso3"] == "XKX")
        & own["date"].isin(pd.to_datetime(around["start"]))
        & own["primary"].fillna(False)
    ]
    return found(grew.mean() * 100, text, (INCIDENTS, own))


def soldiers_a_member(edition: Edition) -> Found:
    """KFOR soldiers for each member of the Kosovo Security Force, newest pair of counts."""
    forces = edition.table("armed_forces_size")
    forces = forces[
        (forces["iso3"] == "XKX")
        & forces["measure"].isin(["active", "total"])
        & forces["basis"].ne("planned")
    ]
    pairs = kfor.per_member(kfor.counted(edition.table(STRENGTH)), forces)
    if pairs.empty:
        return nothing()
    row = pairs.sort_values("date").iloc[-1]
    own = forces[forces["date"] == row["date"]]
    text = f"{words.number(row['value'], 1)} soldiers a member ({words.day(row['date'], 'month')})"
    return found(row["value"], text, ("armed_forces_size", own))


def larger_than_other_missions(edition: Edition) -> Found:
    """KFOR's newest size less the largest other mission of NATO on file in the same three years."""
    own = kfor.counted(edition.table(STRENGTH)).tail(1)
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
    return found(value, text, (STRENGTH, own), ("missions_strength", top))


def contingent(edition: Edition, iso3: str, first: str, last: str) -> Found:
    """The mean of the counts of a contingent in KFOR between two days, plans left out."""
    rows = kfor.of_nations(edition.table(CONTRIBUTIONS), [iso3])
    rows = rows[
        ~rows["basis"].isin(kfor.INTENDED) & rows["date"].between(first, last) & rows["value"].notna()
    ]
    if rows.empty:
        return nothing("no count of those years on file")
    text = f"{words.span(rows['value'].min(), rows['value'].max())} in {words.count(len(rows))} counts"
    return found(float(rows["value"].mean()), text, (CONTRIBUTIONS, rows))


def clash_of(edition: Edition, day: str) -> Found:
    """Whether a clash in Kosovo with KFOR is on record for a day."""
    rows = lookups.rows(edition, INCIDENTS, {"iso3": "XKX", "type": "clash", "primary": True})
    rows = rows[(rows["date"].dt.strftime("%Y-%m") == day) & rows["title"].str.contains("KFOR")]
    if rows.empty:
        return found(False, "none on record")
    row = rows.iloc[0]
    text = f"{row['title']}, {words.day(row['date'])}, {words.number(row['injured'], 0)} injured"
    return found(True, text, (INCIDENTS, rows))


def incidents_since(edition: Edition, years: int) -> Found:
    """Incidents of unrest in Kosovo in the last years."""
    rows = unrest.incidents_of(edition.table(INCIDENTS), "XKX")
    rows = rows[rows["date"] > edition.day - pd.DateOffset(years=years)]
    return found(len(rows), f"{words.count(len(rows))} in {words.count(years)} years", (INCIDENTS, rows))


def incidents_in_mission_areas(edition: Edition, since: int) -> Found:
    """The share of incidents of unrest among the six since a year that fell on the two mission areas."""
    rows = pd.concat(
        [
            unrest.incidents_of(edition.table(INCIDENTS), iso3)
            for iso3 in ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB")
        ]
    )
    rows = rows[rows["date"].dt.year >= since]
    if rows.empty:
        return nothing()
    inside = rows["iso3"].isin(["BIH", "XKX"])
    text = f"{words.count(int(inside.sum()))} of {words.count(len(rows))} since {since}"
    return found(inside.mean() * 100, text, (INCIDENTS, rows))


def dead_before_and_after(edition: Edition, years: int) -> Found:
    """People killed in incidents in Kosovo in the last years, as a share of those in the years after entry."""
    rows = unrest.incidents_of(edition.table(INCIDENTS), "XKX")
    early = rows[rows["date"].dt.year.between(1999, 1999 + years)]["killed"].sum()
    late = rows[rows["date"].dt.year.between(edition.day.year - years, edition.day.year)]["killed"].sum()
    if not early:
        return nothing()
    text = (
        f"{words.number(late, 0)} killed in the last {words.count(years)} years on record, "
        f"{words.number(early, 0)} in the {words.count(years)} years from 1999"
    )
    return found(late / early * 100, text, (INCIDENTS, rows[rows["killed"].fillna(0) > 0]))


GROWTH_AFTER_2023 = Point(
    "Size of KFOR since the clash of May 2023",
    (STRENGTH,),
    lambda edition, since: growth(edition, since),
    Beyond(low=5, unit="percent"),
    "has grown: by more than the rounding of the published figures",
    choices={"since": ("2023-05-29", "2022-01-01")},
)

TESTS = (
    claim(
        "S0-KFR-04",
        Point(
            "Share of the United States in KFOR",
            (CONTRIBUTIONS, STRENGTH),
            share_of_usa,
            at_least(10, "percent", partly=5),
            "an American presence: a tenth of the force or more; in part: a twentieth",
        ),
        untested="That the mandate served as a cover.",
    ),
    claim(
        "S2-KFR-01",
        GROWTH_AFTER_2023,
        Point(
            "Episodes of serious unrest after which KFOR was larger",
            (INCIDENTS, STRENGTH),
            episodes_followed_by_growth,
            at_least(50, "percent"),
            "growth that follows unrest: after half of the episodes at least",
            choices={"since": (1999, 2004, 2011)},
        ),
        untested="The cause; for the episode of 2023 alone the Alliance named it.",
    ),
    claim(
        "S2-XKX-05",
        Point(
            "KFOR soldiers for each member of the Kosovo Security Force",
            (STRENGTH, "armed_forces_size"),
            soldiers_a_member,
            at_least(1),
            "mostly a consumer: more foreign soldiers than own ones",
        ),
        untested="That tension with Serbia is the reason.",
    ),
    claim(
        "S3-XKX-06",
        Point(
            "KFOR soldiers for each member of the Kosovo Security Force",
            (STRENGTH, "armed_forces_size"),
            soldiers_a_member,
            at_least(1),
            "mainly: more foreign soldiers than own ones",
        ),
        limits="Heads are counted, not weapons or training.",
    ),
    claim(
        "S3-KFR-01",
        Point(
            "Size of KFOR, beside the largest other mission of NATO",
            (STRENGTH, "missions_strength"),
            larger_than_other_missions,
            Beyond(low=0),
            "biggest: larger than any other",
        ),
        untested="Importance.",
    ),
    claim(
        "S3-KFR-03",
        Point(
            "Published sizes of KFOR in the autumn of 2023",
            (STRENGTH,),
            lambda edition, first: size(edition, first, "2023-12-31"),
            equal(claimed("S3-KFR-03"), "persons", tolerance=225),
            "about: within one part in twenty",
            choices={"first": ("2023-10-01", "2023-06-05")},
        ),
    ),
    claim(
        "S3-KFR-06",
        Point(
            "Clash with KFOR in May 2023",
            (INCIDENTS,),
            lambda edition: clash_of(edition, "2023-05"),
            Is("a clash with KFOR is on record for that month"),
            "an event that took place is on record",
        ),
    ),
    claim(
        "S3-ALB-10",
        Point(
            "Albanian soldiers in KFOR by counts of 2022 and 2023",
            (CONTRIBUTIONS,),
            lambda edition: contingent(edition, "ALB", "2022-03-01", "2023-12-31"),
            Between(
                low=claimed("S3-ALB-10") * 0.75,
                high=claimed("S3-ALB-10") * 1.25,
                partly_low=claimed("S3-ALB-10") * 0.5,
                partly_high=claimed("S3-ALB-10") * 1.5,
            ),
            "about sixty: within a quarter; in part: within a half",
        ),
    ),
    claim(
        "S3-MNE-07",
        Point(
            "Montenegrin soldiers in KFOR by counts of 2022 and 2023",
            (CONTRIBUTIONS,),
            lambda edition: contingent(edition, "MNE", "2022-03-01", "2023-12-31"),
            Between(low=claimed("S3-MNE-07"), high=claimed("S3-MNE-07"), partly_high=2),
            "one; in part: two, as soldiers change places",
        ),
    ),
    claim(
        "S3-NAT-07",
        Point(
            "People killed in incidents in Kosovo lately, as a share of the first years of KFOR",
            (INCIDENTS,),
            dead_before_and_after,
            at_most(50, "percent"),
            "no relapse: half as many or fewer",
            choices={"years": (5, 3)},
        ),
        untested="That the troops are the reason; no region without them can be compared.",
    ),
    claim(
        "S4-KFR-01",
        Point(
            "Incidents of unrest in Kosovo",
            (INCIDENTS,),
            incidents_since,
            at_least(1),
            "a strategy that is undercut meets unrest",
            choices={"years": (3, 5)},
        ),
        untested="Which demands were conceded, and what they did to the mission.",
    ),
    claim(
        "S4-XKX-02",
        Point(
            "Incidents of unrest among the six that fell on Kosovo or Bosnia and Herzegovina",
            (INCIDENTS,),
            incidents_in_mission_areas,
            Beyond(low=50, unit="percent"),
            "the sensitive spots: most incidents fall there",
            choices={"since": (2014, 2010, 2017)},
        ),
        limits="The list holds incidents that were widely reported.",
    ),
)
