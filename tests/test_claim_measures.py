"""Every measure of the ledger rests on the rows that it names, and every figure that a fair reader may choose is read."""

import pandas as pd
import pytest

from conftest import NOW
from wb6.claims import declared, judge, registry
from wb6.claims.declaration import Point
from wb6.claims.measures import (
    economy,
    energy,
    integration,
    kfor,
    lookups,
    missions,
    opinion,
    politics,
    polls,
    referendum,
    sanctions,
    scores,
    strategy,
)
from wb6.claims.rules import at_least
from wb6.claims.sources import WithoutTexts
from wb6.claims.verdicts import Answer, Verdict
from wb6.data import package
from wb6.data.edition import Edition

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
@pytest.mark.parametrize("name", sorted(registry.measures()))
def test_without_the_rows_that_it_names_a_measure_finds_something_else(name, change_table):
    found = (
        (point, as_of, judge.read(Edition(as_of), point).result)
        for _, point in points(name)
        for as_of in (NOW, *WRITTEN)
    )
    point, as_of, before = next(
        (point, as_of, one) for point, as_of, one in found if one.value is not None and one.rows
    )
    for table in {row.table for row in before.rows}:
        named = {tuple(value for _, value in row.key) for row in before.rows if row.table == table}
        change_table(table, lambda frame, table=table, named=named: without(frame, table, named))
    assert judge.read(Edition(as_of), point).result != before


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
    rows = before.main.result.rows
    for table in {row.table for row in rows}:
        named = {tuple(value for _, value in row.key) for row in rows if row.table == table}
        change_table(table, lambda frame, table=table, named=named: without(frame, table, named))
    after = next(judge.judge(Edition(NOW), [claim_id])).now
    assert (after.verdict, after.main.result) != (before.verdict, before.main.result), claim_id


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


def test_a_share_of_votes_is_computed_or_printed():
    computed, printed = (
        referendum.share(WithoutTexts(NOW), "yes", "votes cast", figure)
        for figure in (referendum.COMPUTED, referendum.PRINTED)
    )
    assert computed.value == printed.value
    assert "printed" in printed.text
    assert {*computed.rows} - {*printed.rows}
    assert (
        referendum.share(WithoutTexts(NOW), "registered_voters", "votes cast", referendum.PRINTED).value
        is None
    )
    assert (
        referendum.turnout(WithoutTexts(NOW), referendum.PRINTED).value
        == referendum.turnout(Edition(NOW)).value
    )


def test_support_is_withheld_by_all_on_the_register_that_did_not_vote_yes(change_table):
    withheld = referendum.without_support(Edition(NOW))
    assert withheld.value == pytest.approx(100 - referendum.share(Edition(NOW), "yes", "register").value)
    change_table("referendums", lambda rows: rows.head(0))
    assert referendum.without_support(Edition(NOW)).value is None


def test_a_line_is_followed_by_votes_or_by_measures():
    span = ("2014-01-01", "2022-12-31")
    albania, serbia = (
        [
            sanctions.followed(Edition(NOW), [iso3], *span, by).value
            for by in (sanctions.VOTED, sanctions.JOINED)
        ]
        for iso3 in ("ALB", "SRB")
    )
    assert albania == [100, 100]
    assert serbia[0] == sanctions.voted_for(Edition(NOW), ["SRB"], *span).value
    assert serbia[1] == 0
    assert sanctions.followed(Edition(NOW), ["USA"], *span, sanctions.JOINED).value is None


def test_kfor_is_measured_by_all_counts_of_its_newest_day(change_table):
    before = kfor.growth(Edition(NOW), "2023-05-29", "all")
    day = kfor.counted(Edition(NOW))["date"].max()

    def with_another(rows):
        newest = rows[rows["date"] == day].tail(1)
        other = newest.assign(troops_total=newest["troops_total"] + 1000, source="nato_alb_2014")
        return pd.concat([rows, other], ignore_index=True)

    change_table("kfor_strength", with_another)
    after = kfor.growth(Edition(NOW), "2023-05-29", "all")
    assert after.value > before.value
    assert len(after.rows) == len(before.rows) + 1


def test_soldiers_stand_under_a_mandate_in_the_lists_that_name_them(change_table):
    found = kfor.under_the_mandate(Edition(NOW), "USA", (1999, 2022))
    assert found.value == 100
    assert kfor.under_the_mandate(Edition(NOW), "SRB", (1999, 2022)).value == 0
    change_table("agreements", lambda rows: rows[rows["id"] != kfor.MANDATE[1]])
    assert kfor.under_the_mandate(Edition(NOW), "USA", (1999, 2022)).value is None


def test_a_contingent_is_set_beside_the_median_of_a_whole_list():
    large, small = (kfor.above_the_median(Edition("2022-12-31"), iso3) for iso3 in ("USA", "GBR"))
    assert small.value < 0 < large.value
    assert large.rows == small.rows
    assert kfor.above_the_median(Edition(NOW), "RUS").value is None


def test_a_point_of_data_has_its_specifications_with_label_value_and_answer():
    reading = next(judge.judge(Edition(NOW), ["S3-MNE-02"])).now.main
    assert [one.label.removeprefix("base ") for one in reading.specifications] == list(reading_bases())
    assert all(one.answer is Answer.NO and one.value < 50 for one in reading.specifications)


def reading_bases():
    (point,) = declared.of("S3-MNE-02").points
    return point.choices["base"]


TEXT_OF_2022 = Edition("2022-12-31")


STEPS = ["map", "invitation", "protocol_signed"]


CANDIDATES = ["ALB", "BIH", "HRV", "MKD", "MNE", "SRB"]


def test_a_share_of_those_with_an_opinion_is_one_of_both_sides():
    asked = {
        "iso3": "SRB",
        "topics": ["nato_support"],
        "answers": ["against"],
        "since": 2021,
        "until": "2021-12-31",
    }
    both = polls.asked(
        TEXT_OF_2022, polls.Question("SRB", ["nato_support"], ["against", "support"]), "2021-12-31"
    )
    one = both[both["date"].dt.year == 2021].set_index("answer")["percent"]
    decided = one["against"] / one.sum() * 100
    for mark, share in ((decided - 0.1, 100), (decided + 0.1, 0)):
        found = polls.share_beyond(TEXT_OF_2022, mark=mark, base=polls.DECIDED, **asked)
        assert found.value == share
    assert one["against"] < decided


def test_the_least_share_against_is_that_of_the_weaker_side():
    found = opinion.least_against(TEXT_OF_2022, "2021-12-31")
    serbia = opinion.against(TEXT_OF_2022, "SRB", "2021-12-31")
    assert found.value <= serbia.value
    assert set(serbia.rows) < set(found.rows)
    assert opinion.least_against(TEXT_OF_2022, "2018-12-31").value is None


def test_votes_lie_apart_by_the_highest_and_the_lowest():
    found = opinion.votes_apart(TEXT_OF_2022, "RUS", 2021)
    assert found.value > 0
    assert {dict(row.key)["iso3"] for row in found.rows} == {"ALB", "SRB"}
    assert opinion.votes_apart(TEXT_OF_2022, "RUS", 1900).value is None


def test_steps_are_counted_for_the_states_that_are_still_outside(change_table):
    before = integration.pace_of_steps(TEXT_OF_2022, CANDIDATES, STEPS, 2006, (1997, 2022))
    assert before.value > 0
    late = pd.Timestamp("2007-01-01")
    change_table("nato_milestones", lambda rows: rows[(rows["date"] < late) | (rows["code"] == "member")])
    after = integration.pace_of_steps(Edition("2022-12-31"), CANDIDATES, STEPS, 2006, (1997, 2022))
    assert after.value < 0


def test_members_of_both_are_fewer_than_those_of_either_and_of_later_days():
    score, states = ("democracy", "VDEM_LIBDEM"), ["ALB", "BGR", "HRV", "ROU", "SVN"]
    count = {
        (of, until): integration.reformed_and_joined(TEXT_OF_2022, states, score, until, of).value
        for of in ("both", "either")
        for until in ("2008-12-31", "2018-01-01")
    }
    assert count["both", "2018-01-01"] < count["either", "2018-01-01"]
    assert count["both", "2008-12-31"] < count["both", "2018-01-01"]


def test_allies_that_do_not_recognise_are_named():
    assert integration.not_recognising(Edition(NOW)).text == "four (Greece, Romania, Slovakia and Spain)"


def test_the_union_with_the_smaller_share_decides_who_recognises_kosovo():
    both = integration.recognising(Edition(NOW), ["NATO", "EU"])
    alone = [integration.recognising(Edition(NOW), [union]).value for union in ("NATO", "EU")]
    assert both.value == min(alone)
    assert integration.recognising(TEXT_OF_2022, ["NATO"]).value is None


def test_entries_are_compared_with_the_years_one_by_one():
    asked = (["ALB", "MNE", "MKD"], [2009, 2017, 2019])
    found = integration.entered_in(Edition(NOW), *asked)
    assert found.value == pytest.approx(200 / 3)
    assert found.text == "Albania 2009, Montenegro 2017 and North Macedonia 2020"


def test_the_largest_of_the_six_is_first():
    people = scores.place(Edition(NOW), "SRB", ("indicators", "SP.POP.TOTL"))
    least = scores.place(Edition(NOW), "MNE", ("indicators", "SP.POP.TOTL"))
    assert (people.value, least.value) == (1, 6)
    assert people.text.startswith("1st of six")


def test_dealings_of_all_kinds_are_those_of_arms_and_more():
    span = (2008, 2017)
    arms, two, every = (
        missions.most_dealings(TEXT_OF_2022, ["SRB"], "RUS", span, kinds)
        for kinds in (missions.OF_ARMS, missions.OF_TWO_KINDS, missions.OF_ALL_KINDS)
    )
    assert 0 < arms.value < two.value < every.value
    assert {row.table for row in every.rows} == {"arms_transfers", "joint_exercises", "agreements"}
    assert missions.dealings_beside(TEXT_OF_2022, "SRB", "SRB", "RUS", span).value == 100


def test_a_state_that_a_list_leaves_out_does_not_count_as_one_without_dealings():
    span = (2008, 2017)
    without = missions.dealings_beside(TEXT_OF_2022, "MKD", "SRB", "RUS", span)
    assert without.value is None
    assert without.text == "no list of arms, exercises and agreements for North Macedonia"
    assert missions.dealings_beside(TEXT_OF_2022, "MKD", "SRB", "RUS", span, missions.OF_ARMS).value == 0
    some = missions.most_dealings(TEXT_OF_2022, ["ALB", "HRV"], "RUS", span, missions.OF_ARMS)
    assert some.text == "none on record (2008–2017); no list of arms for Croatia"
    assert missions.most_beside(TEXT_OF_2022, ["HRV"], "SRB", "RUS", span, missions.OF_ARMS).value is None


def test_the_state_with_most_dealings_is_set_beside_another():
    span = (2008, 2017)
    assert missions.most_beside(TEXT_OF_2022, ["ALB", "SRB"], "SRB", "RUS", span).value == 100
    few = missions.most_beside(TEXT_OF_2022, ["ALB", "MKD"], "SRB", "RUS", span, missions.OF_ARMS)
    assert few.value == 0
    assert few.text.startswith("none on record with any of two states, ")
    assert missions.most_beside(TEXT_OF_2022, ["SRB"], "ALB", "RUS", span).value is None


def test_one_state_alone_is_without_the_aim_only_if_all_others_show_it():
    others, steps = ["ALB", "MNE", "MKD", "BIH"], ["member", "map_activated", "reform_programme"]
    asked = {"steps": steps, "texts": [], "until": "2023-12-31"}
    assert integration.alone_without_aim(Edition(NOW), "SRB", others, **asked).value
    assert not integration.alone_without_aim(Edition(NOW), "SRB", [*others, "XKX"], **asked).value
    assert not integration.alone_without_aim(Edition(NOW), "BIH", ["ALB", "MNE", "MKD"], **asked).value


def test_heavy_weapons_count_up_to_the_year_that_is_asked_for():
    edition = Edition(NOW)
    assert missions.heavy_weapons(edition, "XKX", 2017).value < missions.heavy_weapons(edition, "XKX").value


def test_states_below_each_of_the_others_are_below_their_mean():
    score, span = ("indicators", "PV.EST"), (2018, 2022)
    each, mean = (
        scores.below_the_others(TEXT_OF_2022, score, ["BIH", "XKX"], span, beside)
        for beside in (scores.EACH, scores.MEAN)
    )
    assert 0 < each.value <= mean.value
    assert scores.below_the_others(TEXT_OF_2022, score, ["ALB", "MNE"], span).value < each.value
    assert scores.below_the_others(TEXT_OF_2022, score, ["USA"], span).value is None
    with pytest.raises(ValueError, match="not 'some'"):
        scores.below_the_others(TEXT_OF_2022, score, ["BIH"], span, "some")


def test_of_classes_of_weapons_those_ordered_count_before_they_are_delivered():
    classes, span = [["fighter aircraft", "FGA aircraft"], ["tank"]], (2015, 2017)
    delivered, ordered = (
        missions.deliveries_of_each(TEXT_OF_2022, "SRB", "RUS", classes, span, dated).value
        for dated in ("delivery_year", "order_year")
    )
    assert 0 < delivered < ordered == len(classes)
    assert missions.deliveries_of_each(TEXT_OF_2022, "SRB", "USA", classes, span, "order_year").value == 0


def test_the_lowest_of_the_neighbours_is_a_lower_mark_than_their_mean():
    score, span, around = ("indicators", "PV.EST"), (2013, 2017), ["BGR", "GRC", "HRV", "ROU", "SVN"]
    each, mean = (
        scores.meeting_over(TEXT_OF_2022, score, 0, span, mark, around) for mark in (scores.EACH, scores.MEAN)
    )
    assert each.value < mean.value
    assert set(scores.meeting_over(TEXT_OF_2022, score, 0, span).rows) < set(each.rows)


def test_serbia_is_first_in_a_share_of_the_ways(change_table):
    assert strategy.first_among_the_six(TEXT_OF_2022, 5).value == 1

    def without_flows(rows):
        russian = (rows["iso3"] == "SRB") & (rows["partner_iso3"] == "RUS")
        return rows.assign(value=rows["value"].mask(russian, 0.001))

    change_table("trade_partners", without_flows)
    assert strategy.first_among_the_six(Edition("2022-12-31"), 5).value == pytest.approx(2 / 3)


def test_nato_is_ahead_in_fewer_ways_without_members(change_table):
    assert strategy.nato_ahead(Edition(NOW), 10).value == 3
    change_table("nato_milestones", lambda rows: rows[rows["code"] != "member"])
    assert strategy.nato_ahead(Edition(NOW), 10).value == 2
    change_table("kfor_strength", lambda rows: rows.head(0))
    assert strategy.nato_ahead(Edition(NOW), 10).value is None


def test_states_that_took_a_step_before_a_day_are_left_out_of_those_since():
    arguments = ("nato_milestones", ["ALB", "BIH", "XKX", "MNE", "MKD", "SRB"], "pfp_joined", "joined")
    ever, since = (integration.reached(TEXT_OF_2022, *arguments, day) for day in ("", "2000-01-01"))
    assert since.value == 3 < ever.value < 6
    assert since.rows == ever.rows


def test_four_of_six_are_two_thirds_by_the_fraction_of_the_ledger():
    found = scores.meeting_over(TEXT_OF_2022, ("indicators", "PV.EST"), 0, (2009, 2017))
    assert found.text.startswith("four of six")
    assert at_least(200 / 3).answer(found.value) is Answer.YES


def test_growth_is_a_yearly_mean_and_a_distance_one_of_means():
    output = ("indicators", "NY.GDP.PCAP.PP.KD")
    shares = [scores.growing_below(TEXT_OF_2022, output, mark, (2013, 2017)).value for mark in (-50, 2, 50)]
    assert shares[0] == 0
    assert shares[2] == 100
    assert shares == sorted(shares)
    stability = scores.apart(TEXT_OF_2022, ("indicators", "PV.EST"), (2013, 2017))
    assert stability.value > 0


def test_influence_grew_only_where_it_rose_with_projects_and_not_without():
    arguments = {"by": "measures not joined", "since": 2006, "until": 2021}
    assert energy.drawn_closer(TEXT_OF_2022, ["SRB", "BIH"], ["ALB", "MNE"], **arguments).value is True
    assert energy.drawn_closer(TEXT_OF_2022, ["ALB", "MNE"], ["SRB", "BIH"], **arguments).value is False
    assert energy.drawn_closer(TEXT_OF_2022, ["SRB"], ["USA"], **arguments).value is None


def test_states_move_away_by_votes_and_by_trade_or_by_either(change_table):
    edition, years = Edition(NOW), {"power": "RUS", "since": 2000, "until": 2010}
    both, either = (strategy.moved_away(edition, **years, by=by) for by in ("both", "either"))
    assert 0 < both.value < either.value < 100
    assert set(both.rows) == set(either.rows)

    def falling(rows):
        russian = (rows["iso3"] == "ALB") & (rows["power_iso3"] == "RUS")
        return rows.assign(agree_share=rows["agree_share"].mask(russian, (2030 - rows["year"]) / 100))

    change_table("un_agreement", falling)
    assert strategy.moved_away(Edition(NOW), **years, by="both").value > both.value
    assert strategy.moved_away(Edition(NOW), "RUS", 1985, 2010, "both").value is None


def test_a_turn_goes_on_from_span_to_span(change_table):
    spans = [(2007, 2011), (2012, 2016), (2017, 2021)]
    assert strategy.alone_in_turning(TEXT_OF_2022, "SRB", spans, 60).value is False

    def rising(rows):
        serbian = (rows["iso3"] == "SRB") & (rows["power_iso3"] == "RUS")
        return rows.assign(agree_share=rows["agree_share"].mask(serbian, (rows["year"] - 1990) / 100))

    change_table("un_agreement", rising)
    assert strategy.alone_in_turning(Edition("2022-12-31"), "SRB", spans, 50).value is True


def test_agreements_are_american_by_party_or_by_their_making():
    found = politics.agreements_with_usa(TEXT_OF_2022, 1991, 2001)
    assert 0 < found.value < 100
    assert "initialled" not in found.text
    assert politics.agreements_with_usa(TEXT_OF_2022, 1980, 1990).value is None


def test_cases_that_nobody_knows_leave_an_answer_open_where_they_could_turn_it():
    assert lookups.decided(met=4, unknown=0, least=4) is True
    assert lookups.decided(met=1, unknown=2, least=4) is False
    assert lookups.decided(met=1, unknown=3, least=4) is None


def test_a_country_without_a_poll_leaves_the_view_of_russia_open():
    span = {"since": "2015-01-01", "until": "2018-12-31", "mark": 50}
    both = opinion.warm_to_russia(Edition(NOW), ["SRB", "ALB"], least=2, **span)
    assert both.value is None
    assert "one without a poll" in both.text
    assert opinion.warm_to_russia(Edition(NOW), ["SRB", "ALB"], least=1, **span).value is True


def test_a_view_of_the_policy_of_a_power_counts_where_it_is_asked_for():
    span = {"since": "2015-01-01", "until": "2018-12-31", "mark": 50, "least": 1}
    assert opinion.warm_to_russia(Edition(NOW), ["BIH"], **span).value is None
    assert opinion.warm_to_russia(Edition(NOW), ["BIH"], **span, asked=opinion.POLICY).value is False


def test_some_and_not_all_think_well_of_a_power_and_more_than_have_its_arms():
    def beyond(codes, mark):
        span = ("2015-01-01", "2018-12-31")
        return opinion.warm_beyond_forces(Edition(NOW), codes, span, (2013, 2017), mark).value

    assert beyond(["MNE", "MKD"], 40) is True
    assert beyond(["MNE", "MKD"], 30) is False, "all of them do"
    assert beyond(["MNE", "MKD"], 60) is False, "none of them does"
    assert beyond(["SRB", "MKD"], 40) is False, "no more than had arms"
    assert beyond(["SRB", "ALB"], 40) is None


def test_one_question_has_an_answer_of_all_asked_and_of_those_with_an_opinion():
    def against(topic, base, until="2019-02-28"):
        return polls.to_one_question(
            Edition(NOW), "MKD", f"{topic}, ethnic Macedonians", ["against"], "2018-06-01", until, base
        ).value

    assert against("agreement on the name", polls.ALL) == 45.2
    assert against("agreement on the name", polls.DECIDED) == pytest.approx(45.2 / (45.2 + 27.4) * 100)
    assert against("change of the name", polls.DECIDED) is None, "one side alone is printed"
    assert against("change of the name", polls.ALL, "2018-06-30") is None


def test_a_public_is_split_by_the_share_of_its_smaller_side():
    def split(least, base):
        return polls.evenly_split(Edition(NOW), "MNE", 2006, "2022-12-31", least, base).value

    assert split(0, polls.ALL) == 100
    assert split(51, polls.DECIDED) == 0
    assert split(40, polls.ALL) < split(40, polls.DECIDED)


def test_a_score_is_set_beside_the_median_the_mean_of_the_six_and_the_years_before():
    def above(iso3, mark):
        score = ("democracy", "VDEM_POLARIZATION")
        return scores.years_above(TEXT_OF_2022, score, iso3, (2006, 2022), (1998, 2005), mark).value

    assert above("ALB", scores.OF_THE_SIX) == 0
    assert 0 < above("MNE", scores.OWN_BEFORE) < above("MNE", scores.OF_ALL)
    assert above("USA", scores.OF_ALL) is None


def test_a_month_of_kfor_is_told_by_its_figures_the_nearest_one_or_its_contingents():
    month, around = ("2023-10-01", "2023-10-31"), ("2023-09-01", "2023-12-31")
    figures, nearest, contingents = (
        kfor.size(Edition(NOW), month, around, by)
        for by in (kfor.OF_THE_MONTH, kfor.NEAREST_FIGURE, kfor.CONTINGENTS)
    )
    assert len(figures.rows) > len(nearest.rows) == 1
    assert {row.table for row in contingents.rows} == {"kfor_contributions"}
    assert kfor.size(Edition(NOW), ("1998-01-01", "1998-01-31"), around).value is None


def test_a_contingent_is_the_count_nearest_to_a_day_or_those_of_the_last_year():
    span = ("2022-03-01", "2023-12-31")
    nearest, newest, late = (
        kfor.contingent(WithoutTexts(NOW), "ALB", *span, of, near="2022-11-30")
        for of in (kfor.NEAREST, "newest", kfor.OF_THE_LAST_YEAR)
    )
    assert nearest.value < newest.value == late.value
    assert "in one count" in nearest.text


def test_kfor_is_set_beside_no_mission_without_a_count():
    assert kfor.larger_than_other_missions(Edition(NOW), ["NMI"], "2021-01-01", "2023-12-31").value > 0
    without = kfor.larger_than_other_missions(Edition(NOW), ["NMI", "IFOR"], "2021-01-01", "2023-12-31")
    assert without.value is None
    assert "IFOR" in without.text


def test_nobody_sells_a_country_more_energy_than_it_imports_nor_gas_without_a_market():
    def sold(base, mark):
        return energy.nearly_sole_seller(Edition(NOW), ["ALB"], base, mark, 1, (2015, 2017)).value

    assert sold("gas", 50) is False
    assert sold("all energy", 90) is False
    assert sold("all energy", 1) is None


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
    assert (
        "2018–2022"
        in economy.china_grew(Edition(NOW), "projects in the press", (2013, 2017), (2018, 2022)).text
    )


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


def test_the_lowest_of_the_states_around_is_a_mark_of_its_own():
    asked = ("indicators", "GE.EST", 0)
    world, around = (
        scores.meeting(Edition(NOW), *asked, mark=mark, around_iso3=["HRV", "BGR"])
        for mark in ("mean of the world", "allies around")
    )
    assert around.value <= world.value
    assert len(around.rows) == len(world.rows) + 2
    assert scores.meeting(Edition(NOW), *asked, mark="allies around").value is None
