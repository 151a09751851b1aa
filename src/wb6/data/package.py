"""The data package: its descriptor, and its tables as typed data frames."""

import json
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from wb6.data import csvfile, descriptors, reads
from wb6.data import values as typed
from wb6.data.descriptors import names
from wb6.data.folders import data_dir
from wb6.data.problems import Broken, Problem, place, shown
from wb6.errors import DataError, UsageError


@dataclass(frozen=True)
class Table:
    """A table as its file holds it: by field the text of each cell, and its value, None for an empty one.

    `problems` names the cells that are none of their type; their value is None too.
    """

    name: str
    cells: dict[str, list[str]]
    values: dict[str, list[typed.Value | None]]
    problems: tuple[Problem, ...]


@cache
def _descriptor(folder: Path) -> dict[str, Any]:
    with reads.unnoted():
        return descriptors.read(folder / descriptors.FILE)


def descriptor() -> dict[str, Any]:
    """Contents of `datapackage.json`. Raises `DataError` when it is missing or no JSON."""
    return _descriptor(data_dir())


def table_names() -> list[str]:
    """Names of all tables, sorted."""
    resources = descriptor()["resources"]
    return sorted(resource["name"] for resource in resources if resource.get("profile") != "data-resource")


def shapes(name: str) -> list[dict[str, Any]]:
    """The features of a GeoJSON resource such as `balkans`, each with a country code as `id`."""
    path = _path(name)
    try:
        features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Broken(Problem(f"shapes {name}", "GeoJSON", f"file {path.name} cannot be read")) from None
    return features


def resource(name: str) -> dict[str, Any]:
    """Descriptor of one table. Raises `UsageError` for an unknown name."""
    try:
        return _resources(data_dir())[name]
    except KeyError:
        raise UsageError(f"unknown table {name!r}; tables are {', '.join(table_names())}") from None


@cache
def _resources(folder: Path) -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in reversed(_descriptor(folder)["resources"])}


def fields(name: str) -> dict[str, dict[str, Any]]:
    """Field descriptors of a table by field name."""
    return {field["name"]: field for field in resource(name)["schema"]["fields"]}


def source_fields(name: str) -> list[str]:
    """Fields of a table that hold keys of sources."""
    keys = resource(name)["schema"].get("foreignKeys", [])
    return [
        field for key in keys if key["reference"]["resource"] == "sources" for field in names(key["fields"])
    ]


def latest_edition() -> str:
    """The day to which the data reach: the edition that is committed."""
    return str(descriptor()["edition"])


@cache
def _table(path: Path, name: str) -> Table:
    kinds = {field: spec["type"] for field, spec in fields(name).items()}
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"file {path.name} cannot be read: {error.strerror}"
        raise Broken(Problem(place(name), "file", message)) from None
    cells = csvfile.columns(content, name, list(kinds))
    values, problems = {}, []
    for field, kind in kinds.items():
        values[field], wrong = typed.values(kind, cells[field])
        for position in wrong:
            message = f"{shown(cells[field][position])} is no {kind}"
            problems.append(Problem(place(name, position + 2, field), f"type {kind}", message))
    return Table(name, cells, values, tuple(problems))


@cache
def _frame(path: Path, name: str) -> pd.DataFrame:
    found = _table(path, name)
    if found.problems:
        raise Broken(found.problems[0])
    kinds = fields(name)
    required = {field for field, kind in kinds.items() if kind.get("constraints", {}).get("required")}
    return pd.DataFrame(
        {
            field: typed.series(kinds[field]["type"], column, field in required)
            for field, column in found.values.items()
        }
    )


def _path(name: str) -> Path:
    """The file of a table or of shapes, which is noted as read."""
    file: str = resource(name)["path"]
    reads.note(file)
    return data_dir() / file


def table(name: str) -> Table:
    """A table as its file holds it. Raises `Broken` for a file that is missing or is not what its schema says."""
    return _table(_path(name), name)


@cache
def _token(_folder: Path) -> object:
    return object()


def state() -> object:
    """A value for the data package as it is read now; another one for another folder, and after `forget`."""
    return _token(data_dir())


def published(name: str) -> pd.DataFrame:
    """A table as its sources print it, typed after the schema; dates are timestamps.

    Raises `Broken`, which names the row and the field, for a file that is not what its schema says.
    """
    return _frame(_path(name), name).copy(deep=False)


def load(name: str) -> pd.DataFrame:
    """A table with the corrections ledger applied, typed after the schema.

    Raises `DataError` when a correction no longer finds the value that it expects, so that
    an entry is removed once the publisher has mended the error.
    """
    frame, files = _corrected(data_dir(), name)
    reads.note(*files)
    return frame.copy(deep=False)


@cache
def _corrected(_folder: Path, name: str) -> tuple[pd.DataFrame, frozenset[str]]:
    """A table with the corrections ledger applied, and the files that were read for it."""
    return reads.recorded(partial(_with_corrections, name))


def _with_corrections(name: str) -> pd.DataFrame:
    frame = published(name)
    for entry in corrections():
        if entry.table == name:
            _correct(frame, entry)
    return frame


@dataclass(frozen=True)
class Correction:
    """An entry of the corrections ledger, as its file holds it in `row`."""

    row: int
    id: str
    table: str
    key: str
    field: str
    expected: str
    corrected: str


def corrections() -> list[Correction]:
    """The corrections ledger; empty for a package without one."""
    if "corrections" not in table_names():
        return []
    cells = table("corrections").cells
    columns = [cells[name] for name in ("id", "table", "key", "field", "expected", "corrected")]
    return [Correction(row, *texts) for row, texts in enumerate(zip(*columns, strict=True), start=2)]


def _correct(frame: pd.DataFrame, entry: Correction) -> None:
    """Apply one entry of the corrections ledger to its single row, in place."""
    key = dict(pair.partition("=")[::2] for pair in entry.key.split(";"))
    unknown = [field for field in [*key, entry.field] if field not in frame]
    if unknown:
        raise DataError(f"corrections {entry.id}: {entry.table} has no field {shown(unknown[0])}")
    rows = pd.Series(True, index=frame.index)
    for field, value in key.items():
        rows &= as_text(frame[field]) == value
    found = as_text(frame.loc[rows, entry.field])
    if len(found) != 1 or not _same(found.iloc[0], entry.expected):
        raise DataError(
            f"corrections {entry.id}: expects {entry.table}.{entry.field} = {entry.expected} "
            f"where {entry.key}, found {', '.join(found) or 'no such row'}"
        )
    kind = fields(entry.table)[entry.field]["type"]
    frame.loc[rows, entry.field] = typed.series(kind, [corrected(entry.id, kind, entry.corrected)]).iloc[0]


def corrected(entry: str, kind: str, text: str) -> typed.Value | None:
    """The value that an entry of the corrections ledger puts into a field of a type; None withdraws the value.

    Raises `DataError` for a text that is none of the type.
    """
    try:
        return typed.value(kind, text) if text else None
    except ValueError:
        raise DataError(f"corrections {entry}: corrected {shown(text)} is no {kind}") from None


def _same(found: str, expected: str) -> bool:
    try:
        return float(found) == float(expected)
    except ValueError:
        return found == expected


def forget() -> None:
    """Read the package anew from now on: its files have changed."""
    for read in (_descriptor, _resources, _table, _frame, _corrected, _token):
        read.cache_clear()


def as_text(column: pd.Series) -> pd.Series:
    """Values as they stand in the CSV files: ISO days, plain numbers, empty for missing."""
    return pd.Series(texts(column), index=column.index, dtype="str")


def texts(column: pd.Series) -> list[str]:
    """Values of a column as `as_text` gives them, in a list: where few rows are read, much faster."""
    if column.dtype == object or isinstance(column.dtype, pd.StringDtype):
        return [value if isinstance(value, str) else _text(value) for value in column.tolist()]
    if pd.api.types.is_datetime64_dtype(column.dtype):
        days = np.datetime_as_string(column.to_numpy(), unit="D").tolist()
        return ["" if day == "NaT" else day for day in days]
    if pd.api.types.is_float_dtype(column.dtype):
        return ["" if pd.isna(value) else format(value, ".15g") for value in column.tolist()]
    if pd.api.types.is_bool_dtype(column.dtype):
        return ["" if value is pd.NA else str(value).lower() for value in column.tolist()]
    return [_text(value) for value in column.tolist()]


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
