"""One build, or sweep, at a time in one folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wb6.errors import Wb6Error


@contextmanager
def only_one(path: Path, what: str = "build") -> Iterator[None]:
    """Hold the lock `path` for `what`; the system frees it when the process ends, however it ends.

    Raises `Wb6Error` when another process holds it.
    """
    import filelock

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        held = filelock.FileLock(path).acquire(blocking=False)
    except filelock.Timeout:
        raise Wb6Error(f"another {what} is running in {path.parent}; wait until it has ended") from None
    with held:
        yield
