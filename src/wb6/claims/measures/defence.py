"""Claims on the reform of armed forces: money, equipment, order of entry."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition

REPORTS, NATO, INDICATORS = "defence_reports", "nato_milestones", "indicators"
PAPERS = "strategic_documents"
SPENDING = (INDICATORS, "SIPRI_MILEX_PCT_GDP")
# What makes a date that of no act.
NO_ACTS = ("draft", "planned", "announced")


@measure
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


@measure
def equipment_growth(edition: Edition, iso3: str, since: int) -> Found:
    """The newest share of equipment as NATO reports it less that of a year, in points."""
    fields = {"iso3": iso3, "indicator": "NATO_EQUIPMENT_SHARE"}
    return lookups.change(edition, lookups.Values(REPORTS, fields, "percent"), since)


@measure
def spending_share(edition: Edition, iso3: str, publisher: str) -> Found:
    """The newest share of GDP spent on defence, by a publisher."""
    table = REPORTS if publisher.startswith("NATO") else INDICATORS
    return lookups.newest(edition, table, {"iso3": iso3, "indicator": publisher}, "percent")


@measure
def spending_growth(edition: Edition, iso3: str, years: int) -> Found:
    """The newest share of GDP spent on defence less that of some years before, in points."""
    rows = lookups.rows(edition, INDICATORS, {"iso3": iso3, "indicator": SPENDING[1]}, having="value")
    if rows.empty:
        return nothing()
    last = int(rows["year"].max())
    values = lookups.Values(INDICATORS, {"iso3": iso3, "indicator": SPENDING[1]}, "percent")
    return lookups.change(edition, values, last - years, last)


@measure
def papers_beside_steps(edition: Edition, since: int, years: int, kinds: Sequence[str]) -> Found:
    """How many of the six have a paper of some kinds within some years of a step towards or in NATO, in percent.

    Steps count from the year `since` on; papers that were drafted, planned or announced alone are left out.
    """
    fields = {"iso3": list(countries.WB6)}
    steps = lookups.rows(edition, NATO, fields)
    steps = steps[steps["day"].dt.year >= since]
    papers = lookups.rows(edition, PAPERS, {**fields, "kind": list(kinds)})
    papers = papers[~papers["basis"].isin(NO_ACTS)]
    pairs = steps.merge(papers, on="iso3", suffixes=("", "_paper"))
    apart = (pairs["day"] - pairs["day_paper"]).abs()
    near = pairs.assign(apart=apart)[apart <= pd.Timedelta(days=365.25 * years)]
    near = near.sort_values(["iso3", "apart", "id"]).drop_duplicates("iso3")
    names = words.listing(sorted(countries.name(iso3) for iso3 in near["iso3"])) or "none"
    text = f"{words.count(len(near))} of six within {words.count(years)} years ({names})"
    own = steps.merge(near[["iso3", "code", "date"]], on=["iso3", "code", "date"])
    rows = (NATO, own), (PAPERS, papers[papers["id"].isin(near["id"])])
    return found(len(near) / len(countries.WB6) * 100, text, *rows)


@measure
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
