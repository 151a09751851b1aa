"""Refresh one publisher: fetch, map, compare, check, write; whatever fails, the data stay as they were."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from wb6.data import checks, diff, package
from wb6.data.descriptors import names
from wb6.errors import DataError
from wb6.refresh import bibliography, merge, store
from wb6.refresh.client import Client, Unusable, reason
from wb6.refresh.publisher import Delivery, Publisher

MAX_CHANGE = 0.2
PROBLEMS_NAMED = 3


@dataclass(frozen=True)
class Comparison:
    """What a delivery changes in one table: `changes` as `wb6.data.diff.rows` gives them, among `rows` of the publisher."""

    table: str
    key: list[str]
    changes: pd.DataFrame
    rows: int

    @property
    def counts(self) -> dict[str, int]:
        """Rows added, changed and removed; a row of which only the source is another counts as unchanged."""
        return diff.counts(self.changes[self.changes["field"] != "source"], self.key)


@dataclass(frozen=True)
class Refresh:
    """A delivery compared with the data, not yet written."""

    publisher: Publisher
    day: str
    comparisons: list[Comparison]
    files: Mapping[str, str] = field(repr=False)

    @property
    def share_changed(self) -> float:
        """Rows touched, as a share of the rows that the publisher had; 1 when it had none."""
        touched = sum(sum(comparison.counts.values()) for comparison in self.comparisons)
        rows = sum(comparison.rows for comparison in self.comparisons)
        return touched / rows if rows else float(touched > 0)


def prepare(publisher: Publisher, client: Client, data: Path, work: Path) -> Refresh:
    """Fetch and compare; nothing is written.

    `data` is the folder of the package that this process reads. Raises `DataError` with one line on which source,
    why and when it was last refreshed, for whatever goes wrong with the publisher or with its rows.
    """
    work.mkdir(parents=True, exist_ok=True)
    store.finish(data, work)
    before = {table: _read(data, table) for table in publisher.replaces}
    try:
        delivery = publisher.deliver(client, before)
        refresh = _compared(publisher, client.day, delivery, before, data)
        problems = _problems(data, work, refresh)
    except Exception as error:  # whatever a publisher sends must leave the data alone
        client.forget()
        (work / f"{publisher.name}.log").write_text(traceback.format_exc(), encoding="utf-8")
        raise DataError(_told(publisher, reason(error), before, data)) from error
    if problems:
        client.forget()
        raise DataError(_told(publisher, problems, before, data))
    return refresh


def write(refresh: Refresh, data: Path, work: Path) -> None:
    """Put the refreshed tables, descriptor and bibliography in place."""
    store.put_in_place(data, work, refresh.files)
    package.forget()


def _compared(
    publisher: Publisher, day: str, delivery: Delivery, before: Mapping[str, pd.DataFrame], data: Path
) -> Refresh:
    after, comparisons = {}, []
    for table, rows in delivery.tables.items():
        key = names(package.resource(table)["schema"]["primaryKey"])
        mine = publisher.replaces[table](before[table], delivery.citation.key)
        after[table] = merge.merged(before[table], mine, rows, delivery.citation.key, key)
        twice = after[table][after[table].duplicated(key)]
        if not twice.empty:
            raise Unusable(f"the answer has {' '.join(twice.iloc[0][key])} more than once")
        changes = diff.rows(before[table], after[table], key)
        comparisons.append(Comparison(table, key, changes, int(mine.sum())))
    return Refresh(publisher, day, comparisons, _files(delivery, after, day, data))


def _files(delivery: Delivery, tables: dict[str, pd.DataFrame], day: str, data: Path) -> dict[str, str]:
    """Names and contents of the files that a delivery renews."""
    tables = {
        **tables,
        "sources": bibliography.renewed_sources(_read(data, "sources"), delivery.citation),
        "indicator_definitions": _definitions(_read(data, "indicator_definitions"), delivery),
    }
    references = (data / "references.bib").read_text(encoding="utf-8")
    descriptor = (data / store.DESCRIPTOR).read_text(encoding="utf-8")
    return {
        **{package.resource(table)["path"]: store.csv_text(frame) for table, frame in tables.items()},
        "references.bib": bibliography.renewed_references(references, delivery.citation, day),
        store.DESCRIPTOR: store.renewed_descriptor(descriptor, tables, delivery.allow),
    }


def _definitions(definitions: pd.DataFrame, delivery: Delivery) -> pd.DataFrame:
    """The definitions, of which those of replaced indicators name the new source as their main one."""
    for table, rows in delivery.tables.items():
        if "source" not in names(package.resource(table)["schema"]["primaryKey"]):
            here = (definitions["table"] == table) & definitions["code"].isin(rows.get("indicator", []))
            definitions = definitions.assign(source=definitions["source"].mask(here, delivery.citation.key))
    return definitions


def _problems(data: Path, work: Path, refresh: Refresh) -> str:
    """The first broken rules of the package as it would be, in one line; empty when it is sound."""
    with store.trial(data, work, refresh.files):
        found = [str(problem) for problem in checks.check_package()]
    more = f"; and {len(found) - PROBLEMS_NAMED} more" if len(found) > PROBLEMS_NAMED else ""
    return "; ".join(found[:PROBLEMS_NAMED]) + more


def _told(publisher: Publisher, why: str, before: Mapping[str, pd.DataFrame], data: Path) -> str:
    """One line: which source, why, when it was last refreshed."""
    keys = sorted({key for table, frame in before.items() for key in _keys(publisher, table, frame)})
    text = (data / "references.bib").read_text(encoding="utf-8")
    day = bibliography.last_access(text, keys)
    last = f"last refreshed on {day}" if day else "not refreshed before"
    return f"{publisher.name} ({publisher.title}): {why}; the data stay as they were, {last}"


def _keys(publisher: Publisher, table: str, frame: pd.DataFrame) -> list[str]:
    """Sources of the rows that the publisher may replace, whichever edition they are of."""
    return [
        key
        for key in frame["source"].unique()
        if publisher.replaces[table](frame, key)[frame["source"] == key].any()
    ]


def _read(data: Path, table: str) -> pd.DataFrame:
    return diff.read_text(data / package.resource(table)["path"])
