"""The ledger of claims in a browser: whole without JavaScript, filtered by what a reader picks, opened entry by entry."""

import json

import pytest
from book_fixtures import (
    CLAIMS,
    HOSTILE,
    a_ledger,
    address,
    chromium,
    small_book,
    violations_in_both_themes,
    visit,
    visits,
)
from bs4 import BeautifulSoup

from wb6.book import palette
from wb6.figures import theme

pytestmark = [pytest.mark.slow, pytest.mark.browser]

__all__ = ["address", "chromium", "small_book", "visit", "visits"]

PAGE, CHAPTER = "claims/index.html", "chapters/claims.html"


def shown(page) -> list[str]:
    """Numbers of the claims that the ledger shows."""
    return [
        row.get_attribute("id") for row in page.locator(".wb6l-table > tbody > tr").all() if row.is_visible()
    ]


def opened(page, claim: str):
    """What is inside the entry of a claim, opened by its summary."""
    page.locator(f"#{claim} summary").click()
    inside = page.locator(f"#{claim} .wb6c-inside")
    inside.wait_for()
    return inside


def parsed_page(book, path: str) -> BeautifulSoup:
    return BeautifulSoup((book / path).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def parsed(small_book) -> BeautifulSoup:
    return parsed_page(small_book, PAGE)


@pytest.fixture(scope="module")
def chapter(small_book) -> BeautifulSoup:
    return parsed_page(small_book, CHAPTER)


@pytest.mark.parametrize("width", [1300, 390])
def test_without_javascript_the_whole_ledger_is_there_and_an_entry_leads_to_its_page(visit, address, width):
    page = visit(width=width, java_script_enabled=False).open(address + PAGE)
    assert shown(page) == CLAIMS
    assert not page.locator(".wb6l-form").is_visible()
    assert page.locator(".wb6l-off").is_visible()
    page.get_by_role("link", name="S3-SRB-01").click()
    assert page.url == f"{address}claims/S3-SRB-01.html"
    assert page.get_by_text("above 50 percent").is_visible()


def test_what_is_inside_an_entry_is_loaded_when_it_is_opened(visit, address):
    visitor = visit()
    page = visitor.open(address + PAGE)
    page.wait_for_load_state("networkidle")
    assert [url for url in visitor.requests if url.endswith("mjs")] == [f"{address}_ledger/ledger.mjs"]
    assert opened(page, "S3-SRB-01").get_by_text("above 50 percent").is_visible()
    assert visitor.requests[-1] == f"{address}_ledger/S3-SRB-01.mjs"
    assert visitor.complaints == []


def test_an_entry_opens_from_disk_too(visit, small_book):
    visitor = visit()
    page = visitor.open((small_book / PAGE).as_uri())
    assert opened(page, "S3-SRB-02").get_by_text("Main point").is_visible()
    assert visitor.complaints == []


def test_no_page_of_the_book_but_those_of_claims_loads_the_ledger(visit, address):
    visitor = visit()
    visitor.open(address + "chapters/demo.html").wait_for_load_state("networkidle")
    assert not any("_ledger" in url for url in visitor.requests)


@pytest.mark.parametrize(
    ("field", "value", "claims"),
    [
        ("source", "000", ["S0-ALB-01"]),
        ("kind", "fact", ["S3-SRB-01", "S3-SRB-02"]),
        ("topic", "kfor", ["S0-ALB-01"]),
        ("country", "SRB", ["S3-SRB-01", "S3-SRB-02"]),
        ("now", "does not hold", ["S3-SRB-01"]),
        ("then", "holds", ["S3-SRB-01", "S3-SRB-02"]),
    ],
)
def test_each_choice_filters_and_stands_in_the_address(visit, address, field, value, claims):
    page = visit().open(address + PAGE)
    page.select_option(f"#wb6l-{field}", value)
    page.locator("[data-wb6-state=live]").wait_for()
    assert shown(page) == claims
    assert page.inner_text("#wb6l-found") == f"{len(claims)} of 3 claims"
    again = visit().open(page.url)
    again.locator("[data-wb6-state=live]").wait_for()
    assert shown(again) == claims
    assert again.input_value(f"#wb6l-{field}") == value


def test_words_are_found_without_marks_and_a_search_for_nothing_says_so(visit, address):
    page = visit().open(address + PAGE)
    page.fill("#wb6l-text", "kucova speaks")
    assert shown(page) == ["S0-ALB-01"]
    page.fill("#wb6l-text", "nowhere")
    assert shown(page) == []
    assert page.locator(".wb6l-none").is_visible()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!document.querySelector('.wb6l-table tr[hidden]')")
    assert shown(page) == CLAIMS
    assert "text=" not in page.url


def test_a_search_looks_inside_entries_that_nobody_has_opened(visit, address):
    page = visit().open(f"{address}{PAGE}?text=paper")
    page.wait_for_function("!document.querySelector('.wb6l-table tr[hidden]')")
    assert shown(page) == CLAIMS


def test_the_address_of_a_claim_opens_it_even_where_a_filter_hides_it(visit, address):
    page = visit().open(f"{address}{PAGE}?source=000#S3-SRB-02")
    page.locator("[data-wb6-state=live]").wait_for()
    assert shown(page) == CLAIMS
    assert page.locator("#S3-SRB-02 details").get_attribute("open") is not None
    assert page.locator("#S3-SRB-02").bounding_box()["y"] < 900


def test_numbers_of_claims_in_tables_and_disagreements_lead_to_their_pages(chapter, small_book):
    for place in ("#verdicts", "#size-of-the-debt"):
        links = [link["href"] for link in chapter.select(f"{place} a") if link.text.startswith("S3-")]
        assert links, place
        assert all((small_book / "chapters" / href).is_file() for href in links)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#S3-SRB-02", "claims/S3-SRB-02.html"),
        ("?now=holds#ledger", "claims/index.html?now=holds"),
        ("?q=debt#verdicts", "chapters/claims.html?q=debt#verdicts"),
    ],
)
def test_old_addresses_of_claims_and_filters_lead_on(visit, address, old, new):
    page = visit().open(f"{address}{CHAPTER}{old}")
    page.wait_for_url(address + new)


def test_the_old_address_of_a_claim_is_a_link_to_its_page_without_javascript_too(chapter):
    assert {link["id"]: link["href"] for link in chapter.select(".wb6l-ids a")} == {
        claim: f"../claims/{claim}.html" for claim in CLAIMS
    }


def test_a_search_begun_in_the_chapter_goes_on_in_the_ledger(visit, address):
    page = visit().open(address + CHAPTER)
    page.fill("#wb6l-ask", "army")
    page.get_by_role("button", name="Search the ledger").click()
    page.wait_for_url(f"{address}{PAGE}?text=army")
    assert shown(page) == ["S3-SRB-02"]


def test_text_that_looks_like_html_stays_text(parsed, chapter, visit, address):
    assert HOSTILE in parsed.find(id="S3-SRB-01").text
    assert HOSTILE in chapter.find(id="size-of-the-debt").text
    visitor = visit()
    opened(visitor.open(address + PAGE), "S3-SRB-01")
    assert visitor.complaints == []


def test_the_ledger_can_be_taken_away_as_csv(small_book):
    text = (small_book / "_ledger" / "ledger.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in text.splitlines()] == ["Claim", *CLAIMS]


@pytest.mark.parametrize("width", [1300, 390])
def test_axe_finds_nothing_with_the_filter_in_use(visit, address, width):
    page = visit(width=width).open(address + PAGE)
    page.select_option("#wb6l-source", "003")
    opened(page, "S3-SRB-01")
    assert violations_in_both_themes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_verdict_has_a_word_and_a_colour_of_its_own_in_light_and_dark():
    css = palette.stylesheet()
    for form in ("light", "dark"):
        colours = [getattr(colour, form) for colour in theme.VERDICTS.values()]
        assert len(set(colours)) == len(colours)
        assert all(f"--wb6-verdict:{colour}" in css for colour in colours)


def test_the_ledger_is_plain_json():
    content = a_ledger()._repr_mimebundle_()["application/vnd.wb6.ledger+json"]
    assert json.loads(json.dumps(content)) == content
