"""What the tests of the claims on energy, trade, debt, investment and sanctions promise."""

import pytest
from claim_fixtures import EDITIONS, declared, now, on_data

from conftest import NOW
from wb6.claims import judge
from wb6.claims.measures import economy, energy, sanctions, trade
from wb6.claims.verdicts import Answer, Kind, Verdict
from wb6.data.edition import Edition

pytestmark = pytest.mark.slow

TOPICS = ["energy", "trade", "debt", "investment", "sanctions"]
IDS = on_data(TOPICS)
TESTS = declared(IDS)


def test_every_claim_on_these_topics_that_data_decide_has_a_test():
    # Exactly those of which data can decide a point: the others rest on documents alone, or nothing on file decides them.
    # Of the statements that no claim had held, data decide one on these topics: S0-REG-27.
    assert len(IDS) == 20
    assert all(sum(point.main for point in test.points) == 1 for test in TESTS)


@pytest.mark.parametrize("as_of", EDITIONS)
def test_every_test_runs_in_every_edition(as_of):
    for test in TESTS:
        assert judge.find(Edition(as_of), test).verdict in set(Verdict)


def test_every_point_finds_a_value_as_of_the_writing():
    for one in judge.judge(Edition(NOW), IDS):
        missing = [each for each in one.then.readings if each.point.measure and each.result.value is None]
        assert not missing, one.claim_id


def test_every_reading_names_its_rows_and_sources():
    for one in judge.judge(Edition(NOW), IDS):
        for reading in filter(lambda each: each.point.measure, one.now.readings):
            assert reading.result.rows, (one.claim_id, reading.point.measured)
            assert reading.result.sources, (one.claim_id, reading.point.measured)


def test_measured_words_hold_no_figures_of_the_data():
    for test in TESTS:
        for point in test.points:
            assert point.measured[0].isupper()
            assert "percent" not in point.measured


def test_a_cause_that_is_not_tested_keeps_a_claim_from_holding():
    untested = {test.claim_id for test in TESTS if test.untested and test.kind is Kind.CAUSE}
    assert untested
    for one in judge.judge(Edition(NOW), untested):
        assert one.verdict is not Verdict.HOLDS


def test_montenegros_debt_as_a_share_of_output_decides_the_claim_on_it(change_table):
    assert now("S3-MNE-01").now.main.answer is Answer.NO
    change_table(
        "external_debt",
        lambda rows: rows.assign(value=rows["value"].mask(rows["indicator"] == "public_debt_gdp", 98.0)),
    )
    assert now("S3-MNE-01").now.main.answer is Answer.YES


def test_a_vote_against_takes_the_backing_of_ukraine_away(change_table):
    assert now("S4-SRB-12").now.readings[1].answer is Answer.YES
    change_table(
        "un_ukraine_votes",
        lambda rows: rows.assign(vote=rows["vote"].mask(rows["iso3"] == "SRB", "no")),
    )
    assert now("S4-SRB-12").now.readings[1].answer is Answer.NO


def test_a_measure_joined_ends_that_serbia_joins_none(change_table):
    assert sanctions.joined(Edition(NOW), "SRB").value == 0
    change_table("sanctions_russia", lambda rows: rows.assign(joined="yes"))
    assert now("S4-SRB-07").now.readings[2].answer is Answer.NO


def test_a_larger_fall_where_no_measure_is_joined_speaks_against_the_measures(change_table):
    assert now("S4-RUS-06").now.readings[0].answers[2] is Answer.YES
    change_table(
        "polls",
        lambda rows: rows.assign(
            percent=rows["percent"].mask((rows["iso3"] == "SRB") & (rows["pollster"] == "Ceper"), 1.0)
        ),
    )
    assert now("S4-RUS-06").now.readings[0].answers[2] is Answer.NO


def test_a_monopoly_needs_a_market_in_every_country(change_table):
    markets = now("S1-RUS-06").now.readings[2]
    assert (markets.result.value, markets.answer) == (3, Answer.NO)
    change_table("energy_dependence", lambda rows: rows[rows["indicator"] != "gas_market"])
    assert now("S1-RUS-06").now.readings[2].result.value is None


def test_deliveries_from_azerbaijan_are_awaited_until_they_come():
    delivered = next(point for point in _points("S4-SRB-06") if "Azerbaijani gas" in point.measured)
    answers = [judge.read(Edition(as_of), delivered).answer for as_of in ("2023-12-31", "2024-12-31")]
    assert answers == [Answer.UNKNOWN, Answer.YES]


def test_trade_of_a_big_partner_outweighs_that_of_a_small_one():
    union, russia = (trade.shares_of(Edition(NOW), "SRB", partner) for partner in ("EU27", "RUS"))
    assert union["value"].iloc[-1] > russia["value"].iloc[-1]
    assert trade.shares_of(Edition("1990-01-01"), "SRB", "RUS").empty


def test_the_five_years_of_chinas_network_end_where_the_text_ends():
    late, later = Edition("2023-12-31"), Edition(NOW)
    assert economy.fields_covered(late).value == economy.fields_covered(later).value


def test_the_shares_of_all_fields_of_chinas_projects_leave_room_for_other_sectors():
    edition, span = Edition(NOW), (2018, 2023)
    for name in ("projects in the register", "projects in the press", "money lent or given"):
        leading = economy.share_in_fields(edition, ["energy", "infrastructure"], name, span).value
        every = economy.share_in_fields(edition, list(economy.FIELDS), name, span).value
        assert 0 < leading <= every < 100
    assert economy.share_in_fields(edition, ["energy"], "projects in the press", (1990, 1991)).value is None


def test_an_agreed_line_is_an_opportunity_and_no_delivery(change_table):
    until = "2023-11-28"
    asked = [["agreed", "delivering"], ["delivering"]]
    assert [energy.ways_to_serbia(Edition(NOW), until, steps).value for steps in asked] == [2, 1]
    change_table("energy_events", lambda rows: rows[rows["asset"] != "Gazprom contract"])
    assert energy.ways_to_serbia(Edition(NOW), until, asked[0]).value == 1


def _points(claim_id):
    return next(test for test in TESTS if test.claim_id == claim_id).points


def test_a_share_of_trade_by_year_is_that_of_the_table_of_shares():
    edition = Edition(NOW)
    own = trade.by_year(edition, "RUS")["SRB"]
    shares = trade.shares_of(edition, "SRB", "RUS").set_index("year")["value"]
    assert own.tolist() == shares.tolist()
    assert own.index.tolist() == shares.index.tolist()
    assert "XKX" not in trade.by_year(edition, "RUS")
