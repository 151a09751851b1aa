"""Claims on politics within the region, on religion and identity, and on the past."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.documents import TABLE as DOCUMENTS
from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import documents, incidents, lookups, trade
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

# Steps on the way to NATO, the first one first.
WAY_TO_NATO = ("pfp_joined", "ipap", "map", "invitation", "member")


INCIDENTS, FDI = "security_incidents", "fdi_origin"


@measure
def traded_with_eu(edition: Edition, years: int = 1) -> Result:
    """Share of the six with a figure that do more than half of their trade with the EU, by the mean of years, in percent."""
    shares = needed(trade.newest_shares(edition, countries.WB6, ["EU27"], years))
    above = shares["EU27"] > 50
    span = shares.attrs["years"]
    text = (
        f"{words.count(int(above.sum()))} of {words.count(len(shares))} with a figure, from "
        f"{words.span(shares['EU27'].min(), shares['EU27'].max())} percent ({words.years(span[0], span[-1])})"
    )
    rows = trade.flows(edition, shares.index, ["EU27"], span)
    return result(above.mean() * 100, text, (trade.TABLE, rows))


@measure
def invested_in_serbia(edition: Edition, origin: str, which: str = lookups.NEWEST) -> Result:
    """The newest share of an origin in the inflow of foreign investment in Serbia, or the one that `which` names."""
    fields = {"iso3": "SRB", "origin_iso3": origin, "flow": ["inflow", "inflow_net"]}
    return lookups.newest(edition, FDI, fields, "percent", "share_pct", which)


@measure
def dependent_further(edition: Edition, partners: Sequence[str], years: int = 1) -> Result:
    """Rank correlation of the share of trade that the six do with some partners and their furthest step to NATO."""
    shares = needed(trade.newest_shares(edition, countries.WB6, partners, years))
    steps = edition.table("nato_milestones")
    steps = needed(
        steps[steps["iso3"].isin(shares.index) & steps["code"].isin(WAY_TO_NATO)], "no step on file"
    )
    reached = steps["code"].map(WAY_TO_NATO.index).groupby(steps["iso3"]).max().add(1)
    reached = reached.reindex(shares.index, fill_value=0)
    sums, span = shares.sum(axis="columns"), shares.attrs["years"]
    link = sums.rank().corr(reached.rank())
    told = words.listing([countries.name(iso3) for iso3 in sums.sort_values(ascending=False).index])
    text = (
        f"{words.number(link, 2)} over {words.count(len(shares))} countries, of which those depend most on trade that "
        f"come first here: {told} ({words.years(span[0], span[-1])})"
    )
    rows = trade.flows(edition, shares.index, partners, span)
    return result(link, text, (trade.TABLE, rows), ("nato_milestones", steps))


@measure
def unrest_in(edition: Edition, years: int) -> Result:
    """Share of the six with an incident of unrest on record in the last years, in percent."""
    rows = incidents.among_the_six(edition)
    rows = rows[rows["date"] > edition.day - pd.DateOffset(years=years)]
    names = words.listing(sorted(countries.name(iso3) for iso3 in set(rows["iso3"]))) if len(rows) else "none"
    count = rows["iso3"].nunique()
    text = f"{words.count(count)} of six in {words.count(years)} years ({names})"
    return result(count * 100 / len(countries.WB6), text, (INCIDENTS, rows))


@measure
def driven_out(edition: Edition, claim_id: str, case: int, cases: Sequence[int]) -> Result:
    """People driven out in one case less those of the case with most among some others (`cases`), documents on a claim.

    No answer where the one has more than all others: the cases on file are not all there were, so that they can refute a first
    place and not bear it out.
    """
    first = documents.one(edition, claim_id, case)
    rest = [row for number in cases if len(row := documents.one(edition, claim_id, number))]
    if first.empty or not rest:
        return nothing("no count on file")
    other = max(rest, key=lambda row: row["number"].iloc[0])
    told = [
        f"{words.quantity(row['number'].iloc[0], '')} by {documents.period(row)}" for row in (first, other)
    ]
    text = f"{told[0]}, {told[1]} in another case"
    lead = float(first["number"].iloc[0] - other["number"].iloc[0])
    if lead > 0:
        return nothing(f"{text}; cases that are not on file might be larger")
    return result(lead, text, (DOCUMENTS, first), (DOCUMENTS, other))


# Parties to the wars of the 1990s, as the table of agreements names them.
AT_WAR = ("BIH", "HRV", "YUG", "XKX", "KLA", "MKD")


# Agreements to which the United States are no party, and in whose making they stand.
HELPED_TO_MAKE = (
    "1995-12-dayton-general-framework-agreement-signed-in-paris",
    "2001-08-ohrid-framework-agreement",
)


INCIDENTS, FDI = "security_incidents", "fdi_origin"


@measure
def agreements_with_usa(edition: Edition, first: int, last: int) -> Result:
    """Share of the agreements of parties to the wars that the United States signed or helped to make, in percent.

    What was only initialled is left out, as the signed text follows it.
    """
    rows = lookups.rows(edition, "agreements", {"basis": ["signed", "announced"]})
    rows = rows[rows["day"].dt.year.between(first, last)]
    rows = needed(
        rows[
            pd.concat([lookups.lists(rows["parties"], one) for one in AT_WAR], axis="columns").any(
                axis="columns"
            )
        ],
        "no agreement on file",
    )
    american = lookups.lists(rows["parties"], "USA") | rows["id"].isin(HELPED_TO_MAKE)
    told = words.listing(rows.loc[american, "title"].tolist()) if american.any() else "none"
    text = (
        f"{words.count(int(american.sum()))} of {words.count(len(rows))}, {words.years(first, last)} ({told})"
    )
    return result(american.mean() * 100, text, ("agreements", rows))
