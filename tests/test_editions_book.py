"""Whole books as of other days: each page says so, they stand side by side, and nothing else is touched."""

import errno
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from conftest import make_chapter, make_small_book
from wb6 import cli
from wb6.data import folders
from wb6.errors import ChapterError
from wb6.pipeline import editions, exchange, notebook
from wb6.pipeline.build import build
from wb6.pipeline.progress import Progress
from wb6.pipeline.run import Executed

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_start")]

EARLY, LATE = "2016-12-31", "2026-06-30"
CODE = "from wb6.sections.page import Page\nPage(as_of, since).edition_banner()"
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


@pytest.fixture
def build_book(wb6):
    """Call `wb6 build`; returns exit code and lines of errors."""

    def call(*arguments: str):
        code, _, err = wb6("build", *arguments)
        return code, err

    return call


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
def here(tmp_path, monkeypatch, press_ctrl_c):
    """A small book with a book in place; stand-ins check its data, run its chapters and make its pages."""

    def run(chapter, values, project, kernels):
        text = project.notebook(chapter).read_text(encoding="utf-8")
        if "1 / 0" in text:
            raise ChapterError(f"chapter {chapter}, cell 3: ZeroDivisionError: division by zero")
        if "Ctrl-C" in text:
            press_ctrl_c()
        return Executed(notebook.read(project.notebook(chapter)), None)

    def quick(notebooks, project):
        html = project.work / "book" / "_build" / "html"
        shutil.rmtree(html, ignore_errors=True)
        for source in notebooks:
            notebook.write(source.read_text(encoding="utf-8"), html / "chapters" / f"{source.stem}.html")
        notebook.write(str(sorted(project.parameters.items())), html / "index.html")

    project = make_small_book(tmp_path / "book")
    monkeypatch.setattr("wb6.pipeline.book.build", quick)
    monkeypatch.setattr("wb6.pipeline.tasks.execute_chapter", run)
    monkeypatch.setattr("wb6.pipeline.tasks._check_package", lambda _: None)
    monkeypatch.setattr(folders, "PROJECT", project.root)
    monkeypatch.setenv("WB6_DATA", str(project.data))
    monkeypatch.chdir(tmp_path)
    project.html.mkdir(parents=True)
    (project.html / "index.html").write_text("in place")
    for name in (".site.old", ".site.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine").write_text("mine")
    return project


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
def test_bad_input_gets_one_line_exit_2_and_nothing_is_written(here, build_book, tmp_path, arguments, named):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    code, err = build_book(*arguments.split())
    assert (code, len(err)) == (2, 1)
    assert named in err[0]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_an_edition_replaces_its_predecessor_and_keeps_editions_below_it(here, build_book, tmp_path):
    assert build_book("--output", "site", "--edition", "2012-12-31") == (0, [])
    assert build_book("--as-of", EARLY, "--output", "site") == (0, [])
    assert EARLY in (tmp_path / "site" / "index.html").read_text()
    assert "2012-12-31" in (tmp_path / "site" / "2012-12-31" / "index.html").read_text()
    assert (here.html / "index.html").read_text() == "in place"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.new", ".site.old", "book", "site"]


def test_a_chapter_that_raises_leaves_the_folder_as_it_was(here, build_book, tmp_path):
    assert build_book("--as-of", EARLY, "--output", "site") == (0, [])
    before = (tmp_path / "site" / "index.html").stat()
    make_chapter(here.chapters, "kfor", "1 / 0")
    code, err = build_book("--as-of", EARLY, "--output", "site")
    assert code == 1
    assert err == [f"edition {EARLY}: chapter kfor, cell 3: ZeroDivisionError: division by zero"]
    assert (tmp_path / "site" / "index.html").stat().st_mtime_ns == before.st_mtime_ns


class Killed(BaseException):
    """Stands for a kill: nothing may catch it."""


def test_an_exchange_that_was_interrupted_is_mended_by_the_next_build(
    here, build_book, tmp_path, monkeypatch
):
    assert build_book("--as-of", EARLY, "--output", "site") == (0, [])
    rename = Path.rename

    def killed(path, target):
        if target == tmp_path / "site":
            raise Killed
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(Killed):
            cli.main(["build", "--as-of", "2012-12-31", "--output", "site"])
    assert not (tmp_path / "site").exists()
    make_chapter(here.chapters, "kfor", "1 / 0")
    assert build_book("--as-of", EARLY, "--output", "site")[0] == 1
    assert "2012-12-31" in (tmp_path / "site" / "index.html").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.new", ".site.old", "book", "site"]


def test_an_interrupted_build_exits_130_and_begins_no_other_edition(here, build_book, tmp_path):
    make_chapter(here.chapters, "kfor", "print('Ctrl-C')")
    code, err = build_book("--as-of", EARLY, "--edition", "2012-12-31", "--output", "site")
    assert (code, err[-1]) == (130, "wb6: interrupted")
    assert not (tmp_path / "site").exists()
    assert sorted(path.name for path in (here.build / "editions").iterdir()) == [EARLY, "build.lock"]
    assert build_book()[0] == 130
    assert (here.html / "index.html").read_text() == "in place"


def git(folder: Path, *arguments: str) -> str:
    """What git says in a folder."""
    somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    return subprocess.run(
        ["git", *somebody, *arguments], cwd=folder, check=True, stdout=subprocess.PIPE
    ).stdout


@pytest.fixture(params=["clone", "worktree add"])
def published(tmp_path, request) -> Path:
    """A clone or a worktree named site, as for publishing: it holds a CNAME."""
    origin = tmp_path / "book" / "origin"
    notebook.write("www.example.org\n", origin / "CNAME")
    git(origin, "init", "-q")
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "Address")
    source = ["."] if request.param == "clone" else []
    git(origin, *request.param.split(), "-q", *source, str(tmp_path / "site"))
    return tmp_path / "site"


def test_git_and_all_else_that_is_not_ours_stays_in_the_folder(here, build_book, published):
    dot_git = published / ".git"
    before = {path: path.lstat().st_ino for path in (published, dot_git, published / "CNAME")}
    assert build_book("--as-of", EARLY, "--output", str(published)) == (0, [])
    assert {path: path.lstat().st_ino for path in before} == before
    git(published, "add", ".")
    git(published, "commit", "-qm", "A book")
    (published / "chapters" / "mine.txt").write_text("mine")
    (here.chapters / "kfor.ipynb").unlink()
    assert build_book("--output", str(published), "--edition", "2012-12-31") == (0, [])
    assert {path: path.lstat().st_ino for path in before} == before
    assert (published / "CNAME").read_text() == "www.example.org\n"
    assert (published / "chapters" / "mine.txt").read_text() == "mine"
    assert not (published / "chapters" / "kfor.html").exists()
    assert (published / "chapters" / "serbia.html").is_file()
    assert git(published, "log", "--format=%s").split(b"\n")[:2] == [b"A book", b"Address"]


def test_a_link_to_a_folder_stays_a_link(here, build_book, tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "site").symlink_to("disk")
    for day in (EARLY, "2012-12-31"):
        assert build_book("--as-of", day, "--output", "site") == (0, [])
    assert (tmp_path / "site").readlink() == Path("disk")
    assert "2012-12-31" in (tmp_path / "disk" / "index.html").read_text()


def test_a_book_that_does_not_list_its_files_is_replaced_as_far_as_the_new_one_names_them(
    here, build_book, tmp_path
):
    assert build_book("--as-of", EARLY, "--output", "site") == (0, [])
    (tmp_path / "site" / exchange.FILES).unlink()
    (tmp_path / "site" / "CNAME").write_text("mine")
    assert build_book("--as-of", "2012-12-31", "--output", "site") == (0, [])
    assert "2012-12-31" in (tmp_path / "site" / "index.html").read_text()
    assert (tmp_path / "site" / "CNAME").read_text() == "mine"


@pytest.mark.parametrize("name", ["chapters/croatia.html", "2012-12-31/index.html", "2012-12-31"])
def test_a_file_of_somebody_where_a_page_will_be_is_named_before_any_work(here, build_book, tmp_path, name):
    assert build_book("--as-of", EARLY, "--output", "site") == (0, [])
    notebook.write("mine", tmp_path / "site" / name)
    make_chapter(here.chapters, "croatia", "1 / 0")
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    code, err = build_book("--as-of", EARLY, "--edition", "2012-12-31", "--output", "site")
    assert (code, len(err)) == (2, 1)
    assert f"{name}' is not of wb6 and in the way" in err[0]
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_disk_that_is_full_leaves_the_folder_as_it_was_and_the_file_is_named(
    here, build_book, tmp_path, monkeypatch
):
    copy = shutil.copytree

    def full(source, target, *rest, **options):
        if exchange.AREA in str(target):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return copy(source, target, *rest, **options)

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copytree", full)
        code, err = build_book("--as-of", EARLY, "--output", "site")
    assert code == 1
    assert err == [
        f"wb6: {tmp_path / 'site' / exchange.AREA / 'new'} cannot be used: No space left on device"
    ]
    assert not (tmp_path / "site").exists()


def test_a_book_in_place_that_somebody_made_a_clone_is_left_alone(here, build_book):
    git(here.html, "init", "-q")
    code, err = build_book()
    assert (code, len(err)) == (2, 1)
    assert "is a git clone" in err[0]
    assert (here.html / ".git" / "HEAD").is_file()


def replace_in_secret(path: Path, old: str, new: str) -> None:
    """Change a file to one of the same length with the same time, as a restored copy may be."""
    text, status = path.read_text(encoding="utf-8"), path.stat()
    assert old in text
    assert len(old) == len(new)
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_change_that_left_size_and_time_as_they_were_is_seen(here):
    def built():
        return build(here, Progress(Console(file=io.StringIO())))

    make_chapter(here.chapters, "kfor", "print('KFOR 1999')")
    assert built().ran == ["kfor", "serbia"]
    assert (built().ran, built().renewed) == ([], False)
    replace_in_secret(here.notebook("kfor"), "KFOR 1999", "KFOR 2004")
    assert built().ran == ["kfor"]
    replace_in_secret(here.data / "troops.csv", ",13,", ",14,")
    assert built().ran == ["kfor", "serbia"]
    replace_in_secret(here.code / "measures" / "kfor.py", "def ", "DEF ")
    assert built().ran == ["kfor", "serbia"]
    replace_in_secret(here.html / "chapters" / "kfor.html", "KFOR 2004", "KFOR 1999")
    again = built()
    assert (again.ran, again.renewed) == ([], True)
    assert "KFOR 2004" in (here.html / "chapters" / "kfor.html").read_text(encoding="utf-8")
    replace_in_secret(here.work / "executed" / "kfor.ipynb", "KFOR 2004", "KFOR 1999")
    assert built().ran == ["kfor"]
