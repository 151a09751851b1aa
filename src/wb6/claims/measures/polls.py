"""What tests read from polls: the newest share, the share of polls beyond a mark, the spread between countries."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import opinion

TABLE = "polls"
AGAINST, FOR = ("against", "leave"), ("support", "for", "stay")
MEMBERSHIP = ("nato_support", "nato_vote")
NO_POLL = "no poll in this edition"


@once
def _by_country(edition: Edition) -> dict[str, pd.DataFrame]:
    """Answers with a share by country, doubtful rows left out, by date."""
    rows = opinion.reliable(edition.table(TABLE)).dropna(subset=["percent"])
    return dict(iter(rows.groupby("iso3")))


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
    answers = _by_country(edition)
    rows = answers[question.iso3] if question.iso3 in answers else edition.table(TABLE).head(0)
    fitting = rows["topic_code"].isin(question.topics) & rows["answer"].isin(question.answers)
    if until:
        fitting &= rows["date"] <= until
    if question.asks:
        fitting &= rows["asks"] == question.asks
    return rows[fitting].reset_index(drop=True)


@measure
def newest(
    edition: Edition, iso3: str, topics: Sequence[str], answers: Sequence[str], asks: str = ""
) -> Result:
    """The newest share that gave one of some answers, whichever pollster asked."""
    return newest_of(edition, Question(iso3, topics, answers, asks))


def newest_of(edition: Edition, question: Question, until: str | None = None) -> Result:
    """The newest share of answers to a question, up to the day `until` if given."""
    row = asked(edition, question, until).tail(1)
    if row.empty:
        return nothing(NO_POLL)
    return result(row["percent"].iloc[0], told(row.iloc[0]), (TABLE, row))


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
) -> Result:
    """Of the polls since a year, the share that found more than `mark` percent, in percent."""
    rows = asked(edition, Question(iso3, topics, answers), until)
    rows = needed(rows[rows["date"].dt.year >= since], NO_POLL)
    beyond = rows["percent"] > mark
    text = (
        f"{words.count(int(beyond.sum()))} of {words.count(len(rows))} polls since {since}; "
        f"they range from {words.span(rows['percent'].min(), rows['percent'].max())} percent"
    )
    return result(beyond.mean() * 100, text, (TABLE, rows))


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
