"""The page on which readers choose: its series by edition, and the page in a browser, on a server and from disk."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from book_fixtures import chromium, real_book, serve, violations_in_both_themes, visit, visits

from conftest import EDITIONS, NOW
from wb6.book import explore as page_of_choice
from wb6.chapters import explore
from wb6.data import countries, package
from wb6.data.edition import Edition

pytestmark = [pytest.mark.slow, pytest.mark.browser]

__all__ = ["chromium", "real_book", "visit", "visits"]

PAGE = "chapters/explore.html"
SPENDING = "SIPRI_MILEX_PCT_GDP"


@pytest.fixture(scope="module")
def series() -> list[explore.Series]:
    return explore.catalogue(Edition(NOW))


@pytest.fixture(scope="module")
def book(real_book) -> Path:
    return real_book


@pytest.fixture(scope="module")
def address(book) -> Iterator[str]:
    with serve(book) as base:
        yield base


def choice(**given) -> str:
    """The part of an address that holds a choice."""
    return f"#{urlencode(given, safe='.')}"


def columns(page) -> list[str]:
    return page.locator(".wb6x-data thead th").all_text_contents()


def table(page) -> dict[str, list[str]]:
    """The cells of the table by year."""
    rows = page.locator(".wb6x-data tbody tr").all()
    return {row.locator("th").text_content(): row.locator("td").all_text_contents() for row in rows}


# --- Series ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", EDITIONS)
def test_no_series_knows_a_year_after_its_edition(as_of):
    found = explore.catalogue(Edition(as_of))
    assert found
    assert max(each.values["year"].max() for each in found) <= int(as_of[:4])


def test_a_series_holds_one_value_a_country_and_year(series):
    for each in series:
        assert not each.values.duplicated(["iso3", "year"]).any(), each.code


def test_codes_and_names_are_unique_and_fit_an_address(series):
    codes, names = [each.code for each in series], [each.name for each in series]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[\w.-]+", code) for code in codes)


def test_every_value_has_a_source_and_every_name_says_one(series):
    labels = package.published("sources").set_index("key")["label"]
    for each in series:
        assert each.values["source"].isin(labels.index).all()
        assert any(labels[key] in each.name for key in each.values["source"].unique())


def test_editions_of_a_report_and_measures_of_votes_stay_apart(series):
    codes = {each.code for each in series}
    assert {"NATO_DEFEXP_PCT_GDP.nato_defexp_2019", "NATO_DEFEXP_PCT_GDP.nato_defexp_2025_08"} <= codes
    assert {"un_agree_rus.voeten_unvotes_2021", "un_agree_rus.witwicki_unga_2022"} <= codes


@pytest.mark.parametrize("as_of", EDITIONS)
def test_the_data_of_the_page_end_with_its_edition(as_of):
    page = SimpleNamespace(
        data_link=lambda table: f"data.html#{table}",
        sources=lambda keys: [{"label": key, "mark": "", "href": f"references.html#{key}"} for key in keys],
    )
    found = explore.catalogue(Edition(as_of))
    shown = page_of_choice.script(page, found, explore.places(found))
    content = json.loads(shown.removeprefix("window.wb6Series=").rstrip(";\n"))
    last = max(
        first + len(values) - 1 for each in content["series"] for first, *values in each["values"].values()
    )
    assert last <= int(as_of[:4])
    assert content["default"] in {each["id"] for each in content["series"]}


def test_the_six_are_in_the_default_choice(series):
    default = next(each for each in series if each.code == page_of_choice.DEFAULT)
    assert set(countries.WB6) <= set(default.values["iso3"])


@pytest.mark.parametrize(
    ("value", "written"), [(1234567.8, 1234568), (0.1 + 0.2, 0.3), (2.0, 2), (-1.23456789, -1.234568)]
)
def test_numbers_carry_as_many_digits_as_anybody_reads(value, written):
    assert page_of_choice.compact(value) == written


# --- Files ----------------------------------------------------------------------------------------------------


def test_the_data_are_one_compact_script_that_holds_every_value(book, series):
    text = (book / "_explore" / "series.js").read_text(encoding="utf-8")
    assert len(text.encode()) < 300_000
    content = json.loads(text.removeprefix("window.wb6Series=").rstrip(";\n"))
    counted = sum(
        value is not None
        for each in content["series"]
        for _, *values in each["values"].values()
        for value in values
    )
    assert counted == sum(len(each.values) for each in series)


def test_the_download_of_all_series_holds_every_value_with_its_source(book, series):
    rows = list(csv.DictReader(io.StringIO((book / "_explore" / "series.csv").read_text(encoding="utf-8"))))
    named = list(
        csv.DictReader(io.StringIO((book / "_explore" / "series-names.csv").read_text(encoding="utf-8")))
    )
    assert len(rows) == sum(len(each.values) for each in series)
    assert all(row["source"] for row in rows)
    assert {row["series"] for row in rows} == {row["series"] for row in named}


def test_no_other_page_loads_the_program_or_the_data(book):
    assert "_explore" not in (book / "chapters" / "index.html").read_text(encoding="utf-8")


# --- The page -------------------------------------------------------------------------------------------------


def test_without_javascript_a_chart_a_reason_and_the_downloads_stand_there(visit, address):
    page = visit(java_script_enabled=False).open(address + PAGE)
    assert "needs JavaScript" in page.locator(".wb6x-off").inner_text()
    assert page.locator("#default-chart .wb6-wide svg").is_visible()
    assert not page.locator("#explorer").is_visible()
    for link in page.locator(".wb6x-off a").all():
        assert page.request.get(address + "chapters/" + link.get_attribute("href")).ok


def test_the_page_is_quiet_and_asks_no_other_host(visit, address):
    visitor = visit()
    page = visitor.open(address + PAGE)
    assert page.locator("#wb6x-chart svg").is_visible()
    assert [url for url in visitor.requests if not url.startswith((address, "data:", "blob:"))] == []
    assert visitor.complaints == []


def test_the_first_choice_is_that_of_the_chart_without_javascript(visit, address):
    page = visit().open(address + PAGE)
    assert (
        page.locator("#wb6x-title").inner_text() == page.locator("#default-chart .wb6-title").text_content()
    )
    assert columns(page) == ["Year", *(countries.name(code) for code in countries.WB6)]
    assert not page.locator(".wb6x-still").is_visible()


def test_a_page_opened_from_disk_follows_the_reader(visit, book):
    visitor = visit()
    page = visitor.open((book / PAGE).as_uri())
    page.get_by_role("checkbox", name="Montenegro").uncheck()
    assert "Montenegro" not in columns(page)
    assert "MNE" not in page.url
    assert "SRB" in page.url
    assert all(url.startswith(("file:", "data:", "blob:")) for url in visitor.requests)
    assert visitor.complaints == []


def test_a_choice_is_in_the_address_and_comes_back_from_it(visit, address):
    page = visit().open(address + PAGE)
    page.locator("#wb6x-indicator").select_option("debt_share_chn")
    page.get_by_role("checkbox", name="Albania").uncheck()
    page.locator("#wb6x-from").select_option("2012")
    page.locator("#wb6x-to").select_option("2020")
    page.get_by_label("ranks").check()
    sent, shown = page.url, table(page)
    other = visit().open(sent)
    assert table(other) == shown
    assert other.locator("#wb6x-indicator").input_value() == "debt_share_chn"
    assert not other.get_by_role("checkbox", name="Albania").is_checked()
    assert other.get_by_label("ranks").is_checked()
    assert next(iter(shown)) == "2020"
    assert list(shown)[-1] == "2012"


def test_another_address_on_the_same_page_is_followed(visit, address):
    page = visit().open(address + PAGE)
    page.evaluate("hash => { location.hash = hash; }", choice(i="TI_CPI", c="SRB.HRV"))
    page.wait_for_function("document.getElementById('wb6x-title').textContent.startsWith('Corruption')")
    assert columns(page) == ["Year", "Serbia", "Croatia"]
    assert page.locator(".wb6x-others").get_attribute("open") is not None


def test_an_address_with_an_unknown_indicator_says_so(visit, address):
    page = visit().open(address + PAGE + choice(i="<b>nothing</b>", c="SRB.NOWHERE"))
    assert "no indicator “<b>nothing</b>”" in page.locator("#wb6x-note").inner_text()
    assert columns(page) == ["Year", "Serbia"]


def test_the_table_shows_the_values_of_the_data(visit, address, series):
    page = visit().open(address + PAGE + choice(i=SPENDING, c="SRB.ALB", **{"from": 2015, "to": 2024}))
    values = next(each for each in series if each.code == SPENDING).values.set_index(["iso3", "year"])[
        "value"
    ]
    shown = table(page)
    assert list(shown) == [str(year) for year in range(2024, 2014, -1)]
    for year, (serbia, albania) in shown.items():
        assert float(serbia) == pytest.approx(values["SRB", int(year)], abs=0.005)
        assert float(albania) == pytest.approx(values["ALB", int(year)], abs=0.005)


def test_ranks_count_from_the_highest_and_equals_share_a_place(visit, address):
    page = visit().open(address + PAGE + choice(i=SPENDING, c="SRB.ALB.BIH", **{"from": 2024, "to": 2024}))
    values = [float(text) for text in table(page)["2024"]]
    page.get_by_label("ranks").check()
    assert [int(text) for text in table(page)["2024"]] == [
        1 + sum(other > value for other in values) for value in values
    ]


def test_the_sources_of_the_choice_are_those_of_its_values(visit, address):
    page = visit().open(address + PAGE + choice(i="TI_CPI", c="XKX"))
    sources = page.locator("#wb6x-sources a")
    assert sources.count() > 1
    assert all("references.html#" in link.get_attribute("href") for link in sources.all())
    page.locator("#wb6x-indicator").select_option("debt_share_chn")
    page.get_by_role("checkbox", name="Serbia").check()
    assert page.locator("#wb6x-sources").inner_text().startswith("Source: World Bank")
    assert page.locator("#wb6x-sources .wb6-mark").all_inner_texts() == ["(in a copy)"]


def test_a_country_without_values_is_named(visit, address):
    page = visit().open(address + PAGE + choice(i="debt_share_chn", c="SRB.XKX"))
    assert "No value in these years: Kosovo." in page.locator("#wb6x-note").inner_text()
    page.get_by_role("checkbox", name="Serbia").uncheck()
    assert "There is no value for this choice." in page.locator("#wb6x-chart").inner_text()


def test_the_download_holds_what_is_shown(visit, address):
    page = visit().open(address + PAGE + choice(i=SPENDING, c="SRB.XKX", **{"from": 2020}))
    with page.expect_download() as found:
        page.locator("#wb6x-csv").click()
    assert found.value.suggested_filename == f"{SPENDING}.csv"
    rows = list(csv.DictReader(io.StringIO(Path(found.value.path()).read_text(encoding="utf-8"))))
    assert len(rows) == sum(cell != "–" for cells in table(page).values() for cell in cells)
    assert {row["source"] for row in rows} == {"sipri_milex_2026"}


def test_a_reader_finds_an_indicator_by_words_and_the_keyboard(visit, address):
    page = visit().open(address + PAGE)
    page.get_by_label("Find an indicator").fill("china debt gdp")
    assert "found" in page.locator("#wb6x-found").inner_text()
    page.keyboard.press("Enter")
    assert (
        page.locator("#wb6x-title")
        .inner_text()
        .startswith("External public debt owed to China, share of GDP")
    )
    page.get_by_label("Find an indicator").fill("")
    assert page.locator("#wb6x-indicator").input_value() == "debt_gdp_chn"


def test_start_over_leads_back_to_the_first_choice(visit, address):
    page = visit().open(address + PAGE + choice(i="TI_CPI", c="HRV", **{"as": "ranks"}))
    page.get_by_role("button", name="Start over").click()
    assert SPENDING in page.url
    assert columns(page)[1:] == [countries.name(code) for code in countries.WB6]


def test_a_change_is_said_to_those_who_do_not_see_it(visit, address):
    page = visit().open(address + PAGE)
    page.locator("#wb6x-indicator").select_option("TI_CPI")
    assert page.locator("#wb6x-said").text_content().startswith("Corruption Perceptions Index")
    drawing = page.locator("#wb6x-chart svg")
    assert drawing.get_attribute("role") == "img"
    assert "Serbia" in drawing.get_attribute("aria-label")


def test_the_keyboard_reaches_every_control(visit, address):
    page = visit().open(address + PAGE)
    page.get_by_label("Find an indicator").focus()
    reached = set()
    for _ in range(30):
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.value"))
        page.keyboard.press("Tab")
    assert {
        "wb6x-find",
        "wb6x-indicator",
        "ALB",
        "SRB",
        "wb6x-from",
        "wb6x-to",
        "lines",
        "wb6x-csv",
    } <= reached


@pytest.mark.parametrize("width", [1300, 390])
@pytest.mark.parametrize("chosen", ["", choice(i=SPENDING, c="SRB.HRV.BGR.USA", **{"as": "ranks"})])
def test_axe_finds_nothing(visit, address, width, chosen):
    page = visit(width=width).open(address + PAGE + chosen)
    assert violations_in_both_themes(page) == []


@pytest.mark.parametrize("chosen", ["", choice(i="NY.GDP.MKTP.CD", c="SRB.USA.CHN.EUU.NATO_EUR_CAN")])
def test_a_phone_never_scrolls_sideways(visit, address, chosen):
    page = visit(width=390).open(address + PAGE + chosen)
    page.locator(".wb6x-others").evaluate("details => { details.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_pointer_reads_out_a_year(visit, address):
    page = visit().open(address + PAGE)
    page.locator("#wb6x-chart svg").hover()
    tip = page.locator(".wb6x-tip")
    assert tip.is_visible()
    assert re.match(r"\d{4}\D", tip.inner_text())


def test_the_colour_of_a_country_is_that_of_the_book(visit, address):
    def colour(theme_name):
        page = visit(theme_name=theme_name).open(address + PAGE)
        return page.locator("#wb6x-chart .wb6x-SRB path").evaluate("line => getComputedStyle(line).stroke")

    assert colour("light") == "rgb(90, 74, 156)"
    assert colour("dark") == "rgb(169, 155, 240)"
