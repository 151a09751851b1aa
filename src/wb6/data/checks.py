"""Checks of the data package: its schema, its sources, and facts that its tables must agree with."""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wb6.data import folders
from wb6.data.problems import Problem

__all__ = ["Problem", "check_package"]


def check_package() -> list[Problem]:
    """All problems of the data package, in the order of its tables; none when it is sound.

    The facts that tables must agree with are looked at only when every table can be read.
    """
    from wb6.data import sanity

    folder = folders.data_dir()
    problems = [*_schema_problems(folder), *_source_problems(folder)]
    return problems or list(sanity.problems())


def _schema_problems(folder: Path) -> Iterator[Problem]:
    """What frictionless finds: types, constraints, keys, references, number of rows."""
    import frictionless

    try:
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
    except frictionless.FrictionlessException as error:
        yield Problem("datapackage.json", "descriptor", " ".join(error.error.note.split()))
        return
    for error in report.errors:
        yield Problem("datapackage.json", error.title.lower(), error.message)
    for task in report.tasks:
        doubled = {error.row_number for error in task.errors if error.type == "primary-key"}
        for error in task.errors:
            if not (error.type == "unique-error" and error.row_number in doubled):
                yield _schema_problem(task.name, error)


def _schema_problem(table: str, error: Any) -> Problem:
    """One finding of frictionless in plain words: table, row, field and rule."""
    fields = getattr(error, "field_names", None) or [
        name for name in [getattr(error, "field_name", "")] if name
    ]
    row = getattr(error, "row_number", None)
    where = [
        f"table {table}",
        *([f"row {row}"] if row else []),
        *([f"field {', '.join(fields)}"] if fields else []),
    ]
    return Problem(", ".join(where), *_rule_and_message(error))


def _rule_and_message(error: Any) -> tuple[str, str]:
    quoted = re.findall(r'"([^"]*)"', error.note)
    match error.type:
        case "type-error":
            kind = quoted[0].removesuffix("/default")
            return f"type {kind}", f"{error.cell!r} is no {kind}"
        case "constraint-error" if quoted[:1] == ["required"]:
            return "required", "the cell is empty"
        case "constraint-error":
            return f"{quoted[0]} {quoted[1]}", f"{error.cell!r} is not allowed"
        case "foreign-key":
            target = f"{error.reference_name}.{', '.join(error.reference_field_names)}"
            return f"foreign key to {target}", f"{', '.join(map(str, error.field_cells))!r} is unknown"
        case "primary-key":
            return "primary key", f"the key is {error.note}"
        case "row-count":
            return "row count", f"{quoted[1]} rows, datapackage.json says {quoted[0]}"
        case _:
            return error.title.lower(), " ".join(error.message.split())


def _source_problems(folder: Path) -> Iterator[Problem]:
    """`sources.csv` and `references.bib` list the same keys."""
    try:
        with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
            listed = {row["key"] for row in csv.DictReader(file)}
        text = (folder / "references.bib").read_text(encoding="utf-8")
    except (OSError, KeyError) as error:
        yield Problem("sources.csv and references.bib", "sources", f"cannot be read: {error}")
        return
    cited = set(re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", text, re.MULTILINE))
    for key in sorted(listed - cited):
        yield Problem("references.bib", "sources", f"no entry for {key!r} of sources.csv")
    for key in sorted(cited - listed):
        yield Problem("sources.csv", "sources", f"no row for {key!r} of references.bib")


if __name__ == "__main__":
    found = check_package()
    print(*found, sep="\n")
    sys.exit(bool(found))
