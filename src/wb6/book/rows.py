"""Pages that print the rows of a table, each with an address: where a fact leads."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from wb6.data import countries, folders, package
from wb6.data.edition import cut, days, parse_day
from wb6.data.facts import EVERY

FOLDER = "_rows"
_MEANING = ("meaning", "Meaning")
SPLIT_BY = ("iso3", "contributor_iso3")


def address(table: str, key: Mapping[str, Any], day: str) -> tuple[str, str] | None:
    """Page and anchor of the row that a fact stands on; None when the fact names no single row.

    A key with `EVERY` speaks of all rows of its country: their page, no anchor.
    """
    fields, split = package.fields(table), _split(table)
    country = str(key[split]) if split and split in key else None
    if EVERY in key and fields.keys() & key.keys():
        return (page_of(table, country), "") if country in _rows(data_folder(), table, "") else None
    row = row_of(table, key, day)
    return None if row is None else (page_of(table, row[split] if split else ""), _anchor(table, row))


def row_of(table: str, key: Mapping[str, Any], day: str) -> dict[str, str] | None:
    """The row that a fact stands on, its values as text; of several that fit, the newest one up to `day`.

    `key` may hold columns of the table and others, which are passed over; None without any of the table.
    """
    fields, split = package.fields(table), _split(table)
    wanted = {column: str(value) for column, value in key.items() if column in fields}
    groups = _rows(data_folder(), table, "")
    country = wanted.get(split) if split else None
    fitting = [
        (stamp, row)
        for group in (groups if country is None else [country])
        for stamp, row in groups.get(group, [])
        if (not day or stamp <= day) and all(row[column] == value for column, value in wanted.items())
    ]
    if not wanted or not fitting:
        return None
    return max(enumerate(fitting), key=lambda place: (place[1][0], place[0]))[1][1]


def printed(table: str, as_of: str) -> pd.DataFrame:
    """A table as its sources print it, with what was known on the day `as_of`; the whole of it without a day."""
    frame = package.published(table)
    return cut(table, frame, parse_day(as_of)) if as_of else frame


@cache
def _rows(_data: str, table: str, as_of: str) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Rows of a table as text, each with the day from which it counts, by country."""
    frame = printed(table, as_of)
    dated_by, split = package.resource(table).get("asOf"), _split(table)
    stamps = package.as_text(days(frame[dated_by])) if dated_by else [""] * len(frame)
    groups: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for stamp, row in zip(stamps, frame.apply(package.as_text).to_dict("records"), strict=True):
        groups.setdefault(row[split] if split else "", []).append((stamp, row))
    return groups


def page_of(table: str, group: str) -> str:
    """Path of the page that prints a table, or the rows of one country in it."""
    return f"{FOLDER}/{table}{f'-{group.casefold()}' if group else ''}.html"


@cache
def content(_data: str, table: str, group: str, as_of: str = "") -> dict[str, Any]:
    """What a page of rows shows: title, headings, and rows with their anchors, newest first.

    `_data` is the folder of the data package, so that another package is not mistaken for this one;
    `as_of` the day of an earlier edition, whose pages print what was known on it.
    """
    resource, fields = package.resource(table), package.fields(table)
    groups = _rows(_data, table, as_of)
    chosen = groups.get(group, []) if group else [row for rows in groups.values() for row in rows]
    rows = [row for _, row in sorted(chosen, key=lambda row: row[0], reverse=True)]
    filled = {name for row in rows for name, value in row.items() if value}
    headings = [(name, field.get("title", name)) for name, field in fields.items() if name in filled]
    if "indicator" in fields and table in _tables_of_indicators():
        headings.insert([name for name, _ in headings].index("indicator") + 1, _MEANING)
        meanings = _meanings()
        rows = [{**row, _MEANING[0]: meanings[row["indicator"]]} for row in rows]
    return {
        "table": table,
        "title": resource["title"] + (f": {countries.name(group)}" if group else ""),
        "description": resource.get("description", ""),
        "headings": headings,
        "sources": {*package.source_fields(table)},
        "rows": [(_anchor(table, row), row) for row in rows],
        "as_of": as_of,
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
