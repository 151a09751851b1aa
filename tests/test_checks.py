"""The data package is sound, and every kind of broken row is found and named."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wb6.data import package, sanity
from wb6.data.checks import check_package

TABLE = "kfor_contributions.csv"


def edit(path: Path, pattern: str, replacement: str) -> None:
    """Replace the first match in a file, which must be there."""
    text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")


def remove_source(data: Path) -> None:
    edit(data / "sources.csv", r"(?m)^nato_kfor_2017_02,.*\n", "")


def name_a_source_that_no_reference_has(data: Path) -> None:
    edit(data / TABLE, ",nato_kfor_2017_02,", ",nobody_2017,")


def write_text_for_a_number(data: Path) -> None:
    edit(data / TABLE, ",month,13,", ",month,thirteen,")


def double_a_row(data: Path) -> None:
    edit(data / TABLE, r"(?m)^(alb-2017.*\n)", r"\1\1")


def name_an_unknown_country(data: Path) -> None:
    edit(data / TABLE, ",ALB,2017-02-28,", ",ATL,2017-02-28,")


def leave_out_the_source(data: Path) -> None:
    edit(data / TABLE, ",nato_kfor_2017_02,", ",,")


PLACE = r"table kfor_contributions, row \d+"
BROKEN = {
    remove_source: r"table \w+, row \d+, field source: 'nato_kfor_2017_02' is unknown \(rule: foreign key to",
    name_a_source_that_no_reference_has: f"{PLACE}, field source: 'nobody_2017' is unknown",
    write_text_for_a_number: rf"{PLACE}, field troops: 'thirteen' is no integer \(rule: type integer\)",
    double_a_row: rf"{PLACE}: the key is the same as in the row .* \(rule: primary key\)",
    name_an_unknown_country: f"{PLACE}, field contributor_iso3: 'ATL' is unknown",
    leave_out_the_source: rf"{PLACE}, field source: the cell is empty \(rule: required\)",
}


def test_the_data_package_breaks_no_rule():
    assert check_package() == []


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda function: function.__name__)
def test_a_broken_copy_is_invalid_and_the_problem_names_table_row_field_and_rule(data_copy, break_it):
    break_it(data_copy)
    lines = [str(problem) for problem in check_package()]
    assert any(re.search(BROKEN[break_it], line) for line in lines), lines
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda function: function.__name__)
def test_plain_frictionless_refuses_the_broken_copy_too(data_copy, break_it):
    break_it(data_copy)
    frictionless = Path(sys.executable).with_name("frictionless")
    command = [frictionless, "validate", "datapackage.json"]
    assert subprocess.run(command, cwd=data_copy, capture_output=True, check=False).returncode == 1


def test_plain_frictionless_accepts_the_package():
    frictionless = Path(sys.executable).with_name("frictionless")
    command = [frictionless, "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=package.data_dir(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_missing_table_file_and_a_broken_descriptor_are_one_line_each(data_copy):
    (data_copy / TABLE).unlink()
    (problem,) = check_package()
    assert problem.where == "table kfor_contributions"
    (data_copy / "datapackage.json").write_text("{", encoding="utf-8")
    assert {problem.where for problem in check_package()} == {"datapackage.json"}


def test_a_lost_row_is_seen(data_copy):
    edit(data_copy / TABLE, r"(?m)^alb-2017.*\n", "")
    assert [problem.rule for problem in check_package()] == ["row count"]


def test_sources_and_references_have_the_same_keys(data_copy):
    edit(data_copy / "references.bib", r"@misc\{iso_3166,", "@misc{iso_9999,")
    messages = [problem.message for problem in check_package()]
    assert messages == ["no entry for 'iso_3166' of sources.csv", "no row for 'iso_9999' of references.bib"]


def test_kfor_contingents_of_february_2017_add_up_to_4273():
    assert list(sanity.kfor_contingents_add_up()) == []


def test_kfor_contingents_that_do_not_add_up_are_found(data_copy):
    edit(data_copy / TABLE, r"(,ALB,2017-02-28,month,)13,", r"\g<1>14,")
    assert [str(problem) for problem in check_package()] == [
        "table kfor_contributions: the contingents of February 2017 add up to 4,274, not to 4,273 (rule: sum)"
    ]


def test_votes_of_the_2018_referendum_add_up():
    assert list(sanity.referendum_votes_add_up()) == []


def test_votes_that_do_not_add_up_are_found(data_copy):
    edit(data_copy / "referendums.csv", r",no,37700,", ",no,37701,")
    assert [problem.rule for problem in check_package()] == ["sum"]


def test_a_country_lost_from_a_table_is_seen():
    resource = {**package.resource("countries"), "countries": ["ALB", "BIH", "MKD", "MNE", "SRB"]}
    (problem,) = sanity.countries_are_all_there(resource)
    assert problem.message == "XKX has rows but is not listed"


def test_as_of_and_later_fields_must_name_real_fields():
    resource = {**package.resource("countries"), "asOf": "day", "laterFields": {"until": ["name"]}}
    names = [problem.message.split("'")[1] for problem in sanity.fields_of_editions_exist(resource)]
    assert names == ["day", "until"]


def test_a_source_field_without_reference_to_the_sources_is_found():
    schema = {**package.resource("countries")["schema"], "foreignKeys": []}
    problems = list(sanity.sources_are_keys({"name": "countries", "schema": schema}))
    assert [problem.where for problem in problems] == ["table countries, field source"]


def test_a_table_without_key_is_found():
    assert len(list(sanity.key_is_declared({"name": "loose", "schema": {}}))) == 1


def test_a_correction_that_no_longer_finds_its_value_is_found(data_copy):
    with (data_copy / "corrections.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    edit(
        data_copy / "corrections.csv",
        rf"(?m)^({re.escape(first['id'])},.*?),{first['expected']},",
        r"\1,999,",
    )
    (problem,) = check_package()
    assert problem.rule == "corrections"
    assert "expects" in problem.message


def test_the_check_as_a_program_prints_problems_and_exits_1(data_copy):
    write_text_for_a_number(data_copy)
    command = [sys.executable, "-m", "wb6.data.checks"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (1, 1, "")


def test_no_copy_of_the_data_is_left_behind(data_copy):
    before = {path: path.read_bytes() for path in data_copy.iterdir() if path.is_file()}
    check_package()
    assert {path: path.read_bytes() for path in data_copy.iterdir() if path.is_file()} == before
    shutil.rmtree(data_copy)
