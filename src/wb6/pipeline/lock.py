"""One build, or sweep, at a time in one folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wb6.errors import Wb6Error

try:
    import fcntl
except ImportError:  # Windows has no fcntl; there two builds at a time are the user's own care
    fcntl = None


@contextmanager
def only_one(path: Path, what: str = "build") -> Iterator[None]:
    """Hold the lock `path` for `what`; the system frees it when the process ends, however it ends.

    Raises `Wb6Error` when another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Wb6Error(
                    f"another {what} is running in {path.parent}; wait until it has ended"
                ) from None
        yield
