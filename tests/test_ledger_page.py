"""The ledger of claims in a browser: whole without JavaScript, filtered by what a reader picks, addressed claim by claim."""

import json

import pytest
from book_fixtures import (
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

PAGE = "chapters/claims.html"
CLAIMS = ["S0-ALB-01", "S3-SRB-01", "S3-SRB-02"]


def shown(page) -> list[str]:
    """Numbers of the claims that the ledger shows."""
    return [row.get_attribute("id") for row in page.locator(".wb6l-table tbody tr").all() if row.is_visible()]


@pytest.fixture(scope="module")
def parsed(small_book) -> BeautifulSoup:
    return BeautifulSoup((small_book / PAGE).read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("width", [1300, 390])
def test_without_javascript_the_whole_ledger_is_there_and_evidence_opens(visit, address, width):
    page = visit(width=width, java_script_enabled=False).open(address + PAGE)
    assert shown(page) == CLAIMS
    assert not page.locator(".wb6l-form").is_visible()
    assert page.locator(".wb6l-off").is_visible()
    page.locator("#S3-SRB-01 summary").click()
    assert page.locator("#S3-SRB-01").get_by_text("Holds if: above 50 percent").is_visible()


def test_the_program_is_loaded_only_when_a_reader_reaches_for_the_filter(visit, address):
    visitor = visit()
    page = visitor.open(address + PAGE)
    page.wait_for_load_state("networkidle")
    assert not any(url.endswith("ledger.mjs") for url in visitor.requests)
    page.locator("#wb6l-text").focus()
    page.locator("[data-wb6-state=live]").wait_for()
    assert [url for url in visitor.requests if url.endswith("ledger.mjs")] == [address + "_ledger/ledger.mjs"]
    assert visitor.complaints == []


def test_no_other_page_of_the_book_loads_the_ledger(visit, address):
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
    page.locator("[data-wb6-state=live]").wait_for()
    assert shown(page) == ["S0-ALB-01"]
    page.fill("#wb6l-text", "nowhere")
    assert shown(page) == []
    assert page.locator(".wb6l-none").is_visible()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!document.querySelector('.wb6l-table tr[hidden]')")
    assert shown(page) == CLAIMS
    assert "text=" not in page.url


def test_the_address_of_a_claim_opens_it_even_where_a_filter_hides_it(visit, address):
    page = visit().open(f"{address}{PAGE}?source=000#S3-SRB-02")
    page.locator("[data-wb6-state=live]").wait_for()
    assert shown(page) == CLAIMS
    assert page.locator("#S3-SRB-02 details").get_attribute("open") is not None
    assert page.locator("#S3-SRB-02").bounding_box()["y"] < 900


def test_numbers_of_claims_in_tables_and_disagreements_lead_to_the_ledger(parsed):
    for place in ("#verdicts", "#size-of-the-debt"):
        links = [link["href"] for link in parsed.select(f"{place} a") if link.text.startswith("S3-")]
        assert links, place
        assert all(parsed.find(id=href.removeprefix("#")).name == "tr" for href in links)


def test_evidence_leads_to_the_very_row_and_to_its_source(parsed, small_book):
    links = {link.text: link["href"] for link in parsed.select("#S3-SRB-01 details a")}
    path, anchor = links["SRB, 2024"].split("#")
    rows = BeautifulSoup(
        (small_book / "chapters" / path).resolve().read_text(encoding="utf-8"), "html.parser"
    )
    assert "1.9" in rows.find(id=anchor).text
    assert links["SIPRI 2025"].endswith("references.html#sipri_2025")
    assert "and 2 more" in parsed.find(id="S3-SRB-01").text


def test_text_that_looks_like_html_stays_text(parsed, visit, address):
    assert HOSTILE in parsed.find(id="S3-SRB-01").text
    assert HOSTILE in parsed.find(id="size-of-the-debt").text
    visitor = visit()
    visitor.open(address + PAGE)
    assert visitor.complaints == []


def test_the_ledger_can_be_taken_away_as_csv(small_book):
    text = (small_book / "_ledger" / "ledger.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in text.splitlines()] == ["Claim", *CLAIMS]


@pytest.mark.parametrize("width", [1300, 390])
def test_axe_finds_nothing_with_the_filter_in_use(visit, address, width):
    page = visit(width=width).open(address + PAGE)
    page.select_option("#wb6l-source", "003")
    page.locator("[data-wb6-state=live]").wait_for()
    page.locator("#S3-SRB-01 summary").click()
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


def test_an_entry_shows_its_specifications_and_what_does_not_count(parsed):
    entry = parsed.find(id="S3-SRB-01")
    dots = entry.select(".wb6l-curve li")
    assert [dot["class"] for dot in dots] == [["wb6l-no"], ["wb6l-no"]]
    assert dots[1].get_text(strip=True) == "base exports: 40 percent (2025): no"
    assert "Main point:" in entry.text
    assert "Does not count, passing on: A paper says so." in entry.text
    assert "Needs: data set." in entry.text
    assert "Changed on 2026-11-30: Another base. It is what the text speaks of." in entry.text
