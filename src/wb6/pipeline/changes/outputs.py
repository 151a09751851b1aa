"""What a chapter shows, read from the outputs of its notebook: facts, verdicts, tables, charts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from wb6.data.facts import GLUE_PREFIX, MIME, told_of
from wb6.pipeline.changes import words
from wb6.pipeline.notebook import CHART, Notebook

FACT = GLUE_PREFIX + MIME
TABLE = "application/vnd.wb6.table+json"
FORMER_CHART = "application/vnd.vegalite.v6+json"  # in revisions before November 2026
LEDGER = "application/vnd.wb6.ledger+json"
RIVALS = "application/vnd.wb6.rivals+json"


@dataclass
class Shown:
    """A table or chart: its headline, and its data as text with headings of the columns."""

    title: str
    rows: pd.DataFrame
    headings: dict[str, str]
    numeric: set[str] = field(default_factory=set)


@dataclass
class Outputs:
    """What one chapter shows, by name."""

    title: str
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, Shown] = field(default_factory=dict)
    charts: dict[str, Shown] = field(default_factory=dict)


def read(name: str, notebook: Notebook | None) -> Outputs:
    """Facts, tables and charts of a notebook; of none when there is no notebook."""
    cells = notebook["cells"] if notebook else []
    found = Outputs(_headline(cells) or name, facts(cells), claims(cells))
    for data in _data(cells):
        if TABLE in data:
            found.tables[data[TABLE]["name"]] = _table(data[TABLE])
        for spec in (data[kind] for kind in (CHART, FORMER_CHART) if kind in data):
            meta = spec.get("usermeta", {}).get("wb6", {})
            found.charts[meta.get("name", f"chart {len(found.charts) + 1}")] = _chart(spec, meta)
    return found


def facts(cells: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Facts that cells place, by name."""
    placed = (data[FACT] for data in _data(cells) if FACT in data)
    return {fact["name"]: fact for fact in placed}


def claims(cells: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Claims that cells judge, in a ledger or beside their rivals, by id."""
    outputs = list(_data(cells))
    rivals = (group for data in outputs if RIVALS in data for group in data[RIVALS]["groups"])
    ledgers = (data[LEDGER] for data in outputs if LEDGER in data)
    return {claim["id"]: claim for part in (*rivals, *ledgers) for claim in part["claims"]}


def tells_of_another(name: str, among: Mapping[str, Any]) -> bool:
    """Whether a fact is no more than the date or the source of another one."""
    return told_of(name) != name and told_of(name) in among


def _data(cells: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return (output.get("data", {}) for cell in cells for output in cell.get("outputs", []))


def _headline(cells: Sequence[Mapping[str, Any]]) -> str:
    """The first title of a notebook."""
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for line in "".join(cell["source"]).splitlines():
                if line.startswith("# "):
                    return words.clean(line[2:])
    return ""


def _table(spec: Mapping[str, Any]) -> Shown:
    headings = {column["key"]: column["label"] for column in spec["columns"]}
    rows = pd.DataFrame(spec["rows"], columns=list(headings), dtype="str")
    numeric = {column["key"] for column in spec["columns"] if column["numeric"]}
    return Shown(spec["title"], rows.fillna(""), headings, numeric)


def _chart(spec: Mapping[str, Any], meta: Mapping[str, Any]) -> Shown:
    """All rows that a chart draws."""
    title = spec.get("title", "")
    datasets = spec.get("datasets", {}).values()
    records = [record for rows in datasets for record in rows if isinstance(record, dict)]
    headings = _headings(records, meta.get("columns", {}))
    numeric = {name for name in headings if name != "year" and _is_numeric(records, name)}
    rows = [{name: _as_text(record.get(name)) for name in headings} for record in records]
    frame = pd.DataFrame(rows, columns=list(headings), dtype="str").drop_duplicates()
    return Shown(title["text"] if isinstance(title, dict) else title, frame, headings, numeric)


def _headings(records: Sequence[Mapping[str, Any]], named: Mapping[str, str]) -> dict[str, str]:
    """The columns that the chart's maker named, and the fields of rows that those do not tell apart."""
    others = [name for record in records if len(named.keys() & record.keys()) < 2 for name in record]
    headings = {**named, **{name: name for name in others if name not in named}}
    return {name: headings[name] for name in headings if any(name in record for record in records)}


def _is_numeric(records: Sequence[Mapping[str, Any]], name: str) -> bool:
    values = [record[name] for record in records if record.get(name) is not None]
    return bool(values) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.10g}"
        case _:
            return str(value)
