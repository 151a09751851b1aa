"""Where the series of the committed charts end, beside newer rows of the same things in the data package."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from wb6.data import package
from wb6.data.edition import Edition
from wb6.data.kinds import NO_PEOPLE, numbers, subject

# Share of the rows of a chart, and of the rows of a thing up to its last one, that must be found again: a value may
# be that of another thing by chance.
CHART, THING = 0.8, 0.6
# Numbers of a chart that place its marks.
MARKS = {"year", "low", "high", "rank", "label_at", "sequence", "n_votes", "sample_size"}

Thing = tuple[str, ...]
Row = dict[str, object]


@dataclass
class Rows:
    """The rows of a table, by thing: what a figure is on, which number it is and how precisely it is dated.

    `last` is the last day of a thing with a figure other than 0 and `newest` its row, `days` are all of them, `found`
    tells the things by source and figure.
    """

    name: str
    last: dict[Thing, str] = field(default_factory=dict)
    days: dict[Thing, list[str]] = field(default_factory=lambda: defaultdict(list))
    newest: dict[Thing, dict[str, str]] = field(default_factory=dict)
    found: dict[tuple[str, float], list[tuple[Thing, str, dict[str, str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def known(edition: Edition) -> list[Rows]:
    """Tables of figures, as an edition knows them; people who were only planned or allowed are left out."""
    tables = []
    for name in package.table_names():
        as_of, fields = package.resource(name)["asOf"], package.fields(name)
        if as_of and "source" in fields and (figures := numbers(name)):
            rows, what = Rows(name), subject(name)
            for row in edition.table(name).to_dict("records"):
                if row.get("basis") not in NO_PEOPLE:
                    _add(rows, row, str(row[as_of])[:10], figures, what)
            tables.append(rows)
    return tables


def _add(rows: Rows, row: dict, day: str, figures: list[str], what: list[str]) -> None:
    texts = {name: str(row[name]) for name in what if pd.notna(row[name])}
    for number in figures:
        if pd.notna(row[number]):
            thing = (rows.name, number, str(row.get("date_precision", "")), *texts.values())
            if row[number] and day > rows.last.get(thing, ""):
                rows.last[thing] = day
                rows.newest[thing] = texts | {name: _text(row[name]) for name in row if name not in texts}
            rows.days[thing].append(day)
            rows.found[str(row["source"]), round(float(row[number]), 6)].append((thing, day, texts))


def _text(value: object) -> str:
    """A value as a cell of a table has it, but for the digits of numbers."""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


def speaks_of(key: str, row: dict[str, str]) -> bool:
    """Whether the fields and values of an exception are those of a row."""
    return all(row.get(name) == value for name, value in (pair.split("=", 1) for pair in key.split(";")))


def shown(notebook: Path, tables: list[Rows]) -> Iterator[tuple[str, Thing, str]]:
    """Charts of a committed notebook, the things that each shows of the package, and the last day of each."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    country = re.search(r'^country = "(\w{3})"', code, re.MULTILINE)
    for cell in cells:
        for output in cell.get("outputs", []):
            for kind, chart in output.get("data", {}).items():
                if "vega" in kind:
                    rows = [row for rows in chart["datasets"].values() for row in rows]
                    name = chart["usermeta"]["wb6"]["name"]
                    for thing, day in _of_chart(rows, country[1] if country else "", tables):
                        yield name, thing, day


def _of_chart(rows: list[Row], country: str, tables: list[Rows]) -> Iterator[tuple[Thing, str]]:
    dated = [row for row in rows if row.get("source") and (row.get("date") or row.get("year"))]
    for table in tables:
        places: dict[Thing, dict[int, str]] = defaultdict(dict)
        for place, row in enumerate(dated):
            for thing, day in _matches(row, country, table):
                places[thing][place] = day
        if dated and len({place for own in places.values() for place in own}) >= CHART * len(dated):
            yield from _covering(places, table)


def _matches(row: Row, country: str, table: Rows) -> Iterator[tuple[Thing, str]]:
    """Things of a table of which a row of a chart may be."""
    when = str(row.get("date") or row.get("year"))[:10]
    values = {
        round(float(value), 6)
        for name, value in row.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and name not in MARKS
    }
    own = {name: str(value) for name, value in row.items()} | {"iso3": str(row.get("iso3") or country)}
    for source in re.split(r"[;,] ?", str(row["source"])):
        for value in values:
            for thing, day, texts in table.found.get((source, value), ()):
                alike = all(own.get(name) in {None, "", text} for name, text in texts.items() if _coded(name))
                if day.startswith(when) and alike:
                    yield thing, day


def _coded(name: str) -> bool:
    """Whether charts hold a field as the package does, and not in words."""
    return name.endswith("iso3") or name == "mission"


def _covering(places: dict[Thing, dict[int, str]], table: Rows) -> Iterator[tuple[Thing, str]]:
    """The things that a chart shows: those that most of its rows may be of, until each row is of one."""
    left = {place for own in places.values() for place in own}
    while left:
        thing = max(places, key=lambda one: (len(left & places[one].keys()), one))
        days = places.pop(thing)
        own = left & days.keys()
        left -= own
        last = max(days.values())
        found, there = {days[place] for place in own}, {day for day in table.days[thing] if day <= last}
        if len(found) >= THING * len(sorted(there)[-len(own) :]):
            yield thing, last
