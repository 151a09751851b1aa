"""Tables that are read: caption, units, sources, and cells formatted for people."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, Template

from wb6.data.facts import Fact
from wb6.figures import export
from wb6.figures.figure import sources_of
from wb6.figures.frames import described, to_csv

TABLE_MIME = "application/vnd.wb6.table+json"
CARD_MIME = "application/vnd.wb6.card+json"


@cache
def template(name: str) -> Template:
    """A template of this package; text from data is escaped."""
    loader = PackageLoader("wb6.figures", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(
        name
    )


def bundle(mime: str, kind: str, content: dict[str, Any], text: str) -> dict[str, Any]:
    """What front ends show of a thing: its content as JSON for our pages, by the template of its kind, in a line."""
    page = template(f"{kind}.html").render(**{kind: content})
    return {mime: content, "text/html": page, "text/plain": text}


@dataclass(frozen=True)
class Column:
    """One column of a table: the field it shows, its heading, and how a value is written.

    Values of a column with `badge` are words of a small set, such as verdicts, which pages show as badges.
    """

    key: str
    label: str
    write: Callable[[Any], str] = str
    numeric: bool = False
    badge: bool = False

    def as_json(self) -> dict[str, Any]:
        """The column as plain JSON types; `badge` only where it is set."""
        plain = {"key": self.key, "label": self.label, "numeric": self.numeric}
        return {**plain, "badge": True} if self.badge else plain


def text_columns(**headings: str) -> list[Column]:
    """Columns of text in their order, by field."""
    return [Column(key, label) for key, label in headings.items()]


def number_columns(**headings: str) -> list[Column]:
    """Columns of numbers that stand in the data as they are to be read, by field."""
    return [Column(key, label, numeric=True) for key, label in headings.items()]


@dataclass(frozen=True, repr=False)
class Table:
    """A table as the book shows it; `rows` holds text, the first cell of a row is its header.

    `frame` holds the data before they are written as text, with `headings` of the columns in its `attrs`;
    `sources` are keys of `sources.csv`; `facts` are those that cells show, by number of the row and key of the column.
    """

    name: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]
    frame: pd.DataFrame = field(compare=False)
    note: str = ""
    facts: Mapping[tuple[int, str], Fact] = field(default_factory=dict)

    def save(self, path: str | Path) -> None:
        """Write the data as `.csv`, with the columns that the table shows.

        Raises `UsageError` for another ending and for a place that is not free; then nothing is written.
        """
        export.write(path, {".csv": lambda: to_csv(self.frame)})

    def as_json(self) -> dict[str, Any]:
        """The table as plain JSON types; `facts` only where there are any."""
        plain = {
            "name": self.name,
            "title": self.title,
            "subtitle": self.subtitle,
            "columns": [column.as_json() for column in self.columns],
            "rows": [list(row) for row in self.rows],
            "sources": list(self.sources),
            "note": self.note,
        }
        facts = [{**fact.as_json(), "row": row, "column": key} for (row, key), fact in self.facts.items()]
        return {**plain, "facts": facts} if facts else plain

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return bundle(TABLE_MIME, "table", self.as_json(), f"{self.title} ({len(self.rows)} rows)")

    def __repr__(self) -> str:
        return f"<Table {self.name}: {self.title} ({len(self.rows)} rows)>"


@dataclass(frozen=True)
class Caption:
    """What stands over and under a table: `name` is its address on the page (kebab-case), `title` says what it shows."""

    name: str
    title: str
    subtitle: str
    note: str = ""


def table(
    frame: pd.DataFrame, columns: Iterable[Column], caption: Caption, sources: Iterable[str] | None = None
) -> Table:
    """A frame as a table for reading; missing values are shown as a dash.

    `sources` are keys of `sources.csv`, those of the frame's rows if not given.
    """
    columns = tuple(columns)
    cells = [
        ["–" if pd.isna(value) else column.write(value) for value in frame[column.key].tolist()]
        for column in columns
    ]
    rows = tuple(zip(*cells, strict=True))
    described_frame = described(frame, {column.key: column.label for column in columns})
    keys = tuple(sources_of(frame) if sources is None else sorted(set(sources)))
    return Table(
        caption.name, caption.title, caption.subtitle, columns, rows, keys, described_frame, caption.note
    )


@dataclass(frozen=True)
class Standing:
    """A fact with its place among the six and its course over time."""

    fact: Fact
    rank: str = ""
    spark: tuple[tuple[int, float], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The standing as plain JSON types."""
        return {**self.fact.as_json(), "rank": self.rank, "spark": [list(point) for point in self.spark]}


@dataclass(frozen=True)
class Card:
    """The at-a-glance card of a chapter."""

    name: str
    title: str
    standings: tuple[Standing, ...] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """The card as plain JSON types."""
        return {
            "name": self.name,
            "title": self.title,
            "facts": [standing.as_json() for standing in self.standings],
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        card = self.as_json()
        lines = [f"{fact['label']}: {fact['text']}" for fact in card["facts"]]
        return bundle(CARD_MIME, "card", card, "\n".join([self.title, *lines]))


@dataclass(frozen=True)
class Banner:
    """A line above a chapter that says which edition the reader sees."""

    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": template("banner.html").render(text=self.text), "text/plain": self.text}


def labelled(mapping: Mapping[str, str]) -> Callable[[Any], str]:
    """A writer that shows the label of a code."""
    return lambda code: mapping.get(code, str(code))
