"""What the tests of the claims on strategy, threats, politics within the region and defence reform promise."""

import pytest
from claim_fixtures import EDITIONS, declared, now, on_data

from conftest import NOW
from wb6.claims import declaration, judge
from wb6.claims.measures import documents, hybrid, politics
from wb6.claims.verdicts import Answer, Verdict
from wb6.data.edition import Edition

pytestmark = pytest.mark.slow

TOPICS = [
    "strategy",
    "hybrid",
    "disinformation",
    "internal_politics",
    "religion_identity",
    "history",
    "defence_reform",
]
IDS = on_data(TOPICS)
TESTS = declared(IDS)
# Points without a value as of the writing of their claim, with the reason.
THIN = {
    "S3-SRB-04": "monitoring of media and polls on NATO after the effort are known later",
    "S4-RUS-05": "the poll on the war is of the month after the text",
}


def answers(claim_id):
    return [reading.answer for reading in now(claim_id).now.readings]


def test_every_claim_on_these_topics_that_data_decide_has_a_test():
    assert len(IDS) >= 39
    assert all(isinstance(test, declaration.Tested) and test.points for test in TESTS)


def test_each_measure_finds_a_value_as_of_the_writing_of_its_claim():
    for judgement in judge.judge(Edition(NOW), IDS):
        empty = [
            reading.point.measured for reading in judgement.then.readings if reading.result.value is None
        ]
        assert not empty or judgement.claim_id in THIN, (judgement.claim_id, empty)


@pytest.mark.parametrize("as_of", EDITIONS)
def test_the_tests_run_in_every_edition(as_of):
    edition = Edition(as_of)
    for test in TESTS:
        for reading in judge.find(edition, test).readings:
            assert reading.result.text, test.claim_id


def test_what_a_table_cannot_reach_keeps_a_claim_from_holding_in_full():
    for judgement in judge.judge(Edition(NOW), IDS):
        if judgement.untested:
            assert judgement.verdict is not Verdict.HOLDS, judgement.claim_id


def test_a_document_that_is_turned_round_changes_the_verdict(change_table):
    before = answers("S0-RUS-03")
    change_table(documents.TABLE, lambda rows: rows.assign(supports="yes"))
    assert before != answers("S0-RUS-03")
    assert now("S0-RUS-03").verdict is Verdict.HOLDS


def test_serbia_comes_first_in_trade_only_as_long_as_its_share_is_the_largest(change_table):
    assert answers("S1-SRB-01")[1] is Answer.YES

    def without_flows(rows):
        russian = (rows["iso3"] == "SRB") & (rows["partner_iso3"] == "RUS")
        return rows.assign(value=rows["value"].mask(russian, 0.001))

    change_table("trade_partners", without_flows)
    assert answers("S1-SRB-01")[1] is Answer.NO


def test_an_ally_that_lies_farther_than_the_united_states_is_seen(change_table):
    assert answers("S0-NAT-04")[1] is Answer.YES
    change_table(
        "ideal_points",
        lambda rows: rows.assign(ideal_point=rows["ideal_point"].mask(rows["iso3"] == "TUR", -9.0)),
    )
    assert answers("S0-NAT-04")[1] is Answer.NO


def test_a_larger_score_of_serbia_takes_the_fall_away(change_table):
    change_table(
        "democracy",
        lambda rows: rows.assign(value=rows["value"].mask(rows["year"] >= 2024, 99.0)),
    )
    readings = now("S4-SRB-08").now.readings
    assert readings[-1].answers[0] is Answer.NO


def test_spending_under_the_guideline_is_a_delay_and_spending_above_it_is_none():
    reading = now("S3-MNE-03").now.readings[1]
    assert set(reading.answers) == {Answer.YES, Answer.NO}
    assert reading.answer is Answer.UNKNOWN


def test_attacks_of_armed_groups_are_known_by_a_column():
    found = hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10, armed_group=True)
    assert [dict(row.key)["id"][:14] for row in found.rows] == ["mkd-2015-04-21", "mkd-2015-05-09"]
    assert found.value < hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10).value


def test_people_driven_out_are_read_as_numbers():
    found = politics.driven_out(Edition(NOW), "S0-HRV-03")
    first, other = (documents.figure(Edition(NOW), "S0-HRV-03", number, "") for number in (1, 2))
    assert found.value == first.value - other.value
    assert found.rows == (*first.rows, *other.rows)
