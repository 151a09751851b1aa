"""Whether the book is the same to the byte in any surroundings: zone, language, umask, cores, hash seed, folder.

    python benchmarks/surroundings.py [FOLDER]

Builds the project in FOLDER (this one if none is named) from scratch in each of them, each time in a copy in another
place, and says which files differ from those of the first; exit 1 when any does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from filecmp import cmp
from pathlib import Path

from wb6.data import folders

BUILD = """
import os, sys
from pathlib import Path
from rich.console import Console
from wb6.pipeline.build import build
from wb6.pipeline.progress import Progress
from wb6.pipeline.project import Project
root, umask, cores = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
os.umask(umask)
if cores and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
result = build(Project(root, data=Path("data")), Progress(Console(stderr=True)), cores or None)
sys.exit("; ".join(result.failures) or 0)
"""
NOT_THE_PROJECT = (".venv", ".git", "_build", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis")
SHOWN = 20


@dataclass(frozen=True)
class Surroundings:
    """One machine: the folder that the project lies in, variables, umask, and number of cores (0 for all)."""

    name: str
    folder: str
    variables: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    cores: int = 0


SURROUNDINGS = (
    Surroundings("plain", "book", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}),
    Surroundings(
        "west of UTC, locale C, umask 077, one core",
        "une copie à part/књига",
        {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        umask=0o077,
        cores=1,
    ),
    Surroundings(
        "east of UTC, Turkish, other modules and kernels",
        "b",
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "tr_TR.UTF-8",
            "LANGUAGE": "tr",
            "PYTHONHASHSEED": "2",
            "JUPYTER_PATH": "elsewhere",
            "SOURCE_DATE_EPOCH": "1",
        },
    ),
)


def built(project: Path, place: Path, surroundings: Surroundings) -> Path:
    """The book of a copy of the project, built in surroundings below `place`. Raises `SystemExit` when it cannot be."""
    root = place / surroundings.folder
    shutil.copytree(project, root, ignore=shutil.ignore_patterns(*NOT_THE_PROJECT))
    done = subprocess.run(
        [sys.executable, "-c", BUILD, root, str(surroundings.umask), str(surroundings.cores)],
        env={**os.environ, **surroundings.variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{surroundings.name}: {done.stderr.strip().splitlines()[-1]}")
    return root / "_build" / "html"


def differing(one: Path, other: Path) -> list[str]:
    """Names of files that are not the same in both folders, sorted."""
    names = {
        file.relative_to(book).as_posix()
        for book in (one, other)
        for file in book.rglob("*")
        if file.is_file()
    }
    return sorted(name for name in names if not _same(one / name, other / name))


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and cmp(one, other, shallow=False)


def main(project: Path) -> int:
    """Build, compare, tell; the exit code."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="wb6-surroundings-") as name:
        books = {}
        for surroundings in SURROUNDINGS:
            start = time.perf_counter()
            books[surroundings.name] = built(project, Path(name), surroundings)
            first, book = next(iter(books.values())), books[surroundings.name]
            found = differing(first, book)
            wrong += len(found)
            files = sum(file.is_file() for file in book.rglob("*"))
            seconds = time.perf_counter() - start
            print(f"{surroundings.name}: {files} files, {len(found)} differ, {seconds:.1f} s", flush=True)
            print(*(f"  {each}" for each in found[:SHOWN]), sep="\n", end="\n" if found else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else folders.PROJECT))
