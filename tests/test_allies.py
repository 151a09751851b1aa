"""The three allies: sections that only they have, and facts that their chapters rest on."""

import pytest

from conftest import NOW
from wb6.chapters.country import CountryChapter
from wb6.data import facts
from wb6.data.edition import Edition
from wb6.figures import drawing

pytestmark = pytest.mark.slow


def page(iso3: str, as_of: str = NOW) -> CountryChapter:
    return CountryChapter(iso3, as_of, 1999, ["HRV", "BGR"])


def rows(chart) -> list[dict]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data]


@pytest.mark.parametrize(
    ("iso3", "day"), [("ALB", "2009-04-01"), ("MNE", "2017-06-05"), ("MKD", "2020-03-27")]
)
def test_an_ally_is_a_member_from_its_day_on_and_not_before(iso3, day):
    known = page(iso3).facts()["nato_status"]
    assert (known.text, known.day) == ("Member", day)
    before = f"{int(day[:4]) - 1}-12-31"
    assert page(iso3, before).facts()["nato_status"].text != "Member"


def test_counts_in_kfor_are_told_from_plans():
    kinds = {row["value"]: row["kind"] for row in rows(page("MKD").kfor_contribution())}
    assert kinds[60] == "counted"
    assert kinds[101] == "planned or decided"


def test_a_plan_does_not_make_the_title_of_the_kfor_chart():
    title = page("MKD").kfor_contribution().title
    assert title == "60 soldiers of North Macedonia in KFOR in 2023, 44 in 2020"


def test_no_line_joins_two_reports_on_the_purpose_of_spending():
    shown = rows(page("MNE").spending_by_purpose())
    reports = {}
    for row in shown:
        if row.get("purpose") == "equipment":
            reports.setdefault(row["report"], set()).add(row["year"])
    assert set(range(2012, 2020)) in reports.values()
    assert set(range(2014, 2026)) in reports.values()


def test_yes_in_the_vote_of_2018_is_a_third_of_the_register():
    table = page("MKD").referendums()
    columns = [column.key for column in table.columns]
    press = next(row for row in table.rows if row[0] == "Intervju.mk")
    assert press[columns.index("turnout")] == "36.91"
    assert press[columns.index("yes_of_register")] == "33.76"


def test_chapters_closed_are_dated_by_the_day_of_the_count():
    fact = page("MNE").facts()["eu_chapters"]
    assert (fact.text, fact.date, fact.day) == ("14", "17 March 2026", "2026-03-17")


def test_bulgaria_holds_the_framework_in_the_edition_of_2020():
    known = page("MKD", "2020-12-31").facts()
    assert known["eu_framework_blocked"].text == "17 November 2020"
    assert not known["eu_framework_released"].known


def test_the_shares_of_debt_of_montenegro_are_those_of_the_world_bank():
    known = page("MNE").facts()
    assert (known["debt_chn"].text, known["bonds"].text) == ("15.9 percent", "56.9 percent")


def test_a_quoted_share_takes_its_unit_from_the_definition_of_the_indicator():
    key = {"iso3": "ALB", "year": 2017, "indicator": "NATO_EQUIPMENT_SHARE", "edition": "2019"}
    fact = facts.from_row(Edition(NOW), "equipment", facts.Cell("defence_reports", key, "value"))
    assert fact.text == "7 percent of defence expenditure"


def test_the_card_of_an_ally_counts_its_soldiers_in_kfor_and_that_of_serbia_does_not():
    names = {
        iso3: {standing.fact.name for standing in page(iso3).at_a_glance().standings}
        for iso3 in ("ALB", "SRB")
    }
    assert "kfor_troops" in names["ALB"]
    assert "kfor_troops" not in names["SRB"]


@pytest.mark.parametrize(
    ("iso3", "section"),
    [("ALB", "spending_by_purpose"), ("ALB", "kfor_contribution"), ("MKD", "gas_in_energy_supply")],
)
def test_the_sections_of_allies_are_drawn_without_error(iso3, section, capfd):
    drawing.drawn(getattr(page(iso3), section)().to_dict())
    assert "ERROR" not in "".join(capfd.readouterr())
