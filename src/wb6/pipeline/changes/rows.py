"""Changes of the data package, table by table: which rows came, went or changed, named for people."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from wb6.data import words as prose
from wb6.pipeline.changes import keyed, words
from wb6.pipeline.changes.report import Item, Part, Section
from wb6.pipeline.changes.states import State

# What names a row whose key is an identifier, best first.
NAMING = (
    *("title", "milestone", "event", "project", "fact", "statement", "term", "topic", "name", "text"),
    *("weapon", "measure", "mission", "force", "resolution", "commander", "factor", "what_to_cover"),
)
IDENTIFIERS = {"id", "key", "code", "claim_id", "number", "text_id", "resolution_id", "measure_id"}
PERIOD = ("date", "year", "announced")
PRECISION = ("date_precision", "announced_precision")
FIGURES = 3


def sections(before: State, after: State) -> Iterator[Section]:
    """A section a table or shape that changed, in the order of their titles."""
    names = sorted(
        {*before.resources, *after.resources}, key=lambda name: (_title(name, before, after), name)
    )
    for name in names:
        parts = tuple(_parts(name, before, after))
        if parts:
            yield Section(f"{_title(name, before, after)} ({name})", parts)


def _title(name: str, before: State, after: State) -> str:
    resource = after.resources.get(name) or before.resources[name]
    return words.clean(resource.get("title", name))


def _parts(name: str, before: State, after: State) -> Iterator[Part]:
    if name not in before.resources or name not in after.resources:
        state, what = (after, "new") if name in after.resources else (before, "removed")
        size = f"table, {words.sized('row', len(state.table(name)))}" if _fields(name, state) else "shapes"
        yield Part(f"{what} {size}")
    elif not _fields(name, after):
        if before.contents(name) != after.contents(name):
            yield Part("shapes changed")
    else:
        yield from _fields_changed(name, before, after)
        yield from _rows_changed(name, before, after)


def _fields(name: str, state: State) -> dict[str, dict[str, Any]]:
    """Field descriptors of a table; none for shapes."""
    fields = state.resources[name].get("schema", {}).get("fields", [])
    return {field["name"]: field for field in fields}


def _fields_changed(name: str, before: State, after: State) -> Iterator[Part]:
    old, new = _fields(name, before), _fields(name, after)
    for what, found in (("new", new.keys() - old.keys()), ("removed", old.keys() - new.keys())):
        if found:
            yield Part(f"{what} {'field' if len(found) == 1 else 'fields'} {', '.join(sorted(found))}")


def _rows_changed(name: str, before: State, after: State) -> Iterator[Part]:
    """Rows compared on the fields that both states have."""
    if before.contents(name) == after.contents(name):
        return
    old, new = before.table(name), after.table(name)
    shared = [field for field in new.columns if field in old.columns]
    key = after.resources[name]["schema"].get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    found = keyed.rows(old[shared], new[shared], key if set(key) <= set(shared) else [])
    if found:
        say = _speaker(name, before, after, old, new)
        yield Part(words.counted("row", keyed.counts(found)), tuple(Item(say(row)) for row in found))


def _speaker(
    name: str, before: State, after: State, old: pd.DataFrame, new: pd.DataFrame
) -> Callable[[keyed.Row], str]:
    """A function that says one row's change."""
    fields = _fields(name, before) | _fields(name, after)
    whole: dict[bool, dict[tuple[str, ...], dict[str, str]]] = {}

    def say(row: keyed.Row) -> str:
        gone = row.change == "removed"
        state, frame = (before, old) if gone else (after, new)
        if gone not in whole:
            whole[gone] = _by_key(frame, list(row.key))
        known = whole[gone][tuple(row.key.values())]
        place = _place(known, row.key, state)
        if row.change == "changed":
            told = ", ".join(_changed(row.fields, fields, before, after))
            return f"{place}: {told}"
        figures = ", ".join(_figures(known, row.key, fields))
        source = words.names(filter(None, [known.get("source")]), state.sources)
        said = f"{row.change}: {place}" + (f": {figures}" if figures else "")
        return said + (f" ({words.short(source)})" if source else "")

    return say


def _by_key(frame: pd.DataFrame, key: list[str]) -> dict[tuple[str, ...], dict[str, str]]:
    """Whole rows by the texts of their key."""
    keys = frame[key].itertuples(index=False, name=None)
    return dict(zip(keys, frame.to_dict("records"), strict=True))


def _place(row: Mapping[str, str], key: Mapping[str, str], state: State) -> str:
    """What a row is about: country, indicator or title, period, and its identifier."""
    parts = [state.countries.get(row[field], row[field]) for field in row if _country(field) and row[field]]
    identifiers = [row[field] for field in key if field in IDENTIFIERS and row[field]]
    spoken = {"source", "date_from", *PERIOD, *PRECISION, *IDENTIFIERS}
    if "indicator" in row:
        parts.append(state.indicators.get(row["indicator"], row["indicator"]))
        spoken.add("indicator")
    if identifiers:
        parts += [row[field] for field in NAMING if row.get(field) and field not in key][:1]
    parts += [row[field] for field in key if row[field] and field not in spoken and not _country(field)]
    said = ", ".join(words.short(part) for part in dict.fromkeys(parts))
    period = _period(row)
    between = " " if period.isdecimal() and not identifiers else ", "
    said += f"{between}{period}" if period and said else period
    return f"{said} ({', '.join(identifiers)})" if identifiers and said else said or ", ".join(identifiers)


def _country(field: str) -> bool:
    return field == "iso3" or field.endswith("_iso3")


def _period(row: Mapping[str, str]) -> str:
    """Year or date of a row, as precise as the row says."""
    period = next((row[field] for field in PERIOD if row.get(field)), "")
    precision = next((row[field] for field in PRECISION if row.get(field)), "day")
    day = pd.to_datetime(period, format="%Y-%m-%d", errors="coerce")
    return words.clean(period) if pd.isna(day) else prose.day(day, precision)


def _changed(
    changes: Mapping[str, tuple[str, str]], fields: Mapping[str, dict[str, Any]], before: State, after: State
) -> Iterator[str]:
    """Old and new of each field; the source comes last, by its label."""
    for field, (old, new) in changes.items():
        if field != "source":
            title = fields.get(field, {}).get("title", field)
            said = words.change(_said(field, old, before), _said(field, new, after))
            yield said if field == "value" else f"{words.clean(title).lower()} {said}"
    if "source" in changes:
        old, new = changes["source"]
        yield words.renamed(before.sources.get(old, old), after.sources.get(new, new))


def _said(field: str, value: str, state: State) -> str:
    """A cell in words: labels of sources and countries rather than keys."""
    if field.startswith("source"):
        return state.sources.get(value, value)
    return state.countries.get(value, value) if _country(field) else value


def _figures(
    row: Mapping[str, str], key: Mapping[str, str], fields: Mapping[str, dict[str, Any]]
) -> list[str]:
    """The first figures of a row, each with the title of its field."""
    numeric = [
        field
        for field, spec in fields.items()
        if spec.get("type") in {"number", "integer"} and field not in {*key, *PERIOD} and row.get(field)
    ]
    return [
        row[field] if field == "value" else f"{fields[field].get('title', field).lower()} {row[field]}"
        for field in numeric[:FIGURES]
    ]
