"""Notes of rows as people read them: a source that a note names by its key is named by its publisher."""

import re

import pandas as pd

from wb6.data import package

FIELD = "note"
_KEY = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose notes name publishers; the same frame when no note names a source, or there are none."""
    if FIELD not in frame:
        return frame
    named = frame[FIELD].str.contains(_KEY).fillna(value=False).astype(bool)
    if not named.any():
        return frame
    publishers = package.load("sources").set_index("key")["publisher"]
    told = frame[FIELD].where(
        ~named, frame[FIELD].str.replace(_KEY, lambda key: publishers.get(key[0], key[0]), regex=True)
    )
    return frame.assign(**{FIELD: told})
