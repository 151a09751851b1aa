"""Facts: single values with unit, date, and the row and source that they come from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from wb6.data import package, words
from wb6.data.edition import Edition, days
from wb6.errors import UsageError

MIME = "application/vnd.wb6.fact+json"
# In the key of a fact: it is computed from all rows of the country that the key names.
EVERY = "every row"
GLUE_PREFIX = "application/papermill.record/"
# Endings of the names of facts that tell of another: its date in words, and whose number it is.
DATE, BY = "_date", "_by"


@dataclass(frozen=True)
class Fact:
    """One value that prose or a card shows.

    `text` is the value as a reader sees it, unit included; `value` the number, word or None;
    `date` the period it speaks of, for people; `day` the same as an ISO day, by which
    editions are tested; `table` and `key` name the row; `sources` are keys of `sources.csv`.
    """

    name: str
    label: str
    text: str
    value: float | int | str | bool | None = None
    unit: str = ""
    date: str = ""
    day: str = ""
    table: str = ""
    key: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the edition holds a value."""
        return self.value is not None

    def as_json(self) -> dict[str, Any]:
        """The fact as plain JSON types, in a fixed order."""
        return {**asdict(self), "key": dict(self.key), "sources": list(self.sources)}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIME: self.as_json(), "text/plain": self.text}


@dataclass(frozen=True)
class Cell:
    """A place in the data: `column` in the one row of `table` that `key` names."""

    table: str
    key: Mapping[str, Any]
    column: str


def from_row(edition: Edition, name: str, cell: Cell, label: str = "") -> Fact:
    """The value of a cell, as the edition knows it.

    Raises `UsageError` when the package holds no such column or not exactly one such row.
    """
    fields = package.fields(cell.table)
    if cell.column not in fields or not set(cell.key) <= set(fields):
        lacking = f"lacks a column of {cell.column}, {', '.join(cell.key)}"
        raise UsageError(f"fact {name}: table {cell.table} {lacking}")
    matches = len(_places(package.published(cell.table), cell.key))
    if matches != 1:
        raise UsageError(f"fact {name}: {matches} rows of {cell.table} where {dict(cell.key)}")
    label = label or fields[cell.column]["title"]
    rows = edition.table(cell.table)
    for place in _places(rows, cell.key):
        row = rows.iloc[place]
        if pd.notna(row[cell.column]):
            return _fact_of(row, name, label, cell)
    return unknown(name, label)


def _places(rows: pd.DataFrame, key: Mapping[str, Any]) -> np.ndarray:
    """Positions of the rows whose fields read as the key has them."""
    places = np.arange(len(rows))
    for column, value in key.items():
        cells = rows[column].take(places)
        texts = cells if pd.api.types.is_string_dtype(cells.dtype) else package.as_text(cells)
        places = places[(texts == str(value)).to_numpy(bool)]
    return places


def _fact_of(row: pd.Series, name: str, label: str, cell: Cell) -> Fact:
    unit = package.fields(cell.table)[cell.column].get("unit", "")
    if unit == "see unit":
        unit = row["unit"] if pd.notna(row.get("unit")) else _defined_unit(row)
    value = row[cell.column]
    if isinstance(value, pd.Timestamp):
        text = words.day(value, row.get("date_precision", "day") if cell.column == "date" else "day")
        value = value.strftime("%Y-%m-%d")
    elif isinstance(value, str):
        text = value
    else:
        value = value.item() if hasattr(value, "item") else value
        text = words.quantity(value, unit)
    as_of = package.resource(cell.table).get("asOf")
    stamp = days(pd.Series([row[as_of]], dtype=None)).iloc[0] if as_of else None
    return Fact(
        name=name,
        label=label,
        text=text,
        value=value,
        unit=unit,
        date=_period(row, stamp, as_of),
        day="" if stamp is None else stamp.strftime("%Y-%m-%d"),
        table=cell.table,
        key=dict(cell.key),
        sources=tuple(
            row[field]
            for field in ("source", "source_2", "source_3")
            if field in row.index and pd.notna(row[field])
        ),
    )


def _defined_unit(row: pd.Series) -> str:
    """The unit of a row's indicator, in words, from `indicator_definitions`; none without an indicator."""
    units = package.published("indicator_definitions").set_index("code")["unit"]
    return str(units.get(row.get("indicator"), "")).replace("%", "percent")


def _period(row: pd.Series, stamp: pd.Timestamp | None, as_of: str | None) -> str:
    if stamp is None:
        return ""
    return words.day(stamp, "year" if as_of == "year" else row.get("date_precision", "day"))


def unknown(name: str, label: str, unit: str = "") -> Fact:
    """A fact that the edition does not know yet."""
    return Fact(name=name, label=label, text="not known in this edition", unit=unit)


def told_of(name: str) -> str:
    """The name of the fact of which one under this name could tell; the name itself where it tells of none.

    >>> told_of("troops_date"), told_of("troops_by"), told_of("troops")
    ('troops', 'troops', 'troops')
    """
    return next((name.removesuffix(ending) for ending in (DATE, BY) if name.endswith(ending)), name)


def glue(facts: Mapping[str, Fact]) -> None:
    """Put facts into the notebook, so that prose can place them with the `glue` role.

    Writes what `myst_nb.glue(name, fact, display=False)` writes, without importing Sphinx
    into every kernel.
    """
    from IPython.display import display

    for name, fact in facts.items():
        bundle = {GLUE_PREFIX + mime: data for mime, data in fact._repr_mimebundle_().items()}
        display(bundle, raw=True, metadata={"scrapbook": {"name": name, "mime_prefix": GLUE_PREFIX}})
