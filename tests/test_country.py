"""The country chapter in any edition: it runs, it says what it does not know, it shows nothing later."""

import json
import re
from functools import cache

import pandas as pd
import pytest

from conftest import DAY_OF_NOW, NOW, Kept, is_member
from wb6.chapters.country import CountryChapter
from wb6.data import countries
from wb6.data.facts import Fact
from wb6.errors import UsageError
from wb6.figures.tables import Card, Table
from wb6.pipeline.kernels import running
from wb6.pipeline.notebook import CHART
from wb6.pipeline.run import run_chapter

SECTIONS = (
    "at_a_glance",
    "road_to_nato_and_eu",
    "pace_of_integration",
    "steps_compared",
    "pace_to_eu",
    "recognition",
    "negotiation_chapters",
    "referendums",
    "defence_effort",
    "real_spending",
    "publishers_compared",
    "nato_revised",
    "spending_by_purpose",
    "forces_at_home",
    "peacekeeping_over_time",
    "peacekeeping_by_mission",
    "deployments",
    "kfor_contribution",
    "strategic_documents",
    "missions_hosted",
    "unrest_and_force",
    "size_of_force",
    "host_force_for_each_member",
    "force_milestones",
    "incidents",
    "channels",
    "votes_with_powers",
    "position_in_votes",
    "votes_on_ukraine",
    "alignment_with_eu_policy",
    "trade_by_partner",
    "trade_as_published",
    "arms_suppliers",
    "arms_by_year",
    "exercises",
    "electricity_by_source",
    "exports_by_destination",
    "trade_by_national_statistics",
    "crude_by_origin",
    "printed_shares",
    "russian_gas",
    "gas_in_energy_supply",
    "gas_compared",
    "russian_presence",
    "sanctions_on_russia",
    "creditors",
    "debt_and_creditors",
    "chinese_loans",
    "chinese_projects",
    "investors",
    "opinion_on_nato",
    "opinion_on_eu",
    "opinion_within",
    "allies_and_threats",
    "goal_and_price",
    "democracy",
    "corruption",
    "factors",
    "claims",
    "errors_in_texts",
    "what_to_watch",
    "sources_used",
)
FORCE = "Kosovo Security Force"
HOSTED = ("IFOR", "SFOR", "EUFOR Althea", "KFOR", "EULEX")
ARGUMENTS = {
    "missions_hosted": (HOSTED,),
    "unrest_and_force": (HOSTED,),
    "size_of_force": (FORCE,),
    "host_force_for_each_member": (FORCE,),
    "opinion_within": ("Republika Srpska", "NATO", "nato_support_rs"),
}
# Plans, and claims about the future, name days ahead.
WITH_PLANS = {"what_to_watch", "claims", "strategic_documents", "size_of_force", "force_milestones"}
EDITIONS = ("2004-12-31", "2012-12-31", "2016-12-31", "2020-12-31", NOW)


@cache
def country(iso3: str, as_of: str = NOW) -> Kept:
    """The page on a country."""
    return Kept(CountryChapter(iso3, as_of, 1999, ["HRV", "BGR"]))


def shown_by(page: Kept) -> dict[str, str]:
    """What each section shows, sources and plans apart, as text."""
    shown = {}
    for name in SECTIONS:
        if name in WITH_PLANS:
            continue
        section = getattr(page, name)(*ARGUMENTS.get(name, ()))
        if isinstance(section, Table):
            content = {"rows": section.rows, "title": section.title, "subtitle": section.subtitle}
        elif isinstance(section, Card):
            content = [
                {key: fact[key] for key in ("text", "date", "day", "spark")}
                for fact in section.as_json()["facts"]
            ]
        else:
            spec = section.to_dict()
            meta = spec["usermeta"]["wb6"]
            rows = [
                {key: value for key, value in row.items() if key != "source"}
                for data in spec["datasets"].values()
                for row in data
            ]
            content = {"rows": rows, **{key: meta[key] for key in ("title", "subtitle", "alt")}}
        shown[name] = json.dumps(content, ensure_ascii=False)
    return shown


@pytest.mark.slow
@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("iso3", countries.WB6)
def test_a_country_in_any_edition_shows_nothing_later(iso3, as_of):
    page = country(iso3, as_of)
    last = int(as_of[:4])
    for name, text in shown_by(page).items():
        text = text.replace("2024 prices", "").replace("2020–24", "2020")
        years = {int(year) for year in re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d.])", text)}
        assert not {year for year in years if last < year < 2050}, name
    for fact in page.facts().values():
        assert not fact.day or fact.day <= as_of, fact


@pytest.mark.slow
@pytest.mark.parametrize("iso3", countries.WB6)
def test_the_facts_of_a_country_have_the_same_names_in_every_edition(iso3):
    names = [set(country(iso3, as_of).facts()) for as_of in EDITIONS]
    assert all(found == names[0] for found in names)


def test_what_an_edition_does_not_know_it_says():
    facts = country("SRB", "2004-12-31").facts()
    assert facts["nato_ipap"] == Fact(
        name="nato_ipap", label=facts["nato_ipap"].label, text="not known in this edition"
    )
    figure = country("XKX", "2004-12-31").defence_effort()
    assert figure.is_empty
    assert figure.subtitle == "The edition of 31 December 2004 holds no defence spending by SIPRI for Kosovo."


def test_a_chapter_after_the_end_of_the_data_says_where_they_end():
    banner = country("SRB", "2030-01-01").edition_banner()
    assert f"The data end on {DAY_OF_NOW}; nothing later is known." in banner.text


def test_the_committed_edition_has_no_banner():
    assert country("SRB").edition_banner() is None


def test_the_newest_defence_share_of_serbia_is_that_of_sipri():
    fact = country("SRB").facts()["milex_share"]
    assert (fact.text, fact.date, fact.sources) == ("2.76 percent", "2025", ("sipri_milex_2026",))


def test_a_fact_of_a_row_that_does_not_exist_is_refused():
    page = country("SRB")
    with pytest.raises(UsageError, match="fact speed: 0 rows of polls where"):
        page.quote(speed=("polls", "no-such-poll", "percent"))


def test_the_rank_in_the_card_counts_from_the_highest():
    card = country("SRB").at_a_glance()
    ranks = {standing.fact.name: standing.rank for standing in card.standings}
    assert ranks["milex_share"] == "1st of 6"
    assert ranks["cfsp_rate"].startswith("5th of 5")
    assert ranks["nato_for"] == ""


def test_sparklines_are_as_long_as_their_series():
    card = country("SRB", "2012-12-31").at_a_glance()
    years = [year for standing in card.standings for year, _ in standing.spark]
    assert max(years) <= 2012
    assert pd.Series(years).min() >= 1990


@pytest.mark.parametrize("as_of", EDITIONS)
def test_a_force_is_shown_with_no_count_of_a_later_day(as_of):
    spec = country("XKX", as_of).size_of_force(FORCE).to_dict()
    days = [row["date"] for rows in spec["datasets"].values() for row in rows if "date" in row]
    assert all(day <= as_of for day in days)


@pytest.mark.parametrize("section", ["size_of_force", "host_force_for_each_member"])
def test_a_count_known_by_its_year_stands_within_that_year(section):
    spec = getattr(country("XKX"), section)(FORCE).to_dict()
    points = [row for rows in spec["datasets"].values() for row in rows if "date" in row]
    by_year = {row["when"]: row["date"][:10] for row in points if len(row["when"]) == 4}
    assert by_year["2009"] == "2009-07-01"
    assert all(day == f"{year}-07-01" for year, day in by_year.items())


def test_kosovo_is_recognised_by_all_but_four_allies_and_five_members_of_the_eu():
    facts = country("XKX").facts()
    counted = [
        facts[name].text for name in ("recognised_nato", "members_nato", "recognised_eu", "members_eu")
    ]
    assert counted == ["28", "32", "22", "27"]


def test_who_recognises_is_known_before_who_is_a_member():
    page = country("XKX", "2012-12-31")
    assert not page.facts()["recognised_nato"].known
    rows = [row for rows in page.recognition().to_dict()["datasets"].values() for row in rows]
    assert {row["membership"] for row in rows} == {"not known on this day"}


def test_a_plan_under_a_condition_counts_from_the_day_it_was_put_in_force():
    years = country("BIH").pace_of_integration().to_dict()["datasets"]
    own = [row for rows in years.values() for row in rows if row["iso3"] == "BIH"]
    assert [(row["step"], row["years"]) for row in own] == [
        ("Action plan (IPAP)", 1.2),
        ("Membership Action Plan", 12.0),
    ]


def test_a_step_taken_again_has_a_last_date_beside_its_first():
    facts = country("BIH").facts()
    assert facts["nato_reform_programme"].day < facts["nato_reform_programme_last"].day
    assert country("BIH", "2020-12-31").facts()["nato_reform_programme_last"].day == "2019-12-23"
    assert facts["nato_member_last"].text == "not known in this edition"


def test_numbers_of_recognitions_stand_as_each_side_counts_them():
    page = country("XKX")
    table, facts = page.claimed_recognitions(), page.facts()
    assert (facts["recognitions_kosovo"].value, facts["recognitions_serbia"].value) == (121, 84)
    assert table.title == "States that recognise Kosovo: Kosovo counts 121 (2025) and Serbia counts 84 (2023)"
    assert [row[0] for row in table.rows][:2] == ["19 December 2025", "29 October 2025"]
    before = country("XKX", "2013-12-31")
    assert not before.claimed_recognitions().rows
    assert before.facts()["recognitions_kosovo"].text == "not known in this edition"
    assert not country("SRB").claimed_recognitions().rows


def test_a_table_about_one_country_has_no_rows_on_another():
    assert len(country("XKX").table_on_country("kosovo_recognition"))
    assert country("SRB").table_on_country("kosovo_recognition").empty


def test_the_remark_on_a_name_stands_where_a_country_has_one():
    remarks = {iso3: country(iso3).designation() for iso3 in countries.WB6}
    assert [iso3 for iso3, remark in remarks.items() if remark] == ["XKX"]
    assert "without prejudice to positions on status" in remarks["XKX"].text


def test_a_slot_of_the_card_without_a_value_shows_another_indicator():
    card = country("XKX").at_a_glance()
    shown = [standing.fact.name for standing in card.standings if standing.fact.known]
    assert {"hosted_troops", "allies_without_recognition"} <= set(shown)
    assert "un_personnel" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("iso3", countries.WB6)
def test_status_and_membership_are_those_of_the_day(iso3, as_of):
    joined = {"ALB": "2009-04-01", "MNE": "2017-06-05", "MKD": "2020-03-27"}
    page = country(iso3, as_of)
    member = iso3 in joined and joined[iso3] <= as_of
    assert is_member(page.steps(iso3), iso3) == member
    assert (page.facts()["nato_status"].text == "Member") == member
    assert f"and NATO: {'member since' if member else ''}" in page.road_to_nato_and_eu().title


@pytest.fixture(scope="module")
def kernels():
    """Kernels that run one chapter after another."""
    with running() as started:
        yield started


@pytest.mark.slow
@pytest.mark.parametrize("iso3", ["HRV", "SVN", "BGR", "ROU", "GRC", "HUN"])
def test_the_template_shows_a_country_beyond_the_six(iso3, tmp_path, kernels):
    executed = run_chapter("country", {"country": iso3}, tmp_path / f"{iso3}.ipynb", kernels=kernels)
    shown = [output for cell in executed["cells"] for output in cell.get("outputs", [])]
    titles = [
        output["data"][CHART]["usermeta"]["wb6"]["title"]
        for output in shown
        if CHART in output.get("data", {})
    ]
    assert len(titles) >= 20
    assert any(countries.name(iso3) in title and "member since" in title for title in titles)


def test_the_ties_with_outside_powers_stand_beside_the_range_of_the_six():
    table = country("SRB").channels()
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["UN votes as Russia"] == ("69.0 (2025)", "63.4", "57.7 to 69.0")
    assert table.title.startswith("Serbia is the highest of the six on five of 11 measures")
    assert country("MNE", "2004-12-31").channels().title.startswith("0 of 11 measures")


def test_the_highest_russian_share_of_arms_is_that_of_a_period_with_weight_and_the_last_year_is_told():
    facts = country("SRB").facts()
    assert (facts["arms_rus_high"].value, facts["arms_rus_high"].date) == (85.5, "2015–19")
    assert facts["arms_rus_last"].text == "2021"
    assert country("ALB").facts()["arms_rus_high"].value is None


def test_a_size_of_the_forces_that_a_source_repeats_is_one_row():
    rows = [row[:3] for row in country("SRB").forces_at_home().rows]
    assert rows[0] == ("2021–2025", "active", "25,000")
    assert ("2020", "active", "20,000") in rows
    assert sum(row[2] == "25,000" for row in rows) == 2


def test_the_table_of_steps_counts_such_a_plan_from_the_same_day():
    rows = country("BIH").steps_compared().rows
    plan = next(row for row in rows if row[0] == "Membership Action Plan")
    assert plan[2] == "5 Dec 2018"


def test_a_line_breaks_where_a_state_cast_no_votes():
    spec = country("SRB").position_in_votes().to_dict()
    points = [row for rows in spec["datasets"].values() for row in rows if row.get("iso3") == "SRB"]
    stretches = {row["year"]: row["stretch"] for row in points}
    assert stretches[1992] != stretches[2000]


def test_a_document_that_was_only_drafted_or_planned_says_so_beside_its_date():
    documents = country("MNE").strategic_documents().frame.set_index("id")["when"]
    assert documents["mne-2019-defence-strategy"] == "7 March 2019 (draft)"
    assert documents["mne-2016-long-term-defence-development-plan"] == "19 February 2016"
    assert country("MKD").strategic_documents().frame["when"].str.endswith("(planned)").sum() == 1
