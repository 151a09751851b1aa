"""The data behind a chart or a table, as rows for people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wb6.figures.renderer import META


@dataclass(frozen=True)
class Column:
    """A column of chart data: its field, its heading, and whether its values are numbers."""

    field: str
    heading: str
    numeric: bool


@dataclass(frozen=True)
class ChartData:
    """Rows of the data that a chart shows, by column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def of_spec(spec: Mapping[str, Any]) -> ChartData:
    """The chart's main dataset, with the columns and headings that its maker named (all, where none are)."""
    headings = spec.get("usermeta", {}).get(META, {}).get("columns", {})
    records = _main_dataset(spec, headings)
    fields = [field for field in headings if any(field in record for record in records)]
    if not fields:
        fields = list(dict.fromkeys(key for record in records for key in record))
    fields = [field for field in fields if not any(_nested(record.get(field)) for record in records)]
    columns = tuple(Column(field, headings.get(field, field), _numeric(records, field)) for field in fields)
    return ChartData(columns, tuple(tuple(record.get(field) for field in fields) for record in records))


def _main_dataset(spec: Mapping[str, Any], headings: Iterable[str]) -> list[dict[str, Any]]:
    """The dataset with most of the named columns; among equals the longest."""
    wanted = set(headings)
    datasets = [rows for rows in spec.get("datasets", {}).values() if rows and isinstance(rows[0], dict)]
    return max(datasets, key=lambda rows: (len(wanted & set(rows[0])), len(rows)), default=[])


def _nested(value: object) -> bool:
    return isinstance(value, dict | list)


def _numeric(records: Sequence[Mapping[str, Any]], field: str) -> bool:
    values = [record.get(field) for record in records if record.get(field) is not None]
    return bool(values) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def for_people(value: object) -> str:
    """A value as a table shows it: five digits and more in groups of three, missing values as a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and abs(value) >= 10_000:
        return f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
