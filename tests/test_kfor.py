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
from wb6.measures import kfor, register, unrest
from wb6.sections import kfor_page as base
from wb6.sections import register as told

EDITIONS = ("1998-12-31", "1999-12-31", "2004-12-31", "2012-12-31", "2016-12-31", "2020-12-31", NOW)
FIGURES = (
    "strength",
    "strength_lately",
    "two_lists",
    "largest_contributors",
    "partner_share",
    "nations",
    "us_share",
    "command",
    "unrest_beside_size",
    "before_and_after",
    "register",
    "killed_by_size",
    "region_in_kfor",
    "missions",
    "two_forces",
)
TABLES = (
    "legal_chain",
    "plans_table",
    "command_by_nation",
    "commanders",
    "incidents_table",
    "gravest_incidents",
    "contribution_table",
    "missions_table",
    "ksf_steps",
    "claims",
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
    carried_out = kfor.carried_out(page.plans())["closed"]
    assert carried_out.dt.year.tolist() == [2010, 2011]
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


def test_soldiers_in_kosovo_alone_are_no_size_of_the_force(page):
    strength = page.table("kfor_strength")
    assert kfor.inside(strength)["value"].tolist() == [36000, 41000, 40000]
    assert not kfor.counted(strength)["scope"].eq("in_kosovo").any()
    facts = page.facts()
    assert (facts["size_peak"].value, facts["size_inside"].value) == (49000, 41000)


def test_two_of_three_decided_cuts_came_about_and_one_of_the_press_is_none(page):
    plans = page.plans()
    assert plans["size_change"].tolist() == ["cut", "cut", "cut", "cut_discussed", "cut"]
    assert [page.facts()[name].value for name in ("plans_count", "plans_met")] == [3, 2]


def test_three_of_the_six_serve_in_kfor(page):
    assert set(page.figures_of(list(countries.WB6), 1999)["contributor_iso3"]) == {"ALB", "MKD", "MNE"}


# the test of unrest


def test_no_year_is_bridged_when_changes_are_computed():
    yearly = pd.DataFrame({"year": [2003, 2004, 2006], "value": [100.0, 50.0, 40.0]})
    assert unrest.changes(yearly)["year"].tolist() == [2004]


def test_growth_and_cuts_of_the_same_size_have_changes_of_the_same_size():
    yearly = pd.DataFrame({"year": [1, 2, 3], "value": [100.0, 200.0, 100.0]})
    assert unrest.changes(yearly)["change"].abs().nunique() == 1


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
    assert found["incidents"].sum() <= len(incidents)
    assert (found["casualties"] >= 10).all()
    assert (found["start"].diff().dropna().dt.days > 90).all()


@pytest.mark.parametrize("module", [base, told])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


# the register


def statements(*rows: tuple) -> pd.DataFrame:
    columns = [
        "incident",
        "group",
        "measure",
        "value",
        "value_max",
        "said_by",
        "accident",
        "several",
        "partial",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    day = pd.Timestamp("2020-01-01")
    return frame.assign(
        date=day, said_on=day, date_precision="day", place="P", what="W", source=frame["said_by"]
    )


def test_a_range_runs_from_the_lowest_to_the_highest_statement_and_nothing_is_added_up():
    told = statements(
        ("a", "soldiers", "hurt", 30, None, "KFOR", False, False, False),
        ("a", "soldiers", "hurt", 93, None, "NATO", False, False, False),
        ("a", "soldiers", "hurt", 10, 15, "BIRN", False, False, False),
        ("a", "civilians", "hurt", 52, None, "hospital", False, False, False),
    )
    found = register.ranges(register.counts(told)).set_index("group")
    assert found.loc["soldiers", ["low", "said_low", "high", "said_high", "statements"]].tolist() == [
        10,
        "BIRN",
        93,
        "NATO",
        3,
    ]
    assert found.loc["civilians", ["low", "high"]].tolist() == [52, 52]


def test_accidents_periods_and_parts_of_a_group_are_no_counts_of_an_incident():
    told = statements(
        ("a", "soldiers", "killed", 1, None, "KFOR", True, False, False),
        ("b", "civilians", "killed", 122, None, "KFOR", False, True, False),
        ("c", "soldiers", "hurt", 27, None, "MTI", False, False, True),
        ("d", "soldiers", "none", None, None, "NATO", False, False, False),
        ("e", "police", "hurt", 2, None, "Reuters", False, False, False),
    )
    assert register.counts(told)["incident"].tolist() == ["e"]


def test_statements_on_an_incident_agree_on_when_and_where_it_was():
    rows = package.load("kfor_incidents")
    for name in ("date", "place", "accident", "several"):
        assert rows.groupby("incident")[name].nunique(dropna=False).eq(1).all(), name


def test_what_was_said_later_is_not_known_before():
    early = chapter("2023-06-30").ranges()
    zvecan = early[(early["incident"] == "2023-05-29-zvecan") & (early["group"] == "soldiers")].iloc[0]
    late = chapter().ranges()
    later = late[(late["incident"] == "2023-05-29-zvecan") & (late["group"] == "soldiers")].iloc[0]
    assert zvecan["high"] <= later["high"] == 93


def test_bars_of_unrest_are_the_people_that_the_title_counts(page):
    by_year = unrest.by_year(page.unrest(), 1999, 2026)
    figure = page.unrest_beside_size()
    for count in (by_year["killed"].sum(), by_year["hurt"].sum()):
        assert f"{count:,}" in figure.title
    assert (by_year["killed"] + by_year["hurt"]).equals(by_year["casualties"])


def test_the_deadliest_incidents_stand_at_the_size_that_was_told_nearest_to_them(page):
    figure = page.killed_by_size()
    worst = figure.frame.sort_values("high").tail(3)
    assert worst["date"].dt.strftime("%Y-%m").tolist() == ["2001-02", "1999-07", "2004-03"]
    assert worst["size"].tolist() == [43000, 49000, 18000]
    assert figure.title == "The three deadliest incidents fell when KFOR had 18,000 soldiers or more"
    assert (figure.frame["high"] > 0).all()


def test_where_soldiers_were_hurt_since_the_riots_somebody_died_once(page):
    ranges = page.ranges()
    later = ranges[(ranges["date"] > "2004-03-17") & (ranges["high"] > 0)]
    hurt = set(later[(later["group"] == "soldiers") & (later["measure"] == "hurt")]["incident"])
    deadly = hurt & set(later[later["measure"] == "killed"]["incident"])
    assert deadly == {"2008-03-17-mitrovica-courthouse"}
    facts = page.facts()
    assert [facts[name].value for name in ("hurt_since", "hurt_deadly_since")] == [len(hurt), 1]


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


def test_what_was_allowed_is_no_count_of_soldiers(page):
    shown = page.largest_contributors().frame
    allowed = page.table("kfor_contributions").query("basis == 'ceiling'")["id"]
    assert len(allowed) >= 6
    assert set(shown[shown["id"].isin(allowed)]["kind"]) == {"planned or decided"}


def test_a_cut_that_was_announced_says_so_beside_its_date(page):
    steps = page.legal_chain().frame.set_index("step")["when"]
    (cut,) = (when for step, when in steps.items() if "phased, conditions-based cut" in step)
    assert cut == "12 June 2026 (announced)"
