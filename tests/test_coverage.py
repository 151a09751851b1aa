"""The source texts sentence by sentence: every sentence is answered for, every claim has its sentence, and the page says so."""

import pytest

from conftest import change_rows
from wb6.chapters.verdicts import VerdictsChapter
from wb6.data import coverage, package
from wb6.data.checks import check_package
from wb6.data.coverage import MISSED, Sentence
from wb6.errors import UsageError
from wb6.sections.coverage import KINDS

BEFORE_ALL, AFTER_ONE = "2016-12-31", "2020-12-31"


def change(data, changed):
    """Change rows of the list in a copy of the data, which is then read anew."""
    change_rows(data, coverage.TABLE, changed)
    package.forget()


@pytest.fixture
def chapter():
    """The chapter on the claims, of the committed edition."""
    return VerdictsChapter()


def a_sentence(*, covered: bool) -> Sentence:
    """A sentence whose claims no other sentence needs; one that claims cover wholly, or one without any."""
    named = [each for one in coverage.sentences() for each in one.claims]
    return next(
        one
        for one in coverage.sentences()
        if bool(one.claims) == covered
        and one.kind != MISSED
        and all(named.count(each) > 1 for each in one.claims)
    )


def test_every_sentence_is_answered_for_and_every_claim_has_one():
    assert list(coverage.problems()) == []
    named = {each for one in coverage.sentences() for each in one.claims}
    assert named == set(package.published("claims")["claim_id"])
    assert {one.id[:2] for one in coverage.sentences()} == {one.text for one in coverage.sentences()}


@pytest.mark.parametrize(
    ("covered", "field", "value", "says"),
    [
        (True, "claims", "S0-XXX-99", "names S0-XXX-99, which is no claim"),
        (True, "claims", "S4-BIH-01;S4-BIH-01", "names S4-BIH-01, a claim of another text"),
        (True, "claims", "S0-ALB-01;S0-ALB-01", "names a claim twice"),
        (True, "claims", "", "has neither claims nor a kind"),
        (True, "kind", "norm", "has claims, so that it is not norm"),
        (False, "kind", "", "has neither claims nor a kind"),
        (False, "what", "", "does not say in words what no claim covers"),
    ],
)
def test_a_sentence_that_is_not_answered_for_is_named(data_copy, covered, field, value, says):
    one = a_sentence(covered=covered)
    change(data_copy, lambda row: row | {field: value} if row["id"] == one.id else row)
    found = [problem for problem in coverage.problems() if says in problem.message]
    (number,) = [row for row, other in enumerate(coverage.sentences(), start=2) if other.id == one.id]
    assert {problem.where for problem in found} == {
        f"table coverage, row {number}, field {'kind' if 'kind' in says else field}"
    }
    assert all(problem.message.startswith(one.id) for problem in found)


def test_a_claim_that_no_sentence_names_is_named_by_its_file(data_copy):
    change(
        data_copy,
        lambda row: (
            row | {"claims": "", "kind": MISSED, "what": "A year."} if row["claims"] == "S0-ALB-01" else row
        ),
    )
    (problem,) = check_package()
    assert str(problem) == (
        "claims/S0-ALB-01.yaml: no sentence of its text in coverage.csv names S0-ALB-01 (rule: coverage)"
    )


def test_a_sentence_stands_once(data_copy):
    first, second, *_ = coverage.sentences()
    place = {field: getattr(first, field) for field in ("section", "paragraph", "sentence")}
    change(data_copy, lambda row: row | place if row["id"] == second.id else row)
    assert f"{second.id} is the sentence of {first.id}" in [one.message for one in coverage.problems()]


def test_a_kind_that_is_none_and_a_text_that_is_none_are_refused(data_copy):
    one = a_sentence(covered=False)
    change(data_copy, lambda row: row | {"kind": "aside"} if row["id"] == one.id else row)
    (problem,) = check_package()
    assert "field kind: 'aside' is not allowed" in str(problem)


def test_kinds_are_told_to_readers():
    assert {*package.fields(coverage.TABLE)["kind"]["constraints"]["enum"]} == {*KINDS}


def test_the_tables_count_what_the_list_holds(chapter):
    found = coverage.sentences()
    covered = chapter.covered_by_text().frame
    assert covered["sentences"].sum() == len(found)
    assert covered["covered"].sum() == sum(bool(one.claims) for one in found)
    assert (covered["covered"] + covered["none"] <= covered["sentences"]).all()
    assert covered["missed"].sum() == sum(one.kind == MISSED for one in found)
    bare = chapter.uncovered_by_kind().frame
    assert bare["all"].sum() == sum(not one.claims for one in found)
    assert bare["kind"].is_unique


def test_the_list_of_a_text_is_whole_and_in_its_order(chapter):
    texts = coverage.by_text()
    for text, found in texts.items():
        rows = chapter.sentences(text).rows
        assert [row[0] for row in rows] == [one.place for one in found]
        assert all(row[1] for row in rows)
    with pytest.raises(UsageError, match="unknown text 'S9'; texts are S0, S1, S2, S3, S4"):
        chapter.sentences("S9")


def test_an_edition_before_a_text_does_not_list_it():
    early, later = VerdictsChapter(BEFORE_ALL), VerdictsChapter(AFTER_ONE)
    assert early.covered_by_text().title == "No source text was published by then"
    assert early.uncovered_by_kind().rows == early.sentences("S1").rows == ()
    assert later.covered_by_text().frame["text"].tolist() == ["Morelli 2018"]
    assert later.sentences("S1").rows
    assert later.sentences("S0").title == "This text was not published by then"
