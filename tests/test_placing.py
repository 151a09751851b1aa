"""Facts: declared once, computed when asked for, glued where the prose places them."""

import sys
from types import SimpleNamespace

import pytest

from conftest import NOW, make_chapter
from wb6.chapters.country import CountryChapter
from wb6.chapters.region import RegionChapter
from wb6.data import facts
from wb6.data.countries import WB6
from wb6.data.facts import Fact
from wb6.errors import UsageError
from wb6.pipeline import notebook, placing
from wb6.pipeline.changes import outputs
from wb6.pipeline.run import execute_chapter, run_chapter
from wb6.sections.declared import Facts, declares, declares_each
from wb6.sections.page import Page


@declares("troops", "size", "peak")
def _sizes(page: Page) -> dict[str, Fact]:
    page.made.append("sizes")
    return {"size": Fact("", "Size", "12 soldiers", 12, date="2020", day="2020-12-31")}


@declares_each(lambda page: [f"{code}_share" for code in ("alb", "srb")])
def _share(page: Page, name: str) -> Fact:
    page.made.append(name)
    return Fact("", "Share", "3 percent", 3)


class PageOfThree(Page):
    """A page of three facts that counts how often each is made."""

    topics = (sys.modules[__name__],)

    def __init__(self):
        super().__init__(NOW, 1999)
        self.made: list[str] = []


def cell(kind: str, source: str) -> dict:
    return {"cell_type": kind, "source": source, "metadata": {}}


def test_nothing_is_computed_before_it_is_asked_for_and_nothing_twice():
    page = PageOfThree()
    assert list(page.facts()) == ["size", "peak", "alb_share", "srb_share"]
    assert page.made == []
    assert page.facts()["srb_share"].name == "srb_share"
    assert [page.facts()["size"].value, page.facts()["size"].name] == [12, "size"]
    assert page.made == ["srb_share", "sizes"]


def test_whether_there_is_a_fact_is_told_without_making_it():
    page = PageOfThree()
    assert "size" in page.facts()
    assert "sise" not in page.facts()
    assert page.made == []


def test_a_declared_fact_that_is_not_made_is_unknown():
    assert PageOfThree().facts()["peak"] == Fact("peak", "troops: peak", "not known in this edition")


def test_only_the_facts_that_a_page_places_are_glued(monkeypatch):
    glued = {}
    monkeypatch.setattr(facts, "glue", glued.update)
    page = PageOfThree()
    page.place("size_date\n size")
    assert {name: fact.text for name, fact in glued.items()} == {"size_date": "2020", "size": "12 soldiers"}
    assert page.made == ["sizes"]


def test_an_unknown_fact_is_named():
    with pytest.raises(UsageError, match="unknown fact 'sise'"):
        PageOfThree().place("size sise")


def test_a_quoted_row_is_a_fact_of_the_page():
    page = CountryChapter("SRB", NOW, 1999, [])
    page.quote(neutrality=("strategic_documents", "srb-2009-national-security-strategy", "date"))
    assert page.facts()["neutrality"].table == "strategic_documents"
    assert list(Facts(SimpleNamespace(), [])) == []


def test_every_fact_has_its_name_and_what_it_rests_on():
    for page in (CountryChapter("MKD", NOW, 1999, []), RegionChapter(NOW, 1999, WB6)):
        for name, fact in page.facts().items():
            assert fact.name == name
            assert not fact.known or fact.sources, name


def test_the_cell_of_facts_names_what_the_prose_places():
    page = {
        "cells": [
            cell("markdown", "In {glue:text}`size:.1f` and {glue:}`peak`, not {glue:}`other::size`."),
            cell("code", 'chapter.place("old")'),
            cell("code", "chapter.map()"),
        ]
    }
    assert placing.placed(page) == ["peak", "size"]
    sources = [each["source"] for each in placing.filled(page)["cells"]]
    assert sources[1:] == ['chapter.place("peak size")', "chapter.map()"]
    assert placing.filled(placing.filled(page)) == placing.filled(page)
    every = [each["source"] for each in placing.with_every_fact(page)["cells"]]
    assert every[1] == 'chapter.place(" ".join(chapter.facts()))'


def test_many_names_stand_on_lines_of_their_own():
    page = {
        "cells": [
            cell("markdown", " ".join(f"{{glue:}}`fact_{n:03}`" for n in range(40))),
            cell("code", "a.place()"),
        ]
    }
    source = placing.filled(page)["cells"][1]["source"]
    assert source.startswith('a.place("""\nfact_000 fact_001 ')
    assert max(map(len, source.splitlines())) <= 100


def test_a_page_without_a_cell_of_facts_stays_as_it_is():
    page = {"cells": [cell("markdown", "{glue:}`size`"), cell("code", "glue(size)")]}
    assert placing.filled(page) == page


SMALL = """\
import sys
from wb6.data.facts import Fact
from wb6.sections.declared import declares
from wb6.sections.page import Page

@declares("troops", "size", "peak")
def _sizes(page: Page):
    return {"size": Fact("", "Size", "12", 12, date="2020")}

class Small(Page):
    topics = (sys.modules[__name__],)

chapter = Small(as_of, since)"""


@pytest.mark.slow
def test_a_run_glues_what_the_prose_places_and_a_sweep_everything(small_book):
    make_chapter(small_book.chapters, "kfor", SMALL, "chapter.place()")
    document = notebook.read(small_book.notebook("kfor"))
    document["cells"][0]["source"] = "# KFOR\n\nOf {glue:}`size_date`."
    notebook.write(notebook.dumps(document), small_book.notebook("kfor"))
    placed = run_chapter("kfor", project=small_book)
    assert list(outputs.facts(placed["cells"])) == ["size_date"]
    assert "".join(placed["cells"][-1]["source"]) == 'chapter.place("size_date")'
    every = execute_chapter("kfor", {}, small_book, every_fact=True).notebook
    assert list(outputs.facts(every["cells"])) == ["size", "peak"]
