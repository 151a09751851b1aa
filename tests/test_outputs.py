"""What is somebody else's stays: where a command may write, and what an exchange of our files leaves alone."""

import contextlib
import errno
import itertools
import json
import os
import shutil
import stat
import tempfile
from pathlib import Path

import nbformat
import pytest
from file_steps import raising, stop_at

from conftest import make_chapter, make_small_book
from wb6.errors import UsageError
from wb6.pipeline import exchange, outputs
from wb6.pipeline import notebook as nb

LONG = "x" * 300
OWN = "belongs to the project"
FOREIGN = "exists and is no notebook of wb6 run"


def state(folder: Path) -> dict[str, tuple]:
    """Everything below a folder: mode, time, and content or where a link leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        held = path.readlink() if path.is_symlink() else path.is_file() and path.read_bytes()
        found[path.relative_to(folder).as_posix()] = (status.st_mode, status.st_mtime_ns, held)
    return found


def executed(path: Path) -> Path:
    """A chapter as `wb6 run` writes it."""
    document = nb.read(make_chapter(path.parent, path.stem, "1 + 1"))
    document["cells"][-1]["execution_count"] = 1
    nb.write(nb.dumps(document), path)
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a book, and beside it what somebody has; tests must leave it as it is."""
    root = tmp_path_factory.mktemp("place")
    project = make_small_book(root / "book")
    for path in project.code.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    for name in ("src", "tests", ".git", "_build/html"):
        (project.root / name).mkdir(parents=True)
    executed(project.chapters / "kfor.ipynb")
    mine = root / "mine"
    mine.mkdir()
    (mine / "note.txt").write_text("mine")
    (mine / "empty.ipynb").touch()
    (mine / "deep.ipynb").write_text("[" * 100_000)
    make_chapter(mine, "not-run", "1 + 1")
    saved = nb.read(executed(mine / "saved.ipynb"))
    saved["metadata"]["language_info"] |= {"version": "3.11.7", "file_extension": ".py"}
    nbformat.write(nbformat.from_dict(saved), mine / "saved.ipynb")
    (mine / "to-file").symlink_to(project.data / "troops.csv")
    (mine / "to-folder").symlink_to(project.chapters, target_is_directory=True)
    (mine / "broken").symlink_to("nowhere")
    (mine / "loop").symlink_to("loop")
    (mine / "hard.ipynb").hardlink_to(project.chapters / "kfor.ipynb")
    if hasattr(os, "mkfifo"):
        os.mkfifo(mine / "fifo")
    clone = root / "clone"
    (clone / "data").mkdir(parents=True)
    (clone / "data" / "datapackage.json").write_text("{}")
    (clone / "chapters").mkdir()
    return root, project


@pytest.fixture
def untouched(place, monkeypatch):
    """The project of the place, in whose folder the test runs; whatever is tried there, nothing may change."""
    root, project = place
    monkeypatch.chdir(root)
    before = state(root)
    yield project
    assert state(root) == before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("book/data/troops.csv", OWN),
        ("book/data/new.ipynb", OWN),
        ("book/chapters/serbia.ipynb", OWN),
        ("book/chapters/croatia.ipynb", OWN),
        ("book/chapters/deep/er/croatia.ipynb", OWN),
        ("book/code/errors.py", OWN),
        ("book/src/x.ipynb", OWN),
        ("book/tests/x.ipynb", OWN),
        ("book/.git/x.ipynb", OWN),
        ("book/_build/html/x.ipynb", OWN),
        ("book/_build/books/x.ipynb", OWN),
        ("book/_config.yml", FOREIGN),
        ("clone/chapters/serbia.ipynb", OWN),
        ("mine/../book/data/troops.csv", OWN),
        ("mine/to-file", OWN),
        ("mine/to-folder/croatia.ipynb", OWN),
        ("mine/hard.ipynb", OWN),
        ("mine/note.txt", FOREIGN),
        ("mine/empty.ipynb", FOREIGN),
        ("mine/deep.ipynb", FOREIGN),
        ("mine/not-run.ipynb", FOREIGN),
        ("mine/saved.ipynb", FOREIGN),
        ("mine/fifo", FOREIGN),
        ("/dev/null", FOREIGN),
        ("mine", "is a folder"),
        ("", "is a folder"),
        ("mine/note.txt/x.ipynb", "cannot be written: Not a directory"),
        ("mine/broken", "leads nowhere"),
        ("mine/loop", "Too many levels|leads nowhere"),
        ("mine/loop/x.ipynb", "Too many levels|cannot be"),
        ("mine/\udcff.ipynb", "no name in UTF-8"),
        ("mine/\0.ipynb", "no name in UTF-8"),
        (f"mine/{LONG}.ipynb", "cannot be used: File name too long"),
        (f"mine/{LONG[:248]}.ipynb", "cannot be written: File name too long"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="names of places as on POSIX")
def test_a_notebook_is_not_written_over_what_is_ours_or_somebodys(untouched, name, why):
    with pytest.raises(UsageError, match=why):
        outputs.for_notebook(Path(name), untouched)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_is_told_before_any_work(untouched, monkeypatch, code):
    def refuse(**_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    for ask in (
        lambda: outputs.for_notebook(Path("new.ipynb"), untouched),
        lambda: outputs.for_folder(Path("new"), untouched, "book of wb6", exchange.is_begun),
    ):
        with pytest.raises(UsageError, match=f"cannot be written: {os.strerror(code)}"):
            ask()


@pytest.mark.parametrize(
    "name", ["new.ipynb", "book/serbia-2016.ipynb", "book/_build/x.ipynb", "not/yet/x.ipynb"]
)
def test_a_new_notebook_may_be_written_anywhere_else(place, monkeypatch, name):
    root, project = place
    monkeypatch.chdir(root)
    assert outputs.for_notebook(Path(name), project) == (root / name).resolve()


def test_a_notebook_of_an_earlier_run_may_be_written_over_also_through_a_link(tmp_path, place):
    earlier = executed(tmp_path / "serbia.ipynb")
    (tmp_path / "latest.ipynb").symlink_to(earlier)
    assert outputs.for_notebook(tmp_path / "latest.ipynb", place[1]) == earlier.resolve()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("book", "in the way of the project"),
        ("book/data", "in the way of the project"),
        ("book/chapters/old", "in the way of the project"),
        ("book/code/old", "in the way of the project"),
        ("book/.git/old", "in the way of the project"),
        ("book/_build/html", "in the way of the project"),
        ("book/_build/wb6/old", "in the way of the project"),
        ("mine/to-folder", "in the way of the project"),
        ("clone/chapters/old", "in the way of the project"),
        ("mine", "exists and is no book"),
        ("clone", "exists and is no book"),
        (".", "exists and is no book"),
        ("mine/note.txt", "exists and is no book"),
        ("mine/fifo", "exists and is no book"),
        ("mine/note.txt/new", "cannot be written"),
        ("mine/broken", "leads nowhere"),
        ("mine/loop", "Too many levels|leads nowhere"),
        ("mine/\udcff", "no name in UTF-8"),
        (f"mine/{LONG}", "File name too long"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="names of places as on POSIX")
def test_a_folder_of_ours_or_somebodys_is_refused(untouched, name, why):
    with pytest.raises(UsageError, match=why):
        outputs.for_folder(Path(name), untouched, "book", exchange.is_begun)


def test_a_folder_that_holds_the_project_is_refused_whatever_is_in_it(untouched):
    with pytest.raises(UsageError, match="in the way of the project"):
        outputs.for_folder(Path(), untouched, "book", lambda _: True)


@pytest.mark.parametrize("names", [[], [".git", "CNAME"], [".git", ".nojekyll", "README.md"]])
def test_an_empty_folder_and_a_clone_for_publishing_take_a_first_book(place, tmp_path, names):
    for name in names:
        (tmp_path / "site" / name).mkdir(parents=True)
    assert outputs.for_folder(tmp_path / "site", place[1], "book", exchange.is_begun) == tmp_path / "site"


# ---- exchange

OLD = {"index.html": "old", "chapters/a.html": "old", "chapters/gone.html": "old", "_static/x.css": "old"}
NEW = {"index.html": "new", "chapters/a.html": "new", "new/b.html": "new", "_static/x.css": "new"}
FOREIGN_FILES = {"CNAME": "here", ".git/config": "mine", "chapters/mine.txt": "mine", "gone/mine.txt": "mine"}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        nb.write(text, folder / name)
    return folder


def put(folder: Path, files: dict[str, str], ours: set[str]) -> None:
    """Exchange our files in a folder, as a build does."""
    exchange.recover(folder)
    new = write(exchange.lay_out(folder), files)
    exchange.write_list(new)
    exchange.refuse_foreign(folder, exchange.files_below(new), ours, new)
    exchange.exchange(folder, ours)


def held(folder: Path) -> dict[str, str]:
    """Files of a folder but for the list of ours."""
    names = exchange.files_below(folder) - {exchange.FILES}
    return {name: (folder / name).read_text() for name in sorted(names)}


def identity(path: Path) -> tuple[int, int, int]:
    """Which file it is, its mode and its time."""
    status = path.stat()
    return status.st_ino, status.st_mode, status.st_mtime_ns


@pytest.fixture(params=[{}, FOREIGN_FILES], ids=["alone", "with others"])
def others(request):
    return request.param


@pytest.fixture
def site(tmp_path, others):
    """A folder with our old files and, in it and beside it, somebody's."""
    write(tmp_path, {".site.old/mine": "mine", ".site.new/mine": "mine", ".site.wb6-mine/mine": "mine"})
    site = tmp_path / "site"
    put(site, OLD, set())
    write(site, others)
    return site


def alone_beside(site: Path) -> bool:
    """Whether beside the folder there is what somebody had there, and nothing more."""
    names = sorted(path.name for path in site.parent.iterdir())
    return names == [".site.new", ".site.old", ".site.wb6-mine", "site"]


def test_our_files_are_exchanged_and_all_others_stay(site, others):
    for name in others:
        (site / name).chmod(0o600)
    before = {name: identity(site / name) for name in others}
    put(site, NEW, exchange.listed(site))
    assert held(site) == dict(sorted({**NEW, **others}.items()))
    assert exchange.listed(site) == {*NEW, exchange.FILES}
    assert {name: identity(site / name) for name in others} == before
    assert alone_beside(site)


def test_a_folder_that_was_empty_of_ours_takes_them(tmp_path):
    write(tmp_path / "site", {"CNAME": "here"})
    put(tmp_path / "site", NEW, set())
    assert held(tmp_path / "site") == dict(sorted({**NEW, "CNAME": "here"}.items()))


def test_folders_and_links_of_others_stay(site):
    (site / "drafts").mkdir()
    (site / "link").symlink_to("index.html")
    (site / "chapters" / "latest").symlink_to("..", target_is_directory=True)
    put(site, NEW, exchange.listed(site))
    assert (site / "drafts").is_dir()
    assert (site / "link").read_text() == "new"
    assert (site / "chapters" / "latest" / "index.html").read_text() == "new"


@pytest.mark.parametrize(
    "make",
    [
        lambda site: write(site, {"new/b.html": "mine"}),
        lambda site: write(site, {"new": "mine"}),
        lambda site: (site / "new").symlink_to("chapters"),
        lambda site: (site / "new" / "b.html").mkdir(parents=True),
        lambda site: ((site / "index.html").unlink(), (site / "index.html").symlink_to("CNAME")),
        lambda site: ((site / "index.html").unlink(), (site / "index.html").mkdir()),
    ],
    ids=[
        "file",
        "file for folder",
        "link for folder",
        "folder for file",
        "own file made a link",
        "own file made a folder",
    ],
)
def test_what_others_have_in_the_way_is_named_before_anything_is_touched(site, make):
    make(site)
    before = state(site)
    with pytest.raises(UsageError, match=r"(new|b\.html|index\.html)' is not of wb6 and in the way"):
        exchange.refuse_foreign(site, NEW, exchange.listed(site))
    assert state(site) == before


def test_a_file_of_others_that_holds_the_same_is_in_nobodys_way(site):
    write(site, {"new/b.html": "new"})
    put(site, NEW, exchange.listed(site))
    assert held(site)["new/b.html"] == "new"


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV, errno.EACCES])
def test_a_folder_that_cannot_be_renamed_is_filled_in_place(site, others, monkeypatch, code):
    rename = Path.rename

    def refuse(path, target):
        if path == site:
            raise OSError(code, os.strerror(code))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    number = site.stat().st_ino
    put(site, NEW, exchange.listed(site))
    assert held(site) == dict(sorted({**NEW, **others}.items()))
    assert site.stat().st_ino == number
    assert alone_beside(site)


def test_who_stands_in_the_folder_still_stands_in_it(site, monkeypatch):
    monkeypatch.chdir(site)
    put(site, NEW, exchange.listed(site))
    assert Path("index.html").read_text() == "new"


def test_the_folder_keeps_its_mode(site):
    site.chmod(0o750)
    put(site, NEW, exchange.listed(site))
    assert stat.S_IMODE(site.stat().st_mode) == 0o750


class Interrupted(BaseException):
    """Stands for a kill: nothing may catch it."""


def interrupt_at(step: int, monkeypatch, error: type[BaseException]) -> None:
    """Interrupt the file system's operation number `step` before it is done."""
    names = ("rename", "replace", "mkdir", "unlink", "rmdir", "chmod")
    stop_at(step, monkeypatch, [(shutil, "rmtree"), *((Path, name) for name in names)], raising(error))


def test_interrupted_at_any_step_nothing_of_others_moves_and_the_next_start_finds_ours_whole(
    tmp_path, others, monkeypatch
):
    ends = set()
    for step in itertools.count(1):
        site = tmp_path / str(step) / "site"
        put(site, OLD, set())
        write(site, others)
        with monkeypatch.context() as patch:
            interrupt_at(step, patch, Interrupted)
            try:
                put(site, NEW, exchange.listed(site))
            except Interrupted:
                interrupted = True
            else:
                interrupted = False
        if others:
            assert {name: (site / name).read_text() for name in others} == others
        exchange.recover(site)
        left = held(site)
        ends.add(left["index.html"])
        assert left == dict(sorted({**(OLD if left["index.html"] == "old" else NEW), **others}.items()))
        assert [path.name for path in site.parent.iterdir()] == ["site"]
        if not interrupted:
            break
    assert step > 20
    assert ends == {"old", "new"}
    assert left["index.html"] == "new"


def test_a_reader_never_sees_a_part_where_nothing_of_others_is(tmp_path, monkeypatch):
    """After each operation the folder holds all old files or all new ones, or is away for that moment."""
    site = tmp_path / "site"
    put(site, OLD, set())
    seen = []

    def watched(operation):
        def instead(*arguments, **options):
            done = operation(*arguments, **options)
            seen.append(
                {(site / name).read_text() for name in ("index.html", "chapters/a.html") if site.exists()}
            )
            return done

        return instead

    monkeypatch.setattr(Path, "rename", watched(Path.rename))
    put(site, NEW, exchange.listed(site))
    assert seen == [set(), {"new"}]


def test_ctrl_c_in_the_middle_leaves_the_new_files_whole(tmp_path, others, monkeypatch):
    for step in range(1, 40):
        site = tmp_path / str(step) / "site"
        put(site, OLD, set())
        write(site, others)
        with monkeypatch.context() as patch:
            interrupt_at(step, patch, KeyboardInterrupt)
            with contextlib.suppress(KeyboardInterrupt):
                put(site, NEW, exchange.listed(site))
        assert site.exists()
        index = (site / "index.html").read_text()
        assert (site / "chapters" / "a.html").read_text() == index


def test_a_list_that_cannot_be_read_makes_nothing_ours(site):
    for text in ("", "{}", "[1]", json.dumps(None)):
        (site / exchange.FILES).write_text(text)
        assert not exchange.listed(site)
