"""The ledger of claims: a YAML file a claim in `claims/`, and the table `claims` that is made of them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from wb6.data import constraints, folders, legible, package, reads, schemas, tables
from wb6.data.problems import Broken, Problem, shown

if TYPE_CHECKING:
    import yaml

FOLDER, TABLE, SCHEMA = "claims", "claims", "claims.schema.json"
TEXTS = "texts.yaml"
_TEXTS_STEM = "texts"
REMEDY = "wb6 accept writes it"
# Fields of the table that an entry writes under another name.
_RENAMED = {"locator": "place"}
# Plain scalars that are no text, as JSON knows them, each with the letters that it may begin with.
_PLAIN = {
    "bool": ("^(?:true|false)$", list("tf")),
    "null": ("^$", [""]),
    "int": ("^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    "float": ("^-?[0-9]+[.][0-9]+$", list("-0123456789")),
}
# Years of what a claim speaks of, each with the mark of a decade; months and days of a year stand behind it.
_YEARS = re.compile(r"\b(\d{4})(s?)(?:-\d{2}(?:-\d{2})?)?\b")
_FROM_TEXT = {"date": "published", "date_precision": "precision", "seed_source": "source"}


def entries() -> Mapping[str, dict[str, Any]]:
    """Entries of the ledger by the number of the claim, as YAML holds them; none for a package without a ledger.

    Raises `Broken`, which names file, field and rule, for the first entry that is not what the schema says.
    """
    found, problems = _read(package.state(), folders.data_dir())
    if problems:
        raise Broken(problems[0])
    return {name: entry for name, entry in found.items() if name != _TEXTS_STEM}


def printed(entry: Mapping[str, Any]) -> float | None:
    """The number that a claim prints; None for one that prints none, or a date or list."""
    value = entry.get("value")
    return value if isinstance(value, int | float) else None


def speaks_until(claim_id: str, entry: Mapping[str, Any]) -> date | None:
    """The last day of the time that a claim speaks of; None where that reaches to the year of its text, or is open."""
    found, _ = _read(package.state(), folders.data_dir())
    spoken = str(entry.get("speaks_of", ""))
    years = [int(year) + (9 if decade else 0) for year, decade in _YEARS.findall(spoken)]
    if (
        not years
        or spoken.endswith("-")
        or years[-1] >= int(found[_TEXTS_STEM][claim_id[:2]]["published"][:4])
    ):
        return None
    return date(years[-1], 12, 31)


def decided_by(entry: Mapping[str, Any]) -> str:
    """What decides the main point of a claim: data, documents, or nothing where it has none or nothing is on file."""
    main = next((point for point in entry.get("points", ()) if point["role"] == "main"), None)
    if main is None or "lacking" in main:
        return "nothing"
    return "documents" if "documents" in main else "data"


def file_of(claim_id: str) -> str:
    """The file of an entry, as messages name it."""
    return f"{FOLDER}/{claim_id}.yaml"


@reads.cache
def _codes(_state: object) -> frozenset[str]:
    return frozenset(package.table("countries").cells["iso3"])


def codes() -> frozenset[str]:
    """Codes of the countries, groups and powers that a claim may name."""
    return _codes(package.state())


def check() -> list[Problem]:
    """What is wrong with the ledger, and whether the table holds what it says; needs readable tables."""
    folder = folders.data_dir()
    found, problems = _read(package.state(), folder)
    if not found or problems:
        return list(problems)
    slips = list(_of_the_table(found))
    if not slips and table_text() != _text(folder / f"{TABLE}.csv"):
        told = _first_difference()
        slips.append(Problem(f"table {TABLE}", "ledger", f"is not what {FOLDER}/ says{told}; {REMEDY}"))
    return slips


def table_text() -> str:
    """The table `claims` as CSV, made of the ledger."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(package.fields(TABLE))
    writer.writerows(row.values() for row in rows().values())
    return out.getvalue()


def rows() -> dict[str, dict[str, str]]:
    """Rows of the table `claims` by the number of the claim, each with the text of its cells by field."""
    found, _ = _read(package.state(), folders.data_dir())
    texts = found[_TEXTS_STEM]
    return {
        claim_id: _row(claim_id, entry, texts[claim_id[:2]]) for claim_id, entry in sorted(entries().items())
    }


def write_table() -> bool:
    """Write the table `claims`, and its number of rows in the descriptor, as the ledger says; whether they differed.

    Raises `Broken` for a ledger that cannot be read.
    """
    if not entries():
        return False
    return tables.write(TABLE, table_text())


def _row(claim_id: str, entry: Mapping[str, Any], text: Mapping[str, str]) -> dict[str, str]:
    made = {"claim_id": claim_id, "seed": f"{int(claim_id[1]):03}"}
    made |= {field: text[key] for field, key in _FROM_TEXT.items()} | {"decided_by": decided_by(entry)}
    return {
        field: made[field] if field in made else _cell(entry.get(_RENAMED.get(field, field), ""))
        for field in package.fields(TABLE)
    }


def _cell(value: object) -> str:
    return ";".join(value) if isinstance(value, list) else str(value)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _first_difference() -> str:
    """The first claim whose row is not what its entry says."""
    cells = package.table(TABLE).cells
    there = dict(zip(cells["claim_id"], zip(*cells.values(), strict=True), strict=True))
    wanted = {claim_id: tuple(row.values()) for claim_id, row in rows().items()}
    differ = sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name))
    return f", first of {differ[0]}" if differ else ""


@reads.cache
def _read(_state: object, folder: Path) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Contents of all files of the ledger by name, and what is wrong with them."""
    reads.note(FOLDER, SCHEMA)
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    files = sorted((folder / FOLDER).glob("*"))
    schema = (folder / SCHEMA).read_text(encoding="utf-8") if files else ""
    for path in files:
        where = f"{FOLDER}/{path.name}"
        if path.suffix != ".yaml":
            problems.append(Problem(where, "ledger", "is no .yaml file"))
            continue
        try:
            found[path.stem], slips = _checked(_read_text(path, where), where, path.stem, schema)
        except Broken as error:
            problems.append(error.problem)
            continue
        problems += slips
    if files and _TEXTS_STEM not in found:
        problems.append(Problem(f"{FOLDER}/{TEXTS}", "file", "is missing"))
    return found, tuple(problems)


def _read_text(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Broken(Problem(where, "YAML", f"cannot be read: {error}")) from None


@lru_cache(maxsize=1024)
def _checked(text: str, where: str, stem: str, schema: str) -> tuple[Any, tuple[Problem, ...]]:
    """Contents of one file, which nobody may change, and what is wrong with it taken by itself.

    Remembered, since few files of the ledger change between two readings.
    """
    entry = _loaded(text, where)
    return entry, tuple(_breaches(entry, stem, where, schema))


def _loaded(text: str, where: str) -> object:
    import yaml

    try:
        return yaml.load(text, _loader())
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Broken(Problem(f"{where}{line}", "YAML", error.problem or "is no YAML")) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise Broken(Problem(where, "YAML", f"cannot be read: {error}")) from None


@cache
def _loader() -> "type[yaml.SafeLoader]":
    """A safe loader that reads `no` as a word and a day as text, as people mean them, and refuses a key twice."""
    import yaml

    # The C one is faster; there is none where PyYAML was built without its library.
    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
            keys = Counter(str(key.value) for key, _ in node.value)
            for key, _ in node.value:
                if keys[str(key.value)] > 1:
                    message = f"the key {shown(key.value)} stands twice"
                    raise yaml.constructor.ConstructorError(problem=message, problem_mark=key.start_mark)
            found: dict[object, object] = super().construct_mapping(node, deep)
            return found

    for kind, (pattern, first) in _PLAIN.items():
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), first)
    return Loader


def _breaches(entry: object, stem: str, where: str, schema: str) -> Iterator[Problem]:
    """What in one file breaks the schema, or cannot be read by people."""
    kind = "texts" if stem == _TEXTS_STEM else "claim"
    for path, message in schemas.breaches(schemas.validator(schema, kind), entry):
        yield Problem(where, "schema", f"{'.'.join(map(str, path))}: {message}" if path else message)
    for text in legible.texts(entry):
        if fault := legible.fault(text):
            yield Problem(where, "legible text", f"{shown(text)} {fault}")


def _of_the_table(found: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with entries by the rules of the table that they make: constraints of fields, countries, texts."""
    texts = found[_TEXTS_STEM]
    known = {*package.table("sources").cells["key"]}
    for name, text in texts.items():
        if text["source"] not in known:
            message = f"{name}.source: {shown(text['source'])} is no key of sources.csv"
            yield Problem(f"{FOLDER}/{TEXTS}", "foreign key to sources.key", message)
    for claim_id in sorted({*found} - {_TEXTS_STEM}):
        if claim_id[:2] not in texts:
            message = f"no text {shown(claim_id[:2])} in {TEXTS}; texts are {', '.join(sorted(texts))}"
            yield Problem(file_of(claim_id), "file name", message)
            continue
        yield from _of_a_row(claim_id, _row(claim_id, found[claim_id], texts[claim_id[:2]]))
        for field in ("countries", "actors"):
            for code in found[claim_id].get(field, []):
                if code not in codes():
                    message = f"{field}: {shown(code)} is no country; codes are {', '.join(sorted(codes()))}"
                    yield Problem(file_of(claim_id), "foreign key to countries.iso3", message)


def _of_a_row(claim_id: str, row: Mapping[str, str]) -> Iterator[Problem]:
    """Cells that the fields of the table do not allow."""
    fields = package.fields(TABLE)
    for field, cell in row.items():
        told = _RENAMED.get(field, field)
        if not cell and fields[field].get("constraints", {}).get("required"):
            yield Problem(file_of(claim_id), "required", f"{told} is empty")
        if fields[field]["type"] == "string":
            for value, rule in constraints.broken(fields[field], [cell or None]).items():
                yield Problem(file_of(claim_id), rule, f"{told}: {shown(value)} is not allowed")
