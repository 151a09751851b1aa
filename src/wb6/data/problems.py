"""A broken rule, said in one line."""

from dataclasses import dataclass


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
