"""What stands in the place of a figure that an edition has no rows for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from wb6.figures import figure
from wb6.figures.figure import Figure
from wb6.sections.page import Page

P = ParamSpec("P")
OnePage = TypeVar("OnePage", bound=Page)
Section = Callable[Concatenate[OnePage, P], Figure]


class NoRows(Exception):
    """An edition has no rows of what a section shows; its text is the reason, where the section knows one."""


def needed(rows: pd.DataFrame, otherwise: str = "") -> pd.DataFrame:
    """The rows that a section cannot do without.

    Raises `NoRows` if there is none, with the sentence that then stands in the place of the figure, if one is given.
    """
    if rows.empty:
        raise NoRows(otherwise)
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
                return figure.empty(name=name, title=title, reason=str(missing) or page.unknown(lacking))

        return shown  # type: ignore[return-value]  # `wraps` gives it the type of the section

    return mark
