"""What a check finds, less what the table of exceptions says is right all the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from wb6.data import package
from wb6.data.problems import Problem, place

TABLE = "exceptions"
# In the place of fields and values: every row of the table.
ALL = "*"


@dataclass(frozen=True)
class Finding:
    """What a check finds in a row of a table; rows are counted from 0, below the heading."""

    table: str
    row: int
    field: str
    message: str


Check = Callable[[], Iterator[Finding]]


def problems(checks: Mapping[str, Check]) -> Iterator[Problem]:
    """What the checks find, by name; an exception that excuses nothing (any more) is a problem, too."""
    excused, used = {}, set()
    for line, (name, table, key) in enumerate(listed(), start=2):
        if name in checks:
            rows = _rows(table, key)
            excused.update({(name, table, row): line for row in rows})
            if not rows:
                yield Problem(place(TABLE, line, "row"), "exception", f"{table} has no row {key}")
    for name, check in checks.items():
        for found in check():
            if (name, found.table, found.row) in excused:
                used.add(excused[name, found.table, found.row])
            else:
                rule = name.replace("_", " ")
                yield Problem(place(found.table, found.row + 2, found.field), rule, found.message)
    for line in sorted({*excused.values()} - used):
        yield Problem(place(TABLE, line, "row"), "exception", "the row keeps the rule, so it is no exception")


def listed() -> list[tuple[str, str, str]]:
    """The table of exceptions: check, table and row (fields and values, * for the whole table)."""
    if TABLE not in package.table_names():
        return []
    cells = package.table(TABLE).cells
    return list(zip(cells["check"], cells["table"], cells["row"], strict=True))


def _rows(table: str, key: str) -> list[int]:
    """Places of the rows of a table that hold the values of a key."""
    if table not in package.table_names():
        return []
    cells = package.table(table).cells
    wanted = dict(pair.partition("=")[::2] for pair in key.split(";")) if key != ALL else {}
    if not wanted.keys() <= cells.keys():
        return []
    count = len(next(iter(cells.values())))
    return [row for row in range(count) if all(cells[field][row] == wanted[field] for field in wanted)]
