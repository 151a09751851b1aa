"""Sweeps: a grid of runs gives one tidy table, the same on threads, on a cluster, whole or continued."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import frictionless
import pandas as pd
import polars
import pytest
from distributed import LocalCluster
from rich.console import Console

from conftest import NOW, make_chapter
from wb6.chapters.explore import Series
from wb6.data import folders
from wb6.data.edition import Edition
from wb6.data.package import latest_edition
from wb6.errors import ChapterError, UsageError, Wb6Error
from wb6.pipeline import notebook, parameters
from wb6.pipeline.progress import Count
from wb6.pipeline.project import Project
from wb6.pipeline.run import Executed
from wb6.sweep import measures, table, work
from wb6.sweep.command import STATE, Workers, sweep
from wb6.sweep.grid import Grid, Run, Wanted, named

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_start")]

SIX = ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB")
DAYS = ("2004-12-31", "2012-12-31", "2018-12-31", NOW)
MEASURES = ("FH_TOTAL", "NATO_DEFEXP_PCT_GDP.nato_defexp_2025_08", "trade_rus")
GRID = Grid(SIX, ("2012-12-31", NOW), ("brief",), MEASURES)
BRIEF = """\
from wb6.data.edition import Edition
from wb6.data.facts import glue
from wb6.indicators.catalogue import indicator

edition = Edition(as_of)
shown = [
    *("population", "milex_share", "personnel", "un_personnel", "agree_rus", "agree_usa", "debt_chn", "bonds"),
    *("gas_rus", "nato_for", "nato_against", "liberal_democracy", "corruption", "kfor_troops"),
]
glue({code: indicator(code).newest(edition, country) for code in shown})"""


def swept(
    grid: Grid, project: Project, output: Path, workers: int | None = None, scheduler: str | None = None
):
    """Sweep without a word; returns what was done."""
    return sweep(
        grid,
        project,
        output,
        lambda total: Count(Console(file=io.StringIO()), total),
        Workers(workers, scheduler),
    )


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a sweep but its memory."""
    files = (path for path in folder.rglob("*") if path.is_file() and STATE not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def brief(tmp_path_factory) -> Project:
    """A project with the real data and one chapter, which holds facts of a country chapter and no drawings."""
    root = tmp_path_factory.mktemp("brief")
    make_chapter(root / "chapters", "brief", BRIEF)
    return Project(root, folders.data_dir())


@pytest.fixture(scope="module")
def serial(brief) -> Path:
    """A folder with the sweep of the six countries in two editions, one run after the other."""
    output = brief.root / "serial"
    result = swept(GRID, brief, output, workers=1)
    assert (result.ran, result.failures) == (14, [])
    return output


@pytest.fixture(scope="module")
def panel(serial) -> polars.DataFrame:
    """The table of that sweep."""
    return polars.read_parquet(serial / "sweep.parquet")


@pytest.fixture
def quick_runs(monkeypatch):
    """Stands for chapters that run: each gives itself with its parameters, as if executed."""

    def run(chapter, values, project, kernels, every_fact):
        document = notebook.read(project.notebook(chapter))
        if "1 / 0" in str(document) and values["country"] == "SRB":
            raise ChapterError(f"chapter {chapter}, cell 3: ZeroDivisionError: division by zero")
        document = parameters.assign(document, parameters.checked(chapter, values, document))
        document["cells"][-1]["execution_count"] = 1
        return Executed(document, None)

    monkeypatch.setattr("wb6.sweep.work.execute_chapter", run)


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_cluster_that_loses_a_worker_midway_gives_the_same_bytes_as_one_run_after_the_other(brief, serial):
    output = brief.root / "cluster"
    ran = []

    class Killing(Count):
        def finished(self, step, *, failed):
            ran.append(step)
            if len(ran) == 5:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        result = sweep(
            GRID,
            brief,
            output,
            lambda total: Killing(Console(file=io.StringIO()), total),
            Workers(scheduler=cluster.scheduler_address),
        )
    assert (result.ran, result.unchanged, result.missing, result.failures) == (14, 0, 0, [])
    assert len(list((output / "notebooks").glob("*.ipynb"))) == 12
    assert contents(output) == contents(serial)


def test_the_table_is_tidy_and_the_same_as_csv_and_parquet(serial, panel):
    assert panel.columns == list(table.COLUMNS)
    assert panel.select(["as_of", "measure"]).null_count().row(0) == (0, 0)
    read = polars.read_csv(serial / "sweep.csv", schema=panel.schema)
    assert read.equals(panel)
    assert panel.equals(panel.sort([*table.KEY, "value"], maintain_order=True))
    assert frictionless.validate(serial / table.DESCRIPTOR).valid


def test_a_run_knows_nothing_later_than_its_edition(panel):
    dated = panel.filter(polars.col("day").str.len_chars() == 10)
    later = dated.filter(polars.col("day") > polars.col("as_of"))
    assert len(dated) > 100
    assert later["measure"].to_list() == []


def test_facts_of_the_table_are_those_that_the_notebooks_show(serial, panel):
    notebook = serial / "notebooks" / f"brief-SRB-{NOW}.ipynb"
    shown = json.loads(notebook.read_text(encoding="utf-8"))
    run = Run("brief", "SRB", NOW)
    facts = {row["measure"]: row for row in table.of_notebook(run, json.dumps(shown))}
    own = panel.filter(chapter=run.chapter, country=run.country, as_of=run.as_of)
    assert dict(own.select("measure", "text").iter_rows()) == {
        name: row["text"] for name, row in facts.items()
    }
    assert "population" in facts
    assert "population_date" not in facts


def test_the_table_holds_the_measures_of_each_edition(panel):
    for day in GRID.days:
        own = panel.filter(polars.col("chapter").is_null(), as_of=day)
        assert own.equals(table.frame(measures.newest(Edition(day), SIX, MEASURES)))


@pytest.mark.parametrize("day", DAYS)
def test_measures_are_the_newest_values_that_the_edition_holds(day):
    values = Edition(day).table("democracy")
    values = values[values["indicator"] == "FH_TOTAL"].sort_values("year")
    own = {row["country"]: row for row in measures.newest(Edition(day), SIX, ["FH_TOTAL"])}
    assert sorted(own) == sorted(SIX)
    for country, row in own.items():
        known = values[values["iso3"] == country]
        expected = (known["value"].iloc[-1], str(known["year"].iloc[-1])) if len(known) else (None, None)
        assert (row.get("value"), row.get("period")) == expected


def test_rival_sources_of_one_year_each_have_a_row_and_what_is_not_known_has_one_without_value(monkeypatch):
    rows = [("ALB", 2015, 1.0, "a"), ("ALB", 2016, 2.0, "a"), ("ALB", 2016, 3.0, "b")]
    values = pd.DataFrame(rows, columns=["iso3", "year", "value", "source"])
    series = Series("code", "A measure", "economy", "percent", "", "indicators", values)
    monkeypatch.setattr(measures, "measured", lambda _: [series])
    found = list(measures.newest(Edition("2016-12-31"), ["ALB", "SRB"], ["code"]))
    short = [tuple(row.get(name) for name in ("country", "period", "value", "sources")) for row in found]
    assert short == [("ALB", "2016", 2.0, "a"), ("ALB", "2016", 3.0, "b"), ("SRB", None, None, None)]


def test_verdicts_on_claims_are_rows_too(tmp_path):
    cells = [
        {
            "outputs": [
                {
                    "data": {
                        "application/vnd.wb6.ledger+json": {
                            "claims": [
                                {
                                    "id": "S0-ALB-01",
                                    "statement": "Gives 2009.",
                                    "now": "holds",
                                    "sources": ["b", "c"],
                                }
                            ]
                        }
                    }
                }
            ]
        }
    ]
    rows = table.of_notebook(Run("claims", "", "2020-12-31"), json.dumps({"cells": cells}))
    tidy = table.frame(rows)
    assert tidy.select("as_of", "country", "measure", "text", "sources").row(0) == (
        "2020-12-31",
        None,
        "S0-ALB-01",
        "holds",
        "b;c",
    )


def test_text_that_looks_like_a_formula_is_text_in_the_csv(tmp_path):
    row = {"as_of": "2020-12-31", "measure": "m", "text": '=HYPERLINK("x")', "value": -1.5}
    table.write(table.frame([row]), tmp_path)
    assert """'=HYPERLINK(""x"")""" in (tmp_path / "sweep.csv").read_text()
    assert ",-1.5," in (tmp_path / "sweep.csv").read_text()
    assert polars.read_parquet(tmp_path / "sweep.parquet")["text"].item() == '=HYPERLINK("x")'


def test_a_chapter_without_a_country_runs_once_an_edition(small_book, tmp_path, quick_runs):
    make_chapter(small_book.chapters, "kfor", "print(as_of)")
    text = small_book.notebook("kfor").read_text(encoding="utf-8")
    assert 'country = \\"SRB\\"  # ISO 3166-1 alpha-3\\n' in text
    text = text.replace('country = \\"SRB\\"  # ISO 3166-1 alpha-3\\n', "\\n")
    small_book.notebook("kfor").write_text(text, encoding="utf-8")
    grid = Grid(("ALB", "SRB"), ("2016-12-31",), ("kfor", "serbia"))
    result = swept(grid, small_book, tmp_path / "out")
    notebooks = sorted(path.name for path in (tmp_path / "out" / "notebooks").iterdir())
    assert result.failures == []
    assert notebooks == [
        "kfor-2016-12-31.ipynb",
        "serbia-ALB-2016-12-31.ipynb",
        "serbia-SRB-2016-12-31.ipynb",
    ]
    assert 'as_of = \\"2016-12-31\\"' in (tmp_path / "out" / "notebooks" / notebooks[0]).read_text()


def test_other_parameters_reach_the_chapters(small_book, tmp_path, quick_runs):
    given = (("since", "2007"), ("comparators", "NOR"))
    grid = Grid(("SRB",), ("2016-12-31",), ("serbia",), given=given)
    assert swept(grid, small_book, tmp_path / "out").failures == []
    ran = notebook.read(tmp_path / "out" / "notebooks" / "serbia-SRB-2016-12-31.ipynb")
    values = {"country": "SRB", "as_of": "2016-12-31", "since": 2007, "comparators": ["NOR"]}
    assert parameters.defaults(ran) == values


def test_only_what_changed_runs_again_and_a_wider_grid_adds_to_the_folder(small_book, tmp_path, quick_runs):
    grid, output = Grid(("ALB", "SRB"), ("2016-12-31",), ("serbia",)), tmp_path / "out"
    assert swept(grid, small_book, output).ran == 2
    before = contents(output)
    again = swept(grid, small_book, output)
    assert (again.ran, again.unchanged, contents(output)) == (0, 2, before)
    wider = swept(Grid(("ALB", "SRB", "MNE"), ("2016-12-31",), ("serbia",)), small_book, output)
    assert (wider.ran, wider.unchanged) == (1, 2)
    rows = small_book.data / "troops.csv"
    rows.write_text(rows.read_text().replace(",13,", ",14,"))
    assert swept(grid, small_book, output).ran == 2


def test_one_run_that_fails_is_named_and_the_table_waits_for_it(small_book, tmp_path, quick_runs):
    output = tmp_path / "out"
    make_chapter(small_book.chapters, "kfor", "1 / 0")
    grid = Grid(("ALB", "SRB"), ("2016-12-31",), ("kfor",))
    result = swept(grid, small_book, output)
    assert (result.ran, result.files) == (1, [])
    assert result.failures == [
        "kfor-SRB-2016-12-31: chapter kfor, cell 3: ZeroDivisionError: division by zero"
    ]
    assert [path.name for path in (output / "notebooks").iterdir()] == ["kfor-ALB-2016-12-31.ipynb"]
    assert not (output / "sweep.csv").exists()
    make_chapter(small_book.chapters, "kfor", "print(country)")
    assert len(swept(grid, small_book, output).files) == 2


HELD = """\
import time
from pathlib import Path
held, begun = Path("../held"), Path("../begun")
with begun.open("a") as file:
    file.write(".")
while held.exists() and begun.stat().st_size > 3:
    time.sleep(0.05)
print(as_of)"""
YEARS = Grid(("SRB",), tuple(f"{year}-12-31" for year in range(2005, 2013)), ("kfor",))


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_killed_sweep_continues_where_it_was(small_book, tmp_path):
    make_chapter(small_book.chapters, "kfor", HELD)
    held = small_book.root / "held"
    held.touch()
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    code = (
        "from pathlib import Path; from rich.console import Console\n"
        "from wb6.pipeline.progress import Count; from wb6.pipeline.project import Project\n"
        "from wb6.sweep.command import Workers, sweep; from wb6.sweep.grid import Grid\n"
        f"project = Project(Path({str(small_book.root)!r}), Path('data'), code=Path('code'))\n"
        f"sweep({YEARS!r}, project, Path({str(cut)!r}), lambda n: Count(Console(), n), Workers(1))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    while len(list(cut.glob("notebooks/*.ipynb"))) < 3:
        time.sleep(0.05)
        assert process.poll() is None
    process.kill()
    process.wait(timeout=60)
    held.unlink()
    assert not (cut / "sweep.csv").exists()
    result = swept(YEARS, small_book, cut, workers=1)
    assert result.unchanged >= 2
    assert result.ran + result.unchanged == 8
    swept(YEARS, small_book, whole, workers=1)
    assert contents(cut) == contents(whole)


def test_an_interrupted_sweep_says_what_is_left_and_continues_there(
    small_book, tmp_path, quick_runs, press_ctrl_c
):
    ran = []

    class Interrupting(Count):
        def finished(self, step, *, failed):
            ran.append(step)
            if len(ran) == 3:
                press_ctrl_c()

    whole, cut = tmp_path / "whole", tmp_path / "cut"
    result = sweep(
        YEARS,
        small_book,
        cut,
        lambda total: Interrupting(Console(file=io.StringIO()), total),
        Workers(1),
    )
    assert result.missing > 0
    assert not (cut / "sweep.csv").exists()
    again = swept(YEARS, small_book, cut, workers=1)
    assert again.unchanged >= 2
    assert again.ran + again.unchanged == 8
    swept(YEARS, small_book, whole)
    assert contents(cut) == contents(whole)


def test_a_worker_with_another_state_of_the_project_refuses(small_book):
    run = Run("serbia", "SRB", "2016-12-31")
    with pytest.raises(Wb6Error, match="is another one than where the sweep started"):
        work.execute(run, "another state", small_book)
    work.stop()


@pytest.mark.parametrize(
    ("address", "error", "named_"),
    [
        ("nowhere", UsageError, "'nowhere' is no address of a Dask scheduler"),
        ("tcp://127.0.0.1", UsageError, "is no address"),
        ("http://127.0.0.1:80", UsageError, "is no address"),
        ("tcp://127.0.0.1:1", Wb6Error, "no Dask scheduler answers at tcp://127.0.0.1:1"),
    ],
)
def test_a_cluster_that_is_not_there_gets_one_line_and_nothing_is_written(
    small_book, tmp_path, monkeypatch, address, error, named_
):
    monkeypatch.setattr("wb6.sweep.cluster.SECONDS", 1)
    with pytest.raises(error, match=named_) as raised:
        swept(Grid(("SRB",), ("2016-12-31",), ("serbia",)), small_book, tmp_path / "out", scheduler=address)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_workers_gets_one_line(small_book, tmp_path):
    grid = Grid(("SRB",), ("2016-12-31",), ("serbia",))
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=None) as cluster,
        pytest.raises(Wb6Error, match="has no workers; start one"),
    ):
        swept(grid, small_book, tmp_path / "out", scheduler=cluster.scheduler_address)


def test_a_folder_that_is_no_sweep_is_refused(small_book, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="is no folder of a sweep"):
        swept(Grid(("SRB",), ("2016-12-31",), ("serbia",)), small_book, tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_what_is_not_of_the_sweep_stays_in_its_folder(small_book, tmp_path, quick_runs):
    grid, output = Grid(("SRB",), ("2016-12-31",), ("serbia",)), tmp_path / "out"
    for name in (".git/HEAD", "README.md"):
        notebook.write("mine", output / name)
    assert swept(grid, small_book, output).ran == 1
    for name in ("notes.txt", "notebooks/mine.ipynb"):
        notebook.write("mine", output / name)
    assert swept(grid, small_book, output).unchanged == 1
    for name in (".git/HEAD", "README.md", "notes.txt", "notebooks/mine.ipynb"):
        assert (output / name).read_text() == "mine"


def save_in_jupyter(file: Path) -> None:
    shown = json.loads(file.read_text())
    shown["metadata"]["language_info"]["version"] = "3.11.7"
    file.write_text(json.dumps(shown))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("notebooks/serbia-SRB-2016-12-31.ipynb", save_in_jupyter),
        ("notebooks/serbia-SRB-2016-12-31.ipynb", lambda file: file.write_text("mine")),
        ("sweep.csv", lambda file: (file.unlink(), file.symlink_to("elsewhere"))),
    ],
)
def test_a_notebook_that_somebody_worked_in_is_named_and_nothing_is_touched(
    small_book, tmp_path, quick_runs, name, change
):
    grid, output = Grid(("SRB",), ("2016-12-31",), ("serbia",)), tmp_path / "out"
    swept(grid, small_book, output)
    change(output / name)
    before = {path: path.lstat().st_mtime_ns for path in output.rglob("*")}
    with pytest.raises(UsageError, match=f"{name}' is not as a sweep wrote it"):
        swept(grid, small_book, output)
    assert {path: path.lstat().st_mtime_ns for path in output.rglob("*")} == before


def test_a_result_changed_without_its_time_is_made_again(small_book, tmp_path, quick_runs):
    grid, output = Grid(("SRB",), ("2016-12-31",), ("serbia",)), tmp_path / "out"
    swept(grid, small_book, output)
    file = output / "notebooks" / "serbia-SRB-2016-12-31.ipynb"
    text, status = file.read_text(encoding="utf-8"), file.stat()
    file.write_text(text.replace("# Serbia", "# Sarbia"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert swept(grid, small_book, output).ran == 1
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2016-12-31", ("2016-12-31",)),
        ("2000..2002", ("2000-12-31", "2001-12-31", "2002-12-31")),
        ("2025..2026", ("2025-12-31", latest_edition())),
        ("2020, 2012-06-30,2020-12-31", ("2012-06-30", "2020-12-31")),
        ("2030", ("2030-12-31",)),
    ],
)
def test_editions_are_days_years_and_ranges(text, days):
    grid = named(Project(), Wanted(text))
    assert grid.days == days
    assert (grid.countries, grid.chapters) == (SIX, ("country",))


def test_countries_by_any_code_and_their_own_chapters_or_the_template():
    grid = named(Project(), Wanted("2016", "xk,HRV,SRB,XKX", "country,kfor"))
    names = [run.name for run in grid.runs(Project())]
    assert names == [
        "kosovo-XKX-2016-12-31",
        "country-HRV-2016-12-31",
        "serbia-SRB-2016-12-31",
        "kfor-2016-12-31",
    ]


def test_measures_are_found_in_any_case_and_all_of_them_by_one_word():
    assert named(Project(), Wanted("2016", measures="fh_total")).measures == ("FH_TOTAL",)
    assert len(named(Project(), Wanted("2016", measures="all")).measures) == len(measures.known())
