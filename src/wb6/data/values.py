"""What the text of a cell means by the type of its field."""

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence

import pandas as pd

# Texts are Python strings: of columns of objects, rows are taken all at once, of columns of the type `str` one by one.
_DTYPES = {
    "string": "object",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[us]",
    "boolean": "boolean",
}
_LARGEST = 2**63 - 1
_INTEGER = re.compile(r"-?[0-9]{1,19}")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEAN = {"true": True, "false": False}

Value = str | int | float | bool | dt.date


def value(kind: str, text: str) -> Value:
    """The value that a text which is not empty has in a field of a type.

    Digits are those of ASCII, numbers have a point and no separators, days are written YYYY-MM-DD, truth true or
    false. Raises `ValueError` for anything else, for a number without end and for one that 64 bits do not hold.
    """
    return _READ[kind](text)


def values(kind: str, texts: Sequence[str]) -> tuple[list[Value | None], list[int]]:
    """Values of a column, None for an empty cell, and the positions of cells that are none of the type."""
    if kind == "string":
        return [text or None for text in texts], []
    found: list[Value | None] = []
    read, wrong = _READ[kind], []
    for position, text in enumerate(texts):
        try:
            found.append(read(text) if text else None)
        except ValueError:
            found.append(None)
            wrong.append(position)
    return found, wrong


def series(kind: str, column: Sequence[Value | None], required: bool = False) -> pd.Series:
    """Values as a typed column of a data frame; days are timestamps, whole numbers that are `required` need no mask."""
    whole = kind == "integer" and required and None not in column
    return pd.Series(column, dtype="int64" if whole else _DTYPES[kind])


def _integer(text: str) -> int:
    found = int(_written_as(_INTEGER, text))
    if abs(found) > _LARGEST:
        raise ValueError(text)
    return found


def _number(text: str) -> float:
    found = float(_written_as(_NUMBER, text))
    if not math.isfinite(found):
        raise ValueError(text)
    return found


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(_written_as(_DATE, text))


def _boolean(text: str) -> bool:
    if text not in _BOOLEAN:
        raise ValueError(text)
    return _BOOLEAN[text]


def _written_as(syntax: re.Pattern[str], text: str) -> str:
    if not syntax.fullmatch(text):
        raise ValueError(text)
    return text


_READ: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "boolean": _boolean,
}
