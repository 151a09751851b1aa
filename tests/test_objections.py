"""Objections to claims: each has its number, its answer or none yet, its place on the page, and a form that GitHub takes."""

from pathlib import Path

import pytest
import yaml

from conftest import change_rows
from wb6.chapters.verdicts import VerdictsChapter
from wb6.data import folders, objections, package
from wb6.data.checks import check_package
from wb6.sections.objections import BY, OUTCOMES

FORMS = sorted((folders.PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
# What GitHub's forms may hold: elements, and the attributes that each needs.
ELEMENTS = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}
ATTRIBUTES = {"label", "description", "placeholder", "value", "options", "multiple", "default", "render"}


def codes(field):
    """The values that the table allows in a field."""
    return package.fields(objections.TABLE)[field]["constraints"]["enum"]


def test_every_objection_is_numbered_and_answered_or_open():
    assert list(objections.problems()) == []
    assert len(objections.objections()) == len({one.id for one in objections.objections()})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"answer": ""}, "field answer: {id} is {outcome} and has no answer"),
        ({"outcome": "open"}, "field answer: {id} is open and has an answer"),
        (
            {"id": "S0-CHN-01-7"},
            "field id: S0-CHN-01-7 is objection 1 to S0-CHN-01, so that it is S0-CHN-01-1",
        ),
    ],
)
def test_an_objection_without_answer_or_with_a_wrong_number_is_named(data_copy, change, says):
    first = objections.objections()[0]
    change_rows(data_copy, objections.TABLE, lambda row: row | change if row["id"] == first.id else row)
    (problem,) = check_package()
    assert says.format(id=first.id, outcome=first.outcome) in str(problem)


@pytest.mark.parametrize(
    ("field", "value"),
    [("claim_id", "S0-CHN-99"), ("about", "tone"), ("by", "someone"), ("outcome", "ignored"), ("what", "")],
)
def test_what_the_table_does_not_know_is_refused(data_copy, field, value):
    first = objections.objections()[0]
    change_rows(
        data_copy, objections.TABLE, lambda row: row | {field: value} if row["id"] == first.id else row
    )
    assert [problem for problem in check_package() if f"row 2, field {field}" in str(problem)]


def test_an_objection_may_come_after_the_edition():
    newest = max(one.on for one in objections.objections())
    assert newest > package.latest_edition()


def test_the_page_shows_every_objection_with_the_verdicts_on_its_claim():
    chapter = VerdictsChapter()
    found = objections.objections()
    rows = chapter.objections_answered().rows
    assert sorted(row[4] for row in rows) == sorted(one.what for one in found)
    published = package.published("verdicts")
    for row in rows:
        verdicts = published.loc[published["claim_id"] == row[0], "verdict"]
        assert row[-1] == " → ".join(verdicts)
    counted = chapter.objections_by_kind().frame
    assert counted["all"].sum() == len(found)
    assert counted[[*OUTCOMES]].to_numpy().sum() == len(found)
    early = VerdictsChapter("2016-12-31")
    assert early.objections_by_kind().rows == early.objections_answered().rows == ()
    assert early.objections_answered().title == "No objection to a claim of that time"


def test_roles_and_outcomes_are_those_of_the_table():
    assert {*codes("by")} == {*BY}
    assert {*codes("outcome")} == {*OUTCOMES}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_is_one_that_github_takes(file: Path):
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (
        {"name", "description", "body"}
        <= {*form}
        <= {"name", "description", "title", "labels", "assignees", "body"}
    )
    assert 3 <= len(form["name"]) <= 200
    assert 1 <= len(form["description"]) <= 200
    named = [element["id"] for element in form["body"] if element["type"] != "markdown"]
    assert len(named) == len({*named})
    assert named
    labels = [element["attributes"].get("label") for element in form["body"]]
    assert len(labels) == len({*labels})
    for element in form["body"]:
        assert {*element} <= {"type", "id", "attributes", "validations"}
        assert ELEMENTS[element["type"]] <= {*element["attributes"]} <= ATTRIBUTES
        assert isinstance(element.get("validations", {}).get("required", False), bool)
        options = element["attributes"].get("options", ["one"])
        assert options
        assert all(isinstance(option, str) for option in options)
        assert len(options) == len({*options})
        assert "none" not in {option.lower() for option in options}


def test_the_form_asks_for_what_the_table_holds():
    form = yaml.safe_load(
        next(file for file in FORMS if file.stem == "objection").read_text(encoding="utf-8")
    )
    fields = {element["id"]: element for element in form["body"]}
    assert {"claim", "about", "what", "evidence"} <= {*fields}
    assert sorted(fields["about"]["attributes"]["options"]) == codes("about")
    assert all(fields[name]["validations"]["required"] for name in ("claim", "about", "what"))
    page = (folders.PROJECT / "chapters" / "objections.md").read_text(encoding="utf-8")
    assert f"*{form['name']}*" in page
    assert all(f"**{code}**" in page for code in codes("about"))
