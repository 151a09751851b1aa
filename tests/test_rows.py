"""Every fact leads to a row of the data, and the row has an address."""

import pytest

from conftest import NOW
from wb6.book import rows, sources
from wb6.book.page import rows_page
from wb6.chapters.country import CountryChapter
from wb6.data import package
from wb6.data.facts import EVERY

FACTS = CountryChapter("SRB", NOW, 1999, []).facts()
SINGLE = sorted(
    name for name, fact in FACTS.items() if fact.known and fact.key and not name.startswith("arms_")
)


@pytest.mark.parametrize("name", SINGLE)
def test_a_fact_leads_to_a_row_that_its_page_prints(name):
    fact = FACTS[name]
    page, anchor = rows.address(fact.table, fact.key, fact.day)
    shown = rows.content(rows.data_folder(), fact.table, rows.group_of(page, fact.table))
    row = dict(shown["rows"])[anchor]
    assert row["source"] in fact.sources


def test_the_row_of_a_fact_holds_its_value():
    fact = FACTS["milex_share"]
    page, anchor = rows.address(fact.table, fact.key, fact.day)
    row = dict(rows.content(rows.data_folder(), fact.table, rows.group_of(page, fact.table))["rows"])[anchor]
    assert float(row["value"]) == pytest.approx(fact.value)


@pytest.mark.parametrize("table", package.table_names())
def test_addresses_of_rows_are_unique(table):
    split = next((column for column in rows.SPLIT_BY if column in package.fields(table)), None)
    groups = ["", *(["SRB", "XKX"] if split else [])]
    for group in groups:
        anchors = [anchor for anchor, _ in rows.content(rows.data_folder(), table, group)["rows"]]
        assert len(anchors) == len(set(anchors))
        assert all(anchors)


@pytest.mark.parametrize("name", [name for name in FACTS if EVERY in FACTS[name].key])
def test_a_fact_of_many_rows_leads_to_the_rows_of_its_country(name):
    fact = FACTS[name]
    page, anchor = rows.address(fact.table, fact.key, fact.day)
    assert (page, anchor) == ("_rows/arms_transfers-srb.html", "")


def test_a_page_of_rows_leaves_out_the_fields_without_an_entry():
    shown = rows.content(rows.data_folder(), "kfor_strength", "")
    assert all(any(row[name] for _, row in shown["rows"]) for name, _ in shown["headings"])


def test_pages_of_an_earlier_edition_print_what_was_known_on_its_day():
    early = rows.content(rows.data_folder(), "indicators", "SRB", "2016-12-31")
    years = {int(row["year"]) for _, row in early["rows"]}
    assert max(years) == 2016
    agenda = dict(rows.content(rows.data_folder(), "agenda", "SRB", "2025-12-31")["rows"])
    assert agenda
    assert all(row["announced"] <= "2025-12-31" and row["closed"] <= "2025-12-31" for row in agenda.values())
    assert len(rows.content(rows.data_folder(), "agenda", "SRB")["rows"]) > len(agenda)


def test_a_median_has_no_row_of_its_own():
    fact = FACTS["milex_share_median"]
    assert rows.address(fact.table, fact.key, fact.day) is None


def test_text_of_a_row_that_looks_like_html_is_shown_as_text():
    shown = {
        "table": "t",
        "title": "T",
        "description": "",
        "headings": [("a", "A")],
        "sources": set(),
        "rows": [("x", {"a": "<img src=x onerror=alert(1)>"})],
        "as_of": "",
    }
    html = rows_page(shown, "Book", data_page="d.html", references_page="r.html", edition="30 June 2026")
    assert "<img" not in html


def test_a_source_of_a_row_bears_the_mark_of_its_grade():
    shown = rows.content(rows.data_folder(), "energy_events", "")
    html = rows_page(shown, "Book", data_page="d.html", references_page="r.html", edition="30 June 2026")
    grades = package.published("sources").set_index("key")["grade"]
    told = {
        "primary": "",
        "reliable": "",
        "passing_on": " <small>(at second hand)</small>",
        "party": " <small>(interested party)</small>",
    }
    used = {row["source"] for _, row in shown["rows"]}
    assert {*grades[sorted(used)]} >= {"reliable", "passing_on", "party"}
    for key in used:
        assert f'<a href="../r.html#{key}">{key}</a>{told[grades[key]]}</td>' in html


def test_a_key_in_a_remark_is_the_label_of_its_source_and_leads_to_it():
    text = sources.linked("in the prices of the time (globalhighways_2015), <b> not_a_key", "r.html")
    label = sources.label("globalhighways_2015")
    assert text == (
        f'in the prices of the time (<a href="r.html#globalhighways_2015">{label}</a>), &lt;b&gt; not_a_key'
    )
