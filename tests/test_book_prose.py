"""The rules of the book's prose, each on a chapter that breaks it."""

import nbformat
import pytest

from wb6.book import manuscript, prose, wording
from wb6.data import package
from wb6.data.facts import GLUE_PREFIX


def chapter(tmp_path, *cells, name="demo", glued=()):
    """A notebook of Markdown cells, with outputs that glue the names in `glued`, to texts where it gives them."""
    v4 = nbformat.v4
    texts = glued if isinstance(glued, dict) else dict.fromkeys(glued, "1")
    outputs = [
        v4.new_output(
            "display_data", data={GLUE_PREFIX + "text/plain": text}, metadata={"scrapbook": {"name": fact}}
        )
        for fact, text in texts.items()
    ]
    notebook = v4.new_notebook(
        cells=[*map(v4.new_markdown_cell, cells), v4.new_code_cell("x", outputs=outputs)]
    )
    folder = tmp_path / "chapters"
    folder.mkdir(exist_ok=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")
    return next(found for found in manuscript.read(folder) if found.name == name)


@pytest.mark.parametrize(
    "sentence",
    [
        "Serbia has 28,150 soldiers.",
        "In 2007 it declared neutrality.",
        "It joined {cite}`a`. In 1999 it did not.",
        "It has {glue:}`active` soldiers and 3 brigades.",
        "```{note}\nIn 1999 it did not.\n```",
        "> In 1999 it did not.",
    ],
)
def test_a_number_without_trace_is_found(tmp_path, sentence):
    found = list(prose.untraced_numbers(chapter(tmp_path, sentence)))
    assert [problem.rule for problem in found] == ["untraced number"]


@pytest.mark.parametrize(
    "text",
    [
        "# Serbia 2026",
        "Serbia has {glue:}`active_2024` soldiers.",
        "In 2007 it declared neutrality {cite}`resolution_2007`.",
        "In 2007 it declared neutrality, says Gen. Smith {cite:p}`resolution_2007`.",
        "The WB6 buy S-300 systems.",
        "See [the page](data.html#t2) or <https://example.org/2024> or `x = 1`.",
        "```python\nx = 1\n```",
        "```{figure} map1.png\n:width: 300px\n```",
        "<!-- 2024 -->",
        "1. First step.",
        "A mark[^1].",
    ],
)
def test_what_is_no_number_in_prose_is_left_alone(tmp_path, text):
    assert list(prose.untraced_numbers(chapter(tmp_path, text))) == []


def test_a_problem_says_where_it_is(tmp_path):
    (problem,) = prose.untraced_numbers(chapter(tmp_path, "# T", "Fine.\n\nIn 2007 it was so."))
    assert problem.where == "chapters/demo.ipynb, cell 2, line 3"
    assert "2007" in problem.message


def test_a_citation_of_an_unknown_source_is_found(tmp_path):
    found = prose.unknown_sources(chapter(tmp_path, "So it is {cite}`known, unknown_1`."), {"known"})
    assert [problem.message for problem in found] == ["unknown_1 is not in data/references.bib"]


def test_a_fact_that_no_cell_glues_is_found(tmp_path):
    text = "It has {glue:}`a`, {glue:text}`b:.2f` and {glue:}`c`."
    found = list(prose.unknown_facts(chapter(tmp_path, text, glued=["a", "b"])))
    assert [problem.message for problem in found] == ["c is glued by no cell of demo.ipynb"]


def test_a_chapter_without_outputs_is_said_once(tmp_path):
    found = list(prose.unknown_facts(chapter(tmp_path, "It has {glue:}`a` and {glue:}`b`.")))
    assert [problem.message for problem in found] == ["has no outputs yet; run wb6 accept demo"]


@pytest.mark.parametrize("cells", [["Text."], ["# One", "# Two"]])
def test_a_chapter_has_exactly_one_title(tmp_path, cells):
    assert [problem.rule for problem in prose.wrong_title(chapter(tmp_path, *cells))] == ["one title"]


def test_the_generated_page_of_changes_may_hold_counts_and_words_of_the_data(tmp_path):
    (tmp_path / "chapters").mkdir()
    for name in ("changes", "other"):
        text = "# What changed\n\n- 12 rows added\n- a so-called term\n"
        (tmp_path / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    found = [problem.where.split(",")[0] for problem in prose.check_prose(tmp_path)]
    assert found == ["chapters/other.md"] * 2


def sections(names):
    """One Markdown cell a section."""
    return [f"## {name}" for name in names]


def test_the_skeleton_is_accepted(tmp_path):
    assert list(prose.broken_skeleton(chapter(tmp_path, "# T", *sections(prose.SKELETON)))) == []


FURTHER_BEFORE_THE_LAST = (*prose.SKELETON[:-1], prose.FURTHER, prose.SKELETON[-1])
WITHOUT_NEWS = tuple(name for name in prose.SKELETON if name != prose.NEWS)


def test_further_indicators_may_stand_before_the_last_section(tmp_path):
    assert not [*prose.broken_skeleton(chapter(tmp_path, "# T", *sections(FURTHER_BEFORE_THE_LAST)))]


@pytest.mark.parametrize(
    "names",
    [
        prose.SKELETON[:-1],
        prose.SKELETON[1:],
        WITHOUT_NEWS,
        (*WITHOUT_NEWS, prose.NEWS),
        (*prose.SKELETON, "More"),
        (*prose.SKELETON, prose.FURTHER),
        (prose.SKELETON[1], prose.SKELETON[0], *prose.SKELETON[2:]),
    ],
)
def test_another_skeleton_is_refused(tmp_path, names):
    assert len(list(prose.broken_skeleton(chapter(tmp_path, "# T", *sections(names))))) == 1


def test_a_contested_term_is_found_outside_quotation_marks_only(tmp_path):
    terms = {"so-called": "Kosovo"}
    found = list(
        prose.contested_terms(
            chapter(tmp_path, "The so-called state.", "The “so-called” state, as A says."), terms
        )
    )
    assert [problem.where for problem in found] == ["chapters/demo.ipynb, cell 1, line 1"]


def test_every_contested_term_has_a_neutral_wording_in_the_data():
    assert set(prose.CONTESTED.values()) <= set(package.published("framing")["id"])


def test_a_contested_term_whose_row_was_renamed_is_a_problem_and_no_traceback(monkeypatch):
    monkeypatch.setitem(prose.CONTESTED, "cold peace", "000-cold-peace")
    assert [str(problem) for problem in prose.rules_without_wording(prose._neutral_wording())] == [
        "table framing: has no neutral wording in the row '000-cold-peace' (rule: contested term)"
    ]


def test_the_prose_of_the_book_keeps_all_rules():
    assert [str(problem) for problem in prose.check_prose()] == []


@pytest.mark.parametrize(
    ("sentence", "text", "told"),
    [
        ("It joined in {glue:}`when`.", "5 June 2017", "“in 5 June 2017”, which is the fact when"),
        ("On {glue:text}`when` it joined.", "June 2017", "“On June 2017”, which is the fact when"),
        ("It joined on {glue:}`when`.", "2017", "“on 2017”, which is the fact when"),
        ("It joined on {glue:}`when`.", "5 June 2017", None),
        ("It joined in {glue:}`when`.", "June 2017", None),
        ("It joined in {glue:}`when` rounds.", "four", None),
    ],
)
def test_a_preposition_fits_the_date_behind_it(tmp_path, sentence, text, told):
    found = prose.unfit_prepositions(chapter(tmp_path, sentence, glued={"when": text}))
    assert [problem.message for problem in found] == ([told] if told else [])


@pytest.mark.parametrize(
    "text",
    [
        "It is in in Skopje.",
        "By the count by the count of NATO.",
        "In all {glue:}`votes` texts.",
    ],
)
def test_doubled_words_are_found_once_the_facts_are_filled_in(tmp_path, text):
    found = list(wording.doubled_words(chapter(tmp_path, text, glued={"votes": "nine texts"})))
    assert [problem.rule for problem in found] == ["doubled words"]


@pytest.mark.parametrize(
    "text", ["All that it had had was lost.", "One by one, day by day.", "It is 5 of 5."]
)
def test_words_that_may_stand_twice_are_left_alone(tmp_path, text):
    assert list(wording.doubled_words(chapter(tmp_path, text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "The record holds nine strikes.",
        "It is worth noting that nine failed.",
        "At the end of {glue:}`day` nine were there.",
    ],
)
def test_empty_constructions_are_found(tmp_path, text):
    (problem,) = wording.empty_constructions(chapter(tmp_path, text, glued={"day": "31 December 2022"}))
    assert problem.rule == "empty words"
    assert problem.where == "chapters/demo.ipynb, cell 1, line 1"


def test_a_sentence_of_two_pages_is_found_whatever_facts_fill_it(tmp_path):
    one = chapter(tmp_path, "Short. In {glue:}`a` the only supplier in the register was there.", name="one")
    two = chapter(tmp_path, "Short. In {glue:}`b` the only supplier in the register was there {cite}`k`.")
    (problem,) = wording.repeated_sentences([one, two])
    assert problem.where == "chapters/demo.ipynb, cell 1, line 1"
    assert "chapters/one.ipynb, cell 1, line 1" in problem.message
