"""Claims on the reform of armed forces: money, equipment, order of entry."""

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, scores
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

REPORTS, NATO, INDICATORS = "defence_reports", "nato_milestones", "indicators"
SPENDING = (INDICATORS, "SIPRI_MILEX_PCT_GDP")


@measure
def order_of_entry(edition: Edition, iso3: str) -> Result:
    """The place of a country among the six by the day of its entry into NATO."""
    rows = lookups.rows(edition, NATO, {"code": "member", "iso3": list(countries.WB6)})
    rows = rows.drop_duplicates("iso3")
    if iso3 not in set(rows["iso3"]):
        return nothing("not a member in this edition")
    place = list(rows["iso3"]).index(iso3) + 1
    row = rows[rows["iso3"] == iso3]
    day = words.day(row["date"].iloc[0], row["date_precision"].iloc[0])
    return result(place, f"{words.ordinal(place)} of the six to enter, on {day}", (NATO, rows))


@measure
def equipment_share(edition: Edition, iso3: str, publisher: str) -> Result:
    """The newest share of equipment in defence spending, by a publisher."""
    return lookups.newest(edition, REPORTS, {"iso3": iso3, "indicator": publisher}, "percent")


@measure
def equipment_growth(edition: Edition, iso3: str, since: int) -> Result:
    """The newest share of equipment as NATO reports it less that of a year, in points."""
    fields = {"iso3": iso3, "indicator": "NATO_EQUIPMENT_SHARE"}
    return lookups.change(edition, lookups.Values(REPORTS, fields, "percent"), since)


@measure
def spending_share(edition: Edition, iso3: str, publisher: str) -> Result:
    """The newest share of GDP spent on defence, by a publisher."""
    table = REPORTS if publisher.startswith("NATO") else INDICATORS
    return lookups.newest(edition, table, {"iso3": iso3, "indicator": publisher}, "percent")


@measure
def spending_growth(edition: Edition, iso3: str, years: int) -> Result:
    """The newest share of GDP spent on defence less that of some years before, in points."""
    rows = needed(lookups.rows(edition, INDICATORS, {"iso3": iso3, "indicator": SPENDING[1]}, having="value"))
    last = int(rows["year"].max())
    values = lookups.Values(INDICATORS, {"iso3": iso3, "indicator": SPENDING[1]}, "percent")
    return lookups.change(edition, values, last - years, last)


@measure
def spending_rose(edition: Edition, years: int) -> Result:
    """How many of the six spend a larger share of GDP on defence than some years before."""
    last = needed(scores.newest(edition, SPENDING))
    return scores.moved(edition, SPENDING, int(last["year"].iloc[0]) - years, rising=True)


@measure
def stepped_on(edition: Edition, years: int) -> Result:
    """How many of the six took a step towards NATO or the EU in the last years, in percent."""
    start = edition.day - pd.DateOffset(years=years)
    parts = []
    for table in (NATO, "eu_milestones"):
        rows = lookups.rows(edition, table, {"iso3": list(countries.WB6)})
        parts.append((table, rows[rows["day"] > start].drop_duplicates("iso3", keep="last")))
    moved = {iso3 for _, rows in parts for iso3 in rows["iso3"]}
    text = f"{words.count(len(moved))} of six in {words.count(years)} years"
    return result(len(moved) / len(countries.WB6) * 100, text, *parts)
