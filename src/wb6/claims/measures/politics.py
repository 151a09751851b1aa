"""Claims on politics within the region, on religion and identity, and on the past."""

import pandas as pd

from wb6.claims.documents import TABLE as DOCUMENTS
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import documents, incidents, lookups, scores, trade
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition

# Parties to the wars of the 1990s, as the table of agreements names them.
AT_WAR = ("BIH", "HRV", "YUG", "XKX", "KLA", "MKD")
# Agreements to which the United States are no party, and in whose making they stand.
HELPED_TO_MAKE = (
    "1995-12-dayton-general-framework-agreement-signed-in-paris",
    "2001-08-ohrid-framework-agreement",
)
INCIDENTS, FDI = "security_incidents", "fdi_origin"


@measure
def traded_with_eu(edition: Edition, years: int = 1) -> Found:
    """Share of the six with a figure that do more than half of their trade with the EU, by the mean of years, in percent."""
    shares = trade.newest_shares(edition, countries.WB6, ["EU27"], years)
    if shares.empty:
        return nothing()
    above = shares["EU27"] > 50
    span = shares.attrs["years"]
    text = (
        f"{words.count(int(above.sum()))} of {words.count(len(shares))} with a figure, from "
        f"{words.span(shares['EU27'].min(), shares['EU27'].max())} percent ({words.years(span[0], span[-1])})"
    )
    rows = trade.flows(edition, shares.index, ["EU27"], span)
    return found(above.mean() * 100, text, (trade.TABLE, rows))


@measure
def invested_in_serbia(edition: Edition, origin: str, which: str = lookups.NEWEST) -> Found:
    """The newest share of an origin in the inflow of foreign investment in Serbia, or the one that `which` names."""
    fields = {"iso3": "SRB", "origin_iso3": origin, "flow": ["inflow", "inflow_net"]}
    return lookups.newest(edition, FDI, fields, "percent", "share_pct", which)


@measure
def unrest_in(edition: Edition, years: int) -> Found:
    """Share of the six with an incident of unrest on record in the last years, in percent."""
    rows = incidents.among_the_six(edition)
    rows = rows[rows["date"] > edition.day - pd.DateOffset(years=years)]
    names = words.listing(sorted(countries.name(iso3) for iso3 in set(rows["iso3"]))) if len(rows) else "none"
    count = rows["iso3"].nunique()
    text = f"{words.count(count)} of six in {words.count(years)} years ({names})"
    return found(count * 100 / len(countries.WB6), text, (INCIDENTS, rows))


@measure
def score_of_serbia(edition: Edition, score: scores.Score) -> Found:
    """How a score of Serbia changed in ten years, in points."""
    rows = lookups.rows(edition, score[0], {"iso3": "SRB", "indicator": score[1]}, having="value")
    if rows.empty:
        return nothing()
    last = int(rows["year"].max())
    values = lookups.Values(score[0], {"iso3": "SRB", "indicator": score[1]}, "")
    return lookups.change(edition, values, last - 10, last)


@measure
def russian_share_of_eu(edition: Edition) -> Found:
    """Russian investment in Serbia as a share of that of the EU, by the newest pair of sums."""
    fields = {"iso3": "SRB", "origin_iso3": ["RUS", "EU27"], "flow": "inflow_cumulative"}
    rows = lookups.rows(edition, FDI, fields, having="value")
    pair = rows[rows["day"] == rows["day"].max()].set_index("origin_iso3")
    if len(pair) < 2:
        fields = {"iso3": "SRB", "type": "fdi", "unit": "percent"}
        return lookups.newest(edition, "russia_presence", fields, "percent")
    share = pair.loc["RUS", "value"] / pair.loc["EU27", "value"] * 100
    since = pair["date_from"].iloc[0]
    period = words.years(since.year, pair["day"].iloc[0].year) if pd.notna(since) else "all years"
    return found(share, f"{words.percent(share)} ({period})", (FDI, pair.reset_index()))


@measure
def driven_out(edition: Edition, claim_id: str) -> Found:
    """People driven out of the Krajina in 1995 less those driven out of Kosovo in 1999."""
    counts = [documents.one(edition, claim_id, number) for number in (1, 2)]
    if any(count.empty for count in counts):
        return nothing("no count on file")
    first, other = (float(count["number"].iloc[0]) for count in counts)
    text = ", ".join(
        f"{words.quantity(number, '')} from {place} ({documents.period(count)})"
        for number, place, count in zip((first, other), ("the Krajina", "Kosovo"), counts, strict=True)
    )
    return found(first - other, text, *((DOCUMENTS, count) for count in counts))


@measure
def agreements_with_usa(edition: Edition, first: int, last: int) -> Found:
    """Share of the agreements of parties to the wars that the United States signed or helped to make, in percent.

    What was only initialled is left out, as the signed text follows it.
    """
    rows = lookups.rows(edition, "agreements", {"basis": ["signed", "announced"]})
    rows = rows[rows["day"].dt.year.between(first, last)]
    rows = rows[
        pd.concat([lookups.lists(rows["parties"], one) for one in AT_WAR], axis="columns").any(axis="columns")
    ]
    if rows.empty:
        return nothing("no agreement on file")
    american = lookups.lists(rows["parties"], "USA") | rows["id"].isin(HELPED_TO_MAKE)
    told = words.listing(rows.loc[american, "title"].tolist()) if american.any() else "none"
    text = (
        f"{words.count(int(american.sum()))} of {words.count(len(rows))}, {words.years(first, last)} ({told})"
    )
    return found(american.mean() * 100, text, ("agreements", rows))
