"""Second readings: who entered a row by hand is not the last to have read it."""

from collections.abc import Mapping

import pandas as pd

from wb6.data import package

# Fields of a table whose rows a person entered: when a second person found the same, and in which source.
DAY, SOURCE = "verified", "verified_by"
# Sources of this kind are read by a program, not by a person.
DATA_SET = "dataset"


def tables() -> list[str]:
    """Names of the tables whose rows are read twice, sorted."""
    return [name for name in package.table_names() if DAY in package.fields(name)]


def is_read_once(table: str, row: Mapping[str, str]) -> bool:
    """Whether a row, its values as text, was entered by hand and not yet read a second time."""
    if DAY not in package.fields(table) or row[DAY]:
        return False
    return row["source"] not in data_sets()


def counted() -> pd.DataFrame:
    """How far second readings have come: a row a table.

    Columns: table, title, rows, entered (rows not taken from a data set), read (of those, read a second time),
    elsewhere (of those, in another source than their own).
    """
    return pd.DataFrame([_counted(name) for name in tables()])


def _counted(name: str) -> dict[str, object]:
    cells = package.table(name).cells
    rows = zip(cells["source"], cells[SOURCE], strict=True)
    entered = [(own, other) for own, other in rows if own not in data_sets()]
    return {
        "table": name,
        "title": package.resource(name)["title"],
        "rows": len(cells[DAY]),
        "entered": len(entered),
        "read": sum(bool(other) for _, other in entered),
        "elsewhere": sum(other not in {"", own} for own, other in entered),
    }


def data_sets() -> set[str]:
    """Keys of the sources whose rows a program took over; none where sources have no kind."""
    cells = package.table("sources").cells
    kinds = cells.get("kind", cells["key"])
    return {key for key, kind in zip(cells["key"], kinds, strict=True) if kind == DATA_SET}
