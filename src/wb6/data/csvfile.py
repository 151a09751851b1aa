"""The one reader of the package's CSV files: bytes in, cells of text out, nothing guessed."""

import csv
import re
from collections.abc import Sequence

from wb6.data.problems import Broken, Problem, place, shown

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_NOT_CLOSED = "a quotation mark is not closed in its line"


def read(content: bytes, table: str, fields: Sequence[str] = ()) -> list[list[str]]:
    """Rows of cells, the heading first, all of one length; the heading is exactly `fields`, where these are given.

    UTF-8 without byte order mark, commas, lines that end in LF or CRLF (as git may write them on Windows), no
    cell over several lines. Raises `Broken` for anything else, with the first row that is otherwise.
    """
    rows = _rows(_lines(content, table), table)
    if fields:
        _compare_heading(rows[0], fields, table)
    for number, cells in enumerate(rows, start=1):
        if len(cells) != len(rows[0]):
            raise _broken(table, number, "cells", f"has {len(cells)} cells, the heading has {len(rows[0])}")
    return rows


def columns(content: bytes, table: str, fields: Sequence[str]) -> dict[str, list[str]]:
    """Cells of a table by field. Raises `Broken` as `read` does."""
    rows = read(content, table, fields)[1:]
    cells = zip(*rows, strict=True) if rows else [()] * len(fields)
    return dict(zip(fields, map(list, cells), strict=True))


def _rows(lines: list[str], table: str) -> list[list[str]]:
    """Cells of each line, which must close the quotation marks that it opens."""
    reader = csv.reader(lines, strict=True)
    rows: list[list[str]] = []
    try:
        for cells in reader:
            rows.append(cells)
            if reader.line_num != len(rows):
                raise _broken(table, len(rows), "quotes", _NOT_CLOSED)
    except csv.Error as error:
        message = _NOT_CLOSED if "end of data" in str(error) else f"is no CSV: {error}"
        raise _broken(table, len(rows) + 1, "quotes", message) from None
    return rows


def _compare_heading(heading: list[str], fields: Sequence[str], table: str) -> None:
    for position, field in enumerate(fields):
        if position == len(heading):
            raise _broken(table, 1, "heading", "is missing", field)
        if heading[position] != field:
            raise _broken(table, 1, "heading", f"{shown(heading[position])} stands in its place", field)
    if len(heading) > len(fields):
        extra = shown(heading[len(fields)])
        raise _broken(table, 1, "heading", f"{extra} is no field that datapackage.json declares")


def _lines(content: bytes, table: str) -> list[str]:
    """Lines of the file without their ends."""
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        message = f"byte {error.object[error.start]:#04x} is no UTF-8; save the file as UTF-8"
        raise _broken(table, row, "UTF-8", message) from None
    if text.startswith("\ufeff"):
        raise _broken(table, 1, "UTF-8", "begins with a byte order mark; save the file without one")
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line:
            raise _broken(table, number, "cells", "is empty")
        if "\r" in line:
            raise _broken(table, number, "line ends", "holds a carriage return; lines end in LF or CRLF")
        if line[0] in "<=>|" and _CONFLICT.fullmatch(line):
            raise _broken(table, number, "merge conflict", f"git left the mark {shown(line)} of a conflict")
    return lines


def _broken(table: str, row: int, rule: str, message: str, field: str = "") -> Broken:
    return Broken(Problem(place(table, row, field), rule, message))
