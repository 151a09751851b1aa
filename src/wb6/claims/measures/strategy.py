"""Claims on the aims and the weight of powers in the region."""

import numpy as np
import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import integration, kfor, lookups, polls, scores, trade, votes
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import alignment, arms
from wb6.measures import kfor as kfor_measures

WITHDRAWAL = "xkx-2003-07-02-russian-contingent-leaves-kfor"
VOTES, POINTS, NATO = "un_agreement", "ideal_points", "nato_milestones"
ARMS, MISSIONS, INCIDENTS = "arms_transfers", "missions_strength", "security_incidents"
SUCCESSORS = ("BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XKX")
# Allies since before 1990 whose votes are on file.
OLD_ALLIES = ("DEU", "FRA", "GRC", "TUR", "USA")
PRESIDENT = "opinion of the president of Russia"


def place_of_serbia(values: pd.Series, what: str, *evidence: tuple[str, pd.DataFrame]) -> Result:
    """The place of Serbia, from the highest down, among states with a value each."""
    if "SRB" not in values.index or len(values) < 2:
        return nothing()
    place = int(values.rank(ascending=False, method="min")["SRB"])
    return result(place, f"{words.ordinal(place)} of {len(values)}, with {what}", *evidence)


@measure
def place_by_arms(edition: Edition, years: int) -> Result:
    """The place of Serbia among the six by the value of Russian deliveries in the last years."""
    rows = lookups.rows(edition, ARMS, {"iso3": list(countries.WB6), "in_register": True})
    rows = rows[(rows["supplier_iso3"] == "RUS") & (rows["delivery_year"] > edition.last_full_year - years)]
    sums = rows.groupby("iso3")["tiv_million"].sum().reindex(countries.WB6, fill_value=0)
    what = f"{words.number(sums['SRB'])} million of trend value in {words.count(years)} years"
    return place_of_serbia(sums, what, (ARMS, rows))


@measure
def place_by_trade(edition: Edition) -> Result:
    """The place of Serbia among the six by Russia's share of trade."""
    shares = trade.newest_shares(edition, countries.WB6, ["RUS"])
    if "SRB" not in shares.index:
        return nothing()
    year = shares.attrs["year"]
    what = f"{words.percent(shares.loc['SRB', 'RUS'])} ({year})"
    rows = trade.flows(edition, shares.index, ["RUS"], [year])
    return place_of_serbia(shares["RUS"], what, (trade.TABLE, rows))


@measure
def place_by_votes(edition: Edition) -> Result:
    """The place of Serbia among those of the six that vote, by agreement with Russia."""
    agreed = needed(votes.agreement(edition, "RUS", countries.WB6, 2006))
    newest = agreed[agreed["year"] == agreed["year"].max()].set_index("iso3")["value"]
    year = int(agreed["year"].max())
    rows = lookups.rows(edition, VOTES, {"iso3": list(newest.index), "power_iso3": "RUS", "year": year})
    what = f"{words.percent(newest['SRB'])} ({year})" if "SRB" in newest else ""
    return place_of_serbia(newest, what, (VOTES, rows))


@measure
def place_by_opinion(edition: Edition, pollster: str) -> Result:
    """The place of Serbia by good opinion of the president of Russia, in one survey across countries."""
    rows = lookups.rows(
        edition, polls.TABLE, {"pollster": pollster, "topic": PRESIDENT, "answer": "positive"}
    )
    shares = rows.drop_duplicates("iso3", keep="last").set_index("iso3")["percent"]
    what = (
        f"{words.percent(shares['SRB'])} ({pollster}, {rows['day'].iloc[-1].year})" if "SRB" in shares else ""
    )
    return place_of_serbia(shares, what, (polls.TABLE, rows))


@measure
def votes_fell(edition: Edition, power: str, since: int, until: int) -> Result:
    """Share of the six that vote whose agreement with a power fell between two years, in percent."""
    wide = votes.by_year(edition, power, countries.WB6, since)
    if since not in wide.index or until not in wide.index:
        return nothing()
    change = (wide.loc[until] - wide.loc[since]).dropna()
    rows = lookups.rows(
        edition, VOTES, {"iso3": list(change.index), "power_iso3": power, "year": [since, until]}
    )
    return fallen(change, words.years(since, until), (VOTES, rows))


@measure
def trade_fell(edition: Edition, partner: str, since: int, until: int) -> Result:
    """Share of the six in whose trade a partner lost weight between two years, in percent."""
    changes = {
        iso3: shares[until] - shares[since]
        for iso3, shares in trade.by_year(edition, partner).items()
        if iso3 in countries.WB6 and since in shares.index and until in shares.index
    }
    rows = trade.flows(edition, changes, [partner], [since, until])
    return fallen(pd.Series(changes, dtype=float), words.years(since, until), (trade.TABLE, rows))


def fallen(change: pd.Series, period: str, *evidence: tuple[str, pd.DataFrame]) -> Result:
    """How many changes are falls, in percent of all; names the states."""
    if change.empty:
        return nothing()
    down = sorted(countries.name(iso3) for iso3 in change[change < 0].index)
    text = f"{words.count(len(down))} of {words.count(len(change))} countries, {period}"
    text += f" ({words.listing(down)})" if down else ""
    return result(len(down) / len(change) * 100, text, *evidence)


@measure
def others_turning(edition: Edition, since: int) -> Result:
    """How many of the six other than Serbia gave Russia more weight in both trade and votes since a year."""
    others = [iso3 for iso3 in countries.WB6 if iso3 != "SRB"]
    traded = trade.risen_by_country(edition, others, "RUS", since)
    wide = votes.by_year(edition, "RUS", others, since)
    if not traded or since not in wide.index or len(wide) < 2:
        return nothing()
    change = wide.iloc[-1] - wide.loc[since]
    both = sorted(iso3 for iso3, more in traded.items() if more > 0 and change.get(iso3, 0) > 0)
    names = words.listing([countries.name(iso3) for iso3 in both]) if both else "none"
    rows = lookups.rows(
        edition, VOTES, {"iso3": others, "power_iso3": "RUS", "year": [since, int(wide.index[-1])]}
    )
    return result(len(both), f"{names} since {since}", (VOTES, rows))


@measure
def votes_of_serbia(edition: Edition, span: int) -> Result:
    """How Serbia's agreement with Russia in the General Assembly changed in a span of years, in points."""
    agreed = votes.agreement(edition, "RUS", ["SRB"], 2006).set_index("year")
    if agreed.empty or agreed.index.max() - span not in agreed.index:
        return nothing()
    last = int(agreed.index.max())
    first = last - span
    text = (
        f"from {words.percent(agreed.loc[first, 'value'])} ({first}) "
        f"to {words.percent(agreed.loc[last, 'value'])} ({last})"
    )
    rows = lookups.rows(edition, VOTES, {"iso3": "SRB", "power_iso3": "RUS", "year": [first, last]})
    return result(agreed.loc[last, "value"] - agreed.loc[first, "value"], text, (VOTES, rows))


@measure
def trade_of_serbia(edition: Edition, since: int) -> Result:
    """How Russia's share of Serbia's trade changed from a year to the newest one, in points."""
    values = trade.by_year(edition, "RUS").get("SRB", pd.Series(dtype=float))
    if since not in values.index or values.index.max() <= since:
        return nothing()
    last = int(values.index.max())
    text = f"from {words.percent(values[since])} ({since}) to {words.percent(values[last])} ({last})"
    rows = trade.flows(edition, ["SRB"], ["RUS"], [since, last])
    return result(float(values[last] - values[since]), text, (trade.TABLE, rows))


@once
def _entries(edition: Edition) -> pd.DataFrame:
    rows = edition.table(NATO)
    rows = rows[rows["code"] == "member"]
    return pd.DataFrame({"iso3": rows["iso3"], "year": rows["date"].dt.year})


@once
def _allies(edition: Edition, year: int) -> list[str]:
    entries = _entries(edition)
    joined = entries.loc[entries["year"] <= year, "iso3"]
    return [*OLD_ALLIES, *(iso3 for iso3 in joined if iso3 not in OLD_ALLIES)]


@once
def _spreads(edition: Edition) -> pd.DataFrame:
    """By year: who lies farthest from the middle of the allies, and the spread of allies and of others."""
    points = alignment.positions(edition.table(POINTS), edition.table(POINTS)["iso3"].unique(), since=1990)
    wide = points.pivot(index="year", columns="iso3", values="value")
    allied = np.array([wide.columns.isin(_allies(edition, int(year))) for year in wide.index])
    inside, outside = wide.where(allied), wide.mask(allied)
    away = inside.sub(inside.median(axis=1), axis=0).abs()
    return pd.DataFrame(
        {
            "farthest": away.idxmax(axis=1),
            "allies": away.drop(columns="USA", errors="ignore").mean(axis=1),
            "others": outside.sub(outside.median(axis=1), axis=0).abs().mean(axis=1),
            "count": outside.count(axis=1),
        }
    ).reset_index()


@measure
def farthest_ally(edition: Edition) -> Result:
    """Share of the years in which the United States lie farthest from the middle of the allies, in percent."""
    spreads = needed(_spreads(edition))
    usa = spreads["farthest"] == "USA"
    first, last = int(spreads["year"].min()), int(spreads["year"].max())
    text = f"{int(usa.sum())} of {len(spreads)} years ({words.years(first, last)})"
    rows = lookups.rows(edition, POINTS, {"iso3": "USA"})
    return result(usa.mean() * 100, text, (POINTS, rows.iloc[[0, -1]]))


@measure
def spread_of_allies(edition: Edition) -> Result:
    """Mean distance of allies other than the United States from their middle, less that of other states."""
    spreads = _spreads(edition)
    spreads = needed(spreads[spreads["count"] > 1])
    row = spreads.iloc[-1]
    text = (
        f"{words.number(spreads['allies'].mean(), 2)} points of the scale in the mean of all years, "
        f"{words.number(spreads['others'].mean(), 2)} for the others on file; the others number "
        f"{words.count(int(row['count']))} in {int(row['year'])}"
    )
    rows = lookups.rows(edition, POINTS, {"year": int(row["year"])})
    return result(spreads["allies"].mean() - spreads["others"].mean(), text, (POINTS, rows))


@measure
def states_inside(edition: Edition) -> Result:
    """Share of the states that came out of Yugoslavia which are members of NATO, in percent."""
    reached = integration.reached(edition, NATO, SUCCESSORS, "member", "are members")
    if reached.value is None:
        return reached
    return Result(reached.value / len(SUCCESSORS) * 100, reached.text, reached.rows, reached.sources)


@measure
def people_inside(edition: Edition) -> Result:
    """Share of the people of what was Yugoslavia who live in members of NATO, in percent."""
    people = needed(scores.newest(edition, ("indicators", "SP.POP.TOTL"), SUCCESSORS))
    inside = people["iso3"].isin(_allies(edition, edition.day.year))
    share = people.loc[inside, "value"].sum() / people["value"].sum() * 100
    return result(share, f"{words.percent(share)} ({people['year'].iloc[0]})", ("indicators", people))


@measure
def american_soldiers(edition: Edition, since: int) -> Result:
    """How the number of American soldiers in KFOR changed from a year to the newest count, in percent."""
    rows = lookups.rows(edition, "kfor_contributions", {"contributor_iso3": "USA"}, having="troops")
    rows = rows[~rows["basis"].isin(kfor_measures.INTENDED)]
    return _change_of_count(rows, "troops", "kfor_contributions", since)


def _change_of_count(rows: pd.DataFrame, value: str, table: str, since: int) -> Result:
    first = rows[rows["day"].dt.year >= since].head(1)
    last = rows.tail(1)
    if first.empty or first.index[0] == last.index[0]:
        return nothing("no pair of counts on file")
    before, after = float(first[value].iloc[0]), float(last[value].iloc[0])
    text = (
        f"from {words.people(before)} ({first['day'].iloc[0].year}) "
        f"to {words.people(after)} ({last['day'].iloc[0].year})"
    )
    return result((after / before - 1) * 100, text, (table, pd.concat([first, last])))


@measure
def newest_count(edition: Edition, iso3: str) -> Result:
    """The newest count of a contingent in KFOR, plans left out."""
    rows = lookups.rows(edition, "kfor_contributions", {"contributor_iso3": iso3}, having="troops")
    rows = needed(rows[~rows["basis"].isin(kfor_measures.INTENDED)].tail(1))
    value = float(rows["troops"].iloc[0])
    period = words.day(rows["day"].iloc[0], "month")
    return result(value, f"{words.people(value)} ({period})", ("kfor_contributions", rows))


@measure
def where_hostile(edition: Edition) -> Result:
    """Share of the countries asked in which fewer than half call the United States hostile, in percent."""
    rows = lookups.rows(
        edition,
        polls.TABLE,
        {"topic": "United States as a friendly or hostile country", "answer": "hostile"},
    )
    rows = needed(rows[rows["iso3"].isin(countries.WB6)], polls.NO_POLL)
    fewer = rows["percent"] < 50
    told = [
        f"{words.percent(row.percent)} in {countries.name(row.iso3)}"
        for row in rows.sort_values("percent", ascending=False).itertuples()
    ]
    text = f"{words.listing(told)} call it hostile ({rows['day'].iloc[-1].year})"
    return result(fewer.mean() * 100, text, (polls.TABLE, rows))


@measure
def supporters(edition: Edition) -> Result:
    """How many of the six have at least half of their public for NATO by the newest poll."""
    newest = {iso3: polls.newest(edition, iso3, polls.MEMBERSHIP, polls.FOR) for iso3 in countries.WB6}
    known = needed({iso3: share for iso3, share in newest.items() if share.value is not None}, polls.NO_POLL)
    names = [
        countries.name(iso3) for iso3, share in known.items() if share.value is not None and share.value >= 50
    ]
    rows = tuple(row for share in known.values() for row in share.rows)
    sources = tuple(sorted({key for share in known.values() for key in share.sources}))
    text = f"{words.count(len(names))} of {words.count(len(known))} with a poll"
    return Result(len(names), f"{text} ({words.listing(names)})" if names else text, rows, sources)


@measure
def years_since_first_mission(edition: Edition) -> Result:
    """Years since the first force of NATO in the region on file."""
    rows = needed(lookups.rows(edition, MISSIONS, {"mission": ["IFOR", "SFOR"], "measure": "total"}).head(1))
    row = rows.iloc[0]
    years = edition.day.year - row["day"].year
    text = f"{words.count(years)} years since {row['mission']} ({row['day'].year})"
    return result(years, text, (MISSIONS, rows))


@measure
def stability_gap(edition: Edition, score: scores.Score) -> Result:
    """Mean score of the members among the six less that of the others."""
    rows = needed(scores.newest(edition, score))
    inside = rows["iso3"].isin(_allies(edition, int(rows["year"].iloc[0])))
    if inside.all() or not inside.any():
        return nothing("no member among the six")
    means = [rows.loc[side, "value"].mean() for side in (inside, ~inside)]
    text = (
        f"{words.number(means[0], 2)} in the mean of {words.count(int(inside.sum()))} members, "
        f"{words.number(means[1], 2)} in that of {words.count(int((~inside).sum()))} others "
        f"({rows['year'].iloc[0]})"
    )
    return result(means[0] - means[1], text, (score[0], rows))


@measure
def risen_since_entry(edition: Edition, score: scores.Score) -> Result:
    """Of the members among the six, the share whose score rose since the year before entry, in percent."""
    last = scores.newest(edition, score)
    rows = edition.table(NATO)
    entry = (
        rows[(rows["code"] == "member") & rows["iso3"].isin(countries.WB6)].set_index("iso3")["date"].dt.year
    )
    table = lookups.rows(edition, score[0], {"indicator": score[1]}).set_index(["iso3", "year"])["value"]
    risen = needed(
        {
            iso3: bool(row.value > table[(iso3, entry[iso3] - 1)])
            for iso3, row in last.set_index("iso3").iterrows()
            if iso3 in entry and (iso3, entry[iso3] - 1) in table.index and row["year"] >= entry[iso3]
        }
    )
    text = f"{words.count(sum(risen.values()))} of {words.count(len(risen))} members"
    names = [countries.name(iso3) for iso3, up in risen.items() if up]
    text += f" ({words.listing(names)})" if names else ""
    return result(sum(risen.values()) / len(risen) * 100, text, (score[0], last[last["iso3"].isin(risen)]))


@measure
def trade_among_the_six(edition: Edition) -> Result:
    """Median share of trade that the six do with one another."""
    shares = needed(trade.newest_shares(edition, countries.WB6, ["WB5"]))
    year, column = shares.attrs["year"], shares["WB5"]
    text = (
        f"{words.percent(column.median())} in the median, from {words.span(column.min(), column.max())} "
        f"percent ({year})"
    )
    return result(column.median(), text, (trade.TABLE, trade.flows(edition, shares.index, ["WB5"], [year])))


@measure
def european_soldiers(edition: Edition) -> Result:
    """The newest size of the force of the European Union in Bosnia and Herzegovina."""
    fields = {"mission": "EUFOR Althea", "measure": "total"}
    rows = needed(lookups.rows(edition, MISSIONS, fields, having="personnel").tail(1))
    value = float(rows["personnel"].iloc[0])
    return result(value, f"{words.people(value)} ({rows['day'].iloc[0].year})", (MISSIONS, rows))


@measure
def weight_before(edition: Edition) -> Result:
    """Share of countries in whose trade Russia weighed at least half as much up to 2006 as in the years after."""
    kept, rows = {}, []
    for iso3 in countries.WB6:
        values = trade.by_year(edition, "RUS").get(iso3, pd.Series(dtype=float))
        before, after = values[values.index <= 2006], values[(values.index > 2006) & (values.index <= 2012)]
        if len(before) > 2 and len(after):
            kept[iso3] = before.mean() >= after.mean() / 2
            rows.append(trade.flows(edition, [iso3], ["RUS"], [before.index.min(), 2006, 2012]))
    if not kept:
        return nothing()
    names = words.listing([countries.name(iso3) for iso3, met in kept.items() if met]) or "none"
    text = f"{words.count(sum(kept.values()))} of {words.count(len(kept))} countries with figures ({names})"
    return result(sum(kept.values()) / len(kept) * 100, text, (trade.TABLE, pd.concat(rows)))


@measure
def russians_left(edition: Edition) -> Result:
    """Whether Russian soldiers stayed in the peace force in Kosovo up to 2006."""
    rows = needed(lookups.rows(edition, INCIDENTS, {"id": WITHDRAWAL}))
    return result(False, f"{rows['title'].iloc[0]} ({words.day(rows['day'].iloc[0])})", (INCIDENTS, rows))


@measure
def troops_of_both(edition: Edition) -> Result:
    """The newest size of KFOR, beside the Russian contingent that left."""
    figures = kfor.counted(edition).tail(1)
    left = russians_left(edition)
    if figures.empty or left.value is None:
        return nothing()
    row = figures.iloc[0]
    text = f"{words.people(row['value'])} in KFOR ({row['date'].year}), none of them Russian since 2003"
    own = result(float(row["value"]), text, ("kfor_strength", figures))
    return Result(own.value, text, own.rows + left.rows, own.sources + left.sources)


@measure
def share_of_russian_arms(edition: Edition, years: int) -> Result:
    """Russia's share of the value of deliveries to the six in the last years, in percent."""
    last = arms.last_year(edition.table(ARMS), edition.last_full_year)
    first = last - years + 1
    sums = needed(arms.to_several(edition.table(ARMS), countries.WB6, first, last, span=years))
    share = float(sums.loc[sums["supplier_iso3"] == "RUS", "share"].sum())
    rows = lookups.rows(
        edition, ARMS, {"iso3": list(countries.WB6), "supplier_iso3": "RUS", "in_register": True}
    )
    rows = rows[rows["delivery_year"] >= first]
    return result(share, f"{words.percent(share)} ({words.years(first, last)})", (ARMS, rows))
