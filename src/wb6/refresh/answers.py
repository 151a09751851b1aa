"""What an answer must have before its rows are read."""

import pandas as pd

from wb6.refresh.client import Unusable


def require_columns(frame: pd.DataFrame, columns: list[str], where: str) -> None:
    """Raise `Unusable` that names the columns which a file lacks."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise Unusable(f"{where} has no column {', '.join(missing)}; its columns have changed")


def require_whole(text: str, separator: str, where: str) -> None:
    """Raise `Unusable` when the last line of a file has fewer cells than its header."""
    header, _, lines = text.partition("\n")
    last = lines.rstrip("\n").rpartition("\n")[2]
    if last.count(separator) < header.count(separator):
        raise Unusable(f"{where} breaks off in its last line")
