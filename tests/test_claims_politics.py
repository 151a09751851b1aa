"""What the tests of the claims on strategy, threats, politics within the region and defence reform promise."""

import pytest
from claim_fixtures import EDITIONS, declared, now, on_data

from conftest import NOW
from wb6.claims import judge
from wb6.claims.measures import (
    alignment,
    defence,
    documents,
    hybrid,
    integration,
    opinion,
    politics,
    polls,
)
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
    "S1-RUS-11": "two polls of the year of the text bear its last day",
    "S3-SRB-04": "the monitoring of Serbian media is known later",
    "S4-RUS-05": "the poll on the war is of the month after the text",
}


def answers(claim_id):
    return [reading.answer for reading in now(claim_id).now.readings]


def test_every_claim_on_these_topics_that_data_decide_has_a_test():
    # Exactly those of which data can decide a point: the others rest on documents alone, or nothing on file decides them.
    # Of the statements that no claim had held, data decide three on these topics: S0-REG-20, S0-SRB-14 and S4-REG-09.
    assert len(IDS) == 33
    assert all(sum(point.main for point in test.points) == 1 for test in TESTS)


def test_each_measure_finds_a_value_as_of_the_writing_of_its_claim():
    for judgement in judge.judge(Edition(NOW), IDS):
        empty = [
            reading.point.measured
            for reading in judgement.then.readings
            if reading.point.measure and reading.result.value is None
        ]
        assert not empty or judgement.claim_id in THIN, (judgement.claim_id, empty)


@pytest.mark.parametrize("as_of", EDITIONS)
def test_the_tests_run_in_every_edition(as_of):
    edition = Edition(as_of)
    for test in TESTS:
        for reading in judge.find(edition, test).readings:
            assert reading.result.text, test.claim_id


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


# The point of S1-SRB-01 on trade, after those on all ways and on arms.
IN_TRADE = 2


def test_serbia_comes_first_in_trade_only_as_long_as_its_share_is_the_largest(change_table):
    assert answers("S1-SRB-01")[IN_TRADE] is Answer.YES

    def without_flows(rows):
        russian = (rows["iso3"] == "SRB") & (rows["partner_iso3"] == "RUS")
        return rows.assign(value=rows["value"].mask(russian, 0.001))

    change_table("trade_partners", without_flows)
    assert answers("S1-SRB-01")[IN_TRADE] is Answer.NO


def test_an_ally_that_lies_farther_than_the_united_states_is_seen(change_table):
    assert answers("S0-NAT-04")[2] is Answer.YES
    change_table(
        "ideal_points",
        lambda rows: rows.assign(ideal_point=rows["ideal_point"].mask(rows["iso3"] == "TUR", -9.0)),
    )
    assert answers("S0-NAT-04")[2] is Answer.NO


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


def test_attacks_of_armed_groups_are_known_by_a_column():
    found = hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10, armed_group=True)
    assert [dict(row.key)["id"][:14] for row in found.rows] == ["mkd-2015-04-21", "mkd-2015-05-09"]
    assert found.value < hybrid.on_record(Edition("2022-12-31"), ["attack", "clash"], 10).value


def test_people_driven_out_are_read_as_numbers_beside_the_largest_other_case():
    found = politics.driven_out(Edition(NOW), "S0-HRV-03", 1, [2, 4])
    first, middle, most = (documents.figure(Edition(NOW), "S0-HRV-03", number, "") for number in (1, 2, 4))
    assert first.value < middle.value < most.value
    assert found.value == first.value - most.value
    assert found.rows == (*first.rows, *most.rows)


def test_a_first_place_among_the_cases_on_file_bears_nothing_out():
    found = politics.driven_out(Edition(NOW), "S0-HRV-03", 4, [1, 2])
    assert found.value is None
    assert "not on file" in found.text


def test_a_country_alone_is_without_trouble_until_it_meets_some(change_table):
    def alone(*codes, **trouble):
        return integration.alone_without_trouble(Edition(NOW), "ALB", codes, **trouble)

    assert alone("MKD", "MNE").value is True
    assert alone("HRV", "MKD").value is False
    assert "Croatia" in alone("HRV", "MKD").text
    assert alone("MKD", trouble=integration.IN_POLLS).value is None
    change_table(
        "nato_milestones",
        lambda rows: rows.assign(
            code=rows["code"].mask(
                (rows["iso3"] == "ALB") & (rows["code"] == "protocol_signed"), "invitation_withheld"
            )
        ),
    )
    assert alone("MKD", "MNE").value is False


def test_a_country_keeps_apart_from_russia_by_its_acts():
    five = ("BIH", "XKX", "MNE", "MKD", "SRB")
    for by in (alignment.FEWER_ACTS, alignment.NO_TIE):
        assert alignment.keeps_apart(Edition(NOW), "ALB", five, (2014, 2022), by).value is True
        others = ("ALB", *(iso3 for iso3 in five if iso3 != "SRB"))
        assert alignment.keeps_apart(Edition(NOW), "SRB", others, (2014, 2022), by).value is False
    assert alignment.keeps_apart(Edition(NOW), "ALB", five, (1990, 1999)).value is None


def test_opponents_lead_where_more_are_against_than_for():
    rows = polls.both_sides(Edition(NOW), "MNE")
    of_one = rows[(rows["pollster"] == "CEDEM") & (rows["date"].dt.year == 2013)]
    against, support = (
        of_one.loc[of_one["answer"] == answer, "percent"].iloc[0] for answer in ("against", "support")
    )
    assert set(of_one["lead"]) == {against - support}
    found = opinion.polls_led_by_opponents(Edition(NOW), "MNE", 2015, "2017-04-28")
    assert 0 < found.value < 50
    assert opinion.polls_led_by_opponents(Edition(NOW), "MNE", 2017, "2017-04-28").value is None


def test_a_campaign_is_no_harsher_where_no_diplomat_was_expelled(change_table):
    assert answers("S0-RUS-17")[0] is Answer.YES
    change_table(
        "russia_presence", lambda rows: rows[(rows["type"] != "expulsion") | (rows["iso3"] == "ALB")]
    )
    assert answers("S0-RUS-17")[0] is Answer.NO


def test_one_document_shows_one_of_two_things():
    edition = Edition(NOW)
    whole = documents.supporting(edition, "S0-RUS-16", [1])
    half = documents.supporting(edition, "S0-RUS-16", [1], parts=2)
    assert (whole.value, half.value) == (100, 50)
    assert half.text == "one of two shown by a document"


def test_the_lowest_rate_of_a_year_makes_it_a_year_below_the_mark():
    lowest, highest = (alignment.followed_eu(Edition(NOW), which, 50) for which in ("lowest", "highest"))
    assert lowest.value < highest.value < 100
    assert "Serbia 2024" in lowest.text
    assert "Serbia 2024" not in highest.text


def test_a_good_opinion_of_russia_is_set_beside_a_bad_one(change_table):
    edition, years = Edition(NOW), ("2019-01-01", "2022-12-31")
    of_all, of_those = (
        opinion.against_power(edition, "MNE", "RUS", *years, asked)
        for asked in (opinion.ILL, opinion.ILL_OF_THOSE)
    )
    assert of_all.value < of_those.value
    assert set(of_all.rows) < set(of_those.rows)
    assert opinion.against_power(edition, "MNE", "RUS", *years, opinion.THREAT).value is None
    change_table("polls", lambda rows: rows[rows["answer"] != "positive"].reset_index(drop=True))
    assert opinion.against_power(Edition(NOW), "MNE", "RUS", *years, opinion.ILL_OF_THOSE).value is None


def test_steps_after_a_turn_are_set_beside_as_many_years_before():
    members = ["ALB", "HRV", "MKD", "MNE", "POL"]
    after = integration.steps_compared(Edition(NOW), members, ["member"], 10)
    assert (after.value, after.text) == (1, "two in 2007–2016, one in 1997–2006")
    assert integration.steps_compared(Edition("2010-12-31"), members, ["member"], 10).value is None


def test_a_government_asks_by_plan_or_by_charter(change_table):
    six = ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB")
    change_table("nato_milestones", lambda rows: rows[rows["iso3"] != "BIH"])
    change_table("agreements", lambda rows: rows[~rows["id"].str.startswith("2003-05-us-adriatic")])
    found = {by: integration.asked(Edition(NOW), six, by) for by in ("plan", "charter", "plan or charter")}
    assert "Bosnia" not in found["plan"].text
    assert "Albania" not in found["charter"].text
    assert found["plan or charter"].value > max(found["plan"].value, found["charter"].value)


def test_a_state_without_a_paper_on_file_does_not_count_as_one_without_a_policy(change_table):
    before = now("S3-REG-10").now.readings[1].result
    change_table("strategic_documents", lambda rows: rows[rows["iso3"] != "SRB"])
    after = now("S3-REG-10").now.readings[1].result
    assert "four with a paper" in before.text
    assert "three with a paper" in after.text
    assert after.value == before.value


def test_a_paper_far_from_any_step_is_no_policy_beside_it():
    shares = [
        defence.papers_beside_steps(Edition(NOW), 2006, years, ["strategy"]).value for years in (0, 2, 9)
    ]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 100)
