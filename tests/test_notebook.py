"""Notebooks have one normal form, and parameters are set in place."""

import ast
import json
import re

import nbclient
import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PARAMETERS, make_chapter
from wb6.data import folders
from wb6.errors import ChapterError, UsageError
from wb6.pipeline import notebook as nb
from wb6.pipeline import parameters


@pytest.fixture
def chapter(tmp_path):
    return nb.read(make_chapter(tmp_path, "serbia", "print(1)"))


def as_papermill_leaves_it(notebook):
    """The notebook with what papermill, nbclient and a kernel add to it."""
    noisy = json.loads(json.dumps(notebook))
    noisy["metadata"]["papermill"] = {"duration": 1.2, "input_path": "/home/somebody/serbia.ipynb"}
    noisy["metadata"]["language_info"] = {"name": "python", "version": "3.11.7"}
    for cell in noisy["cells"]:
        cell["metadata"].setdefault("tags", [])
        cell["metadata"]["papermill"] = {"start_time": "2026-01-01T00:00:00"}
        cell["metadata"]["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00.000000Z"}
    noisy["cells"][2]["execution_count"] = 17
    noisy["cells"][2]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": ["1\n"]},
        {"output_type": "stream", "name": "stdout", "text": ["2\n"]},
        {"output_type": "execute_result", "execution_count": 17, "data": {"text/plain": "3"}, "metadata": {}},
    ]
    return noisy


def test_times_paths_and_versions_of_a_run_are_stripped(chapter):
    text = nb.dumps(as_papermill_leaves_it(chapter))
    for trace in ("papermill", "iopub", "/home", "2026-01-01", "3.11.7", "17"):
        assert trace not in text


def test_normalising_twice_changes_nothing(chapter):
    once = nb.normalised(as_papermill_leaves_it(chapter))
    assert nb.normalised(once) == once
    assert nb.dumps(json.loads(nb.dumps(once))) == nb.dumps(once)


def test_the_normal_form_ends_in_a_newline_and_keeps_cell_ids(chapter):
    text = nb.dumps(chapter)
    assert text.endswith("}\n")
    assert [cell["id"] for cell in json.loads(text)["cells"]] == ["title", "parameters", "code-1"]


def test_cells_without_an_id_are_numbered_not_named_by_chance(chapter):
    for cell in chapter["cells"]:
        del cell["id"]
    assert nb.dumps(chapter) == nb.dumps(chapter)
    assert [cell["id"] for cell in nb.normalised(chapter)["cells"]] == ["cell-1", "cell-2", "cell-3"]


def test_pieces_of_a_stream_are_joined_and_executed_cells_count_from_1(chapter):
    cell = nb.normalised(as_papermill_leaves_it(chapter))["cells"][2]
    assert cell["outputs"][0]["text"] == "1\n2\n"
    assert cell["execution_count"] == cell["outputs"][1]["execution_count"] == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda notebook: [], "list indices must be integers or slices, not str"),
        (lambda notebook: {"metadata": {}}, "it has no 'cells'"),
        (lambda notebook: {**notebook, "metadata": []}, "the metadata of the notebook are no object"),
        (lambda notebook: {"cells": ["x"]}, "cell 1 is no code, markdown or raw cell"),
        (lambda notebook: {"cells": [{"cell_type": "code", "source": 1}]}, "cell 1 has no source"),
        (
            lambda notebook: {"cells": [{"cell_type": "code", "source": "", "outputs": {}}]},
            "the outputs of cell 1",
        ),
    ],
    ids=["list", "no cells", "metadata", "text", "source", "outputs"],
)
def test_a_file_that_is_no_notebook_is_refused_with_the_reason(chapter, tmp_path, change, reason):
    path = tmp_path / "serbia.ipynb"
    path.write_text(json.dumps(change(chapter)), encoding="utf-8")
    with pytest.raises(ChapterError, match=f"^serbia.ipynb is no notebook: {re.escape(reason)}"):
        nb.read(path)


def test_a_notebook_without_metadata_and_outputs_is_read_with_empty_ones(chapter, tmp_path):
    bare = {"cells": [{"cell_type": "code", "source": "1"}], "nbformat": 4, "nbformat_minor": 5}
    path = tmp_path / "serbia.ipynb"
    path.write_text(json.dumps(bare), encoding="utf-8")
    assert "1" in nb.dumps(nb.read(path))
    assert parameters.defaults(nb.read(path)) == {}


@pytest.mark.parametrize(
    "source", ["since = ", "since = last_year()", "%matplotlib\nsince = 1999", "since = " + "[" * 9999]
)
def test_a_cell_of_parameters_that_cannot_be_read_is_one_line(chapter, source):
    chapter["cells"][1]["source"] = source
    with pytest.raises(ChapterError, match=r"^chapter serbia: the cell of parameters holds"):
        parameters.checked("serbia", {}, chapter)


def test_an_interrupted_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "serbia.ipynb"
    nb.write("old\n", path)
    monkeypatch.setattr(type(path), "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        nb.write("new\n", path)
    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_defaults_are_read_with_their_types(chapter):
    assert parameters.defaults(chapter) == {
        "country": "SRB",
        "as_of": "2026-06-30",
        "since": 1999,
        "comparators": ["HRV", "BGR"],
    }


def test_papermill_sees_the_same_parameters(tmp_path):
    import papermill

    path = make_chapter(tmp_path, "serbia", "1")
    assert list(papermill.inspect_notebook(path)) == list(parameters.defaults(nb.read(path)))


def test_values_are_set_in_place_with_comments_and_ids_untouched(chapter):
    changed = parameters.assign(chapter, {"country": "XKX", "comparators": ["NOR"]})
    expected = PARAMETERS.replace('"SRB"', '"XKX"').replace(PARAMETERS[PARAMETERS.index("[") :], '["NOR"]')
    assert changed["cells"][1]["source"] == expected
    assert "# ISO 3166-1 alpha-3" in expected
    assert [cell["id"] for cell in changed["cells"]] == [cell["id"] for cell in chapter["cells"]]


def test_no_values_no_change(chapter):
    assert parameters.assign(chapter, {}) == chapter


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers())
def test_whatever_is_set_is_read_back(text, number):
    cell = {
        "cell_type": "code",
        "metadata": {"tags": ["parameters"]},
        "source": 'a = "é"; b = 1  # ü\nc = ["x"]',
    }
    values = {"a": text, "b": number, "c": [text, "Ž"]}
    assert parameters.defaults(parameters.assign({"cells": [cell]}, values)) == values


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("as_of", "2016-12-31", "2016-12-31"),
        ("since", "2000", 2000),
        ("country", "kos", "XKX"),
        ("comparators", "HRV,BGR", ["HRV", "BGR"]),
        ("comparators", "[NOR, 'HRV']", ["NOR", "HRV"]),
        ("comparators", "HRV", ["HRV"]),
        ("comparators", "", []),
    ],
)
def test_text_is_read_in_the_type_of_the_default(chapter, name, text, value):
    assert parameters.checked("serbia", {name: text}, chapter) == {name: value}


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("contry", "SRB", "country, as_of, since, comparators"),
        ("as_of", "2016-13-01", "YYYY-MM-DD"),
        ("as_of", "31.12.2016", "YYYY-MM-DD"),
        ("as_of", 2016, "text"),
        ("since", "many", "whole number"),
        ("since", "2000.5", "whole number"),
        ("since", True, "whole number"),
        ("country", "ATL", "ALB, BIH, XKX, MNE, MKD, SRB"),
        ("comparators", "HRV,ATL", "ALB, BIH, XKX, MNE, MKD, SRB"),
        ("comparators", "[HRV", "list"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_the_valid_ones(chapter, name, value, named):
    with pytest.raises(UsageError) as error:
        parameters.checked("serbia", {name: value}, chapter)
    assert named in str(error.value)
    assert "\n" not in str(error.value)


WRONG = {
    "as_of": '"2016-13-01"',
    "country": '"ATL"',
    "since": '"soon"',
    "comparators": '["HRV", "ATL"]',
}


@pytest.mark.slow
def test_a_wrong_value_gets_the_same_line_in_a_notebook_as_on_the_command_line():

    chapter = "from wb6.chapters.country import CountryChapter\n"
    right = {"country": '"SRB"', "as_of": '"2026-06-30"', "since": "1999", "comparators": "[]"}
    calls = [
        ", ".join(f"{name}={value}" for name, value in {**right, name: value}.items())
        for name, value in WRONG.items()
    ]
    cells = [nbformat.v4.new_code_cell(f"{chapter}CountryChapter({call})") for call in calls]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    serbia = nb.read(folders.PROJECT / "chapters" / "serbia.ipynb")
    for (name, value), cell in zip(WRONG.items(), notebook.cells, strict=True):
        with pytest.raises(UsageError) as refused:
            parameters.checked("serbia", {name: ast.literal_eval(value)}, serbia)
        assert cell.outputs[0]["traceback"] == [f"wb6: {refused.value}"]
        assert cell.outputs[0]["evalue"] == str(refused.value)


def test_text_is_read_as_on_the_command_line_and_types_within_lists_are_checked():
    assert parameters.canonical("since", "2004", 1999) == 2004
    assert parameters.canonical("countries", "alb,xk", ["SRB"]) == ["ALB", "XKX"]
    with pytest.raises(UsageError, match="countries 1 is no text, such as"):
        parameters.canonical("countries", ["ALB", 1], ["SRB"])
