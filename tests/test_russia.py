"""The chapter on Russia: channels kept apart, 2006 tested, distances measured, in every edition."""

import doctest
import re

import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic

from conftest import EDITIONS, NOW, Kept, assert_tells_what_it_shows, contents, later_years, pages_on_the_six
from wb6.chapters import russia as pages
from wb6.chapters.russia import RussiaChapter
from wb6.claims import judge
from wb6.claims.verdicts import Answer
from wb6.data import countries, package
from wb6.errors import UsageError
from wb6.figures.tables import Card
from wb6.measures import arms, distance, energy, exercises, proportions, turning
from wb6.sections import exercises as held
from wb6.sections import matrix, readings
from wb6.sections import russia_page as base
from wb6.sections import turning as pace
from wb6.sections.matrix import CHANNELS

pytestmark = pytest.mark.slow

FIGURES = (
    "matrix",
    "agreement_with_russia",
    "distance_from_russia",
    "ukraine_grid",
    "measures_joined",
    "rates_of_alignment",
    "trade_with_russia",
    "beside_the_eu",
    "amounts_of_trade",
    "debt_to_russia",
    "exports_to_power",
    "crude_by_origin",
    "coal_in_electricity",
    "gas_and_its_weight",
    "russian_share_over_time",
    "suppliers",
    "serbia_by_supplier",
    "exercises_with_either_side",
    "expulsions",
    "russia_as_ally",
    "view_of_the_president",
    "serbia_over_time",
    "steps_and_2006",
    "every_year",
    "map_of_distances",
    "ranked_distances",
    "readings",
)
TABLES = (
    "matrix_years",
    "printed_shares",
    "lately",
    "ukraine_table",
    "investment",
    "events",
    "exercises_table",
    "presence",
    "tests_table",
    "readings_table",
    "claims",
    "what_to_watch",
    "sources_used",
)
# What bears 2006, the year that is tested, or tells of plans and of numbers of rows.
ABOUT_2006 = ("steps_and_2006", "every_year", "tests_table", "readings", "readings_table", "claims")
AHEAD = ("what_to_watch", "sources_used")
UNITS = re.compile(r"2006|A/RES/\d+/\d+|WGS84|0\.86")
# Told in 2018, in 2014 and in 2025.
PLAN = re.compile(
    r"with 20\d\d as possible date|before 20\d\d|(?:contracts to|ones to|LNG from|contracts from|at the latest) 20\d\d-\d\d-\d\d"
)


chapter = pages_on_the_six(RussiaChapter)


@pytest.fixture(scope="module")
def page() -> Kept:
    return chapter()


# distances


def test_distances_are_geodesics_on_the_ellipsoid_and_agree_with_the_table(page):
    places = package.load("geography")
    found = distance.from_place(places, "Belgrade").set_index("name")
    printed = places.set_index("name").loc[found.index, "belgrade_km"]
    assert (found["km"] - printed).abs().max() < 0.1
    start, moscow = (places.set_index("name").loc[name] for name in ("Belgrade", "Moscow"))
    line = Geodesic.WGS84.Inverse(start["lat"], start["lon"], moscow["lat"], moscow["lon"])["s12"]
    assert found.loc["Moscow", "km"] == pytest.approx(line / 1000)


def test_exactly_fifteen_of_27_capitals_are_farther_than_sevastopol(page):
    found = page.measured()
    assert found["kind"].str.endswith("capital").sum() == 27
    assert len(page.farther()) == 15
    assert page.farther()["iso3"].is_unique


def test_a_circle_is_as_far_from_its_centre_everywhere():
    line = distance.circle(44.8186, 20.468, 1029.1)
    assert line[0] == line[-1]
    lengths = [Geodesic.WGS84.Inverse(44.8186, 20.468, lat, lon)["s12"] / 1000 for lon, lat in line]
    assert max(abs(length - 1029.1) for length in lengths) < 0.1


def test_the_land_of_the_map_is_small_and_reaches_as_far_as_it_says():
    path = package.data_dir() / package.resource("europe-land")["path"]
    assert path.stat().st_size < 60_000
    (land,) = package.shapes("europe-land")
    points = [point for polygon in land["geometry"]["coordinates"] for ring in polygon for point in ring]
    reach = max(Geodesic.WGS84.Inverse(44.8186, 20.468, lat, lon)["s12"] for lon, lat in points)
    assert 2690e3 < reach < 2702e3


# 2006


def test_a_rate_that_doubles_is_a_ratio_of_two_within_its_interval():
    first, turn, last = (pd.Timestamp(day) for day in ("2000-01-01", "2010-01-01", "2020-01-01"))
    early = list(pd.date_range("2001-01-01", periods=10, freq="180D"))
    late = list(pd.date_range("2011-01-01", periods=20, freq="90D"))
    result = turning.rates([*early, *late], first, turn, last)
    assert (result["before"], result["after"]) == (10, 20)
    assert result["ratio"] == pytest.approx(2, rel=0.01)
    assert result["low"] < 1 < 2 < result["high"]
    assert 0.05 < result["p"] < 0.2


def test_the_exact_interval_of_a_share_is_that_of_clopper_and_pearson():
    low, high = proportions.interval(13, 29, "exact")
    assert (round(low, 3), round(high, 3)) == (0.264, 0.643)
    assert proportions.interval(0, 10, "exact")[0] == 0
    assert proportions.interval(10, 10, "exact")[1] == 1


def test_a_permutation_test_counts_every_division_and_says_how_low_it_can_go():
    result = turning.permutation([1, 2, 3], [11, 12, 13, 14])
    assert result["splits"] == 35
    assert result["p"] == result["smallest"] == pytest.approx(1 / 35)
    assert turning.permutation([1, 9, 5], [2, 8, 5, 5])["p"] == 1


def test_steps_of_one_day_and_kind_are_one_round(page):
    steps, rounds = page.events_of("NATO"), page.events_of("NATO", rounds=True)
    assert (len(steps), len(rounds)) == (24, 15)
    assert sum(day >= pace.TURN for day in steps) == 9


def test_every_state_of_the_nato_test_has_the_step_that_comes_first(page):
    taken = page.steps_taken()
    first = taken[(taken["track"] == "NATO") & (taken["code"] == "pfp_joined")]
    assert set(first["iso3"]) == set(pace.NATO_STATES) - {"XKX"}


def test_by_rounds_the_interval_holds_one(page):
    rounds = page.tests().set_index("code").loc["nato_rounds"]
    assert rounds["low"] < 1 < rounds["high"]


def test_three_against_four_waits_cannot_give_less_than_one_in_35(page):
    wait = page.tests().set_index("code").loc["wait"]
    assert wait["n"] == "3 and 4 states"
    assert wait["smallest"] == pytest.approx(1 / 35)


# channels


def test_russian_gas_is_share_times_weight_and_zero_without_a_market(page):
    found = page.russian_gas_in_energy().set_index("iso3")
    assert set(found.index) == set(countries.WB6)
    assert (found.loc[["ALB", "MNE", "XKX"], "value"] == 0).all()
    serbia = found.loc["SRB"]
    assert serbia["value"] == pytest.approx(serbia["share"] * serbia["weight"] / 100, abs=0.06)
    assert found["value"].max() < 15


def test_the_computed_weight_of_gas_agrees_with_the_published_one_where_both_are_known():
    found = energy.weight_of_gas(package.load("energy_dependence"), "BIH").set_index("basis")["value"]
    assert abs(found["computed"] - found["published"]) < 1


def test_counts_of_exercises_leave_out_activities_troops_and_both_sides_together():
    counts = exercises.counted(package.load("joint_exercises"), "SRB", {"RUS": "Russia", "NATO": "NATO"})
    assert set(counts["side"]) == {"Russia", "NATO"}
    assert counts["value"].max() < 100


def test_the_four_and_eighteen_exercises_of_the_congress_insight_are_in_the_chart(page):
    counts = page.exercise_counts()
    claimed = package.load("claims").set_index("claim_id").loc["S1-SRB-06", "value"]
    russia = counts[(counts["side"] == "Russia") & (counts["period"] == "2016–2017")]["value"]
    assert russia.tolist() == [float(claimed)] == [4]
    assert 18 in counts[counts["last"] == 2017]["value"].tolist()
    assert held.newest_pair(counts) == (2021, 4, 14)


def test_shares_of_suppliers_of_six_countries_add_up_to_a_hundred(page):
    sums = page.deliveries_to_six().groupby("period")["share"].sum()
    assert sums.between(99.7, 100.3).all()


def test_five_years_of_almost_no_arms_give_no_share():
    transfers = package.load("arms_transfers")
    every = arms.trailing_share(transfers, "SRB", "USA")
    large = arms.trailing_share(transfers, "SRB", "USA", least=20)
    assert 2015 in set(every["year"])
    assert 2015 not in set(large["year"])


def test_no_register_holds_a_russian_delivery_after_the_year_that_the_page_names(page):
    rows = package.load("arms_transfers").query("supplier_iso3 == 'RUS' and delivery_year > 2021")
    assert rows.empty
    assert page.facts()["arms_last"].value == "2021"


def test_serbia_alone_joined_no_measure(page):
    assert page.facts()["never_joined"].value == "Serbia"


def test_votes_of_serbia_and_bosnia_and_herzegovina_are_those_of_the_record(page):
    known = page.facts()
    votes = package.load("un_ukraine_votes")
    serbia = votes[votes["iso3"] == "SRB"]["vote"].value_counts()
    assert (known["ukraine_no"].value, known["ukraine_yes"].value) == (serbia["no"], serbia["yes"]) == (9, 6)
    assert known["ukraine_bih_abstain"].value == 7


def test_serbia_leads_every_channel_that_one_country_leads(page):
    cells = page.matrix_cells()
    assert set(cells["code"]) == set(CHANNELS)
    assert set(matrix.leaders(cells)) == {"SRB"}
    assert set(CHANNELS) - set(matrix.leaders(cells).index) == {"gas"}


def test_an_earlier_value_of_the_matrix_is_seven_to_thirteen_years_older(page):
    cells = page.matrix_cells().dropna(subset=["value_before"])
    assert (cells["year"] - cells["year_before"]).between(7, 13).all()


@pytest.mark.parametrize("question", ["ally", "president"])
def test_countries_are_compared_in_one_survey(page, question):
    rows = page.widest_wave(question)
    assert set(rows["iso3"]) == {"BIH", "MKD", "MNE", "SRB"}
    assert len(rows) == 4
    assert rows["date"].nunique() == rows["pollster"].nunique() == 1


def test_each_pollster_that_asked_serbia_twice_has_a_line_of_its_own(page):
    rows = page.serbia_over_time().frame
    lines = {name: values.tolist() for name, values in rows.groupby("question")["percent"]}
    assert lines == {"BCSP": [47, 40], "IRI": [45, 41], "Institute for European Affairs": [87, 76]}


def test_the_grid_of_measures_has_no_gaps(page):
    rows = page.measures_answered()
    assert rows.groupby("measure_id")["iso3"].nunique().eq(rows["iso3"].nunique()).all()
    assert page.facts()["measures_known"].value == "five"


def test_the_grid_of_votes_leaves_out_texts_on_which_no_vote_of_the_six_is_known(page):
    votes = page.votes_cast()
    asked = votes[votes["iso3"].isin(page.countries)]
    assert set(votes["resolution_id"]) == set(asked["resolution_id"])


# readings and claims


def test_every_point_of_a_claim_on_russia_has_a_channel_and_each_text_a_reading(page):
    points = page.reading_points()
    assert set(points["seed"]) == set(readings.READINGS)
    assert set(points["channel"]) <= set(readings.CHANNELS)
    assert set(points["claim"]) <= set(page.claims_on_subject()["claim_id"])


def test_the_counts_of_the_readings_are_the_answers_of_the_ledger(page):
    points, counted = page.reading_points(), page.counted()
    answers = points["answer"].value_counts()
    assert counted[["yes", "partly", "no", "unknown"]].sum().to_dict() == {
        str(answer): int(answers.get(answer, 0)) for answer in Answer
    }
    cell = counted.set_index(["seed", "channel"]).loc[("001", "Arms")]
    arms = [
        reading.answer
        for judged in judge.judge(page.edition, cell["claims"].split(", "))
        for reading in judged.now.readings
        if reading.point.tables[0] == "arms_transfers"
    ]
    assert cell["yes"] == arms.count(Answer.YES)
    assert cell["told"] == sum(answer is not Answer.UNKNOWN for answer in arms)


def test_arms_ties_of_the_congress_insight_are_judged_for_the_years_before_it():
    def answers(as_of):
        points = chapter(as_of).reading_points()
        own = points[(points["claim"] == "S1-SRB-04") & (points["channel"] == "Arms")]
        return own["answer"].tolist()

    assert answers("2018-12-31") == answers(NOW) == [Answer.YES, Answer.UNKNOWN]


def test_the_claims_on_the_page_name_russia_or_are_filed_under_it(page):
    claims = page.claims_on_subject()
    assert {"S0-RUS-01", "S1-RUS-06", "S3-RUS-01", "S4-RUS-02"} <= set(claims["claim_id"])
    assert not (claims["topic"].ne("russia") & ~claims["actors"].fillna("").str.contains("RUS")).any()


@pytest.mark.parametrize("module", [turning, base, readings, pace])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


# the page


@pytest.mark.parametrize("as_of", EDITIONS)
def test_russia_in_any_edition_runs_and_shows_nothing_later(as_of):
    page = chapter(as_of)
    for name in (*FIGURES, *TABLES):
        section = getattr(page, name)()
        if name not in AHEAD:
            assert not later_years(shown(section, name), as_of), name
    assert isinstance(page.at_a_glance(), Card)
    for fact in page.facts().values():
        assert not fact.day or fact.day <= as_of, fact


def shown(section, name: str) -> str:
    """What a figure or a table shows, its sources apart."""
    text = PLAN.sub("", contents(section, {"source", "km", "label"}))
    return UNITS.sub("", text) if name in ABOUT_2006 or "A/RES" in text or "WGS84" in text else text


def test_the_facts_have_the_same_names_in_every_edition():
    names = [set(chapter(as_of).facts()) for as_of in EDITIONS]
    assert all(found == names[0] for found in names)


def test_the_edition_of_2004_says_what_it_lacks():
    page = chapter("2004-12-31")
    subtitle = page.measures_joined().subtitle
    assert subtitle == "The edition of 31 December 2004 holds no EU measure against Russia."
    assert page.reading_points().empty
    assert page.tests().empty


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_on_russia_says_what_it_shows_and_uses_colours_with_a_dark_form(page, name):
    assert_tells_what_it_shows(getattr(page, name)())


def test_figures_and_tables_have_names_of_their_own(page):
    names = [getattr(page, name)().name for name in FIGURES]
    names += [getattr(page, name)().name for name in TABLES]
    assert len(names) == len(set(names))


def test_what_to_watch_holds_open_matters_of_russia_only(page):
    rows = page.what_to_watch().rows
    assert rows
    assert all(re.search(r"Russ|Gazprom|NIS|MOL", row[0]) for row in rows)
    assert {row[-1] for row in rows} <= {"ahead", "no date known", "was due"}


def test_an_unknown_country_is_refused():
    with pytest.raises(UsageError, match="unknown country 'XYZ'"):
        RussiaChapter(NOW, 1999, ["XYZ"])


def test_a_page_on_some_countries_runs():
    page = RussiaChapter(NOW, 1999, ["SRB", "MNE", "XKX"])
    for name in (*FIGURES, *TABLES):
        getattr(page, name)()
    assert pages.RussiaChapter is RussiaChapter
