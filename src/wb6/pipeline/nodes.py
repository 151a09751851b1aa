"""Nodes of a pytask graph whose state is what files hold.

pytask's own remember contents by path and time; but what `rsync -t`, `unzip` or a backup puts in place bears
the time of the file before it.
"""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytask


def content(path: Path) -> str | None:
    """Digest of a file; None when there is none. Within a process a file is read again when its status changed."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_ino)
    return _digest(path, seen)


@cache
def _digest(path: Path, seen: tuple[int, ...]) -> str:
    return sha256(path.read_bytes()).hexdigest()


class File(pytask.PathNode):
    """A file by its content."""

    def state(self) -> str | None:
        """Digest of the file; None when there is none."""
        return content(self.path)


class Task(pytask.Task):
    """A task that changes with the content of the module that defines it."""

    def state(self) -> str | None:
        """Digest of the module."""
        return content(self.path)


class Folder:
    """A folder by the names and contents of all files in it; its name in the graph is its path from `root`."""

    def __init__(self, path: Path, root: Path):
        self.path = path
        self.name = Path(os.path.relpath(path, root)).as_posix()
        self.attributes: dict[Any, Any] = {}

    @property
    def signature(self) -> str:
        """Identity in the graph."""
        return sha256(self.name.encode()).hexdigest()

    def state(self) -> str | None:
        """Changes when any file below changes; None when there is no file."""
        files = sorted(path for path in self.path.rglob("*") if path.is_file())
        lines = [f"{path.relative_to(self.path).as_posix()} {content(path)}" for path in files]
        return sha256("\n".join(lines).encode()).hexdigest() if lines else None

    def load(self, is_product: bool = False) -> Path:
        """The folder's path."""
        return self.path

    def save(self, value: Any) -> None:
        """Folders are filled by their task."""
        raise NotImplementedError
