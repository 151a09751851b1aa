"""Claims on what the public thinks of NATO, of names and of powers."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import lookups, polls, votes
from wb6.claims.measures.polls import AGAINST, FOR, MEMBERSHIP, NO_POLL, Question
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import referendum

VOTE_ON_THE_NAME = "vote in the name referendum"
ON_THE_NAME = Question("MKD", ["name_and_membership"], ["against", "not accept"])


@measure
def against(edition: Edition, iso3: str, until: str | None = None, which: str = lookups.NEWEST) -> Found:
    """The newest share against NATO membership, or the one that `which` names."""
    return polls.newest_of(edition, Question(iso3, MEMBERSHIP, AGAINST), until, which)


@measure
def in_favour(edition: Edition, iso3: str, until: str | None = None, which: str = lookups.NEWEST) -> Found:
    """The newest share for NATO membership, or the one that `which` names."""
    return polls.newest_of(edition, Question(iso3, MEMBERSHIP, FOR), until, which)


@measure
def against_in_entity(edition: Edition, which: str = lookups.NEWEST) -> Found:
    """The newest share against NATO among respondents in Republika Srpska, or the one that `which` names."""
    return polls.newest(edition, "BIH", ["nato_support_rs"], ["against"], which=which)


@measure
def against_name(edition: Edition) -> Found:
    """No answer: the polls on file cover all citizens, of whom a large part are not ethnic Macedonians."""
    rows = polls.asked(edition, ON_THE_NAME, "2018-12-31")
    told = [polls.told(row) for _, row in rows[rows["topic"] != VOTE_ON_THE_NAME].tail(2).iterrows()]
    return nothing(f"polls cover all citizens only: {words.listing(told)}" if told else NO_POLL)


@measure
def favours_russia(
    edition: Edition, iso3: str, which: str = lookups.NEWEST, until: str | None = None
) -> Found:
    """The newest share with a good opinion of Russia, its president or its influence, or the one that `which` names."""
    return polls.chosen(_good_of_russia(edition, iso3, until), which)


def _good_of_russia(edition: Edition, iso3: str, until: str | None) -> pd.DataFrame:
    rows = polls.asked(edition, Question(iso3, ["powers_view"], ["positive", "Russia"]), until)
    return rows[rows["power_iso3"] == "RUS"]


@measure
def warm_to_russia(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, codes: Sequence[str], since: str, until: str, mark: float, least: int
) -> Found:
    """Whether at least so many countries have `mark` percent or more with a good opinion of Russia, by polls of a span.

    The newest poll of each country counts; no answer where countries without a poll could turn it.
    """
    good = {iso3: _good_of_russia(edition, iso3, until) for iso3 in codes}
    polled = {iso3: rows[rows["date"] >= since].tail(1) for iso3, rows in good.items()}
    polled = {iso3: rows for iso3, rows in polled.items() if len(rows)}
    met = sum(rows["percent"].iloc[0] >= mark for rows in polled.values())
    answer = lookups.decided(met, len(codes) - len(polled), least)
    text = (
        f"{words.count(met)} of {words.count(len(codes))} countries known, "
        f"{words.count(len(codes) - len(polled))} without a poll"
    )
    if answer is None or not polled:
        return nothing(text)
    return found(answer, text, *((polls.TABLE, rows) for rows in polled.values()))


@measure
def smaller_side_of_vote(edition: Edition) -> Found:
    """The share of no in the vote on Montenegro's independence."""
    table = edition.table("referendums")
    opposed = referendum.opposed(table[table["iso3"] == "MNE"])
    if opposed.empty:
        return nothing()
    row = opposed.iloc[0]
    own = table[(table["iso3"] == "MNE") & (table["source"] == row["source"]) & (table["response"] == "no")]
    return found(row["value"], f"{words.percent(row['value'])} ({row['date'].year})", ("referendums", own))


@measure
def smaller_side_on_nato(edition: Edition) -> Found:
    """The smaller of the two sides in the newest poll of Montenegro that gives both, as a share of them."""
    rows = polls.asked(edition, Question("MNE", MEMBERSHIP, [*AGAINST, *FOR]))
    rows = rows[rows.groupby(["date", "pollster", "topic"])["answer"].transform("nunique") == 2]
    if rows.empty:
        return nothing(NO_POLL)
    newest = rows.tail(1).iloc[0]
    pair = rows[(rows["date"] == newest["date"]) & (rows["pollster"] == newest["pollster"])]
    value = pair["percent"].min() / pair["percent"].sum() * 100
    period = words.day(newest["date"], newest["date_precision"])
    return found(value, f"{words.percent(value)} ({newest['pollster']}, {period})", (polls.TABLE, pair))


@measure
def place_by_votes_with_usa(edition: Edition, since: int) -> Found:
    """Montenegro's place among the six by mean agreement with the United States since a year."""
    agreed = votes.agreement(edition, "USA", countries.WB6, since)
    means = agreed.groupby("iso3", as_index=False)["value"].mean()
    if "MNE" not in set(means["iso3"]):
        return nothing()
    place = int(means.set_index("iso3")["value"].rank(ascending=False, method="min")["MNE"])
    own = lookups.rows(edition, "un_agreement", {"iso3": "MNE", "power_iso3": "USA"}).tail(1)
    text = f"{words.ordinal(place)} of {words.count(len(means))} that vote, since {since}"
    return found(place, text, ("un_agreement", own))


@measure
def place_by_expulsions(edition: Edition) -> Found:
    """Montenegro's place among the six by Russian diplomats expelled up to 2022, of which the text speaks."""
    rows = lookups.rows(edition, "russia_presence", {"type": "expulsion"})
    rows = rows[rows["date"].dt.year <= 2022]
    sums = rows.groupby("iso3")["value"].sum()
    if "MNE" not in sums.index:
        return nothing("no expulsion on record")
    place = int(sums.rank(ascending=False, method="min")["MNE"])
    told = words.listing([f"{countries.name(iso3)} {words.number(value, 0)}" for iso3, value in sums.items()])
    return found(place, f"{words.ordinal(place)}: {told}", ("russia_presence", rows))
