"""What stands in the place of a figure that an edition has no rows for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from wb6.data.lacking import NoRows, needed
from wb6.figures import figure
from wb6.figures.figure import Figure
from wb6.sections.page import Page

__all__ = ["NoRows", "needed", "shows"]

P = ParamSpec("P")
OnePage = TypeVar("OnePage", bound=Page)
Section = Callable[Concatenate[OnePage, P], Figure]


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
