"""Facts written from values computed by a chapter: what they rest on is told once, then one method a kind of value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact

SOLDIERS = "soldiers"
_NAMED_IN_TEXT = {SOLDIERS, "nations", "members"}


@dataclass(frozen=True)
class Basis:
    """What facts rest on: rows of a table that count from a day, their sources, and the period for people (`date`).

    `key` singles out the row, where it is one. Facts bear no name: whoever declares them gives it.
    """

    table: str
    day: pd.Timestamp
    sources: Iterable[str]
    date: str
    key: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def on(
        cls,
        table: str,
        day: pd.Timestamp,
        sources: Iterable[str],
        precision: str = "day",
        key: Mapping[str, Any] | None = None,
    ) -> Self:
        """A basis whose period is its day, as precise as `precision` says."""
        return cls(table, day, sources, words.day(day, precision), key or {})

    @classmethod
    def of_row(cls, table: str, row: pd.Series, key: Mapping[str, Any] | None = None) -> Self:
        """One row with date, date_precision and source."""
        return cls.on(table, row["date"], [row["source"]], row["date_precision"], key)

    @classmethod
    def of_rows(cls, table: str, rows: pd.DataFrame) -> Self:
        """Rows with date and source; their period is the year of the newest."""
        return cls.on(table, rows["date"].max(), rows["source"], "year")

    @classmethod
    def of_year(cls, table: str, year: int, sources: Iterable[str]) -> Self:
        """Rows of a whole year."""
        return cls.on(table, year_end(year), sources, "year")

    def fact(self, label: str, text: str, value: Any, unit: str = "") -> Fact:
        """A value with its words."""
        return Fact(
            name="",
            label=label,
            text=text,
            value=value,
            unit=unit,
            date=self.date,
            day=self.day.strftime("%Y-%m-%d"),
            table=self.table,
            key=dict(self.key),
            sources=tuple(sorted(set(self.sources))),
        )

    def word(self, label: str, text: str) -> Fact:
        """A word, a year or a range."""
        return self.fact(label, text, text)

    def percent(self, label: str, value: float, digits: int = 1) -> Fact:
        """A share in percent."""
        value = round(float(value), digits)
        return self.fact(label, words.percent(value), value, "percent")

    def money(self, label: str, value: float) -> Fact:
        """An amount in USD million."""
        value = round(float(value), 1)
        return self.fact(label, words.money(value), value, "USD million")

    def number(self, label: str, value: int, unit: str = "") -> Fact:
        """A number of things or people."""
        text = words.people(value)
        return self.fact(label, f"{text} {unit}" if unit == SOLDIERS else text, value, unit)

    def count(self, label: str, value: int) -> Fact:
        """A number of things, of which there may be none."""
        return self.fact(label, words.people(value) if value else "none", int(value))

    def head_count(self, label: str, value: int, unit: str) -> Fact:
        """A head count of one row, in the singular where it is one."""
        value = int(value)
        counted = unit.removesuffix("s") if value == 1 else unit
        text = words.people(value)
        return self.fact(label, f"{text} {counted}" if unit in _NAMED_IN_TEXT else text, value, unit)


def head_counts(
    table: str,
    rows: Mapping[str, tuple[str, pd.Series]],
    unit: str,
    field: str = "value",
    by_id: bool = False,
) -> dict[str, Fact]:
    """A head count of each row under a label; with `by_id` its `id` singles the row out in the table."""
    return {
        name: Basis.of_row(table, row, {"id": row["id"]} if by_id else None).head_count(
            label, row[field], unit
        )
        for name, (label, row) in rows.items()
    }


def year_end(year: int) -> pd.Timestamp:
    """The day from which figures of a year count."""
    return pd.Timestamp(year=int(year), month=12, day=31)
