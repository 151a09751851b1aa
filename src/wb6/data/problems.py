"""A broken rule, said in one line."""

from dataclasses import dataclass

from wb6.errors import DataError

_LONGEST = 60


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and which rule says so; `str` gives one line for people.

    A row of a table is counted as the lines of its file are: the header is row 1.
    """

    where: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} (rule: {self.rule})"


class Broken(DataError):
    """Something cannot be read at all; the problem says what, and its line is the message."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def place(table: str, row: int | None = None, field: str = "") -> str:
    """Where in the data package: a table, one of its rows, one of its fields."""
    parts = [f"table {table}", f"row {row}" if row else "", f"field {field}" if field else ""]
    return ", ".join(part for part in parts if part)


def shown(value: object) -> str:
    """A value as it stands in a message: as Python writes it, in its quotes, the rest of what is long left out."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
