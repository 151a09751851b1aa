"""What measures read from votes in the General Assembly: agreement with a power."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.memory import once
from wb6.data.edition import Edition
from wb6.measures import alignment

TABLE = "un_agreement"


@once
def _of_all(edition: Edition, power: str) -> pd.DataFrame:
    votes = edition.table(TABLE)
    return alignment.agreement(votes, [power], votes["iso3"].unique(), since=0)


@once
def agreement(edition: Edition, power: str, codes: Sequence[str], since: int) -> pd.DataFrame:
    """Agreement of some states with a power, by year from one on; columns as of `alignment.agreement`."""
    votes = _of_all(edition, power)
    return votes[votes["iso3"].isin(codes) & (votes["year"] >= since)].reset_index(drop=True)


@once
def _wide(edition: Edition, power: str) -> pd.DataFrame:
    return _of_all(edition, power).pivot(index="year", columns="iso3", values="value")


def by_year(edition: Edition, power: str, codes: Sequence[str], since: int) -> pd.DataFrame:
    """Agreement of some states with a power in percent: a row a year from one on, a column a state that voted."""
    wide = _wide(edition, power)
    own = wide.loc[wide.index >= since, wide.columns.isin(codes)]
    return own.dropna(how="all").dropna(how="all", axis="columns")
