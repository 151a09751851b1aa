"""The country chapter in any edition: it runs, it says what it does not know, it shows nothing later."""

import json
import re

import pandas as pd
import pytest

from wb6.chapters.country import CountryChapter
from wb6.data import countries
from wb6.data.facts import Fact
from wb6.errors import UsageError
from wb6.figures.tables import Card, Table

SECTIONS = (
    "at_a_glance",
    "road_to_nato_and_eu",
    "pace_of_integration",
    "steps_compared",
    "defence_effort",
    "real_spending",
    "publishers_compared",
    "forces_at_home",
    "peacekeeping_over_time",
    "peacekeeping_by_mission",
    "deployments",
    "votes_with_powers",
    "votes_on_ukraine",
    "alignment_with_eu_policy",
    "trade_by_partner",
    "arms_suppliers",
    "exercises",
    "russian_gas",
    "creditors",
    "opinion_on_nato",
    "opinion_on_eu",
    "factors",
    "claims",
    "what_to_watch",
    "sources_used",
)
EDITIONS = ("2004-12-31", "2012-12-31", "2016-12-31", "2020-12-31", "2026-06-30")


def shown_by(page: CountryChapter) -> dict[str, str]:
    """What each section shows, sources and plans apart, as text."""
    shown = {}
    for name in SECTIONS:
        if name in {"what_to_watch", "claims"}:  # plans, and claims about the future, name days ahead
            continue
        section = getattr(page, name)()
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


@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("iso3", countries.WB6)
def test_a_country_in_any_edition_shows_nothing_later(iso3, as_of):
    page = CountryChapter(iso3, as_of, 1999, ["HRV", "BGR"])
    last = int(as_of[:4])
    for name, text in shown_by(page).items():
        text = text.replace("2024 prices", "").replace("2020–24", "2020")
        years = {int(year) for year in re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d.])", text)}
        assert not {year for year in years if last < year < 2050}, name
    for fact in page.facts().values():
        assert not fact.day or fact.day <= as_of, fact


@pytest.mark.parametrize("iso3", countries.WB6)
def test_the_facts_of_a_country_have_the_same_names_in_every_edition(iso3):
    names = [set(CountryChapter(iso3, as_of, 1999, []).facts()) for as_of in EDITIONS]
    assert all(found == names[0] for found in names)


def test_what_an_edition_does_not_know_it_says():
    facts = CountryChapter("SRB", "2004-12-31", 1999, []).facts()
    assert facts["nato_ipap"] == Fact(
        name="nato_ipap", label=facts["nato_ipap"].label, text="not known in this edition"
    )
    title = CountryChapter("XKX", "2004-12-31", 1999, []).defence_effort().to_dict()["usermeta"]["wb6"]
    assert title["subtitle"] == "The edition of 2004-12-31 holds no defence spending by SIPRI for Kosovo."


def test_a_chapter_after_the_end_of_the_data_says_where_they_end():
    banner = CountryChapter("SRB", "2030-01-01", 1999, []).open()
    assert "The data end on 30 June 2026; nothing later is known." in banner.text


def test_the_committed_edition_has_no_banner():
    assert CountryChapter("SRB", "2026-06-30", 1999, []).open() is None


def test_the_newest_defence_share_of_serbia_is_that_of_sipri():
    fact = CountryChapter("SRB", "2026-06-30", 1999, []).facts()["milex_share"]
    assert (fact.text, fact.date, fact.sources) == ("2.76 percent", "2025", ("sipri_milex_2026",))


def test_a_fact_of_a_row_that_does_not_exist_is_refused():
    page = CountryChapter("SRB", "2026-06-30", 1999, [])
    with pytest.raises(UsageError, match="fact speed: 0 rows of polls where"):
        page.quote(speed=("polls", "no-such-poll", "percent"))


def test_the_rank_in_the_card_counts_from_the_highest():
    card = CountryChapter("SRB", "2026-06-30", 1999, []).at_a_glance()
    ranks = {standing.fact.name: standing.rank for standing in card.standings}
    assert ranks["milex_share"] == "1st of 6"
    assert ranks["cfsp_rate"].startswith("5th of 5")
    assert ranks["nato_for"] == ""


def test_sparklines_are_as_long_as_their_series():
    card = CountryChapter("SRB", "2012-12-31", 1999, []).at_a_glance()
    years = [year for standing in card.standings for year, _ in standing.spark]
    assert max(years) <= 2012
    assert pd.Series(years).min() >= 1990
