"""Measures on small frames whose answer is known, and on real data where a fact is on record."""

import doctest

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from wb6.data import package, words
from wb6.figures import grammar
from wb6.measures import (
    alignment,
    arms,
    defence,
    economy,
    energy,
    factors,
    integration,
    missions,
    opinion,
    outlook,
    projects,
    proportions,
    series,
)


def test_ranks_give_equal_values_the_better_place():
    values = pd.DataFrame({"iso3": ["ALB", "BIH", "SRB", "MNE"], "value": [2.0, 1.0, 2.0, None]})
    ranked = series.ranks(values).set_index("iso3")
    assert ranked["rank"].to_dict() == {"ALB": 1, "BIH": 3, "SRB": 1}
    assert set(ranked["among"]) == {3}


def test_a_band_needs_enough_countries():
    values = pd.DataFrame(
        {
            "iso3": ["ALB", "BIH", "SRB", "ALB"],
            "year": [2000, 2000, 2000, 2001],
            "value": [1.0, 3.0, 2.0, 9.0],
        }
    )
    band = series.band(values)
    assert band.to_dict("records") == [{"year": 2000, "low": 1.0, "median": 2.0, "high": 3.0, "countries": 3}]


def test_the_nearest_year_prefers_the_earlier_of_two():
    values = pd.DataFrame({"iso3": "SRB", "year": [2010, 2012], "value": [1.0, 2.0], "source": "x"})
    assert series.at(values, 2011)["year"].tolist() == [2010]
    assert series.at(values, 2020).empty


def test_years_between_steps_count_from_the_first_of_each():
    milestones = pd.DataFrame(
        {
            "iso3": "MNE",
            "code": ["pfp_joined", "member", "member"],
            "date": pd.to_datetime(["2006-12-14", "2017-06-05", "2018-01-01"]),
            "date_precision": "day",
            "source": "x",
        }
    )
    codes = package.load("milestone_codes")
    steps = integration.first_steps(milestones, codes)
    years = integration.years_since(steps, "pfp_joined", ["member"])
    assert years["years"].tolist() == [10.5]


def test_the_trading_partners_of_serbia_add_up_to_less_than_all_trade():
    shares = economy.trade_shares(package.load("trade_partners"), "SRB", ["EU27", "CHN", "RUS", "TUR", "USA"])
    assert shares.groupby("year")["value"].sum().between(50, 100).all()


def test_arms_shares_of_a_period_add_up_to_all_of_it():
    shares = arms.by_supplier(package.load("arms_transfers"), "SRB", 2000, 2025)
    assert shares.groupby("period")["share"].sum().sub(100).abs().max() < 0.5


def test_sipri_prints_the_same_suppliers_of_serbia_for_2020_to_2024():
    shares = arms.by_supplier(package.load("arms_transfers"), "SRB", 2000, 2025)
    newest = shares[shares["period"] == "2020–24"].set_index("supplier_iso3")["share"]
    assert newest[["CHN", "RUS"]].round().tolist() == [57, 20]


def test_the_trailing_share_of_the_last_year_equals_the_share_of_the_period():
    transfers = package.load("arms_transfers")
    period = arms.by_supplier(transfers, "SRB", 2000, 2025)
    expected = period[(period["period"] == "2020–24") & (period["supplier_iso3"] == "CHN")]["share"].iloc[0]
    assert arms.trailing_share(transfers, "SRB", "CHN").set_index("year")["value"][2024] == expected


def test_every_text_meets_every_state_and_what_is_not_known_is_missing():
    texts = pd.DataFrame({"text": ["a", "b"], "year": [2014, 2022]})
    answers = pd.DataFrame({"text": ["b", "a"], "iso3": ["SRB", "ALB"], "vote": ["no", "yes"]})
    pairs = alignment.crossed(texts, ["ALB", "SRB"], answers, "text")
    assert pairs["year"].tolist() == [2014, 2014, 2022, 2022]
    assert pairs["vote"].fillna("?").tolist() == ["yes", "?", "?", "no"]


def test_agreement_is_a_share_of_roll_calls_between_0_and_100():
    votes = package.load("un_agreement")
    values = alignment.agreement(votes, ["RUS", "USA"], ["SRB", "ALB"], since=1990)
    assert values["value"].between(0, 100).all()
    assert (values["n_votes"] > 0).all()


def test_serbian_peacekeepers_of_july_2025_are_270():
    totals = missions.un_total(package.load("un_peacekeeping"), "SRB")
    assert totals.iloc[-1][["date", "personnel"]].tolist() == [pd.Timestamp("2025-07-31"), 270]


def test_personnel_by_mission_adds_up_to_the_report_of_the_same_month():
    reports = package.load("un_peacekeeping")
    by_mission = missions.un_by_mission(reports, "SRB").groupby("year")["personnel"].sum()
    totals = missions.un_total(reports, "SRB")
    december = totals[totals["date"].dt.month == 12]
    december = december.set_index(december["date"].dt.year)["personnel"]
    common = by_mission.index.intersection(december.index)
    assert len(common) > 8
    assert by_mission[common].tolist() == december[common].tolist()


def test_doubtful_polls_are_left_out():
    polls = package.load("polls")
    assert (polls["basis"] == "doubtful").any()
    assert not (opinion.answers(polls, "SRB", ["nato_support", "eu_good"])["basis"] == "doubtful").any()


def test_closed_matters_are_no_longer_ahead():
    agenda = package.load("agenda")
    ahead = outlook.ahead(agenda, pd.Timestamp(NOW), ["SRB"])
    assert ahead["closed"].isna().all()
    assert ((ahead["expected"] < pd.Timestamp(NOW)) == (ahead["state"] == outlook.DUE)).all()


def test_what_was_due_is_told_for_a_year():
    day = pd.Timestamp("2026-10-31")
    expected = pd.to_datetime(["2025-10-30", "2026-01-31", "2026-10-31", None])
    agenda = pd.DataFrame({"id": ["a", "b", "c", "d"], "iso3": "SRB", "expected": expected, "closed": pd.NaT})
    ahead = outlook.ahead(agenda.assign(announced=day), day, ["SRB"]).set_index("id")["state"]
    assert [*ahead.items()] == [("c", outlook.AHEAD), ("d", outlook.UNDATED), ("b", outlook.DUE)]


def test_a_row_concerns_each_of_its_codes_and_no_part_of_one():
    rows = pd.DataFrame({"concerns": ["RUS", "CHN;KFOR", None, "KFORX"]})
    assert outlook.concerning(rows, "KFOR").index.tolist() == [1]
    assert outlook.concerning(rows, "RUS").index.tolist() == [0]
    assert outlook.concerning(rows[2:3], "CHN").empty


def reported(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Reports of the share of GDP: report, edition, year."""
    frame = pd.DataFrame(rows, columns=["report", "edition", "year"])
    return frame.assign(iso3="ALB", indicator="NATO_DEFEXP_PCT_GDP", value=2.0, source="a")


def test_the_line_of_nato_is_that_of_its_newest_edition_with_a_series():
    old = [("nato_expenditure", "2019", 2018), ("nato_expenditure", "2019", 2019)]
    one_year = ("nato_expenditure", "2020-10", 2020)
    other = [("nato_annual_report", "2021-03", year) for year in (2019, 2020)]
    reports = reported(*old, one_year, *other)
    found = defence.nato_series(reports, "NATO_DEFEXP_PCT_GDP")
    assert found["year"].tolist() == [2018, 2019]
    refreshed = pd.concat(
        [reports, reported(*(("nato_expenditure", "2021-06", year) for year in (2019, 2021)))]
    )
    found = defence.nato_series(refreshed, "NATO_DEFEXP_PCT_GDP")
    assert (found["year"].tolist(), set(found["edition"])) == ([2019, 2021], {"2021-06"})
    assert defence.nato_series(reported(one_year), "NATO_DEFEXP_PCT_GDP").empty


def test_the_annual_reports_of_nato_stand_beside_its_newest_edition():
    old = [("nato_expenditure", "2025-08", year) for year in (2023, 2024)]
    new = [("nato_expenditure", "2026-07", year) for year in (2023, 2024)]
    annual = ("nato_annual_report", "2025-04", 2024)
    reports = reported(*old, *new, annual, ("not_stated", "2024", 2023)).assign(value=[1, 2, 3, 4, 5, 6])
    found = defence.told_by_nato(reports, "ALB", 2014)
    assert found[["told", "year", "value"]].to_numpy().tolist() == [
        [defence.ANNUAL, 2024, 5],
        [defence.NEWEST, 2023, 3],
        [defence.NEWEST, 2024, 4],
    ]
    assert defence.told_by_nato(reports, "MKD", 2014).empty


def test_a_register_covers_what_its_rows_say():
    rows = pd.DataFrame(
        {"register": ["gcdf", "press"], "register_from": [2000, None], "register_to": [2021, None]}
    )
    assert projects.covered(rows, "gcdf") == (2000, 2021)
    assert projects.covered(rows, "cgit") is None


def test_a_year_ends_on_its_last_day():
    dated = series.year_ends(pd.DataFrame({"iso3": ["SRB"], "year": [2019], "value": [1.0]}))
    assert dated["date"].tolist() == [pd.Timestamp("2019-12-31")]


def test_an_amount_is_written_with_its_unit_and_one_that_is_missing_is_not():
    rows = pd.DataFrame({"value": [63, None, 2745, 4], "unit": ["percent", "percent", "EUR million", None]})
    assert words.quantities(rows) == ["63 percent", None, "EUR 2.75 billion", "4"]


def test_counts_without_a_trial_say_nothing():
    assert proportions.interval(0, 0) == (0, 1)
    assert proportions.two_sided(0, 0, 0.5) == 1


def test_examples_of_proportions_hold():
    assert doctest.testmod(proportions).failed == 0


def test_an_unknown_kind_of_question_is_no_view_of_an_ally():
    polls = package.load("polls")
    views = opinion.views(polls, "SRB", {"ally": "ally", "enemy": "threat"})
    assert set(views["asks"]) == {"ally", "enemy"}
    assert set(views["kind"]) == {"ally", "threat"}


def test_ten_years_before_may_be_two_years_off_and_no_more():
    values = pd.DataFrame({"iso3": "SRB", "year": [2012, 2024], "value": [1.0, 2.0], "source": "x"})
    assert factors.now_and_before(values, "SRB")["year_before"].tolist() == [2012]
    values = values.replace({"year": {2012: 2010}})
    assert factors.now_and_before(values, "SRB")["value_before"].isna().all()
    assert factors.now_and_before(values, "ALB").empty


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(0.5, 10))
def test_labels_keep_their_distance_and_their_order(values, gap):
    places = grammar.spread(values, gap)
    ordered = [place for _, place in sorted(zip(values, places, strict=True), key=lambda pair: pair[0])]
    assert all(
        later - earlier >= gap - 1e-3
        for earlier, later in zip(sorted(places), sorted(places)[1:], strict=False)
    )
    assert sorted(ordered) == sorted(places)


@pytest.mark.parametrize(("top", "expected"), [(6.05, 8), (84, 100), (0.4, 1), (270, 300), (1400, 1500)])
def test_axes_end_on_round_numbers(top, expected):
    assert grammar.upper(top) == expected


def test_crude_oil_of_a_year_adds_up_to_all_of_it_and_small_origins_stand_together():
    found = energy.crude_by_origin(package.load("crude_imports"), "SRB", 10)
    assert found.groupby("year")["value"].sum().between(99.5, 100.5).all()
    assert {"RUS", "IRQ", energy.OTHER_ORIGINS} <= set(found["partner_iso3"])
    assert found[(found["partner_iso3"] == "RUS") & (found["year"] == 2024)].empty


def test_electricity_by_source_adds_up_and_leaves_out_imports_that_nobody_knows():
    mix = package.load("electricity_mix")
    found = energy.electricity_by_source(mix, 2015)
    assert found.groupby(["iso3", "year"])["share"].sum().between(99.5, 100.5).all()
    assert energy.of_electricity(mix, "BIH", "net_imports_share_electricity_demand").empty
    assert len(energy.of_electricity(mix, "SRB", "net_imports_share_electricity_demand")) == 11


def test_reported_exports_take_no_figure_from_a_partner_and_no_mean_of_two_years():
    found = economy.reported_exports(package.load("trade_partners"), ["SRB", "MKD"])
    assert set(found["iso3"]) == {"SRB"}
    assert set(found["source"]) == {"imf_imts_2025"}


def test_a_copy_of_a_data_set_gives_way_to_the_data_set_itself():
    trade = pd.DataFrame(
        [
            ["SRB", "DEU", "export", "reported", 2025, 12.5, "copy"],
            ["SRB", "RUS", "export", "reported", 2025, 2.8, "copy"],
            ["SRB", "DEU", "export", "reported", 2025, 12.4, "itself"],
            ["SRB", "DEU", "export", "national", 2025, 12.6, "copy"],
            ["SRB", "DEU", "export", "reported", 2024, 12.0, "copy"],
            ["SRB", "DEU", "export", "reported", 2025, 12.9, "press"],
        ],
        columns=["iso3", "partner_iso3", "flow", "basis", "date", "share_pct", "source"],
    ).assign(date_from=2020)
    sources = pd.DataFrame(
        [["copy", "dataset", "passing_on"], ["itself", "dataset", "primary"], ["press", "press", "reliable"]],
        columns=["key", "kind", "grade"],
    )
    assert economy.without_copies(trade, sources).index.tolist() == [2, 3, 4, 5]


def test_no_row_of_the_table_stands_beside_the_data_set_that_it_copies():
    trade = package.load("trade_partners")
    assert economy.without_copies(trade, package.published("sources")).equals(trade)


def test_national_shares_hold_years_of_which_all_partners_are_known():
    found = economy.national_shares(
        package.load("trade_partners"), "XKX", ["EU27", "CHN"], ["ask_ks_tab02_2026", "ask_ks_monthly_2026"]
    )
    assert (found.groupby("year").size() == 4).all()
    assert found["year"].agg(["min", "max"]).tolist() == [2010, 2025]


def test_periods_of_arms_end_with_the_register_and_not_with_the_edition():
    transfers = package.load("arms_transfers")
    register = int(transfers.loc[transfers["in_register"], "delivery_year"].max())
    assert arms.last_year(transfers, register + 3) == register
    assert arms.by_supplier(transfers, "SRB", 2000, register + 3)["period_end"].max() == register


def test_an_earlier_value_of_another_source_is_none_where_one_source_is_asked_for():
    values = pd.DataFrame(
        {"iso3": "SRB", "year": [2014, 2024], "value": [47.0, 41.0], "source": ["bcsp_2020", "ewb_iri_2025"]}
    )
    assert factors.now_and_before(values, "SRB")["value_before"].tolist() == [47.0]
    assert factors.now_and_before(values, "SRB", one_source=True)["value_before"].isna().all()
