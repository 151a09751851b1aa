"""The data package: its descriptor, and its tables as typed data frames."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from wb6.data.folders import data_dir
from wb6.errors import DataError, UsageError

_DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}


@cache
def _descriptor(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            f"no data package in {path.parent}: {path.name} is missing (WB6_DATA names the folder)"
        ) from None
    except ValueError as error:
        raise DataError(f"{path.name} cannot be read: {error}") from None


def descriptor() -> dict[str, Any]:
    """Contents of `datapackage.json`. Raises `DataError` when it is missing or no JSON."""
    return _descriptor(data_dir() / "datapackage.json")


def table_names() -> list[str]:
    """Names of all tables, sorted."""
    resources = descriptor()["resources"]
    return sorted(resource["name"] for resource in resources if resource.get("profile") != "data-resource")


def shapes(name: str) -> list[dict[str, Any]]:
    """The features of a GeoJSON resource such as `balkans`, each with a country code as `id`."""
    path = data_dir() / resource(name)["path"]
    try:
        return json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError):
        raise DataError(f"shapes {name}: file {path.name} cannot be read") from None


def resource(name: str) -> dict[str, Any]:
    """Descriptor of one table. Raises `UsageError` for an unknown name."""
    for candidate in descriptor()["resources"]:
        if candidate["name"] == name:
            return candidate
    raise UsageError(f"unknown table {name!r}; tables are {', '.join(table_names())}")


def fields(name: str) -> dict[str, dict[str, Any]]:
    """Field descriptors of a table by field name."""
    return {field["name"]: field for field in resource(name)["schema"]["fields"]}


def latest_edition() -> str:
    """The day to which the data reach: the edition that is committed."""
    return descriptor()["edition"]


@cache
def _read(path: Path, name: str) -> pd.DataFrame:
    types = {field: spec["type"] for field, spec in fields(name).items()}
    try:
        frame = pd.read_csv(
            path,
            dtype={field: _DTYPES[kind] for field, kind in types.items() if kind in _DTYPES},
            keep_default_na=False,
            na_values={field: [""] for field in types},
            true_values=["true"],
            false_values=["false"],
        )
        for field, kind in types.items():
            if kind == "date":
                frame[field] = pd.to_datetime(frame[field], format="%Y-%m-%d")
    except FileNotFoundError:
        raise DataError(f"table {name}: file {path.name} is missing") from None
    except (ValueError, KeyError) as error:
        raise DataError(f"table {name}: {str(error).splitlines()[0]}") from None
    return frame


@cache
def _token(folder: Path) -> object:
    return object()


def state() -> object:
    """A value for the data package as it is read now; another one for another folder, and after `forget`."""
    return _token(data_dir())


def published(name: str) -> pd.DataFrame:
    """A table as its sources print it, typed after the schema; dates are timestamps."""
    return _read(data_dir() / resource(name)["path"], name).copy(deep=False)


def load(name: str) -> pd.DataFrame:
    """A table with the corrections ledger applied, typed after the schema.

    Raises `DataError` when a correction no longer finds the value that it expects, so that
    an entry is removed once the publisher has mended the error.
    """
    frame = published(name)
    if name == "corrections":
        return frame
    ledger = published("corrections")
    for entry in ledger[ledger["table"] == name].itertuples():
        _correct(frame, entry)
    return frame


def _correct(frame: pd.DataFrame, entry: Any) -> None:
    """Apply one entry of the corrections ledger to its single row, in place."""
    rows = pd.Series(True, index=frame.index)
    for pair in entry.key.split(";"):
        field, _, value = pair.partition("=")
        rows &= as_text(frame[field]) == value
    found = as_text(frame.loc[rows, entry.field])
    if len(found) != 1 or not _same(found.iloc[0], entry.expected):
        raise DataError(
            f"corrections {entry.id}: expects {entry.table}.{entry.field} = {entry.expected} "
            f"where {entry.key}, found {', '.join(found) or 'no such row'}"
        )
    column = frame[entry.field]
    if pd.isna(entry.corrected):
        frame.loc[rows, entry.field] = pd.NA if column.dtype != "float64" else float("nan")
    elif pd.api.types.is_numeric_dtype(column.dtype):
        frame.loc[rows, entry.field] = float(entry.corrected)
    elif pd.api.types.is_datetime64_dtype(column.dtype):
        frame.loc[rows, entry.field] = pd.Timestamp(entry.corrected)
    else:
        frame.loc[rows, entry.field] = entry.corrected


def _same(found: str, expected: str) -> bool:
    try:
        return float(found) == float(expected)
    except ValueError:
        return found == expected


def forget() -> None:
    """Read the package anew from now on: its files have changed."""
    for read in (_descriptor, _read, _token):
        read.cache_clear()


def as_text(column: pd.Series) -> pd.Series:
    """Values as they stand in the CSV files: ISO days, plain numbers, empty for missing."""
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column.dt.strftime("%Y-%m-%d").fillna("")
    if pd.api.types.is_float_dtype(column.dtype):
        return column.map(lambda value: "" if pd.isna(value) else format(value, ".15g")).astype("str")
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.map({True: "true", False: "false"}).fillna("").astype("str")
    return column.astype("object").where(column.notna(), "").astype("str")
