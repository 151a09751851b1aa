"""The page on running the book again: every command on it works, in the order in which it stands there."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from conftest import NOW, few_claims, lighten
from wb6 import cli
from wb6.data import folders
from wb6.pipeline import notebook, parameters
from wb6.pipeline.project import Project

pytestmark = pytest.mark.slow

PAGE = folders.PROJECT / "chapters" / "rerun.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
TOC = """\
format: jb-book
root: chapters/index
parts:
  - caption: Countries
    chapters:
      - file: chapters/serbia
  - caption: About
    chapters:
      - file: chapters/method
      - file: chapters/rerun
      - file: chapters/data
      - file: chapters/evidence
      - file: chapters/codebook
      - file: chapters/objections
      - file: chapters/references
"""
# Commands whose program starts in this process; `make book` and the others start one from nothing.
HERE = ("run", "new", "accept", "build", "sweep")
STUBS = {
    "index": "# The book\n",
    "data": "# Data\n",
    "evidence": "# Evidence\n",
    "codebook": "# The code book\n",
    "objections": "# Object to a claim\n",
    "references": "# Sources\n\n```{bibliography}\n```\n",
}


def copy_project(root: Path) -> None:
    """The project with one chapter and few claims, installed, as a repository with one commit."""
    for name in ("data", "src", "tests/offline"):
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(folders.PROJECT / name, root / name, ignore=ignored)
    few_claims(root / "data")
    kept = ("_config.yml", "conftest.py", "Makefile", "pyproject.toml", "requirements.lock", ".gitignore")
    for name in kept:
        shutil.copy(folders.PROJECT / name, root)
    (root / "_toc.yml").write_text(TOC, encoding="utf-8")
    (root / "chapters").mkdir()
    for name in ("serbia.ipynb", "method.md", "rerun.md"):
        shutil.copy(folders.PROJECT / "chapters" / name, root / "chapters")
    lighten(root / "chapters" / "serbia.ipynb")
    lighten(root / "src" / "wb6" / "chapters" / "country" / "template.ipynb")
    for name, text in STUBS.items():
        (root / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    (root / ".venv").mkdir()
    (root / ".venv" / "bin").symlink_to(Path(sys.executable).parent, target_is_directory=True)
    subprocess.run(["make", "-s", "--touch", "install"], cwd=root, check=True)
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "A clone"]):
        subprocess.run(["git", *command], cwd=root, check=True)


@pytest.fixture(scope="module")
def followed(tmp_path_factory, warm_start) -> tuple[Path, list[subprocess.CompletedProcess]]:
    """A copy of the project in which all blocks of the page were run, and how each of them went."""
    if shutil.which("make") is None or shutil.which("git") is None:
        pytest.fail("the tutorial needs make and git on the path")
    root = tmp_path_factory.mktemp("rerun") / "clone"
    root.mkdir()
    copy_project(root)
    paths = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), os.environ.get("PYTHONPATH", "")]),
    }
    environment = {name: value for name, value in os.environ.items() if name != "WB6_DATA"} | paths
    return root, [follow(block, root, environment) for block in BLOCKS]


def follow(block: str, root: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess:
    """Run the lines of a block one after the other in `root`, up to one that fails."""
    lines = block.splitlines()
    if any(line.startswith("source ") for line in lines):
        lines = [block]
    for line in lines:
        words = shlex.split(line)
        if words[0] == "wb6" and words[1] in HERE:
            done = run_here(words[1:], root)
        else:
            done = subprocess.run(
                ["bash", "-euc", line],
                cwd=root,
                env=environment,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
            )
        if done.returncode:
            break
    return done


def run_here(arguments: list[str], root: Path) -> subprocess.CompletedProcess:
    """What `wb6` of the clone in `root` does, in this process."""
    out, errors = io.StringIO(), io.StringIO()
    *others, _ = Project.__init__.__defaults__
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("WB6_DATA", str(root / "data"))
        patch.setattr(folders, "PROJECT", root)
        patch.setattr(Project.__init__, "__defaults__", (*others, root / "src" / "wb6"))
        with redirect_stdout(out), redirect_stderr(errors), pytest.raises(SystemExit) as ended:
            cli.main(arguments)
    return subprocess.CompletedProcess(
        arguments, int(ended.value.code or 0), out.getvalue(), errors.getvalue()
    )


@pytest.mark.parametrize("place", range(len(BLOCKS)), ids=[block.splitlines()[0] for block in BLOCKS])
def test_a_command_of_the_page_works(followed, place):
    done = followed[1][place]
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:]


def test_the_commands_leave_what_the_page_promises(followed):
    root, _ = followed
    promised = [
        "_build/html/chapters/serbia.html",
        "serbia-2016.ipynb",
        "serbia-2012.ipynb",
        "croatia-once.ipynb",
        "chapters/croatia.ipynb",
        "_build/book-2016/chapters/serbia.html",
        "_build/site/chapters/croatia.html",
        "_build/site/2016-12-31/chapters/croatia.html",
        "sweep/sweep.csv",
        "sweep/sweep.parquet",
        "sweep/notebooks/serbia-SRB-2012-12-31.ipynb",
        f"sweep/notebooks/croatia-HRV-{NOW}.ipynb",
    ]
    assert [name for name in promised if not (root / name).is_file()] == []
    assert "chapters/croatia" in (root / "_toc.yml").read_text(encoding="utf-8")


def test_every_page_of_the_whole_edition_says_which_it_is(followed):
    pages = sorted((followed[0] / "_build" / "book-2016" / "chapters").glob("*.html"))
    assert len(pages) == 10
    for page in pages:
        assert page.read_text(encoding="utf-8").count('<aside class="wb6-banner"') == 1, page.name


def test_rows_and_tables_of_the_whole_edition_hold_nothing_later(followed):
    book = followed[0] / "_build" / "book-2016"
    pages = sorted((book / "_rows").glob("*.html"))
    assert len(pages) > 5
    for page in pages:
        assert "known on 31 December 2016" in page.read_text(encoding="utf-8"), page.name
    polls = (book / "_rows" / "polls-srb.html").read_text(encoding="utf-8")
    assert "<td>2016-" in polls
    assert "<td>2017-" not in polls


def test_the_page_explains_every_parameter_of_a_chapter():
    explained = re.findall(r"^`(\w+)`\n: ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    serbia = notebook.read(folders.PROJECT / "chapters" / "serbia.ipynb")
    assert explained == list(parameters.defaults(serbia))
