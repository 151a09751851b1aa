"""Which facts a page glues: those that its prose places. The cell that names them is filled in from the prose."""

import re
import textwrap
from typing import Any

from wb6.pipeline.notebook import Notebook

# A cell that is one call of `place` of a chapter, whatever its names.
_PLACE = re.compile(r"(?P<chapter>\w+)\.place\(.*\)\s*", re.DOTALL)
_GLUED = re.compile(r"\{glue:\w*\}`(?P<name>\w+)(?!::)(?::[^`]*)?`")
_WIDTH = 100


def placed(notebook: Notebook) -> list[str]:
    """Names of the facts that the prose of a notebook places, sorted."""
    prose = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return sorted({name for text in prose for name in named_in(text)})


def named_in(text: str) -> list[str]:
    """Names of the facts that a text in Markdown places, in their order."""
    return [found["name"] for found in _GLUED.finditer(text)]


def filled(notebook: Notebook) -> Notebook:
    """The notebook with the names that its prose places in the cell that glues facts, if it has one."""
    return _with_names(notebook, _quoted(placed(notebook)))


def with_every_fact(notebook: Notebook) -> Notebook:
    """The notebook with a cell that glues all facts of the chapter in place of those that the prose names."""
    return _with_names(notebook, '" ".join({chapter}.facts())')


def _with_names(notebook: Notebook, names: str) -> Notebook:
    return {**notebook, "cells": [_named(cell, names) for cell in notebook["cells"]]}


def _named(cell: dict[str, Any], names: str) -> dict[str, Any]:
    call = _PLACE.fullmatch("".join(cell["source"])) if cell["cell_type"] == "code" else None
    if not call:
        return cell
    return {**cell, "source": f"{call['chapter']}.place({names.format(chapter=call['chapter'])})"}


def _quoted(names: list[str]) -> str:
    """The names between blanks, as Python text over several lines where they are many."""
    line = " ".join(names)
    if len(line) < _WIDTH - 20:
        return f'"{line}"'
    lines = textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return '"""\n' + "\n".join(lines) + '\n"""'
