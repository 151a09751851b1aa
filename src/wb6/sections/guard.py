"""What stands in the place of a figure that an edition has no rows for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from wb6.figures import figure
from wb6.figures.figure import Figure
from wb6.sections.page import Page

P = ParamSpec("P")
Rows = TypeVar("Rows", pd.DataFrame, pd.Series)
OnePage = TypeVar("OnePage", bound=Page)
Section = Callable[Concatenate[OnePage, P], Figure]


class NoRows(Exception):
    """An edition has no rows of what a section shows; reason and title where the section knows better than its mark."""

    def __init__(self, reason: str = "", title: str = "") -> None:
        super().__init__(reason)
        self.reason, self.title = reason, title


def needed(rows: Rows, otherwise: str = "", *, title: str = "", least: int = 1) -> Rows:
    """The rows that a section cannot do without, `least` of them.

    Raises `NoRows` if there are fewer, with the sentence that then stands in the place of the figure and the title
    over it, if they are given.
    """
    if len(rows) < least:
        raise NoRows(otherwise, title)
    return rows


def shows(name: str, title: str, lacking: str = "") -> Callable[[Section[OnePage, P]], Section[OnePage, P]]:
    """Marks a section that draws the figure `name`, whose heading then needs no name.

    Where the section has not the rows that are `needed`, a sentence stands below `title`: that the edition holds no
    `lacking`, unless the section knows better.
    """

    def mark(section: Section[OnePage, P]) -> Section[OnePage, P]:
        @wraps(section)
        def shown(page: OnePage, *args: P.args, **kwargs: P.kwargs) -> Figure:
            try:
                return section(page, *args, **kwargs).named(name)
            except NoRows as missing:
                reason = missing.reason or page.unknown(lacking)
                return figure.empty(name=name, title=missing.title or title, reason=reason)

        return shown  # type: ignore[return-value]  # `wraps` gives it the type of the section

    return mark
