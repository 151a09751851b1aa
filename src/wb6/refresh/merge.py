"""Put what a publisher delivered in the place of its rows; every other row stays as it is."""

from collections.abc import Sequence

import pandas as pd

from wb6.data import diff


def merged(
    before: pd.DataFrame, mine: pd.Series, delivered: pd.DataFrame, source: str, key: Sequence[str]
) -> pd.DataFrame:
    """The table with the delivered rows in the place of those that `mine` marks, sorted by its key.

    All cells are text. A column that was not delivered, a cell that is None and a number that did not change
    stay as they were written. A delivered row is left out where a row of another source has its key.
    """
    key, columns = list(key), list(before.columns)
    others = before[~mine]
    new = delivered.assign(source=source).astype("object")
    new = new[~_keys(new, key).isin(_keys(others, key))]
    old = before[mine].set_index(key).reindex(pd.MultiIndex.from_frame(new[key].astype("str")))
    for column in [name for name in columns if name not in key]:
        was = pd.Series(old[column].fillna("").to_numpy() if column in old else "", index=new.index)
        now = new[column] if column in new else pd.Series(None, index=new.index, dtype="object")
        new[column] = was.where(now.isna() | diff.same(was, now.fillna("").astype("str")), now)
    together = pd.concat([others, new[columns].astype("str")], ignore_index=True)
    return together.sort_values(key, ignore_index=True, kind="stable")


def _keys(frame: pd.DataFrame, key: list[str]) -> pd.Series:
    return pd.Series(list(frame[key].itertuples(index=False, name=None)), index=frame.index, dtype="object")
