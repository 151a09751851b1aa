"""A chapter for another country: on the skeleton, executed, in the contents; or one line and nothing written."""

from pathlib import Path

import pytest

from conftest import files_below
from wb6 import cli
from wb6.book import manuscript, prose
from wb6.data import folders
from wb6.errors import UsageError
from wb6.pipeline import notebook as nb
from wb6.pipeline.accept import accept_chapters
from wb6.pipeline.new import with_chapter
from wb6.pipeline.project import Project

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_start")]

TOC = """\
format: jb-book
root: chapters/index
parts:
  # the six, and whoever joins them
  - caption: Countries
    chapters:
      - file: chapters/albania
      - file: chapters/serbia  
  - caption: About
    chapters:
      - file: chapters/method
"""


@pytest.fixture(scope="module")
def croatia(tmp_path_factory) -> Project:
    """A project with the real data, to which Croatia was added by the command line."""
    root = tmp_path_factory.mktemp("new")
    (root / "chapters").mkdir()
    (root / "_toc.yml").write_text(TOC, encoding="utf-8")
    data = folders.data_dir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folders, "PROJECT", root)
        patch.setenv("WB6_DATA", str(data))
        with pytest.raises(SystemExit) as ended:
            cli.main(["new", "HRV"])
    assert not ended.value.code
    return Project(root, data=data)


def test_the_new_chapter_is_on_the_skeleton_and_keeps_the_rules_of_prose(croatia):
    (problems,) = [prose.check_prose(croatia.root)]
    assert problems == []
    (chapter,) = manuscript.read(croatia.chapters)
    assert tuple(line.text for line in chapter.headings(2)) == prose.SKELETON


def test_its_figures_and_facts_are_filled_and_its_prose_is_marked_questions(croatia):
    cells = nb.read(croatia.notebook("croatia"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert len([output for output in outputs if nb.CHART in output["data"]]) >= 20
    headed = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert headed[0].startswith("# Croatia\n")
    assert all(text.endswith("*") and "?" in text for text in headed)


def test_accepting_it_again_changes_no_byte(croatia):
    before = croatia.notebook("croatia").read_bytes()
    assert dict(accept_chapters(["croatia"], croatia)) == {"croatia": False}
    assert croatia.notebook("croatia").read_bytes() == before


@pytest.mark.parametrize(
    ("country", "named"),
    [
        ("Atlantis", "unknown country 'Atlantis'"),
        ("HRV", "chapter 'croatia' exists already"),
        ("NOR", "does not fit Norway (NOR): no yearly figures"),
        ("NATO", "does not fit NATO (NATO)"),
        ("USA", "does not fit United States (USA)"),
        ("RUS", "it fits ALB, BGR, BIH"),
    ],
)
def test_bad_input_gets_one_line_exit_2_and_nothing_is_written(croatia, monkeypatch, capsys, country, named):
    before = files_below(croatia.root)
    monkeypatch.setattr(folders, "PROJECT", croatia.root)
    monkeypatch.setenv("WB6_DATA", str(croatia.data))
    with pytest.raises(SystemExit) as ended:
        cli.main(["new", country])
    errors = capsys.readouterr().err.splitlines()
    assert (ended.value.code, len(errors)) == (2, 1)
    assert named in errors[0]
    assert files_below(croatia.root) == before


@pytest.mark.parametrize(("slug", "line"), [("aland", 6), ("croatia", 7), ("slovenia", 8)])
def test_a_chapter_is_entered_in_order_and_every_other_line_stays(slug, line):
    entered = with_chapter(TOC, slug).splitlines(keepends=True)
    assert entered.pop(line) == f"      - file: chapters/{slug}\n"
    assert "".join(entered) == TOC


def test_contents_without_the_part_are_refused():
    with pytest.raises(UsageError, match="no part “Countries”"):
        with_chapter("format: jb-book\nroot: chapters/index\n", "croatia")


def test_the_contents_of_the_book_take_every_country_in_order():
    text = (Path(folders.PROJECT) / "_toc.yml").read_text(encoding="utf-8")
    assert text.count("chapters/") + 1 == with_chapter(text, "croatia").count("chapters/")
