"""Nodes of a pytask graph whose state is what files hold.

pytask's own remember contents by path and time; but what `rsync -t`, `unzip` or a backup puts in place bears
the time of the file before it.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytask

from wb6.pipeline.contents import content


class File(pytask.PathNode):
    """A file by its content."""

    def state(self) -> str | None:
        """Digest of the file; None when there is none."""
        return content(cast(Path, self.path))


class Task(pytask.Task):
    """A task that changes with the content of the module that defines it."""

    def state(self) -> str | None:
        """Digest of the module."""
        return content(self.path)


class _Place:
    """A node that pytask asks for nothing but its state."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: dict[Any, Any] = {}

    @property
    def signature(self) -> str:
        """Identity in the graph."""
        return sha256(self.name.encode()).hexdigest()

    def load(self, is_product: bool = False) -> str:  # noqa: ARG002  # pytask asks every node so
        """The name."""
        return self.name

    def save(self, value: object) -> None:
        """Tasks fill their folders themselves."""
        raise NotImplementedError


class Files(_Place):
    """Many files as one node, as pytask writes to its database for each node of each task.

    They belong to one `task` and change when the name or the content of one does; `root` is the folder that names are seen from.
    """

    def __init__(self, task: str, paths: Iterable[Path], root: Path) -> None:
        super().__init__(f"{task}::files")
        self._paths = sorted(set(paths))
        self._root = root

    def state(self) -> str:
        """Digest of names and contents."""
        return _digest_of_all(self._paths, self._root)


class Computed(_Place):
    """What a function tells whenever it is asked: of files that are known only once a task has run."""

    def __init__(self, name: str, state: Callable[[], str]) -> None:
        super().__init__(name)
        self._state = state

    def state(self) -> str:
        """What the function tells now."""
        return self._state()


class Folder(_Place):
    """A folder by the names and contents of all files in it."""

    def __init__(self, path: Path, root: Path) -> None:
        super().__init__(_seen_from(root, path))
        self._path = path

    def state(self) -> str | None:
        """Changes when any file below changes; None when there is no file."""
        files = sorted(path for path in self._path.rglob("*") if path.is_file())
        return _digest_of_all(files, self._path) if files else None


def _digest_of_all(files: list[Path], root: Path) -> str:
    lines = [f"{_seen_from(root, file)} {content(file)}" for file in files]
    return sha256("\n".join(lines).encode()).hexdigest()


def _seen_from(root: Path, path: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
