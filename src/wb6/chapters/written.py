"""Facts written from values computed by a chapter: one function a kind of value."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact, unknown


def fact(
    name: str,
    label: str,
    text: str,
    value: Any,
    unit: str,
    date: str,
    day: pd.Timestamp,
    table: str,
    sources: Iterable[str],
    key: dict[str, Any] | None = None,
) -> Fact:
    """A fact dated by `day` (shown as `date`) from a table and its sources."""
    return Fact(
        name=name,
        label=label,
        text=text,
        value=value,
        unit=unit,
        date=date,
        day=day.strftime("%Y-%m-%d"),
        table=table,
        key=key or {},
        sources=tuple(sorted(set(sources))),
    )


def share(
    name: str,
    label: str,
    value: float,
    day: pd.Timestamp,
    table: str,
    sources: Iterable[str],
    precision: str = "month",
) -> Fact:
    """A share in percent as a fact, with one decimal."""
    value = round(float(value), 1)
    return fact(
        name, label, words.percent(value), value, "percent", words.day(day, precision), day, table, sources
    )


def word(
    name: str,
    label: str,
    text: str,
    day: pd.Timestamp,
    table: str,
    sources: Iterable[str],
    precision: str = "day",
    key: dict[str, Any] | None = None,
) -> Fact:
    """A word or a range as a fact."""
    return fact(name, label, text, text, "", words.day(day, precision), day, table, sources, key)


def missing(names: Iterable[str], table: str) -> dict[str, Fact]:
    """Facts that the edition does not know."""
    return {name: unknown(name, f"{table}: {name.replace('_', ' ')}") for name in names}
