"""Public opinion: answers by question and pollster, never joined across pollsters."""

from collections.abc import Iterable

import pandas as pd

RELIABLE = ("reported", "derived", "date_inferred")


def answers(polls: pd.DataFrame, iso3: str, topics: Iterable[str]) -> pd.DataFrame:
    """Answers of one country to questions of some kinds, doubtful rows left out, by date.

    Returns the columns of `polls`.
    """
    rows = polls[
        (polls["iso3"] == iso3) & polls["topic_code"].isin(list(topics)) & polls["basis"].isin(RELIABLE)
    ]
    return rows.sort_values(["date", "pollster", "answer"], ignore_index=True)


def newest(polls: pd.DataFrame, topics: Iterable[str], answer: str) -> pd.DataFrame:
    """The newest share that gave `answer` to questions of some kinds, one row a country."""
    rows = polls[
        polls["topic_code"].isin(list(topics)) & (polls["answer"] == answer) & polls["basis"].isin(RELIABLE)
    ]
    return rows.sort_values(["date", "pollster"]).groupby("iso3", as_index=False).tail(1)
