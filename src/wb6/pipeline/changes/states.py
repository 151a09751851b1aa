"""States of the project that can be compared: its files now, a folder, or a revision that git keeps."""

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from wb6.data import descriptors, diff
from wb6.data.problems import Broken
from wb6.errors import ChapterError, DataError, UsageError
from wb6.pipeline import notebook as nb
from wb6.pipeline.project import Project

PARTS = ("data", "chapters")


@dataclass(frozen=True)
class State:
    """One state: a name for people, and the folders of its data and chapters."""

    name: str
    data: Path
    chapters: Path

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """Contents of `datapackage.json`; without one, a package of no tables."""
        file = self.data / descriptors.FILE
        try:
            return descriptors.read(file) if file.exists() else {"resources": []}
        except Broken as error:
            raise DataError(
                f"{self.name}: data/{descriptors.FILE} cannot be read: {error.problem.message}"
            ) from None

    @cached_property
    def countries(self) -> dict[str, str]:
        """Names of countries by code."""
        return self._column("countries", "iso3", "name")

    @cached_property
    def indicators(self) -> dict[str, str]:
        """Names of indicators by code."""
        return self._column("indicator_definitions", "code", "name")

    @cached_property
    def sources(self) -> dict[str, str]:
        """Labels of sources by key."""
        return self._column("sources", "key", "label")

    @property
    def resources(self) -> dict[str, dict[str, Any]]:
        """Descriptors of tables and shapes by name."""
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    def table(self, name: str) -> pd.DataFrame:
        """A table as text. Raises `DataError` for a file that is missing or no CSV."""
        try:
            return diff.read_text(self.data / self.resources[name]["path"])
        except (OSError, Broken) as error:
            raise DataError(f"{self.name}: table {name} cannot be read: {error}") from None

    def contents(self, name: str) -> bytes:
        """The file of a table or shape; empty when there is none."""
        file = self.data / self.resources[name]["path"]
        return file.read_bytes() if file.is_file() else b""

    def notebooks(self) -> dict[str, Path]:
        """Files of the chapters that are notebooks, by name."""
        return {path.stem: path for path in sorted(self.chapters.glob("*.ipynb"))}

    def notebook(self, name: str) -> nb.Notebook:
        """A chapter. Raises `DataError` for a file that is no notebook."""
        try:
            return nb.read(self.notebooks()[name])
        except ChapterError:
            raise DataError(f"{self.name}: chapters/{name}.ipynb is no notebook") from None

    def _column(self, name: str, key: str, column: str) -> dict[str, str]:
        if name not in self.resources:
            return {}
        frame = self.table(name)
        return dict(zip(frame[key], frame[column], strict=True)) if {key, column} <= set(frame) else {}


def working(project: Project) -> State:
    """The project as it is now."""
    return State("the working tree", project.data, project.chapters)


@contextmanager
def opened(name: str, project: Project) -> Iterator[State]:
    """The state that a folder (with data or chapters) or a git revision holds, while the context lasts.

    Raises `UsageError` when `name` is neither, or when git or its repository is missing.
    """
    folder = Path(name)
    if _holds_a_state(folder):
        yield _of_folder(name, folder)
        return
    commit = _commit(name, project.root)
    with tempfile.TemporaryDirectory(prefix="wb6-") as place:
        _extract(name, commit, project.root, Path(place))
        yield _of_folder(name, Path(place))


def _holds_a_state(folder: Path) -> bool:
    """Whether a folder has data or chapters; one whose name no folder can have has not."""
    try:
        return (folder / "data" / descriptors.FILE).is_file() or any((folder / "chapters").glob("*.ipynb"))
    except OSError:
        return False


def _of_folder(name: str, folder: Path) -> State:
    return State(name, folder / "data", folder / "chapters")


def _commit(name: str, root: Path) -> str:
    """The commit that a revision names."""
    if shutil.which("git") is None:
        raise UsageError(
            f"git is not installed, so {name!r} cannot be looked up; name a folder to compare with"
        )
    if _git(root, "rev-parse", "--git-dir").returncode:
        raise UsageError(
            f"the project is no git repository, so {name!r} is unknown; name a folder to compare with"
        )
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise UsageError(
            f"unknown revision or folder {name!r}; name a commit, branch or tag (such as HEAD~1), "
            f"or a folder that holds {' or '.join(PARTS)}"
        )
    return found.stdout.decode().strip()


def _extract(name: str, commit: str, root: Path, place: Path) -> None:
    """Write data and chapters of a commit below `place`."""
    parts = _git(root, "ls-tree", "-d", "--name-only", commit, *PARTS).stdout.decode().split()
    if not parts:
        raise UsageError(f"revision {name!r} holds neither {' nor '.join(PARTS)}")
    archive = _git(root, "archive", "--format=tar", commit, "--", *parts)
    if archive.returncode:
        reason = (archive.stderr.decode(errors="replace").splitlines() or ["no reason given"])[0]
        raise DataError(f"git cannot read revision {name!r}: {reason}")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(place, filter="data")


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=root, env=_outside_git(), capture_output=True, check=False)


@cache
def _variables_of_a_repository() -> frozenset[str]:
    """Names by which git, as it runs a hook, tells the programs it calls which repository is meant.

    Not those that hold settings, as git itself keeps these where it turns to another repository.
    """
    listed = subprocess.run(
        ["git", "rev-parse", "--local-env-vars"], capture_output=True, text=True, check=False
    )
    return frozenset(listed.stdout.split()) - {"GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"}


def _outside_git() -> dict[str, str]:
    """The environment without what a git hook adds to it: the project's repository is meant, not the hook's."""
    return {name: value for name, value in os.environ.items() if name not in _variables_of_a_repository()}
