"""Build the book's pages with Jupyter Book, strictly, from a folder of executed chapters."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from wb6.errors import Wb6Error
from wb6.pipeline import surroundings
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


@contextmanager
def drawings_kept(project: Project) -> Iterator[None]:
    """A context in which chapters draw their charts for the pages of all books too, which find them by content."""
    with patch.dict(os.environ, WB6_DRAWINGS=str((project.shared / "drawings").resolve())):
        yield


def build(notebooks: Iterable[Path], project: Project) -> None:
    """Make the finished pages from executed notebooks and the book's other sources.

    Pages whose sources did not change are kept, unless something changed that every page shows
    (`_frame`). Raises `Wb6Error` with Jupyter Book's warnings, one a line, when there is any.
    """
    stage = project.work / "source"
    _stage(stage, notebooks, project)
    frame, kept = _frame(stage, project), project.work / "frame.txt"
    same = kept.exists() and kept.read_text(encoding="utf-8") == frame and pages(project).exists()
    kept.unlink(missing_ok=True)
    if not same:
        shutil.rmtree(project.work / "book", ignore_errors=True)
    for style in (pages(project) / "_static").glob("mystnb.*.css"):
        style.unlink()  # pages name its checksum only when it lies there already
    output = ["--path-output", str(project.work / "book")]
    options = [*output, *([] if same else ["--all"]), "-W", "-n", "--keep-going"]
    done = _jupyter_book(["build", str(stage), *options], project)
    log = project.work / "book.log"
    log.write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        raise Wb6Error(_complaints(done.stdout, stage, log))
    _forget_lost_words(pages(project) / "searchindex.js")
    kept.write_text(frame, encoding="utf-8")


def _forget_lost_words(file: Path) -> None:
    """Drop words from the search index that no page holds any more, as a fresh build would."""
    head, tail = "Search.setIndex(", ")"
    index = json.loads(file.read_text(encoding="utf-8").removeprefix(head).removesuffix(tail))
    for kind in ("terms", "titleterms"):
        index[kind] = {word: places for word, places in index[kind].items() if places != []}
    file.write_text(head + json.dumps(index, sort_keys=True) + tail, encoding="utf-8")


def _frame(stage: Path, project: Project) -> str:
    """Digest of what every page shows or depends on: configuration, code, libraries, titles, citations."""
    digest = hashlib.sha256()
    code = [*(project.code / "book").rglob("*"), project.code / "figures" / "theme.py"]
    shared = [stage / "_config.yml", stage / "_toc.yml", project.root / "requirements.lock", *code]
    for file in sorted(path for path in shared if path.is_file() and "__pycache__" not in path.parts):
        digest.update(file.read_bytes())
    for file in sorted((stage / "chapters").rglob("*")):
        digest.update(file.relative_to(stage).as_posix().encode())
        if file.suffix in {".md", ".ipynb"}:
            digest.update("\n".join(_shown_elsewhere(file)).encode())
    return digest.hexdigest()


def _shown_elsewhere(file: Path) -> list[str]:
    """Lines of a page that other pages show: its title and what it cites."""
    if file.suffix == ".md":
        text = file.read_text(encoding="utf-8")
    else:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return re.findall(r"^# .*$|\{cite[^`]*`[^`]*`", text, re.MULTILINE)


def _jupyter_book(arguments: list[str], project: Project) -> subprocess.CompletedProcess[str]:
    """Run Jupyter Book; a pipe that this process alone holds open tells it that its build lives."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as alive, os.fdopen(writing, "wb"), project.active():
        return surroundings.program(
            "wb6.pipeline.jupyter_book", *arguments, stdin=alive, stderr=subprocess.STDOUT
        )


def _stage(stage: Path, notebooks: Iterable[Path], project: Project) -> None:
    """Lay out the book's sources in the folders that `_toc.yml` knows; unchanged files are not touched."""
    wanted = {stage / "chapters" / notebook.name: notebook for notebook in notebooks}
    for source in sources(project):
        base = project.root if source.is_relative_to(project.root) else project.data.parent
        wanted[stage / source.relative_to(base)] = source
    for file in stage.rglob("*"):
        if file.is_file() and file not in wanted:
            file.unlink()
    for target, source in wanted.items():
        content = source.read_bytes()
        if source == project.root / "_config.yml":
            content = _with_edition(content, project)
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _with_edition(config: bytes, project: Project) -> bytes:
    """Jupyter Book's configuration that tells Sphinx also the edition of this book, and the others beside it."""
    settings = {"wb6_as_of": project.parameters.get("as_of"), "wb6_editions": dict(project.editions)}
    told = {name: value for name, value in settings.items() if value}
    if not told:
        return config
    import yaml

    content = yaml.safe_load(config)
    folder = project.editions.get(project.parameters.get("as_of", ""), "")
    if folder and content.get("html", {}).get("baseurl"):
        content["html"]["baseurl"] = f"{content['html']['baseurl'].rstrip('/')}/{folder}/"
    content.setdefault("sphinx", {}).setdefault("config", {}).update(told)
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return text.encode()


def _complaints(text: str, stage: Path, log: Path) -> str:
    """Warnings and errors of a log, one a line, with paths as in the project."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).replace(f"{stage.resolve()}{os.sep}", "")
    pattern = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b|^\w*(Error|Exception|error)\b.*:")
    lines = list(dict.fromkeys(line.strip() for line in plain.splitlines() if pattern.search(line)))
    lines = lines or plain.strip().splitlines()[-3:]
    more = [f"book: and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n".join([*(f"book: {line}" for line in lines[:SHOWN]), *more, f"book: the whole log is {log}"])
