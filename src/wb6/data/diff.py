"""What differs between two states of a table: rows by primary key, field by field."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from wb6.data import csvfile

CHANGES = ("added", "changed", "removed")


def read_text(file: Path) -> pd.DataFrame:
    """A table as its file is written: every cell a string, an empty one for missing.

    Raises `Broken` for a file that is no table of the package.
    """
    return of_text(file.read_bytes(), file.stem)


def of_text(content: bytes, table: str) -> pd.DataFrame:
    """The same from the bytes of the file of a table."""
    heading, *rows = csvfile.read(content, table)
    return pd.DataFrame(rows, columns=heading, dtype="str")


def rows(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Rows added, changed and removed, one row a field.

    `before` and `after` hold text (`read_text`) and have the fields `key` as primary key. Returns
    change (added, changed or removed), the fields of the key, field, old, new: for a changed row its
    changed fields, for an added or removed one every field that is not empty. Cells that write one
    number in two ways (2.5, 2.50) are the same. Sorted by key, then in the order of the fields.
    """
    key = list(key)
    fields = [name for name in dict.fromkeys([*after.columns, *before.columns]) if name not in key]
    old, new = _by_key(before, key, fields), _by_key(after, key, fields)
    found = [
        _long(old.reindex(rows), new.reindex(rows), change, key)
        for change, rows in (
            ("added", new.index.difference(old.index)),
            ("removed", old.index.difference(new.index)),
            ("changed", new.index.intersection(old.index)),
        )
    ]
    order = pd.Categorical(fields, categories=fields, ordered=True).dtype
    table = pd.concat(found, ignore_index=True).astype({"field": order})
    table = table.sort_values([*key, "field"], ignore_index=True).astype({"field": "str"})
    return table[["change", *key, "field", "old", "new"]]


def same(old: pd.Series, new: pd.Series) -> pd.Series:
    """Whether cells of two columns of text say the same: one text, or one number."""
    numbers = pd.to_numeric(old, errors="coerce") == pd.to_numeric(new, errors="coerce")
    return (old == new) | numbers


def counts(changes: pd.DataFrame, key: Sequence[str]) -> dict[str, int]:
    """Number of rows added, changed and removed."""
    touched = changes.drop_duplicates(["change", *key])["change"].value_counts()
    return {change: int(touched.get(change, 0)) for change in CHANGES}


def _by_key(frame: pd.DataFrame, key: list[str], fields: list[str]) -> pd.DataFrame:
    """The table with tuples of its key as index, and a column for each of the fields."""
    index = pd.Index(list(frame[key].itertuples(index=False, name=None)), tupleize_cols=False)
    return frame.reindex(columns=fields, fill_value="").set_axis(index)


def _long(old: pd.DataFrame, new: pd.DataFrame, change: str, key: list[str]) -> pd.DataFrame:
    """Cells in which two frames of the same rows differ, one row a cell."""
    old, new = old.fillna(""), new.fillna("")
    differ = pd.DataFrame({name: ~same(old[name], new[name]) for name in old.columns}, index=old.index)
    row, column = differ.to_numpy().nonzero()
    keys = pd.DataFrame([old.index[place] for place in row], columns=key, dtype="str")
    return keys.assign(
        change=change,
        field=old.columns.to_numpy()[column],
        old=old.to_numpy()[row, column],
        new=new.to_numpy()[row, column],
    )
