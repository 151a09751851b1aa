"""Evidence: the value that a measure found, and the rows and sources that it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from wb6.data import package, words


class Row(NamedTuple):
    """A row of a table by its primary key, as (field, text) pairs."""

    table: str
    key: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Result:
    """What a measure found in an edition: the value (None for nothing), as read, and its evidence."""

    value: float | bool | None
    text: str
    rows: tuple[Row, ...] = ()
    sources: tuple[str, ...] = ()


def nothing(text: str = "") -> Result:
    """An edition that does not answer."""
    return Result(None, text or "no figure in this edition")


def result(value: float | bool, text: str, *rows: tuple[str, pd.DataFrame]) -> Result:
    """A value with the rows that decide it: pairs of table name and rows of that table.

    `text` says value and period as a reader sees them. Each frame holds the fields of the table's
    primary key and `source`.
    """
    value = value.item() if hasattr(value, "item") else value
    decided = tuple(sorted({row for table, frame in rows for row in rows_of(table, frame)}))
    sources = sorted({key for _, frame in rows for key in _sources(frame)})
    return Result(value, text, decided, tuple(sources))


def quantity(value: float, unit: str, period: str, *rows: tuple[str, pd.DataFrame]) -> Result:
    """A value whose text is its number with unit and period: 84 percent (2021)."""
    return result(value, f"{words.quantity(value, unit)} ({period})", *rows)


def rows_of(table: str, frame: pd.DataFrame) -> Iterable[Row]:
    """The rows of a frame that holds the fields of the table's primary key."""
    fields = package.resource(table)["schema"]["primaryKey"]
    fields = [fields] if isinstance(fields, str) else fields
    for texts in zip(*(package.texts(frame[field]) for field in fields), strict=True):
        yield Row(table, tuple(zip(fields, texts, strict=True)))


def _sources(frame: pd.DataFrame) -> Iterable[str]:
    for field in ("source", "source_2", "source_3"):
        if field in frame.columns:
            yield from (key for key in frame[field].tolist() if isinstance(key, str))
