"""Put a finished book in place in one step: a reader sees the old book or the new one, never a part.

`html` in the build folder is a symbolic link to one of two slots, `books/a` and `books/b`. The
new book is copied into the slot that nobody reads, then the link is exchanged. Where links are
not to be had, the folder itself is exchanged by two renames, and the next start mends what an
interruption between the two left.
"""

import os
import shutil
from pathlib import Path

from wb6.errors import UsageError

SLOTS = ("a", "b")


def publish(finished: Path, build: Path) -> None:
    """Put the folder `finished` in place as `build`/html; `finished` itself stays."""
    recover(build)
    slot = _free_slot(build)
    shutil.rmtree(slot, ignore_errors=True)
    shutil.copytree(finished, slot, ignore=shutil.ignore_patterns(".buildinfo"))
    try:
        _exchange_link(slot, build)
    except (OSError, NotImplementedError):
        _exchange_folder(slot, build)


def refuse_clone(build: Path) -> None:
    """Raise `UsageError` where somebody made the book in place a git clone: its commits would go with the book."""
    for folder in (build / "html", *(build / "books" / slot for slot in SLOTS)):
        if os.path.lexists(folder / ".git"):
            raise UsageError(
                f"{folder} is a git clone, and each build exchanges it; "
                "move its .git away and publish a folder of its own: wb6 build --output DIR"
            )


def recover(build: Path) -> None:
    """Mend what an interrupted `publish` left: the book that was in place is in place again."""
    html, replaced = build / "html", _replaced(build)
    (build / "html.new").unlink(missing_ok=True)
    if replaced.exists() and not html.exists():
        html.unlink(missing_ok=True)
        replaced.rename(html)
    shutil.rmtree(replaced, ignore_errors=True)


def _replaced(build: Path) -> Path:
    """Where a real folder `html` waits while its successor takes its place."""
    return build / "books" / "replaced"


def _free_slot(build: Path) -> Path:
    html = build / "html"
    read = html.resolve().name if html.is_symlink() else ""
    return build / "books" / (SLOTS[1] if read == SLOTS[0] else SLOTS[0])


def _exchange_link(slot: Path, build: Path) -> None:
    html, new = build / "html", build / "html.new"
    new.symlink_to(slot.relative_to(build), target_is_directory=True)
    if html.is_dir() and not html.is_symlink():
        html.rename(_replaced(build))
    new.replace(html)
    shutil.rmtree(_replaced(build), ignore_errors=True)


def _exchange_folder(slot: Path, build: Path) -> None:
    html, new = build / "html", build / "html.new"
    new.unlink(missing_ok=True)
    if html.exists():
        html.rename(_replaced(build))
    slot.rename(html)
    shutil.rmtree(_replaced(build), ignore_errors=True)
