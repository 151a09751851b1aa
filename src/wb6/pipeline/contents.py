"""What files hold, as digests that are made anew only when a file's status changed."""

from functools import cache
from hashlib import sha256
from pathlib import Path


def content(path: Path) -> str | None:
    """Digest of a file; None when there is none. Within a process a file is read again when its status changed."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_ino)
    return _digest(path, seen)


@cache
def _digest(path: Path, seen: tuple[int, ...]) -> str:  # noqa: ARG001  # what is kept hangs on it
    return sha256(path.read_bytes()).hexdigest()
