"""Adding a section and a country, step by step as CONTRIBUTING tells it, each on a copy."""

import csv
import json
import sys

import pytest

from conftest import DAY_OF_NOW, NOW
from wb6.chapters.country import CountryChapter
from wb6.chapters.topics import topics
from wb6.data import checks, package
from wb6.errors import UsageError
from wb6.figures.figure import Figure
from wb6.figures.tables import Table
from wb6.pipeline import new
from wb6.sections.country_page import CountryPage

# --- A section -----------------------------------------------------------------------------------------------------

A_TOPIC = '''\
"""Homes: how many people live in a country."""

import altair as alt
import pandas as pd

from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.tables import Caption, Table, number_columns, table
from wb6.indicators.catalogue import indicator
from wb6.sections.country_page import CountryPage
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept


@kept
def residents(page: CountryPage) -> pd.DataFrame:
    """Residents of the country by year."""
    values = indicator("population").series(page.edition)
    return values[(values["iso3"] == page.iso3) & (values["year"] >= page.since)]


@shows("residents", "Residents", "number of residents")
def residents_by_year(page: CountryPage) -> Figure:
    """How many people live in the country, by year."""
    values = needed(residents(page))
    heading = Heading(f"{len(values)} years of residents of {page.name}", "Persons by year", "Bars by year.")
    return finish(alt.Chart(values).mark_bar().encode(x="year:O", y="value:Q"), heading, values)


def residents_table(page: CountryPage) -> Table:
    """The residents year by year."""
    values = residents(page)
    return table(values, number_columns(year="Year", value="Residents"), Caption("people", "Residents", "Persons"))
'''


@pytest.fixture
def homes(tmp_path, monkeypatch):
    """A package of sections that has one topic more, and the name of that topic."""
    import wb6.sections

    (tmp_path / "homes.py").write_text(A_TOPIC, encoding="utf-8")
    monkeypatch.setattr(wb6.sections, "__path__", [*wb6.sections.__path__, str(tmp_path)])
    yield "homes"
    sys.modules.pop("wb6.sections.homes", None)
    vars(wb6.sections).pop("homes", None)


def test_a_module_with_a_function_and_its_name_are_all_that_a_new_section_takes(homes):
    class Chapter(CountryPage):
        topics = (*CountryChapter.topics, *topics(homes))

    page = Chapter("SRB", NOW)
    assert page.sections()["residents_by_year"] == "How many people live in the country, by year."
    assert "How many people live in the country, by year." in repr(page)
    assert "residents_table" in dir(page)
    drawn, listed = page.residents_by_year(), page.residents_table()
    assert isinstance(drawn, Figure)
    assert isinstance(listed, Table)
    assert drawn.name == "residents"
    assert drawn.frame["value"].tolist() == page.residents()["value"].tolist()
    assert list(listed.sources) == list(drawn.sources) != []
    assert page.residents() is page.residents()
    assert not drawn.is_empty


def test_a_new_section_says_so_where_an_edition_has_no_rows_for_it(homes):
    class Chapter(CountryPage):
        topics = topics(homes)

    early = Chapter("SRB", NOW, 2200).residents_by_year()
    assert early.is_empty
    assert early.name == "residents"
    assert early.subtitle == f"The edition of {DAY_OF_NOW} holds no number of residents for Serbia."


def test_a_topic_that_there_is_not_is_refused():
    with pytest.raises(ModuleNotFoundError, match="hoems"):
        topics("hoems")


# --- A country -----------------------------------------------------------------------------------------------------

ADDED = {"iso3": "LIE", "name": "Liechtenstein", "iso2": "LI", "aliases": "LI", "slug": "liechtenstein"}


def add(data, table: str, make) -> None:
    """Rows that are made of those of a table of the copy, in the order of the primary key; one more count of rows."""
    path = data / package.resource(table)["path"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = package.resource(table)["schema"]["primaryKey"]
    keys = [keys] if isinstance(keys, str) else keys
    rows += [made for row in rows if (made := make(row))]
    rows.sort(key=lambda row: [row[key] for key in keys])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    path = data / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    next(each for each in descriptor["resources"] if each["name"] == table)["rows"] = len(rows)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    package.forget()


@pytest.mark.slow
def test_a_row_of_its_code_and_rows_of_figures_are_all_that_a_new_country_takes(data_copy):
    add(data_copy, "countries", lambda row: {**row, **ADDED} if row["iso3"] == "HUN" else None)
    add(data_copy, "indicators", lambda row: {**row, "iso3": "LIE"} if row["iso3"] == "HUN" else None)
    assert checks.check_package() == []
    page = CountryChapter("LIE", NOW)
    assert page.about() == "Liechtenstein beside Croatia and Bulgaria"
    assert page.facts()["milex_share"].known
    assert page.facts()["milex_share"].value == CountryChapter("HUN", NOW).facts()["milex_share"].value
    assert "Liechtenstein spent" in page.defence_effort().title
    assert page.trade_by_partner().is_empty
    assert page.indicator_over_time("population").name == "population"
    with pytest.raises(UsageError, match=r"it fits .*LIE"):
        new.new_chapter("NATO")
