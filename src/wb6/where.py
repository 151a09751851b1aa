"""Where a fact, figure, table, indicator or claim is made, and from which rows: what `wb6 where` tells."""

import ast
import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

from wb6.claims import judge, registry
from wb6.claims.measures import documents
from wb6.data import package
from wb6.data.edition import Edition
from wb6.data.facts import EVERY, told_of
from wb6.errors import LONGEST, UsageError
from wb6.figures.figure import Figure
from wb6.figures.tables import Table
from wb6.indicators.catalogue import Indicator, indicators
from wb6.indicators.families import FAMILIES
from wb6.pipeline import notebook
from wb6.pipeline.changes.outputs import FACT, TABLE
from wb6.pipeline.notebook import CHART
from wb6.pipeline.project import Project
from wb6.sections.page import Page

NEAR = 5


@dataclass(frozen=True)
class _Cell:
    """A cell of a chapter that shows something: its chapter and number, its call, and names of what it shows."""

    chapter: str
    number: int
    call: ast.expr | None
    shown: tuple[str, ...]
    facts: Mapping[str, Mapping[str, Any]]

    @property
    def section(self) -> str:
        """The section of the page that the cell calls."""
        return _method(self.call)


def _method(code: ast.expr | None) -> str:
    """The method that an expression calls; empty for anything else."""
    match code:
        case ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""


def where(name: str, project: Project | None = None) -> Iterator[str]:
    """Lines on everything that bears a name: module and line of the function that makes it, table, rows, sources.

    A figure or table is named as on its page (`trade-partners`) or by its section (`trade_by_partner`). Raises
    `UsageError` that names what comes near for an unknown name.
    """
    project = project or Project()
    cells = [cell for chapter in project.chapter_names() for cell in _cells(chapter, project)]
    claims = set(package.published("claims")["claim_id"])
    sections = [cell for cell in cells if name in (*cell.shown, cell.section)]
    facts = [cell for cell in cells if name in cell.facts]
    if not (sections or facts or name in indicators() or name in claims):
        known = {*indicators(), *claims}
        known.update(each for cell in cells for each in (*cell.shown, cell.section, *cell.facts) if each)
        near = get_close_matches(name[:LONGEST], sorted(known), n=NEAR)
        hint = f"near it are {', '.join(near)}" if near else "no name comes near it"
        raise UsageError(f"unknown name {name!r} of a fact, figure, table, indicator or claim; {hint}")
    if name in indicators():
        yield from _indicator(indicators()[name])
    if name in claims:
        yield from _claim(name)
    for cell in sections:
        yield from _section(cell, project)
    for cell in facts:
        yield from _fact(name, cell, project)


def _cells(chapter: str, project: Project) -> Iterator[_Cell]:
    cells = notebook.read(project.notebook(chapter))["cells"]
    for number, cell in enumerate(cells, start=1):
        bundles = [output.get("data", {}) for output in cell.get("outputs", [])]
        charts = [bundle[CHART]["usermeta"]["wb6"]["name"] for bundle in bundles if CHART in bundle]
        tables = [bundle[TABLE]["name"] for bundle in bundles if TABLE in bundle]
        facts = {bundle[FACT]["name"]: bundle[FACT] for bundle in bundles if FACT in bundle}
        if charts or tables or facts:
            code = ast.parse("".join(cell["source"]))
            calls = [line.value for line in code.body if isinstance(line, ast.Expr)]
            yield _Cell(chapter, number, calls[-1] if calls else None, (*charts, *tables), facts)


def _quoted(chapter: str, project: Project) -> dict[str, int]:
    """The facts of single rows that a chapter quotes, each with the number of the cell that does."""
    return {
        word.arg: number
        for number, cell in enumerate(notebook.read(project.notebook(chapter))["cells"], start=1)
        if cell["cell_type"] == "code"
        for call in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(call, ast.Call) and _method(call) == "quote"
        for word in call.keywords
        if word.arg
    }


def _page(chapter: str, project: Project) -> tuple[Page, dict[str, Any]]:
    """The page of a chapter with its committed parameters, and the names of its notebook, without running a section."""
    names: dict[str, Any] = {}
    for cell in notebook.read(project.notebook(chapter))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            kept: list[ast.stmt] = [
                line for line in body if isinstance(line, ast.Import | ast.ImportFrom | ast.Assign)
            ]
            exec(compile(ast.Module(kept, []), chapter, "exec"), names)
            if "chapter" in names:
                return names["chapter"], names
    raise UsageError(f"chapter {chapter!r} makes no page")


def _section(cell: _Cell, project: Project) -> Iterator[str]:
    if cell.call is None:
        raise UsageError(f"cell {cell.number} of {cell.chapter} shows {', '.join(cell.shown)} without a call")
    page, names = _page(cell.chapter, project)
    shown = eval(compile(ast.Expression(cell.call), cell.chapter, "eval"), names)
    kind = {Figure: "figure", Table: "table"}.get(type(shown), "section")
    yield f"{kind} {', '.join(cell.shown)} of {cell.chapter}: {_place(type(page).functions()[cell.section])}"
    tables = [name for name in page.edition.tables_used() if name != "sources"]
    yield f"  edition {page.edition.as_of}; read from {', '.join(tables) or 'no table'}"
    if isinstance(shown, Figure | Table):
        yield f"  {_counted(shown.frame.shape[0])}; sources: {', '.join(shown.sources) or 'none'}"


def _fact(name: str, cell: _Cell, project: Project) -> Iterator[str]:
    fact = cell.facts[name]
    page, _ = _page(cell.chapter, project)
    quoted = _quoted(cell.chapter, project)
    if (row := told_of(name)) in quoted:
        made = f"chapters/{cell.chapter}.ipynb, cell {quoted[row]}"
    else:
        made = _place(page.facts().maker(name))
    yield f"fact {name} of {cell.chapter}: {made}"
    if fact["table"]:
        yield f"  {fact['text']}: {_rows(page.edition, fact['table'], fact['key'])}"
    yield f"  sources: {', '.join(fact['sources']) or 'none'}"


def _indicator(found: Indicator) -> Iterator[str]:
    edition = Edition()
    series = found.series(edition)
    yield f"indicator {found.code} ({found.label}): {_place(FAMILIES[found.family])}"
    yield f"  edition {edition.as_of}; {_rows(edition, found.table, found.filter)}"
    sources = ", ".join(sorted(set(series["source"])))
    yield f"  {_counted(len(series))} of {series['iso3'].nunique()} countries; sources: {sources}"


def _claim(claim_id: str) -> Iterator[str]:
    edition = Edition()
    (judgement,) = judge.judge(edition, [claim_id])
    yield f"claim {claim_id}: edition {edition.as_of}, {judgement.verdict}"
    for reading in judgement.now.readings:
        point = reading.point
        measure = registry.measures()[point.measure] if point.measure else documents.decisive
        yield f"  {point.measured}: {_place(measure)}"
        for table, number in sorted(Counter(row.table for row in reading.result.rows).items()):
            yield f"    {_counted(number)} of {table}"
        yield f"    sources: {', '.join(reading.result.sources) or 'none'}"


def _rows(edition: Edition, table: str, key: Mapping[str, Any]) -> str:
    """The rows of a table that a key names, with one value a field or several: filter and number."""
    rows = edition.table(table)
    wanted = {field: value for field, value in key.items() if field in rows and value != EVERY}
    fields = {field: value if isinstance(value, tuple) else (str(value),) for field, value in wanted.items()}
    for field, values in fields.items():
        rows = rows[package.as_text(rows[field]).isin(values)]
    chosen = ", ".join(f"{field}={'|'.join(values)}" for field, values in fields.items())
    return f"{_counted(len(rows))} of {table}" + (f" where {chosen}" if chosen else "")


def _counted(number: int) -> str:
    return f"{number} row" if number == 1 else f"{number} rows"


def _place(function: Callable[..., Any]) -> str:
    """Module, line and name of the function behind a callable."""
    while isinstance(function, partial):
        function = function.func
    function = inspect.unwrap(function)
    lines, first = inspect.getsourcelines(function)
    after_marks = next(number for number, line in enumerate(lines) if line.lstrip().startswith("def "))
    return f"{function.__module__}:{first + after_marks} ({function.__qualname__})"
