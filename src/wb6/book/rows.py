"""Pages that print the rows of a table, each with an address: where a fact leads."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from wb6.data import countries, folders, package
from wb6.data.edition import days

FOLDER = "_rows"
_MEANING = ("meaning", "Meaning")
SPLIT_BY = ("iso3", "contributor_iso3")


def address(table: str, key: Mapping[str, Any], day: str) -> tuple[str, str] | None:
    """Page and anchor of the row that a fact stands on; None when the fact names no single row.

    `key` may hold columns of the table and others, which are passed over; of several rows that
    fit, the newest one up to `day` counts.
    """
    frame = package.published(table)
    known = [column for column in key if column in frame.columns]
    if not known:
        return None
    for column in known:
        frame = frame[package.as_text(frame[column]) == str(key[column])]
    as_of = package.resource(table).get("asOf")
    if as_of and day:
        frame = frame[days(frame[as_of]) <= pd.Timestamp(day)].sort_values(as_of, kind="stable")
    if frame.empty:
        return None
    row = frame.iloc[[-1]].apply(package.as_text).iloc[0]
    split = _split(table)
    return page_of(table, row[split] if split else ""), _anchor(table, row)


def page_of(table: str, group: str) -> str:
    """Path of the page that prints a table, or the rows of one country in it."""
    return f"{FOLDER}/{table}{f'-{group.casefold()}' if group else ''}.html"


@cache
def content(data: str, table: str, group: str) -> dict[str, Any]:
    """What a page of rows shows: title, headings, and rows with their anchors, newest first.

    `data` is the folder of the data package, so that another package is not mistaken for this one.
    """
    resource = package.resource(table)
    frame = package.published(table)
    split = _split(table)
    if group:
        frame = frame[frame[split] == group]
    as_of = resource.get("asOf")
    if as_of:
        frame = frame.sort_values(as_of, ascending=False, kind="stable")
    text = frame.apply(package.as_text)
    fields = package.fields(table)
    headings = [(name, fields[name].get("title", name)) for name in frame.columns]
    if "indicator" in frame.columns and table in _tables_of_indicators():
        headings.insert(
            headings.index(("indicator", fields["indicator"].get("title", "indicator"))) + 1, _MEANING
        )
        text[_MEANING[0]] = frame["indicator"].map(_meanings())
    rows = text.to_dict("records")
    return {
        "table": table,
        "title": resource["title"] + (f": {countries.name(group)}" if group else ""),
        "description": resource.get("description", ""),
        "headings": headings,
        "sources": {name for name in frame.columns if name.startswith("source") and table != "sources"},
        "rows": [(_anchor(table, row), row) for row in rows],
    }


def _tables_of_indicators() -> set[str]:
    return set(package.published("indicator_definitions")["table"])


def _meanings() -> dict[str, str]:
    """Name and unit of each yearly indicator by its code."""
    definitions = package.published("indicator_definitions")
    return {row.code: f"{row.name} ({row.unit})" for row in definitions.itertuples(index=False)}


def group_of(page: str, table: str) -> str:
    """The country of a page of rows; empty for a page that prints the whole table."""
    return page.removeprefix(f"{FOLDER}/{table}").removesuffix(".html").removeprefix("-").upper()


def _split(table: str) -> str | None:
    return next((column for column in SPLIT_BY if column in package.fields(table)), None)


def _anchor(table: str, row: Mapping[str, str]) -> str:
    """The primary key of a row, whose values are text, as an address on its page."""
    key = package.resource(table)["schema"]["primaryKey"]
    values = [row[column] for column in ([key] if isinstance(key, str) else key)]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(values).casefold()).strip("-")


def data_folder() -> str:
    """The folder of the data package, by which `content` is remembered."""
    return str(folders.data_dir())
