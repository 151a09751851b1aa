"""A data package of a few rows with a field of each type: fast to write, to break and to check again."""

import json
from copy import deepcopy
from pathlib import Path

BOUNDS = {"integer": (0, 100_000), "number": (-1000, 1000), "date": ("1990-01-01", "2060-12-31")}

TABLES = {
    "countries": "iso3,name,source\nALB,Albania,iso\nSRB,Serbia,iso\n",
    "sources": (
        "key,label,publisher,kind,url,archived,grade,passes_on\n"
        "iso,ISO 3166,ISO,official,https://www.iso.org/codes,false,primary,\n"
        "nato,NATO 2017,NATO,official,https://www.nato.int/kfor?day=28,true,primary,\n"
    ),
    "facts": (
        "id,iso3,date,date_precision,expected,troops,share,kind,note,note_known,source\n"
        'alb-2017,ALB,2017-02-28,month,,13,-3.5,count,"As printed, in the ""placemat""",,nato\n'
        "alb-2018,ALB,2018-12-31,year,2030-12-31,14,,plan,Later told,2019-05-01,nato\n"
        "srb-2017,SRB,2017-02-28,day,,,2.25,count,–2 men (Đurić),,nato\n"
    ),
    "yearly": "iso3,year,value,source\nALB,2019,1.5,nato\nALB,2020,1.25,nato\nSRB,2020,2,nato\n",
    "corrections": (
        "id,table,key,field,expected,corrected,reason,source\n"
        "alb-misprint,facts,iso3=ALB;date=2017-02-28,troops,13,31,Digits swapped.,nato\n"
    ),
}
TYPES = {
    "date": "date",
    "expected": "date",
    "note_known": "date",
    "troops": "integer",
    "year": "integer",
    "share": "number",
    "value": "number",
    "archived": "boolean",
}
CONSTRAINTS = {
    "facts.kind": {"required": True, "enum": ["count", "plan"]},
    "id": {"required": True, "unique": True, "pattern": "[a-z0-9-]+"},
    "label": {"required": True, "maxLength": 40},
    "date_precision": {"required": True, "enum": ["day", "month", "year"]},
    "grade": {"required": True, "enum": ["primary", "reliable", "passing_on", "party"]},
}
REQUIRED = {"iso3", "name", "key", "date", "year", "archived", "source", "reason"}
KEYS = {"countries": "iso3", "sources": "key", "yearly": ["iso3", "year"]}
REFERENCES = """\
% The bibliography.

@misc{iso,
  author = {{ISO}},
  title = {{Country codes}},
  url = {https://www.iso.org/codes}
}

@misc{nato,
  author = {{NATO}},
  title = {{KFOR placemat, with {\\"u}mlaut}},
  year = {2017},
  url = {https://www.nato.int/kfor?day=28}
}
"""
SHAPES = '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "ALB"}]}\n'


def descriptor() -> dict:
    """The descriptor of the package, made anew."""
    tables = [_resource(name, text) for name, text in TABLES.items()]
    shapes = {
        "name": "balkans",
        "title": "Shapes",
        "path": "geo/balkans.json",
        "profile": "data-resource",
        "format": "geojson",
        "encoding": "utf-8",
    }
    return {
        "profile": "data-package",
        "name": "small",
        "title": "A small package",
        "edition": "2020-12-31",
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [*tables, shapes],
    }


def files() -> dict[str, bytes]:
    """Contents of the package by path."""
    texts = {
        "datapackage.json": json.dumps(descriptor()),
        "references.bib": REFERENCES,
        "geo/balkans.json": SHAPES,
        **{f"{name}.csv": text for name, text in TABLES.items()},
    }
    return {path: text.encode() for path, text in texts.items()}


def write(folder: Path) -> Path:
    """The package in a new folder."""
    for path, content in files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def _resource(name: str, text: str) -> dict:
    fields = [_field(name, field) for field in text.split("\n")[0].split(",")]
    return resource(
        name,
        fields,
        deepcopy(KEYS.get(name, ["id"])),
        rows=text.count("\n") - 1,
        asOf={"facts": "date", "yearly": "year"}.get(name),
        laterFields={"note_known": ["note"]} if name == "facts" else {},
    )


def resource(name: str, fields: list[dict], key: list[str], **given: object) -> dict:
    """The entry of a table in a descriptor; `iso3` and `source` are foreign keys, `given` holds further keys."""
    found = {field["name"] for field in fields}
    return {
        "name": name,
        "title": name.title(),
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ","},
        "asOf": None,
        "laterFields": {},
        "countries": ["ALB", "SRB"] if "iso3" in found else [],
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": key,
            "foreignKeys": [
                {"fields": field, "reference": {"resource": table, "fields": target}}
                for field, table, target in (("iso3", "countries", "iso3"), ("source", "sources", "key"))
                if field in found and name != table
            ],
        },
        **given,
    }


def _field(table: str, name: str) -> dict:
    kind = TYPES.get(name, "string")
    usual = CONSTRAINTS.get(name, {"required": True} if name in REQUIRED else {})
    constraints = deepcopy(CONSTRAINTS.get(f"{table}.{name}", usual))
    if kind in BOUNDS:
        bounds = (1990, 2030) if name == "year" else BOUNDS[kind]
        constraints |= dict(zip(("minimum", "maximum"), bounds, strict=True))
    planned = {"planned": True} if name == "expected" and table == "facts" else {}
    if name == "expected" and table == "corrections":
        kind, constraints = "string", {"required": True}
    return {"name": name, "type": kind, **planned, "constraints": constraints}
