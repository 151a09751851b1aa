"""The book itself, made from the committed chapters: whole, linked, offline, fit for a phone.

A build of the whole project is given the committed chapters, which `pytest --nbval chapters/` proves; it runs one itself.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

import lxml.html
import pytest
from book_fixtures import (
    RUN,
    chromium,
    of_shape,
    real_book,
    serve,
    stored,
    violations,
    violations_in_both_themes,
    visit,
    visits,
    without_hidden,
)

from wb6.book import bundles
from wb6.data import folders, package
from wb6.pipeline import notebook
from wb6.pipeline.notebook import CHART

pytestmark = [pytest.mark.slow, pytest.mark.browser]

__all__ = ["chromium", "real_book", "visit", "visits"]

CHAPTERS = sorted((folders.PROJECT / "chapters").glob("*.ipynb"))
NAMES = [path.stem for path in CHAPTERS]
PAGES = sorted(
    path.stem for path in (folders.PROJECT / "chapters").glob("*") if path.suffix in {".md", ".ipynb"}
)


@pytest.fixture(scope="module")
def book(real_book) -> Path:
    return real_book


@pytest.fixture(scope="module")
def parsed(book) -> dict[Path, lxml.html.HtmlElement]:
    """Every HTML page of the book by its path."""
    return {file: lxml.html.fromstring(file.read_bytes()) for file in book.rglob("*.html")}


@pytest.fixture(scope="module")
def served(book) -> Iterator[str]:
    with serve(book) as address:
        yield address


def test_a_build_executes_a_chapter_to_what_is_committed(book):
    executed = notebook.read(book.parent / "wb6" / "executed" / f"{RUN}.ipynb")
    assert executed["cells"] == stored(RUN)["cells"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_every_figure_and_table_of_its_notebook(parsed, book, name):
    page = parsed[book / "chapters" / f"{name}.html"]
    notebook = json.loads((folders.PROJECT / "chapters" / f"{name}.ipynb").read_text(encoding="utf-8"))
    outputs = [output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", [])]
    figures = [data[CHART] for data in outputs if CHART in data]
    shown = [
        data["application/vnd.wb6.table+json"] for data in outputs if "application/vnd.wb6.table+json" in data
    ]
    for spec in figures:
        figure = page.get_element_by_id(spec["usermeta"]["wb6"]["name"])
        (chart,) = figure.xpath(".//*[@data-wb6-chart]")
        later = (book / "chapters" / chart.get("data-wb6-later")).read_text(encoding="utf-8")
        assert later.startswith(f'wb6.later("{chart.get("data-wb6-chart")}",{{')
        if chart.get("data-wb6-waits") is None:
            assert len(chart.findall(".//svg")) == 2
        else:
            assert later.count("<svg ") == 2
            assert all((book / "chapters" / still).exists() for still in chart.xpath(".//img/@src"))
    for content in shown:
        assert page.get_element_by_id(content["name"]).find(".//table") is not None


def test_every_internal_link_leads_somewhere(parsed, book):
    anchors = {file: set(page.xpath("//@id")) for file, page in parsed.items()}
    broken = set()
    for file, page in parsed.items():
        for link in page.xpath("//a/@href"):
            href, fragment = urldefrag(link)
            if re.match(r"[a-z]+:", href):
                continue
            target = (file.parent / unquote(href)).resolve() if href else file
            if target.is_dir():
                target = target / "index.html"
            if not target.exists() or (
                fragment and target in anchors and unquote(fragment) not in anchors[target]
            ):
                broken.add(f"{file.name}: {link}")
    assert sorted(broken) == []


def weight(*files: Path) -> int:
    """What files weigh on their way to a reader, bytes."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


# What a chapter may cost a reader before it is read: bytes as they are sent, and requests.
MOST_BYTES, MOST_OF_HTML, MOST_REQUESTS = 300_000, 90_000, 15


def test_no_page_complains_to_a_reader_who_comes_for_the_first_time(chromium, served):
    complaints = []
    for name in PAGES:
        context = chromium.new_context()
        page = context.new_page()
        page.on("pageerror", lambda error, name=name: complaints.append(f"{name}: {error}"))
        page.on(
            "console",
            lambda said, name=name: (
                complaints.append(f"{name}: {said.text}") if said.type in ("error", "warning") else None
            ),
        )
        page.goto(f"{served}chapters/{name}.html", wait_until="networkidle")
        context.close()
    assert complaints == []


def test_no_page_keeps_a_place_for_advertisements(parsed):
    assert not any(page.xpath("//*[contains(@id, 'ethical-ad')]") for page in parsed.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_is_light(visit, served, book, name):
    visitor = visit()
    visitor.open(f"{served}chapters/{name}.html").wait_for_load_state("networkidle")
    files = [book / unquote(urldefrag(url)[0].removeprefix(served).split("?")[0]) for url in visitor.requests]
    assert len(files) <= MOST_REQUESTS
    assert weight(files[0]) <= MOST_OF_HTML
    assert weight(*files) <= MOST_BYTES


def test_every_icon_of_the_theme_has_its_shape(parsed, book):
    style = (book / "_static" / bundles.STYLE).read_text(encoding="utf-8")
    of_size = {"fa-solid", "fa-regular", "fa-lg", "fa-fw"}
    icons = {
        word
        for page in parsed.values()
        for classes in page.xpath("//*[contains(@class, 'fa-')]/@class")
        for word in classes.split()
        if word.startswith("fa-")
    } - of_size
    assert icons
    assert [icon for icon in sorted(icons) if f".{icon} {{ --wb6-icon:" not in style] == []


def test_every_claim_has_a_page_that_leads_to_its_rows_and_keeps_its_old_address(parsed, book):
    claims = set(package.published("claims")["claim_id"])
    rows = parsed[book / "claims" / "index.html"].xpath("//tbody/tr/@id")
    assert {*rows} == claims
    old = parsed[book / "chapters" / "claims.html"].xpath("id('ledger')//a[@id]")
    assert {link.get("id"): link.get("href") for link in old} == {
        claim: f"../claims/{claim}.html" for claim in claims
    }
    pages = {claim: parsed[book / "claims" / f"{claim}.html"] for claim in claims}
    answered = {
        claim: page
        for claim, page in pages.items()
        if page.xpath("string(//dl/div[2]//span[contains(@class, 'wb6-badge')])")
        not in {"open", "not testable"}
    }
    assert len(answered) > len(claims) / 2
    for claim, page in answered.items():
        assert page.xpath("//main//a[starts-with(@href, '../_rows/')]"), claim
    for country in ("montenegro", "serbia"):
        links = parsed[book / "chapters" / f"{country}.html"].xpath("id('claims')//tbody//a/@href")
        assert links
        for link in links:
            page = parsed[book / link.removeprefix("../")]
            assert f"../chapters/{country}.html" in page.xpath("//main//a/@href")


def test_the_page_of_the_ledger_is_light_before_entries_are_opened(parsed, book):
    page = book / "claims" / "index.html"
    loaded = parsed[page].xpath("//script/@src | //link[@rel = 'stylesheet']/@href")
    assert weight(page, *((page.parent / path).resolve() for path in loaded)) <= 60_000


def test_the_pages_of_claims_are_light_and_have_a_review_each(parsed, book):
    pages = {file: page for file, page in parsed.items() if file.parent == book / "claims"}
    del pages[book / "claims" / "index.html"]
    for file, page in pages.items():
        assert weight(file) <= 15_000, file.name
        (content,) = page.xpath("//script[@type = 'application/ld+json']/text()")
        of_shape(json.loads(content))


def test_no_page_loads_anything_from_another_host(parsed):
    for file, page in parsed.items():
        loaded = page.xpath(
            "//script/@src | //img/@src | //iframe/@src | //link[not(@rel = 'canonical')]/@href"
        )
        assert [url for url in loaded if re.match(r"(https?:)?//", url)] == [], file.name


def test_no_page_names_a_machine(book):
    work = book.parents[2]
    for file in book.rglob("*"):
        if file.is_file() and file.suffix in {".html", ".js", ".json", ".csv", ".svg", ".ipynb"}:
            text = file.read_text(encoding="utf-8")
            assert str(folders.PROJECT) not in text, file
            assert str(work) not in text, file


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_the_page_without_sideways_scrolling_or_complaint(visit, served, name):
    visitor = visit(width=390)
    page = visitor.open(f"{served}/chapters/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [url for url in visitor.requests if not url.startswith((served, "data:", "blob:"))] == []
    assert visitor.complaints == []


@pytest.mark.parametrize("name", ["index", "region", "kfor", "kosovo", "claims", "disagreements", "data"])
def test_axe_finds_nothing_in_the_book(visit, served, name):
    page = without_hidden(visit().open(f"{served}/chapters/{name}.html"))
    assert violations_in_both_themes(page) == []


@pytest.mark.parametrize("name", ["index", "S0-HRV-03"])
def test_axe_finds_nothing_on_the_ledger_and_the_page_of_a_claim(visit, served, name):
    page = visit(width=390).open(f"{served}/claims/{name}.html")
    assert violations_in_both_themes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_nothing_on_a_page_of_rows(visit, served, book):
    rows = min((book / "_rows").glob("*.html"))
    assert violations(visit().open(f"{served}/_rows/{rows.name}")) == []
