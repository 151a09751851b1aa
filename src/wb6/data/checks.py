"""Checks of the data package: its descriptor, its files, its schema, and facts that its tables must agree with."""

import sys
from collections.abc import Iterator

from wb6.data import addresses, claim_files, constraints, descriptors, folders, legible, package, references
from wb6.data.package import Table
from wb6.data.problems import Broken, Problem, place, shown
from wb6.errors import DataError

__all__ = ["Problem", "check_package", "require_readable"]


def check_package() -> list[Problem]:
    """All problems of the data package as its files are now, in the order of its tables; none when it is sound.

    Each step needs what the one before found sound: the descriptor, then the files, then facts that tables must
    agree with.
    """
    from wb6.data import sanity

    package.forget()
    return _of_the_descriptor() or _of_the_files() or list(sanity.problems())


def require_readable() -> None:
    """Refuse to begin work on a package of which a table cannot be read, as its files are now.

    Raises `DataError` with the first problem; the whole check, which takes longer, finds what is wrong otherwise.
    """
    package.forget()
    problems = _of_the_descriptor() or [problem for name in _tables() for problem in _read(name)[1]]
    if problems:
        more = f"; and {len(problems) - 1} more, see wb6 check" if len(problems) > 1 else ""
        raise DataError(f"{problems[0]}{more}")


def _of_the_descriptor() -> list[Problem]:
    try:
        return descriptors.check(folders.data_dir())
    except Broken as error:
        return [error.problem]
    except DataError as error:
        return [Problem(descriptors.FILE, "file", str(error))]


def _of_the_files() -> list[Problem]:
    """What is wrong with tables, shapes and references, each taken by itself and by what it refers to."""
    problems, tables = [], {}
    for name in _tables():
        tables[name], found = _read(name)
        problems += found
    readable = {name: table for name, table in tables.items() if table is not None}
    for name, table in readable.items():
        problems += _of_texts(table)
        problems += constraints.problems(table, package.resource(name), readable)
    if {claim_files.TABLE, "countries", "sources"} <= {*readable}:
        problems += claim_files.check()
    return [*problems, *_of_shapes(), *_of_references(readable.get("sources"))]


def _tables() -> list[str]:
    """Names of tables, in the order of the descriptor."""
    resources = package.descriptor()["resources"]
    return [resource["name"] for resource in resources if resource["profile"] != descriptors.SHAPES]


def _read(name: str) -> tuple[Table | None, list[Problem]]:
    """A table, None for one that cannot be read, and what is wrong with its file and the types of its cells."""
    try:
        table = package.table(name)
    except Broken as error:
        return None, [error.problem]
    return table, list(table.problems)


def _of_texts(table: Table) -> Iterator[Problem]:
    """Text in tables is legible, no formula, and an address where its field is one."""
    for name, field in package.fields(table.name).items():
        if field["type"] != "string":
            continue
        faults = {text: _fault(name, text) for text in {*table.cells[name]} - {""}}
        if any(faults.values()):
            for row, text in enumerate(table.cells[name], start=2):
                if fault := faults.get(text):
                    yield Problem(place(table.name, row, name), *fault)


def _fault(field: str, text: str) -> tuple[str, str] | None:
    """Rule that a text breaks, and how."""
    if fault := legible.fault(text):
        return "legible text", f"{shown(text)} {fault}"
    if order := legible.order(text):
        return "no formula", f"{shown(text)} {order}"
    if field == "url" and not addresses.is_of_the_web(text):
        return "web address", f"{shown(text)} is no http or https address"
    return None


def _of_shapes() -> Iterator[Problem]:
    for resource in package.descriptor()["resources"]:
        if resource["profile"] == descriptors.SHAPES:
            try:
                package.shapes(resource["name"])
            except Broken as error:
                yield error.problem


def _of_references(sources: Table | None) -> Iterator[Problem]:
    """The bibliography can be read, and lists the same keys as `sources.csv`."""
    try:
        cited, problems = references.check(references.read(folders.data_dir()))
    except Broken as error:
        yield error.problem
        return
    yield from problems
    if sources is None or problems:
        return
    listed = {*sources.cells["key"]}
    for key in sorted(listed - {*cited}):
        yield Problem(references.FILE, "sources", f"no entry for {key!r} of sources.csv")
    for key in sorted({*cited} - listed):
        yield Problem("sources.csv", "sources", f"no row for {key!r} of references.bib")


if __name__ == "__main__":
    found = check_package()
    print(*found, sep="\n")
    sys.exit(bool(found))
