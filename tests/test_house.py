"""The house rules: imports only go down, notebooks hold no logic, outputs name no machine."""

import ast
import json
from pathlib import Path

import pytest

from wb6.data import folders

CODE = folders.PROJECT / "src" / "wb6"
CHAPTERS = sorted((folders.PROJECT / "chapters").glob("*.ipynb"))
FLOORS = {
    "cli": 7,
    "book": 6,
    "library": 6,
    "sweep": 6,
    "where": 6,
    "chapters": 5,
    "claims": 4,
    "figures": 4,
    "indicators": 3,
    "pipeline": 2,
    "refresh": 2,
    "measures": 2,
    "data": 1,
    "errors": 0,
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
