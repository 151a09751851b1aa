"""Editions: the data as they stood on a day."""

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any, Self, cast

import numpy as np
import pandas as pd

from wb6.data import package, reads, remarks
from wb6.errors import UsageError


def parse_day(text: str) -> pd.Timestamp:
    """A day written YYYY-MM-DD. Raises `UsageError` for anything else."""
    try:
        return pd.Timestamp(dt.datetime.strptime(text, "%Y-%m-%d").date())
    except (ValueError, TypeError):
        raise UsageError(f"as_of {text!r} is no date; write YYYY-MM-DD, for example 2016-12-31") from None


def days(column: pd.Series) -> pd.Series:
    """The day from which each value counts: itself, or 31 December for a year."""
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column
    years = column.astype("Int64")
    known = years.dropna().unique()
    ends = pd.to_datetime([f"{year}-12-31" for year in known], format="%Y-%m-%d", errors="coerce")
    return years.map(dict(zip(known, ends, strict=True))).astype("datetime64[us]")


def _until(column: pd.Series, day: pd.Timestamp) -> np.ndarray:
    """Whether each value of a column of days or years counts on a day; an empty one does not."""
    dated = pd.api.types.is_datetime64_dtype(column.dtype)
    known: np.ndarray = (column <= (day if dated else _last_full_year(day))).to_numpy(bool, na_value=False)
    return known


def _last_full_year(day: pd.Timestamp) -> int:
    return int(day.year) if (day.month, day.day) == (12, 31) else int(day.year) - 1


@dataclass(frozen=True)
class _Memory:
    """What was read and computed of one state of the data as of a day, each with the files that were read for it.

    `made` names also the tables behind each frame.
    """

    tables: dict[str, tuple[pd.DataFrame, frozenset[str]]] = field(default_factory=dict)
    made: dict[Hashable, tuple[tuple[pd.DataFrame, list[str]], frozenset[str]]] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _memory(_kind: Hashable, _state: Hashable, _day: pd.Timestamp) -> _Memory:
    return _Memory()


class Edition:
    """The data package as it stood on the day `as_of`.

    The cut is by the day a row speaks of or became known, which each table declares as
    `asOf` in `datapackage.json`; a year's figure counts from 31 December of that year.
    Values are the latest revision of each source, not the vintage of the day.
    """

    def __init__(self, as_of: str | None = None) -> None:
        """The edition of a day written YYYY-MM-DD, the committed one if none is given. Raises `UsageError` for no day."""
        self.day = parse_day(package.latest_edition() if as_of is None else as_of)
        self._used: set[str] = set()
        self._memory = _memory(cast(Hashable, type(self)), package.state(), self.day)

    @property
    def as_of(self) -> str:
        """The day of the edition, YYYY-MM-DD."""
        return str(self.day.strftime("%Y-%m-%d"))

    @property
    def last_full_year(self) -> int:
        """The newest year whose figures the edition may hold."""
        return _last_full_year(self.day)

    def tables_used(self) -> list[str]:
        """Names of the tables read from this edition so far, sorted."""
        return sorted(self._used)

    def title(self, name: str) -> str:
        """Title of a table."""
        return str(package.resource(name)["title"])

    def about(self, name: str) -> str:
        """Code of the one country that a table is about; empty for the tables on many."""
        return str(package.resource(name).get("about", ""))

    @property
    def is_committed(self) -> bool:
        """Whether this is the edition for which the prose was written."""
        return self.as_of == package.latest_edition()

    def table(self, name: str) -> pd.DataFrame:
        """A table without any row, or later outcome in a row, that was not known on the day.

        Fields named in the table's `laterFields` are blanked where they lie after the day,
        together with the fields that depend on them. Raises `UsageError` for an unknown table.
        """
        if name not in self._memory.tables:
            self._memory.tables[name] = reads.recorded(lambda: self._as_known(name))
        self._used.add(name)
        frame, files = self._memory.tables[name]
        reads.note(*files)
        return frame.copy(deep=False)

    def _as_known(self, name: str) -> pd.DataFrame:
        return remarks.readable(cut(name, self._whole(name), self.day))

    def _whole(self, name: str) -> pd.DataFrame:
        """The table as all editions of this kind cut it, in a frame that may be changed."""
        return package.load(name)

    def once(self, name: Hashable, make: Callable[[Self], pd.DataFrame]) -> pd.DataFrame:
        """What `make` makes of an edition of this day, computed once; `name` tells it from all others."""
        if name not in self._memory.made:
            edition = type(self)(self.as_of)
            self._memory.made[name] = reads.recorded(lambda: (make(edition), edition.tables_used()))
        (frame, tables), files = self._memory.made[name]
        self._used.update(tables)
        reads.note(*files)
        return frame.copy(deep=False)

    def measured(self, measure: Callable[..., pd.DataFrame], table: str, *arguments: Any) -> pd.DataFrame:
        """What a measure makes of a table of this edition and other arguments (texts, numbers, lists of them)."""
        name = measure, table, *(tuple(each) if isinstance(each, list) else each for each in arguments)
        return self.once(name, lambda edition: measure(edition.table(table), *arguments))


def cut(name: str, frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Rows of the table `name` that count on `day`, with later outcomes blanked."""
    as_of = package.resource(name).get("asOf")
    if as_of is not None:
        known = _until(frame[as_of], day)
        frame = frame if known.all() else frame[known].reset_index(drop=True)
    return blanked(name, frame, day)


def blanked(name: str, frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Rows of the table `name` with the outcomes later than `day` blanked, in place."""
    for dating, dependents in package.resource(name).get("laterFields", {}).items():
        later = ~_until(frame[dating], day) & frame[dating].notna().to_numpy()
        if later.any():
            for field in (dating, *dependents):
                frame[field] = frame[field].mask(later)
    return frame


def later_fields(name: str) -> set[str]:
    """Fields of the table `name` that an edition blanks where they lie after its day."""
    later = package.resource(name).get("laterFields", {})
    return {*later, *chain.from_iterable(later.values())}
