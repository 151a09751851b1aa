"""Claims on the reform of armed forces: money, equipment, order of entry."""

import pandas as pd

from wb6.claims import lookups, scores
from wb6.claims.declaration import Point, claim
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.rules import Beyond, at_least, at_most
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import defence

REPORTS, NATO, INDICATORS = "defence_reports", "nato_milestones", "indicators"
SPENDING = (INDICATORS, "SIPRI_MILEX_PCT_GDP")


def order_of_entry(edition: Edition, iso3: str) -> Found:
    """The place of a country among the six by the day of its entry into NATO."""
    rows = lookups.rows(edition, NATO, {"code": "member", "iso3": list(countries.WB6)})
    rows = rows.drop_duplicates("iso3")
    if iso3 not in set(rows["iso3"]):
        return nothing("not a member in this edition")
    place = list(rows["iso3"]).index(iso3) + 1
    row = rows[rows["iso3"] == iso3]
    day = words.day(row["date"].iloc[0], row["date_precision"].iloc[0])
    return found(place, f"{words.ordinal(place)} of the six to enter, on {day}", (NATO, rows))


def equipment_share(edition: Edition, iso3: str, publisher: str) -> Found:
    """The newest share of equipment in defence spending, by a publisher."""
    return lookups.newest(edition, REPORTS, {"iso3": iso3, "indicator": publisher}, "percent")


def equipment_growth(edition: Edition, iso3: str, since: int) -> Found:
    """The newest share of equipment as NATO reports it less that of a year, in points."""
    fields = {"iso3": iso3, "indicator": "NATO_EQUIPMENT_SHARE"}
    return lookups.change(edition, REPORTS, fields, "percent", since)


def spending_share(edition: Edition, iso3: str, publisher: str) -> Found:
    """The newest share of GDP spent on defence, by a publisher."""
    table = REPORTS if publisher.startswith("NATO") else INDICATORS
    return lookups.newest(edition, table, {"iso3": iso3, "indicator": publisher}, "percent")


def spending_growth(edition: Edition, iso3: str, years: int) -> Found:
    """The newest share of GDP spent on defence less that of some years before, in points."""
    rows = lookups.rows(edition, INDICATORS, {"iso3": iso3, "indicator": SPENDING[1]}).dropna(
        subset=["value"]
    )
    if rows.empty:
        return nothing()
    last = int(rows["year"].max())
    return lookups.change(
        edition, INDICATORS, {"iso3": iso3, "indicator": SPENDING[1]}, "percent", last - years, last
    )


def spending_rose(edition: Edition, years: int) -> Found:
    """How many of the six spend a larger share of GDP on defence than some years before."""
    last = scores.newest(edition, SPENDING)
    if last.empty:
        return nothing()
    return scores.moved(edition, SPENDING, int(last["year"].iloc[0]) - years, rising=True)


def stepped_on(edition: Edition, years: int) -> Found:
    """How many of the six took a step towards NATO or the EU in the last years, in percent."""
    start = edition.day - pd.DateOffset(years=years)
    parts = []
    for table in (NATO, "eu_milestones"):
        rows = lookups.rows(edition, table, {"iso3": list(countries.WB6)})
        parts.append((table, rows[rows["day"] > start].drop_duplicates("iso3", keep="last")))
    moved = {iso3 for _, rows in parts for iso3 in rows["iso3"]}
    text = f"{words.count(len(moved))} of six in {words.count(years)} years"
    return found(len(moved) / len(countries.WB6) * 100, text, *parts)


def entry(iso3: str, place: int, ordinal: str) -> Point:
    """A point on the place by day of entry."""
    return Point(
        f"Place of {countries.name(iso3)} among the six by entry into NATO",
        (NATO,),
        lambda edition: order_of_entry(edition, iso3),
        at_most(place) if place == 1 else at_least(place),
        f"{ordinal}: by the day of entry",
    )


def growing(iso3: str) -> Point:
    """A point that holds when more of output goes to defence than some years before."""
    return Point(
        f"Share of output that {countries.name(iso3)} spends on defence, beside years before",
        (INDICATORS,),
        lambda edition, years: spending_growth(edition, iso3, years),
        Beyond(low=0),
        "reform that goes on takes more than before",
        choices={"years": (5, 3)},
    )


TESTS = (
    claim(
        "S3-ALB-01",
        entry("ALB", 1, "first"),
        growing("ALB"),
        Point(
            "Share of equipment in Albania's defence spending, beside years before",
            (REPORTS,),
            lambda edition, since: equipment_growth(edition, "ALB", since),
            Beyond(low=0),
            "modernises: more goes to equipment than before",
            choices={"since": (2014, 2017)},
        ),
        limits="The newest share of equipment on file is years old; standards other than money are not measured.",
    ),
    claim(
        "S3-MKD-04",
        growing("MKD"),
        Point(
            "Share of output that North Macedonia spends on defence",
            (REPORTS, INDICATORS),
            lambda edition, publisher: spending_share(edition, "MKD", publisher),
            at_least(defence.GUIDELINE_SHARE, "percent", partly=1.5),
            "good: the guideline of NATO; in part: three quarters of it",
            choices={"publisher": ("NATO_DEFEXP_PCT_GDP", "SIPRI_MILEX_PCT_GDP")},
        ),
        limits="No share of equipment is on file for the country; reform other than money is not measured.",
    ),
    claim(
        "S3-MNE-03",
        entry("MNE", 2, "second"),
        Point(
            "Share of output that Montenegro spends on defence",
            (REPORTS, INDICATORS),
            lambda edition, publisher: spending_share(edition, "MNE", publisher),
            Beyond(high=defence.GUIDELINE_SHARE, unit="percent"),
            "a delay: the guideline of NATO is not reached",
            choices={"publisher": ("NATO_DEFEXP_PCT_GDP", "SIPRI_MILEX_PCT_GDP")},
        ),
        Point(
            "Share of equipment in Montenegro's defence spending",
            (REPORTS,),
            lambda edition, publisher: equipment_share(edition, "MNE", publisher),
            Beyond(high=defence.GUIDELINE_EQUIPMENT, unit="percent"),
            "a delay: the guideline of NATO is not reached",
            choices={"publisher": ("NATO_EQUIPMENT_SHARE", "BDM_EQUIPMENT_SHARE")},
        ),
        untested="Professionalisation; neither training nor ranks are on file.",
    ),
    claim(
        "S3-REG-10",
        Point(
            "Countries of the six that spend a larger share of output on defence than years before",
            (INDICATORS,),
            spending_rose,
            at_least(100, "percent", partly=200 / 3),
            "in each country: all six; in part: two thirds of them",
            choices={"years": (10, 5)},
        ),
        Point(
            "Countries of the six that took a step towards NATO or the EU",
            (NATO, "eu_milestones"),
            lambda edition: stepped_on(edition, 10),
            at_least(100, "percent", partly=200 / 3),
            "in each country: all six; in part: two thirds of them",
        ),
        untested="That the one shaped the other; the measure shows that both went on at the same time.",
    ),
)
