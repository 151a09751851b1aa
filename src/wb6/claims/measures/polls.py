"""What tests read from polls: the newest share, the share of polls beyond a mark, the spread between countries."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import opinion

TABLE = "polls"
AGAINST, FOR = ("against", "leave"), ("support", "for", "stay")
# Of whom a share is taken: of all that were asked, or of those who chose a side.
ALL, DECIDED = "all", "those with an opinion"
MEMBERSHIP = ("nato_support", "nato_vote")
NO_POLL = "no poll in this edition"


@once
def _by_country(edition: Edition) -> dict[str, pd.DataFrame]:
    """Answers with a share by country, doubtful rows left out, by date."""
    rows = opinion.reliable(edition.table(TABLE)).dropna(subset=["percent"])
    return dict(iter(rows.groupby("iso3")))


def of_country(edition: Edition, iso3: str) -> pd.DataFrame:
    """Answers of a country with a share, doubtful rows left out, by date."""
    return _by_country(edition).get(iso3, edition.table(TABLE).head(0))


@dataclass(frozen=True)
class Question:
    """Questions of some kinds in a country, all or those that ask for one thing (`asks`), and answers to them."""

    iso3: str
    topics: Sequence[str]
    answers: Sequence[str]
    asks: str = ""


@once
def asked(edition: Edition, question: Question, until: str | None = None) -> pd.DataFrame:
    """The answers to a question, up to the day `until` if given, oldest first; columns of the table."""
    rows = of_country(edition, question.iso3)
    fitting = rows["topic_code"].isin(question.topics) & rows["answer"].isin(question.answers)
    if until:
        fitting &= rows["date"] <= until
    if question.asks:
        fitting &= rows["asks"] == question.asks
    return rows[fitting].reset_index(drop=True)


@once
def both_sides(edition: Edition, iso3: str) -> pd.DataFrame:
    """The answers of polls on membership that give both sides, oldest first; columns of the table.

    Adds `lead`, by how many points the opponents lead in the poll.
    """
    rows = asked(edition, Question(iso3, MEMBERSHIP, [*AGAINST, *FOR]))
    polls = ["date", "pollster", "topic_code", "topic"]
    rows = rows[rows.groupby(polls)["answer"].transform("nunique") == 2]
    signed = rows["percent"].where(rows["answer"].isin(AGAINST), -rows["percent"])
    return rows.assign(lead=signed.groupby([rows[field] for field in polls]).transform("sum"))


@measure
def newest(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    topics: Sequence[str],
    answers: Sequence[str],
    asks: str = "",
    which: str = lookups.NEWEST,
    until: str | None = None,
) -> Result:
    """The newest share that gave one of some answers, whichever pollster asked, or the one that `which` names."""
    return newest_of(edition, Question(iso3, topics, answers, asks), until, which)


def newest_of(
    edition: Edition, question: Question, until: str | None = None, which: str = lookups.NEWEST
) -> Result:
    """The newest share of answers to a question, up to the day `until` if given, or the one that `which` names."""
    return chosen(asked(edition, question, until), which)


def chosen(rows: pd.DataFrame, which: str) -> Result:
    """Of some answers, oldest first, the share that `which` names (`lookups.which_of`)."""
    rows = lookups.which_of(rows, which, "date")
    if rows.empty:
        return nothing(NO_POLL)
    text = told(rows.iloc[-1])
    if len(rows) > 1:
        years = words.years(rows["date"].dt.year.min(), rows["date"].dt.year.max())
        text = f"{words.percent(rows['percent'].mean())} (mean of {words.count(len(rows))} polls, {years})"
    return result(rows["percent"].mean(), text, (TABLE, rows))


def told(row: pd.Series) -> str:
    """A share with its pollster and month."""
    period = words.day(row["date"], row["date_precision"])
    return f"{words.percent(row['percent'])} ({row['pollster']}, {period})"


@measure
def share_beyond(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    topics: Sequence[str],
    answers: Sequence[str],
    mark: float,
    since: int,
    until: str | None = None,
    base: str = ALL,
) -> Result:
    """Of the polls since a year, the share that found more than `mark` percent of all or of those with an opinion."""
    rows = asked(edition, Question(iso3, topics, answers), until)
    if base == DECIDED:
        rows = _of_the_decided(rows, asked(edition, Question(iso3, topics, [*AGAINST, *FOR]), until))
    rows = needed(rows[rows["date"].dt.year >= since], NO_POLL)
    beyond = rows["percent"] > mark
    text = (
        f"{words.count(int(beyond.sum()))} of {words.count(len(rows))} polls since {since}; "
        f"they range from {words.span(rows['percent'].min(), rows['percent'].max())} percent"
    )
    return result(beyond.mean() * 100, text, (TABLE, rows))


def _of_the_decided(rows: pd.DataFrame, sides: pd.DataFrame) -> pd.DataFrame:
    """Answers as shares of both sides together, for polls that give both."""
    one = ["date", "pollster", "topic"]
    both = sides.groupby(one).agg(sides=("answer", "nunique"), total=("percent", "sum"))
    known = rows.join(both[both["sides"] == 2]["total"], on=one).dropna(subset=["total"])
    return known.assign(percent=known["percent"] / known["total"] * 100)


@measure
def to_one_question(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    topic: str,
    answers: Sequence[str],
    since: str,
    until: str,
    base: str = ALL,
) -> Result:
    """The newest share of some answers to one question (`topic`) between two days, of all asked or of those with an opinion."""
    rows = of_country(edition, iso3)
    rows = rows[(rows["topic"] == topic) & rows["date"].between(since, until)]
    own = rows[rows["answer"].isin(answers)]
    if base == DECIDED:
        own = _of_the_decided(own, rows[rows["answer"].isin([*AGAINST, *FOR])])
    return chosen(own, lookups.NEWEST)


@measure
def evenly_split(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, iso3: str, since: int, until: str, least: float, base: str = ALL
) -> Result:
    """Of the polls on membership that give both sides, the share with `least` percent or more on the smaller, in percent."""
    rows = both_sides(edition, iso3)
    rows = needed(rows[(rows["date"].dt.year >= since) & (rows["date"] <= until)], NO_POLL)
    sides = rows.groupby(["date", "pollster", "topic_code", "topic"])["percent"].agg(["min", "sum"])
    smaller = sides["min"] if base == ALL else sides["min"] / sides["sum"] * 100
    met = smaller >= least
    text = f"{words.count(int(met.sum()))} of {words.count(len(met))} polls from {since} on"
    return result(met.mean() * 100, text, (TABLE, rows))


@measure
def spread(edition: Edition, pollster: str, topic: str, answer: str) -> Result:
    """The difference between the highest and the lowest country in one survey, in points."""
    rows = edition.table(TABLE)
    rows = rows[
        (rows["pollster"] == pollster)
        & (rows["topic"] == topic)
        & (rows["answer"] == answer)
        & rows["percent"].notna()
    ].sort_values("percent")
    if rows["iso3"].nunique() < 2:
        return nothing("no survey across countries in this edition")
    low, high = rows.iloc[0], rows.iloc[-1]
    text = (
        f"from {words.number(low['percent'])} percent in {countries.name(low['iso3'])} to "
        f"{words.number(high['percent'])} in {countries.name(high['iso3'])} ({pollster}, {high['date'].year})"
    )
    return result(high["percent"] - low["percent"], text, (TABLE, rows))
