"""Claims on what the public thinks of NATO, of names and of powers."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, missions, polls, votes
from wb6.claims.measures.polls import AGAINST, FOR, MEMBERSHIP, NO_POLL, Question
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

# What a poll may have asked about a power.
THREAT, ILL, ILL_OF_THOSE = "threat or enemy", "opinion", "opinion of those with one"


# What is asked of Russia: the country itself, or what it does as well; by `asks` of the polls.
COUNTRY, POLICY = "the country", "the country, its president or its policy"
ASKED = {
    COUNTRY: ("view", "favour", "influence", "friend"),
    POLICY: ("view", "favour", "influence", "friend", "president", "security"),
}
ON_RUSSIA = ("positive", "Russia", "agree")


@measure
def against(edition: Edition, iso3: str, until: str | None = None, which: str = lookups.NEWEST) -> Result:
    """The newest share against NATO membership, or the one that `which` names."""
    return polls.newest_of(edition, Question(iso3, MEMBERSHIP, AGAINST), until, which)


@measure
def in_favour(edition: Edition, iso3: str, until: str | None = None, which: str = lookups.NEWEST) -> Result:
    """The newest share for NATO membership, or the one that `which` names."""
    return polls.newest_of(edition, Question(iso3, MEMBERSHIP, FOR), until, which)


@measure
def polls_led_by_opponents(edition: Edition, iso3: str, since: int, until: str) -> Result:
    """Of the polls of a span that give both sides on membership, the share that found more against than for, in percent."""
    rows = polls.both_sides(edition, iso3)
    rows = needed(rows[(rows["date"].dt.year >= since) & (rows["date"] <= until)], NO_POLL)
    leads = rows.loc[rows["answer"].isin(AGAINST), "lead"]
    text = f"{words.count(int((leads > 0).sum()))} of {words.count(len(leads))} polls from {since} on"
    return result((leads > 0).mean() * 100, text, (polls.TABLE, rows))


@measure
def against_in_entity(edition: Edition, which: str = lookups.NEWEST) -> Result:
    """The newest share against NATO among respondents in Republika Srpska, or the one that `which` names."""
    return polls.newest(edition, "BIH", ["nato_support_rs"], ["against"], which=which)


@measure
def least_against(edition: Edition, until: str, which: str = lookups.NEWEST) -> Result:
    """The smaller of the shares against NATO in Serbia and in Republika Srpska up to a day."""
    groups = {
        "Serbia": Question("SRB", MEMBERSHIP, AGAINST),
        "Republika Srpska": Question("BIH", ["nato_support_rs"], ["against"]),
    }
    shares = {name: polls.newest_of(edition, question, until, which) for name, question in groups.items()}
    values = [share.value for share in shares.values() if share.value is not None]
    if len(values) < len(groups):
        return nothing(NO_POLL)
    return Result(
        min(values),
        words.listing([f"{share.text} in {name}" for name, share in shares.items()]),
        tuple(sorted({row for share in shares.values() for row in share.rows})),
        tuple(sorted({key for share in shares.values() for key in share.sources})),
    )


@measure
def votes_apart(edition: Edition, power: str, year: int) -> Result:
    """Agreement of the six with a power in the General Assembly in a year, highest less lowest, in points."""
    agreed = votes.agreement(edition, power, countries.WB6, year)
    agreed = needed(agreed[agreed["year"] == year].sort_values("value"), least=2)
    low, high = agreed.iloc[0], agreed.iloc[-1]
    own = lookups.rows(
        edition, votes.TABLE, {"iso3": [low["iso3"], high["iso3"]], "power_iso3": power, "year": year}
    )
    text = (
        f"from {words.percent(low['value'], 0)} in {countries.name(low['iso3'])} to "
        f"{words.percent(high['value'], 0)} in {countries.name(high['iso3'])} ({year})"
    )
    return result(high["value"] - low["value"], text, (votes.TABLE, own))


@measure
def favours_russia(
    edition: Edition, iso3: str, which: str = lookups.NEWEST, until: str | None = None
) -> Result:
    """The newest share with a good opinion of Russia, its president or its influence, or the one that `which` names."""
    return polls.chosen(_good_of_russia(edition, iso3, until), which)


@measure
def against_power(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, iso3: str, power: str, since: str, until: str, asked: str
) -> Result:
    """The newest share between two days that has something against a power, of the kind that `asked` names.

    Kinds are `THREAT` (names it as a threat or an enemy), `ILL` (has a bad opinion of it) and `ILL_OF_THOSE` (the same, as
    a share of those with an opinion).
    """
    topic = "ally_or_threat" if asked == THREAT else "powers_view"
    rows = polls.of_country(edition, iso3)
    rows = rows[
        (rows["topic_code"] == topic) & (rows["power_iso3"] == power) & rows["date"].between(since, until)
    ]
    own = rows[rows["asks"].isin(["threat", "enemy"]) if asked == THREAT else rows["answer"] == "negative"]
    if asked != ILL_OF_THOSE or own.empty:
        return polls.chosen(own, lookups.NEWEST)
    poll = own.iloc[-1]
    same = rows[
        (rows[["date", "pollster", "topic"]] == poll[["date", "pollster", "topic"]]).all(axis="columns")
    ]
    good = needed(same[same["answer"] == "positive"], NO_POLL)
    value = poll["percent"] / (poll["percent"] + good["percent"].sum()) * 100
    period = words.day(poll["date"], poll["date_precision"])
    text = f"{words.percent(value)} of those with an opinion ({poll['pollster']}, {period})"
    return result(value, text, (polls.TABLE, same))


def _good_of_russia(edition: Edition, iso3: str, until: str | None) -> pd.DataFrame:
    rows = polls.asked(edition, Question(iso3, ["powers_view"], ["positive", "Russia"]), until)
    return rows[rows["power_iso3"] == "RUS"]


def _newest_of_each(
    edition: Edition, codes: Sequence[str], span: tuple[str, str], asked: str
) -> dict[str, pd.DataFrame]:
    """The newest answer of each country in a span that is in favour of Russia, for those that were polled."""
    since, until = span
    of_each = {
        iso3: polls.asked(edition, Question(iso3, ["powers_view"], ON_RUSSIA), until) for iso3 in codes
    }
    fitting = {
        iso3: rows[
            (rows["power_iso3"] == "RUS") & rows["asks"].isin(ASKED[asked]) & (rows["date"] >= since)
        ].tail(1)
        for iso3, rows in of_each.items()
    }
    return {iso3: rows for iso3, rows in fitting.items() if len(rows)}


@measure
def warm_to_russia(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    codes: Sequence[str],
    since: str,
    until: str,
    mark: float,
    least: int,
    asked: str = COUNTRY,
) -> Result:
    """Whether at least so many countries have `mark` percent or more with a good opinion of Russia, by polls of a span.

    The newest poll of each country counts; no answer where countries without a poll could turn it. `asked` is of what the
    opinion is: `COUNTRY` or `POLICY`.
    """
    polled = _newest_of_each(edition, codes, (since, until), asked)
    met = sum(rows["percent"].iloc[0] >= mark for rows in polled.values())
    answer = lookups.decided(met, len(codes) - len(polled), least)
    text = (
        f"{words.count(met)} of {words.count(len(codes))} countries, "
        f"{words.count(len(codes) - len(polled))} without a poll"
    )
    if answer is None or not polled:
        return nothing(text)
    return result(answer, text, *((polls.TABLE, rows) for rows in polled.values()))


@measure
def warm_beyond_forces(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    codes: Sequence[str],
    span: tuple[str, str],
    forces: tuple[int, int],
    mark: float,
    asked: str = COUNTRY,
) -> Result:
    """Whether some countries, not all, think well of Russia, and more than had its arms or exercises in the years `forces`.

    A country thinks well of it where the newest poll of a span has `mark` percent or more; no answer where countries without
    a poll could turn it.
    """
    polled = _newest_of_each(edition, codes, span, asked)
    met = sum(rows["percent"].iloc[0] >= mark for rows in polled.values())
    unknown, cold = len(codes) - len(polled), len(polled) - met
    dealt = {code: missions.dealings(edition, code, "RUS", forces, missions.OF_TWO_KINDS) for code in codes}
    tied = sum(any(len(rows) for _, rows in own) for own in dealt.values())
    text = (
        f"{words.count(met)} of {words.count(len(codes))} countries think well of it, "
        f"{words.count(unknown)} without a poll; {words.count(tied)} with its arms or exercises ({words.years(*forces)})"
    )
    more = lookups.decided(met, unknown, max(tied + 1, 1))
    some = lookups.decided(cold, unknown, 1)
    known = [answer for answer in (more, some) if answer is not None]
    if not polled or (False not in known and len(known) < 2):
        return nothing(text)
    own = [each for rows in dealt.values() for each in rows]
    return result(all(known), text, *((polls.TABLE, rows) for rows in polled.values()), *own)
