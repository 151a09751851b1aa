"""What numbers rest on: marks of sources, why a number is weak, and the rule for leads, cards and titles of charts."""

import json
import re

import pytest
from click.testing import CliRunner

from wb6 import cli
from wb6.book import grounds, prominent
from wb6.claims.sources import texts
from wb6.data import folders, grades, package, readings
from wb6.data.facts import BY, Fact
from wb6.figures.renderer import META
from wb6.figures.tables import CARD_MIME
from wb6.pipeline.changes.outputs import FACT
from wb6.pipeline.notebook import CHART
from wb6.sections.declared import Facts

CHAPTER = folders.PROJECT / "chapters" / "kosovo.ipynb"


def a_source(grade: str, *, data_set: bool = False) -> str:
    """Key of the first source of a grade that is a data set, or is none."""
    frame = package.published("sources")
    fitting = frame[(frame["grade"] == grade) & ((frame["kind"] == readings.DATA_SET) == data_set)]
    return str(fitting["key"].iloc[0])


@pytest.fixture
def by_mark():
    """Keys of sources: a good one, a copy, one at second hand, one of a party."""
    return (
        a_source("primary"),
        a_source("passing_on", data_set=True),
        a_source("passing_on"),
        a_source("party"),
    )


def test_a_copy_of_a_data_set_is_told_from_hearsay(by_mark):
    assert [grades.mark(key) for key in by_mark] == ["", "in a copy", "at second hand", "interested party"]
    assert grades.mark("nobody") == ""


def test_a_number_is_weak_where_no_source_of_it_may_carry_it(by_mark):
    good, copy, hearsay, party = by_mark
    assert grades.doubt([copy]) == "rests on a copy alone"
    assert grades.doubt([party, copy]) == "rests on a copy and an interested party alone"
    assert grades.doubt([hearsay]) == "rests on reports at second hand alone"
    assert grades.doubt([good, copy, hearsay, party]) == grades.doubt([]) == ""
    assert [grades.is_hearsay([key]) for key in by_mark] == [False, False, True, True]


def test_a_copy_is_called_by_what_it_copies_and_others_by_their_publisher(by_mark):
    frame = package.published("sources").set_index("key")
    good, copy, *_ = by_mark
    assert grades.called([copy, good, copy]) == [frame.loc[copy, "passes_on"], frame.loc[good, "publisher"]]


def test_a_row_found_again_in_a_good_source_rests_on_that_too():
    frame = package.published("nato_milestones").apply(package.as_text)
    weak = [
        row
        for row in frame.to_dict("records")
        if grades.mark(row["source"]) and row[readings.SOURCE] and not grades.mark(row[readings.SOURCE])
    ]
    row = next(row for row in weak if not row["source_2"])
    key = {"iso3": row["iso3"], "code": row["code"], "date": row["date"]}
    found = grounds.of_fact(
        {"name": "x", "value": 1, "table": "nato_milestones", "key": key, "sources": [row["source"]]}
    )
    assert found == grounds.Grounds((row["source"],), row[readings.SOURCE], "", "")
    assert found.why == ""
    alone = grounds.of_fact({"name": "x", "value": 1, "sources": [row["source"]]})
    assert alone.why == grades.doubt([row["source"]])


def test_what_a_text_says_rests_on_the_text_whoever_wrote_it(by_mark):
    *_, party = by_mark
    text = next(key for key in sorted(texts()) if grades.mark(key))
    counted = {"name": "claims", "value": 9, "table": "claims", "sources": [text]}
    assert grounds.of_fact(counted).doubt == ""
    assert grounds.of_fact({**counted, "table": "polls"}).doubt
    assert grounds.of_fact({**counted, "sources": [party]}).doubt


def test_a_fact_can_be_asked_whose_number_it_is(by_mark):
    good, copy, *_ = by_mark
    facts = Facts(None, [])
    facts.quote(Fact("size", "Size", "12", 12, sources=(copy, good)))
    told = facts.placed(["size_by"])["size_by"]
    assert told.text == " and ".join(grades.called([copy, good]))
    assert grounds.of_fact(told.as_json()).doubt == ""
    facts.quote(Fact("peak", "Peak", "unknown"))
    assert not facts.placed(["peak_by"])["peak_by"].known


def broken(tmp_path, change):
    """What is found in a copy of a chapter of which `change` is made in each output."""
    notebook = json.loads(CHAPTER.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            change(output.get("data", {}))
    copy = tmp_path / CHAPTER.name
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    return list(prominent.unsound(copy))


def test_no_number_in_a_lead_card_or_title_rests_on_weak_sources_unsaid():
    chapters = sorted((folders.PROJECT / "chapters").glob("*.ipynb"))
    assert [str(problem) for chapter in chapters for problem in prominent.unsound(chapter)] == []
    places = {
        number.where.rpartition(", ")[2] for chapter in chapters for number in prominent.numbers(chapter)
    }
    assert places == {"lead", "card", "table", "title"}
    assert list(prominent.numbers(folders.PROJECT / "chapters" / "method.md")) == []


def test_a_lead_on_hearsay_is_found_until_it_says_whose_number_it_is(tmp_path, by_mark):
    _, _, hearsay, _ = by_mark

    def weaken(data):
        if data.get(FACT, {}).get("name") == "members_nato":
            data[FACT] |= {"sources": [hearsay], "key": {}}

    (problem,) = broken(tmp_path, weaken)
    assert problem.where == "chapters/kosovo.ipynb, cell 1, lead"
    assert problem.message.startswith(
        "members_nato (32) rests on reports at second hand alone: find a better"
    )

    def say(data):
        weaken(data)
        if data.get(FACT, {}).get("name", "").endswith(BY):
            data[FACT]["sources"].append(hearsay)

    assert broken(tmp_path, say) == []


def test_a_card_on_hearsay_is_found_until_it_names_the_teller(tmp_path, by_mark):
    *_, party = by_mark

    def weaken(data):
        for fact in data.get(CARD_MIME, {}).get("facts", ()):
            if fact["name"] == "population":
                fact |= {"sources": [party], "rank": ""}

    (problem,) = broken(tmp_path, weaken)
    assert "population" in problem.message
    assert "an interested party" in problem.message

    def name(data):
        weaken(data)
        for fact in data.get(CARD_MIME, {}).get("facts", ()):
            if fact["name"] == "population":
                fact["rank"] = f"by {grades.called([party])[0]}"

    assert broken(tmp_path, name) == []


def test_a_title_with_a_number_on_hearsay_is_found_until_it_names_the_teller(tmp_path, by_mark):
    _, copy, hearsay, _ = by_mark

    def of_title(sources, subtitle):
        def change(data):
            meta = data.get(CHART, {}).get("usermeta", {}).get(META, {})
            if meta.get("name") == "recognition":
                meta |= {"sources": sources, "subtitle": subtitle}

        return change

    (problem,) = broken(tmp_path, of_title([hearsay, copy], ""))
    assert re.fullmatch(r"chapters/kosovo.ipynb, cell \d+, title", problem.where)
    whose = " ".join(grades.called([hearsay, copy]))
    assert broken(tmp_path, of_title([hearsay, copy], whose)) == []
    assert broken(tmp_path, of_title([copy], "")) == []


def test_the_command_lists_what_prominent_numbers_rest_on():
    shown = CliRunner().invoke(cli.app, ["rests", "kosovo", "--weak"])
    assert shown.exit_code == 0
    *lines, last = shown.output.splitlines()
    assert all("alone, as it says]" in line for line in lines)
    assert last.endswith(f"on weak sources alone {len(lines)}, 0 of them without saying so")
