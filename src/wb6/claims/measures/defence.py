"""Claims on the reform of armed forces: money, equipment, order of entry."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

REPORTS, NATO = "defence_reports", "nato_milestones"


# The share of defence spending that allies agreed to give to major equipment, in percent.
GUIDELINE = 20


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
def equipment_raised(edition: Edition, iso3: str, first: int, last: int) -> Result:
    """The mean share of equipment in a span of years less a mark, in points.

    The mark is the mean of the five years before, or NATO's guideline where that is lower. Shares are of one report.
    """
    rows = lookups.rows(edition, REPORTS, {"iso3": iso3, "indicator": "NATO_EQUIPMENT_SHARE"}, having="value")
    rows = rows[rows["year"].between(first - 5, last)]
    rows = rows[rows["edition"] == rows["edition"].max()]
    late, early = rows[rows["year"] >= first], rows[rows["year"] < first]
    if len(late) < last - first + 1 or early.empty:
        return nothing()
    share, before = late["value"].mean(), early["value"].mean()
    text = (
        f"{words.percent(share)} ({words.years(first, last)}), {words.percent(before)} in the five years before, "
        f"{words.percent(GUIDELINE)} as guideline"
    )
    return result(share - min(before, GUIDELINE), text, (REPORTS, rows))


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
    return result(len(moved) * 100 / len(countries.WB6), text, *parts)


PAPERS = "strategic_documents"


# What makes a date that of no act.
NO_ACTS = ("draft", "planned", "announced")


@measure
def papers_beside_steps(edition: Edition, since: int, years: int, kinds: Sequence[str]) -> Result:
    """Of those of the six with a paper of some kinds, how many have one within some years of a step to NATO, in percent.

    Papers and steps, those in NATO among them, count from the year `since` on; papers that were drafted, planned or
    announced alone are left out.
    """
    steps, papers = (
        rows[rows["day"].dt.year >= since]
        for rows in (
            lookups.rows(edition, NATO, {"iso3": list(countries.WB6)}),
            lookups.rows(edition, PAPERS, {"iso3": list(countries.WB6), "kind": list(kinds)}),
        )
    )
    papers = needed(papers[~papers["basis"].isin(NO_ACTS)], "no paper on file")
    pairs = papers.merge(steps[["iso3", "code", "date", "day"]], on="iso3", suffixes=("", "_step"))
    pairs = pairs.assign(apart=(pairs["day"] - pairs["day_step"]).abs())
    near = pairs[pairs["apart"] <= pd.Timedelta(days=365.25 * years)]
    near = near.sort_values(["iso3", "apart", "id"]).drop_duplicates("iso3")
    names = words.listing(sorted(countries.name(iso3) for iso3 in near["iso3"]) or ["none"])
    count = papers["iso3"].nunique()
    text = f"{words.count(len(near))} of {words.count(count)} with a paper on file ({names})"
    keys = pd.MultiIndex.from_frame(near[["iso3", "code", "date_step"]])
    own = steps[pd.MultiIndex.from_frame(steps[["iso3", "code", "date"]]).isin(keys)]
    return result(len(near) * 100 / count, text, (NATO, own), (PAPERS, papers))
