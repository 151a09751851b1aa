"""Editions: the data as they stood on a day."""

import datetime as dt

import pandas as pd

from wb6.data import package
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
    text = column.astype("Int64").astype("str") + "-12-31"
    return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")


class Edition:
    """The data package as it stood on the day `as_of`.

    The cut is by the day a row speaks of or became known, which each table declares as
    `asOf` in `datapackage.json`; a year's figure counts from 31 December of that year.
    Values are the latest revision of each source, not the vintage of the day.
    """

    def __init__(self, as_of: str):
        self.day = parse_day(as_of)
        self._tables: dict[str, pd.DataFrame] = {}

    @property
    def as_of(self) -> str:
        """The day of the edition, YYYY-MM-DD."""
        return self.day.strftime("%Y-%m-%d")

    @property
    def last_full_year(self) -> int:
        """The newest year whose figures the edition may hold."""
        return self.day.year if (self.day.month, self.day.day) == (12, 31) else self.day.year - 1

    def tables_used(self) -> list[str]:
        """Names of the tables read from this edition so far, sorted."""
        return sorted(self._tables)

    def title(self, name: str) -> str:
        """Title of a table."""
        return package.resource(name)["title"]

    def about(self, name: str) -> str:
        """Code of the one country that a table is about; empty for the tables on many."""
        return package.resource(name).get("about", "")

    @property
    def is_committed(self) -> bool:
        """Whether this is the edition for which the prose was written."""
        return self.as_of == package.latest_edition()

    def table(self, name: str) -> pd.DataFrame:
        """A table without any row, or later outcome in a row, that was not known on the day.

        Fields named in the table's `laterFields` are blanked where they lie after the day,
        together with the fields that depend on them. Raises `UsageError` for an unknown table.
        """
        if name not in self._tables:
            self._tables[name] = cut(name, package.load(name), self.day)
        return self._tables[name].copy()


def cut(name: str, frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Rows of the table `name` that count on `day`, with later outcomes blanked."""
    resource = package.resource(name)
    as_of = resource.get("asOf")
    if as_of is not None:
        frame = frame[days(frame[as_of]) <= day].reset_index(drop=True)
    for field, dependents in resource.get("laterFields", {}).items():
        later = days(frame[field]) > day
        for blanked in [field, *dependents]:
            frame[blanked] = frame[blanked].mask(later)
    return frame
