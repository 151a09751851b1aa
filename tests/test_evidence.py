"""The page on evidence, and what it counts: second readings, grades and errors."""

import json
import re
from pathlib import Path

import data_fixtures
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from conftest import change_rows
from wb6.book import evidence, grounds, rows
from wb6.book.page import render
from wb6.data import countries, package, readings
from wb6.data.checks import check_package
from wb6.data.edition import Edition
from wb6.data.facts import Cell, from_row
from wb6.measures import alignment, economy
from wb6.sections import votes
from wb6.sections.russia_page import RussiaPage

ROWS = "iso3,year,value,source,verified,verified_by\n"


@pytest.fixture
def read_twice(tmp_path, monkeypatch):
    """Writes the table `yearly` of the small package with the fields of second readings, and reads it."""
    folder = data_fixtures.write(tmp_path / "small")
    monkeypatch.setenv("WB6_DATA", str(folder))
    descriptor = data_fixtures.descriptor()
    (table,) = (one for one in descriptor["resources"] if one["name"] == "yearly")
    table["schema"]["fields"] += [
        {
            "name": readings.DAY,
            "type": "date",
            "reading": True,
            "constraints": {"minimum": "2026-01-01", "maximum": "2060-12-31"},
        },
        {"name": readings.SOURCE, "type": "string"},
    ]
    key = {"fields": readings.SOURCE, "reference": {"resource": "sources", "fields": "key"}}
    table["schema"]["foreignKeys"].append(key)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")

    def write(*endings: str) -> Path:
        lines = ("ALB,2019,1.5,nato", "ALB,2020,1.25,nato", "SRB,2020,2,iso")
        text = "".join(f"{line},{end}\n" for line, end in zip(lines, endings, strict=True))
        (folder / "yearly.csv").write_text(ROWS + text, encoding="utf-8")
        package.forget()
        return folder

    return write


def test_a_second_reading_has_a_day_and_a_source_that_exists(read_twice):
    read_twice("2026-11-30,iso", ",", "2026-11-30,iso")
    assert check_package() == []
    read_twice("2026-11-30,iso", ",", "2026-11-30,nobody")
    (unknown,) = check_package()
    assert str(unknown).startswith("table yearly, row 4")
    read_twice("2026-11-30,", ",iso", ",")
    missing = "the row was read again, and either the day or the source is missing (rule: second reading)"
    assert [str(problem) for problem in check_package()] == [
        f"table yearly, row 2, field verified_by: {missing}",
        f"table yearly, row 3, field verified: {missing}",
    ]


def test_a_second_reading_may_come_after_the_edition_and_an_event_may_not(read_twice):
    read_twice("2026-11-30,iso", ",", ",")
    assert check_package() == []


def test_a_member_of_an_outside_list_that_its_table_lacks_is_found(data_copy):
    def another(row):
        return row | {"iso3": "HRV"} if (row["list"], row["iso3"]) == ("ipap", "MNE") else row

    change_rows(data_copy, "outside_lists", another)
    assert [problem.message for problem in check_package()] == [
        "HRV of the list ipap has no row in nato_milestones"
    ]


def test_a_member_that_is_called_out_of_scope_must_not_be_there(data_copy):
    change_rows(data_copy, "outside_lists", lambda row: row | {"out_of_scope": "not ours"})
    messages = {problem.message for problem in check_package()}
    assert "SRB of the list ipap has a row all the same" in messages


def test_a_row_names_the_source_that_put_it_right(data_copy):
    change_rows(
        data_copy,
        "nato_milestones",
        lambda row: row | {"source_2": ""} if (row["iso3"], row["code"]) == ("FIN", "member") else row,
    )
    (problem,) = check_package()
    assert problem.message.startswith("forbesindia_fin_2023 decided date of nato_milestones where iso3=FIN")


def test_a_page_of_the_press_stands_under_one_key(data_copy):
    pages = package.published("sources").query("kind == 'press'")
    first, other = pages["key"].iloc[0], pages["key"].iloc[1]
    same = pages.set_index("key").loc[first, ["url", "year"]].to_dict()
    change_rows(data_copy, "sources", lambda row: row | same if row["key"] == other else row)
    assert f"{other} is the page of {first}" in [problem.message for problem in check_package()]


@pytest.fixture
def a_row():
    """The first row of the polls that was entered by hand, as text."""
    frame = package.published("polls").apply(package.as_text)
    return frame.iloc[0].to_dict()


def test_a_row_entered_by_hand_is_read_once_until_somebody_else_found_the_same(a_row):
    once = a_row | {readings.DAY: "", readings.SOURCE: ""}
    assert readings.is_read_once("polls", once)
    assert not readings.is_read_once("polls", once | {readings.DAY: "2026-11-30"})


def test_rows_of_data_sets_and_of_tables_by_programs_need_no_second_reading(a_row):
    sources = package.published("sources").set_index("key")["kind"]
    data_set = sources[sources == readings.DATA_SET].index[0]
    assert not readings.is_read_once("polls", a_row | {readings.DAY: "", "source": data_set})
    assert "indicators" not in readings.tables()
    assert not readings.is_read_once("indicators", {"source": "nobody"})


def test_counts_by_table_agree_with_the_tables():
    counted = evidence.by_table().set_index("table")
    assert list(counted.index) == readings.tables()
    grades = counted[["primary", "reliable", "passing_on", "party"]].sum(axis=1)
    assert (counted["read"] <= counted["entered"]).all()
    assert (counted["entered"] <= counted["rows"]).all()
    # Distances are computed from places; such rows name no source.
    assert (grades <= counted["rows"]).all()
    assert grades["polls"] == counted["rows"]["polls"] == len(package.published("polls"))


def test_every_error_found_is_listed_with_its_day_and_what_decided():
    listed = evidence.errata()
    ledger = package.published("errata")
    assert {entry["id"] for entries in listed.values() for entry in entries} == {*ledger["id"]}
    known = {*package.table_names()}
    assert {*listed} <= known
    assert all(entry["day"] for entries in listed.values() for entry in entries)


def test_an_entry_of_the_errata_shows_both_values_and_escapes_them():
    entry = {
        "id": "x",
        "row": "id=x",
        "field": "value",
        "was": "<b>1</b>",
        "became": "2",
        "reason": "Misread.",
        "decided_by": "nato",
        "day": "30 November 2026",
    }
    html = render(
        "errata.html",
        entries=[entry, entry | {"id": "y", "field": "", "decided_by": ""}],
        linked=lambda text: text,
        source=lambda keys: [{"href": f"#{key}", "label": key} for key in keys],
    )
    mended, withdrawn = BeautifulSoup(html, "html.parser").select("li")
    assert (mended.find("del").text, mended.ins.text, mended.a["href"]) == ("<b>1</b>", "2", "#nato")
    assert "withdrawn" in withdrawn.text
    assert withdrawn.a is None


def test_the_popover_of_a_number_that_was_read_once_says_so():
    frame = package.published("kfor_strength")
    unread = frame[frame[readings.DAY].isna() & ~frame["source"].isin(_data_sets())].iloc[-1]
    key = {"date": unread["date"].strftime("%Y-%m-%d"), "basis": unread["basis"], "source": unread["source"]}
    fact = from_row(Edition(), "troops", Cell("kfor_strength", key, "troops_total"))
    row = rows.row_of(fact.table, fact.key, fact.day)
    assert readings.is_read_once("kfor_strength", row)
    assert grounds.of_fact(fact.as_json()).unread == grounds.READ_ONCE
    assert grounds.READ_ONCE in render(
        "fact.html", fact=fact.as_json(), known=True, href="#", named="NATO", why=grounds.READ_ONCE
    )


def _data_sets() -> list[str]:
    sources = package.published("sources")
    return sources.loc[sources["kind"] == readings.DATA_SET, "key"].tolist()


def test_the_note_on_votes_speaks_of_the_counts_that_the_edition_has():
    def note(as_of):
        return votes.on_counts(RussiaPage(as_of, 1999, countries.WB6))

    assert note("2020-12-31") == ""
    assert "to 2020 all roll calls count" in note("2021-12-31")
    assert "2022 lacks the votes on Ukraine" not in note("2021-12-31")
    assert "2022 lacks the votes on Ukraine" in note("2023-12-31")
    assert "no count of" not in note("2023-12-31")
    assert "no count of 2024" in note("2025-12-31")


def test_of_several_counts_of_a_year_the_one_with_most_pairs_leads():
    pairs = [("ALB", "RUS"), ("ALB", "USA"), ("SRB", "RUS")]
    rows = [(*pair, 2022, 80, "whole") for pair in pairs] + [("SRB", "RUS", 2022, 85, "one pair more votes")]
    rows += [(*pair, 2021, 70, "fewer votes") for pair in pairs] + [
        (*pair, 2021, 79, "more votes") for pair in pairs
    ]
    frame = pd.DataFrame(rows, columns=["iso3", "power_iso3", "year", "n_votes", "source"])
    leading = alignment.leading(frame)
    assert leading.groupby("year")["source"].unique().map(list).to_dict() == {
        2021: ["more votes"],
        2022: ["whole"],
    }


def test_a_line_of_trade_is_of_one_edition_of_the_reconciled_figures():
    columns = ["iso3", "partner_iso3", "flow", "year", "value", "basis", "source"]
    rows = [
        ("SRB", partner, flow, year, 10.0 if partner == "WLD" else 2.0, "mirror_reconciled", "baci")
        for partner in ("WLD", "RUS")
        for flow in ("export", "import")
        for year in (2019, 2020)
    ]
    other = ("SRB", "RUS", "import", 2023, 9.0, "mirror_reconciled", "another edition")
    shares = economy.partner_shares(pd.DataFrame([*rows, other], columns=columns))
    assert shares[["year", "value", "source"]].to_numpy().tolist() == [
        [2019, 20.0, "baci"],
        [2020, 20.0, "baci"],
    ]


def test_notes_name_sources_by_their_publishers_and_by_no_key():
    edition, keys = Edition(), {*package.load("sources")["key"]}
    noted = [name for name in package.table_names() if "note" in package.fields(name)]
    words = {name: {*re.findall(r"\w+", " ".join(edition.table(name)["note"].dropna()))} for name in noted}
    assert {name: sorted(found & keys) for name, found in words.items() if found & keys} == {}
    wounded = (
        edition.table("security_incidents")
        .set_index("id")
        .loc["bih-2010-12-31-bomb-attack-on-the-police-station-in-bugojno", "note"]
    )
    assert wounded == (
        "Reuters video, on Epoch Times on the number injured; Federalna televizija on the number killed"
    )
