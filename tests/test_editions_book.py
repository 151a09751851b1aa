"""Whole books as of other days: each page says so, they stand side by side, and nothing else is touched."""

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from conftest import make_chapter, make_small_book
from wb6 import cli
from wb6.data import folders
from wb6.errors import ChapterError
from wb6.pipeline import editions, notebook

EARLY, LATE = "2016-12-31", "2026-06-30"
CODE = "from wb6.chapters.chapter import Chapter\nChapter(as_of, since).open()"
TOC = """\
format: jb-book
root: chapters/index
chapters:
  - file: chapters/serbia
  - file: chapters/kfor
"""


def make_book(root: Path):
    """A book of two chapters and a page in the frame of the real one."""
    project = make_small_book(root)
    make_chapter(project.chapters, "serbia", CODE, "print(country, as_of)")
    make_chapter(project.chapters, "kfor", CODE)
    config = (folders.PROJECT / "_config.yml").read_text(encoding="utf-8")
    assert "# baseurl: " in config
    (root / "_config.yml").write_text(config.replace("# baseurl: ", "baseurl: "), encoding="utf-8")
    (root / "_toc.yml").write_text(TOC, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The committed edition with an earlier one below it, built once by the command line."""
    project = make_book(tmp_path_factory.mktemp("editions") / "book")
    output = project.root / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folders, "PROJECT", project.root)
        patch.setenv("WB6_DATA", str(project.data))
        with pytest.raises(SystemExit) as ended:
            cli.main(["build", "--output", str(output), "--edition", EARLY])
    assert not ended.value.code
    return output


def pages(folder: Path) -> dict[str, BeautifulSoup]:
    """The content pages of one edition by name."""
    found = [folder / "chapters" / f"{name}.html" for name in ("index", "serbia", "kfor")]
    return {file.stem: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in found}


def test_every_page_of_an_earlier_edition_has_one_banner_that_names_it(site):
    for name, page in pages(site / EARLY).items():
        (banner,) = page.select(".wb6-banner")
        assert "edition of 31 December 2016" in banner.text, name
        assert "Edition of 31 December 2016" in page.select_one(".wb6-edition").text


def test_the_committed_edition_has_no_banner(site):
    for page in pages(site).values():
        assert not page.select(".wb6-banner")
        assert "Edition of 30 June 2026" in page.select_one(".wb6-edition").text


def test_chapters_of_an_edition_are_run_for_its_day(site):
    assert f"SRB {EARLY}" in (site / EARLY / "chapters" / "serbia.html").read_text(encoding="utf-8")
    assert f"SRB {LATE}" in (site / "chapters" / "serbia.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["search.html", "chapters/index.html", "chapters/kfor.html"])
@pytest.mark.parametrize("folder", ["", EARLY])
def test_the_header_leads_to_the_same_page_of_each_edition(site, folder, page):
    file = site / folder / page
    parsed = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    (switcher,) = parsed.select(".wb6-editions nav[aria-label]")
    links = switcher.select("a")
    assert [link.text for link in links] == ["30 June 2026", "31 December 2016"]
    for link, place in zip(links, ("", EARLY), strict=True):
        assert (file.parent / link["href"]).resolve() == (site / place / page).resolve()
        assert (file.parent / link["href"]).is_file()
        assert link.has_attr("aria-current") == (place == folder)


def test_a_site_says_which_editions_it_holds(site):
    for folder, day in (("", LATE), (EARLY, EARLY)):
        mark = json.loads((site / folder / editions.MARK).read_text(encoding="utf-8"))
        assert mark == {"edition": day, "editions": {LATE: "", EARLY: EARLY}}


@pytest.mark.parametrize("folder", ["", f"{EARLY}/"])
def test_a_page_of_an_edition_names_the_address_of_that_edition(site, folder):
    page = f"https://example.org/balkans/{folder}chapters/kfor.html"
    assert f"<loc>{page}</loc>" in (site / folder / "sitemap.xml").read_text(encoding="utf-8")
    parsed = BeautifulSoup((site / folder / "chapters" / "kfor.html").read_text("utf-8"), "html.parser")
    assert parsed.find("link", rel="canonical")["href"] == page


def test_the_book_in_place_is_not_touched(site):
    assert not (site.parent / "_build" / "html").exists()
    assert not list(site.parent.glob(".site*"))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A small book with a book in place; stand-ins check its data, run its chapters and make its pages."""

    def run(chapter, values, executed, project, kernels):
        text = project.notebook(chapter).read_text(encoding="utf-8")
        if "1 / 0" in text:
            raise ChapterError(f"chapter {chapter}, cell 3: ZeroDivisionError: division by zero")
        notebook.write(text, executed)

    def quick(notebooks, project):
        html = project.work / "book" / "_build" / "html"
        shutil.rmtree(html, ignore_errors=True)
        html.mkdir(parents=True)
        (html / "index.html").write_text(str(sorted(project.parameters.items())), encoding="utf-8")

    project = make_small_book(tmp_path / "book")
    monkeypatch.setattr("wb6.pipeline.book.build", quick)
    monkeypatch.setattr("wb6.pipeline.tasks.run_chapter", run)
    monkeypatch.setattr("wb6.pipeline.tasks._check", lambda _, stamp: notebook.write("sound\n", stamp))
    monkeypatch.setattr(folders, "PROJECT", project.root)
    monkeypatch.setenv("WB6_DATA", str(project.data))
    monkeypatch.chdir(tmp_path)
    project.html.mkdir(parents=True)
    (project.html / "index.html").write_text("in place")
    return project


@pytest.fixture
def wb6(capsys):
    """Call the command line; returns exit code and lines of errors."""

    def call(*arguments: str):
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        return ended.value.code or 0, capsys.readouterr().err.splitlines()

    return call


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ("--as-of 2016-13-31 --output site", "'2016-13-31' is no date; write YYYY-MM-DD"),
        ("--edition soon --output site", "'soon' is no date"),
        ("--as-of 2016-12-31", "needs --output"),
        ("--as-of 2016-12-31 --output mine", "exists and is no book of wb6"),
        ("--as-of 2016-12-31 --output mine/note.txt", "exists and is no book of wb6"),
        ("--as-of 2016-12-31 --output book/_build/html", "in the way of the project"),
        ("--as-of 2016-12-31 --output book/chapters/old", "in the way of the project"),
        ("--as-of 2016-12-31 --output book", "in the way of the project"),
    ],
)
def test_bad_input_gets_one_line_exit_2_and_nothing_is_written(here, wb6, tmp_path, arguments, named):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    code, err = wb6("build", *arguments.split())
    assert (code, len(err)) == (2, 1)
    assert named in err[0]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_an_edition_replaces_its_predecessor_and_keeps_editions_below_it(here, wb6, tmp_path):
    assert wb6("build", "--output", "site", "--edition", "2012-12-31") == (0, [])
    assert wb6("build", "--as-of", EARLY, "--output", "site") == (0, [])
    assert EARLY in (tmp_path / "site" / "index.html").read_text()
    assert "2012-12-31" in (tmp_path / "site" / "2012-12-31" / "index.html").read_text()
    assert (here.html / "index.html").read_text() == "in place"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "site"]


def test_a_chapter_that_raises_leaves_the_folder_as_it_was(here, wb6, tmp_path):
    assert wb6("build", "--as-of", EARLY, "--output", "site") == (0, [])
    before = (tmp_path / "site" / "index.html").stat()
    make_chapter(here.chapters, "kfor", "1 / 0")
    code, err = wb6("build", "--as-of", EARLY, "--output", "site")
    assert code == 1
    assert err == [f"edition {EARLY}: chapter kfor, cell 3: ZeroDivisionError: division by zero"]
    assert (tmp_path / "site" / "index.html").stat().st_mtime_ns == before.st_mtime_ns


def test_an_exchange_that_was_interrupted_is_mended_by_the_next_build(here, wb6, tmp_path):
    assert wb6("build", "--as-of", EARLY, "--output", "site") == (0, [])
    (tmp_path / "site").rename(tmp_path / ".site.old")
    make_chapter(here.chapters, "kfor", "1 / 0")
    assert wb6("build", "--as-of", EARLY, "--output", "site")[0] == 1
    assert EARLY in (tmp_path / "site" / "index.html").read_text()
    assert not (tmp_path / ".site.old").exists()
