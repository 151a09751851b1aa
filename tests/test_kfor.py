"""The chapter on KFOR: its figures agree with the record, in every edition, and its tests are honest."""

import doctest
import re

import pandas as pd
import pytest

from conftest import NOW, Kept, assert_tells_what_it_shows, contents, later_years, pages_on_the_six
from wb6.chapters import kfor as pages
from wb6.chapters.kfor import KforChapter
from wb6.data import countries, package
from wb6.data.edition import Edition
from wb6.errors import UsageError
from wb6.figures.tables import Card, Table
from wb6.measures import kfor, unrest
from wb6.sections import kfor_page as base

EDITIONS = ("1998-12-31", "1999-12-31", "2004-12-31", "2012-12-31", "2016-12-31", "2020-12-31", NOW)
FIGURES = (
    "strength",
    "strength_lately",
    "told_lately",
    "rival_figures",
    "two_lists",
    "lists_compared",
    "largest_contributors",
    "partner_share",
    "nations",
    "us_share",
    "command",
    "unrest_beside_size",
    "before_and_after",
    "lags",
    "region_in_kfor",
    "missions",
    "two_forces",
    "coverage",
)
TABLES = (
    "legal_chain",
    "plans_table",
    "command_by_nation",
    "commanders",
    "incidents_table",
    "contribution_table",
    "missions_table",
    "ksf_steps",
    "claims",
    "documents",
    "recent_record",
    "what_to_watch",
    "sources_used",
)
# Plans tell of years to come that were known on the day; numbers of rows look like years.
AHEAD = ("plans_table", "what_to_watch", "ksf_steps", "sources_used")
PLAN = re.compile(r"(?:for|by|end of) 20\d\d")


chapter = pages_on_the_six(KforChapter)


@pytest.fixture(scope="module")
def page() -> Kept:
    return chapter()


def sizes(*rows: tuple[str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["date", "value"])
    return frame.assign(date=pd.to_datetime(frame["date"]), date_precision="day", source="a")


# the record


def test_the_complete_lists_add_up_to_the_totals_that_their_sources_state(page):
    totals = page.complete_contingents().groupby("list")["troops"].sum()
    assert totals.to_dict() == {"2017": 4273, "2023": 4353}


def test_only_the_lists_of_2017_and_2023_are_complete(page):
    found = kfor.lists(page.table("kfor_contributions"), page.table("kfor_strength"))
    complete = found[found["complete"]]
    assert list(zip(complete["date"].dt.year, complete["nations"], strict=True)) == [(2017, 30), (2023, 27)]
    assert (found.loc[~found["complete"] & (found["date"].dt.year >= 2017), "share"] < 100).all()


def test_partners_of_the_list_of_2017_are_those_that_the_strength_table_counts(page):
    shares = kfor.partner_share(page.table("kfor_strength")).set_index("date")
    partners = ("ARM", "AUT", "CHE", "FIN", "IRL", "MDA", "SWE", "UKR")
    rows = page.complete_contingents()
    named = rows[(rows["list"] == "2017") & rows["contributor_iso3"].isin(partners)]
    assert named["troops"].sum() == shares.loc["2017-02-28", "troops"] == 871


def test_plans_are_no_sizes(page):
    planned = package.load("kfor_strength").query("basis == 'planned'")
    assert len(planned)
    assert not set(zip(planned["date"], planned["troops_total"], strict=True)) & set(
        zip(page.counted()["date"], page.counted()["value"], strict=True)
    )


def test_rival_figures_are_told_within_two_months_and_across_no_cut(page):
    spans = page.rivals()
    assert ((spans["end"] - spans["start"]).dt.days <= 60).all()
    carried_out = page.plans()["closed"].dropna()
    for span in spans.itertuples():
        assert not ((carried_out > span.start) & (carried_out <= span.end)).any()


def test_thirty_commanders_follow_each_other_without_a_gap(page):
    terms = page.terms()
    assert len(terms) == 30
    sure = terms["sure"] & terms["sure"].shift(-1, fill_value=False)
    gap = (terms["start"].shift(-1) - terms["end"]).dt.days
    assert gap[sure].abs().max() == 0
    assert terms["ongoing"].tolist() == [False] * 29 + [True]


def test_every_commander_has_a_nation(page):
    assert not package.load("kfor_commanders")["iso3"].isna().any()
    assert page.terms().groupby("iso3").size().to_dict()["ITA"] == 14


def test_a_size_says_whether_reserves_are_counted_only_where_its_source_does():
    scope = package.load("kfor_strength")["scope"].dropna()
    assert set(scope) == {"with_reserves", "without_reserves", "with_civilians", "with_support_outside"}


def test_three_of_the_six_serve_in_kfor(page):
    assert set(page.figures_of(list(countries.WB6), 1999)["contributor_iso3"]) == {"ALB", "MKD", "MNE"}


# the test of unrest


def test_no_year_is_bridged_when_changes_are_computed():
    yearly = pd.DataFrame({"year": [2003, 2004, 2006], "value": [100.0, 50.0, 40.0]})
    assert unrest.changes(yearly)["year"].tolist() == [2004]


def test_growth_and_cuts_of_the_same_size_have_changes_of_the_same_size():
    yearly = pd.DataFrame({"year": [1, 2, 3], "value": [100.0, 200.0, 100.0]})
    assert unrest.changes(yearly)["change"].abs().nunique() == 1


def test_a_size_that_follows_unrest_by_a_year_shows_at_a_shift_of_one_year():
    casualties = [0, 5, 1, 9, 2, 7, 3, 8, 4, 6, 0, 5]
    years = range(2000, 2012)
    by_year = pd.DataFrame({"year": years, "casualties": casualties})
    change = pd.DataFrame({"year": [year + 1 for year in years], "change": [float(n) for n in casualties]})
    tested = unrest.lagged(change, by_year, "casualties", [0, 1]).set_index("lag")
    assert tested.loc[1, "rho"] == pytest.approx(1)
    assert tested.loc[1, "low"] > 0
    assert tested.loc[1, "n"] == 12
    assert tested.loc[0, "rho"] < 0.5


def test_an_interval_narrows_with_the_number_of_observations():
    few, many = unrest.spearman_interval(0.3, 10), unrest.spearman_interval(0.3, 200)
    assert few[0] < many[0] < 0.3 < many[1] < few[1]


def test_nothing_can_be_told_from_the_years_of_kfor(page):
    tested = page.lag_tests()
    assert len(tested) == 14
    assert ((tested["low"] <= 0) & (tested["high"] >= 0)).all()
    assert page.facts()["lag_away"].value == 0


def test_a_median_before_and_after_takes_only_figures_of_its_year():
    found = pd.DataFrame({"start": [pd.Timestamp("2020-01-01")], "end": [pd.Timestamp("2020-02-01")]})
    figures = sizes(("2018-06-01", 10), ("2019-06-01", 20), ("2020-06-01", 30), ("2022-06-01", 99))
    around = unrest.around(found, figures).iloc[0]
    assert (around["earlier"], around["before"], around["after"]) == (10, 20, 30)
    assert around["change_after"] == pytest.approx(50)


def test_incidents_close_in_time_are_one_episode_and_second_counts_none(page):
    incidents = page.unrest()
    assert incidents["id"].is_unique
    assert not incidents["title"].str.contains("[Ss]ame").any()
    found = unrest.episodes(incidents)
    assert found["incidents"].tolist() == [1, 1, 1, 1, 1, 2, 2, 1]


@pytest.mark.parametrize("module", [unrest, base])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


# the page


@pytest.mark.slow
@pytest.mark.parametrize("as_of", EDITIONS)
def test_kfor_in_any_edition_runs_and_shows_nothing_later(as_of):
    page = chapter(as_of)
    for name in (*FIGURES, *TABLES):
        if name not in AHEAD:
            assert not later_years(shown(getattr(page, name)()), as_of), name
    assert isinstance(page.at_a_glance(), Card)
    for fact in page.facts().values():
        assert not fact.day or fact.day <= as_of, fact


@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("name", AHEAD)
def test_a_table_of_plans_or_rows_runs_in_any_edition(as_of, name):
    assert isinstance(getattr(chapter(as_of), name)(), Table)


def shown(section) -> str:
    """What a figure or a table shows, its sources apart, and plans that a figure tells of."""
    text = contents(section, {"source", "label"})
    return text if isinstance(section, Table) else PLAN.sub("", text)


@pytest.mark.slow
def test_the_facts_have_the_same_names_in_every_edition():
    names = [set(chapter(as_of).facts()) for as_of in EDITIONS]
    assert all(found == names[0] for found in names)


def test_the_edition_of_2016_knows_no_complete_list_and_says_so():
    page = chapter("2016-12-31")
    assert not page.facts()["largest_contributor"].known
    subtitle = page.two_lists().subtitle
    assert subtitle == "The edition of 31 December 2016 holds no complete list of contingents."


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_kfor_says_what_it_shows_and_uses_colours_with_a_dark_form(page, name):
    assert_tells_what_it_shows(getattr(page, name)())


@pytest.mark.slow
def test_figures_and_tables_have_names_of_their_own(page):
    names = [getattr(page, name)().name for name in FIGURES]
    names += [getattr(page, name)().name for name in TABLES]
    assert len(names) == len(set(names))


def test_each_step_of_the_legal_chain_is_a_row_of_the_record():
    from wb6.sections.mandate import CHAIN

    for table, identifier, _, _ in CHAIN:
        assert (package.load(table)["id"] == identifier).sum() == 1, identifier


def test_the_claims_on_the_page_name_kfor_or_are_filed_under_it(page):
    claims = page.claims_on_subject()
    assert {"S0-KFR-01", "S2-KFR-01", "S3-KFR-03", "S4-KFR-01"} <= set(claims["claim_id"])
    assert not (claims["topic"].ne("kfor") & ~claims["actors"].fillna("").str.contains("KFOR")).any()


def test_the_claim_of_4500_soldiers_holds_by_the_counts_of_others(page):
    rows = {row[0]: row for row in page.claims().rows}
    assert rows["S3-KFR-03"][3:5] == ("holds", "holds")


def test_an_unknown_country_is_refused():
    with pytest.raises(UsageError, match="unknown country 'XYZ'"):
        KforChapter(NOW, 1999, ["XYZ"])


def test_the_size_on_the_card_is_the_range_of_the_newest_figures(page):
    standing = {standing.fact.name: standing for standing in page.at_a_glance().standings}["size"]
    assert standing.fact.text == "4,500 to 4,767 soldiers"
    assert standing.spark[0][0] == 1999
    assert pages.KforChapter is KforChapter
    assert Edition(NOW).day >= page.counted()["date"].max()
