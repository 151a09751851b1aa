"""Where a book lives: its folders, its chapters, and the parameters that all of them are run with."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import wb6
from wb6.data import folders
from wb6.errors import UsageError

TEMPLATE = "country"


@dataclass(frozen=True)
class Project:
    """A book's folders.

    `root` holds `_config.yml`, `_toc.yml` and `chapters/`; `data` the data package; `build` all that
    is made; `code` the package whose changes run chapters again. Folders are taken from `root`.
    `parameters` are given to every chapter that has them (the edition of a whole book); `editions` are the
    books that stand side by side with this one, each day with its folder below the first of them.
    """

    root: Path = field(default_factory=lambda: folders.PROJECT)
    data: Path = field(default_factory=folders.data_dir)
    build: Path = Path("_build")
    parameters: Mapping[str, Any] = field(default_factory=dict)
    editions: Mapping[str, str] = field(default_factory=dict)
    code: Path = Path(wb6.__file__).parent

    def __post_init__(self) -> None:
        root = self.root.resolve()
        object.__setattr__(self, "root", root)
        object.__setattr__(self, "data", (root / self.data).resolve())
        object.__setattr__(self, "build", root / self.build)
        object.__setattr__(self, "code", root / self.code)

    @property
    def chapters(self) -> Path:
        """Folder of the chapters."""
        return self.root / "chapters"

    @property
    def html(self) -> Path:
        """The book in place."""
        return self.build / "html"

    @property
    def shared(self) -> Path:
        """Folder of what all books of the project have in common; may be deleted at any time."""
        return self.root / "_build" / "shared"

    @property
    def work(self) -> Path:
        """Folder of everything between data and book; may be deleted at any time."""
        return self.build / "wb6"

    def chapter_names(self) -> list[str]:
        """Names of the chapters that are notebooks, sorted."""
        return sorted(path.stem for path in self.chapters.glob("*.ipynb"))

    def notebook(self, chapter: str) -> Path:
        """Notebook of a chapter, or the template that shows any country.

        Raises `UsageError` that names the chapters for an unknown one.
        """
        names = self.chapter_names()
        if chapter in names:
            return self.chapters / f"{chapter}.ipynb"
        template = self.code / "chapters" / TEMPLATE / "template.ipynb"
        if chapter == TEMPLATE and template.exists():
            return template
        known = [*names, f"{TEMPLATE} (any country)"] if template.exists() else names
        raise UsageError(f"unknown chapter {chapter!r}; chapters are {', '.join(known)}")

    @contextmanager
    def active(self) -> Iterator[None]:
        """A context in which this process and those that it starts read the project's data."""
        before = os.environ.get("WB6_DATA")
        os.environ["WB6_DATA"] = str(self.data)
        try:
            yield
        finally:
            if before is None:
                del os.environ["WB6_DATA"]
            else:
                os.environ["WB6_DATA"] = before
