"""What a table's schema says of its values: constraints of fields, keys, references, number of rows."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from wb6.data.descriptors import names
from wb6.data.package import Table
from wb6.data.problems import Problem, place, shown
from wb6.data.values import Value, value

# By constraint: whether a value breaks it, given what the schema says, which is of the type of the field.
_BROKEN: dict[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda found, least: found < least,
    "maximum": lambda found, most: found > most,
    "enum": lambda found, allowed: found not in allowed,
    "pattern": lambda found, pattern: not re.fullmatch(pattern, found),
    "maxLength": lambda found, most: len(found) > most,
}


def problems(table: Table, resource: Mapping[str, Any], tables: Mapping[str, Table]) -> list[Problem]:
    """What is wrong with a table, in the order of its rows; `tables` are those that references may lead to."""
    key = names(resource["schema"]["primaryKey"])
    found = [
        *_constraints(table, resource["schema"]["fields"], key),
        *_keys(table, key),
        *_references(table, resource["schema"]["foreignKeys"], tables),
    ]
    told = [Problem(place(table.name, row, field), *rule) for row, field, *rule in sorted(found, key=_row)]
    rows = len(next(iter(table.cells.values())))
    if rows != resource["rows"]:
        message = f"{rows} rows, datapackage.json says {resource['rows']}"
        told.append(Problem(place(table.name), "row count", message))
    return told


def broken(field: Mapping[str, Any], found: Iterable[Value | None]) -> dict[Value, str]:
    """Values that break a constraint of a field, each with the first that it breaks, such as "minimum 0"."""
    constraints = field.get("constraints", {})
    # JSON knows no days: their bounds are text there.
    bounds = {
        rule: value("date", bound) if field["type"] == "date" else bound
        for rule, bound in constraints.items()
        if rule in _BROKEN
    }
    rules: dict[Value, str] = {}
    for one in {each for each in found if each is not None}:
        for rule, bound in bounds.items():
            if _BROKEN[rule](one, bound):
                said = ", ".join(map(str, bound)) if isinstance(bound, list) else bound
                rules.setdefault(one, f"{rule} {said}")
    return rules


_Found = tuple[int, str, str, str]  # row, field, rule, message


def _row(found: _Found) -> int:
    return found[0]


def _constraints(table: Table, fields: list[dict[str, Any]], key: list[str]) -> Iterator[_Found]:
    for field in fields:
        name, constraints = field["name"], field.get("constraints", {})
        cells, values = table.cells[name], table.values[name]
        if constraints.get("required"):
            for position, text in enumerate(cells):
                if not text:
                    yield position + 2, name, "required", "the cell is empty"
        rules = broken(field, values)
        for position, found in enumerate(values if rules else ()):
            if found in rules:
                yield position + 2, name, rules[found], f"{shown(cells[position])} is not allowed"
        if constraints.get("unique") and key != [name]:
            for position, first in _repeated(values):
                yield (
                    position + 2,
                    name,
                    "unique",
                    f"{shown(cells[position])} stands in the row {first + 2} too",
                )


def _keys(table: Table, key: list[str]) -> Iterator[_Found]:
    for position, first in _repeated(_rows(table, key)):
        yield position + 2, "", "primary key", f"the key is the same as in the row {first + 2}"


def _repeated(values: list[Any]) -> Iterator[tuple[int, int]]:
    """Positions of values that stood before, each with the position of the first."""
    seen: dict[Any, int] = {}
    for position, found in enumerate(values):
        first = seen.setdefault(found, position)
        if first != position and found is not None:
            yield position, first


def _references(table: Table, keys: list[dict[str, Any]], tables: Mapping[str, Table]) -> Iterator[_Found]:
    for key in keys:
        fields, target = names(key["fields"]), tables.get(key["reference"]["resource"])
        if target is None:
            continue
        referred = names(key["reference"]["fields"])
        known = {*_rows(target, referred)}
        rule = f"foreign key to {target.name}.{', '.join(referred)}"
        for position, found in enumerate(_rows(table, fields)):
            if None not in found and found not in known:
                told = ", ".join(table.cells[field][position] for field in fields)
                yield position + 2, ", ".join(fields), rule, f"{shown(told)} is unknown"


def _rows(table: Table, fields: list[str]) -> list[tuple[Value | None, ...]]:
    return list(zip(*(table.values[field] for field in fields), strict=True))
