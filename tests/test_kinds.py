"""The kinds of error behind most corrections: each check finds nothing, and finds what is broken in a copy."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from series_ends import known, shown, speaks_of

from conftest import change_rows
from wb6.data import exceptions, folders, kinds, package, sums
from wb6.data.checks import check_package
from wb6.data.edition import Edition

CHECKS = {**kinds.CHECKS, **sums.CHECKS}
BROKEN = yaml.safe_load((Path(__file__).parent / "broken_data.yaml").read_text(encoding="utf-8"))["kinds"]
ENDS = "series_end_with_the_newest_rows"


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_of_kinds_finds_nothing(name):
    assert [str(problem) for problem in exceptions.problems({name: CHECKS[name]})] == []


@pytest.mark.parametrize("kind", BROKEN)
def test_a_row_of_the_kind_is_found(data_copy, kind):
    case = BROKEN[kind]
    broken = []

    def spoil(row):
        if not case["of"].items() <= row.items():
            return row
        broken.append(row)
        return row | case["becomes"]

    change_rows(data_copy, case["table"], spoil)
    package.forget()
    assert broken
    lines = [str(problem) for problem in exceptions.problems({case["check"]: CHECKS[case["check"]]})]
    assert any(case["says"] in line for line in lines), lines
    assert all(line.isprintable() for line in lines)


def test_every_check_of_kinds_is_shown_to_fail():
    assert {case["check"] for case in BROKEN.values()} == {*CHECKS}


def test_exceptions_are_from_checks_that_there_are():
    declared = package.fields("exceptions")["check"]["constraints"]["enum"]
    assert {*declared} == {*CHECKS, ENDS}


def test_the_check_of_the_package_asks_for_kinds(data_copy):
    case = BROKEN["posts as people"]
    change_rows(
        data_copy,
        case["table"],
        lambda row: row | case["becomes"] if case["of"].items() <= row.items() else row,
    )
    (problem,) = check_package()
    assert (problem.rule, problem.where.split(",")[0]) == ("posts are no people", "table missions_strength")


def late_series(tables, notebook):
    """Things whose series end on a page before the newest row, with both days and the charts that show them."""
    ends = {}
    for chart, thing, day in shown(notebook, tables):
        if day > ends.get(thing, ("", ""))[0]:
            ends[thing] = (day, chart)
    there = {table.name: table for table in tables}
    return {
        thing: (day, there[thing[0]].last[thing], chart)
        for thing, (day, chart) in ends.items()
        if there[thing[0]].last.get(thing, "") > day
    }


@pytest.fixture(scope="module")
def tables():
    return known(Edition(package.latest_edition()))


def test_series_of_committed_charts_end_with_the_newest_rows(tables):
    excused = [(table, key) for check, table, key in exceptions.listed() if check == ENDS]
    newest_rows = {table.name: table.newest for table in tables}
    used, late = set(), []
    for notebook in sorted(folders.PROJECT.glob("chapters/*.ipynb")):
        for thing, (day, newest, chart) in late_series(tables, notebook).items():
            row = newest_rows[thing[0]][thing]
            reasons = [(table, key) for table, key in excused if table == thing[0] and speaks_of(key, row)]
            used.update(reasons)
            if not reasons:
                late.append(f"{notebook.stem}, {chart}: {' '.join(thing)} ends {day}, the package {newest}")
    assert late == []
    assert sorted({*excused} - used) == []


def test_a_series_that_ends_early_is_seen(tables):
    notebook = folders.PROJECT / "chapters" / "serbia.ipynb"
    charts = {chart: (thing, day) for chart, thing, day in shown(notebook, tables)}
    assert len(charts) >= 9
    thing, day = charts["defence-share"]
    (table,) = (one for one in tables if one.name == thing[0])
    newer = replace(table, last=table.last | {thing: "2099"})
    others = [one for one in tables if one is not table]
    assert late_series([*others, newer], notebook)[thing] == (day, "2099", "defence-share")
