"""The tests of all claims, as the ledger declares them, with the measures that it names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wb6.claims import conditions, registry
from wb6.claims.declaration import Change, Declaration, Documented, Lacking, Need, Point, Resolution
from wb6.claims.documents import TABLE
from wb6.claims.verdicts import Kind
from wb6.data import claim_files, package, reads
from wb6.data.problems import Broken, Problem, shown
from wb6.errors import UsageError

MAIN = "main"


def declarations() -> Mapping[str, Declaration]:
    """All declared tests by the number of their claim.

    Raises `Broken` for a ledger that cannot be read, or that names a measure which there is not.
    """
    return _declarations(package.state())


@reads.cache
def _declarations(_state: object) -> Mapping[str, Declaration]:
    for problem in problems_of_tests():
        raise Broken(problem)
    return {claim_id: _declaration(claim_id, entry) for claim_id, entry in claim_files.entries().items()}


def of(claim_id: str) -> Declaration:
    """The test of one claim. Raises `UsageError` for a claim without one."""
    try:
        return declarations()[claim_id]
    except KeyError:
        raise UsageError(f"claim {claim_id} has no declared test") from None


def problems_of_tests() -> Iterator[Problem]:
    """What is wrong with the tests of the ledger: measures, arguments, countries, tables, rules that name what is not."""
    documents = {*package.table(TABLE).cells["id"]} if TABLE in package.table_names() else set()
    for claim_id, entry in claim_files.entries().items():
        points = entry.get("points", ())
        if points and [point["role"] for point in points].count(MAIN) != 1:
            yield Problem(claim_files.file_of(claim_id), "main point", "exactly one point is the main one")
        for number, point in enumerate(points, start=1):
            where = f"{claim_files.file_of(claim_id)}, point {number}"
            for one in point.get("documents", ()):
                if f"{claim_id}-{one}" not in documents:
                    yield Problem(where, "document", f"{claim_id}-{one} is no row of {TABLE}.csv")
            of_parts = {one for numbers in point.get("parts", {}).values() for one in numbers}
            if "parts" in point and of_parts != {*point["documents"]}:
                yield Problem(where, "parts", "they hold other documents than the point")
            for rule, message in _faults(point, claim_files.printed(entry)):
                yield Problem(where, rule, message)


def _faults(point: Mapping[str, Any], printed: float | None) -> Iterator[tuple[str, str]]:
    """Rules that a point breaks, each with what is wrong."""
    for written in (point["rule"], *point.get("other_rules", ())) if "rule" in point else ():
        try:
            conditions.rule(written, printed)
        except ValueError as error:
            yield "rule", str(error)
    known = package.table_names()
    for name in point.get("tables", ()):
        if name not in known:
            yield "table", f"{shown(name)} is no table; tables are {', '.join(known)}"
    if "measure" in point:
        yield from _faults_of_the_call(point)


def _faults_of_the_call(point: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with a measure and what it is given."""
    name = point["measure"]
    if name not in registry.measures():
        topic = [known for known in registry.measures() if known.startswith(f"{name.partition('.')[0]}.")]
        yield (
            "measure",
            f"{shown(name)} is no measure; measures are {', '.join(topic or registry.measures())}",
        )
        return
    known = {key: of for key, of in registry.parameters(name).items() if key not in registry.GIVEN}
    given = {**{key: (one,) for key, one in point.get("arguments", {}).items()}, **point.get("choices", {})}
    for key in sorted({*point.get("arguments", {})} & {*point.get("choices", {})}):
        yield "argument", f"{key} is both an argument and a choice"
    for key in sorted({*given} - {*known}):
        yield "argument", f"{name} takes no {shown(key)}; it takes {', '.join(known) or 'none'}"
    for key, parameter in known.items():
        if parameter.default is parameter.empty and key not in given:
            yield "argument", f"{name} needs {key}"
    for key in sorted(filter(registry.names_countries, {*given} & {*known})):
        for code in sorted(_texts(given[key]) - claim_files.codes()):
            valid = ", ".join(sorted(claim_files.codes()))
            yield "country", f"{key} names {shown(code)}, which is no country; codes are {valid}"


def _texts(values: Any) -> set[str]:
    if isinstance(values, str):
        return {values}
    return {text for value in values for text in _texts(value)} if isinstance(values, list | tuple) else set()


def _declaration(claim_id: str, entry: Mapping[str, Any]) -> Declaration:
    points = (_point(claim_id, point, claim_files.printed(entry)) for point in entry.get("points", ()))
    return Declaration(
        claim_id,
        Kind(entry["kind"]),
        tuple(points),
        Need(entry["needs"]) if "needs" in entry else None,
        entry.get("because", ""),
        Resolution(**entry["resolves"]) if "resolves" in entry else None,
        tuple(Change(**change) for change in entry.get("changed", ())),
        claim_files.speaks_until(claim_id, entry),
        entry.get("untested", ""),
        entry.get("limits", ""),
    )


def _point(claim_id: str, point: Mapping[str, Any], printed: float | None) -> Point | Documented | Lacking:
    standing = {"main": point["role"] == MAIN, "linked": point.get("linked", False)}
    if "documents" in point:
        parts = tuple(_ids(claim_id, numbers) for numbers in point.get("parts", {}).values())
        documents = _ids(claim_id, point["documents"])
        return Documented(point["measured"], documents, point.get("why", ""), **standing, parts=parts)
    if "lacking" in point:
        return Lacking(point["measured"], point["lacking"], **standing)
    name = point["measure"]
    given = {key: claim_id for key in registry.GIVEN if key in registry.parameters(name)}
    written = {
        key: printed if value == conditions.PRINTED else frozen(value)
        for key, value in point.get("arguments", {}).items()
    }
    return Point(
        point["measured"],
        tuple(point["tables"]),
        registry.measures()[name],
        conditions.rule(point["rule"], printed),
        point["why"],
        {key: frozen(values) for key, values in point.get("choices", {}).items()},
        tuple(conditions.rule(written, printed) for written in point.get("other_rules", ())),
        {**given, **written},
        **standing,
    )


def _ids(claim_id: str, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{claim_id}-{number}" for number in numbers)


def frozen(value: Any) -> Any:
    """A value of the ledger with its lists as tuples, so that nothing can change them."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value
