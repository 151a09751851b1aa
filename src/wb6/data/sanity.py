"""Facts that the tables must agree with, each a function whose docstring says it in words."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from wb6.data import codings, constraints, coverage, exceptions, kinds, objections, package, readings, sums
from wb6.data.countries import WB6
from wb6.data.descriptors import names
from wb6.data.problems import Problem, place
from wb6.data.values import Value
from wb6.errors import DataError, UsageError

# Fields that refer to a table by their name, with the key of that table; all of them in text.
REFERENCES = {
    re.compile(r"(\w+_)?source(_\d+)?|verified_by"): ("sources", "key"),
    re.compile(r"(\w+_)?iso3"): ("countries", "iso3"),
}
# Fields that name a source of the row itself, and not of a remark or a text that it speaks of.
CARRYING = re.compile(r"source(_\d+)?")


def problems() -> Iterator[Problem]:
    """All disagreements, table by table; needs a package that its schema finds valid."""
    tables = package.table_names()
    for name in tables:
        resource = package.resource(name)
        slips = [problem for check in OF_EVERY_DESCRIPTOR for problem in check(resource)]
        yield from slips
        for check in OF_EVERY_TABLE if not slips else ():
            yield from check(resource)
    unsound = list(corrections_find_what_they_expect())
    yield from unsound
    for table, agree in OF_ONE_TABLE.items():
        if table in tables and not unsound:
            yield from agree()
    if not unsound:
        yield from exceptions.problems({**kinds.CHECKS, **sums.CHECKS})


def fields_of_editions_exist(resource: dict[str, Any]) -> Iterator[Problem]:
    """`asOf` and `laterFields` name fields of their table, and those that date are days or years."""
    where = place(resource["name"])
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    later = resource.get("laterFields", {})
    dating = [*([resource["asOf"]] if resource.get("asOf") else []), *later]
    for name in [*dating, *(name for dependents in later.values() for name in dependents)]:
        if name not in types:
            yield Problem(where, "edition", f"asOf or laterFields name the field {name!r}, which it has not")
    for name in dating:
        if types.get(name, "date") not in {"date", "integer"}:
            message = f"asOf or laterFields date by {name!r}, which is neither a day nor a year"
            yield Problem(where, "edition", message)


def rows_that_bear_a_date_are_dated(resource: dict[str, Any]) -> Iterator[Problem]:
    """A table in which each row must have a day or a year of the world says by `asOf` which field dates it."""
    if resource["asOf"] is None:
        for field in resource["schema"]["fields"]:
            dates = field["type"] == "date" or field["name"] == "year"
            required = field.get("constraints", {}).get("required")
            if dates and required and not field.get("reading"):
                message = f"asOf is null although each row has {field['name']}; editions would not be cut"
                yield Problem(place(resource["name"]), "edition", message)


def what_rows_hang_on_is_required(resource: dict[str, Any]) -> Iterator[Problem]:
    """No row without key, source and the date that puts it into editions, and no source without grade.

    Codes that are ours have no source.
    """
    needed = {*names(resource["schema"]["primaryKey"]), resource["asOf"]}
    needed |= {"source"} if resource["name"] != "countries" else set()
    needed |= {"grade"} if resource["name"] == "sources" else set()
    for field in resource["schema"]["fields"]:
        if field["name"] in needed and not field.get("constraints", {}).get("required"):
            where = place(resource["name"], field=field["name"])
            yield Problem(where, "required", "the field is not required, so rows could be without it")


def later_knowledge_is_dated(resource: dict[str, Any]) -> Iterator[Problem]:
    """A field that says when another became known (`note_known`) blanks that one in editions before."""
    declared = [field["name"] for field in resource["schema"]["fields"]]
    for name in declared:
        told = name.removesuffix("_known")
        if told != name and told in declared and told not in resource["laterFields"].get(name, []):
            message = f"laterFields do not blank {told} before {name}"
            yield Problem(place(resource["name"], field=told), "edition", message)


def dates_are_known_in_time(resource: dict[str, Any]) -> Iterator[Problem]:
    """No row is dated after the edition, and none speaks of a day after its own.

    An imprecise date, and a year, may lie up to the end of the edition's year. Fields that may lie later are named in
    `laterFields`, or are `planned`; a second `reading` of a row is no event of the world.
    """
    table, as_of = package.table(resource["name"]), resource["asOf"]
    edition = dt.date.fromisoformat(package.latest_edition())
    end_of_year = dt.date(edition.year, 12, 31)
    own = [_day(found) for found in table.values[as_of]] if as_of else []
    exact = [text in {"", "day"} for text in table.cells.get("date_precision", [""] * len(own))]
    for row, (day, is_exact) in enumerate(zip(own, exact, strict=True), start=2):
        imprecise = not is_exact or isinstance(table.values[as_of][row - 2], int)
        if day is not None and day > (end_of_year if imprecise else edition):
            message = (
                f"{table.cells[as_of][row - 2]} lies after the edition of {edition}, which would not show it"
            )
            yield Problem(place(table.name, row, as_of), "edition", message)
    for field in resource["schema"]["fields"]:
        name = field["name"]
        free = name in {as_of, *resource["laterFields"]} or field.get("planned") or field.get("reading")
        if _dates(field) and not free:
            for row, found in enumerate(map(_day, table.values[name]), start=2):
                last = own[row - 2] if as_of else edition
                if found is not None and last is not None and found > last:
                    message = (
                        f"{found} lies after {last}, the day of its row; laterFields do not name the field"
                    )
                    yield Problem(place(table.name, row, name), "edition", message)


def _dates(field: dict[str, Any]) -> bool:
    """Whether a field holds days, or years of something that happened."""
    kind, name = str(field["type"]), str(field["name"])
    return kind == "date" or (kind == "integer" and name.endswith("_year"))


def _day(found: Value | None) -> dt.date | None:
    """The day from which a row counts that a year or a day dates; years beyond the calendar are its ends."""
    if isinstance(found, int):
        return dt.date(min(max(found, 1), 9999), 12, 31)
    return found if isinstance(found, dt.date) else None


def key_is_declared(resource: dict[str, Any]) -> Iterator[Problem]:
    """Every table has a primary key, so that each of its rows can be named."""
    if not resource["schema"].get("primaryKey"):
        yield Problem(place(resource["name"]), "primary key", "none is declared")


def references_are_keys(resource: dict[str, Any]) -> Iterator[Problem]:
    """Every field that names a source or a country refers to the table of those."""
    declared = {
        (name, key["reference"]["resource"])
        for key in resource["schema"]["foreignKeys"]
        for name in names(key["fields"])
    }
    for field in resource["schema"]["fields"]:
        for pattern, (table, key) in REFERENCES.items():
            refers = pattern.fullmatch(field["name"]) and table != resource["name"]
            if refers and (field["name"], table) not in declared:
                where = place(resource["name"], field=field["name"])
                yield Problem(where, table, f"is no foreign key to {table}.{key}")


def countries_are_all_there(resource: dict[str, Any]) -> Iterator[Problem]:
    """No table lost one of the six countries unseen: `countries` lists those in its first country field."""
    coded = [field["name"] for field in resource["schema"]["fields"] if field["name"].endswith("iso3")]
    found = {*package.table(resource["name"]).cells[coded[0]]} & {*WB6} if coded else set()
    for iso3 in sorted(found ^ set(resource.get("countries", []))):
        state = "has rows but is not listed" if iso3 in found else "is listed but has no row"
        yield Problem(f"table {resource['name']}", "countries", f"{iso3} {state}")


def rows_rest_on_sources_of_a_grade(resource: dict[str, Any]) -> Iterator[Problem]:
    """Where a table says by `grades` which sources may carry a row, each row that names sources has one of them."""
    if allowed := resource.get("grades"):
        table = package.table(resource["name"])
        columns = [cells for field, cells in table.cells.items() if CARRYING.fullmatch(field)]
        grades = dict(
            zip(*(package.table("sources").cells[field] for field in ("key", "grade")), strict=True)
        )
        for row, keys in enumerate(zip(*columns, strict=True), start=2):
            named = [key for key in keys if key]
            if named and not {grades[key] for key in named} & {*allowed}:
                told = ", ".join(f"{key} is {grades[key]}" for key in named)
                message = f"{told}; one of the row's sources must be {', '.join(allowed)}"
                yield Problem(place(table.name, row, "source"), "grades", message)


def readings_have_day_and_source(resource: dict[str, Any]) -> Iterator[Problem]:
    """A row that was read a second time says when, and in which source."""
    table = package.table(resource["name"])
    if readings.DAY in table.cells:
        pairs = zip(table.cells[readings.DAY], table.cells[readings.SOURCE], strict=True)
        for row, (day, source) in enumerate(pairs, start=2):
            if bool(day) != bool(source):
                field = readings.SOURCE if day else readings.DAY
                message = "the row was read again, and either the day or the source is missing"
                yield Problem(place(table.name, row, field), "second reading", message)


def corrections_find_what_they_expect() -> Iterator[Problem]:
    """Each entry of the corrections ledger finds the printed value that it corrects, and puts a possible one there."""
    ledger = package.corrections()
    for table in sorted({entry.table for entry in ledger}):
        try:
            package.load(table)
        except (DataError, UsageError) as error:
            yield Problem(place(table), "corrections", str(error))
            continue
        for entry in ledger:
            if entry.table == table:
                yield from _impossible_value(entry)


def _impossible_value(entry: package.Correction) -> Iterator[Problem]:
    """A corrected value keeps the constraints of the field into which it is put."""
    field = package.fields(entry.table)[entry.field]
    found = package.corrected(entry.id, field["type"], entry.corrected)
    for rule in constraints.broken(field, [found]).values():
        message = f"{entry.corrected} is not allowed in {entry.table}.{entry.field}"
        yield Problem(place("corrections", entry.row, "corrected"), rule, message)


def sources_name_what_they_pass_on() -> Iterator[Problem]:
    """A source that is graded `passing_on` names what it passes on, and no other does."""
    cells = package.table("sources").cells
    graded = zip(cells["key"], cells["grade"], cells["passes_on"], strict=True)
    for row, (key, grade, passed_on) in enumerate(graded, start=2):
        if (grade == "passing_on") != bool(passed_on):
            state = "says what it passes on" if passed_on else "does not say what it passes on"
            message = f"{key} is graded {grade} and {state}"
            yield Problem(place("sources", row, "passes_on"), "passes on", message)


def members_of_outside_lists_are_there() -> Iterator[Problem]:
    """Each member of a list that somebody else keeps has its row, or the reason why a table has none."""
    cells = package.table("outside_lists").cells
    fields = ("list", "iso3", "table", "filter", "out_of_scope")
    for row, (name, iso3, table, rows, reason) in enumerate(
        zip(*(cells[field] for field in fields), strict=True), 2
    ):
        wanted = {"iso3": iso3, **dict(pair.partition("=")[::2] for pair in rows.split(";"))}
        where = place("outside_lists", row, "filter")
        if table not in package.table_names() or not wanted.keys() <= package.fields(table).keys():
            yield Problem(where, "outside list", f"there is no table {table} with {', '.join(wanted)}")
            continue
        found = zip(*(package.table(table).cells[field] for field in wanted), strict=True)
        there = tuple(wanted.values()) in found
        if there == bool(reason):
            state = "has a row all the same" if there else f"has no row in {table}"
            yield Problem(where, "outside list", f"{iso3} of the list {name} {state}")


def a_page_has_one_key() -> Iterator[Problem]:
    """No page of the press stands under two keys: it would look like two sources."""
    cells = package.table("sources").cells
    first: dict[tuple[str, str], str] = {}
    pages = zip(*(cells.get(field, cells["key"]) for field in ("key", "url", "year", "kind")), strict=True)
    for row, (key, url, year, kind) in enumerate(pages, start=2):
        other = first.setdefault((url.rstrip("/"), year), key) if kind == "press" else key
        if other != key:
            message = f"{key} is the page of {other}"
            yield Problem(place("sources", row, "url"), "one page, one key", message)


def what_decided_a_correction_stands_in_its_row() -> Iterator[Problem]:
    """A value that another source put right names that source in its row; one that changed again since is passed over."""
    ledger = package.table("errata").cells
    fields = ("table", "row", "field", "became", "decided_by")
    for line, (table, key, field, became, source) in enumerate(
        zip(*(ledger[name] for name in fields), strict=True), 2
    ):
        if not (field and source and table in package.table_names() and field in package.fields(table)):
            continue
        wanted = dict(pair.partition("=")[::2] for pair in key.split(";")) | {field: became}
        cells = package.table(table).cells
        told = [name for name in cells if name in {*package.source_fields(table), "note"}]
        for row in range(len(cells[field])):
            is_it = all(cells[name][row] == value for name, value in wanted.items() if name in cells)
            if is_it and not any(source in cells[name][row] for name in told):
                message = f"{source} decided {field} of {table} where {key}, and the row does not name it"
                yield Problem(place("errata", line, "decided_by"), "decided by", message)


def sources_are_sound() -> Iterator[Problem]:
    """What sources must agree with among themselves."""
    yield from sources_name_what_they_pass_on()
    yield from a_page_has_one_key()


OF_EVERY_DESCRIPTOR = (
    fields_of_editions_exist,
    rows_that_bear_a_date_are_dated,
    what_rows_hang_on_is_required,
    later_knowledge_is_dated,
    key_is_declared,
    references_are_keys,
)
OF_EVERY_TABLE = (
    dates_are_known_in_time,
    countries_are_all_there,
    rows_rest_on_sources_of_a_grade,
    readings_have_day_and_source,
)
OF_ONE_TABLE: dict[str, Callable[[], Iterator[Problem]]] = {
    codings.CLAIMS: partial(codings.problems, codings.CLAIMS),
    codings.DOCUMENTS: partial(codings.problems, codings.DOCUMENTS),
    coverage.TABLE: coverage.problems,
    "errata": what_decided_a_correction_stands_in_its_row,
    objections.TABLE: objections.problems,
    "outside_lists": members_of_outside_lists_are_there,
    "sources": sources_are_sound,
}
