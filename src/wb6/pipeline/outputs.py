"""What may be written where: nothing of the project's own and nothing of somebody else, told before any work.

A name is followed through links, and places are compared as the file system knows them, so that a link, a
hard link, `..` or another spelling of a name leads to the same answer.
"""

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from wb6.errors import ChapterError, UsageError
from wb6.pipeline import notebook
from wb6.pipeline.project import Project

SOURCES = (".ci", ".git", ".github", ".venv", "benchmarks", "chapters", "data", "docs", "src", "tests")
# What a clone for publishing holds before the first book: of somebody, and in nobody's way.
BESIDE_A_BOOK = {
    *(".git", ".gitattributes", ".github", ".gitignore", ".nojekyll", "CNAME", "robots.txt"),
    *("LICENSE", "LICENSE.md", "LICENSE.txt", "README", "README.md"),
}


def for_notebook(output: Path, project: Project) -> Path:
    """The file that an executed notebook is to be written to, links followed.

    Raises `UsageError` for anything but a new file, or a notebook that `wb6 run` wrote earlier, outside the
    project's own folders in a place that can be written.
    """
    file, found = _followed(output)
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise UsageError(f"output {str(output)!r} is a folder; name a file, for example serbia.ipynb")
    _require_elsewhere(output, file, found, project)
    if found is not None and not is_free(file):
        raise UsageError(f"output {str(output)!r} exists and is no notebook of wb6 run; name another file")
    require_writable(file)
    return file


def for_export(output: Path, project: Project) -> Path:
    """The file that a figure or table is to be saved to, links followed; a file that stands there is replaced.

    Raises `UsageError` for what is no file, is one of the project's own or cannot be written.
    """
    file, found = _followed(output)
    if found is not None and not (stat.S_ISREG(found.st_mode) and os.access(file, os.W_OK)):
        raise UsageError(f"output {str(output)!r} is no file that can be replaced; name another one")
    _require_elsewhere(output, file, found, project)
    require_writable(file)
    return file


def _require_elsewhere(output: Path, file: Path, found: os.stat_result | None, project: Project) -> None:
    own = [*_sources(file, project), project.html, project.build / "books", project.build / "editions"]
    if _is_within(file, own) or _is_hard_link(found, own):
        raise UsageError(f"output {str(output)!r} belongs to the project; name a file elsewhere")


def for_folder(output: Path, project: Project, what: str, is_ours: Callable[[Path], bool]) -> Path:
    """The folder that `what` (a book of wb6, for example) is to be put into, links followed.

    Raises `UsageError` for anything but a new folder, an empty one, one that `is_ours`, or a clone for
    publishing, outside the project's own folders in a place that can be written.
    """
    folder, found = _followed(output)
    made = [project.html, project.work, project.build / "books", project.build / "editions"]
    own = [*_sources(folder, project), *made]
    if _is_within(folder, own) or _is_same(folder, project.root):
        raise UsageError(f"output {str(output)!r} is in the way of the project; name another folder")
    if found is not None:
        if not stat.S_ISDIR(found.st_mode) or not (is_ours(folder) or _names(folder) <= BESIDE_A_BOOK):
            raise UsageError(f"output {str(output)!r} exists and is no {what}; name another folder")
        if any(_is_within(place, [folder]) for place in own):
            raise UsageError(f"output {str(output)!r} is in the way of the project; name another folder")
    require_writable(folder / "new")
    return folder


def is_free(file: Path) -> bool:
    """Whether a notebook may be written here: nothing stands here, or a notebook that `wb6 run` wrote.

    That is one in our normal form, with outputs; whatever else opened and stored it left its own marks.
    """
    found = _status(file)
    if found is None:
        return not file.is_symlink()
    if not stat.S_ISREG(found.st_mode) or not os.access(file, os.R_OK | os.W_OK):
        return False
    try:
        document = notebook.read(file)
    except (ChapterError, RecursionError):
        return False
    match document:
        case {
            "metadata": {"kernelspec": notebook.KERNEL, "language_info": notebook.LANGUAGE},
            "cells": [*cells],
        }:
            return any(isinstance(cell, dict) and cell.get("execution_count") for cell in cells)
    return False


def _followed(output: Path) -> tuple[Path, os.stat_result | None]:
    """Where a name leads and what stands there. Raises `UsageError` for a name that can lead nowhere."""
    name = repr(str(output))
    if "\0" in str(output) or not _is_unicode(str(output)):
        raise UsageError(f"output {name} is no name in UTF-8; name another one")
    try:
        place = Path(os.path.realpath(output))
        found = _status(place)
        dangling = found is None and (output.is_symlink() or place.is_symlink())
    except OSError as error:
        raise UsageError(f"output {name} cannot be used: {error.strerror}") from None
    if dangling:
        raise UsageError(f"output {name} is a link that leads nowhere; name another one")
    return place, found


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _status(path: Path) -> os.stat_result | None:
    """What stands at a path, links followed; None when nothing does."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _sources(place: Path, project: Project) -> Iterator[Path]:
    """Folders of sources: of the project, and of any other clone of it that `place` lies in."""
    yield from (project.data, project.code)
    clones = [above for above in place.parents if (above / "data" / "datapackage.json").is_file()]
    yield from (root / name for root in [project.root, *clones] for name in SOURCES)


def _is_within(place: Path, folders: Iterable[Path]) -> bool:
    """Whether a place is one of the folders or below one, by any of its names."""
    return any(_is_same(above, folder) for folder in folders for above in (place, *place.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _is_hard_link(found: os.stat_result | None, folders: Iterable[Path]) -> bool:
    """Whether a file is also, under another name, in one of the folders."""
    if found is None or found.st_nlink < 2:
        return False
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return any(os.path.samestat(found, file.stat()) for file in files)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def require_writable(file: Path) -> None:
    """Try to write beside a file, or where its folder will be made, and leave no trace of it.

    Raises `UsageError` when that fails.
    """
    place, found = next((above, found) for above in file.parents if (found := _status(above)))
    try:
        handle, name = tempfile.mkstemp(dir=place, prefix=f".{file.name}.", suffix=".tmp")
    except OSError as error:
        raise UsageError(f"{str(file)!r} cannot be written: {error.strerror}") from None
    os.close(handle)
    Path(name).unlink()
    with suppress(PermissionError):  # times are set by owners only
        os.utime(place, ns=(found.st_atime_ns, found.st_mtime_ns))
