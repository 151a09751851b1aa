"""Facts about the data package that the book relies on."""

import re

import pandas as pd
import pytest

from wb6.data import countries, folders, package
from wb6.errors import DataError, UsageError

WB6 = set(countries.WB6)


def test_the_package_holds_more_than_thirty_thousand_sourced_rows():
    rows = {name: package.resource(name)["rows"] for name in package.table_names()}
    assert sum(rows.values()) > 30_000
    for name, count in rows.items():
        assert len(package.published(name)) == count, name


def test_the_readme_of_the_data_counts_the_rows_of_each_table_once_and_right():
    text = (folders.data_dir() / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"(?m)^\| `(\w+)` \| ([\d,]+) \|", text))
    assert told == {name: f"{package.resource(name)['rows']:,}" for name in package.table_names()}
    assert re.findall(r"`\w+` \([\d,]+(?: rows)?\)", text) == []


def test_every_dated_table_declares_the_field_that_dates_its_rows():
    reference = {name for name in package.table_names() if package.resource(name)["asOf"] is None}
    assert reference == {
        "claim_codings",
        "coasts_borders",
        "corrections",
        "countries",
        "coverage",
        "disagreements",
        "document_codings",
        "errata",
        "exceptions",
        "factors",
        "framing",
        "geography",
        "indicator_definitions",
        "indicators_catalogue",
        "milestone_codes",
        "objections",
        "outside_lists",
        "seed_coverage",
        "sources",
    }


@pytest.mark.parametrize(
    "name", ["indicators", "democracy", "polls", "nato_milestones", "eu_milestones", "agenda"]
)
def test_all_six_countries_are_in_the_tables_that_compare_them(name):
    assert set(package.published(name)["iso3"]) >= WB6


def test_kosovo_is_missing_only_where_the_body_that_counts_has_no_row_for_it():
    without = {
        name
        for name in package.table_names()
        if (present := set(package.resource(name)["countries"])) >= WB6 - {"XKX"} and "XKX" not in present
    }
    no_member_of_the_un = {
        "ideal_points",
        "positions_on_china",
        "un_agreement",
        "un_cosine",
        "un_peacekeeping",
        "un_ukraine_votes",
        "un_us_coincidence",
        "un_vote_counts",
    }
    no_candidate_of_the_eu = {"cfsp_alignment"}
    not_a_recogniser_of_itself = {"kosovo_recognition"}
    no_project_found = {"china_projects"}
    no_contact_found = {"china_contacts"}
    not_in_the_format = {"china_format"}
    assert without <= set.union(
        no_member_of_the_un,
        no_candidate_of_the_eu,
        not_a_recogniser_of_itself,
        no_project_found,
        no_contact_found,
        not_in_the_format,
    )


@pytest.mark.parametrize(
    ("iso3", "day"),
    [("GRC", "1952-02-18"), ("ALB", "2009-04-01"), ("MNE", "2017-06-05"), ("MKD", "2020-03-27")],
)
def test_members_joined_nato_on_the_day_on_record(iso3, day):
    steps = package.load("nato_milestones")
    joined = steps[(steps["iso3"] == iso3) & (steps["code"] == "member")]
    assert joined["date"].dt.strftime("%Y-%m-%d").tolist() == [day]


def test_a_correction_replaces_the_printed_figure():
    ledger = package.published("corrections")
    entry = ledger[(ledger["table"] == "referendums") & (ledger["field"] == "votes")].iloc[0]
    printed = package.published("referendums")
    corrected = package.load("referendums")
    changed = printed["votes"].fillna(-1) != corrected["votes"].fillna(-1)
    assert printed.loc[changed, "votes"].tolist() == [int(entry["expected"])]
    assert corrected.loc[changed, "votes"].tolist() == [int(entry["corrected"])]


def test_a_correction_fails_once_the_publisher_has_mended_the_error(data_copy):
    file = data_copy / "corrections.csv"
    text = file.read_text(encoding="utf-8")
    assert ",19221," in text
    file.write_text(text.replace(",19221,", ",19222,"), encoding="utf-8")
    with pytest.raises(DataError, match=r"expects referendums.votes = 19222"):
        package.load("referendums")


def test_a_table_that_does_not_exist_is_refused_by_name():
    with pytest.raises(UsageError, match=r"unknown table 'atlantis'; tables are agenda, "):
        package.load("atlantis")


def test_text_in_a_number_is_named_with_its_table(data_copy):
    file = data_copy / "kfor_strength.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    cells = lines[1].split(",")
    cells[header.index("troops_total")] = "many"
    file.write_text("\n".join([lines[0], ",".join(cells), *lines[2:], ""]), encoding="utf-8")
    with pytest.raises(
        DataError, match="table kfor_strength, row 2, field troops_total: 'many' is no integer"
    ):
        package.load("kfor_strength")


def test_values_keep_the_text_of_the_files():
    frame = package.published("geography")
    raw = pd.read_csv(package.data_dir() / "geography.csv", dtype=str, keep_default_na=False)
    assert package.as_text(frame["lat"]).astype(float).tolist() == raw["lat"].astype(float).tolist()
    assert package.as_text(frame["name"]).tolist() == raw["name"].tolist()


def test_only_whole_numbers_that_may_be_missing_have_a_mask():
    polls, trade = package.load("polls"), package.load("trade_partners")
    assert polls["sample_size"].dtype == "Int64"
    assert polls["sample_size"].isna().any()
    assert trade["year"].dtype == "int64"
    assert all(isinstance(text, str) for text in trade["source"])


@pytest.mark.parametrize("alias", ["XKX", "xk", "KOS", "KSV", "-99", "XKS"])
def test_kosovo_is_found_by_every_code_in_use(alias):
    assert countries.resolve(alias) == "XKX"


def test_an_unknown_country_is_answered_with_the_valid_codes():
    with pytest.raises(UsageError, match=r"unknown country 'ATL'.*ALB, BIH, XKX, MNE, MKD, SRB"):
        countries.resolve("ATL")


def test_a_planned_cut_names_a_mission_and_what_came_of_it_is_known_when_it_is_closed():
    agenda = package.published("agenda")
    cuts = agenda[agenda["size_change"].notna()]
    assert set(cuts["kind"]) == {"mission"}
    assert agenda.loc[agenda["size"].notna() | agenda["outcome_size"].notna(), "size_change"].notna().all()
    assert agenda.loc[agenda["outcome_size"].notna(), "closed"].notna().all()


def test_every_question_on_allies_and_threats_says_what_it_asks_for():
    polls = package.published("polls")
    asked = polls[polls["topic_code"] == "ally_or_threat"]
    assert asked["asks"].notna().all()
    assert asked.groupby("topic")["asks"].nunique().max() == 1
    assert polls.loc[polls["power_iso3"].notna(), "asks"].notna().all()
    assert set(polls.loc[polls["asks"].notna(), "topic_code"]) == {"ally_or_threat", "powers_view"}


def test_the_state_of_a_project_is_told_where_its_words_are():
    projects = package.published("china_projects")
    assert (projects["later_state"].notna() == projects["later_status"].notna()).all()


def test_a_register_has_one_period_and_its_rows_lie_in_it():
    projects = package.published("china_projects")
    covered = projects[projects["register_to"].notna()]
    periods = covered[["register", "register_from", "register_to"]].drop_duplicates()
    assert sorted(periods["register"]) == ["cgit", "gcdf"]
    assert (projects.loc[projects["register"] == "gcdf", "register_to"].notna()).all()
    years = covered["date"].dt.year
    assert (years <= covered["register_to"]).all()
    assert (years >= covered["register_from"].fillna(years)).all()


def test_an_edition_of_the_report_of_nato_is_a_year_or_a_month():
    reports = package.published("defence_reports")
    editions = reports.loc[reports["report"] == "nato_expenditure", "edition"]
    assert editions.str.fullmatch(r"[0-9]{4}(-[0-9]{2})?").all()
