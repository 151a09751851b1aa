"""`datapackage.json` itself: reading it, and the rules that it must keep before anything reads a table by it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wb6.data import legible, schemas
from wb6.data.problems import Broken, Problem, place, shown
from wb6.errors import DataError

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

FILE = "datapackage.json"
SHAPES = "data-resource"
# Tables that every package has, and fields by which the program knows them.
NEEDED = {
    "countries": {"iso3"},
    "sources": {"key", "publisher", "kind", "grade", "passes_on"},
    "corrections": {"id", "table", "key", "field", "expected", "corrected"},
}
OPTIONAL = {"corrections"}


def read(path: Path) -> dict[str, Any]:
    """Contents of a descriptor of which tables can be read: they have a name, a file, typed fields, a key.

    Raises `DataError` when the file is missing, `Broken` when it is no such JSON.
    """
    _, found = _parsed(path)
    resources = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(resources, list):
        raise _broken("descriptor", "is no object with a list of resources")
    for number, resource in enumerate(resources, start=1):
        if not _is_resource(resource):
            message = f"resource {number} has no name, path, typed fields or primaryKey; see wb6 check"
            raise _broken("descriptor", message)
    return found


def check(folder: Path) -> list[Problem]:
    """What is wrong with the descriptor of a folder, and with the files in it; `read` takes what has nothing.

    Raises `DataError` when the file is missing, `Broken` when it is no JSON.
    """
    text, descriptor = _parsed(folder / FILE)
    slips = [*_slips(text)]
    return list(_unlisted_files(descriptor, folder)) if isinstance(descriptor, dict) and not slips else slips


@lru_cache(maxsize=1)
def _slips(text: str) -> tuple[Problem, ...]:
    """What is wrong with a descriptor itself; remembered, since tables change more often than it does."""
    descriptor: Any = _contents(text)
    found = tuple(_breaches_of_the_schema(descriptor))
    tables = [] if found else [one for one in descriptor["resources"] if one["profile"] != SHAPES]
    return found or (
        *_illegible_texts(descriptor),
        *_names_twice(descriptor),
        *_missing_tables(tables),
        *(problem for table in tables for problem in _slips_of_a_table(table)),
        *(problem for table in tables for problem in _slips_of_fields(table)),
        *(problem for table in tables for problem in _slips_of_keys(table, tables)),
    )


def _parsed(path: Path) -> tuple[str, object]:
    """A descriptor as its file holds it, and its contents, which nobody may change."""
    try:
        text = path.read_text(encoding="utf-8")
        return text, _contents(text)
    except FileNotFoundError:
        raise DataError(
            f"no data package in {path.parent}: {path.name} is missing (WB6_DATA names the folder)"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise _broken("JSON", f"cannot be read: {error}") from None


@lru_cache(maxsize=1)
def _contents(text: str) -> object:
    return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)


def _is_resource(found: object) -> bool:
    """Whether it has what reading a table, or shapes, needs."""
    match found:
        case {"name": str(), "path": str(), "profile": "data-resource"}:
            return True
        case {"name": str(), "path": str(), "schema": {"fields": list(fields), "primaryKey": str() | list()}}:
            return all(_is_field(field) for field in fields)
        case _:
            return False


def _is_field(found: object) -> bool:
    match found:
        case {"name": str(), "type": "string" | "integer" | "number" | "date" | "boolean"}:
            return True
        case _:
            return False


def names(fields: str | list[str]) -> list[str]:
    """The fields of a key, which may be written as one name."""
    return [fields] if isinstance(fields, str) else fields


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise ValueError(f"the key {shown(twice)} stands twice in one object")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


def _broken(rule: str, message: str) -> Broken:
    return Broken(Problem(FILE, rule, message))


def _validator() -> "Draft202012Validator":
    file = Path(__file__).with_name("datapackage.schema.json")
    return schemas.validator(file.read_text(encoding="utf-8"))


def _breaches_of_the_schema(descriptor: dict[str, Any]) -> Iterator[Problem]:
    for path, message in schemas.breaches(_validator(), descriptor):
        where, rest = _where(descriptor, path)
        yield Problem(where, "descriptor", f"{'.'.join(map(str, rest))}: {message}" if rest else message)


def _where(descriptor: dict[str, Any], path: list[str | int]) -> tuple[str, list[str | int]]:
    """The table and field that a path into the descriptor leads to, and the rest of the path."""
    match path:
        case ["resources", int(number), "schema", "fields", int(place_of_field), *rest]:
            resource = descriptor["resources"][number]
            field = _named(resource["schema"]["fields"][place_of_field], place_of_field)
            return f"{FILE}, {place(_named(resource, number), field=field)}", rest
        case ["resources", int(number), *rest]:
            return f"{FILE}, {place(_named(descriptor['resources'][number], number))}", rest
        case _:
            return FILE, path


def _named(found: object, number: int) -> str:
    """The name of a table or field; its number among its kind when it has none."""
    name = found.get("name") if isinstance(found, dict) else None
    return name if isinstance(name, str) and re.fullmatch(r"[\w-]{1,60}", name) else str(number + 1)


def _illegible_texts(descriptor: dict[str, Any]) -> Iterator[Problem]:
    for resource in [{**descriptor, "resources": []}, *descriptor["resources"]]:
        for text in legible.texts(resource):
            if fault := legible.fault(text):
                yield Problem(f"{FILE}, {resource['name']}", "legible text", f"{shown(text)} {fault}")


def _names_twice(descriptor: dict[str, Any]) -> Iterator[Problem]:
    for key in ("name", "path"):
        for value, times in Counter(resource[key] for resource in descriptor["resources"]).items():
            if times > 1:
                yield Problem(FILE, "descriptor", f"{times} resources have the {key} {value}")


def _missing_tables(tables: list[dict[str, Any]]) -> Iterator[Problem]:
    """What the program knows by name is there."""
    declared = _fields(tables)
    for table, fields in NEEDED.items():
        if table not in declared and table not in OPTIONAL:
            yield Problem(FILE, "descriptor", f"the table {table} is missing")
        for field in sorted(fields - declared.get(table, fields)):
            yield Problem(f"{FILE}, {place(table)}", "descriptor", f"the field {field} is missing")


def _fields(tables: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Names of fields by table."""
    return {table["name"]: {field["name"] for field in table["schema"]["fields"]} for table in tables}


def _unlisted_files(descriptor: dict[str, Any], folder: Path) -> Iterator[Problem]:
    """A table that is taken out of the descriptor by mistake would vanish from all checks."""
    listed = {resource["path"] for resource in descriptor["resources"]}
    for file in sorted([*folder.glob("*.csv"), *folder.glob("geo/*.json")]):
        path = file.relative_to(folder).as_posix()
        if path not in listed:
            yield Problem(FILE, "descriptor", f"no resource names the file {shown(path)}")


def _slips_of_a_table(resource: dict[str, Any]) -> Iterator[Problem]:
    if resource["path"] != f"{resource['name']}.csv":
        message = f"path is {resource['path']}, not {resource['name']}.csv"
        yield Problem(f"{FILE}, {place(resource['name'])}", "descriptor", message)


def _slips_of_fields(resource: dict[str, Any]) -> Iterator[Problem]:
    for name, times in Counter(field["name"] for field in resource["schema"]["fields"]).items():
        if times > 1:
            where = f"{FILE}, {place(resource['name'], field=name)}"
            yield Problem(where, "descriptor", f"is declared {times} times")
    for field in resource["schema"]["fields"]:
        where = f"{FILE}, {place(resource['name'], field=field['name'])}"
        constraints = field.get("constraints", {})
        if "minimum" in constraints and constraints["minimum"] > constraints["maximum"]:
            message = f"minimum {constraints['minimum']} is above maximum {constraints['maximum']}"
            yield Problem(where, "descriptor", message)
        try:
            re.compile(constraints.get("pattern", ""))
        except (re.error, OverflowError, RecursionError) as error:
            message = f"pattern {shown(constraints['pattern'])} is no regular expression: {error}"
            yield Problem(where, "descriptor", message)


def _slips_of_keys(resource: dict[str, Any], tables: list[dict[str, Any]]) -> Iterator[Problem]:
    """Keys name fields that there are, in this table and in the one they refer to."""
    declared = _fields(tables)
    where, own = f"{FILE}, {place(resource['name'])}", declared[resource["name"]]
    for name in names(resource["schema"]["primaryKey"]):
        if name not in own:
            yield Problem(where, "primary key", f"names the field {name!r}, which the table has not")
    for key in resource["schema"]["foreignKeys"]:
        fields, target = names(key["fields"]), key["reference"]["resource"]
        referred = names(key["reference"]["fields"])
        if target not in declared:
            yield Problem(where, "foreign key", f"refers to the table {target!r}, which there is not")
            continue
        for name in sorted({*fields} - own):
            yield Problem(where, "foreign key", f"names the field {name!r}, which the table has not")
        for name in sorted({*referred} - declared[target]):
            yield Problem(where, "foreign key", f"refers to {target}.{name}, which there is not")
        if len(fields) != len(referred):
            message = f"{', '.join(fields)} and {target}.{', '.join(referred)} are not as many"
            yield Problem(where, "foreign key", message)
