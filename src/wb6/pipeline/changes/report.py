"""All changes between two states as text or Markdown; long lists are cut and counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from wb6.data.words import day as long_day
from wb6.pipeline.changes.words import ARROW

ALL = None
LINES = 8
DETAILS = 3
_MARKS = re.compile(r"([\\`*\[\]{}<>|$~#]|(?<!\w)_|_(?!\w))")


@dataclass(frozen=True)
class Item:
    """One change in words, with the single changes that it sums up."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Changes of one kind: how many, and which."""

    summary: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Section:
    """Changes of one table or one chapter."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Changes:
    """Changes between the states called `before` and `after`; `edition` is a day, YYYY-MM-DD or empty."""

    before: str
    after: str
    edition: str
    data: tuple[Section, ...]
    chapters: tuple[Section, ...]

    @property
    def groups(self) -> list[tuple[str, tuple[Section, ...]]]:
        """Sections under their headings, without empty ones."""
        return [
            (title, found) for title, found in (("Data", self.data), ("Chapters", self.chapters)) if found
        ]


def as_text(changes: Changes, lines: int | None) -> Iterator[str]:
    """Lines for a terminal; `lines` of each kind are shown (`ALL` shows all)."""
    if not changes.groups:
        yield f"nothing changed from {changes.before} to {changes.after}"
        return
    yield f"from {changes.before} to {changes.after}"
    for title, sections in changes.groups:
        yield ""
        yield title
        for section in sections:
            yield from indented(section, lines)


def indented(section: Section, lines: int | None) -> Iterator[str]:
    """Lines of one section for a terminal."""
    yield f"  {section.title}"
    for part in section.parts:
        yield f"    {part.summary}"
        for depth, line in _listed(part.items, lines, "; wb6 diff --all shows them"):
            yield f"{' ' * (6 + 2 * depth)}{line}"


def as_markdown(changes: Changes, lines: int | None) -> Iterator[str]:
    """A section of the page of changes; text from data cannot become markup."""
    edition = long_day(pd.Timestamp(changes.edition)) if changes.edition else "without a day"
    yield f"## Edition {'of ' if changes.edition else ''}{edition}"
    yield ""
    if not changes.groups:
        yield f"Nothing changed from {_literal(changes.before)}."
        return
    yield f"Compared with {_literal(changes.before)}."
    for title, sections in changes.groups:
        yield ""
        yield f"### {title}"
        yield ""
        for section in sections:
            yield from _bullets(section, lines)


def _bullets(section: Section, lines: int | None) -> Iterator[str]:
    summary = "; ".join(part.summary for part in section.parts)
    yield f"- **{_literal(section.title)}**: {_literal(summary)}"
    for part in section.parts:
        for depth, line in _listed(part.items, lines):
            yield f"{'  ' * (depth + 1)}- {_literal(line)}"


def _listed(items: Sequence[Item], lines: int | None, hint: str = "") -> Iterator[tuple[int, str]]:
    """Depth and text of each line; what is left out is counted, unless nothing is to be listed."""
    if lines == 0:
        return
    for item in items[:lines]:
        yield 0, item.text
        details = item.details if lines is ALL else item.details[:DETAILS]
        yield from ((1, detail) for detail in details)
        if more := len(item.details) - len(details):
            yield 1, f"and {more:,} more{hint}"
    if lines is not ALL and len(items) > lines:
        yield 0, f"and {len(items) - lines:,} more{hint}"


def _literal(text: str) -> str:
    return _MARKS.sub(r"\\\1", text.replace(ARROW, "→"))
