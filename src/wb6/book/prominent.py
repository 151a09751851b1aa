"""The numbers that readers take away first: those of leads, cards and titles of charts, and what they rest on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wb6.book import grounds
from wb6.data import grades, words
from wb6.data.facts import BY
from wb6.data.problems import Problem
from wb6.figures.renderer import META
from wb6.figures.tables import CARD_MIME, TABLE_MIME
from wb6.pipeline import notebook, placing
from wb6.pipeline.changes import outputs
from wb6.pipeline.notebook import CHART, Notebook

_SECTION = re.compile(r"^## ", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Number:
    """A number in a prominent place: where it stands, its fact or figure, its words, and keys of what it rests on.

    `doubt` says why its sources alone are too weak, empty where one may carry it; `named` whether the place itself
    tells a reader whose number it is.
    """

    where: str
    name: str
    text: str
    sources: tuple[str, ...]
    doubt: str
    named: bool

    @property
    def is_unsound(self) -> bool:
        """Whether it rests on weak sources without saying so."""
        return bool(self.doubt) and not self.named

    def __str__(self) -> str:
        remark = f" [{self.doubt}{', as it says' if self.named else ''}]" if self.doubt else ""
        return f"{self.where}: {self.name}: {self.text}: {', '.join(self.sources) or 'no source'}{remark}"


def unsound(file: Path) -> Iterator[Problem]:
    """Numbers of leads, cards and titles of charts that rest on weak sources alone, where no word says on which."""
    for number in numbers(file):
        if number.is_unsound:
            message = f"{number.name} ({number.text}) {number.doubt}: {_remedy(number)}"
            yield Problem(number.where, "prominent number", message)


def numbers(file: Path) -> Iterator[Number]:
    """The prominent numbers of a chapter, by its committed outputs: lead, cards, titles; a page in Markdown has none."""
    if file.suffix != ".ipynb":
        return
    chapter, where = notebook.read(file), f"chapters/{file.name}"
    yield from _of_lead(chapter, where)
    for place, data in _shown(chapter, where):
        for fact in data.get(CARD_MIME, {}).get("facts", ()):
            yield _of_cell(f"{place}, card", fact, fact["rank"])
        for fact in data.get(TABLE_MIME, {}).get("facts", ()):
            yield _of_cell(f"{place}, table", fact, data[TABLE_MIME]["note"])
        if CHART in data:
            yield from _of_title(place, data[CHART]["usermeta"][META])


def _of_cell(place: str, fact: dict[str, Any], beside: str) -> Number:
    """A fact of a card or a table; page and popover name what a copy is one of, `beside` is to name any other teller."""
    found = grounds.of_fact(fact)
    told = all(name in beside for name in grades.called(found.sources))
    return _number(place, fact, found, named=told or grades.is_copied(found.sources))


def _of_lead(chapter: Notebook, where: str) -> Iterator[Number]:
    """The facts that stand before the first section; a paragraph that places `<name>_by` says whose they are."""
    facts = outputs.facts(chapter["cells"])
    for number, paragraph in _lead(chapter):
        placed = [facts[name] for name in dict.fromkeys(placing.named_in(paragraph)) if name in facts]
        told = {key for fact in placed if fact["name"].endswith(BY) for key in fact["sources"]}
        for fact in placed:
            if not fact["name"].endswith(BY):
                found = grounds.of_fact(fact)
                yield _number(f"{where}, cell {number}, lead", fact, found, named={*found.sources} <= told)


def _lead(chapter: Notebook) -> Iterator[tuple[int, str]]:
    """The paragraphs before the first section, with the numbers of their cells."""
    for number, cell in enumerate(chapter["cells"], start=1):
        if cell["cell_type"] == "markdown":
            text, *rest = _SECTION.split("".join(cell["source"]), maxsplit=1)
            yield from ((number, paragraph) for paragraph in _PARAGRAPH.split(text))
            if rest:
                return


def _of_title(place: str, meta: dict[str, Any]) -> Iterator[Number]:
    """A figure by its title, if that has a number; its page says under it what was read in copies."""
    heading, keys = f"{meta['title']}. {meta['subtitle']}", meta["sources"]
    if not meta.get("empty") and re.search(r"\d", heading):
        tellers = grades.called(key for key in keys if not grades.is_copied([key]))
        named = all(name in heading for name in tellers)
        yield Number(f"{place}, title", meta["name"], meta["title"], tuple(keys), grades.doubt(keys), named)


def _number(where: str, fact: dict[str, Any], found: grounds.Grounds, *, named: bool) -> Number:
    keys = (*found.sources, *filter(None, [found.again]))
    return Number(where, fact["name"], fact["text"], keys, found.doubt, named)


def _shown(chapter: Notebook, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What code cells show, with their places."""
    for number, cell in enumerate(chapter["cells"], start=1):
        for output in cell.get("outputs", ()):
            yield f"{where}, cell {number}", output.get("data", {})


def _remedy(number: Number) -> str:
    whose = words.listing(grades.called(number.sources))
    where = f"`<fact>{BY}` in a lead, the name beside it in a card, in the heading of a figure"
    return f"find a better source than {whose}, or say there that it is theirs ({where})"
