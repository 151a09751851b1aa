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
from wb6.data.lacking import needed

Fields = Mapping[str, Any]
# Which of several figures of one kind answers: the newest, the mean of those of the three years up to it, the one before.
NEWEST, MEAN, BEFORE = "newest", "mean of three years", "the one before"
YEARS_OF_A_MEAN = 3
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


def which_of(frame: pd.DataFrame, which: str, day: str = "day") -> pd.DataFrame:
    """Of rows with a day, oldest first, those that `which` names; none where it names what there is not.

    A mean of one figure alone is none, as it would be the newest over again. Raises `ValueError` for another word.
    """
    if which == NEWEST:
        return frame.tail(1)
    if len(frame) < 2:
        return frame.head(0)
    if which == BEFORE:
        return frame.iloc[-2:-1]
    if which != MEAN:
        raise ValueError(f"which is {NEWEST}, {MEAN} or {BEFORE}, not {which!r}")
    late = frame[frame[day] > frame[day].iloc[-1] - pd.DateOffset(years=YEARS_OF_A_MEAN)]
    return late if len(late) > 1 else late.head(0)


def middle(values: pd.Series, of: str) -> float:
    """The mean, the median or the newest of some counts, oldest first."""
    return float({"mean": values.mean, "median": values.median, "newest": lambda: values.iloc[-1]}[of]())


def newest(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, table: str, fields: Fields, unit: str, column: str = "value", which: str = NEWEST
) -> Result:
    """The newest value of a column in the rows that fit, or the one that `which` names."""
    return newest_of(edition, Values(table, fields, unit, column), which=which)


def newest_of(edition: Edition, values: Values, until: str | None = None, which: str = NEWEST) -> Result:
    """The newest of some values, up to the day `until` if given, or the one that `which` names."""
    fitting = rows(edition, values.table, values.fields, values.column)
    chosen = which_of(fitting if until is None else fitting[fitting["day"] <= until], which)
    if chosen.empty:
        return nothing()
    told = period(values.table, chosen.iloc[-1])
    if len(chosen) > 1:
        told = f"mean of {words.count(len(chosen))}, {period(values.table, chosen.iloc[0])} to {told}"
    return quantity(chosen[values.column].mean(), values.unit, told, (values.table, chosen))


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


def decided(met: int, unknown: int, least: int) -> bool | None:
    """Whether at least so many cases meet a condition; None where those that nobody knows could turn the answer."""
    if met >= least:
        return True
    return None if met + unknown >= least else False


@measure
def year_of(edition: Edition, table: str, fields: Fields, title: str) -> Result:
    """The year of the first row of a table that fits, with the field that names it."""
    first = needed(rows(edition, table, fields).head(1), "no such row in this edition")
    row = first.iloc[0]
    return result(int(row["day"].year), f"{row[title]} ({period(table, row)})", (table, first))
