"""Every measure of the ledger rests on the rows that it names, and every figure that a fair reader may choose is read."""

import pandas as pd
import pytest

from conftest import NOW
from wb6.claims import declared, judge, registry
from wb6.claims.declaration import Point
from wb6.claims.measures import (
    economy,
    integration,
    kfor,
    lookups,
    missions,
    opinion,
    sanctions,
    scores,
    strategy,
    trade,
)
from wb6.claims.sources import WithoutTexts
from wb6.claims.verdicts import Answer, Verdict
from wb6.data import package
from wb6.data.edition import Edition

# Measures that find nothing in any edition, with the reason.
WITHOUT_AN_ANSWER = {
    "opinion.against_name": "the polls cover all citizens, of whom a large part are not those that the claim speaks of",
    "hybrid.against_nato": "no poll of the two years after the start of the effort is on file",
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


# --- Sums, order and ties --------------------------------------------------------------------------------------------


def test_a_sum_that_lacks_a_mission_answers_from_its_mark_on_alone():
    span, missions_of = ("2020-12-31", "2023-12-31"), ["KFOR", "eFP Latvia", "eVA Bulgaria"]
    found = missions.in_all_of(WithoutTexts(NOW), "ALB", missions_of, span, 100)
    assert found.value >= 100
    assert "without eVA Bulgaria" in found.text
    assert missions.in_all_of(WithoutTexts(NOW), "ALB", missions_of, span, found.value + 1).value is None
    whole = missions.in_all_of(WithoutTexts(NOW), "ALB", missions_of[:2], span, found.value + 1)
    assert whole.value == found.value


def test_contingents_are_set_beside_those_of_before_or_stand_alone():
    late, early = ("2022-01-01", "2023-12-31"), ("2019-03-27", "2020-03-26")
    edition = WithoutTexts(NOW)
    for counted in ("units", "operations", "soldiers"):
        alone, before = (missions.led_by_nato(edition, "MKD", counted, days) for days in (late, early))
        assert missions.led_by_nato(edition, "MKD", counted, late, early).value == alone.value - before.value
    assert missions.led_by_nato(edition, "MKD", "units", late, ("1900-01-01", "1900-12-31")).value is None


def test_an_aim_shows_by_a_step_a_text_or_the_public():
    two, text = ["BIH", "XKX"], ["xkx-2022-security-strategy-of-kosovo"]
    edition = Edition(NOW)
    assert integration.with_aim(edition, two, "text or step", ["map_activated"], text).value == 2
    assert integration.with_aim(edition, two, "text or step", ["map_activated"], []).value == 1
    assert integration.with_aim(edition, two, "text or step", [], []).value == 0
    assert integration.with_aim(edition, two, "polls", [], []).rows[0].table == "polls"


def test_a_step_that_is_not_taken_lasts_to_the_day_of_the_edition():
    years = [
        integration.years_between(Edition(day), "nato_milestones", "BIH", "map_offered", "map_activated")
        for day in ("2012-04-22", "2017-04-22", NOW, "2009-01-01")
    ]
    assert [round(one.value) for one in years[:2]] == [2, 7]
    assert "not yet taken" in years[1].text
    assert years[2].value < 9
    assert years[3].value is None


def test_the_order_of_steps_hangs_on_whose_partnership_counts():
    shares = {
        by: integration.in_order(Edition(NOW), "IFOR", "SFOR", by).value
        for by in ("first state", "most states", "each state")
    }
    assert shares["most states"] == 100
    assert all(0 < shares[by] < 100 for by in ("first state", "each state"))


def test_the_first_tie_with_china_is_the_oldest_row(change_table):
    assert economy.first_with_china(Edition(NOW), "Confucius Institute").value == 1
    change_table("china_contacts", lambda rows: rows[rows["id"] != "2006-05-15-srb-confucius"])
    assert economy.first_with_china(Edition(NOW), "Confucius Institute").value > 1


def test_a_register_that_ends_within_a_span_shortens_it():
    found = economy.china_grew(Edition(NOW), "projects in the register", (2013, 2017), (2018, 2022))
    assert "2018–2021" in found.text
    assert "2018–2022" in economy.china_grew(Edition(NOW), "contacts", (2013, 2017), (2018, 2022)).text


def test_a_format_is_used_more_where_states_join_and_summits_are_held(change_table):
    def used():
        counts = ("summits", "states")
        return [economy.format_used(Edition(NOW), of, (2018, 2020), (2021, 2023)).value for of in counts]

    assert all(value < 0 for value in used())
    change_table(
        "china_format",
        lambda rows: rows[
            (rows["event"] == "joined") | (rows["event"] == "summit") & (rows["date"] >= "2021-01-01")
        ],
    )
    assert all(value > 0 for value in used())


def test_contacts_widen_where_there_are_more_than_before():
    spans = ((2008, 2013), (2018, 2023))
    some = economy.states_widening(Edition(NOW), ["local", "university", "media"], spans).value
    assert some > economy.states_widening(Edition(NOW), ["local"], spans).value
    assert economy.states_widening(Edition(NOW), ["local"], ((1900, 1901), (1902, 1903))).value is None


def test_a_share_owed_to_china_is_set_beside_its_mark():
    share = economy.largest_owed_to_china(Edition(NOW), "share_gdp").value
    below, above = (
        economy.leans_on_china(Edition(NOW), ("share_gdp", mark)) for mark in (share - 1, share + 1)
    )
    assert (below.value, above.value) == (True, False)
    assert economy.leans_on_china(Edition(NOW), ("owed to states", 50)).text != below.text


def test_the_deadliest_year_counts_from_the_year_of_each_country():
    edition, register = Edition(NOW), "security_incidents"
    early, late = (kfor.deadliest_year(edition, [["MKD", year]], register) for year in (2001, 2003))
    assert early.value > late.value
    both = kfor.deadliest_year(edition, [["MKD", 2001], ["XKX", 1999]], register)
    assert both.value == early.value
    assert kfor.deadliest_year(edition, [["XKX", 1999]], "kfor_incidents").rows[0].table == "kfor_incidents"
    assert kfor.deadliest_year(edition, [["XKX", 2090]], register).value is None


def test_members_are_set_beside_the_others_in_the_same_years():
    score = ("indicators", "PV.EST")
    found = strategy.gained_since_entry(Edition(NOW), score)
    assert all(name in found.text for name in ("Albania", "Montenegro", "North Macedonia"))
    assert strategy.gained_since_entry(Edition("2008-12-31"), score).value is None


def test_two_of_three_are_two_thirds():
    assert scores.percent(pd.Series([True, True, False])) == 200 / 3
    assert scores.percent(pd.Series([True] * 4 + [False] * 2)) == 200 / 3


def test_the_lowest_of_the_states_around_is_a_mark_of_its_own():
    asked = ("indicators", "GE.EST", 0)
    world, around = (
        scores.meeting(Edition(NOW), *asked, mark=mark, around_iso3=["HRV", "BGR"])
        for mark in ("mean of the world", "allies around")
    )
    assert around.value <= world.value
    assert len(around.rows) == len(world.rows) + 2
    assert scores.meeting(Edition(NOW), *asked, mark="allies around").value is None
