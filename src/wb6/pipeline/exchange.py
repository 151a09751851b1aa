"""Exchange what is ours in a folder, in which files of others stay where they are.

The new files are laid out in a hidden folder within, `AREA`; then a plan is written beside them, and from there on the
exchange counts as done: what an interruption leaves, `recover` carries out. Where nothing of others is in
the folder it is exchanged as a whole, so that a reader sees the old files or the new ones; else as few
renames as the files of others allow follow each other. Each of our folders lists its files in `FILES`.
"""

import glob
import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from wb6.errors import UsageError
from wb6.pipeline import notebook

FILES = ".wb6-files.json"
AREA = ".wb6-exchange"
_NEW, _OLD, _PLAN = "new", "old", "plan.json"


def files_below(folder: Path) -> set[str]:
    """Paths of all files below a folder, with slashes."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not _is_folder(path)}


def write_list(folder: Path) -> None:
    """List all files of a folder in itself."""
    found = sorted({*files_below(folder), FILES})
    notebook.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n", folder / FILES)


def listed(folder: Path, below: str = "") -> set[str] | None:
    """Paths of our files in the folder `below` a folder, from its list; None when it has none that can be read."""
    try:
        names = json.loads((folder / below / FILES).read_text(encoding="utf-8"))
        return {(PurePosixPath(below) / name).as_posix() for name in names}
    except (OSError, ValueError, TypeError):
        return None


def refuse_foreign(
    folder: Path, paths: Iterable[str], ours: Collection[str], new: Path | None = None
) -> None:
    """Raise `UsageError` that names the first of the paths where something of others stands in the way.

    A file that holds what is to be written there anyway, by the folder `new`, is in nobody's way.
    """
    for path in sorted(paths):
        *above, itself = [
            place.as_posix() for place in (*reversed(PurePosixPath(path).parents), PurePosixPath(path))
        ]
        taken = [name for name in above if os.path.lexists(folder / name) and not _is_folder(folder / name)]
        if os.path.lexists(folder / itself) and not (new and _is_same(folder / itself, new / itself)):
            taken.append(itself)
        for name in taken:
            if not _is_file_of_ours(folder, name, ours):
                raise UsageError(
                    f"{str(folder / name)!r} is not of wb6 and in the way of a new file; move it"
                )


def is_begun(folder: Path) -> bool:
    """Whether an exchange was begun in a folder and has not ended."""
    return _is_folder(folder / AREA)


def lay_out(folder: Path) -> Path:
    """An empty folder for what is to be put into `folder`, on its file system."""
    new = folder / AREA / _NEW
    new.mkdir(parents=True)
    return new


def give_up(folder: Path) -> None:
    """Take away what was laid out and not yet planned."""
    shutil.rmtree(folder / AREA, ignore_errors=True)


def exchange(folder: Path, ours: Collection[str]) -> None:
    """Put what is laid out in the place of the files that are `ours`; all others stay as they are."""
    area = folder / AREA
    plan = list(_planned(area / _NEW, folder, ours))
    notebook.write(json.dumps(plan), area / _PLAN)
    try:
        nothing_else = _names(folder) - {AREA} <= {path for path, _ in plan}
        if not (nothing_else and _as_a_whole(folder)):
            _one_by_one(folder)
    except KeyboardInterrupt:
        recover(folder)
        raise


def recover(folder: Path) -> None:
    """Carry out what an interrupted exchange had planned; take away what was laid out without a plan."""
    for beside in folder.parent.glob(f".{glob.escape(folder.name)}.wb6-{'[0-9a-f]' * 8}"):
        planned = (beside / AREA / _PLAN).is_file()
        if planned and not os.path.lexists(folder):
            beside.rename(folder)
        elif planned or not files_below(beside):
            _remove(beside)
    if (folder / AREA / _PLAN).is_file():
        _one_by_one(folder)
    else:
        give_up(folder)


def _planned(new: Path, folder: Path, ours: Collection[str], below: str = "") -> Iterator[tuple[str, bool]]:
    """Paths to exchange, and whether the new files have them: whole folders where nothing of others is in them."""
    for name in sorted((_names(new / below) | _names(folder / below)) - {AREA}):
        path = (PurePosixPath(below) / name).as_posix()
        comes, stands = os.path.lexists(new / path), os.path.lexists(folder / path)
        if not stands or _is_ours(folder, path, ours):
            yield path, comes
        elif _is_folder(folder / path):
            yield from _planned(new, folder, ours, path)


def _as_a_whole(folder: Path) -> bool:
    """Whether the folder itself could be exchanged: not where it is a mount point or somebody's current one."""
    if Path.cwd().is_relative_to(folder):
        return False
    beside = folder.with_name(f".{folder.name}.wb6-{secrets.token_hex(4)}")
    shutil.copymode(folder, folder / AREA / _NEW)
    try:
        folder.rename(beside)
    except OSError:
        return False
    try:
        (beside / AREA / _NEW).rename(folder)
    except OSError:
        beside.rename(folder)
        return False
    _remove(beside)
    return True


def _one_by_one(folder: Path) -> None:
    """Carry out the plan; when it was begun before, what is left of it."""
    area = folder / AREA
    for path, comes in json.loads((area / _PLAN).read_text(encoding="utf-8")):
        here, fresh, gone = folder / path, area / _NEW / path, area / _OLD / path
        waits = os.path.lexists(fresh)
        if (waits or not comes) and os.path.lexists(here) and not os.path.lexists(gone):
            gone.parent.mkdir(parents=True, exist_ok=True)
            here.rename(gone)
        if waits:
            fresh.rename(here)
    _clear(area)


def _remove(beside: Path) -> None:
    """Remove an exchanged folder, the mark that it is one at last."""
    for path in beside.iterdir():
        if path.name != AREA:
            shutil.rmtree(path) if _is_folder(path) else path.unlink()
    if is_begun(beside):
        _clear(beside / AREA)
    beside.rmdir()


def _clear(area: Path) -> None:
    """Remove what an exchange worked with, the plan at last."""
    for name in (_NEW, _OLD):
        shutil.rmtree(area / name, ignore_errors=True)
    shutil.rmtree(area)


def _is_ours(folder: Path, path: str, ours: Collection[str]) -> bool:
    """Whether a path is a file of ours, or a folder in which only such files are."""
    if not _is_folder(folder / path):
        return _is_file_of_ours(folder, path, ours)
    names = _names(folder / path)
    return bool(names) and all(_is_ours(folder, f"{path}/{name}", ours) for name in names)


def _is_file_of_ours(folder: Path, path: str, ours: Collection[str]) -> bool:
    place = folder / path
    return path in ours and place.is_file() and not place.is_symlink()


def _is_same(one: Path, other: Path) -> bool:
    """Whether two files hold the same."""
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, no link to one."""
    return path.is_dir() and not path.is_symlink()


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if _is_folder(folder) else set()
