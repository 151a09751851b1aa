"""Build the book's pages with Jupyter Book, strictly, from a folder of executed chapters."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from wb6.errors import Wb6Error
from wb6.pipeline.project import Project

SHOWN = 12


def sources(project: Project) -> list[Path]:
    """Files that the book is made of besides its notebooks: configuration, pages, bibliography."""
    found = [path for path in project.chapters.rglob("*") if path.is_file() and _is_page_part(path)]
    named = [project.root / "_config.yml", project.root / "_toc.yml", project.data / "references.bib"]
    return [*(path for path in named if path.exists()), *sorted(found)]


def _is_page_part(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts[-2:])
    return path.suffix != ".ipynb" and not hidden


def pages(project: Project) -> Path:
    """Folder of the finished pages, before they are put in place."""
    return project.work / "book" / "_build" / "html"


def build(notebooks: Iterable[Path], project: Project) -> None:
    """Make the finished pages from executed notebooks and the book's other sources.

    Raises `Wb6Error` with Jupyter Book's warnings, one a line, when there is any.
    """
    stage = project.work / "source"
    _stage(stage, notebooks, project)
    shutil.rmtree(pages(project), ignore_errors=True)
    output = ["--path-output", str(project.work / "book")]
    options = [*output, "--all", "-W", "-n", "--keep-going"]
    done = _jupyter_book(["build", str(stage), *options], project)
    log = project.work / "book.log"
    log.write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        raise Wb6Error(_complaints(done.stdout, stage, log))


def _jupyter_book(arguments: list[str], project: Project) -> subprocess.CompletedProcess[str]:
    """Run Jupyter Book; a pipe that this process alone holds open tells it that its build lives."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as alive, os.fdopen(writing, "wb"), project.active():
        return subprocess.run(
            [sys.executable, "-m", "wb6.pipeline.jupyter_book", *arguments],
            env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
            stdin=alive,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )


def _stage(stage: Path, notebooks: Iterable[Path], project: Project) -> None:
    """Lay out the book's sources afresh, in the folders that `_toc.yml` knows."""
    shutil.rmtree(stage, ignore_errors=True)
    for source in sources(project):
        base = project.root if source.is_relative_to(project.root) else project.data.parent
        _copy(source, stage / source.relative_to(base))
    for notebook in notebooks:
        _copy(notebook, stage / "chapters" / notebook.name)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _complaints(text: str, stage: Path, log: Path) -> str:
    """Warnings and errors of a log, one a line, with paths as in the project."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).replace(f"{stage.resolve()}{os.sep}", "")
    pattern = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b|^\w*(Error|Exception|error)\b.*:")
    lines = list(dict.fromkeys(line.strip() for line in plain.splitlines() if pattern.search(line)))
    lines = lines or plain.strip().splitlines()[-3:]
    more = [f"book: and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n".join([*(f"book: {line}" for line in lines[:SHOWN]), *more, f"book: the whole log is {log}"])
