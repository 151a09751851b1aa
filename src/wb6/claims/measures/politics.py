"""Claims on politics within the region, on religion and identity, and on the past."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.documents import TABLE as DOCUMENTS
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import documents, incidents, lookups, scores, trade
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition

# The agreement that the United States brokered and are no party to.
DAYTON = "1995-11-dayton-general-framework-agreement-initialled"


# Steps on the way to NATO, the first one first.
WAY_TO_NATO = ("pfp_joined", "ipap", "map", "invitation", "member")


DEMOCRACY, INDICATORS, INCIDENTS, FDI = "democracy", "indicators", "security_incidents", "fdi_origin"


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
def dependent_further(edition: Edition, partners: Sequence[str], years: int = 1) -> Found:
    """Rank correlation of the share of trade that the six do with some partners and their furthest step to NATO."""
    shares = trade.newest_shares(edition, countries.WB6, partners, years)
    if shares.empty:
        return nothing()
    steps = edition.table("nato_milestones")
    steps = steps[steps["iso3"].isin(shares.index) & steps["code"].isin(WAY_TO_NATO)]
    if steps.empty:
        return nothing("no step on file")
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
    return found(link, text, (trade.TABLE, rows), ("nato_milestones", steps))


@measure
def poorer_than_bulgaria(edition: Edition, indicator: str) -> Found:
    """Share of the six whose output a head is below that of Bulgaria in the newest year, in percent."""
    score = (INDICATORS, indicator)
    mark = scores.newest(edition, score, ["BGR"])
    if mark.empty:
        return nothing()
    return scores.meeting(edition, *score, below=mark["value"].iloc[0])


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
def fell_without_russia(edition: Edition, since: int, indicator: str) -> Found:
    """Of the six whose democracy fell since a year, the share in whose trade Russia lost weight, in percent."""
    last = scores.newest(edition, (DEMOCRACY, indicator))
    first = lookups.rows(edition, DEMOCRACY, {"indicator": indicator, "year": since})
    both = first.set_index("iso3")["value"].reindex(last["iso3"]).dropna()
    change = last.set_index("iso3")["value"] - both
    fallen = sorted(change[change < 0].index)
    risen = trade.risen_by_country(edition, fallen, "RUS", since)
    if not risen:
        return nothing()
    lost = [iso3 for iso3, more in risen.items() if more <= 0]
    names = words.listing([countries.name(iso3) for iso3 in risen])
    text = f"{words.count(len(lost))} of {words.count(len(risen))} countries in which it fell since {since} ({names})"
    rows = pd.concat([first, last])
    return found(len(lost) / len(risen) * 100, text, (DEMOCRACY, rows[rows["iso3"].isin(risen)]))


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
def driven_out(edition: Edition, claim_id: str, case: int, cases: Sequence[int]) -> Found:
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
    return found(lead, text, (DOCUMENTS, first), (DOCUMENTS, other))


@measure
def first_american_soldiers(edition: Edition) -> Found:
    """The first year with American soldiers of a mission in the region on file."""
    rows = lookups.rows(edition, "missions_strength", {"measure": "us_personnel"})
    if rows.empty:
        return nothing("no count on file")
    row = rows.head(1)
    text = (
        f"{words.people(row['personnel'].iloc[0])} with {row['mission'].iloc[0]} ({row['day'].iloc[0].year})"
    )
    return found(int(row["day"].iloc[0].year), text, ("missions_strength", row))


@measure
def first_agreement_with_usa(edition: Edition) -> Found:
    """The first year of an agreement on the region in whose making or parties the United States stand."""
    rows = lookups.rows(edition, "agreements", {})
    rows = rows[lookups.lists(rows["parties"], "USA") | (rows["id"] == DAYTON)].head(1)
    if rows.empty:
        return nothing("no agreement on file")
    row = rows.iloc[0]
    return found(int(row["day"].year), f"{row['title']} ({row['day'].year})", ("agreements", rows))


# Parties to the wars of the 1990s, as the table of agreements names them.
AT_WAR = ("BIH", "HRV", "YUG", "XKX", "KLA", "MKD")


# Agreements to which the United States are no party, and in whose making they stand.
HELPED_TO_MAKE = (
    "1995-12-dayton-general-framework-agreement-signed-in-paris",
    "2001-08-ohrid-framework-agreement",
)


INCIDENTS, FDI = "security_incidents", "fdi_origin"


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
