"""The alignment plane: weights, scales and places, and what they say about the real data."""

import numpy as np
import pandas as pd
import pytest

from conftest import EDITIONS, NOW
from wb6.chapters.region import RegionChapter
from wb6.data import countries
from wb6.indicators.catalogue import indicator
from wb6.measures import arms, plane
from wb6.sections.plane import EAST, TIES, WEST

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def region() -> RegionChapter:
    return RegionChapter(NOW, 1999, countries.WB6)


def made(rows: dict[str, list[float | None]]) -> pd.DataFrame:
    """Scaled values of invented countries."""
    return pd.DataFrame(rows, index=pd.Index(["A", "B", "C"], name="iso3"))


def test_random_weights_add_up_to_one_and_are_the_same_in_every_run():
    weights = plane.weightings(5)
    assert weights.shape == (plane.DRAWS, 5)
    assert weights.sum(axis=1) == pytest.approx(np.ones(plane.DRAWS))
    assert (weights == plane.weightings(5)).all()
    assert weights.mean(axis=0) == pytest.approx(np.full(5, 0.2), abs=0.01)


def test_a_country_that_is_ahead_on_everything_is_first_whatever_the_weights():
    table = made({"one": [0.9, 0.5, 0.1], "two": [0.8, 0.4, 0.2]})
    places = plane.places(table).set_index(["iso3", "place"])["share"]
    assert places["A", 1] == places["B", 2] == places["C", 3] == 100
    assert plane.order_kept(table) == 100


def test_two_countries_that_mirror_each_other_share_the_first_place():
    table = made({"one": [1.0, 0.0, 0.0], "two": [0.0, 1.0, 0.0]})
    places = plane.places(table).set_index(["iso3", "place"])["share"]
    assert places["A", 1] == pytest.approx(50, abs=2)
    assert places["B", 1] == pytest.approx(50, abs=2)


def test_shares_of_places_add_up_by_country_and_by_place(region):
    for axis in (WEST, EAST):
        places = plane.places(region.scores_by_axis()[axis])
        for column in ("iso3", "place"):
            assert places.groupby(column)["share"].sum().to_numpy() == pytest.approx(100, abs=0.3)


def test_a_position_lies_within_its_range_and_on_the_scale(region):
    for axis in (WEST, EAST):
        for row in plane.positions(region.scores_by_axis()[axis]).itertuples():
            assert 0 <= row.low <= row.value <= row.high <= 1


def test_the_weight_of_a_missing_value_goes_to_the_others():
    table = made({"one": [0.6, 0.5, 0.1], "two": [None, 0.5, 0.2]})
    position = plane.positions(table).set_index("iso3").loc["A"]
    assert position["value"] == position["low"] == position["high"] == 0.6
    assert position["known"] == 1


def test_scales_run_from_the_lowest_to_the_highest_value():
    values = pd.DataFrame({"indicator": ["a", "a", "a", "b", "b"], "value": [2.0, 4.0, 3.0, 7.0, 7.0]})
    assert plane.scaled(values)["scaled"].tolist() == [0.0, 1.0, 0.5]


def test_a_status_lasts_and_a_figure_counts_in_its_year_alone():
    day = pd.Timestamp("2020-12-31")
    rows = [
        ("one", "A", "2001-01-01", True),
        ("two", "A", "2001-12-31", False),
        ("three", "A", "2019-12-31", False),
        ("four", "A", "2020-12-31", False),
    ]
    values = pd.DataFrame(rows, columns=["indicator", "iso3", "date", "lasting"])
    values = values.assign(axis=WEST, date=pd.to_datetime(values["date"]))
    assert set(plane.on_day(values, day)["indicator"]) == {"one", "four"}


def test_a_country_that_took_no_arms_at_all_took_none_from_russia(region):
    shares = arms.share_or_none(region.table("arms_transfers"), "BIH", "RUS", range(2000, 2026))
    assert len(shares) == 26
    assert shares["value"].between(0, 100).all()


def _of_plane(chapter):
    """The facts on positions and orders."""
    facts = chapter.facts()
    return {name: facts[name] for name in facts if "plane_" in name}


@pytest.mark.parametrize("as_of", EDITIONS)
def test_nothing_in_the_plane_is_dated_after_the_edition(as_of):
    chapter = RegionChapter(as_of, 1999, countries.WB6)
    if len(chapter.ties()):
        assert chapter.ties()["date"].max() <= chapter.edition.day
    facts = _of_plane(chapter)
    assert all(fact.day <= as_of for fact in facts.values())
    for section in (chapter.alignment_plane(), chapter.order_of_the_six()):
        for rows in section.to_dict().get("datasets", {}).values():
            assert all((row.get("day") or "") <= as_of for row in rows)
    for shown in (chapter.weights(), chapter.values_in_the_plane()):
        assert all(len(row) == len(shown.columns) for row in shown.rows)


def test_every_weight_is_shown_and_the_weights_of_an_axis_add_up(region):
    table = region.weights()
    assert len(table.rows) == len(TIES)
    for axis, count in (("Euro-Atlantic", 5), ("Russia, China", 6)):
        weights = [row[2] for row in table.rows if row[1] == axis and row[2] != "left out"]
        assert len(weights) == count
        assert set(weights) == {f"{100 / count:.0f}%"}


def test_no_position_is_quoted_without_its_range(region):
    facts = _of_plane(region)
    positions = [fact for name, fact in facts.items() if "_plane_west" in name or "_plane_east" in name]
    assert positions
    assert all("range" in fact.text for fact in positions if fact.known)


def test_kosovo_has_too_few_indicators_to_be_placed(region):
    assert "XKX" not in region.scores_by_axis()[WEST].index
    assert not _of_plane(region)["xkx_plane_east"].known


def test_all_figures_of_the_plane_are_of_one_year_in_every_edition():
    for as_of in EDITIONS:
        chapter = RegionChapter(as_of, 1999, countries.WB6)
        rows = plane.on_day(chapter.ties(), chapter.day_of_year())
        assert set(rows.loc[~rows["lasting"], "date"].dt.year) <= {chapter.day_of_year().year}


def test_the_plane_is_of_the_newest_year_in_which_most_of_both_axes_is_known(region):
    assert region.day_of_year() == pd.Timestamp("2025-12-31")
    assert {"cfsp_rate", "debt_chn"} == set(TIES) - set(region.weighed())


def test_goods_sent_are_shares_that_partners_reported_of_one_year(region):
    values = indicator("sent_eu").series(region.edition)
    of_year = values[values["year"] == 2025].set_index("iso3")["value"]
    assert of_year["BIH"] == pytest.approx(71.12)
    assert values.groupby(["iso3", "year"]).size().max() == 1


def test_serbia_leads_on_russian_and_chinese_ties_and_the_order_behind_it_does_not_hold(region):
    facts = _of_plane(region)
    assert facts["srb_plane_first"].value > 90
    assert facts["plane_order_east"].value < 25


def test_the_statements_of_the_prose_on_the_plane_hold(region):
    now = {axis: plane.positions(region.scores_by_axis()[axis]).set_index("iso3") for axis in (WEST, EAST)}
    serbia, bosnia = now[WEST].loc["SRB"], now[WEST].loc["BIH"]
    assert serbia["low"] <= bosnia["low"] <= serbia["high"]
    last = plane.places(region.scores_by_axis()[WEST]).query("place == 5").set_index("iso3")["share"]
    assert 50 < last["SRB"] < 95
    first = plane.places(region.scores_by_axis()[EAST]).query("place == 1").set_index("iso3")["share"]
    assert first["SRB"] > 99
    assert now[EAST]["value"].idxmax() == "SRB"
    delivered = region.in_year().query("indicator.str.startswith('arms')")
    assert set(delivered.loc[delivered["value"] > 0, "iso3"]) == {"SRB"}


def test_panels_stand_a_country_and_draw_it_under_other_weights(region):
    shown = region.alignment_plane().to_dict()
    rows = [row for rows in shown["datasets"].values() for row in rows if "what" in row]
    assert {row["panel"] for row in rows} == {row["country"] for row in rows}
    for panel in {row["panel"] for row in rows}:
        own = [row for row in rows if row["panel"] == panel and row["what"] == "equal weights"]
        assert [row["country"] for row in own] == [panel]
