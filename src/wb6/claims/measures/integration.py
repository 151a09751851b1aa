"""Claims on the way to NATO and the EU: membership, pace, obstacles, support."""

from collections.abc import Iterable, Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, trade
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import opinion, referendum

NATO, EU = "nato_milestones", "eu_milestones"
# Members that joined after the Cold War and lie in South-Eastern Europe, by the seeds' own list.
SOUTH_EAST = ("ALB", "BGR", "HRV", "MKD", "MNE", "ROU", "SVN")
TURN = 2006
# Subjects of referendums that decide on membership in NATO, alone or with other things.
ON_NATO = ("nato_membership", "eu_nato_with_prespa")
CHAPTERS_OF_THE_ACQUIS = 35


@once
def _steps(edition: Edition, table: str, iso3: Iterable[str]) -> pd.DataFrame:
    """Rows of milestones of countries, with the first date of each step."""
    rows = edition.table(table)
    rows = rows[rows["iso3"].isin(list(iso3))].sort_values("date")
    return rows.drop_duplicates(["iso3", "code"])


@once
def _entries(edition: Edition, iso3: Iterable[str]) -> pd.DataFrame:
    """The steps of countries that made them members of NATO."""
    steps = _steps(edition, NATO, iso3)
    return steps[steps["code"] == "member"]


@measure
def not_taken(edition: Edition, table: str, iso3: str, code: str, step: str) -> Result:
    """Whether a country has not taken a step, with the newest step that it took."""
    steps = needed(_steps(edition, table, [iso3]))
    if code in set(steps["code"]):
        own = steps[steps["code"] == code]
        return result(False, f"{step} on {words.day(own['date'].iloc[0])}", (table, own))
    newest = steps.tail(1)
    day = words.day(newest["date"].iloc[0], newest["date_precision"].iloc[0])
    return result(
        True, f"no {step} by {words.day(edition.day)}; the newest step is of {day}", (table, newest)
    )


@measure
def reached(edition: Edition, table: str, iso3: Sequence[str], code: str, step: str) -> Result:
    """How many of some countries have taken a step."""
    steps = _steps(edition, table, iso3)
    own = steps[steps["code"] == code]
    needed(steps)
    names = words.listing(sorted(countries.name(code) for code in own["iso3"])) if len(own) else "none"
    return result(len(own), f"{len(own)} of {len(iso3)} {step} ({names})", (table, own))


@measure
def years_to_membership(edition: Edition, start: str) -> Result:
    """Median years from a step to membership: entries after the turn less entries up to it."""
    steps = _steps(edition, NATO, SOUTH_EAST)
    begun = steps[steps["code"] == start].set_index("iso3")["date"]
    joined = steps[steps["code"] == "member"].set_index("iso3")["date"]
    both = pd.DataFrame({"begun": begun, "joined": joined}).dropna()
    years = (both["joined"] - both["begun"]).dt.days / 365.25
    after = both["joined"].dt.year > TURN
    if after.all() or not after.any():
        return nothing()
    late, early = years[after].median(), years[~after].median()
    decided = steps[steps["iso3"].isin(both.index) & steps["code"].isin([start, "member"])]
    text = (
        f"{words.number(late, 1)} years in the median of {words.count(int(after.sum()))} entries after {TURN}, "
        f"{words.number(early, 1)} in that of {words.count(int((~after).sum()))} up to then"
    )
    return result(late - early, text, (NATO, decided))


@measure
def plans_begun_before(edition: Edition, code: str) -> Result:
    """Of the countries that entered after the turn, the share that took a step only after it."""
    steps = _steps(edition, NATO, SOUTH_EAST)
    joined = steps[steps["code"] == "member"]
    late = joined.loc[joined["date"].dt.year > TURN, "iso3"]
    begun = needed(steps[(steps["code"] == code) & steps["iso3"].isin(late)])
    after = begun[begun["date"].dt.year > TURN]
    text = f"{words.count(len(after))} of {words.count(len(begun))} that entered after {TURN}"
    return result(len(after) / len(begun) * 100, text, (NATO, begun))


@measure
def entries_per_decade(edition: Edition, first: int) -> Result:
    """Entries into the Alliance a decade after the turn less entries a decade from the year `first` up to it."""
    joined = edition.table(NATO).query("code == 'member'")
    joined = joined.sort_values("date").assign(year=lambda rows: rows["date"].dt.year)
    early = joined[joined["year"].between(first, TURN)]
    late = joined[joined["year"] > TURN]
    before = len(early) / (TURN - first + 1) * 10
    after = len(late) / max(edition.last_full_year - TURN, 1) * 10
    text = (
        f"{words.number(after, 1)} entries a decade after {TURN} ({len(late)} in all), "
        f"{words.number(before, 1)} from {first} to {TURN} ({len(early)})"
    )
    return result(after - before, text, (NATO, joined[joined["year"] >= first]))


@measure
def joined_since(edition: Edition, year: int) -> Result:
    """How many of the six joined NATO since a year."""
    joined = _entries(edition, countries.WB6)
    joined = joined[joined["date"].dt.year >= year]
    names = words.listing([countries.name(code) for code in joined["iso3"]]) if len(joined) else "none"
    return result(len(joined), f"{words.count(len(joined))} ({names})", (NATO, joined))


@measure
def referendum_opposed(edition: Edition) -> Result:
    """The largest share of no in referendums on NATO abroad, less that in North Macedonia in 2018."""
    table = edition.table("referendums")
    nato = referendum.opposed(table)
    nato = nato[nato["subject"].isin(ON_NATO)]
    later = nato[nato["iso3"] == "MKD"]
    earlier = nato[nato["iso3"] != "MKD"].sort_values("value")
    if later.empty or earlier.empty:
        return nothing()
    top = earlier.iloc[-1]
    text = (
        f"{words.percent(later['value'].iloc[0], 1)} in North Macedonia (2018), "
        f"{words.percent(top['value'], 1)} in {countries.name(top['iso3'])} ({top['date'].year})"
    )
    decided = table[
        table["iso3"].isin(["MKD", top["iso3"]]) & (table["response"] == "no") & table["votes"].notna()
    ]
    return result(later["value"].iloc[0] - top["value"], text, ("referendums", decided))


@measure
def opposed_in_polls(edition: Edition, window: int) -> Result:
    """The highest share against NATO in candidates before the turn, less the one since, in polls."""
    rows = edition.table("polls")
    rows = rows[
        rows["topic_code"].isin(["nato_support", "nato_vote"])
        & (rows["answer"] == "against")
        & rows["basis"].isin(opinion.RELIABLE)
    ]
    early = (
        rows[(rows["date"].dt.year <= TURN) & rows["iso3"].isin(SOUTH_EAST)].sort_values("percent").tail(1)
    )
    late = rows[rows["date"].dt.year > edition.day.year - window].sort_values("percent").tail(1)
    if early.empty or late.empty:
        return nothing("no poll with the share against from before the turn")
    text = " and ".join(
        f"{words.percent(row['percent'])} in {countries.name(row['iso3'])} ({row['date'].year})"
        for row in (late.iloc[0], early.iloc[0])
    )
    return result(late["percent"].iloc[0] - early["percent"].iloc[0], text, ("polls", late), ("polls", early))


@measure
def trade_before_russia(edition: Edition) -> Result:
    """Country-years since 2000 in which the EU had a larger share of trade than Russia, in percent of all."""
    shares = pd.concat([trade.shares_of(edition, iso3, "EU27", "RUS") for iso3 in countries.WB6])
    wide = needed(shares.pivot_table(index=["iso3", "year"], columns="partner_iso3", values="value").dropna())
    ahead = (wide["EU27"] > wide["RUS"]).mean() * 100
    closest = (wide["EU27"] - wide["RUS"]).idxmin()
    years = wide.index.get_level_values("year")
    text = f"{words.percent(ahead)} of {len(wide)} country-years ({words.years(years.min(), years.max())})"
    keys = trade.flows(edition, [closest[0]], ["EU27", "RUS"], [closest[1]])
    return result(ahead, text, (trade.TABLE, keys))


@measure
def gained_by(edition: Edition, partner: str, since: int) -> Result:
    """Change of a partner's share of trade since a year: mean of members less mean of the others, in points."""
    members = set(_entries(edition, countries.WB6)["iso3"])
    changes: dict[str, float] = {}
    compared: dict[tuple[int, int], list[str]] = {}
    by_year = trade.by_year(edition, partner)
    for iso3 in [iso3 for iso3 in countries.WB6 if iso3 in by_year]:
        shares = by_year[iso3]
        if (start := max(since, shares.index[0])) >= shares.index[-1]:
            continue
        changes[iso3] = shares.iloc[-1] - shares[start]
        compared.setdefault((start, shares.index[-1]), []).append(iso3)
    inside = [value for iso3, value in changes.items() if iso3 in members]
    outside = [value for iso3, value in changes.items() if iso3 not in members]
    if not inside or not outside:
        return nothing()
    mean_in, mean_out = sum(inside) / len(inside), sum(outside) / len(outside)
    text = (
        f"{words.number(mean_in, 1)} points in {words.count(len(inside))} members, "
        f"{words.number(mean_out, 1)} in {words.count(len(outside))} others"
    )
    rows = [trade.flows(edition, codes, [partner], years) for years, codes in compared.items()]
    return result(mean_in - mean_out, text, *((trade.TABLE, each) for each in rows))


@measure
def governance_rose(edition: Edition, indicator: str) -> Result:
    """Of the members that joined since 2000, the share whose score rose from 1996 to the year before entry."""
    joined = _entries(edition, SOUTH_EAST).set_index("iso3")["date"].dt.year
    risen, rows = [], []
    for iso3, year in joined.items():
        fields = {"iso3": iso3, "indicator": indicator, "year": [1996, year - 1]}
        pair = lookups.rows(edition, "democracy", fields)
        if len(pair) == 2:
            risen.append(pair["value"].iloc[1] > pair["value"].iloc[0])
            rows.append(pair)
    needed(risen)
    text = f"{words.count(sum(risen))} of {words.count(len(risen))} entrants"
    return result(sum(risen) / len(risen) * 100, text, ("democracy", pd.concat(rows)))


@measure
def chapters(edition: Edition, code: str, until: str | None = None) -> Result:
    """Chapters of Serbia's EU talks opened or closed, by the newest count."""
    counted = lookups.newest_of(edition, lookups.Values(EU, {"iso3": "SRB", "code": code}, "chapters"), until)
    if counted.value is None:
        return counted
    share = counted.value / CHAPTERS_OF_THE_ACQUIS * 100
    return Result(share, f"{counted.text} of {CHAPTERS_OF_THE_ACQUIS}", counted.rows, counted.sources)


@measure
def chapters_opened_since(edition: Edition, years: int) -> Result:
    """Chapters that Serbia opened in the last years."""
    rows = lookups.rows(edition, EU, {"iso3": "SRB", "code": "chapters_opened"}, having="value")
    rows = rows.assign(year=rows["date"].dt.year).drop_duplicates("year", keep="last").set_index("year")
    start = edition.last_full_year - years
    if start not in rows.index or rows.index.max() == start:
        return nothing()
    first, last = rows.loc[start, "value"], rows["value"].iloc[-1]
    text = f"{words.number(last - first, 0)} since the end of {start}"
    return result(last - first, text, (EU, rows.loc[[start, rows.index.max()]]))


@measure
def incidents_outside(edition: Edition, since: int) -> Result:
    """The share of security incidents among the six that fell on countries outside NATO on the day."""
    joined = _entries(edition, countries.WB6).set_index("iso3")["date"]
    rows = edition.table("security_incidents")
    rows = needed(
        rows[
            rows["iso3"].isin(countries.WB6)
            & (rows["date"].dt.year >= since)
            & rows["type"].isin(["attack", "clash", "riots", "cyberattack", "plot", "crisis", "incident"])
        ]
    )
    member = rows["date"] > rows["iso3"].map(joined).fillna(pd.Timestamp.max.normalize())
    text = f"{words.count(int((~member).sum()))} of {words.count(len(rows))} since {since}"
    return result((~member).mean() * 100, text, ("security_incidents", rows))
