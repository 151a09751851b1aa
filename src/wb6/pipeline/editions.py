"""Editions as a product: the whole book as of other days, side by side in one folder.

The first edition stands at the top of the folder, each other one below it in a folder named by its
day, and every page links to itself in the others. The folder is put in place in one step.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from wb6.errors import UsageError
from wb6.pipeline import notebook
from wb6.pipeline.build import Result, build
from wb6.pipeline.lock import only_one
from wb6.pipeline.progress import Progress
from wb6.pipeline.project import Project

MARK = "editions.json"


def days_of(first: str | None, others: Iterable[str] = ()) -> list[str]:
    """Days of the editions in the order given, each once; the first is the committed edition if not given.

    Raises `UsageError` for what is no day.
    """
    from wb6.data.edition import parse_day
    from wb6.data.package import latest_edition

    days = [first or latest_edition(), *others]
    return list(dict.fromkeys(parse_day(day).strftime("%Y-%m-%d") for day in days))


def build_editions(
    project: Project,
    output: Path,
    days: list[str],
    progress: Callable[[], Progress],
    workers: int | None = None,
) -> Iterator[tuple[str, Result]]:
    """Build the editions of `days`, yield what was done for each, and put them in place as `output`.

    `output` changes only when all of them are built; the book in place is not touched. Raises
    `UsageError` before anything is written when `output` is something else than a folder of editions.
    """
    output = output.resolve()
    _refuse_unfit(output, project)
    folders = {day: day if place else "" for place, day in enumerate(days)}
    books, failed = {}, False
    with only_one(project.build / "editions" / "build.lock"):
        _recover(output)
        for day in days:
            edition = replace(
                project,
                build=project.build / "editions" / day,
                parameters={**project.parameters, "as_of": day},
                editions=folders,
            )
            result = build(edition, progress(), workers)
            books[day], failed = result.book, failed or bool(result.failures)
            yield day, result
        if not failed:
            _place(books, folders, output)


def _refuse_unfit(output: Path, project: Project) -> None:
    """Refuse anything but a folder of editions, an empty one, or one that does not exist yet."""
    own = [project.html.resolve(), project.build / "books", project.build / "editions", project.work]
    taken = [*own, project.chapters, project.data, project.code]
    for folder in map(Path.resolve, taken):
        if output.is_relative_to(folder) or folder.is_relative_to(output):
            raise UsageError(f"output {str(output)!r} is in the way of the project; name another folder")
    if output.exists() and not _is_ours(output) and not _is_empty(output):
        raise UsageError(f"output {str(output)!r} exists and is no book of wb6; name another folder")


def _is_ours(folder: Path) -> bool:
    return (folder / MARK).is_file() and (folder / "index.html").is_file()


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _place(books: Mapping[str, Path], folders: Mapping[str, str], output: Path) -> None:
    """Lay the books out beside `output`, then exchange it; editions below it that are not named stay."""
    new, old = _beside(output)
    shutil.rmtree(new, ignore_errors=True)
    for day, book in books.items():
        target = new / folders[day]
        shutil.copytree(book.resolve(), target)
        mark = {"edition": day, "editions": folders}
        notebook.write(json.dumps(mark, indent=1, sort_keys=True) + "\n", target / MARK)
    for kept in sorted(output.glob(f"*/{MARK}")):
        if not (new / kept.parent.name).exists():
            shutil.copytree(kept.parent, new / kept.parent.name)
    if output.exists():
        output.rename(old)
    new.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _recover(output: Path) -> None:
    """Mend what an interruption between the two renames of an exchange left."""
    _, old = _beside(output)
    if old.exists() and not output.exists():
        old.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _beside(output: Path) -> tuple[Path, Path]:
    """Where the new book is laid out, and where the old one waits during the exchange."""
    return output.with_name(f".{output.name}.new"), output.with_name(f".{output.name}.old")
