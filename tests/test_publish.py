"""A reader never sees half a book, whatever is interrupted."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from file_steps import raising, stop_at

from wb6.pipeline.publish import publish, recover

PAGES = ("index.html", "chapters/serbia.html", "chapters/kfor.html")


class Interrupted(BaseException):
    """Stands for a kill: nothing may catch it."""


def make_book(folder: Path, edition: str) -> Path:
    for page in PAGES:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(edition, encoding="utf-8")
    return folder


def edition_in_place(build: Path) -> str:
    """The edition of the book in place; fails when pages of two editions are mixed or one is missing."""
    (edition,) = {(build / "html" / page).read_text(encoding="utf-8") for page in PAGES}
    return edition


@pytest.fixture
def build(tmp_path):
    (tmp_path / "_build").mkdir()
    return tmp_path / "_build"


@pytest.fixture
def old(tmp_path):
    return make_book(tmp_path / "old", "old")


@pytest.fixture
def new(tmp_path):
    return make_book(tmp_path / "new", "new")


def test_a_book_is_put_in_place_and_replaced(build, old, new):
    for finished in (old, new, old, new):
        publish(finished, build)
        assert edition_in_place(build) == finished.name
    assert edition_in_place(build) == "new"


def test_what_the_new_book_has_no_more_is_gone(build, old, new):
    (old / "gone.html").write_text("old", encoding="utf-8")
    publish(old, build)
    publish(new, build)
    assert not (build / "html" / "gone.html").exists()


def test_a_real_folder_that_jupyter_book_made_is_replaced(build, new):
    make_book(build / "html", "plain")
    publish(new, build)
    assert edition_in_place(build) == "new"
    assert (build / "html").is_symlink()
    assert not (build / "books" / "replaced").exists()


def test_without_links_the_folder_itself_is_exchanged(build, old, new, monkeypatch):
    monkeypatch.setattr(Path, "symlink_to", _refuse)
    publish(old, build)
    publish(new, build)
    assert edition_in_place(build) == "new"
    assert not (build / "html").is_symlink()


def _refuse(*_, **__):
    raise OSError("no links here")


def _interrupt_at(step: int, monkeypatch) -> None:
    """Interrupt the file system's operation number `step`, before or while it is done."""
    operations = [
        (shutil, "rmtree"),
        (shutil, "copy2"),
        *((Path, name) for name in ("symlink_to", "rename", "replace", "unlink")),
    ]
    stop_at(step, monkeypatch, operations, raising(Interrupted))
    monkeypatch.setattr(shutil, "copytree", _copytree)


def _copytree(source: Path, target: Path, ignore) -> None:
    """Copies file by file through `shutil.copy2`, so that each file is a step."""
    for page in PAGES:
        (target / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / page, target / page)


@pytest.mark.parametrize("before", ["linked", "folder", "no links"])
@pytest.mark.parametrize("step", range(1, 12))
def test_interrupted_at_any_step_the_next_start_finds_a_whole_book(
    build, old, new, before, step, monkeypatch
):
    with monkeypatch.context() as patch:
        if before == "folder":
            make_book(build / "html", "old")
        elif before == "no links":
            patch.setattr(Path, "symlink_to", _refuse)
            publish(old, build)
        else:
            publish(old, build)
        _interrupt_at(step, patch)
        try:
            publish(new, build)
        except Interrupted:
            pass
        else:
            patch.undo()
            assert edition_in_place(build) == "new"
    if before == "linked":
        assert edition_in_place(build) in {"old", "new"}
    recover(build)
    assert edition_in_place(build) in {"old", "new"}
    publish(new, build)
    assert edition_in_place(build) == "new"
    assert not (build / "books" / "replaced").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_killed_process_leaves_a_whole_book(build, old, new):
    publish(old, build)
    code = (
        "import sys; from pathlib import Path; from wb6.pipeline.publish import publish\n"
        "print('ready', flush=True)\n"
        "while True: [publish(Path(book), Path(sys.argv[1])) for book in sys.argv[2:]]"
    )
    for delay in (0.001, 0.004, 0.011, 0.019, 0.03):
        command = [sys.executable, "-c", code, build, new, old]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert edition_in_place(build) in {"old", "new"}
