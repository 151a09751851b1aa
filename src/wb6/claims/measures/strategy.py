"""Claims on the aims and the weight of powers in the region."""

from collections.abc import Sequence
from itertools import pairwise

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

WITHDRAWAL = "xkx-2003-07-02-russian-contingent-leaves-kfor"


VOTES, POINTS, NATO = "un_agreement", "ideal_points", "nato_milestones"


ARMS, MISSIONS, INCIDENTS = "arms_transfers", "missions_strength", "security_incidents"


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
def place_by_trade(edition: Edition, years: int = 1) -> Result:
    """The place of Serbia among the six by Russia's share of trade, the mean of the newest years."""
    shares = trade.newest_shares(edition, countries.WB6, ["RUS"], years)
    if "SRB" not in shares.index:
        return nothing()
    span = shares.attrs["years"]
    what = f"{words.percent(shares.loc['SRB', 'RUS'])} ({words.years(span[0], span[-1])})"
    rows = trade.flows(edition, shares.index, ["RUS"], span)
    return place_of_serbia(shares["RUS"], what, (trade.TABLE, rows))


@measure
def place_by_votes(edition: Edition, years: int = 1) -> Result:
    """The place of Serbia among those of the six that vote, by agreement with Russia, the mean of the newest years."""
    agreed = needed(votes.agreement(edition, "RUS", countries.WB6, 2006))
    agreed = agreed[agreed["year"] > agreed["year"].max() - years]
    newest, span = agreed.groupby("iso3")["value"].mean(), sorted(map(int, agreed["year"].unique()))
    rows = lookups.rows(edition, VOTES, {"iso3": list(newest.index), "power_iso3": "RUS", "year": span})
    what = f"{words.percent(newest['SRB'])} ({words.years(span[0], span[-1])})" if "SRB" in newest else ""
    return place_of_serbia(newest, what, (VOTES, rows))


@measure
def first_among_the_six(edition: Edition, years: int) -> Result:
    """In how many of three ways, arms, trade and votes, Serbia comes first in what the six have of Russia, as a share."""
    places = [place(edition, years) for place in (place_by_arms, place_by_trade, place_by_votes)]
    return lookups.all_of(places, lambda place: place <= 1, f"ways, in {words.count(years)} years")


@measure
def moved_away(edition: Edition, power: str, since: int, until: int, by: str) -> Result:
    """Share of the six with figures in which votes and trade (`both`), or one of them (`either`), left a power, in percent."""
    voted, votes_rows = _change_of_votes(edition, power, since, until)
    traded, trade_rows = _change_of_trade(edition, power, since, until)
    if voted.empty or traded.empty:
        return nothing()
    sides = pd.concat([voted, traded], axis=1)
    change = sides.dropna().max(axis=1) if by == "both" else sides.min(axis=1)
    return fallen(change, words.years(since, until), (VOTES, votes_rows), (trade.TABLE, trade_rows))


@measure
def votes_fell(edition: Edition, power: str, since: int, until: int) -> Result:
    """Share of the six that vote whose agreement with a power fell between two years, in percent."""
    change, rows = _change_of_votes(edition, power, since, until)
    return fallen(change, words.years(since, until), (VOTES, rows))


@measure
def trade_fell(edition: Edition, partner: str, since: int, until: int) -> Result:
    """Share of the six in whose trade a partner lost weight between two years, in percent."""
    change, rows = _change_of_trade(edition, partner, since, until)
    return fallen(change, words.years(since, until), (trade.TABLE, rows))


def _change_of_votes(edition: Edition, power: str, since: int, until: int) -> tuple[pd.Series, pd.DataFrame]:
    """Change of agreement with a power in the six between two years, by country, and the rows that it is made of."""
    wide = votes.by_year(edition, power, countries.WB6, since)
    known = since in wide.index and until in wide.index
    change = (wide.loc[until] - wide.loc[since]).dropna() if known else pd.Series(dtype=float)
    rows = lookups.rows(
        edition, VOTES, {"iso3": list(change.index), "power_iso3": power, "year": [since, until]}
    )
    return change, rows


def _change_of_trade(
    edition: Edition, partner: str, since: int, until: int
) -> tuple[pd.Series, pd.DataFrame]:
    """Change of a partner's share in the trade of the six between two years, by country, and the rows that it is made of."""
    changes = {
        iso3: shares[until] - shares[since]
        for iso3, shares in trade.by_year(edition, partner).items()
        if iso3 in countries.WB6 and since in shares.index and until in shares.index
    }
    return pd.Series(changes, dtype=float), trade.flows(edition, changes, [partner], [since, until])


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
def gained_since_entry(edition: Edition, score: scores.Score) -> Result:
    """How much more the members among the six gained since the year before entry than the others in the same years."""
    last = scores.newest(edition, score).set_index("iso3")
    entries = _entries(edition).set_index("iso3")["year"]
    table = lookups.rows(
        edition, score[0], {"indicator": score[1], "iso3": list(countries.WB6)}, having="value"
    )
    values = table.pivot(index="year", columns="iso3", values="value")
    inside = [iso3 for iso3 in last.index if iso3 in entries and entries[iso3] <= last["year"].iloc[0]]
    outside = [iso3 for iso3 in last.index if iso3 not in inside]
    gains = {}
    for iso3 in inside:
        start = values.reindex([entries[iso3] - 1]).iloc[0]
        change = last["value"] - start
        if pd.notna(change[iso3]) and change[outside].notna().any():
            gains[iso3] = change[iso3] - change[outside].mean()
    if not gains:
        return nothing()
    told = [f"{words.number(gain, 2)} in {countries.name(iso3)}" for iso3, gain in gains.items()]
    starts = [entries[iso3] - 1 for iso3 in gains]
    rows = table[table["year"].isin([*starts, last["year"].iloc[0]])]
    text = f"{words.listing(told)} beside the others ({last['year'].iloc[0]})"
    return result(sum(gains.values()) / len(gains), text, (score[0], rows))


def russians_left(edition: Edition) -> Result:
    """Whether Russian soldiers stayed in the peace force in Kosovo up to 2006."""
    rows = lookups.rows(edition, INCIDENTS, {"id": WITHDRAWAL})
    if rows.empty:
        return nothing()
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


@measure
def nato_ahead(edition: Edition, years: int) -> Result:
    """In how many of three ways NATO has more among the six than Russia: states in it, soldiers, deliveries of arms.

    Arms are those of the last years, of which less than half are then Russian; no answer where one way has no figure.
    """
    states = integration.joined_since(edition, 1949)
    soldiers, russian = troops_of_both(edition), share_of_russian_arms(edition, years)
    found = (states, soldiers, russian)
    values = [one.value for one in found if one.value is not None]
    if len(values) < len(found):
        return nothing("no figure for one of the ways")
    met = (values[0] > 0) + (values[1] > 0) + (values[2] < 50)
    text = f"states in NATO: {states.text}; {soldiers.text}; of arms {russian.text} Russian"
    rows = tuple(sorted({row for one in found for row in one.rows}))
    return Result(met, text, rows, tuple(sorted({key for one in found for key in one.sources})))


VOTES, NATO = "un_agreement", "nato_milestones"


@measure
def alone_in_turning(edition: Edition, iso3: str, spans: Sequence[tuple[int, int]], share: float) -> Result:
    """Whether a state of the six alone turns towards Russia from span to span of years, in enough of what is on file.

    Read are agreement in the General Assembly, Russia's share of trade, the value of its deliveries, and alignment with the EU,
    which turns by falling; each by its mean in a span, where every span has a figure. `share` is the least share of these, in
    percent.
    """
    turns = {code: _turns(edition, code, spans) for code in countries.WB6}
    known = {code: turned for code, turned in turns.items() if turned}
    if iso3 not in known or len(known) < 2:
        return nothing()
    enough = {code: sum(turned.values()) / len(turned) * 100 >= share for code, turned in known.items()}
    told = [
        f"{countries.name(code)} in {words.count(sum(turned.values()))} of {words.count(len(turned))}"
        for code, turned in known.items()
    ]
    first, last = spans[0][0], spans[-1][1]
    own = {"iso3": list(known), "power_iso3": "RUS", "year": list(range(first, last + 1))}
    flows = trade.flows(edition, list(known), ["RUS"], range(first, last + 1))
    alone = enough.pop(iso3) and not any(enough.values())
    return result(
        alone,
        f"{words.listing(told)} ({words.years(first, last)})",
        (VOTES, lookups.rows(edition, VOTES, own)),
        (trade.TABLE, flows),
    )


def _turns(edition: Edition, iso3: str, spans: Sequence[tuple[int, int]]) -> dict[str, bool]:
    """Whether each series on a state rises, or falls where that is the turn, from span to span; those with gaps left out."""
    agreed = votes.agreement(edition, "RUS", [iso3], spans[0][0]).set_index("year")["value"]
    shares = trade.by_year(edition, "RUS").get(iso3, pd.Series(dtype=float))
    arms = lookups.rows(
        edition, "arms_transfers", {"iso3": iso3, "supplier_iso3": "RUS", "in_register": True}
    )
    value = arms.groupby("delivery_year")["tiv_million"].sum()
    rates = lookups.rows(edition, "cfsp_alignment", {"iso3": iso3}, having="rate_pct")
    rate = -rates.groupby(rates["day"].dt.year)["rate_pct"].mean()
    every = range(spans[0][0], spans[-1][1] + 1)
    series = {
        "votes": agreed,
        "trade": shares,
        "arms": value.reindex(every, fill_value=0.0),
        "alignment": rate,
    }
    turned = {}
    for name, values in series.items():
        means = [values[values.index.isin(range(first, last + 1))].mean() for first, last in spans]
        if not pd.isna(means).any():
            turned[name] = all(late > early for early, late in pairwise(means))
    return turned


@measure
def directions(edition: Edition, iso3: str, powers: Sequence[str]) -> Result:
    """With how many powers a country has a signed agreement on record; with the EU that on association."""
    deals = lookups.rows(edition, "agreements", {"basis": ["signed", "ratified", "in_force"]})
    deals = deals[lookups.lists(deals["parties"], iso3)]
    parts = {power: ("agreements", deals[lookups.lists(deals["parties"], power)]) for power in powers}
    if "EU" in parts:
        parts["EU"] = (
            "eu_milestones",
            lookups.rows(edition, "eu_milestones", {"iso3": iso3, "code": "saa_in_force"}),
        )
    there = [power for power, (_, rows) in parts.items() if len(rows)]
    if not there:
        return nothing("no agreement on record")
    text = f"{words.count(len(there))} of {words.count(len(powers))} ({words.listing(list(map(countries.name, there)))})"
    return result(len(there), text, *parts.values())


MEASURES = "sanctions_russia"


@measure
def decades_of_ties(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, iso3: str, power: str, since: int, ties: Sequence[str], until: str | None = None
) -> Result:
    """Decades from a year to the day `until` with a tie of a country to a power, in percent of all of them.

    `ties` are tables: `agreements` of both, drafts left out, and `arms_transfers` that the power delivered.
    """
    end = until or edition.as_of
    years: dict[str, pd.Series] = {}
    evidence: dict[str, pd.DataFrame] = {}
    if "agreements" in ties:
        rows = lookups.rows(edition, "agreements", {})
        both = lookups.lists(rows["parties"], iso3) & lookups.lists(rows["parties"], power)
        evidence["agreements"] = rows[both & rows["basis"].ne("draft") & (rows["day"] <= end)]
        years["agreements"] = evidence["agreements"]["day"].dt.year
    if ARMS in ties:
        rows = lookups.rows(edition, ARMS, {"iso3": iso3, "supplier_iso3": power}, having="delivery_year")
        evidence[ARMS] = rows[rows["delivery_year"] <= int(end[:4])]
        years[ARMS] = evidence[ARMS]["delivery_year"]
    known = {int(year) // 10 * 10 for column in years.values() for year in column}
    decades = range(since, int(end[:4]) + 1, 10)
    tied = [f"the {decade}s" for decade in decades if decade in known]
    text = f"{words.count(len(tied))} of {words.count(len(decades))} decades"
    text += f" ({words.listing(tied)})" if tied else ""
    return result(len(tied) / len(decades) * 100, text, *evidence.items())


@measure
def influence_fell_more(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: Sequence[str],
    series: str,
    early: tuple[int, int],
    late: tuple[int, int] | str,
    joined_since: str,
) -> Result:
    """Change of a series on Russia in states with measures against it, less that in states without, in points.

    `series` is votes (agreement in the General Assembly) or opinion (of its president). Each change is that of the mean of
    the years `early` to the mean of the years `late`, or to the newest year. States without are those of the table of
    measures that joined none from `joined_since` on; members of the EU, which it leaves out, impose them.
    """
    values = needed(_voting(edition, iso3) if series == "votes" else _opinions(edition, iso3))
    newest = int(values["year"].max())
    late = (newest, newest) if isinstance(late, str) else late
    spans = [values[values["year"].between(*span)] for span in (early, late)]
    before, after = (rows.groupby("iso3")["value"].mean() for rows in spans)
    changes = (after - before).dropna()
    table = lookups.rows(edition, MEASURES, {"iso3": list(iso3)})
    table = table[table["day"] >= joined_since]
    without = {*table["iso3"]} - {*table.loc[table["joined"] != "no", "iso3"]}
    inside, outside = changes[~changes.index.isin(without)], changes[changes.index.isin(without)]
    if inside.empty or outside.empty:
        return nothing()
    names = words.listing([countries.name(code) for code in outside.index])
    text = (
        f"{words.number(inside.mean(), 1)} points in {words.count(len(inside))} that joined, "
        f"{words.number(outside.mean(), 1)} in {names} ({series}, to {words.years(*late)})"
    )
    used = pd.concat(spans)
    used = used[used["iso3"].isin(changes.index)]
    if series == "votes":
        fields = {"iso3": list(changes.index), "power_iso3": "RUS", "year": sorted({*map(int, used["year"])})}
        used = lookups.rows(edition, VOTES, fields)
    return result(
        inside.mean() - outside.mean(),
        text,
        (VOTES if series == "votes" else polls.TABLE, used),
        (MEASURES, table),
    )


def _voting(edition: Edition, codes: Sequence[str]) -> pd.DataFrame:
    """Agreement of some states with Russia in the General Assembly: iso3, year, value."""
    return votes.agreement(edition, "RUS", codes, 0)[["iso3", "year", "value"]]


def _opinions(edition: Edition, codes: Sequence[str]) -> pd.DataFrame:
    """Shares with a good opinion of the president of Russia: rows of the polls, with year and value."""
    fields = {"iso3": list(codes), "topic": PRESIDENT, "power_iso3": "RUS", "answer": "positive"}
    rows = lookups.rows(edition, polls.TABLE, fields, having="percent")
    return rows.assign(year=rows["date"].dt.year, value=rows["percent"])
