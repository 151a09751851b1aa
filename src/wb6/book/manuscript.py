"""The chapters as written: prose sentence by sentence, headings, and what the notebooks glue."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wb6.data.facts import GLUE_PREFIX

# Directives whose body is prose; the body of any other is data, options or code.
_PROSE_DIRECTIVES = set(
    "admonition card dropdown epigraph important margin note seealso tip topic warning".split()  # noqa: SIM905  # one to read rather than ten in quotes
)
_FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(?:\{([\w-]+)\})?")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
_OPTION = re.compile(r"^\s*:[\w-]+:")
_LIST_MARK = re.compile(r"^(?:\d+[.)]|[-*+>])\s+")
# A sentence ends before a capital; not after an initial or a usual abbreviation.
_SENTENCE_END = re.compile(
    r"(?<![ .(][A-Z])(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bGen)(?<!\bCol)(?<!\bArt)(?<!\bSt)"
    r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-ÞČĆĐŠŽ])"
)


# A role of MyST: a fact, a citation, a term.
ROLE = re.compile(r"\{(?P<role>[\w:-]+)\}`(?P<text>[^`]*)`")


@dataclass(frozen=True)
class Line:
    """One line of prose or one heading: `level` is 0 for prose and 1 to 6 for headings."""

    where: str
    text: str
    level: int = 0

    @property
    def sentences(self) -> list[str]:
        """The sentences of the line, with their roles."""
        return _SENTENCE_END.split(self.text)


@dataclass(frozen=True)
class Chapter:
    """A chapter as its author wrote it; `glued` has the text of each fact that its outputs glue."""

    file: Path
    lines: tuple[Line, ...]
    glued: Mapping[str, str]

    @property
    def name(self) -> str:
        """File name without suffix."""
        return self.file.stem

    @property
    def prose(self) -> list[Line]:
        """Lines that are no headings, in order."""
        return self.headings(0)

    def told(self, text: str) -> str:
        """A text of the chapter with the facts that it places filled in and its other roles left out."""

        def fill(match: re.Match[str]) -> str:
            name = match["text"].split(":")[0]
            return self.glued.get(name, " ") if match["role"].startswith("glue") else " "

        return ROLE.sub(fill, text)

    def headings(self, level: int) -> list[Line]:
        """Lines of one level, in order."""
        return [line for line in self.lines if line.level == level]


def read(folder: Path) -> list[Chapter]:
    """All chapters of a folder, `*.ipynb` and `*.md`, by file name."""
    files = sorted([*folder.glob("*.ipynb"), *folder.glob("*.md")])
    return [_read_notebook(file) if file.suffix == ".ipynb" else _read_markdown(file) for file in files]


def _read_markdown(file: Path) -> Chapter:
    text = re.sub(
        r"\A---\n.*?\n---\n",
        lambda match: "\n" * match[0].count("\n"),
        file.read_text("utf-8"),
        flags=re.DOTALL,
    )
    return Chapter(file, tuple(_lines(text, f"{file.parent.name}/{file.name}")), {})


def _read_notebook(file: Path) -> Chapter:
    cells = json.loads(file.read_text("utf-8"))["cells"]
    lines = [
        line
        for number, cell in enumerate(cells, start=1)
        if cell["cell_type"] == "markdown"
        for line in _lines("".join(cell["source"]), f"{file.parent.name}/{file.name}, cell {number}")
    ]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return Chapter(file, tuple(lines), dict(pair for output in outputs for pair in _glued(output)))


def _glued(output: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and text of the fact that an output glues."""
    data, name = output.get("data", {}), output.get("metadata", {}).get("scrapbook", {}).get("name")
    if name and any(mime.startswith(GLUE_PREFIX) for mime in data):
        yield name, "".join(data.get(f"{GLUE_PREFIX}text/plain", ""))


def _lines(text: str, where: str) -> Iterator[Line]:
    """Prose and headings of Markdown, without code, comments, options and the bodies of other directives."""
    text = re.sub(r"<!--.*?-->", lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)
    fences: list[tuple[str, bool]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        fence = _FENCE.match(line)
        if fence and fences and fence[1].startswith(fences[-1][0]) and not fence[2]:
            fences.pop()
        elif fence and all(prose for _, prose in fences):
            fences.append((fence[1], fence[2] in _PROSE_DIRECTIVES))
        elif all(prose for _, prose in fences) and not (fences and _OPTION.match(line)):
            heading = _HEADING.match(line)
            if heading:
                yield Line(f"{where}, line {number}", heading[2], len(heading[1]))
            elif line.strip():
                yield Line(f"{where}, line {number}", _LIST_MARK.sub("", line.strip()))
