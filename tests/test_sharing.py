"""What others see of a page before they open it: descriptions always, addresses and images with an address."""

import re
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from book_fixtures import BASE, small_book
from bs4 import BeautifulSoup
from docutils import nodes

from wb6.book import files, sharing

pytestmark = pytest.mark.slow

__all__ = ["small_book"]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="12">WB6</text></svg>'


def tags(page: Path) -> dict[str, str]:
    """The meta tags of a page by name or property."""
    parsed = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    found = parsed.find_all("meta", content=True)
    return {tag.get("property") or tag.get("name"): tag["content"] for tag in found}


def test_a_page_describes_itself_in_the_words_of_its_first_paragraph(small_book):
    found = tags(small_book / "chapters" / "demo.html")
    assert found["description"] == (
        "Spending reached 1.9 percent of GDP and support is not known in this edition. "
        "The alliance has grown, as its own list says."
    )
    assert found["og:description"] == found["description"]
    assert found["og:title"] == "Serbia, invented"


def test_a_page_names_its_address_and_its_first_chart(small_book):
    found = tags(small_book / "chapters" / "demo.html")
    assert found["og:url"] == f"{BASE}chapters/demo.html"
    image = small_book / found["og:image"].removeprefix(BASE)
    assert image.read_bytes().startswith(b"\x89PNG")
    assert "og:image" not in tags(small_book / "chapters" / "data.html")


def test_the_sitemap_lists_every_page_of_the_contents_and_of_the_claims(small_book):
    root = ElementTree.parse(small_book / "sitemap.xml").getroot()
    listed = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    chapters, claims = ([*sorted((small_book / name).glob("*.html"))] for name in ("chapters", "claims"))
    assert listed == [f"{BASE}{file.parent.name}/{file.name}" for file in [*chapters, *claims]]
    assert len(claims) == 4
    assert f"{BASE}chapters/demo.html" in listed


def test_robots_are_led_to_the_sitemap_and_lost_readers_into_the_book(small_book):
    robots = (small_book / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert robots == ["User-agent: *", "Allow: /", f"Sitemap: {BASE}sitemap.xml"]
    lost = BeautifulSoup((small_book / "404.html").read_text(encoding="utf-8"), "html.parser")
    links = [link["href"] for link in lost.find_all("a")]
    assert [(small_book / link.removeprefix(BASE)).is_file() for link in links] == [True] * 3
    assert lost.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def app(outdir: Path, base: str) -> SimpleNamespace:
    """A stand-in for Sphinx with one page that has a chart."""
    env = SimpleNamespace(found_docs={"chapters/demo"})
    files.note(env, "chapters/demo", "_figures/demo/one.svg", SVG)
    builder = SimpleNamespace(format="html", get_target_uri=lambda name: f"{name}.html")
    config = SimpleNamespace(html_baseurl=base, html_title="The book")
    return SimpleNamespace(outdir=str(outdir), env=env, builder=builder, config=config)


def test_a_preview_image_is_the_same_to_the_byte_each_time(tmp_path):
    for name in ("one", "two"):
        sharing.write(app(tmp_path / name, BASE), None)
    images = [tmp_path / name / "_previews" / "chapters" / "demo.png" for name in ("one", "two")]
    assert images[0].read_bytes() == images[1].read_bytes()


def test_without_an_address_there_is_no_sitemap_and_no_preview_and_old_ones_go(tmp_path):
    sharing.write(app(tmp_path, BASE), None)
    sharing.write(app(tmp_path, ""), None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short enough.", "Short enough."),
        ("One sentence here. Another that is too long to fit.", "One sentence here."),
        ("a sentence that goes on, and on, and never ends", "a sentence that goes on, and …"),
    ],
)
def test_a_long_description_ends_with_a_sentence_or_a_word(text, short):
    assert sharing.shortened(text, 30) == short
    assert not re.search(r"\s$", short)


def test_a_page_without_text_has_no_description():
    assert sharing.first_paragraph(nodes.document(None, None)) == ""
