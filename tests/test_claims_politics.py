"""What the tests of the claims on strategy, threats, politics within the region and defence reform promise."""

import pytest
from claim_fixtures import EDITIONS, declared, now, on_data

from conftest import NOW
from wb6.claims import judge
from wb6.claims.measures import defence, documents, hybrid, politics
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
    "S3-SRB-04": "monitoring of media and polls on NATO after the effort are known later",
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


def test_a_larger_score_of_serbia_takes_the_fall_away(change_table):
    change_table(
        "democracy",
        lambda rows: rows.assign(value=rows["value"].mask(rows["year"] >= 2024, 99.0)),
    )
    readings = now("S4-SRB-08").now.readings
    assert readings[-1].answers[0] is Answer.NO


def test_a_state_without_a_paper_on_file_does_not_count_as_one_without_a_policy(change_table):
    before = now("S3-REG-10").now.main.found
    change_table("strategic_documents", lambda rows: rows[rows["iso3"] != "SRB"])
    after = now("S3-REG-10").now.main.found
    assert "four with a paper" in before.text
    assert "three with a paper" in after.text
    assert after.value == before.value


def test_a_paper_far_from_any_step_is_no_policy_beside_it():
    shares = [
        defence.papers_beside_steps(Edition(NOW), 2006, years, ["strategy"]).value for years in (0, 2, 9)
    ]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 100)


def test_attacks_of_armed_groups_are_known_by_a_column():
    found = hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10, armed_group=True)
    assert [dict(row.key)["id"][:14] for row in found.rows] == ["mkd-2015-04-21", "mkd-2015-05-09"]
    assert found.value < hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10).value


def test_people_driven_out_are_read_as_numbers():
    found = politics.driven_out(Edition(NOW), "S0-HRV-03")
    first, other = (documents.figure(Edition(NOW), "S0-HRV-03", number, "") for number in (1, 2))
    assert found.value == first.value - other.value
    assert found.rows == (*first.rows, *other.rows)
