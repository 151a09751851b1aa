"""Claims on politics within the region, on religion and identity, and on the past."""

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import documents, incidents, lookups, scores, trade
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

# The agreement that the United States brokered and are no party to.
DAYTON = "1995-11-dayton-general-framework-agreement-initialled"
DEMOCRACY, INDICATORS, INCIDENTS, FDI = "democracy", "indicators", "security_incidents", "fdi_origin"


@measure
def traded_with_eu(edition: Edition) -> Result:
    """Share of the six with a figure that do more than half of their trade with the EU, in percent."""
    shares = needed(trade.newest_shares(edition, countries.WB6, ["EU27"]))
    above = shares["EU27"] > 50
    year = shares.attrs["year"]
    text = (
        f"{words.count(int(above.sum()))} of {words.count(len(shares))} with a figure, from "
        f"{words.span(shares['EU27'].min(), shares['EU27'].max())} percent ({year})"
    )
    rows = trade.flows(edition, shares.index, ["EU27"], [year])
    return result(above.mean() * 100, text, (trade.TABLE, rows))


@measure
def invested_in_serbia(edition: Edition, origin: str) -> Result:
    """The newest share of an origin in the inflow of foreign investment in Serbia."""
    fields = {"iso3": "SRB", "origin_iso3": origin, "flow": ["inflow", "inflow_net"]}
    return lookups.newest(edition, FDI, fields, "percent", "share_pct")


@measure
def poorer_than_bulgaria(edition: Edition, indicator: str) -> Result:
    """Share of the six whose output a head is below that of Bulgaria in the newest year, in percent."""
    score = (INDICATORS, indicator)
    mark = needed(scores.newest(edition, score, ["BGR"]))
    return scores.meeting(edition, *score, below=mark["value"].iloc[0])


@measure
def unrest_in(edition: Edition, years: int) -> Result:
    """Share of the six with an incident of unrest on record in the last years, in percent."""
    rows = incidents.among_the_six(edition)
    rows = rows[rows["date"] > edition.day - pd.DateOffset(years=years)]
    names = words.listing(sorted(countries.name(iso3) for iso3 in set(rows["iso3"]))) if len(rows) else "none"
    count = rows["iso3"].nunique()
    text = f"{words.count(count)} of six in {words.count(years)} years ({names})"
    return result(count / len(countries.WB6) * 100, text, (INCIDENTS, rows))


@measure
def fell_without_russia(edition: Edition, since: int, indicator: str) -> Result:
    """Of the six whose democracy fell since a year, the share in whose trade Russia lost weight, in percent."""
    last = scores.newest(edition, (DEMOCRACY, indicator))
    first = lookups.rows(edition, DEMOCRACY, {"indicator": indicator, "year": since})
    both = first.set_index("iso3")["value"].reindex(last["iso3"]).dropna()
    change = last.set_index("iso3")["value"] - both
    fallen = sorted(change[change < 0].index)
    risen = needed(trade.risen_by_country(edition, fallen, "RUS", since))
    lost = [iso3 for iso3, more in risen.items() if more <= 0]
    names = words.listing([countries.name(iso3) for iso3 in risen])
    text = f"{words.count(len(lost))} of {words.count(len(risen))} countries in which it fell since {since} ({names})"
    rows = pd.concat([first, last])
    return result(len(lost) / len(risen) * 100, text, (DEMOCRACY, rows[rows["iso3"].isin(risen)]))


@measure
def score_of_serbia(edition: Edition, score: scores.Score) -> Result:
    """How a score of Serbia changed in ten years, in points."""
    rows = needed(lookups.rows(edition, score[0], {"iso3": "SRB", "indicator": score[1]}, having="value"))
    last = int(rows["year"].max())
    values = lookups.Values(score[0], {"iso3": "SRB", "indicator": score[1]}, "")
    return lookups.change(edition, values, last - 10, last)


@measure
def russian_share_of_eu(edition: Edition) -> Result:
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
    return result(share, f"{words.percent(share)} ({period})", (FDI, pair.reset_index()))


@measure
def driven_out(edition: Edition, claim_id: str) -> Result:
    """People driven out of the Krajina in 1995 less those driven out of Kosovo in 1999."""
    counts = [documents.one(edition, claim_id, number) for number in (1, 2)]
    if any(count.empty for count in counts):
        return nothing("no count on file")
    first, other = (float(count["number"].iloc[0]) for count in counts)
    text = ", ".join(
        f"{words.quantity(number, '')} from {place} ({documents.period(count)})"
        for number, place, count in zip((first, other), ("the Krajina", "Kosovo"), counts, strict=True)
    )
    return result(first - other, text, *((documents.TABLE, count) for count in counts))


@measure
def first_american_soldiers(edition: Edition) -> Result:
    """The first year with American soldiers of a mission in the region on file."""
    rows = needed(lookups.rows(edition, "missions_strength", {"measure": "us_personnel"}), "no count on file")
    row = rows.head(1)
    text = (
        f"{words.people(row['personnel'].iloc[0])} with {row['mission'].iloc[0]} ({row['day'].iloc[0].year})"
    )
    return result(int(row["day"].iloc[0].year), text, ("missions_strength", row))


@measure
def first_agreement_with_usa(edition: Edition) -> Result:
    """The first year of an agreement on the region in whose making or parties the United States stand."""
    rows = lookups.rows(edition, "agreements", {})
    rows = needed(
        rows[lookups.lists(rows["parties"], "USA") | (rows["id"] == DAYTON)].head(1), "no agreement on file"
    )
    row = rows.iloc[0]
    return result(int(row["day"].year), f"{row['title']} ({row['day'].year})", ("agreements", rows))
