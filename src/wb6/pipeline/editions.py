"""Editions as a product: the whole book as of other days, side by side in one folder.

The first edition stands at the top of the folder, each other one below it in a folder named by its
day, and every page links to itself in the others. The folder is put in place in one step.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from wb6.pipeline import exchange, notebook, outputs
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

    `output` changes only when all of them are built; the book in place is not touched, nor what others put into
    `output`. Raises `UsageError` before anything is written when `output` is no place for a book.
    """
    output = outputs.for_folder(output, project, "book of wb6", _is_ours)
    folders = {day: day if place else "" for place, day in enumerate(days)}
    if not exchange.is_begun(output):
        expected = set(_expected(project, folders.values()))
        exchange.refuse_foreign(output, expected, _of_earlier_book(output, folders.values(), expected))
    books, failed = {}, False
    with only_one(project.build / "editions" / "build.lock"):
        exchange.recover(output)
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


def _is_ours(folder: Path) -> bool:
    """Whether a book that we made is in a folder, or an interruption left one there."""
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        mark = None
    made = isinstance(mark, dict) and mark.keys() == {"edition", "editions"}
    return exchange.is_begun(folder) or (made and (folder / "index.html").is_file())


def _expected(project: Project, folders: Iterable[str]) -> Iterator[str]:
    """Files that the books will have for sure, before they are made."""
    sources = (path for path in project.chapters.iterdir() if path.suffix in {".ipynb", ".md"})
    pages = ["index.html", MARK, exchange.FILES, *(f"chapters/{path.stem}.html" for path in sources)]
    yield from (PurePosixPath(folder, page).as_posix() for folder in folders for page in pages)


def _of_earlier_book(output: Path, folders: Iterable[str], new: Iterable[str]) -> set[str]:
    """Files of the earlier book that the new one replaces.

    One of a time when books did not list their files holds at least what the new one has too.
    """
    found = set()
    for folder in folders:
        known = exchange.listed(output, folder)
        if known is None and (output / folder / MARK).is_file():
            known = {path for path in new if PurePosixPath(path).is_relative_to(folder)}
        found |= known or set()
    return found


def _place(books: Mapping[str, Path], folders: Mapping[str, str], output: Path) -> None:
    """Lay the books out in `output`, then exchange them; editions below it that are not named stay."""
    existed = output.exists()
    try:
        new = exchange.lay_out(output)
        for day, book in books.items():
            target = new / folders[day]
            shutil.copytree(book.resolve(), target, dirs_exist_ok=True)
            mark = {"edition": day, "editions": folders}
            notebook.write(json.dumps(mark, indent=1, sort_keys=True) + "\n", target / MARK)
            exchange.write_list(target)
        files = exchange.files_below(new)
        ours = _of_earlier_book(output, folders.values(), files)
        exchange.refuse_foreign(output, files, ours, new)
    except BaseException:
        exchange.give_up(output)
        if not existed and output.exists():
            output.rmdir()
        raise
    exchange.exchange(output, ours)
