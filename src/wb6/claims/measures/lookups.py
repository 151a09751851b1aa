"""What most tests read: rows of a table by their fields, the newest value, a change."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd

from wb6.claims.evidence import Result, nothing, quantity, result
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import package, words
from wb6.data.edition import Edition, blanked, days, later_fields

Fields = Mapping[str, Any]
_NOWHERE = np.array([], dtype=np.intp)


@dataclass(frozen=True)
class Values:
    """The values of a column in the rows of a table that fit, and their unit."""

    table: str
    fields: Fields
    unit: str
    column: str = "value"


def rows(edition: Edition, table: str, fields: Fields, having: str = "") -> pd.DataFrame:
    """Rows of a table whose fields have the given value, or one of a list of values, oldest first.

    Of these only the ones with a value in the field `having`, if given. Adds `day`, the day from which the row
    counts, where the table declares one.
    """
    later = later_fields(table)
    places = _filled(edition if having in later else _ever(edition), table, having) if having else None
    for field, value in fields.items():
        by_value = _places(edition if field in later else _ever(edition), table, field)
        wanted = value if isinstance(value, list | tuple | set) else [value]
        fitting = [by_value[one] for one in dict.fromkeys(wanted) if one in by_value]
        own = fitting[0] if len(fitting) == 1 else np.sort(np.concatenate([_NOWHERE, *fitting]))
        places = own if places is None else places[np.isin(places, own, assume_unique=True)]
    frame = _by_age(edition, table)
    if places is None:
        return frame.copy(deep=False)
    chosen = frame.take(places[: places.searchsorted(len(frame))])
    chosen.index = pd.RangeIndex(len(chosen))
    return chosen


def _ever(edition: Edition) -> Edition:
    """The edition of its kind that knows every row: what others know of a table are the first rows by age."""
    return _of_all_days(cast(Hashable, type(edition)), package.state())


@lru_cache(maxsize=2)
def _of_all_days(kind: type[Edition], _state: object) -> Edition:
    return kind("9999-12-31")


@once
def _by_age(edition: Edition, table: str) -> pd.DataFrame:
    """A table with `day`, where it declares one, oldest first."""
    everything = _ever(edition)
    if edition is not everything:
        frame = _by_age(everything, table)
        known = int(frame["day"].searchsorted(edition.day, side="right")) if "day" in frame else len(frame)
        return blanked(table, frame.head(known), edition.day)
    frame, as_of = edition.table(table), package.resource(table).get("asOf")
    if as_of is None:
        return frame.reset_index(drop=True)
    dated = frame.assign(day=days(frame[as_of])).sort_values("day", kind="stable", ignore_index=True)
    return dated.copy()  # columns of a type side by side, as rows are taken of it again and again


@once
def _places(edition: Edition, table: str, field: str) -> dict[Any, np.ndarray]:
    """Positions in `_by_age` of the rows that have a value in a field, by the value."""
    codes, values = pd.factorize(_by_age(edition, table)[field])
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(values) + 1))
    return {value: order[ends[code] : ends[code + 1]] for code, value in enumerate(values)}


@once
def _filled(edition: Edition, table: str, field: str) -> np.ndarray:
    """Positions in `_by_age` of the rows that have a value in a field."""
    return np.flatnonzero(_by_age(edition, table)[field].notna())


@measure
def newest(edition: Edition, table: str, fields: Fields, unit: str, column: str = "value") -> Result:
    """The newest value of a column in the rows that fit."""
    return newest_of(edition, Values(table, fields, unit, column))


def newest_of(edition: Edition, values: Values, until: str | None = None) -> Result:
    """The newest of some values, up to the day `until` if given."""
    fitting = rows(edition, values.table, values.fields, values.column)
    row = (fitting if until is None else fitting[fitting["day"] <= until]).tail(1)
    if row.empty:
        return nothing()
    told = period(values.table, row.iloc[0])
    return quantity(row[values.column].iloc[0], values.unit, told, (values.table, row))


def change(edition: Edition, values: Values, since: int, until: int | None = None) -> Result:
    """The difference between the value of the year `since` and that of `until`, or of the newest year.

    Of several rows of a year the last counts. A year without a value gives nothing.
    """
    fitting = rows(edition, values.table, values.fields, values.column)
    years = fitting.assign(of=fitting["day"].dt.year).drop_duplicates("of", keep="last").set_index("of")
    end = years.index.max() if until is None else until
    if since not in years.index or end not in years.index or since == end:
        return nothing()
    first, last = (years.loc[year, values.column] for year in (since, end))
    text = (
        f"from {words.quantity(first, values.unit)} ({since}) to {words.quantity(last, values.unit)} ({end})"
    )
    return result(last - first, text, (values.table, years.loc[[since, end]]))


def lists(column: pd.Series, code: str) -> pd.Series:
    """Whether each cell of a column of codes parted by semicolons holds a code."""
    return column.fillna("").str.split(";").map(lambda codes: code in codes).astype(bool)


def period(table: str, row: pd.Series) -> str:
    """The period a row speaks of, in words."""
    as_of = package.resource(table)["asOf"]
    if as_of == "year":
        return str(row["year"])
    return words.day(row["day"], row.get("date_precision", "day"))


def all_of(findings: Iterable[Result], holds: Callable[[float], bool], what: str) -> Result:
    """How many findings of a list `holds` accepts, as a share from 0 to 1; those without a value are left out."""
    known = [finding for finding in findings if finding.value is not None]
    if not known:
        return nothing()
    met = sum(holds(value) for finding in known if (value := finding.value) is not None)
    evidence = tuple(sorted({row for finding in known for row in finding.rows}))
    sources = tuple(sorted({key for finding in known for key in finding.sources}))
    return Result(
        met / len(known), f"{words.count(met)} of {words.count(len(known))} {what}", evidence, sources
    )
