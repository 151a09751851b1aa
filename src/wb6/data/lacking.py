"""Rows that an answer or a picture cannot do without, and what is said in its place where an edition has none."""

from collections.abc import Sized
from typing import TypeVar

Rows = TypeVar("Rows", bound=Sized)


class NoRows(Exception):
    """An edition has no rows of what is asked for; reason, and title of a figure, where the asker knows them."""

    def __init__(self, reason: str = "", title: str = "") -> None:
        super().__init__(reason)
        self.reason, self.title = reason, title


def needed(rows: Rows, otherwise: str = "", *, title: str = "", least: int = 1) -> Rows:
    """The rows that a section or a test of a claim cannot do without, `least` of them.

    Raises `NoRows` if there are fewer, with the sentence that then stands in the place of the figure or the value,
    and the title over the figure, if they are given.
    """
    if len(rows) < least:
        raise NoRows(otherwise, title)
    return rows
