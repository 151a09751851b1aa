"""The page of a claim: what it tells, where it leads, what machines read, and that it is whole without a program."""

import json

import jsonschema
import pytest
from book_fixtures import (
    BASE,
    CLAIMS,
    HOSTILE,
    a_claim,
    address,
    build,
    chromium,
    of_shape,
    small_book,
    violations_in_both_themes,
    visit,
    visits,
)
from bs4 import BeautifulSoup

from wb6.book import claim_curve, claim_review
from wb6.book.claim_review import Text
from wb6.claims.verdicts import MEANINGS, Verdict

__all__ = ["address", "chromium", "small_book", "visit", "visits"]

TEXT = Text("A text", "A house", "https://example.org/text", ("Ana Anić", "Bo Bo"))
PATH = "claims/S3-SRB-01.html"


def review(base: str = BASE, text: Text = TEXT, **changes) -> dict:
    return claim_review.review(a_claim("S3-SRB-01", **changes), text, book="A book", base=base, path=PATH)


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("base", [BASE, ""])
def test_a_review_has_the_shape_of_claim_review_with_every_verdict(verdict, base):
    found = review(base, now=str(verdict))
    of_shape(found)
    assert found["reviewRating"]["alternateName"] == verdict


def test_a_review_that_lacks_what_machines_ask_for_has_not_that_shape():
    for key in ("url", "claimReviewed", "reviewRating", "itemReviewed", "author"):
        found = review()
        del found[key]
        with pytest.raises(jsonschema.ValidationError):
            of_shape(found)


def test_a_review_names_the_book_the_statement_and_the_text():
    found = review()
    assert found["author"] == {"@type": "Organization", "name": "A book", "url": BASE}
    assert found["url"] == BASE + PATH
    assert found["claimReviewed"] == a_claim("S3-SRB-01")["statement"]
    work = found["itemReviewed"]["appearance"]
    assert (work["name"], work["url"], work["datePublished"]) == (
        "A text",
        "https://example.org/text",
        "2023-12",
    )
    assert [person["name"] for person in found["itemReviewed"]["author"]] == ["Ana Anić", "Bo Bo"]
    assert found["datePublished"] == "2025-12-31"


def test_verdicts_are_no_scale_so_that_a_review_has_no_number():
    assert "ratingValue" not in review()["reviewRating"]


def test_without_an_address_of_the_book_that_of_the_page_is_relative_to_itself():
    assert review(base="")["url"] == "S3-SRB-01.html"
    assert "url" not in review(base="")["author"]


def test_a_text_without_people_or_bodies_has_its_publisher_as_author():
    found = review(text=Text("A text", "A house", ""))
    of_shape(found)
    assert found["itemReviewed"]["author"] == {"@type": "Organization", "name": "A house"}
    assert "url" not in found["itemReviewed"]["appearance"]


def specification(value, answer: str) -> dict:
    return {"label": "base", "value": value, "found": "so much", "answer": answer}


def test_dots_stand_in_the_order_of_their_values_and_keep_their_numbers():
    drawn = claim_curve.dots(
        [specification(7.5, "yes"), specification(None, "unknown"), specification(2.5, "no")]
    )
    assert [(dot["number"], dot["answer"]) for dot in drawn["dots"]] == [(3, "no"), (1, "yes")]
    low, high = drawn["dots"]
    assert low["x"] < high["x"]
    assert low["y"] > high["y"]
    assert [end["text"] for end in drawn["ends"]] == ["2.5", "7.5"]
    assert drawn["alt"] == (
        "2 specifications in the order of their values, 2.5 to 7.5: 1 borne out and 1 not borne out."
    )


def test_dots_of_one_value_lie_on_one_line():
    drawn = claim_curve.dots([specification(True, "yes")] * 12)
    assert len({dot["y"] for dot in drawn["dots"]}) == 1
    assert [end["text"] for end in drawn["ends"]] == ["yes"]
    assert drawn["width"] < 390
    assert drawn["alt"].endswith("all yes: 12 borne out.")


@pytest.mark.parametrize("values", [[], [3.0], [None, 3.0]])
def test_fewer_than_two_values_are_no_curve(values):
    assert claim_curve.dots([specification(value, "yes") for value in values]) is None


@pytest.fixture(scope="module")
def parsed(small_book) -> BeautifulSoup:
    return BeautifulSoup((small_book / PATH).read_text(encoding="utf-8"), "html.parser")


@pytest.mark.slow
def test_every_claim_has_a_page_with_a_review(small_book):
    for claim in CLAIMS:
        page = BeautifulSoup(
            (small_book / "claims" / f"{claim}.html").read_text(encoding="utf-8"), "html.parser"
        )
        (content,) = page.find_all("script", type="application/ld+json")
        found = json.loads(content.string)
        of_shape(found)
        assert found["url"] == page.find("link", rel="canonical")["href"] == f"{BASE}claims/{claim}.html"
        assert found["itemReviewed"]["author"] == {"@type": "Organization", "name": "NATO"}


@pytest.mark.slow
def test_a_page_tells_statement_text_both_verdicts_and_their_meanings(parsed):
    assert HOSTILE in parsed.select_one(".wb6c-statement").text
    assert "NATO, Members, December 2023: para 3." in parsed.select_one(".wb6c-text").text
    told = [part.get_text(" ", strip=True) for part in parsed.select(".wb6c-verdicts > div")]
    assert told == [
        f"When written (31 December 2023) holds {MEANINGS[Verdict.HOLDS]}",
        f"Now (31 December 2025) does not hold {MEANINGS[Verdict.FAILS]}",
    ]


@pytest.mark.slow
def test_a_page_tells_the_point_its_rule_and_why(parsed):
    text = parsed.main.get_text(" ", strip=True)
    assert "Holds if above 50 percent, because large, as the text says" in text
    assert "Needs at least: data set." in text
    assert "Changed on 30 November 2026, after an outcome was seen: Another base." in text
    assert "One year only." in text


@pytest.mark.slow
def test_a_page_shows_each_specification_as_a_dot_or_says_that_it_has_no_answer(parsed):
    curve = parsed.select_one("svg.wb6c-curve")
    assert curve["role"] == "img"
    assert curve["aria-label"].startswith("2 specifications")
    assert len(curve.select("circle, .wb6c-no, .wb6c-partly")) == 2
    rows = [
        [cell.text for cell in row.select("td")] for row in parsed.select(".wb6c-table")[0].select("tbody tr")
    ]
    assert rows == [
        ["1", "base output", "20 percent (2025)", "not borne out"],
        ["2", "base exports", "60 percent (2025)", "borne out"],
        ["3", "base revenue", "no figure", "no answer"],
    ]


@pytest.mark.slow
def test_a_page_shows_documents_with_source_grade_and_both_readings(parsed, small_book):
    told = parsed.select_one(".wb6c-documents li")
    text = told.get_text(" ", strip=True)
    assert "A paper says so. : says so, at second hand, does not count. SIPRI 2025 (in a copy) ." in text
    assert "Two readers coded it: says so: yes; has a stake: no." in text
    assert "On “says so” they differ (first yes, second partly): It names no number." in text
    path, anchor = told.a["href"].split("#")
    assert (small_book / "claims" / path).resolve().name == "claim_documents.html"
    assert anchor == "s3-srb-01-1"
    rest = [link.text for link in parsed.find_all("a", href=True) if "_rows/claim_documents" in link["href"]]
    assert rest == ["A paper says so.", "A paper says so 2."]


@pytest.mark.slow
def test_rows_lead_to_the_very_row_and_sources_to_their_entry(parsed, small_book):
    links = {link.text: link["href"] for link in parsed.select("main a")}
    path, anchor = links["SRB, 2024"].split("#")
    rows = BeautifulSoup((small_book / "claims" / path).resolve().read_text(encoding="utf-8"), "html.parser")
    assert "1.9" in rows.find(id=anchor).text
    assert links["SIPRI 2025"] == "../chapters/references.html#sipri_2025"
    assert "and 2 more" in parsed.text


@pytest.mark.slow
def test_a_page_says_how_two_readers_coded_the_claim_or_that_one_did(parsed, small_book):
    assert "They agree in 1 of 2 codes." in parsed.text
    assert "The text says as much." in parsed.text
    assert "was written again" not in parsed.text
    assert "Much is owed." in parsed.select_one("details").text
    once = (small_book / "claims" / "S3-SRB-02.html").read_text(encoding="utf-8")
    assert "One reader has coded the claim so far." in once
    assert "Readings" not in (small_book / "claims" / "S0-ALB-01.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_page_leads_to_the_chapters_that_lead_to_it_and_to_its_neighbours(parsed, small_book):
    heading = parsed.find("h2", string="Taken up in")
    assert [link["href"] for link in heading.find_next("p").find_all("a")] == ["../chapters/claims.html"]
    assert {link["rel"][0]: link["href"] for link in parsed.nav.find_all("a", rel=True)} == {
        "prev": "S0-ALB-01.html",
        "next": "S3-SRB-02.html",
    }
    alone = (small_book / "claims" / "S0-ALB-01.html").read_text(encoding="utf-8")
    assert "Taken up in" not in alone
    assert 'rel="prev"' not in alone


@pytest.mark.slow
def test_a_page_tells_the_verdicts_of_editions_and_what_was_objected(parsed, small_book):
    text = parsed.main.get_text(" ", strip=True)
    assert "31 December 2025: does not hold newer or better rows: Less debt." in text
    told = "30 June 2025, to the rule: The base is wrong. Accepted. It is another one now."
    assert told in text
    other = (small_book / "claims" / "S3-SRB-02.html").read_text(encoding="utf-8")
    assert "Objections" not in other


@pytest.mark.slow
def test_a_page_leads_to_how_to_object(parsed):
    link = parsed.find("a", string="Object to this verdict")
    assert link["href"] == "../chapters/objections.html#how-to-object"


@pytest.mark.slow
def test_every_link_of_a_page_leads_somewhere(parsed, small_book):
    for link in parsed.find_all("a", href=True):
        path, _, anchor = link["href"].partition("#")
        if path.startswith("https:"):
            continue
        target = (small_book / "claims" / path).resolve()
        assert target.is_file(), link
        page = BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser")
        assert not anchor or page.find(id=anchor), link


@pytest.mark.slow
def test_a_page_is_gone_with_its_claim_and_a_chapter_that_comes_to_lead_to_it_is_named(tmp_path):
    from book_fixtures import write_project

    write_project(tmp_path)
    book = build(tmp_path)
    before = (book / PATH).read_bytes()
    demo, claims = (tmp_path / "chapters" / f"{name}.ipynb" for name in ("demo", "claims"))
    first = json.loads(demo.read_text(encoding="utf-8"))
    table = json.loads(claims.read_text(encoding="utf-8"))["cells"][3]
    demo.write_text(
        json.dumps({**first, "cells": [*first["cells"], {**table, "id": "more"}]}), encoding="utf-8"
    )
    build(tmp_path)
    assert "../chapters/demo.html" in (book / PATH).read_text(encoding="utf-8")
    demo.write_text(json.dumps(first), encoding="utf-8")
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace("S3-SRB-02", "S3-SRB-03"), encoding="utf-8")
    build(tmp_path)
    assert sorted(file.stem for file in (book / "claims").glob("S*.html")) == [*CLAIMS[:2], "S3-SRB-03"]
    claims.write_text(text, encoding="utf-8")
    build(tmp_path)
    assert (book / PATH).read_bytes() == before


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("width", [1300, 390])
def test_axe_finds_nothing_on_a_page_and_it_fits_a_phone(visit, address, width):
    visitor = visit(width=width)
    page = visitor.open(address + PATH)
    page.locator("details summary").click()
    assert violations_in_both_themes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.complaints == []


@pytest.mark.slow
@pytest.mark.browser
def test_a_page_is_whole_without_javascript_and_on_paper(visit, address):
    page = visit(java_script_enabled=False).open(address + PATH)
    assert page.locator("svg.wb6c-curve").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Main point").is_visible()
    assert not page.locator("nav").is_visible()
