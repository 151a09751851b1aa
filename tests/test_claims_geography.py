"""What the tests of the claims on position promise."""

import pandas as pd
import pytest
from claim_fixtures import declared, now, on_data

from conftest import NOW
from wb6.claims import judge
from wb6.claims.measures import geography
from wb6.claims.verdicts import Answer, Verdict
from wb6.data import package
from wb6.data.edition import Edition
from wb6.measures import borders

pytestmark = pytest.mark.slow


IDS = on_data(["geography"])


TESTS = declared(IDS)


BORDERS = package.load("coasts_borders")


def test_every_claim_on_geography_that_data_decide_has_a_test():
    # Exactly those of which data can decide a point: the others rest on documents alone, or nothing on file decides them.
    assert len(IDS) == 7
    assert all(sum(point.main for point in test.points) == 1 for test in TESTS)


@pytest.mark.parametrize("as_of", ["2018-01-31", "2022-12-31", "2023-12-31", NOW])
def test_every_point_finds_a_value_with_rows_and_sources_in_every_edition(as_of):
    for test in TESTS:
        for reading in filter(lambda each: each.point.measure, judge.find(Edition(as_of), test).readings):
            assert reading.result.value is not None, (test.claim_id, reading.point.measured)
            assert reading.result.rows
            assert reading.result.sources


def test_what_a_place_is_worth_is_never_said_to_be_shown():
    for one in judge.judge(Edition(NOW), [test.claim_id for test in TESTS if test.cause_is_untested]):
        assert one.verdict is not Verdict.HOLDS


def test_land_borders_are_as_long_from_either_side():
    pairs = BORDERS[BORDERS["kind"] == "land_border"].set_index(["iso3", "other_iso3"])["km"]
    for (one, other), km in pairs.items():
        assert pairs.get((other, one), km) == km, (one, other)


def test_the_circle_round_belgrade_leaves_fifteen_capitals_outside(change_table):
    assert now("S0-RUS-12").verdict is Verdict.HOLDS
    change_table(
        "geography",
        lambda rows: rows.assign(lon=rows["lon"].mask(rows["name"] == "Sevastopol", 28.0)),
    )
    assert now("S0-RUS-12").now.readings[0].answer is Answer.NO


def test_the_choice_of_the_capital_does_not_decide_how_near_crimea_is():
    (reading,) = now("S0-RUS-13").now.readings
    capitals = [reading.answers[start : start + 3] for start in range(0, len(reading.answers), 3)]
    assert len(capitals) == 6
    assert {tuple(answers) for answers in capitals} == {(Answer.YES, Answer.NO, Answer.YES)}


def test_a_way_by_land_avoids_the_countries_named():
    assert borders.way(BORDERS, "HUN", "TUR") == ["HUN", "ROU", "BGR", "TUR"]
    assert borders.way(BORDERS, "ALB", "HRV", ["MNE"]) != ["ALB", "MNE", "HRV"]
    assert borders.way(BORDERS, "HUN", "TUR", ["BGR", "GRC", "AZE", "ARM", "IRN"]) == []


def test_borders_count_in_both_directions():
    one_way = pd.DataFrame(
        {"iso3": ["ALB"], "kind": ["land_border"], "name": ["Greece"], "other_iso3": ["GRC"], "km": [212.0]}
    )
    assert borders.way(one_way, "GRC", "ALB") == ["GRC", "ALB"]


def test_a_zone_of_two_seas_needs_both_shores_and_both_sides():
    edition, seas = Edition(NOW), ["Adriatic Sea", "Black Sea"]
    assert geography.joins(edition, ["ALB", "BGR", "SRB"], seas, ["HUN"], ["TUR"]).value
    assert not geography.joins(edition, ["ALB", "SRB"], seas, ["HUN"], ["TUR"]).value
    apart = geography.joins(edition, ["ALB", "BGR"], seas, ["HUN"], ["IRQ"])
    assert not apart.value
    assert apart.text.endswith("on the one side they touch none, on the other none")
    assert geography.joins(edition, ["ALB", "BGR", "HUN"], seas, ["HUN"], ["TUR"]).value


def test_the_axis_to_the_black_sea_closes_with_north_macedonia():
    closed = geography.members_on
    assert closed(Edition("2018-01-31"), "corridor", "Corridor VIII").value < 100
    assert closed(Edition("2022-12-31"), "corridor", "Corridor VIII").value == 100
