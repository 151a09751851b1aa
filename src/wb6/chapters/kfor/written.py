"""Facts written from head counts of the record, beside those that all chapters write."""

from typing import Any

import pandas as pd

from wb6.chapters.written import fact, missing, share, word
from wb6.data import words
from wb6.data.facts import Fact

__all__ = ["SOLDIERS", "fact", "head_count", "missing", "number", "share", "word"]

SOLDIERS = "soldiers"


def head_count(
    name: str,
    label: str,
    row: pd.Series,
    column: str,
    unit: str,
    table: str,
    key: dict[str, Any] | None = None,
) -> Fact:
    """A head count of one row as a fact."""
    value = int(row[column])
    counted = unit.removesuffix("s") if value == 1 else unit
    named = unit in {SOLDIERS, "nations", "members"}
    text = f"{words.people(value)} {counted}" if named else words.people(value)
    date = words.day(row["date"], row["date_precision"])
    return fact(name, label, text, value, unit, date, row["date"], table, [row["source"]], key)


def number(name: str, label: str, value: int, rows: pd.DataFrame, table: str, unit: str = "") -> Fact:
    """A number computed from rows as a fact, dated by the newest of them."""
    day = rows["date"].max()
    text = f"{words.people(value)} {unit}" if unit == SOLDIERS else words.people(value)
    return fact(name, label, text, value, unit, str(day.year), day, table, rows["source"])
