"""Changed rows of two frames of text, one entry a row, built on the one diff of tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from wb6.data import diff

# Stands for the row itself, so that a row without other fields can come and go.
_ROW = "\0row"


@dataclass(frozen=True)
class Row:
    """A row that was added, changed or removed: `fields` holds old and new text of what differs."""

    change: str
    key: dict[str, str]
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


def rows(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> list[Row]:
    """Changed rows in the order of their key.

    A key that is not unique in both frames gives way to the whole row: then rows come and go, and none changes.
    """
    if before.equals(after):
        return []
    names = list(dict.fromkeys([*after.columns, *before.columns]))
    before, after = (frame.reindex(columns=names, fill_value="") for frame in (before, after))
    if not key or not unique(before, after, key):
        key, before, after = names, before.drop_duplicates(), after.drop_duplicates()
    changes = diff.rows(before.assign(**{_ROW: "1"}), after.assign(**{_ROW: "1"}), key)
    return list(_by_row(changes, list(key)))


def unique(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> bool:
    """Whether the fields of `key` tell the rows of each frame apart."""
    return not any(frame.duplicated(list(key)).any() for frame in (before, after))


def counts(found: Sequence[Row]) -> dict[str, int]:
    """Number of rows added, changed and removed."""
    return {change: sum(row.change == change for row in found) for change in diff.CHANGES}


def _by_row(changes: pd.DataFrame, key: list[str]) -> Iterator[Row]:
    for (change, *values), cells in changes.groupby(["change", *key], sort=False):
        fields = {cell.field: (cell.old, cell.new) for cell in cells.itertuples() if cell.field != _ROW}
        yield Row(str(change), dict(zip(key, map(str, values), strict=True)), fields)
