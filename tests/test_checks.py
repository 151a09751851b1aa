"""The data package is sound, and every kind of broken file, row and rule is found and named."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import data_fixtures
import pytest
import yaml

from wb6 import cli
from wb6.data import constraints, diff, folders, package, references, sanity, sheets
from wb6.data.checks import check_package, require_readable
from wb6.errors import DataError

TABLE = "kfor_contributions.csv"
CUT = (
    "countries",
    "sources",
    "corrections",
    "ended_missions",
    "exceptions",
    "kfor_contributions",
    "missions_strength",
    "referendums",
)


@pytest.fixture(scope="module")
def cut(tmp_path_factory) -> Path:
    """The real package cut to a few tables and to the sources that they name."""
    real, folder = package.data_dir(), tmp_path_factory.mktemp("cut") / "data"
    folder.mkdir()
    tables = {name: diff.read_text(real / f"{name}.csv") for name in CUT}
    tables["corrections"] = tables["corrections"][tables["corrections"]["table"] == "referendums"]
    tables["exceptions"] = tables["exceptions"][tables["exceptions"]["table"].isin(CUT)]
    used = {
        key
        for frame in tables.values()
        for name in frame
        if name.startswith(("source", "verified_by"))
        for key in frame[name]
    }
    tables["sources"] = tables["sources"][tables["sources"]["key"].isin(used)]
    descriptor = json.loads((real / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [one for one in descriptor["resources"] if one["name"] in CUT]
    for resource in descriptor["resources"]:
        resource["rows"] = len(tables[resource["name"]])
        tables[resource["name"]].to_csv(folder / resource["path"], index=False, lineterminator="\n")
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    entries = re.split(r"\n(?=@)", (real / "references.bib").read_text(encoding="utf-8"))
    kept = [
        text
        for text in entries
        if re.match(r"@\w+\{(\w+)", text) and re.match(r"@\w+\{(\w+)", text)[1] in used
    ]
    (folder / "references.bib").write_text("\n".join(kept), encoding="utf-8")
    return folder


@pytest.fixture
def data(cut, tmp_path, monkeypatch) -> Path:
    """A copy of that package, which the code reads during the test."""
    copy = shutil.copytree(cut, tmp_path / "data")
    monkeypatch.setenv("WB6_DATA", str(copy))
    return copy


@pytest.fixture
def small(tmp_path, monkeypatch) -> Path:
    """A package of a few rows, which the code reads during the test."""
    folder = data_fixtures.write(tmp_path / "small")
    monkeypatch.setenv("WB6_DATA", str(folder))
    return folder


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


def separate_by_tabs(data: Path) -> None:
    text = (data / TABLE).read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    (data / TABLE).write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def leave_out_the_grade(data: Path) -> None:
    edit(data / "sources.csv", r"(?m)^(nato_kfor_2017_02,.*),passing_on,.*$", r"\1,,")


def make_up_a_grade(data: Path) -> None:
    edit(data / "sources.csv", r"(?m)^(nato_kfor_2017_02,.*),passing_on,.*$", r"\1,good,")


def name_the_press_as_publisher(data: Path) -> None:
    edit(data / "sources.csv", r"(?m)^(nato_kfor_2017_02,[^,]*),NATO,", r"\1,Montenegrin press,")


def name_a_forum_as_publisher(data: Path) -> None:
    edit(data / "sources.csv", r"(?m)^(nato_kfor_2017_02,[^,]*),NATO,", r"\1,Soldiers' forum,")


PLACE = r"table kfor_contributions, row \d+"
BROKEN = {
    remove_source: r"table \w+, row \d+, field source: 'nato_kfor_2017_02' is unknown \(rule: foreign key to",
    name_a_source_that_no_reference_has: f"{PLACE}, field source: 'nobody_2017' is unknown",
    write_text_for_a_number: rf"{PLACE}, field troops: 'thirteen' is no integer \(rule: type integer\)",
    double_a_row: rf"{PLACE}: the key is the same as in the row .* \(rule: primary key\)",
    name_an_unknown_country: f"{PLACE}, field contributor_iso3: 'ATL' is unknown",
    leave_out_the_source: rf"{PLACE}, field source: the cell is empty \(rule: required\)",
    leave_out_the_grade: r"table sources, row \d+, field grade: the cell is empty \(rule: required\)",
    make_up_a_grade: r"table sources, row \d+, field grade: 'good' is not allowed \(rule: enum party, ",
    name_the_press_as_publisher: r"table sources, row \d+, field publisher: 'Montenegrin press' is not allowed",
    name_a_forum_as_publisher: r"table sources, row \d+, field publisher: \"Soldiers' forum\" is not allowed",
    separate_by_tabs: r"table kfor_contributions, row 1, field id: 'id\\t.* stands in its place \(rule: heading\)",
}


def test_the_data_package_breaks_no_rule():
    assert check_package() == []


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda function: function.__name__)
def test_a_broken_copy_is_invalid_and_the_problem_names_table_row_field_and_rule(data, break_it):
    assert check_package() == []
    break_it(data)
    lines = [str(problem) for problem in check_package()]
    assert any(re.search(BROKEN[break_it], line) for line in lines), lines
    assert all("\n" not in line for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("break_it", BROKEN, ids=lambda function: function.__name__)
def test_plain_frictionless_refuses_the_broken_copy_too(data, break_it):
    import frictionless

    break_it(data)
    assert not frictionless.Package(str(data / "datapackage.json")).validate().valid


@pytest.mark.slow
def test_plain_frictionless_accepts_the_package():
    assert frictionless_validate(package.data_dir()).returncode == 0


@pytest.mark.slow
def test_plain_frictionless_exits_1_on_a_broken_copy(data):
    remove_source(data)
    assert frictionless_validate(data).returncode == 1


def frictionless_validate(folder: Path) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).with_name("frictionless"), "validate", "datapackage.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def test_a_missing_table_file_and_a_broken_descriptor_are_one_line_each(data):
    (data / TABLE).unlink()
    (problem,) = check_package()
    assert problem.where == "table kfor_contributions"
    (data / "datapackage.json").write_text("{", encoding="utf-8")
    assert {problem.where for problem in check_package()} == {"datapackage.json"}


def test_a_lost_row_is_seen(data):
    edit(data / TABLE, r"(?m)^alb-2017.*\n", "")
    assert [problem.rule for problem in check_package()] == ["row count"]


def test_sources_and_references_have_the_same_keys(data):
    edit(data / "references.bib", r"@misc\{iso_3166,", "@misc{iso_9999,")
    messages = [problem.message for problem in check_package()]
    assert messages == ["no entry for 'iso_3166' of sources.csv", "no row for 'iso_9999' of references.bib"]


def test_a_count_after_the_end_of_a_mission_is_found(data):
    edit(data / "missions_strength.csv", r"total,,2004-06-28", "total,,2004-12-31")
    told("SFOR in ended_missions (rule: what ended does not go on)")


def test_votes_that_do_not_add_up_are_found(data):
    edit(data / "referendums.csv", r",no,37700,", ",no,37701,")
    assert [problem.rule for problem in check_package()] == ["ballots add up"]


PUBLISHERS = {
    "Albanian and US press": False,
    "Regional press, after wiiw": False,
    "EU press texts": False,
    "Discussion page": False,
    "anonymous": False,
    "Various newspapers": False,
    "Unknown": False,
    "United Nations press service": True,
    "Press Association": True,
    "World Economic Forum": True,
}


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_a_publisher_is_somebody(publisher):
    broken = constraints.broken(package.fields("sources")["publisher"], [publisher])
    assert (broken == {}) is PUBLISHERS[publisher]


@pytest.mark.parametrize(
    ("grade", "passes_on", "expected"),
    [
        ("passing_on", "", "nato is graded passing_on and does not say what it passes on"),
        ("reliable", "BACI of CEPII", "nato is graded reliable and says what it passes on"),
        ("passing_on", "BACI of CEPII", None),
    ],
)
def test_a_source_says_what_it_passes_on_when_it_does(small, grade, passes_on, expected):
    edit(small / "sources.csv", "true,primary,\n", f"true,{grade},{passes_on}\n")
    rule = "(rule: passes on)"
    found = [f"table sources, row 3, field passes_on: {expected} {rule}"] if expected else []
    assert [str(problem) for problem in check_package()] == found


def with_grades(small: Path, table: str, grades: list[str], *fields: str) -> None:
    """The descriptor with grades for a table, which may get more fields that name sources."""
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    (resource,) = (one for one in descriptor["resources"] if one["name"] == table)
    resource["grades"] = grades
    for field in fields:
        resource["schema"]["fields"].append({"name": field, "type": "string"})
        key = {"fields": field, "reference": {"resource": "sources", "fields": "key"}}
        resource["schema"]["foreignKeys"].append(key)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def test_a_row_that_rests_on_no_source_of_the_grades_of_its_table_is_found(small):
    with_grades(small, "facts", ["primary", "reliable"])
    assert check_package() == []
    edit(small / "sources.csv", "true,primary,\n", "true,party,\n")
    message = "nato is party; one of the row's sources must be primary, reliable (rule: grades)"
    assert [str(problem) for problem in check_package()] == [
        f"table facts, row {row}, field source: {message}" for row in (2, 3, 4)
    ]


def test_one_good_source_of_a_row_is_enough_and_it_must_be_one_of_the_row_itself(small):
    with_grades(small, "yearly", ["primary"], "source_2", "outcome_source")
    edit(small / "sources.csv", "true,primary,\n", "true,party,\n")
    (small / "yearly.csv").write_text(
        "iso3,year,value,source,source_2,outcome_source\n"
        "ALB,2019,1.5,nato,iso,\nALB,2020,1.25,iso,,nato\nSRB,2020,2,nato,nato,iso\n",
        encoding="utf-8",
    )
    assert [str(problem) for problem in check_package()] == [
        "table yearly, row 4, field source: nato is party, nato is party; "
        "one of the row's sources must be primary (rule: grades)"
    ]


def test_the_table_of_sources_cannot_lose_its_grades(small):
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    (grade,) = (
        field for field in find(descriptor, "sources")["schema"]["fields"] if field["name"] == "grade"
    )
    grade["constraints"].pop("required")
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    assert [str(problem) for problem in check_package()] == [
        "table sources, field grade: the field is not required, so rows could be without it (rule: required)"
    ]
    grade["name"] = "rank"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    assert [problem.message for problem in check_package()] == ["the field grade is missing"]


def test_a_table_names_grades_that_there_are(small):
    with_grades(small, "facts", ["good"])
    (problem,) = check_package()
    assert "'good' is not allowed; write primary, reliable, passing_on, party" in problem.message


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
    problems = list(sanity.references_are_keys({"name": "countries", "schema": schema}))
    assert [problem.where for problem in problems] == ["table countries, field source"]


def test_a_table_without_key_is_found():
    assert len(list(sanity.key_is_declared({"name": "loose", "schema": {}}))) == 1


def test_a_correction_that_no_longer_finds_its_value_is_found(data):
    with (data / "corrections.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    edit(
        data / "corrections.csv",
        rf"(?m)^({re.escape(first['id'])},.*?),{first['expected']},",
        r"\1,999,",
    )
    (problem,) = check_package()
    assert problem.rule == "corrections"
    assert "expects" in problem.message


def test_the_check_as_a_program_prints_problems_and_exits_1(data):
    write_text_for_a_number(data)
    command = [sys.executable, "-m", "wb6.data.checks"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (1, 1, "")


def test_no_copy_of_the_data_is_left_behind(data):
    before = {path: path.read_bytes() for path in data.iterdir() if path.is_file()}
    check_package()
    assert {path: path.read_bytes() for path in data.iterdir() if path.is_file()} == before
    shutil.rmtree(data)


# --- each kind of breakage, on the small package -----------------------------------------------------------------

# Text of a table, what replaces it, and the problem.
BROKEN_DATA = yaml.safe_load((Path(__file__).parent / "broken_data.yaml").read_text(encoding="utf-8"))
CELLS = BROKEN_DATA["tables"]


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_table_is_named_with_row_field_and_rule(small, kind):
    table, old, new, expected = CELLS[kind].values()
    file = small / f"{table}.csv"
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, -1 if old == "\n" else 1).encode())
    told(expected)


def told(expected: str) -> None:
    """The check says the one thing, or nothing when nothing is expected."""
    lines = [str(problem) for problem in check_package()]
    assert any(expected in line for line in lines) if expected else lines == [], lines
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16", "utf-8-sig"])
def test_a_table_in_another_encoding_is_refused_with_its_row(small, encoding):
    file = small / "facts.csv"
    file.write_bytes(file.read_bytes().decode().encode(encoding))
    (problem,) = check_package()
    assert problem.rule == "UTF-8"
    assert problem.where == {"cp1250": "table facts, row 4"}.get(encoding, "table facts, row 1")


def find(descriptor: dict, name: str) -> dict:
    return next(resource for resource in descriptor["resources"] if resource["name"] == name)


def field(descriptor: dict, table: str, name: str) -> dict:
    return next(one for one in find(descriptor, table)["schema"]["fields"] if one["name"] == name)


FACTS = "datapackage.json, table facts"
DESCRIPTORS: dict[str, tuple[Callable, str]] = {
    "rows dropped": (lambda found: find(found, "facts").pop("rows"), f"{FACTS}: 'rows' is missing"),
    "rows wrong": (
        lambda found: find(found, "facts").update(rows=4),
        "table facts: 3 rows, datapackage.json says 4",
    ),
    "rows as text": (
        lambda found: find(found, "facts").update(rows="3"),
        f"{FACTS}: rows: '3' is not allowed",
    ),
    "edition dropped": (lambda found: found.pop("edition"), "datapackage.json: 'edition' is missing"),
    "edition empty": (lambda found: found.update(edition=""), "datapackage.json: edition: '' is not allowed"),
    "edition no day": (
        lambda found: found.update(edition="2020-02-30"),
        "edition: '2020-02-30' is not allowed",
    ),
    "asOf dropped": (lambda found: find(found, "facts").pop("asOf"), f"{FACTS}: 'asOf' is missing"),
    "asOf null": (
        lambda found: find(found, "facts").update(asOf=None),
        "table facts: asOf is null although each row has date",
    ),
    "asOf no field": (
        lambda found: find(found, "facts").update(asOf="day"),
        "table facts: asOf or laterFields name the field 'day'",
    ),
    "asOf no day": (
        lambda found: find(found, "facts").update(asOf="kind"),
        "date by 'kind', which is neither a day nor a year",
    ),
    "laterFields dropped": (
        lambda found: find(found, "facts").pop("laterFields"),
        f"{FACTS}: 'laterFields' is missing",
    ),
    "laterFields empty": (
        lambda found: find(found, "facts").update(laterFields={}),
        "table facts, field note: laterFields do not blank note before note_known",
    ),
    "laterFields of nothing": (
        lambda found: find(found, "facts").update(laterFields={"note_known": []}),
        "do not blank note",
    ),
    "laterFields misspelt": (
        lambda found: find(found, "facts").update(laterField={}),
        f"{FACTS}: 'laterField' is no key here; keys are name, title",
    ),
    "countries dropped": (
        lambda found: find(found, "facts").pop("countries"),
        f"{FACTS}: 'countries' is missing",
    ),
    "countries empty": (
        lambda found: find(found, "facts").update(countries=[]),
        "table facts: ALB has rows but is not listed",
    ),
    "foreign keys dropped": (
        lambda found: find(found, "facts")["schema"].pop("foreignKeys"),
        f"{FACTS}: schema: 'foreignKeys' is missing",
    ),
    "foreign keys empty": (
        lambda found: find(found, "facts")["schema"].update(foreignKeys=[]),
        "table facts, field iso3: is no foreign key to countries.iso3",
    ),
    "foreign key to nothing": (
        lambda found: find(found, "facts")["schema"]["foreignKeys"][0]["reference"].update(resource="states"),
        "refers to the table 'states', which there is not",
    ),
    "key dropped": (
        lambda found: find(found, "facts")["schema"].pop("primaryKey"),
        f"{FACTS}: schema: 'primaryKey' is missing",
    ),
    "key empty": (
        lambda found: find(found, "facts")["schema"].update(primaryKey=[]),
        f"{FACTS}: schema.primaryKey: [] is not allowed",
    ),
    "key of no field": (
        lambda found: find(found, "facts")["schema"].update(primaryKey=["number"]),
        "names the field 'number', which the table has not",
    ),
    "title dropped": (lambda found: find(found, "facts").pop("title"), f"{FACTS}: 'title' is missing"),
    "title empty": (
        lambda found: find(found, "facts").update(title=""),
        f"{FACTS}: title: '' is not allowed",
    ),
    "title illegible": (lambda found: find(found, "facts").update(title="Facts\u202e"), "holds U+202E"),
    "type dropped": (
        lambda found: field(found, "facts", "troops").pop("type"),
        f"{FACTS}, field troops: 'type' is missing",
    ),
    "type unknown": (
        lambda found: field(found, "facts", "troops").update(type="int"),
        f"{FACTS}, field troops: type: 'int' is not allowed; write string, integer",
    ),
    "bound dropped": (
        lambda found: field(found, "facts", "troops")["constraints"].pop("maximum"),
        f"{FACTS}, field troops: constraints: 'maximum' is missing",
    ),
    "bounds dropped": (
        lambda found: field(found, "facts", "date").pop("constraints"),
        f"{FACTS}, field date: 'constraints' is missing",
    ),
    "bounds swapped": (
        lambda found: field(found, "facts", "troops")["constraints"].update(minimum=5, maximum=4),
        f"{FACTS}, field troops: minimum 5 is above maximum 4",
    ),
    "bound without end": (
        lambda found: field(found, "facts", "share")["constraints"].update(maximum=1e300),
        "field share: constraints.maximum: 1e+300 is not allowed",
    ),
    "constraint misspelt": (
        lambda found: field(found, "facts", "kind")["constraints"].update(enmu=["x"]),
        "'enmu' is no key here; keys are required, unique, enum",
    ),
    "pattern broken": (
        lambda found: field(found, "facts", "id")["constraints"].update(pattern="["),
        "field id: pattern '[' is no regular expression",
    ),
    "required dropped": (
        lambda found: field(found, "facts", "source").pop("constraints"),
        "table facts, field source: the field is not required",
    ),
    "planned dropped": (
        lambda found: field(found, "facts", "expected").pop("planned"),
        "table facts, row 3, field expected: 2030-12-31 lies after 2018-12-31, the day of its row",
    ),
    "two of one name": (
        lambda found: found["resources"].append(find(found, "facts")),
        "2 resources have the name facts",
    ),
    "two fields of one name": (
        lambda found: find(found, "facts")["schema"]["fields"].append(field(found, "facts", "kind")),
        "field kind: is declared 2 times",
    ),
    "a table dropped": (
        lambda found: found["resources"].remove(find(found, "yearly")),
        "no resource names the file 'yearly.csv'",
    ),
    "a path outside": (
        lambda found: find(found, "facts").update(path="../facts.csv"),
        f"{FACTS}: path: '../facts.csv' is not allowed",
    ),
    "another path": (
        lambda found: find(found, "facts").update(path="yearly.csv"),
        f"{FACTS}: path is yearly.csv, not facts.csv",
    ),
    "a table as shapes": (
        lambda found: find(found, "facts").update(profile="data-resource"),
        "'format' is missing",
    ),
    "no name": (
        lambda found: found["resources"][0].pop("name"),
        "datapackage.json, table 1: 'name' is missing",
    ),
    "no resources": (lambda found: found.pop("resources"), "datapackage.json: 'resources' is missing"),
}


@pytest.mark.parametrize("kind", DESCRIPTORS)
def test_a_slip_in_the_descriptor_switches_nothing_off(small, kind):
    change, expected = DESCRIPTORS[kind]
    descriptor = data_fixtures.descriptor()
    change(descriptor)
    (small / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    told(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", "datapackage.json: [] is not allowed by type object"),
        ("{", "datapackage.json: cannot be read: Expecting property name"),
        ("", "datapackage.json: cannot be read: Expecting value"),
        ("[" * 100_000, "datapackage.json: cannot be read: maximum recursion depth"),
        ('{"rows": NaN}', "cannot be read: NaN is no number of JSON"),
        ('{"rows": 1, "rows": 2}', "cannot be read: the key 'rows' stands twice in one object"),
    ],
)
def test_a_descriptor_that_is_none_is_one_line(small, text, expected):
    (small / "datapackage.json").write_text(text, encoding="utf-8")
    told(expected)
    with pytest.raises(DataError, match=r"datapackage\.json: "):
        package.table_names()


def test_a_missing_descriptor_names_its_folder(small):
    (small / "datapackage.json").unlink()
    told(f"no data package in {small}: datapackage.json is missing")


BIBLIOGRAPHY = BROKEN_DATA["bibliography"]


@pytest.mark.parametrize("kind", BIBLIOGRAPHY)
def test_a_broken_bibliography_is_named_with_its_line(small, kind):
    old, new, expected = BIBLIOGRAPHY[kind].values()
    file = small / "references.bib"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    told(expected)


def test_a_bibliography_that_is_no_utf_8_or_is_missing_is_one_line(small):
    file = small / "references.bib"
    file.write_bytes(file.read_bytes().replace(b"Country", "Länder".encode("latin-1")))
    told("references.bib, line 5: byte 0xe4 is no UTF-8")
    file.unlink()
    told("references.bib: cannot be read: No such file or directory")


def test_no_brace_of_the_bibliography_can_be_lost_unseen():
    text = data_fixtures.REFERENCES
    braces = [place for place, char in enumerate(text) if char in "{}"]
    seen = [place for place in braces if references.check(text[:place] + text[place + 1 :])[1]]
    harmless = {
        place
        for place in braces
        if text[place - 1 : place + 3] == '{{\\"' or text[place : place + 2] == "{\\"
    }
    assert set(braces) - set(seen) <= harmless


def test_broken_shapes_are_one_line(small):
    (small / "geo" / "balkans.json").write_text("[]", encoding="utf-8")
    told("shapes balkans: file balkans.json cannot be read")


def test_work_begins_only_on_a_package_that_can_be_read(small):
    require_readable()
    text = (small / "facts.csv").read_text(encoding="utf-8")
    (small / "facts.csv").write_text(text.replace(",13,", ",x,").replace(",14,", ",y,"), encoding="utf-8")
    with pytest.raises(DataError) as error:
        require_readable()
    first = "table facts, row 2, field troops: 'x' is no integer (rule: type integer)"
    assert str(error.value) == f"{first}; and 1 more, see wb6 check"
    with pytest.raises(DataError, match=re.escape(first)):
        package.published("facts")


def test_no_table_that_readers_download_holds_a_live_formula():
    for file in sorted(package.data_dir().glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            formulas = [cell for row in csv.reader(lines) for cell in row if sheets.is_formula(cell)]
        assert formulas == [], file.name


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "check",
        "claims",
        "claims S3-MNE-02",
        "accept",
        "accept serbia",
        "run serbia",
        "sweep --as-of 2016 --output panel",
        "new HRV",
        "refresh sipri",
    ],
)
def test_no_command_begins_on_a_package_that_cannot_be_read(small, tmp_path, monkeypatch, capsys, command):
    edit(small / "sources.csv", "true,primary,\n", "true,primary,\n<<<<<<< HEAD\n")
    root = tmp_path / "project"
    (root / "chapters").mkdir(parents=True)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(folders.PROJECT / name, root)
    monkeypatch.setattr(folders, "PROJECT", root)
    monkeypatch.chdir(root)
    before = sorted(root.rglob("*"))
    with pytest.raises(SystemExit) as ended:
        cli.main(command.split())
    out, err = capsys.readouterr()
    told = "table sources, row 4: git left the mark '<<<<<<< HEAD' of a conflict (rule: merge conflict)"
    assert (ended.value.code, out, err.removeprefix("wb6: ")) == (1, "", f"{told}\n")
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("broken", ["[]", '{"resources": [{"path": "x.csv"}]}', "{"])
def test_a_descriptor_that_is_none_stops_every_command_with_a_line(small, capsys, broken):
    (small / "datapackage.json").write_text(broken, encoding="utf-8")
    for command in ("check", "claims", "run serbia"):
        with pytest.raises(SystemExit) as ended:
            cli.main(command.split())
        out, err = capsys.readouterr()
        assert (ended.value.code, out) == (1, "")
        assert err.removeprefix("wb6: ").startswith("datapackage.json")
