"""The tidy table of a sweep: one row a value, by edition and country."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars

from wb6.data import sheets
from wb6.errors import naming
from wb6.pipeline import notebook
from wb6.pipeline.changes import outputs
from wb6.sweep.grid import Run

NAME = "wb6-sweep"
DESCRIPTOR = "datapackage.json"
FILES = ("sweep.csv", DESCRIPTOR, "sweep.parquet")
COLUMNS = {
    "as_of": "Day of the edition: nothing dated later was used",
    "country": "ISO 3166-1 alpha-3 code of the country; empty for a chapter that is not about one",
    "chapter": "Chapter whose fact or verdict this is; empty for a measure",
    "measure": "Name of the fact, code of the measure or number of the claim",
    "label": "The same in words",
    "value": "Number; empty where the value is a word or was not known",
    "text": "The value as the chapter shows it; empty for a measure",
    "unit": "Unit of the number",
    "period": "Period that the value speaks of, for people",
    "day": "The same as an ISO day, where there is one",
    "sources": "Keys of the sources, by semicolon; sources.csv of the project explains them",
}
KEY = ("as_of", "country", "chapter", "measure", "sources")
_NUMBERS = {"value"}


def of_notebook(run: Run, text: str) -> Iterator[dict[str, Any]]:
    """Rows of the facts and verdicts that an executed notebook shows."""
    cells = json.loads(text)["cells"]
    about = {"as_of": run.as_of, "country": run.country, "chapter": run.chapter}
    facts = outputs.facts(cells)
    for name, fact in facts.items():
        if not outputs.tells_of_another(name, facts):
            yield {**about, "measure": name, **_said(fact)}
    for claim in outputs.claims(cells).values():
        yield {
            **about,
            "measure": claim["id"],
            "label": claim["statement"],
            "text": claim["now"],
            "sources": ";".join(claim.get("sources", ())),
        }


def _said(fact: Mapping[str, Any]) -> dict[str, Any]:
    value, number = fact["value"], isinstance(fact["value"], int | float)
    return {
        "label": fact["label"],
        "value": float(value) if number and not isinstance(value, bool) else None,
        "text": fact["text"],
        "unit": fact["unit"],
        "period": fact["date"],
        "day": fact["day"],
        "sources": ";".join(fact["sources"]),
    }


def frame(rows: Iterable[Mapping[str, Any]]) -> polars.DataFrame:
    """Rows with all columns, empty text as missing, in the order of the key."""
    types = {column: polars.Float64 if column in _NUMBERS else polars.String for column in COLUMNS}
    tidy = [
        {column: row.get(column) if row.get(column) != "" else None for column in COLUMNS} for row in rows
    ]
    return polars.DataFrame(tidy, schema=types).sort([*KEY, "value"], maintain_order=True)


def write(table: polars.DataFrame, folder: Path) -> list[Path]:
    """The table as `sweep.csv` and `sweep.parquet`, with a Frictionless descriptor of it; each in one step."""
    csv, descriptor, parquet = map(folder.joinpath, FILES)
    notebook.write(sheets.to_csv(COLUMNS, table.iter_rows()), csv)
    notebook.write(json.dumps(_descriptor(), indent=1) + "\n", descriptor)
    part = parquet.with_name(".sweep.parquet.tmp")
    with naming(parquet):
        table.write_parquet(part)
    part.replace(parquet)
    return [csv, parquet]


def _descriptor() -> dict[str, Any]:
    fields = [
        {"name": name, "type": "number" if name in _NUMBERS else "string", "description": description}
        for name, description in COLUMNS.items()
    ]
    resource = {"name": "sweep", "path": "sweep.csv", "profile": "tabular-data-resource"}
    return {"name": NAME, "resources": [{**resource, "schema": {"fields": fields, "missingValues": [""]}}]}
