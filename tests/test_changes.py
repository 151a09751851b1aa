"""What changed between two states, in words: rows of data by table, and what chapters show."""

import doctest
import json
import os
import shutil
import subprocess
import sys

import nbformat
import pandas as pd
import pytest

from conftest import DAY_OF_NOW, NOW, make_chapter
from wb6 import cli
from wb6.data import diff, folders
from wb6.errors import DataError
from wb6.pipeline import notebook as nb
from wb6.pipeline.changes import comparison, outputs, report, states, words
from wb6.pipeline.project import Project

TABLES = ("countries", "indicator_definitions", "sources", "indicators", "nato_milestones", "coasts_borders")
SHARE = {"iso3": "SRB", "year": "2024", "indicator": "SIPRI_MILEX_PCT_GDP"}
FACT = {
    "name": "milex_share",
    "label": "Defence spending, share of GDP",
    "text": "2.59 percent",
    "value": 2.59,
    "unit": "percent",
    "date": "2024",
    "day": "2024-12-31",
    "table": "indicators",
    "key": SHARE,
    "sources": ["sipri_milex_2025"],
}


def git(root, *arguments):
    """Run git in a folder as somebody."""
    somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *somebody, *arguments], cwd=root, check=True, capture_output=True)


def table_file(project, name):
    """The CSV file of a table."""
    return project.data / f"{name}.csv"


def edit(project, name, change):
    """Replace a table by what `change` makes of it, text to text."""
    path = table_file(project, name)
    change(diff.read_text(path)).to_csv(path, index=False, lineterminator="\n")


def set_cells(project, name, key, **cells):
    """Set cells of the one row that a key names."""

    def change(frame):
        rows = (frame[list(key)] == pd.Series(key)).all(axis=1)
        assert rows.sum() == 1
        return frame.assign(**{field: frame[field].mask(rows, value) for field, value in cells.items()})

    edit(project, name, change)


def chart(rows, title="Serbia spent 2.59 percent"):
    """A chart as notebooks hold it."""
    return {
        "title": {"text": title},
        "datasets": {"data-1": rows},
        "usermeta": {
            "wb6": {
                "name": "defence-share",
                "columns": {
                    "country": "Country",
                    "iso3": "Code",
                    "source": "Source",
                    "value": "Percent",
                    "year": "Year",
                },
            }
        },
    }


def point(year, value, source="sipri_milex_2025"):
    """One point of the chart."""
    return {"country": "Serbia", "iso3": "SRB", "source": source, "value": value, "year": year}


def steps(rows, title="Steps"):
    """A table as notebooks hold it."""
    columns = [
        {"key": key, "label": key.title(), "numeric": key == "persons"} for key in ("step", "when", "persons")
    ]
    return {"name": "steps", "title": title, "columns": columns, "rows": rows}


def ledger(**verdicts):
    """A ledger of claims with the verdicts of now."""
    return {
        "claims": [
            {
                "id": name.replace("_", "-"),
                "then": "supported",
                "now": now,
                "statement": "Says so.",
                "reason": "It is.",
            }
            for name, now in verdicts.items()
        ]
    }


def write_chapter(project, name, *bundles):
    """A notebook with a title whose cells show what is given."""
    v4 = nbformat.v4
    shown = [v4.new_output("display_data", data=bundle) for bundle in bundles]
    cells = [
        v4.new_markdown_cell(f"# {name.title()}", id="title"),
        v4.new_code_cell("x", id="x", outputs=shown),
    ]
    project.chapters.mkdir(exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells), project.chapters / f"{name}.ipynb")


def write_serbia(project, fact=None, rows=None, **chart_options):
    """The chapter on Serbia: one fact, one table, one chart and two verdicts."""
    write_chapter(
        project,
        "serbia",
        {outputs.FACT: FACT | (fact or {})},
        {outputs.TABLE: steps(rows or [["Partner", "2006", "1"], ["Plan", "2015", "2"]])},
        {outputs.CHART: chart([point(2023, 2.5), point(2024, 2.59)], **chart_options)},
        {outputs.LEDGER: ledger(S0_SRB_01="supported", S0_SRB_02="open")},
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project in git: real tables, cut, in which the share of Serbia is as SIPRI printed it before."""
    root = tmp_path_factory.mktemp("first") / "book"
    real = folders.PROJECT / "data"
    (root / "data").mkdir(parents=True)
    descriptor = json.loads((real / "datapackage.json").read_text("utf-8"))
    descriptor["resources"] = [one for one in descriptor["resources"] if one["name"] in TABLES]
    (root / "data" / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    project = Project(root, root / "data")
    for name in TABLES:
        shutil.copy(real / f"{name}.csv", root / "data")
    edit(project, "indicators", lambda frame: frame[frame["iso3"].isin(["ALB", "SRB"])])
    older = {"key": "sipri_milex_2025", "label": "SIPRI 2025"}
    edit(project, "sources", lambda frame: pd.concat([frame, pd.DataFrame([older])]).fillna(""))
    set_cells(project, "indicators", SHARE, value="2.59", source="sipri_milex_2025")
    write_serbia(project)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return project


@pytest.fixture
def project(first, tmp_path, monkeypatch):
    """A copy of the project that is the command line's."""
    root = shutil.copytree(first.root, tmp_path / "book")
    monkeypatch.setattr(folders, "PROJECT", root)
    monkeypatch.setenv("WB6_DATA", str(root / "data"))
    monkeypatch.chdir(tmp_path)
    return Project(root, root / "data")


@pytest.fixture
def wb6(capsys):
    """Call the command line; returns exit code, lines of output, lines of errors."""

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        out, err = capsys.readouterr()
        return ended.value.code or 0, out.splitlines(), err.splitlines()

    return call


def lines(project, count=report.ALL):
    """The difference from the last commit, as lines without indentation."""
    return [line.strip() for line in report.as_text(comparison.compare(project=project), count)]


def test_a_revised_value_is_told_with_old_new_and_the_source_of_each(project):
    set_cells(project, "indicators", SHARE, value="2.63", source="sipri_milex_2026")
    told = lines(project)
    assert told[:3] == ["from HEAD to the working tree", "", "Data"]
    assert told[3:] == [
        "Economy, population, energy, defence and governance by year (indicators)",
        "1 row changed",
        "Serbia, SIPRI military spending, share of GDP 2024: 2.59 -> 2.63, SIPRI 2025 -> 2026",
    ]


def test_rows_that_came_and_went_are_told_with_their_figures_and_source(project):
    def change(frame):
        gone = (
            (frame["iso3"] == "SRB") & (frame["year"] == "2024") & (frame["indicator"] == SHARE["indicator"])
        )
        new = {**SHARE, "year": "2026", "value": "3.1", "source": "sipri_milex_2026"}
        return pd.concat([frame[~gone], pd.DataFrame([new])]).fillna("")

    edit(project, "indicators", change)
    assert lines(project)[4:] == [
        "1 row added, 1 removed",
        "removed: Serbia, SIPRI military spending, share of GDP 2024: 2.59 (SIPRI 2025)",
        "added: Serbia, SIPRI military spending, share of GDP 2026: 3.1 (SIPRI 2026)",
    ]


def test_rows_with_dates_are_named_by_country_step_and_a_date_as_precise_as_the_row_says(project):
    edit(project, "nato_milestones", lambda frame: frame[~frame["code"].isin(["member", "map"])])
    told = " ".join(lines(project))
    assert "removed: Montenegro, Member, 5 June 2017 (member)" in told
    assert "removed: Albania, MAP joined, April 1999 (map)" in told


def test_a_number_written_in_another_way_is_no_change(project):
    set_cells(project, "indicators", SHARE, value="2.590")
    assert lines(project) == ["nothing changed from HEAD to the working tree"]


def test_new_and_removed_tables_and_fields_and_the_edition_are_told(project):
    path = project.data / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["edition"] = "2026-12-31"
    kept = [one for one in descriptor["resources"] if one["name"] != "coasts_borders"]
    countries = next(one for one in kept if one["name"] == "countries")
    countries["schema"]["fields"].append({"name": "capital", "type": "string"})
    path.write_text(json.dumps({**descriptor, "resources": kept}), "utf-8")
    told = lines(project)
    rows = len(diff.read_text(table_file(project, "coasts_borders")))
    assert told[3:5] == ["Edition", f"{NOW} -> 2026-12-31"]
    assert "new field capital" in told
    assert f"removed table, {rows} rows" in told
    git(project.root, "add", ".")
    git(project.root, "commit", "-qm", "less")
    back = report.as_text(comparison.compare("HEAD", "HEAD~1", project), report.ALL)
    assert f"    new table, {rows} rows" in back


def test_facts_are_told_with_their_dates_and_sources(project):
    write_serbia(
        project, {"text": "2.63 percent", "value": 2.63, "date": "2025", "sources": ["sipri_milex_2026"]}
    )
    assert lines(project)[2:] == [
        "Chapters",
        "Serbia",
        "1 fact changed",
        "Defence spending, share of GDP (milex_share): 2.59 percent (2024) -> 2.63 percent (2025), SIPRI 2025 -> 2026",
    ]


def test_a_fact_that_changed_below_its_rounding_is_told(project):
    write_serbia(project, {"value": 2.594})
    assert lines(project)[-1].endswith("2.59 percent, unrounded 2.59 -> 2.594")


def test_what_only_dates_a_fact_is_not_told_twice(project):
    dated = {**FACT, "name": "milex_share_date", "text": "2024"}
    write_chapter(project, "kfor", {outputs.FACT: FACT}, {outputs.FACT: dated})
    assert lines(project)[-1] == "new chapter: 1 fact"


def test_a_fact_of_another_country_names_the_country(project):
    write_chapter(project, "serbia", {outputs.FACT: {**FACT, "name": "alb_share", "key": {"iso3": "ALB"}}})
    assert "added: Albania, Defence spending, share of GDP (alb_share): 2.59 percent" in lines(project)


def test_points_of_a_chart_are_told_with_the_headings_of_its_columns(project):
    write_serbia(project)
    path = project.chapters / "serbia.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][1]["outputs"][2]["data"][outputs.CHART] = chart(
        [point(2024, 2.63, "sipri_milex_2026"), point(2025, 2.76)], "Serbia spent 2.76 percent"
    )
    path.write_text(json.dumps(notebook), "utf-8")
    assert lines(project)[4:] == [
        "1 chart changed",
        "“Serbia spent 2.59 percent” -> “Serbia spent 2.76 percent” (defence-share): "
        "1 row added, 1 changed, 1 removed",
        "removed: Serbia, 2023; Percent: 2.5",
        "Serbia, 2024; SIPRI 2025 -> 2026; Percent: 2.59 -> 2.63",
        "added: Serbia, 2025; Percent: 2.76",
    ]


def test_rows_of_a_table_are_told_by_their_first_cells(project):
    write_serbia(project, rows=[["Partner", "2006", "1"], ["Plan", "2016", "2"], ["Member", "2030", "3"]])
    assert lines(project)[4:] == [
        "1 table changed",
        "“Steps” (steps): 1 row added, 1 changed",
        "added: Member; When: 2030; Persons: 3",
        "Plan; When: 2015 -> 2016",
    ]


def test_rows_that_no_cell_tells_apart_come_and_go_as_a_whole(project):
    twice = [["Partner", "2006", "1"], ["Partner", "2006", "1"], ["Partner", "2006", "2"]]
    write_serbia(project, rows=twice)
    git(project.root, "commit", "-qam", "twice")
    write_serbia(project, rows=[*twice[:2], ["Partner", "2006", "3"]])
    assert lines(project)[5:] == [
        "“Steps” (steps): 1 row added, 1 removed",
        "removed: Partner, 2006, 2",
        "added: Partner, 2006, 3",
    ]


def test_a_claim_judged_otherwise_is_told_with_its_reason(project):
    write_serbia(project)
    path = project.chapters / "serbia.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][1]["outputs"][3]["data"][outputs.LEDGER] = ledger(
        S0_SRB_01="contradicted", S0_SRB_03="supported"
    )
    path.write_text(json.dumps(notebook), "utf-8")
    assert lines(project)[4:] == [
        "1 verdict added, 1 changed, 1 removed",
        "S0-SRB-01: now supported -> contradicted",
        "Says so.",
        "It is.",
        "added: S0-SRB-03: supported",
        "removed: S0-SRB-02: open",
    ]


@pytest.mark.parametrize("kind", [outputs.LEDGER, outputs.RIVALS])
def test_a_claim_judged_the_same_for_another_reason_is_told_with_both(project, kind):
    write_serbia(project)
    path = project.chapters / "serbia.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    claims = ledger(S0_SRB_01="supported", S0_SRB_02="open")
    claims["claims"][0]["reason"] = "It is so again."
    shown = claims if kind == outputs.LEDGER else {"groups": [claims]}
    notebook["cells"][1]["outputs"][3]["data"] = {kind: shown}
    path.write_text(json.dumps(notebook), "utf-8")
    assert lines(project)[4:] == [
        "1 verdict changed",
        "S0-SRB-01: supported, as before",
        "It is. -> It is so again.",
    ]


@pytest.mark.parametrize(("chapter", "fewest"), [("claims", 300), ("disagreements", 80)])
def test_verdicts_are_read_from_the_chapters_of_the_book(chapter, fewest):
    notebook = nb.read(folders.PROJECT / "chapters" / f"{chapter}.ipynb")
    claims = outputs.claims(notebook["cells"])
    assert len(claims) >= fewest
    for claim in claims.values():
        assert all(claim[key] for key in ("id", "now", "statement", "reason")), claim["id"]


@pytest.mark.slow
def test_long_lists_are_counted_and_shown_whole_when_asked(project, wb6):
    def change(frame):
        serbian = frame["iso3"] == "SRB"
        return frame.assign(value=frame["value"].mask(serbian, "1"))

    edit(project, "indicators", change)
    few, none, everything = (wb6("diff", *options)[1] for options in ([], ["--lines", "0"], ["--all"]))
    changed = int(few[4].split()[0].replace(",", ""))
    assert len(few) == 5 + report.LINES + 1
    assert few[-1].strip() == f"and {changed - report.LINES:,} more; wb6 diff --all shows them"
    assert none == few[:5]
    assert len(everything) == 5 + changed
    assert everything[: len(few) - 1] == few[:-1]


def test_nothing_changed_is_said_and_is_no_error(project, wb6):
    assert wb6("diff") == (0, ["nothing changed from HEAD to the working tree"], [])
    assert wb6("diff", "--markdown")[1][-1] == "Nothing changed from HEAD."


def test_two_states_are_compared_whatever_they_are(project, wb6, tmp_path):
    shutil.copytree(project.root, tmp_path / "older")
    set_cells(project, "indicators", SHARE, value="2.63")
    git(project.root, "commit", "-qam", "second")
    expected = "2.59 -> 2.63"
    for pair in (["older"], ["older", "HEAD"], ["HEAD~1", "HEAD"], ["HEAD~1", "book"]):
        code, out, err = wb6("diff", *pair)
        assert (code, err) == (0, [])
        assert out[-1].endswith(expected), pair
    assert wb6("diff", "HEAD", "older")[1][-1].endswith("2.63 -> 2.59")


def test_a_project_below_the_root_of_its_repository_is_found(project, tmp_path):
    shutil.rmtree(project.root / ".git")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "all")
    set_cells(project, "indicators", SHARE, value="2.63")
    assert lines(project)[-1].endswith("2.59 -> 2.63")


def test_the_same_states_give_the_same_lines(project):
    set_cells(project, "indicators", SHARE, value="2.63")
    write_serbia(project, {"text": "2.63 percent"})
    assert lines(project) == lines(project)


def test_markdown_is_a_section_in_which_data_are_no_markup(project, wb6):
    set_cells(
        project,
        "nato_milestones",
        {"iso3": "SRB", "code": "ipap", "date": "2015-01-15"},
        note="<b>*bold*</b> [a](b)",
    )
    code, out, err = wb6("diff", "--markdown")
    assert (code, err) == (0, [])
    assert out[:6] == [f"## Edition of {DAY_OF_NOW}", "", "Compared with HEAD.", "", "### Data", ""]
    assert out[6] == "- **Steps toward and in NATO (nato_milestones)**: 1 row changed"
    assert out[7].startswith("  - Serbia, ")
    assert r"→ \<b\>\*bold\*\</b\> \[a\](b)" in out[7]


@pytest.mark.parametrize(
    "arguments", [["nosuch"], ["HEAD", "nosuch"], ["-1"], ["HEAD:data"], [""], ["no", "such", "x"]]
)
def test_an_unknown_state_gets_one_line_and_exit_2(project, wb6, arguments):
    code, out, err = wb6("diff", *arguments)
    assert (code, out, len(err)) == (2, [], 1)


def test_an_unknown_revision_is_named_with_what_is_valid(project, wb6):
    (line,) = wb6("diff", "nosuch")[2]
    assert line.startswith("wb6: unknown revision or folder 'nosuch'; name a commit, branch or tag")


def repository(folder):
    """Another repository with one commit, as whoever commits has; and what git tells a hook of it."""
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "commit", "-qm", "mine", "--allow-empty")
    told = {"GIT_DIR": folder / ".git", "GIT_INDEX_FILE": folder / ".git" / "index", "GIT_WORK_TREE": folder}
    return {name: str(path) for name, path in told.items()}


def test_a_git_hook_of_another_repository_does_not_lead_diff_astray(project, wb6, monkeypatch, tmp_path):
    set_cells(project, "indicators", SHARE, value="2.63")
    for name, path in repository(tmp_path / "other").items():
        monkeypatch.setenv(name, path)
    code, out, err = wb6("diff")
    assert (code, err) == (0, [])
    assert any("2.59 -> 2.63" in line for line in out)


def test_tests_that_a_git_hook_runs_leave_its_repository_alone(tmp_path):
    told = repository(tmp_path / "other")
    (tmp_path / "own").mkdir()
    code = (
        "import runpy, subprocess, sys\n"
        "runpy.run_path(sys.argv[1])\n"
        "for command in (['init', '-q'], ['-c', 'user.name=T', '-c', 'user.email=t@example.org', "
        "'commit', '-qm', 'ours', '--allow-empty']):\n"
        "    subprocess.run(['git', *command], check=True)"
    )
    command = [sys.executable, "-c", code, folders.PROJECT / "conftest.py"]
    subprocess.run(command, cwd=tmp_path / "own", env={**os.environ, **told}, check=True)
    for folder, subject in ((tmp_path / "other", b"mine"), (tmp_path / "own", b"ours")):
        log = subprocess.run(["git", "log", "--format=%s"], cwd=folder, capture_output=True, check=True)
        assert log.stdout.split() == [subject]


def test_without_git_one_line_says_what_to_do(project, wb6, monkeypatch):
    monkeypatch.setattr(states.shutil, "which", lambda name: None)
    code, out, err = wb6("diff")
    assert (code, out, len(err)) == (2, [], 1)
    assert "git is not installed" in err[0]
    assert "name a folder" in err[0]


def test_without_a_repository_one_line_says_so(project, wb6, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.rmtree(project.root / ".git")
    code, out, err = wb6("diff")
    assert (code, out, len(err)) == (2, [], 1)
    assert "no git repository" in err[0]


def test_a_revision_without_data_is_refused(project, wb6):
    git(project.root, "rm", "-rq", "--cached", ".")
    git(project.root, "commit", "-qm", "none", "--allow-empty")
    assert wb6("diff") == (2, [], ["wb6: revision 'HEAD' holds neither data nor chapters"])


@pytest.mark.parametrize(
    ("file", "text", "named"),
    [
        ("data/datapackage.json", "{", "the working tree: data/datapackage.json cannot be read"),
        ("data/indicators.csv", 'a,b\n"', "the working tree: table indicators cannot be read"),
        ("chapters/serbia.ipynb", "{", "the working tree: chapters/serbia.ipynb is no notebook"),
    ],
)
def test_a_broken_file_is_named(project, file, text, named):
    (project.root / file).write_text(text, "utf-8")
    with pytest.raises(DataError, match=named):
        comparison.compare(project=project)


def test_text_of_data_cannot_steer_a_terminal():
    assert words.clean("a\x1b[31m\nb") == "a[31m b"


def test_examples_of_the_words_hold():
    assert doctest.testmod(words).failed == 0


@pytest.mark.slow
def test_accepting_tells_what_it_stores_and_then_nothing(small_book, wb6, monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "PROJECT", small_book.root)
    monkeypatch.setenv("WB6_DATA", str(small_book.data))
    monkeypatch.chdir(tmp_path)
    make_fact_chapter(small_book.chapters)
    assert wb6("accept", "kfor")[1][0] == "kfor: new reference stored"
    table = small_book.data / "troops.csv"
    table.write_text(table.read_text().replace("13,placemat", "15,placemat"))
    assert wb6("accept", "kfor")[1] == [
        "kfor: new reference stored",
        "  Kfor",
        "    1 fact changed",
        "      Albania, Troops (troops): 13 -> 15",
    ]
    before = small_book.notebook("kfor").stat()
    assert wb6("accept", "kfor")[1] == ["kfor: unchanged"]
    assert small_book.notebook("kfor").stat().st_mtime_ns == before.st_mtime_ns


def make_fact_chapter(folder):
    """A chapter that shows one fact from the small table of troops."""
    code = (
        "from wb6.data.facts import Fact, glue\n"
        "from wb6.data.package import published\n"
        'row = published("troops").iloc[0]\n'
        'number = int(row["troops"])\n'
        'glue({"troops": Fact("troops", "Troops", str(number), number, key={"iso3": row["iso3"]})})'
    )
    make_chapter(folder, "kfor", code)
