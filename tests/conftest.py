"""Fixtures that tests of several parts share: a copy of the data, a small book of its own."""

import csv
import io
import json
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from threading import Event

import nbformat
import pandas as pd
import pytest
import warm
from data_fixtures import resource

import wb6
from wb6 import cli
from wb6.claims import history, judge, kept
from wb6.claims.measures import lookups
from wb6.data import claim_files, codings, countries, edition, folders, package, words
from wb6.data.edition import Edition
from wb6.figures import theme
from wb6.figures.figure import Figure
from wb6.figures.tables import Table
from wb6.pipeline import notebook as nb
from wb6.pipeline.project import Project

# The modules that take longest begin first, so that at the end no worker is left alone with one.
LONGEST = (
    "test_real_book",
    "test_pipeline",
    "test_country",
    "test_rerun",
    "test_pages",
    "test_explore",
    "test_sweep",
)

NOW = package.latest_edition()
DAY_OF_NOW = words.day(pd.Timestamp(NOW))
EDITIONS = ("1998-12-31", "2004-12-31", "2012-12-31", "2016-12-31", "2020-12-31", NOW)
# Claims that a document decides, that data decide, that read the table `referendums`.
JUDGED = ("S0-ALB-01", "S3-MNE-02", "S0-MKD-09")
PARAMETERS = """\
country = "SRB"  # ISO 3166-1 alpha-3
as_of = "2026-06-30"
since = 1999
comparators = [
    "HRV",
    "BGR",  # neighbours
]"""


def pytest_collection_modifyitems(items):
    """Put the modules that take longest first; the order within a module stays."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def is_member(steps: pd.DataFrame, iso3: str) -> bool:
    """Whether the country is a member of NATO in the edition that the steps come from."""
    return bool(((steps["iso3"] == iso3) & (steps["code"] == "member")).any())


def make_chapter(folder: Path, name: str, *code: str) -> Path:
    """A notebook with a title, a parameters cell and the given code cells, in its normal form."""
    cells = [
        nbformat.v4.new_markdown_cell(f"# {name.title()}", id="title"),
        nbformat.v4.new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}),
        *(nbformat.v4.new_code_cell(text, id=f"code-{place}") for place, text in enumerate(code, start=1)),
    ]
    path = folder / f"{name}.ipynb"
    nb.write(nb.dumps(nbformat.v4.new_notebook(cells=cells)), path)
    return path


def make_data(folder: Path) -> Path:
    """A data package of three small tables, cut from the real one."""
    folder.mkdir(parents=True)
    real = folders.data_dir()
    descriptor = json.loads((real / "datapackage.json").read_text(encoding="utf-8"))
    kept = [resource for resource in descriptor["resources"] if resource["name"] == "countries"]
    descriptor["resources"] = [*kept, _sources(), _troops()]
    descriptor["edition"] = "2026-06-30"
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=1), encoding="utf-8")
    shutil.copy(real / "countries.csv", folder)
    used = {"iso_3166": "ISO 3166", "placemat": "NATO"}
    (folder / "sources.csv").write_text(
        "key,label,publisher,kind,grade,passes_on\n"
        + "".join(f"{key},{label},{label},official,primary,\n" for key, label in used.items()),
        encoding="utf-8",
    )
    (folder / "references.bib").write_text(
        "".join(f"@misc{{{key},\n  title = {{{label}}}\n}}\n\n" for key, label in used.items()),
        encoding="utf-8",
    )
    rows = ["alb-2017,ALB,2017-02-28,13,placemat", "srb-2017,SRB,2017-02-28,0,placemat"]
    (folder / "troops.csv").write_text("\n".join(["id,iso3,date,troops,source", *rows, ""]), encoding="utf-8")
    return folder


def _sources() -> dict:
    fields = [
        {"name": "key", "type": "string", "constraints": {"required": True}},
        *({"name": name, "type": "string"} for name in ("label", "publisher", "kind")),
        {"name": "grade", "type": "string", "constraints": {"required": True}},
        {"name": "passes_on", "type": "string"},
    ]
    return resource("sources", fields, ["key"], rows=2)


def _troops() -> dict:
    fields = [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "iso3", "type": "string", "constraints": {"required": True}},
        {
            "name": "date",
            "type": "date",
            "constraints": {"required": True, "minimum": "1990-01-01", "maximum": "2040-12-31"},
        },
        {"name": "troops", "type": "integer", "constraints": {"minimum": 0, "maximum": 100_000}},
        {"name": "source", "type": "string", "constraints": {"required": True}},
    ]
    return resource("troops", fields, ["id"], rows=2, asOf="date")


class Kept:
    """A page of the book that makes each of its sections, and its facts, once for all tests that look at them."""

    def __init__(self, page):
        self._page = page
        self._made = {}

    def __getattr__(self, name):
        """A section that is made once for the same plain arguments; anything else as the page has it."""
        found = getattr(self._page, name)
        return partial(self._once, name, found) if callable(found) else found

    def _once(self, name, make, *arguments, **named):
        if named or not all(isinstance(argument, str | int | tuple) for argument in arguments):
            return make(*arguments, **named)
        if (name, arguments) not in self._made:
            self._made[name, arguments] = make(*arguments)
        return self._made[name, arguments]


@pytest.fixture(scope="module")
def warm_start() -> Iterator[None]:
    """Has the programs and kernels of a module's tests begin as copies of a process with all libraries."""
    with warm.started():
        yield


@pytest.fixture
def press_ctrl_c(monkeypatch) -> Iterator[Callable[[], None]]:
    """A function for a task of a build or sweep: Ctrl-C is pressed, and the task goes on when the program has heard of it."""
    from wb6.pipeline import session  # loads pytask

    heard, shutdown = Event(), session._Watched.shutdown

    def hear(executor, *arguments, **options):
        heard.set()
        shutdown(executor, *arguments, **options)

    def press():
        heard.clear()
        os.kill(os.getpid(), signal.SIGINT)
        assert heard.wait(60)

    monkeypatch.setattr(session._Watched, "shutdown", hear)
    # A program begun in the background of a shell hears no Ctrl-C.
    deaf = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield press
    signal.signal(signal.SIGINT, deaf)


def pages_on_the_six(kind) -> Callable[..., Kept]:
    """A function that gives the page of a kind in an edition, the same object for all tests of a module."""

    @cache
    def chapter(as_of: str = NOW) -> Kept:
        return Kept(kind(as_of, 1999, countries.WB6))

    return chapter


@pytest.fixture(name="wb6")
def command_line(capsys):
    """Call the command line; returns exit code, lines of output, lines of errors."""

    def call(*arguments: str):
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        out, err = capsys.readouterr()
        return ended.value.code or 0, out.splitlines(), err.splitlines()

    return call


@pytest.fixture
def data_copy(tmp_path, monkeypatch) -> Path:
    """A copy of the real data package, which the code reads during the test."""
    copy = shutil.copytree(folders.data_dir(), tmp_path / "data")
    monkeypatch.setenv("WB6_DATA", str(copy))
    return copy


@pytest.fixture
def small_book(tmp_path) -> Project:
    """A book of two small chapters with data of its own, not yet built."""
    return make_small_book(tmp_path / "book")


def make_small_book(root: Path) -> Project:
    """A book of the chapters serbia and kfor with a small data package, in a new folder."""
    make_data(root / "data")
    chapters = root / "chapters"
    make_chapter(chapters, "serbia", "print(country, as_of, since, comparators)")
    make_chapter(chapters, "kfor", "troops = 4273\ntroops")
    (chapters / "index.md").write_text("# The book\n\nTwo chapters.\n", encoding="utf-8")
    (root / "_config.yml").write_text(
        'title: A small book\nauthor: ""\nonly_build_toc_files: true\nexecute:\n  execute_notebooks: "off"\n',
        encoding="utf-8",
    )
    files = "".join(f"  - file: chapters/{name}\n" for name in ("serbia", "kfor"))
    (root / "_toc.yml").write_text(
        f"format: jb-book\nroot: chapters/index\nchapters:\n{files}", encoding="utf-8"
    )
    shutil.copytree(
        Path(wb6.__file__).parent, root / "code", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    return small_project(root)


def files_below(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their path in it, and what they hold."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def small_project(root: Path) -> Project:
    """The project of a small book in its folder."""
    return Project(root, data=Path("data"), code=Path("code"))


def charts_of(path: Path) -> Iterator[dict]:
    """Specs of a chapter's charts, as they are committed."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            if nb.CHART in output.get("data", {}):
                yield output["data"][nb.CHART]


def assert_tells_what_it_shows(figure: Figure) -> None:
    """A figure has all that a reader needs to trust it, and colours that have a dark form."""
    spec = figure.to_dict()
    meta = spec["usermeta"]["wb6"]
    assert re.fullmatch(r"[a-z0-9-]+", meta["name"])
    assert len(meta["title"]) > 20
    assert len(meta["alt"]) > 40
    assert meta["subtitle"]
    assert meta["sources"]
    assert set(meta["sources"]) <= set(package.load("sources")["key"])
    used = set(re.findall(r"#[0-9a-f]{6}\b", json.dumps(spec)))
    assert used <= {colour.light for colour in theme.palette()}


def contents(section: Figure | Table, ignored: set[str]) -> str:
    """What a figure or a table shows as text, the fields `apart` of a figure's rows left out."""
    if isinstance(section, Table):
        told = {key: getattr(section, key) for key in ("rows", "title", "subtitle", "note")}
    else:
        spec = section.to_dict()
        rows = [row for data in spec["datasets"].values() for row in data]
        told = {key: spec["usermeta"]["wb6"][key] for key in ("title", "subtitle", "alt", "note")}
        told["rows"] = [{key: value for key, value in row.items() if key not in ignored} for row in rows]
    return json.dumps(told, ensure_ascii=False)


def later_years(text: str, as_of: str) -> set[int]:
    """Years in a text that lie after an edition."""
    years = {int(year) for year in re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d.])", text)}
    return {year for year in years if int(as_of[:4]) < year < 2050}


def quick_pages(notebooks, project):
    """Stands for Jupyter Book where a test is not about it: pages that show their sources, and the style of all."""
    html = project.work / "book" / "_build" / "html"
    shutil.rmtree(html, ignore_errors=True)
    for source in [*notebooks, *project.chapters.glob("*.md")]:
        nb.write(source.read_text(encoding="utf-8"), html / "chapters" / f"{source.stem}.html")
    for style in (project.code / "book").rglob("*.css"):
        nb.write(style.read_text(encoding="utf-8"), html / "_static" / style.name)
    nb.write("The book", html / "index.html")


def few_claims(data: Path, claims: Sequence[str] = JUDGED) -> None:
    """Leave some claims of the ledger in a copy of the data, which stays sound: they are judged as all are, sooner."""
    for file in (data / "claims").glob("S*.yaml"):
        if file.stem not in claims:
            file.unlink()

    def covered(row: dict[str, str]) -> dict[str, str] | None:
        kept = [one for one in row["claims"].split(";") if one in claims]
        return row | {"claims": ";".join(kept)} if kept or not row["claims"] else None

    change_rows(data, "coverage", covered)
    for table in ("claim_codings", "claim_documents", "objections", "verdicts"):
        change_rows(data, table, lambda row: row if row["claim_id"] in claims else None)
    change_rows(data, "document_codings", lambda row: row if row["id"].rpartition("-")[0] in claims else None)
    change_rows(data, "exceptions", lambda row: None if row["table"] == "claim_documents" else row)
    change_rows(data, "factors", lambda row: row | {"claim_id": claims[0]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WB6_DATA", str(data))
        claim_files.write_table()
        history.write()


def change_rows(data: Path, table: str, change: Callable[[dict[str, str]], dict[str, str] | None]) -> None:
    """Change the rows of a table in a copy of the data, or drop those for which None is given."""
    file, descriptor = data / f"{table}.csv", data / "datapackage.json"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    kept = [row for row in map(change, rows) if row is not None]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    contents = json.loads(descriptor.read_text(encoding="utf-8"))
    next(one for one in contents["resources"] if one["name"] == table)["rows"] = len(kept)
    descriptor.write_text(json.dumps(contents, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def lighten(path: Path) -> None:
    """Leave a card, a chart and a table of what a country's chapter shows: it is run as the whole one is, sooner."""
    document = nb.read(path)
    calls = (re.fullmatch(r"chapter\.(\w+)\([^()]*\)", "".join(cell["source"])) for cell in document["cells"])
    kept = [
        cell
        for cell, call in zip(document["cells"], calls, strict=True)
        if call is None or call[1] in {"place", "at_a_glance", "defence_effort", "steps_compared"}
    ]
    nb.write(nb.dumps({**document, "cells": kept}), path)


@pytest.fixture
def change_table(monkeypatch):
    """A function that changes a table in all editions of a test: name of the table, frame to frame."""

    def change_table(table, change):
        original = Edition._as_known
        monkeypatch.setattr(
            Edition,
            "_as_known",
            lambda self, name: change(original(self, name)) if name == table else original(self, name),
        )
        _judge_anew(monkeypatch)

    return change_table


@pytest.fixture
def recode(monkeypatch):
    """A function that changes codes of documents in a test: by document, the codes of some fields."""

    def recode(changes):
        codes = {name: {**coded, **changes.get(name, {})} for name, coded in codings.documents().items()}
        monkeypatch.setattr(codings, "documents", lambda: codes)
        _judge_anew(monkeypatch)

    return recode


def _judge_anew(monkeypatch):
    """Forget what was computed of editions and what judgements are kept."""
    judged = ((judge, "_kept"), (judge, "_judged"), (judge, "_without_texts"), (judge, "_lately"))
    for owner, name in ((edition, "_memory"), (lookups, "_of_all_days"), *judged):
        monkeypatch.setattr(owner, name, cache(getattr(owner, name).__wrapped__))
    monkeypatch.setattr(kept, "book", lambda: None)
