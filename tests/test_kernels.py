"""Chapters of a build share kernels, and notice nothing of each other."""

import os

import pytest

from conftest import make_chapter
from wb6.errors import ChapterError
from wb6.pipeline.kernels import running
from wb6.pipeline.run import execute_chapter, run_chapter

pytestmark = pytest.mark.slow

PID = "import os; print(os.getpid())"
STATE = "import os, sys; print('left' in globals(), 'LEFT' in os.environ, os.path.basename(os.getcwd()), 'left' in sys.path)"
WARNING = (
    "import os, warnings\n"
    "seen = os.__dict__.setdefault('seen', {})\n"
    "warnings.warn_explicit('look', UserWarning, 'shared.py', 1, registry=seen)"
)


def shown(project, kernels, name, *code):
    """What the last cell of a chapter with this code prints."""
    make_chapter(project.chapters, name, *code)
    output = run_chapter(name, project=project, kernels=kernels)["cells"][-1]["outputs"][0]
    return "".join(output["text"])


def test_a_chapter_finds_nothing_that_the_one_before_left(small_book):
    leave = "import os, sys; left = 1; os.environ['LEFT'] = '1'; os.chdir('/'); sys.path.append('left')"
    with running() as kernels:
        first = shown(small_book, kernels, "kfor", leave, PID)
        assert shown(small_book, kernels, "serbia", PID) == first
        assert shown(small_book, kernels, "serbia", STATE).split() == ["False", "False", "chapters", "False"]


def test_a_warning_is_shown_in_every_chapter_that_meets_it(small_book):
    with running() as kernels:
        for name in ("kfor", "serbia"):
            assert "UserWarning: look" in shown(small_book, kernels, name, WARNING)


def test_shared_and_own_kernels_give_the_same_notebook(small_book):
    make_chapter(small_book.chapters, "kfor", "print('x')", "1 + 1", "_, Out, In[-1]")
    alone = run_chapter("kfor", project=small_book)
    with running() as kernels:
        run_chapter("serbia", project=small_book, kernels=kernels)
        assert run_chapter("kfor", project=small_book, kernels=kernels) == alone


READING = (
    "from wb6.data import countries, package",
    "from wb6.data.edition import Edition",
    "countries.name('SRB'), len(Edition(as_of).table('troops'))",
)


def test_a_chapter_has_read_what_it_asks_for_though_its_kernel_knows_it_already(small_book):
    make_chapter(small_book.chapters, "serbia", "\n".join(READING))
    make_chapter(
        small_book.chapters, "kfor", "from wb6.data import package", "len(package.published('sources'))"
    )
    with running() as kernels:
        first, other, again = (
            execute_chapter(name, {}, small_book, kernels).read for name in ("serbia", "kfor", "serbia")
        )
    assert (first, other) == (["countries.csv", "troops.csv"], ["sources.csv"])
    assert again == first


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("open('../data/troops.csv').close()", ["troops.csv"]),
        ("import pandas as pd; len(pd.read_csv('../data/troops.csv'))", ["troops.csv"]),
        ("import os; len(os.listdir('../data'))", ["."]),
        ("1", []),
        ("__import__ = None", None),
    ],
)
def test_what_a_chapter_reads_in_other_ways_than_ours_is_known_or_said_to_be_unknown(small_book, code, files):
    make_chapter(small_book.chapters, "kfor", code)
    assert execute_chapter("kfor", {}, small_book).read == files


@pytest.mark.parametrize(
    ("code", "message"),
    [("1 / 0", "cell 3: ZeroDivisionError"), ("import os; os._exit(1)", "the kernel died")],
)
def test_a_kernel_in_which_a_chapter_failed_runs_no_other(small_book, code, message):
    with running() as kernels:
        first = shown(small_book, kernels, "kfor", PID)
        make_chapter(small_book.chapters, "serbia", code)
        with pytest.raises(ChapterError, match=message):
            run_chapter("serbia", project=small_book, kernels=kernels)
        assert shown(small_book, kernels, "kfor", PID) != first


def test_kernels_end_when_they_are_stopped(small_book):
    with running() as kernels:
        pid = int(shown(small_book, kernels, "kfor", PID))
        os.kill(pid, 0)
        kernels.stop()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert shown(small_book, kernels, "kfor", PID)
