"""Pages in Markdown that show tables of the ledger: the sections are there, numbers of claims are links, mistakes are named."""

import shutil

import book_fixtures
import nbformat
import pytest
from bs4 import BeautifulSoup

from wb6.data import coverage, folders
from wb6.pipeline import notebook

pytestmark = pytest.mark.slow

PAGES = ("coverage", "codebook", "objections")
STUBS = {
    "index": "# The book\n",
    "data": "# Data\n",
    "evidence": "# Evidence\n",
    "references": "# Sources\n\n```{bibliography}\n```\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project with these pages, and the data and settings of the book."""
    root = tmp_path_factory.mktemp("sections")
    shutil.copytree(folders.data_dir(), root / "data")
    shutil.copy(folders.PROJECT / "_config.yml", root)
    chapters = root / "chapters"
    chapters.mkdir()
    for name in PAGES:
        shutil.copy(folders.PROJECT / "chapters" / f"{name}.md", chapters)
    for name, text in STUBS.items():
        (chapters / f"{name}.md").write_text(text, encoding="utf-8")
    title = nbformat.v4.new_markdown_cell("# The claims", id="title")
    nbformat.write(nbformat.v4.new_notebook(cells=[title]), chapters / "claims.ipynb")
    names = [*PAGES, *(name for name in STUBS if name != "index"), "claims"]
    toc = [
        "format: jb-book",
        "root: chapters/index",
        "chapters:",
        *(f"  - file: chapters/{name}" for name in names),
    ]
    (root / "_toc.yml").write_text("\n".join([*toc, ""]), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def pages(root):
    """The pages as they are built, by name."""
    html = book_fixtures.build(root)
    return {
        name: BeautifulSoup((html / "chapters" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        for name in PAGES
    }


def rows(page, name):
    """Texts of the cells of a table of a page, a list a row."""
    found = page.select(f"figure#{name} tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in found]


def test_each_page_has_its_tables_with_what_the_data_hold(pages):
    tables = {
        "coverage": ["covered", "uncovered", *(f"sentences-{text.lower()}" for text in coverage.by_text())],
        "codebook": ["verdict-words", "agreement", "settled"],
        "objections": ["objections-by-kind", "objections"],
    }
    for page, names in tables.items():
        assert [figure["id"] for figure in pages[page].select("figure")] == names
        assert all(rows(pages[page], name) for name in names)
    for text, found in coverage.by_text().items():
        assert len(rows(pages["coverage"], f"sentences-{text.lower()}")) == len(found)


def test_numbers_of_claims_lead_to_the_claim_and_pages_to_each_other(pages):
    links = pages["coverage"].select("figure#sentences-s0 tbody a")
    assert len(links) >= sum(len(one.claims) for one in coverage.by_text()["S0"])
    assert all(link["href"].endswith(f"#{link.text}") or link.text in link["href"] for link in links)
    for page in PAGES:
        others = {f"{other}.html" for other in PAGES if other != page}
        linked = {link["href"].partition("#")[0] for link in pages[page].select("article a[href]")}
        assert others & linked, page


@pytest.mark.parametrize(
    ("directive", "says"),
    [
        ("no_such_section", "there is no section 'no_such_section'; sections are"),
        ("meanings", "meanings judges claims, which is for notebooks"),
        ("sentences S9", "unknown text 'S9'; texts are S0, S1, S2, S3, S4"),
    ],
)
def test_a_section_that_cannot_stand_there_is_named(root, tmp_path, directive, says):
    copy = shutil.copytree(root, tmp_path / "book", ignore=shutil.ignore_patterns("_build"))
    for name in PAGES:
        notebook.write(
            f"# A page\n\n```{{ledger-section}} {directive}\n```\n", copy / "chapters" / f"{name}.md"
        )
    with pytest.raises(AssertionError) as failed:
        book_fixtures.build(copy)
    assert says in " ".join(str(failed.value).split())
