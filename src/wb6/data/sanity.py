"""Facts that the tables must agree with, each a function whose docstring says it in words."""

import re
from collections.abc import Iterator
from typing import Any

from wb6.data import package
from wb6.data.countries import WB6
from wb6.data.problems import Problem
from wb6.errors import DataError, UsageError

SOURCE_FIELD = re.compile(r"source(_\d+)?")


def problems() -> Iterator[Problem]:
    """All disagreements, table by table; needs a package that its schema finds valid."""
    tables = package.table_names()
    for name in tables:
        for check in OF_EVERY_TABLE:
            yield from check(package.resource(name))
    unsound = list(corrections_find_what_they_expect(tables))
    yield from unsound
    for table, check in OF_ONE_TABLE.items():
        if table in tables and not unsound:
            yield from check()


def fields_of_editions_exist(resource: dict[str, Any]) -> Iterator[Problem]:
    """`asOf` and `laterFields` name fields of their table, and those that date are days or years."""
    where = f"table {resource['name']}"
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    dating = [resource["asOf"]] if resource.get("asOf") else []
    later = resource.get("laterFields", {})
    for name in [*dating, *later, *(name for names in later.values() for name in names)]:
        if name not in types:
            yield Problem(where, "edition", f"asOf or laterFields name the field {name!r}, which it has not")
    for name in dating:
        if types.get(name, "date") not in {"date", "integer"}:
            yield Problem(where, "edition", f"asOf names {name!r}, which is neither a day nor a year")


def key_is_declared(resource: dict[str, Any]) -> Iterator[Problem]:
    """Every table has a primary key, so that each of its rows can be named."""
    if not resource["schema"].get("primaryKey"):
        yield Problem(f"table {resource['name']}", "primary key", "none is declared")


def sources_are_keys(resource: dict[str, Any]) -> Iterator[Problem]:
    """Every field that names a source refers to `sources.csv`."""
    references = [
        name
        for key in resource["schema"].get("foreignKeys", [])
        if key["reference"]["resource"] == "sources"
        for name in ([key["fields"]] if isinstance(key["fields"], str) else key["fields"])
    ]
    for field in resource["schema"]["fields"]:
        if SOURCE_FIELD.fullmatch(field["name"]) and field["name"] not in references:
            where = f"table {resource['name']}, field {field['name']}"
            yield Problem(where, "sources", "is no foreign key to sources.key")


def countries_are_all_there(resource: dict[str, Any]) -> Iterator[Problem]:
    """No table lost one of the six countries unseen: `countries` lists those in its first country field."""
    coded = [field["name"] for field in resource["schema"]["fields"] if field["name"].endswith("iso3")]
    found = set(package.published(resource["name"])[coded[0]]) & set(WB6) if coded else set()
    for iso3 in sorted(found ^ set(resource.get("countries", []))):
        state = "has rows but is not listed" if iso3 in found else "is listed but has no row"
        yield Problem(f"table {resource['name']}", "countries", f"{iso3} {state}")


def corrections_find_what_they_expect(tables: list[str]) -> Iterator[Problem]:
    """Each entry of the corrections ledger names a table and finds the printed value that it corrects."""
    if "corrections" not in tables:
        return
    for table in sorted(package.published("corrections")["table"].unique()):
        try:
            package.load(table)
        except (DataError, UsageError, KeyError) as error:
            yield Problem(f"table {table}", "corrections", str(error))


def kfor_contingents_add_up() -> Iterator[Problem]:
    """The 30 contingents of KFOR in February 2017 add up to the 4,273 that NATO's placemat states."""
    rows = package.load("kfor_contributions")
    placemat = rows[(rows["date"] == "2017-02-28") & (rows["source"] == "nato_kfor_2017_02")]
    if placemat["troops"].sum() != 4273:
        message = f"the contingents of February 2017 add up to {placemat['troops'].sum():,}, not to 4,273"
        yield Problem("table kfor_contributions", "sum", message)


def referendum_votes_add_up() -> Iterator[Problem]:
    """In North Macedonia's referendum of 2018 yes, no and invalid votes are all votes, by each source."""
    rows = package.load("referendums")
    rows = rows[(rows["iso3"] == "MKD") & (rows["date"] == "2018-09-30")].dropna(subset=["votes"])
    for source, votes in rows.pivot(index="source", columns="response", values="votes").iterrows():
        for parts in (["yes", "no", "invalid"], ["valid_votes", "invalid"]):
            said = votes.reindex([*parts, "total_votes"])
            if said.notna().all() and said[parts].sum() != said["total_votes"]:
                message = f"{' + '.join(parts)} of 2018 is {said[parts].sum():,}, not {said['total_votes']:,}"
                yield Problem(f"table referendums, source {source}", "sum", message)


OF_EVERY_TABLE = (fields_of_editions_exist, key_is_declared, sources_are_keys, countries_are_all_there)
OF_ONE_TABLE = {
    "kfor_contributions": kfor_contingents_add_up,
    "referendums": referendum_votes_add_up,
}
