"""The catalogue: every indicator has one home, a series of all countries, and the same facts for each of them."""

import csv
import json
import re
import shutil

import pandas as pd
import pytest

from conftest import NOW
from wb6.chapters import explore
from wb6.chapters.country import CountryChapter
from wb6.data import checks, folders, package
from wb6.data.countries import WB6
from wb6.data.edition import Edition
from wb6.errors import UsageError
from wb6.indicators import catalogue
from wb6.indicators.catalogue import indicator, indicators
from wb6.indicators.families import FAMILIES

EDITIONS = ("1989-12-31", "2004-12-31", "2016-12-31", NOW)
# Sections of a country's page with the indicators that they draw.
DRAWN = {
    "defence_effort": ("milex_share",),
    "real_spending": ("milex_usd",),
    "kfor_contribution": ("kfor_troops",),
    "peacekeeping_over_time": ("un_personnel",),
    "votes_with_powers": ("agree_rus", "agree_chn", "agree_usa", "agree_deu"),
    "position_in_votes": ("ideal_point",),
    "alignment_with_eu_policy": ("cfsp_rate",),
    "trade_by_partner": ("trade_eu", "trade_rus", "trade_chn"),
    "debt_and_creditors": ("external_debt",),
    "gas_in_energy_supply": ("gas_share",),
    "russian_gas": ("gas_rus",),
    "democracy": ("liberal_democracy",),
    "corruption": ("corruption",),
}


@pytest.mark.parametrize("as_of", EDITIONS)
def test_a_series_has_its_columns_no_later_year_and_no_unknown_country(as_of):
    edition = Edition(as_of)
    for code, each in indicators().items():
        values = each.series(edition)
        assert {"iso3", "year", "value", "source"} <= set(values), code
        assert (values["year"] <= edition.day.year).all(), code
        assert set(values["iso3"]) <= set(package.published("countries")["iso3"]), code


def test_every_value_that_a_filter_chooses_stands_in_its_table():
    for code, each in indicators().items():
        rows = package.published(each.table)
        for column, values in each.filter.items():
            assert set(values) <= set(package.as_text(rows[column])), (code, column)


def test_every_family_is_used_and_every_indicator_has_one_that_gives_values():
    assert {each.family for each in indicators().values()} == set(FAMILIES)
    edition = Edition(NOW)
    assert all(len(each.series(edition)) for each in indicators().values())


def test_a_series_is_computed_once_an_edition(monkeypatch):
    calls = []
    monkeypatch.setitem(FAMILIES, "trade", lambda *_: calls.append(1) or pd.DataFrame({"iso3": ["HRV"]}))
    for _ in range(3):
        assert len(indicator("trade_ita").series(Edition("2011-11-11"))) == 1
    assert len(calls) == 1


def test_an_unknown_indicator_is_named_with_the_known_ones():
    with pytest.raises(UsageError, match="unknown indicator 'milex'; indicators are agree_chn, "):
        indicator("milex")


@pytest.mark.parametrize("iso3", ["HRV", "BGR", "SVN", "ROU"])
def test_a_country_beyond_the_six_has_a_fact_of_every_indicator_with_rows_on_it(iso3):
    page = CountryChapter(iso3, NOW, 1999, [])
    for code, each in indicators().items():
        if iso3 in set(each.series(page.edition).dropna(subset="value")["iso3"]):
            assert page.facts()[code].known, code
    assert page.facts()["trade_eu"].known


@pytest.mark.slow
@pytest.mark.parametrize("iso3", ["HRV", "BGR", *WB6])
def test_no_fact_is_unknown_of_what_a_chart_on_the_page_shows(iso3):
    page = CountryChapter(iso3, NOW, 1999, [])
    drawn = {name: getattr(page, name)().to_dict() for name in DRAWN}
    for name, codes in DRAWN.items():
        if not drawn[name]["usermeta"]["wb6"].get("empty"):
            assert [code for code in codes if not page.facts()[code].known] == [], name


def test_labels_of_indicators_stand_nowhere_else_in_the_code():
    shared = {each.short for each in indicators().values()} | {each.label for each in indicators().values()}
    for path in sorted((folders.PROJECT / "src" / "wb6").rglob("*.py")):
        texts = set(re.findall(r'"([^"\n]+)"', path.read_text(encoding="utf-8")))
        # A chart may be headed by the bare noun.
        assert {text for text in texts & shared if "," in text or "%" in text} == set(), path.name


# --- Adding an indicator, as CONTRIBUTING tells it -----------------------------------------------------------------


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the data, which is the data of this test."""
    data = tmp_path / "data"
    shutil.copytree(folders.data_dir(), data)
    monkeypatch.setenv("WB6_DATA", str(data))
    package.forget()
    yield data
    package.forget()


def add(data, **fields) -> None:
    """A row of the catalogue in its place, and one more in the count of its rows."""
    path = data / "indicators_catalogue.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    model = next(row for row in rows if row["code"] == "liberal_democracy")
    rows = sorted([*rows, {**model, **fields}], key=lambda row: row["code"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(model), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    path = data / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    table = next(each for each in descriptor["resources"] if each["name"] == "indicators_catalogue")
    table["rows"] = len(rows)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    package.forget()


NEW = {
    "code": "rule_of_law",
    "label": "Rule of law estimate",
    "short": "Rule of law, −2.5 to 2.5",
    "unit": "estimate, −2.5 to 2.5",
    "table": "indicators",
    "filter": "indicator=RL.EST",
    "topic": "governance",
    "definition": "Perceived trust in and respect for the rules of society.",
    "counted_by": "World Bank",
    "explore": "rule_of_law",
}


@pytest.mark.slow
def test_a_row_of_the_catalogue_is_all_that_a_new_indicator_of_a_known_family_takes(copied):
    add(copied, **NEW)
    assert checks.check_package() == []
    for iso3 in (*WB6, "HRV"):
        page = CountryChapter(iso3, NOW, 1999, ["HRV"])
        assert page.facts()["rule_of_law"].known
        assert page.facts()["rule_of_law_before"].known
        drawn = page.indicator_over_time("rule_of_law").to_dict()
        assert not drawn["usermeta"]["wb6"].get("empty")
        assert drawn["usermeta"]["wb6"]["name"] == "rule-of-law"
    assert "rule_of_law" in {series.code for series in explore.measured(Edition(NOW))}


def test_a_filter_by_a_field_that_the_table_lacks_is_refused(copied):
    add(copied, **{**NEW, "filter": "indikator=RL.EST"})
    with pytest.raises(UsageError, match="indicator rule_of_law: table indicators has no field indikator"):
        catalogue.indicators()
