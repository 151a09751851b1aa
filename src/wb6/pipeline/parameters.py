"""Parameters of a chapter: read from its tagged cell, checked strictly, written back in place.

papermill takes a misspelt name or a value of another type without a word; here both are refused.
"""

import ast
import datetime as dt
import json
from collections.abc import Mapping
from itertools import islice
from typing import Any, TypeVar, cast

from wb6.errors import ChapterError, UsageError
from wb6.pipeline.notebook import Notebook

T = TypeVar("T")
TAG = "parameters"


def defaults(notebook: Notebook, chapter: str = "") -> dict[str, Any]:
    """Parameters with their defaults, in the order of the chapter's cell.

    Raises `ChapterError` for a cell that holds anything but names with plain values.
    """
    cell = _parameters_cell(notebook)
    try:
        return {name: ast.literal_eval(value) for name, value in _assignments(_source(cell))} if cell else {}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        where = f"chapter {chapter}: " if chapter else ""
        raise ChapterError(
            f"{where}the cell of parameters holds something else than names with plain values, such as since = 1999"
        ) from None


def checked(chapter: str, given: Mapping[str, Any], notebook: Notebook) -> dict[str, Any]:
    """The given values in the types of the defaults.

    Values may be text, as on a command line. Raises `UsageError` for an unknown name, a value
    of another type, a day that is none, and an unknown country.
    """
    known = defaults(notebook, chapter)
    for name in given:
        if name not in known:
            valid = ", ".join(known) or "none"
            raise UsageError(f"unknown parameter {name!r} of chapter {chapter}; parameters are {valid}")
    return {name: canonical(name, value, known[name]) for name, value in given.items()}


def canonical(name: str, value: object, example: T) -> T:
    """The value of a parameter in the type of an example and in its canonical form.

    Text is read as on a command line. Raises `UsageError` for a value of another type, a day that
    is none, and an unknown country.
    """
    return cast(T, _meaningful(name, _typed(name, value, example)))


def assign(notebook: Notebook, values: Mapping[str, Any]) -> Notebook:
    """The notebook with the values in its parameters cell, comments and cell ids untouched."""
    target = _parameters_cell(notebook)
    if not values or target is None:
        return notebook
    changed = {**target, "source": _replaced(_source(target), values)}
    return {**notebook, "cells": [changed if cell is target else cell for cell in notebook["cells"]]}


def _parameters_cell(notebook: Notebook) -> dict[str, Any] | None:
    tagged = (cell for cell in notebook["cells"] if TAG in cell["metadata"].get("tags", []))
    return next(tagged, None)


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _assignments(source: str) -> list[tuple[str, ast.expr]]:
    found = []
    for statement in ast.parse(source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.append((name, value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.append((name, value))
    return found


def _replaced(source: str, values: Mapping[str, Any]) -> str:
    """Source with the values of assignments exchanged, from the last to the first."""
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    text = source.encode()
    for name, value in reversed(_assignments(source)):
        if name in values:
            start = starts[value.lineno - 1] + value.col_offset
            end = starts[(value.end_lineno or value.lineno) - 1] + (value.end_col_offset or 0)
            text = text[:start] + _literal(values[name]).encode() + text[end:]
    return text.decode()


def _literal(value: object) -> str:
    """A value as Python code, text in double quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value)


def _typed(name: str, value: object, default: object) -> object:
    """The value in the type of the default."""
    if isinstance(value, dt.date):
        value = value.isoformat()
    if isinstance(value, str):
        value = _parsed(name, value, default)
    if isinstance(value, tuple):
        value = list(value)
    if default is not None and type(value) is not type(default):
        raise UsageError(f"{name} {value!r} is no {_kind(default)}, such as {_literal(default)}")
    if isinstance(value, list) and isinstance(default, list) and default:
        return [_typed(name, item, default[0]) for item in value]
    return value


def _parsed(name: str, text: str, default: object) -> object:
    match default:
        case bool() if text.lower() in {"true", "false"}:
            return text.lower() == "true"
        case bool():
            return text
        case int() | float():
            try:
                return type(default)(text)
            except ValueError:
                return text
        case list():
            return _items(name, text, default)
        case _:
            return text


def _items(name: str, text: str, default: list[Any]) -> list[Any]:
    """Items of `HRV,BGR` or of a YAML list, as text."""
    if text.lstrip().startswith("["):
        try:
            parts = _texts_of_list(text)
        except ValueError:
            raise UsageError(f"{name} {text!r} is no list, such as {_literal(default)}") from None
    else:
        parts = [part.strip() for part in text.split(",") if part.strip()]
    return parts


def _texts_of_list(text: str) -> list[str]:
    """Items of a YAML list. Raises `ValueError` for anything but a list of texts.

    It stops at a list within the list, which may be nested, or repeat itself, without end.
    """
    import yaml

    events = islice(yaml.parse(text, Loader=yaml.BaseLoader), 3, None)  # stream, document and list have begun
    ends = (yaml.SequenceEndEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent)
    texts = []
    try:
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                texts.append(event.value)
            elif not isinstance(event, ends):
                raise ValueError("more than a list of texts")
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error
    return texts


def _kind(default: object) -> str:
    kinds = {bool: "truth value", int: "whole number", float: "number", str: "text", list: "list"}
    return kinds.get(type(default), type(default).__name__)


def _meaningful(name: str, value: object) -> object:
    """The value in its canonical form, checked for what its name says it is."""
    if name not in {"as_of", "country", "countries", "comparators"}:
        return value
    # A chapter whose own default has another type than the name asks for is told by `parse_day` and `resolve`.
    said = cast(Any, value)
    from wb6.data import countries
    from wb6.data.edition import parse_day

    match name:
        case "as_of":
            return parse_day(said).strftime("%Y-%m-%d")
        case "country":
            return countries.resolve(said)
        case _:
            return [countries.resolve(code) for code in said]
