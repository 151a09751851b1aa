"""Claims on the way to NATO and the EU: membership, pace, obstacles, support."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, polls, trade
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures.integration import recognition, recognition_counts

NATO, EU = "nato_milestones", "eu_milestones"


# Members that joined after the Cold War and lie in South-Eastern Europe, by the seeds' own list.
SOUTH_EAST = ("ALB", "BGR", "HRV", "MKD", "MNE", "ROU", "SVN")


TURN = 2006


# Subjects of referendums that decide on membership in NATO, alone or with other things.
ON_NATO = ("nato_membership", "eu_nato_with_prespa")


CHAPTERS_OF_THE_ACQUIS = 35


# What counts as trouble on the way from the action plan to entry.
ANY, IN_POLLS = "any on file", "fewer than half for it in a poll"


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
def reached(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, table: str, iso3: Sequence[str], code: str, step: str, since: str = ""
) -> Result:
    """How many of some countries have taken a step, or took it on a day (`since`) or later."""
    steps = _steps(edition, table, iso3)
    taken = steps[steps["code"] == code]
    needed(steps)
    own = taken[taken["date"] >= since] if since else taken
    names = words.listing(sorted(countries.name(code) for code in own["iso3"])) if len(own) else "none"
    return result(len(own), f"{len(own)} of {len(iso3)} {step} ({names})", (table, taken))


@measure
def alone_without_trouble(edition: Edition, iso3: str, codes: Sequence[str], trouble: str = ANY) -> Result:
    """Whether a country met no trouble on file between its action plan and its entry, and each of some others (`codes`) did.

    Trouble is an invitation withheld, a referendum on membership in which fewer than half voted, or a poll with more against
    than for; by `trouble` only a poll with fewer than half for, where a country without a poll gives no answer.
    """
    met = {code: _troubles(edition, code, trouble) for code in (iso3, *codes)}
    known = {code: rows for code, rows in met.items() if rows is not None}
    if len(known) < len(met):
        return nothing(f"no poll of {_names_of(set(met) - set(known))} from before entry")
    smooth = {code for code, rows in known.items() if not any(len(part) for _, part in rows)}
    text = f"no trouble on file in {_names_of(smooth)}" if smooth else "trouble on file in each"
    text += f", some in {_names_of(set(known) - smooth)}" if smooth != set(known) else ""
    decided = [part for rows in known.values() for part in rows]
    return result(smooth == {iso3}, text, (NATO, _entries(edition, known)), *decided)


def _names_of(codes: Iterable[str]) -> str:
    return words.listing(sorted(countries.name(code) for code in codes))


def _troubles(edition: Edition, iso3: str, trouble: str) -> list[tuple[str, pd.DataFrame]] | None:
    """Rows that tell of trouble on a country's way into NATO, by table; None where it has no row that could tell."""
    steps = _steps(edition, NATO, [iso3])
    days = steps.set_index("code")["date"]
    if "map" not in days:
        return None
    last = days.get("member", edition.day)
    if trouble == IN_POLLS:
        asked = polls.asked(edition, polls.Question(iso3, polls.MEMBERSHIP, polls.FOR))
        asked = asked[asked["date"].between(days["map"], last)]
        return [(polls.TABLE, asked[asked["percent"] < 50])] if len(asked) else None
    votes, asked = edition.table("referendums"), polls.both_sides(edition, iso3)
    votes = votes[(votes["iso3"] == iso3) & votes["subject"].isin(ON_NATO) & (votes["response"] == "turnout")]
    return [
        (NATO, steps[steps["code"] == "invitation_withheld"]),
        ("referendums", votes[(votes["percent"] < 50) & votes["date"].between(days["map"], last)]),
        (polls.TABLE, asked[(asked["lead"] > 0) & asked["date"].between(days["map"], last)]),
    ]


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
def joined_since(edition: Edition, year: int) -> Result:
    """How many of the six joined NATO since a year."""
    joined = _entries(edition, countries.WB6)
    joined = joined[joined["date"].dt.year >= year]
    names = words.listing([countries.name(code) for code in joined["iso3"]]) if len(joined) else "none"
    return result(len(joined), f"{words.count(len(joined))} ({names})", (NATO, joined))


@measure
def gained_by(edition: Edition, partner: str, since: int, codes: Sequence[str] = countries.WB6) -> Result:
    """Change of a partner's share of trade since a year: mean of members among some states less mean of the others, in points."""
    members = set(_entries(edition, codes)["iso3"])
    changes: dict[str, float] = {}
    compared: dict[tuple[int, int], list[str]] = {}
    by_year = trade.by_year(edition, partner)
    for iso3 in [iso3 for iso3 in codes if iso3 in by_year]:
        shares = by_year[iso3].loc[since:]
        if len(shares) < 2:
            continue
        changes[iso3] = shares.iloc[-1] - shares.iloc[0]
        compared.setdefault((shares.index[0], shares.index[-1]), []).append(iso3)
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
def chapters(edition: Edition, code: str, until: str | None = None) -> Result:
    """Chapters of Serbia's EU talks opened or closed, by the newest count."""
    counted = lookups.newest_of(edition, lookups.Values(EU, {"iso3": "SRB", "code": code}, "chapters"), until)
    if counted.value is None:
        return counted
    share = counted.value / CHAPTERS_OF_THE_ACQUIS * 100
    return Result(share, f"{counted.text} of {CHAPTERS_OF_THE_ACQUIS}", counted.rows, counted.sources)


# Steps on the way of the Membership Action Plan, which a government takes part in to become a member.
PLANS = ("map_application", "map_promised", "map_offered", "map_activated", "map")


# The charter of candidates with the United States, and its widening.
CHARTERS = ("2003-05-us-adriatic-charter", "2008-12-us-adriatic-charter-widened-to-a5")


@measure
def steps_compared(
    edition: Edition, iso3: Sequence[str], steps: Sequence[str], span: int, turn: int = TURN
) -> Result:
    """Steps of some countries towards NATO in a span of years after a turn, less those in the span up to it."""
    rows = _steps(edition, NATO, iso3)
    rows = rows[rows["code"].isin(list(steps))]
    year = rows["date"].dt.year
    if rows.empty or edition.last_full_year < turn + span:
        return nothing("the years to be compared are not over")
    before, after = year.between(turn - span + 1, turn), year.between(turn + 1, turn + span)
    text = (
        f"{words.count(int(after.sum()))} in {words.years(turn + 1, turn + span)}, "
        f"{words.count(int(before.sum()))} in {words.years(turn - span + 1, turn)}"
    )
    return result(int(after.sum()) - int(before.sum()), text, (NATO, rows[before | after]))


@measure
def asked(edition: Edition, iso3: Sequence[str], by: str) -> Result:
    """How many of some countries asked for membership in NATO, by a plan for it, by a charter for candidates, or by either."""
    plans = _steps(edition, NATO, iso3)
    plans = plans[plans["code"].isin(PLANS)]
    charters = lookups.rows(edition, "agreements", {"id": list(CHARTERS)})
    signed = {code for code in iso3 if lookups.lists(charters["parties"], code).any()}
    own = {"plan": {*plans["iso3"]}, "charter": signed, "plan or charter": {*plans["iso3"]} | signed}[by]
    rows = {"plan": [(NATO, plans)], "charter": [("agreements", charters)]}
    if plans.empty and charters.empty:
        return nothing()
    names = words.listing(sorted(countries.name(code) for code in own)) if own else "none"
    text = f"{words.count(len(own))} of {words.count(len(iso3))} ({names})"
    return result(len(own), text, *rows.get(by, rows["plan"] + rows["charter"]))


@measure
def pace_of_steps(
    edition: Edition, iso3: Sequence[str], steps: Sequence[str], turn: int, span: tuple[int, int]
) -> Result:
    """Steps towards NATO a year for ten states still outside: after the year `turn` less up to it, within a span of years."""
    taken = _steps(edition, NATO, iso3)
    joined = _entries(edition, iso3).set_index("iso3")["date"].dt.year.reindex(list(iso3))
    taken = taken[taken["code"].isin(list(steps))].assign(year=lambda rows: rows["date"].dt.year)
    first, last = span
    periods = {"early": (first, turn), "late": (turn + 1, min(last, edition.last_full_year))}
    paces, told, counted = {}, {}, []
    for name, (start, end) in periods.items():
        outside = sum(int((~(joined < year)).sum()) for year in range(start, end + 1))
        own = taken[taken["year"].between(start, end)]
        if not outside:
            return nothing()
        paces[name] = len(own) / outside * 10
        told[name] = (
            f"{words.number(paces[name], 2)} in {words.years(start, end)} ({words.count(len(own))} steps)"
        )
        counted.append(own)
    text = f"{told['late']}, {told['early']}"
    return result(paces["late"] - paces["early"], text, (NATO, pd.concat(counted)))


@measure
def reformed_and_joined(
    edition: Edition, iso3: Sequence[str], score: tuple[str, str], until: str, of: str = "both"
) -> Result:
    """How many of some states had joined NATO and the EU, or either, by a day, with a score risen from 1996 till before."""
    entries = pd.DataFrame(
        {
            table: _first_days(edition, table, iso3, code, until)
            for table, code in ((NATO, "member"), (EU, "accession"))
        }
    )
    entries = entries.dropna(how="any" if of == "both" else "all")
    rows, risen = [], []
    for state, year in entries.min(axis="columns").dt.year.items():
        fields = {"iso3": state, "indicator": score[1], "year": [1996, year - 1]}
        pair = lookups.rows(edition, score[0], fields, having="value")
        if len(pair) == 2:
            rows.append(pair)
            if pair["value"].iloc[1] > pair["value"].iloc[0]:
                risen.append(countries.name(state))
    if not rows:
        return nothing()
    names = f" ({words.listing(sorted(risen))})" if risen else ""
    text = f"{words.count(len(risen))} of {words.count(len(rows))} with a score{names}"
    return result(len(risen), text, (score[0], pd.concat(rows)))


def _first_days(edition: Edition, table: str, iso3: Sequence[str], code: str, until: str) -> pd.Series:
    """The day of a step by country, of those who had taken it by a day."""
    steps = _steps(edition, table, iso3)
    return steps[(steps["code"] == code) & (steps["date"] <= until)].set_index("iso3")["date"]


@measure
def not_recognising(edition: Edition) -> Result:
    """How many members of NATO do not recognise Kosovo, by the newest position on file."""
    rows = needed(
        lookups.rows(edition, "kosovo_recognition", {"nato_member": True, "recognises_kosovo": False}),
        "no position on file",
    )
    names = words.listing(sorted({countries.name(code) for code in rows["iso3"]}))
    return result(
        rows["iso3"].nunique(),
        f"{words.count(rows['iso3'].nunique())} ({names})",
        ("kosovo_recognition", rows),
    )


@measure
def recognising(edition: Edition, unions: Sequence[str]) -> Result:
    """Share of the members of some unions (NATO, EU) that recognise Kosovo, in percent, of the union with the smallest."""
    members = recognition(edition.table("kosovo_recognition"))
    counts = {union: recognition_counts(members, union) for union in unions}
    if not all(known for _, known in counts.values()):
        return nothing("members of that day are not on file")
    text = words.listing([f"{union} {own} of {known} members" for union, (own, known) in counts.items()])
    rows = lookups.rows(edition, "kosovo_recognition", {"preferred": True})
    rows = rows[rows["iso3"].isin(members["iso3"])]
    return result(
        min(own / known * 100 for own, known in counts.values()), text, ("kosovo_recognition", rows)
    )


@measure
def entered_in(edition: Edition, iso3: Sequence[str], entry_years: Sequence[int]) -> Result:
    """Of some countries, each with a year, the share that entered NATO in its year, in percent."""
    rows = needed(_entries(edition, iso3), "no entry on file")
    known = dict(zip(rows["iso3"], rows["date"].dt.year, strict=True))
    right = [known.get(code) == year for code, year in zip(iso3, entry_years, strict=True)]
    text = words.listing([f"{countries.name(code)} {year}" for code, year in known.items()])
    return result(sum(right) / len(right) * 100, text, (NATO, rows))


@measure
def spans_with_a_step(
    edition: Edition, iso3: str, starts: Sequence[int], until: str, steps: Sequence[str]
) -> Result:
    """In how many spans of years, each from a start to the next, a country took one of some steps toward the EU."""
    rows = lookups.rows(edition, EU, {"iso3": iso3, "code": list(steps)})
    rows = needed(rows[(rows["day"] <= until) & ~(rows["value"] == 0)])
    spans = pd.cut(rows["day"].dt.year, [*starts, 9999], right=False, labels=list(starts))
    with_step = [start for start in starts if (spans == start).any()]
    text = f"{words.count(len(with_step))} of {words.count(len(starts))} spans, from {starts[0]} on"
    return result(len(with_step), text, (EU, rows[spans.notna()]))


# How far on the way into the EU is far: shares of the chapters opened and closed, each at least so much.
FAR = {
    "two thirds of the chapters opened and a third closed": {
        "chapters_opened": 2 / 3,
        "chapters_closed": 1 / 3,
    },
    "half of the chapters opened": {"chapters_opened": 1 / 2},
    "a third of the chapters closed": {"chapters_closed": 1 / 3},
}


# Steps of accession from the first contract to membership, in their order.
ACCESSION = (
    "saa_signed",
    "saa_in_force",
    "application",
    "candidate",
    "negotiations_opened",
    "chapters_opened",
    "chapters_closed",
    "accession",
)


BY_STEPS = "two thirds of the steps of accession"


@measure
def far_along(edition: Edition, iso3: str, by: str, until: str) -> Result:
    """Whether a country is far on its way into the EU on a day, by one of the marks of `FAR` or by steps of accession."""
    if by == BY_STEPS:
        rows = lookups.rows(edition, EU, {"iso3": iso3, "code": list(ACCESSION)})
        rows = rows[(rows["day"] <= until) & ~(rows["value"] == 0)].drop_duplicates("code", keep="last")
        if rows.empty:
            return nothing()
        text = f"{words.count(len(rows))} of {words.count(len(ACCESSION))} steps of accession"
        return result(len(rows) / len(ACCESSION) >= 2 / 3, text, (EU, rows))
    counts = {
        code: lookups.newest_of(edition, lookups.Values(EU, {"iso3": iso3, "code": code}, "chapters"), until)
        for code in FAR[by]
    }
    values = {code: count.value for code, count in counts.items() if count.value is not None}
    if len(values) < len(counts):
        return nothing()
    met = all(value / CHAPTERS_OF_THE_ACQUIS >= FAR[by][code] for code, value in values.items())
    told = [f"{counts[code].text} {code.partition('_')[2]}" for code in values]
    rows_found = tuple(sorted({row for count in counts.values() for row in count.rows}))
    sources = tuple(sorted({key for count in counts.values() for key in count.sources}))
    return Result(met, f"{words.listing(told)} of {CHAPTERS_OF_THE_ACQUIS}", rows_found, sources)


TEXTS, MISSIONS = "strategic_documents", "missions_strength"


# Missions of others than NATO in the region.
_NOT_OF_NATO = ("EUFOR Althea", "EULEX", "UNMIK")


@measure
def years_between(edition: Edition, table: str, iso3: str, start: str, end: str) -> Result:
    """Years from one step of a country to another, or to the day of the edition as long as it is not taken."""
    steps = _steps(edition, table, [iso3]).set_index("code", drop=False)
    if start not in steps.index:
        return nothing()
    taken = end in steps.index
    last = steps.loc[end, "date"] if taken else edition.day
    years = (last - steps.loc[start, "date"]).days / 365.25
    text = f"{words.number(years, 1)} years from {words.day(steps.loc[start, 'date'])} to {words.day(last)}"
    rows = steps.loc[[start, end] if taken else [start]]
    return result(years, text if taken else f"{text}, not yet taken", (table, rows))


@measure
def with_aim(
    edition: Edition, iso3: Sequence[str], shown_by: str, steps: Sequence[str], texts: Sequence[str]
) -> Result:
    """How many of some countries have membership in NATO as their aim.

    It shows by a step of some codes or by one of some texts (ids of `strategic_documents`), or by half of the public in
    polls.
    """
    if shown_by == "polls":
        shares = [polls.newest(edition, code, polls.MEMBERSHIP, polls.FOR) for code in iso3]
        counted = lookups.all_of(shares, lambda share: share >= 50, "publics")
        if counted.value is None:
            return counted
        return Result(counted.value * len(iso3), counted.text, counted.rows, counted.sources)
    taken, written = _signs_of_aim(edition, iso3, steps, texts)
    codes = sorted({*taken["iso3"], *written["iso3"]})
    names = words.listing([countries.name(code) for code in codes] or ["none"])
    return result(len(codes), f"{words.count(len(codes))} ({names})", (NATO, taken), (TEXTS, written))


def _signs_of_aim(
    edition: Edition, iso3: Sequence[str], steps: Sequence[str], texts: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Steps of some codes, and some texts (ids of `strategic_documents`), by which countries show NATO as their aim."""
    taken = _steps(edition, NATO, iso3)
    written = lookups.rows(edition, TEXTS, {"id": list(texts), "iso3": list(iso3)})
    return taken[taken["code"].isin(steps)], written


@measure
def alone_without_aim(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    others_iso3: Sequence[str],
    steps: Sequence[str],
    texts: Sequence[str],
    until: str,
) -> Result:
    """Whether a country with a step towards the EU is the only one of some without NATO as its aim, on a day.

    The aim shows by a step of some codes or by one of some texts (ids of `strategic_documents`).
    """
    taken, written = _signs_of_aim(edition, [iso3, *others_iso3], steps, texts)
    taken, written = (rows[rows["date"] <= until] for rows in (taken, written))
    towards_eu = _steps(edition, EU, [iso3])
    towards_eu = needed(towards_eu[towards_eu["date"] <= until].tail(1), "no step towards the EU on file")
    aiming = {*taken["iso3"], *written["iso3"]}
    names = words.listing([countries.name(code) for code in sorted(aiming)] or ["none"])
    text = f"in NATO or with the aim: {names}, by {words.day(pd.Timestamp(until))}"
    value = iso3 not in aiming and {*others_iso3} <= aiming
    return result(value, text, (NATO, taken), (TEXTS, written), (EU, towards_eu))


@measure
def in_order(edition: Edition, operation: str, presence: str, by: str) -> Result:
    """Of the steps from an operation to a standing presence, partnership and membership, those in this order, in percent.

    By the first of the six in the partnership, by the one that made most of them partners, or by each state that has an
    operation of its own, in which the presence is that of the operation; the third membership counts for all.
    """
    forces = lookups.rows(edition, MISSIONS, {"measure": "total"}).drop_duplicates("mission")
    steps = _steps(edition, NATO, countries.WB6)
    joined, entered = (steps[steps["code"] == code] for code in ("pfp_joined", "member"))
    ours = forces[forces["mission"].isin([operation, presence])]
    if len(ours) < 2 or len(joined) < 2 or len(entered) < 3:
        return nothing("not all steps are on file")
    if by == "each state":
        ours = forces[forces["host_iso3"].isin(joined["iso3"]) & ~forces["mission"].isin(_NOT_OF_NATO)]
        ours = ours.drop_duplicates("host_iso3")
        paths = [
            [
                *ours.loc[ours["host_iso3"] == iso3, "date"],
                *joined.loc[joined["iso3"] == iso3, "date"],
                *entered.loc[entered["iso3"] == iso3, "date"],
            ]
            for iso3 in joined["iso3"]
        ]
    else:
        partner = joined["date"].iloc[0 if by == "first state" else len(joined) // 2]
        paths = [[*ours.sort_values("date")["date"], partner, entered["date"].iloc[2]]]
    kept = [before < after for path in paths for before, after in pairwise(path)]
    text = f"{words.count(sum(kept))} of {words.count(len(kept))} steps come in this order"
    return result(sum(kept) * 100 / len(kept), text, (MISSIONS, ours), (NATO, joined), (NATO, entered))


def _counts(edition: Edition, iso3: str, days: Iterable[str]) -> pd.DataFrame:
    """The newest counts of chapters that a country had opened by some days, a row a day."""
    rows = lookups.rows(edition, EU, {"iso3": iso3, "code": "chapters_opened"}, having="value")
    return pd.concat([rows[rows["day"] <= day].tail(1) for day in days])


@measure
def pace_of_opening(edition: Edition, iso3: str, start: str, turn: str, until: str) -> Result:
    """Chapters that a country opened a year from a turn to a day, in percent of those from a start to the turn."""
    rows = needed(_counts(edition, iso3, (start, turn, until)), least=3)
    first, middle, last = rows["value"]
    ends = [pd.Timestamp(day) for day in (start, turn, until)]
    early, late = ((after - before).days / 365.25 for before, after in pairwise(ends))
    if middle == first:
        return nothing("no chapter opened before")
    before, after = (middle - first) / early, (last - middle) / late
    text = (
        f"{words.number(after, 1)} a year from {ends[1].year + 1} to {ends[2].year}, "
        f"{words.number(before, 1)} from {ends[0].year + 1} to {ends[1].year}"
    )
    return result(after / before * 100, text, (EU, rows))
