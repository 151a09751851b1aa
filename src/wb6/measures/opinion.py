"""Public opinion: answers by question and pollster, never joined across pollsters."""

from collections.abc import Iterable, Mapping

import pandas as pd

RELIABLE = ("reported", "derived", "date_inferred")


def answers(polls: pd.DataFrame, iso3: str, topics: Iterable[str]) -> pd.DataFrame:
    """Answers of one country to questions of some kinds, doubtful rows left out, by date.

    Returns the columns of `polls`.
    """
    return reliable(polls[(polls["iso3"] == iso3) & polls["topic_code"].isin(list(topics))])


def reliable(polls: pd.DataFrame) -> pd.DataFrame:
    """Answers without the doubtful ones, by date. Same columns as `polls`."""
    rows = polls[polls["basis"].isin(RELIABLE)]
    return rows.sort_values(["date", "pollster", "answer"], ignore_index=True)


def newest(polls: pd.DataFrame, topics: Iterable[str], answer: str) -> pd.DataFrame:
    """The newest share that gave `answer` to questions of some kinds, one row a country."""
    rows = polls[
        polls["topic_code"].isin(list(topics)) & (polls["answer"] == answer) & polls["basis"].isin(RELIABLE)
    ]
    return rows.sort_values(["date", "pollster"]).drop_duplicates("iso3", keep="last")


def views(polls: pd.DataFrame, iso3: str, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Answers on who is an ally and who is a threat, the newest of each answer to each question.

    `kinds` maps what a question asks for (`asks`) to its kind; other questions are left out. Adds
    `kind` to the columns of `polls`.
    """
    rows = answers(polls, iso3, ["ally_or_threat"])
    rows = rows.assign(kind=rows["asks"].map(kinds))
    newest_first = rows[rows["kind"].notna()].sort_values(["date", "pollster"], ascending=False)
    return newest_first.drop_duplicates(["topic", "answer"]).reset_index(drop=True)
