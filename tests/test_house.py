"""The house rules: imports only go down, no fact is read from words, types and style hold, notebooks hold no logic."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wb6.data import folders

CODE = folders.PROJECT / "src" / "wb6"
CHAPTERS = sorted((folders.PROJECT / "chapters").glob("*.ipynb"))
FLOORS = {
    "cli": 8,
    "book": 7,
    "library": 7,
    "sweep": 7,
    "where": 7,
    "chapters": 6,
    "sections": 5,
    "claims": 4,
    "figures": 4,
    "indicators": 3,
    "pipeline": 2,
    "refresh": 2,
    "measures": 2,
    "data": 1,
    "errors": 0,
}
SEARCHES = {
    *("contains", "match", "fullmatch", "extract", "extractall", "findall", "finditer", "search", "sub"),
    *("startswith", "endswith", "find", "index", "count", "split", "rsplit", "partition", "rpartition"),
    *("replace", "removeprefix", "removesuffix"),
}
OF_ROWS = ("measures", "figures", "indicators", "claims", "chapters", "sweep")
SPELLING = ["_", " "]  # a code written in words
# Searches that read no fact: module, column, and what they do.
ALLOWED = {
    ("chapters/kfor/contributors.py", "label"): "leaves the year out of the label of a source",
    ("chapters/explore.py", "unit"): "writes the unit of an indicator in full",
    ("claims/ledger.py", "locator"): "tells cells of a table by their place in the text",
    ("chapters/verdicts/facts.py", "locator"): "tells cells of a table by their place in the text",
}


def imports(path: Path) -> set[str]:
    """Parts of the package that a module imports when it is loaded, by their first name."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wb6"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize(
    "path", sorted(CODE.rglob("*.py")), ids=lambda path: path.relative_to(CODE).as_posix()
)
def test_imports_only_go_down(path):
    part = path.relative_to(CODE).parts[0].removesuffix(".py")
    if part in {"__init__", "__main__"}:
        return
    for imported in imports(path):
        assert imported == part or FLOORS[imported] < FLOORS[part], f"{part} imports {imported}"


def columns_of_prose() -> set[str]:
    """Columns of the data package that hold free text: no codes, no keys of other tables, no list of values."""
    descriptor = json.loads((folders.data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    prose = set()
    for resource in descriptor["resources"]:
        schema = resource.get("schema", {"fields": [], "foreignKeys": []})
        keys = {name for key in schema["foreignKeys"] for name in _names(key["fields"])}
        prose |= {
            field["name"]
            for field in schema["fields"]
            if field["type"] == "string"
            and field["name"] not in keys
            and not {"enum", "pattern"} & set(field.get("constraints", {}))
        }
    return prose


def _names(fields: str | list[str]) -> list[str]:
    """Fields of a key, which a descriptor may write as one name."""
    return [fields] if isinstance(fields, str) else fields


def columns_in(node: ast.AST) -> set[str]:
    """Names that an expression takes from a row or a table: `rows["title"]`, `row.title`."""
    called = {id(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
    return {
        each.slice.value if isinstance(each, ast.Subscript) else each.attr
        for each in ast.walk(node)
        if (isinstance(each, ast.Attribute) and id(each) not in called)
        or (isinstance(each, ast.Subscript) and isinstance(getattr(each.slice, "value", None), str))
    }


def searches(tree: ast.AST) -> Iterator[tuple[set[str], str]]:
    """Searches in text: the columns searched (empty where none is named) and the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            if isinstance(node.left, ast.Constant | ast.JoinedStr) and columns_in(node.comparators[0]):
                yield columns_in(node.comparators[0]), ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if [getattr(each, "value", None) for each in node.args] == SPELLING:
                continue
            searched = node.func.value
            of_column = isinstance(searched, ast.Attribute) and searched.attr == "str"
            if node.func.attr in SEARCHES and (of_column or columns_in(searched)):
                yield columns_in(searched.value if of_column else searched), ast.unparse(node)
            elif node.func.attr in SEARCHES and getattr(searched, "id", "") == "re":
                yield set().union(*map(columns_in, node.args)), ast.unparse(node)


def test_no_fact_is_read_from_words():
    prose, found = columns_of_prose(), []
    assert {"title", "note", "statement", "event", "fact", "description", "answer", "topic"} <= prose
    for part in OF_ROWS:
        for path in sorted((CODE / part).rglob("*.py")):
            module = path.relative_to(CODE).as_posix()
            for columns, code in searches(ast.parse(path.read_text(encoding="utf-8"))):
                read = {name for name in columns & prose if (module, name) not in ALLOWED}
                if read:
                    found.append(f"{module}: {code} searches {', '.join(sorted(read))}")
    assert found == [], "make it a column of the data package"


@pytest.mark.parametrize(
    "code",
    [
        'agenda[agenda["title"].str.contains("KFOR")]',
        'rows["note"].fillna("").str.extract("([0-9]+)")',
        'row.event.startswith("Sold")',
        '"sold" in row.event',
        '"sold" not in rows.loc[0, "note"].lower() or "sold" in row["note"]',
        're.search("sold", row.statement)',
    ],
)
def test_a_search_in_words_is_found(code):
    columns = set().union(*(columns for columns, _ in searches(ast.parse(code))))
    assert columns & columns_of_prose()


@pytest.mark.parametrize("part", ["measures", "figures"])
def test_measures_and_figures_read_no_file_and_name_no_country(part):
    for path in (CODE / part).glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "open(" not in text, path.name
        if part == "measures":
            assert "package" not in imports_of_data(text), path.name


def imports_of_data(text: str) -> set[str]:
    """Modules of `wb6.data` that a text imports."""
    return {
        alias.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module == "wb6.data"
        for alias in node.names
    }


def linters() -> list[list[str]]:
    """Commands of `make check` that look at the code itself, as the Makefile writes them."""
    recipe = (folders.PROJECT / "Makefile").read_text(encoding="utf-8").split("\ncheck:")[1].split("\n\n")[0]
    return [line.split() for line in re.findall(r"\$\(BIN\)/((?:ruff|mypy).*)", recipe)]


def test_the_check_looks_at_format_style_and_types():
    assert [command[:2] for command in linters()] == [["ruff", "format"], ["ruff", "check"], ["mypy"]]


@pytest.mark.slow
@pytest.mark.parametrize("command", linters(), ids=" ".join)
def test_format_style_and_types_hold(command):
    program = shutil.which(command[0], path=Path(sys.executable).parent)
    done = subprocess.run([program, *command[1:]], cwd=folders.PROJECT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_cell_of_a_notebook_is_a_call_or_two(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        assert not source.rstrip().endswith(";")
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(
                node,
                ast.FunctionDef
                | ast.ClassDef
                | ast.For
                | ast.While
                | ast.If
                | ast.Lambda
                | ast.Try
                | ast.With,
            ), source


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_committed_notebook_names_no_machine_and_no_time(path):
    text = path.read_text(encoding="utf-8")
    for trace in ('"papermill"', '"iopub.', "/home/", "/root/", "/tmp/", "site-packages"):
        assert trace not in text, trace


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_committed_notebook_holds_the_data_of_charts_and_no_drawing(path):
    assert "image/" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_has_one_cell_of_parameters(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    tagged = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    source = "".join(tagged[0]["source"])
    names = {node.targets[0].id for node in ast.parse(source).body}
    assert {"as_of", "since"} <= names
    assert [line for line in source.splitlines() if "  # " not in line] == [], "explain each parameter"


def test_every_exception_from_a_rule_names_it_and_gives_its_reason():
    marks = [
        f"{path.relative_to(CODE)}: {line.strip()}"
        for path in sorted(CODE.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"# (?:type: ignore|noqa)", line)
    ]
    assert marks
    told = re.compile(r"# (?:type: ignore\[[a-z-]+\]|noqa: [A-Z]+\d+)  # \S")
    assert [mark for mark in marks if not told.search(mark)] == []
