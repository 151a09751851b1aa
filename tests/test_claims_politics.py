"""What the tests of the claims on strategy, threats, politics within the region and defence reform promise."""

import pytest
from claim_fixtures import EDITIONS, declared, now, on_data

from conftest import NOW
from wb6.claims import judge
from wb6.claims.measures import documents, hybrid, politics
from wb6.claims.verdicts import Answer, Kind, Verdict
from wb6.data import codings
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
    "S3-SRB-04": "the monitoring of Serbian media is known later",
    "S4-RUS-05": "the poll on the war is of the month after the text",
}


def answers(claim_id):
    return [reading.answer for reading in now(claim_id).now.readings]


def test_every_claim_on_these_topics_that_data_decide_has_a_test():
    assert len(IDS) >= 39
    assert all(sum(point.main for point in test.points) == 1 for test in TESTS)


def test_each_measure_finds_a_value_as_of_the_writing_of_its_claim():
    for judgement in judge.judge(Edition(NOW), IDS):
        empty = [reading.point.measured for reading in judgement.then.readings if reading.found.value is None]
        assert not empty or judgement.claim_id in THIN, (judgement.claim_id, empty)


@pytest.mark.parametrize("as_of", EDITIONS)
def test_the_tests_run_in_every_edition(as_of):
    edition = Edition(as_of)
    for test in TESTS:
        for reading in judge.find(edition, test).readings:
            assert reading.found.text, test.claim_id


def test_what_a_table_cannot_reach_keeps_a_cause_from_holding_in_full():
    causes = [test.claim_id for test in TESTS if test.kind is Kind.CAUSE and test.untested]
    assert causes
    for judgement in judge.judge(Edition(NOW), causes):
        assert judgement.verdict is not Verdict.HOLDS, judgement.claim_id


def test_a_document_that_is_turned_round_changes_the_verdict(recode):
    before = answers("S0-RUS-03")
    recode({key: {"says": "yes"} for key in codings.documents()})
    assert before != answers("S0-RUS-03")
    assert set(answers("S0-RUS-03")) == {Answer.YES}


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


def test_ties_of_a_decade_go_with_its_agreements_and_deliveries(change_table):
    assert now("S3-SRB-01").then.readings[0].answers[0] is Answer.YES
    change_table("arms_transfers", lambda rows: rows[~rows["delivery_year"].between(1990, 1999)])
    assert now("S3-SRB-01").then.readings[0].answers[0] is Answer.NO


def test_an_outpost_is_lost_to_a_state_with_as_many_kinds(change_table):
    assert now("S4-SRB-01").now.readings[0].answers[1] is Answer.YES
    change_table(
        "russia_presence",
        lambda rows: rows.assign(iso3=rows["iso3"].mask(rows["type"] == "humanitarian_centre", "MNE")),
    )
    assert now("S4-SRB-01").now.readings[0].answers[1] is Answer.NO


def test_an_outpost_has_three_readings():
    with pytest.raises(ValueError, match="not 'many kinds'"):
        hybrid.outpost(Edition(NOW), "SRB", ["media"], ("2014-01-01", "2023-11-28"), "many kinds")


def test_spending_under_the_guideline_is_a_delay_and_spending_above_it_is_none():
    reading = now("S3-MNE-03").now.readings[1]
    assert set(reading.answers) == {Answer.YES, Answer.NO}
    assert reading.answer is Answer.PARTLY


def test_attacks_of_armed_groups_are_known_by_a_column():
    found = hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10, armed_group=True)
    assert [dict(row.key)["id"][:14] for row in found.rows] == ["mkd-2015-04-21", "mkd-2015-05-09"]
    assert found.value < hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10).value


def test_people_driven_out_are_read_as_numbers():
    found = politics.driven_out(Edition(NOW), "S0-HRV-03")
    first, other = (documents.figure(Edition(NOW), "S0-HRV-03", number, "") for number in (1, 2))
    assert found.value == first.value - other.value
    assert found.rows == (*first.rows, *other.rows)
