"""An edition shows what was known on its day, and nothing later."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import is_member
from wb6.data import package
from wb6.data.edition import Edition, days
from wb6.errors import UsageError
from wb6.measures import integration
from wb6.sections import status

DATED = [name for name in package.table_names() if package.resource(name)["asOf"]]


def steps(as_of: str):
    edition = Edition(as_of)
    return integration.first_steps(edition.table("nato_milestones"), edition.table("milestone_codes"))


def test_montenegro_is_no_member_in_the_edition_of_the_day_before():
    assert not is_member(steps("2017-06-04"), "MNE")


def test_montenegro_is_a_member_in_the_edition_of_the_day():
    assert is_member(steps("2017-06-05"), "MNE")


@pytest.mark.parametrize(
    ("as_of", "iso3", "word"),
    [
        ("2004-12-31", "ALB", "Aspirant"),
        ("2004-12-31", "SRB", "No formal partnership"),
        ("2012-12-31", "SRB", "Partner"),
        ("2016-12-31", "SRB", "Partner with an action plan"),
        ("2016-12-31", "MNE", "Invited, protocol signed"),
        ("2016-12-31", "MKD", "Aspirant"),
        ("2020-12-31", "MKD", "Member"),
        ("2026-06-30", "XKX", "No formal partnership"),
    ],
)
def test_the_word_for_the_status_follows_the_edition(as_of, iso3, word):
    assert status.status(steps(as_of), iso3, "nato").text == word


def test_no_agreement_of_prespa_in_2016():
    titles = Edition("2016-12-31").table("agreements")["title"]
    assert not titles.str.contains("Prespa").any()
    assert Edition("2018-12-31").table("agreements")["title"].str.contains("Prespa").any()


def test_a_year_counts_from_its_last_day():
    assert Edition("2015-12-30").table("indicators")["year"].max() == 2014
    assert Edition("2015-12-31").table("indicators")["year"].max() == 2015


def test_an_order_of_arms_shows_no_delivery_before_it_took_place():
    transfers = Edition("2019-12-31").table("arms_transfers")
    tanks = transfers[
        (transfers["iso3"] == "SRB") & (transfers["weapon"] == "T-72") & (transfers["year"] == 2016)
    ]
    assert len(tanks) == 2
    assert tanks["delivery_year"].isna().all()
    assert tanks["number_delivered"].isna().all()
    assert tanks["status"].isna().all()


def test_a_commander_in_office_has_no_end_of_term():
    commanders = Edition("2010-01-15").table("kfor_commanders")
    assert commanders.sort_values("date")["to"].isna().iloc[-1]


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(DATED),
    day=st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2030, 1, 1)),
)
def test_nothing_in_any_table_is_later_than_the_edition(name, day):
    edition = Edition(day.isoformat())
    frame = edition.table(name)
    resource = package.resource(name)
    fields = [resource["asOf"], *resource.get("laterFields", {})]
    for field in fields:
        assert not (days(frame[field]) > edition.day).any(), f"{name}.{field}"


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(DATED),
    early=st.dates(min_value=dt.date(1995, 1, 1), max_value=dt.date(2026, 6, 30)),
    later=st.integers(min_value=0, max_value=4000),
)
def test_a_later_edition_loses_no_row(name, early, later):
    first = Edition(early.isoformat()).table(name)
    second = Edition((early + dt.timedelta(days=later)).isoformat()).table(name)
    assert len(first) <= len(second)


@pytest.mark.parametrize("text", ["2016-13-01", "2016", "31.12.2016", "", "yesterday"])
def test_a_malformed_day_is_named(text):
    with pytest.raises(UsageError, match="is no date; write YYYY-MM-DD"):
        Edition(text)
