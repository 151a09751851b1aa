"""Every measure of the ledger rests on the rows that it names, and every figure that a fair reader may choose is read."""

import pandas as pd
import pytest

from conftest import NOW
from wb6.claims import declared, judge, registry
from wb6.claims.declaration import Point
from wb6.claims.measures import lookups, opinion, sanctions, trade
from wb6.claims.verdicts import Answer, Verdict
from wb6.data import package
from wb6.data.edition import Edition

# Measures that find nothing in any edition, with the reason.
WITHOUT_AN_ANSWER = {
    "opinion.against_name": "the polls cover all citizens, of whom a large part are not those that the claim speaks of",
}
# The days on which the texts were published, newest first.
WRITTEN = ("2023-12-31", "2022-12-31", "2018-01-31")
DAYS = pd.date_range("2020-01-31", periods=5, freq="YE")


def points(name):
    """The points that ask a measure, with the numbers of their claims."""
    for claim_id, test in declared.declarations().items():
        for point in test.points:
            if isinstance(point, Point) and registry.name_of(point.measure) == name:
                yield claim_id, point


def of_main_points():
    """The measures that main points ask."""
    tests = declared.declarations().values()
    return {
        registry.name_of(point.measure)
        for test in tests
        for point in test.points
        if point.main and isinstance(point, Point)
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*registry.measures()} - {*WITHOUT_AN_ANSWER}))
def test_without_the_rows_that_it_names_a_measure_finds_something_else(name, change_table):
    found = (
        (point, as_of, judge.read(Edition(as_of), point).found)
        for _, point in points(name)
        for as_of in (NOW, *WRITTEN)
    )
    point, as_of, before = next(
        (point, as_of, one) for point, as_of, one in found if one.value is not None and one.rows
    )
    for table in {row.table for row in before.rows}:
        named = {tuple(value for _, value in row.key) for row in before.rows if row.table == table}
        change_table(table, lambda frame, table=table, named=named: without(frame, table, named))
    assert judge.read(Edition(as_of), point).found != before


def without(frame, table, named):
    """A table without the rows of some keys."""
    fields = package.resource(table)["schema"]["primaryKey"]
    fields = [fields] if isinstance(fields, str) else fields
    keys = zip(*(package.texts(frame[field]) for field in fields), strict=True)
    return frame[[key not in named for key in keys]].reset_index(drop=True)


@pytest.mark.slow
@pytest.mark.parametrize("topic", sorted({name.partition(".")[0] for name in of_main_points()}))
def test_a_verdict_of_each_kind_of_measure_goes_with_its_rows(topic, change_table):
    """Of each topic one claim whose main point a measure answers: without its rows it has another verdict."""
    chosen = next(
        (claim_id, finding)
        for name in registry.measures()
        if name.startswith(f"{topic}.")
        for claim_id, point in points(name)
        if point.main
        for finding in [next(judge.judge(Edition(NOW), [claim_id])).now]
        if finding.verdict not in {Verdict.OPEN, Verdict.NOT_TESTABLE}
    )
    claim_id, before = chosen
    rows = before.main.found.rows
    for table in {row.table for row in rows}:
        named = {tuple(value for _, value in row.key) for row in rows if row.table == table}
        change_table(table, lambda frame, table=table, named=named: without(frame, table, named))
    after = next(judge.judge(Edition(NOW), [claim_id])).now
    assert (after.verdict, after.main.found) != (before.verdict, before.main.found), claim_id


# --- Which figure ----------------------------------------------------------------------------------------------------


def counts(*values):
    return pd.DataFrame({"day": DAYS[: len(values)], "value": values})


def test_the_newest_the_one_before_and_those_of_three_years():
    frame = counts(1.0, 2.0, 3.0, 4.0)
    assert lookups.which_of(frame, lookups.NEWEST)["value"].tolist() == [4.0]
    assert lookups.which_of(frame, lookups.BEFORE)["value"].tolist() == [3.0]
    assert lookups.which_of(frame, lookups.MEAN)["value"].tolist() == [2.0, 3.0, 4.0]


def test_one_figure_alone_has_no_mean_and_none_before():
    for which in (lookups.MEAN, lookups.BEFORE):
        assert lookups.which_of(counts(1.0), which).empty
    with pytest.raises(ValueError, match="not 'oldest'"):
        lookups.which_of(counts(1.0, 2.0), "oldest")


def test_a_mean_of_polls_names_all_of_them():
    newest, mean, before = (
        opinion.against(Edition("2022-12-31"), "SRB", which=which)
        for which in (lookups.NEWEST, lookups.MEAN, lookups.BEFORE)
    )
    assert len(newest.rows) == len(before.rows) == 1
    assert {*newest.rows, *before.rows} < {*mean.rows}
    assert "mean of" in mean.text


def test_an_absence_is_counted_or_left_out():
    counted, left_out = (
        sanctions.voted_for(Edition(NOW), ["SRB"], "2014-01-01", absences=absences)
        for absences in (sanctions.COUNTED, sanctions.LEFT_OUT)
    )
    assert counted.value < left_out.value
    assert "by absence" in counted.text
    assert "by absence" not in left_out.text


def test_a_share_over_years_is_their_mean():
    edition = Edition(NOW)
    years = trade.shares_of(edition, "SRB", "RUS").tail(3)
    assert trade.share(edition, "SRB", "RUS", years=3).value == pytest.approx(years["value"].mean())
    assert trade.share(edition, "SRB", "RUS", years=99).value is None


def test_a_point_of_data_has_its_specifications_with_label_value_and_answer():
    reading = next(judge.judge(Edition(NOW), ["S3-MNE-02"])).now.main
    assert [one.label.removeprefix("base ") for one in reading.specifications] == list(reading_bases())
    assert all(one.answer is Answer.NO and one.value < 50 for one in reading.specifications)


def reading_bases():
    (point,) = declared.of("S3-MNE-02").points
    return point.choices["base"]
