"""What charts, tables, facts and cards become in HTML."""

import csv
import io
import json
import posixpath
import re
from pathlib import Path
from types import SimpleNamespace

import altair as alt
import book_fixtures as small
import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from pybtex.database import parse_string
from pybtex.style.formatting.plain import Style
from pybtex_docutils import Backend

from wb6.book import bibliography, extension, files, interactive, links, mime, palette, sources
from wb6.book.page import Page, render
from wb6.data import sheets
from wb6.figures import drawing, theme
from wb6.figures import figure as figures


@pytest.fixture
def page(tmp_path, monkeypatch):
    """The page chapters/demo of the small book, outside Sphinx."""
    small.write_package(tmp_path / "data")
    monkeypatch.setenv("WB6_DATA", str(tmp_path / "data"))

    def relative_uri(here, there):
        return posixpath.relpath(f"{there}.html", posixpath.dirname(here))

    config = SimpleNamespace(
        html_title="A small book", wb6_data_page="chapters/data", wb6_references_page="chapters/references"
    )
    app = SimpleNamespace(builder=SimpleNamespace(get_relative_uri=relative_uri), doctreedir=str(tmp_path))
    env = SimpleNamespace(
        config=config, app=app, docname="chapters/demo", note_dependency=lambda _path: None, temp_data={}
    )
    return Page(env, "chapters/demo", "Demo")


def soup(html):
    """Parsed HTML."""
    return BeautifulSoup(html, "html.parser")


def written(page):
    """Files that the page brings along, by path."""
    return page.env.wb6_files["chapters/demo"]


def rows_of(text):
    """Rows of CSV text."""
    return list(csv.reader(io.StringIO(text)))


def test_a_figure_shows_title_subtitle_and_note_as_text(page):
    figure = soup(mime.figure(page, small.line_chart())).figure
    assert figure["id"] == "spending"
    assert figure.select_one(".wb6-title").text == f"Serbia spends most {small.HOSTILE}"
    assert figure.select_one(".wb6-subtitle").text == (
        "Military expenditure, percent of GDP, 1999 to 2025. "
        f"Read in a copy: register of SIPRI {small.HOSTILE}"
    )
    assert figure.select_one(".wb6-note").text == "Invented figures."


def test_a_figure_without_data_is_its_title_and_the_reason(page):
    chart = figures.empty(name="none", title="Nothing", reason="The edition holds nothing.")
    figure = soup(mime.figure(page, chart.to_dict())).figure
    assert figure["id"] == "none"
    assert figure.figcaption.get_text(" ", strip=True) == "Nothing The edition holds nothing."
    assert not figure.select("svg, .wb6-chart, [download]")


def test_text_in_data_that_looks_like_html_is_shown_as_text(page):
    everything = [
        mime.figure(page, small.line_chart()),
        mime.table(page, small.a_table().as_json()),
        mime.fact(page, small.a_fact(text=small.HOSTILE, label=small.HOSTILE).as_json()),
        mime.card(
            page,
            {"name": "card", "title": small.HOSTILE, "facts": [small.a_fact(label=small.HOSTILE).as_json()]},
        ),
    ]
    for html in everything:
        assert small.HOSTILE in soup(html).text or small.HOSTILE in soup(html).find("a")["aria-label"]
        assert not soup(html).find_all("script")


def test_a_figure_names_no_other_host(page):
    html = mime.figure(page, small.line_chart()) + mime.figure(page, small.faceted_chart())
    assert "http" not in html


def test_both_drawings_have_a_name_and_no_title_of_their_own(page):
    figure = soup(mime.figure(page, small.line_chart()))
    drawings = figure.find_all("svg")
    assert len(drawings) == 2
    for svg in drawings:
        assert svg["role"] == "img"
        assert svg["aria-label"] == "Three rising lines; Serbia is the highest throughout."
        assert "spends most" not in svg.text


def test_ids_are_unique_on_a_page_and_every_reference_to_one_resolves(page):
    html = "".join(
        mime.figure(page, spec) for spec in (small.line_chart(), small.faceted_chart(), small.bar_chart())
    )
    ids = [tag["id"] for tag in soup(html).find_all(id=True)]
    assert len(ids) == len(set(ids))
    used = set(re.findall(r"url\(#([^)]+)\)", html))
    assert used
    assert used <= set(ids)


@pytest.mark.parametrize("spec", [small.line_chart, small.faceted_chart, small.bar_chart])
def test_the_narrow_drawing_fits_a_phone_and_keeps_its_letters(spec, tmp_path):
    draw = drawing.cached(tmp_path)
    narrow = draw(drawing.narrow(spec(), draw))
    assert 250 <= drawing.svg_width(narrow) <= 358
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)px"', narrow)}
    assert min(sizes) >= 12


def test_a_single_plot_is_drawn_for_no_measure_and_several_are_once(tmp_path):
    for spec, drawings in ((small.line_chart(), 2), (small.faceted_chart(), 3)):
        draw = drawing.cached(tmp_path / spec["usermeta"]["wb6"]["name"])
        draw(drawing.for_page(spec))
        draw(drawing.narrow(spec, draw))
        assert len(list((tmp_path / spec["usermeta"]["wb6"]["name"]).iterdir())) == drawings


def test_the_same_chart_of_another_figure_is_the_same_drawing(tmp_path):
    draw, spec = drawing.cached(tmp_path), small.bar_chart()
    other = {**spec, "usermeta": {"wb6": {**spec["usermeta"]["wb6"], "name": "another"}}}
    assert draw(spec) == draw(other) == drawing.drawn(other)
    assert len(list(tmp_path.iterdir())) == 1


def test_narrow_facets_stand_in_two_columns(tmp_path):
    narrow = drawing.narrow(small.faceted_chart(), drawing.cached(tmp_path))
    assert narrow["columns"] == 2


def test_a_narrow_map_keeps_its_shape(tmp_path):
    world = alt.Data(values=[{"type": "Feature", "geometry": {"type": "Point", "coordinates": [20, 44]}}])
    chart = alt.Chart(world).mark_geoshape().properties(width=600, height=480)
    narrow = drawing.narrow(chart.to_dict(), drawing.cached(tmp_path))
    assert narrow["width"] < 350
    assert narrow["height"] / narrow["width"] == pytest.approx(0.8, abs=0.01)


def test_drawing_again_reads_the_kept_drawing(tmp_path):
    draw = drawing.cached(tmp_path)
    spec = small.bar_chart()
    first = draw(spec)
    (kept,) = tmp_path.iterdir()
    kept.write_text("kept", encoding="utf-8")
    assert first.startswith("<svg")
    assert draw(spec) == "kept"


def test_the_csv_has_the_headings_of_the_figure_and_all_rows(page):
    mime.figure(page, small.line_chart())
    rows = rows_of(written(page)["_figures/demo/spending.csv"])
    assert rows[0] == ["Country", "Year", "'=Share of GDP"]
    assert len(rows) - 1 == len(small.spending())
    assert rows[1] == ["Albania", "1999", "1.0"]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd", "'-cmd"),
        ("@sum", "'@sum"),
        ("-1.5", "-1.5"),
        ("-1,200", "-1,200"),
        (-1.5, "-1.5"),
        ("plain", "plain"),
        (None, ""),
    ],
)
def test_no_cell_of_a_csv_can_act_as_a_formula(cell, safe):
    assert rows_of(sheets.to_csv(["a", "b"], [[cell, "x"]]))[1] == [safe, "x"]


def test_a_figure_can_be_taken_away_and_cited(page):
    figure = soup(mime.figure(page, small.line_chart()))
    links = {link["href"]: link for link in figure.select(".wb6-actions > a")}
    assert set(links) == {"../_figures/demo/spending.csv", "../_figures/demo/spending.svg", "#spending"}
    assert [link["href"] for link in figure.select(".wb6-sources a")] == ["references.html#sipri_2025"]
    assert figure.select_one(".wb6-sources").get_text(" ", strip=True) == "Source: SIPRI 2025 (in a copy)"
    citation = figure.select_one(".wb6-cite p").text
    for part in ("Serbia spends most", "Demo", "A small book", "30 June 2026", "SIPRI 2025"):
        assert part in citation
    assert "Serbia spends most" in soup(written(page)["_figures/demo/spending.svg"]).text


def test_a_source_that_may_carry_what_it_says_bears_no_mark(page):
    line = soup(mime.figure(page, small.faceted_chart())).select_one(".wb6-sources")
    assert line.get_text(" ", strip=True) == "Sources: NATO 2025 , SIPRI 2025 (in a copy)"
    assert [mark.text for mark in line.select(".wb6-mark")] == ["(in a copy)"]


def test_the_list_of_sources_says_each_grade_and_what_is_passed_on(page):
    for members in sources.by_kind().values():
        html = render("source_list.html", members=members, terms=sources.TERMS)
        (entry,) = soup(html).select("li")
        badge = entry.select_one(".wb6-badge")
        told = [text.get_text() for text in badge.find_next_siblings("span")]
        expected = {
            "nato_2025": ("primary", [], False),
            "sipri_2025": ("in a copy", [f"register of SIPRI {small.HOSTILE}"], True),
        }
        assert (badge.text, told, "wb6-badge--mark" in badge["class"]) == expected[entry["id"]]
    assert sources.by_grade() == {"primary": 1, "in a copy": 1}


def rows_behind(page, figure):
    """The rows that a figure's script brings when its data are opened."""
    assert figure.select_one(".wb6-data .wb6-rows noscript a")["download"] == ""
    name = figure.select_one(".wb6-chart")["data-wb6-chart"]
    script = written(page)[f"_figures/{name}.later.js"]
    return soup(json.loads(script.removeprefix(f'wb6.later("{name}",').removesuffix(");\n"))["wb6-rows"])


def test_the_data_table_stops_at_two_hundred_rows_and_says_so(page):
    spec = small.bar_chart()
    (name,) = spec["datasets"]
    spec["datasets"][name] = [{"country": f"C{number}", "share": number} for number in range(450)]
    figure = soup(mime.figure(page, spec))
    data = rows_behind(page, figure)
    assert len(data.select("tbody tr")) == mime.ROWS_ON_PAGE
    assert "first 200 of 450 rows" in data.text
    assert len(rows_of(written(page)["_figures/demo/bars.csv"])) == 451


def test_a_table_has_caption_scopes_and_aligned_numbers(page):
    table = soup(mime.table(page, small.a_table().as_json())).table
    assert "Steps" in table.caption.text
    assert {head["scope"] for head in table.select("thead th")} == {"col"}
    assert [row.find("th")["scope"] for row in table.select("tbody tr")] == ["row", "row"]
    assert "wb6-number" in table.select("tbody td")[0]["class"]


def test_a_fact_says_its_date_and_source_and_leads_to_its_row(page):
    link = soup(mime.fact(page, small.a_fact().as_json())).a
    assert link["href"].startswith("../_rows/spending-srb.html#")
    assert link["aria-label"] == (
        "1.9 percent of GDP (Military expenditure; 2024 · SIPRI 2025 (in a copy); rests on a copy alone)"
    )
    assert "2024 · SIPRI 2025" in link.select_one(".wb6-tip").text


def test_a_number_on_weak_sources_alone_is_dotted_and_says_why(page):
    weak = soup(mime.fact(page, small.a_fact().as_json())).a
    assert "wb6-weak" in weak["class"]
    assert weak.select_one(".wb6-tip-why").text == "Dotted: rests on a copy alone"
    sound = soup(mime.fact(page, small.a_fact(sources=("nato_2025", "sipri_2025"), key={}).as_json())).a
    assert sound["class"] == ["wb6-fact"]
    assert sound.select_one(".wb6-tip-why") is None
    first, *_ = soup(mime.card(page, small.a_card().as_json())).select(".wb6-cell-value")
    assert "wb6-weak" in first["class"]
    assert first.select_one(".wb6-hidden").text == " (rests on a copy alone)"
    table = {
        **small.a_table().as_json(),
        "facts": [{**small.a_fact().as_json(), "row": 0, "column": "share"}],
    }
    (cell,) = soup(mime.table(page, table)).select(".wb6-cellfact")
    assert cell.text == "1.25"
    assert cell["title"] == "SIPRI 2025 (in a copy); rests on a copy alone"
    assert "wb6-weak" in cell["class"]


def test_the_mark_is_seen_without_scripts_and_on_paper():
    css = (Path(mime.__file__).parent / "static" / "wb6" / "wb6.css").read_text(encoding="utf-8")
    on_screen, on_paper = css.split("@media print {\n  html")
    for rules in (on_screen, on_paper):
        assert re.search(r"\.wb6-weak[^{]*\{\s*text-decoration: underline dotted", rules)


def test_an_unknown_fact_is_plain_text(page):
    html = soup(mime.fact(page, small.unknown("poll", "Support").as_json()))
    assert html.a is None
    assert html.span["class"] == ["wb6-unknown"]
    assert html.text == "not known in this edition"


def test_a_fact_fits_into_a_sentence(page):
    html = mime.fact(page, small.a_fact().as_json())
    assert html == html.strip()
    assert "\n" not in html


def test_the_card_shows_date_source_rank_and_line(page):
    card = soup(mime.card(page, small.a_card().as_json()))
    first, _, unknown, _ = card.select(".wb6-cell")
    assert first.select_one(".wb6-cell-rank").text == "1st of 6"
    assert first.select_one(".wb6-cell-trace").text == "2024 · SIPRI 2025 (in a copy)"
    assert first.svg["aria-hidden"] == "true"
    assert unknown.svg is None
    assert "not known" in unknown.text


def test_a_sparkline_of_one_point_is_no_line():
    assert mime.sparkline([[2020, 1]]) is None
    assert mime.sparkline([[2020, 1], [2021, 1]])["path"].startswith("M")


def test_the_interactive_form_can_bring_forward_each_coloured_series():
    spec = small.line_chart()
    assert interactive.focus_field(spec) == "country"
    text = interactive.script("demo/x", spec, spec, {})
    assert text.startswith('wb6.chart("demo/x",{')
    assert '"choices":[["Albania","Albania"],["Croatia","Croatia"],["Serbia","Serbia"]]' in text


def test_every_point_of_a_line_has_a_tooltip_with_the_headings_of_the_download():
    spec = small.line_chart()
    line, points = interactive._explorable(spec, "country")["layer"][0]["layer"]
    assert "tooltip" not in line["encoding"]
    assert points["mark"]["opacity"] == 0
    assert {tip["title"] for tip in points["encoding"]["tooltip"]} == {"Country", "Year", "=Share of GDP"}


def test_every_colour_of_the_theme_has_its_dark_form_on_screen_only():
    css = palette.stylesheet()
    assert css.startswith("@media screen")
    for colour in theme.palette():
        assert f'[fill="{colour.light}" i]{{fill:{colour.dark}}}' in css


def test_references_are_a_list_of_list_items():
    html = '<div role="list"><div class="citation" id="a" role="doc-biblioentry">x</div></div>'
    assert soup(bibliography.mend(html)).select_one(".citation")["role"] == "listitem"


def test_files_of_pages_that_are_gone_are_removed(tmp_path):
    env = SimpleNamespace()
    app = SimpleNamespace(outdir=str(tmp_path), env=env, builder=SimpleNamespace(format="html"))
    files.note(env, "a", "_figures/a/x.csv", "x\n")
    files.note(env, "b", "_figures/b/y.csv", "y\n")
    files.write(app, None)
    files.NOTES.purge(app, env, "b")
    files.write(app, None)
    assert [file.name for file in sorted(tmp_path.rglob("*.csv"))] == ["x.csv"]


def test_a_failed_build_writes_no_file(tmp_path):
    env = SimpleNamespace()
    app = SimpleNamespace(outdir=str(tmp_path), env=env, builder=SimpleNamespace(format="html"))
    files.note(env, "a", "_figures/a/x.csv", "x\n")
    files.write(app, RuntimeError())
    assert list(tmp_path.iterdir()) == []


def test_a_heading_gives_way_to_a_figure_of_the_same_name():
    doctree = new_document("demo")
    doctree += [nodes.section("", ids=["arms"]), nodes.section("", ids=["trade"])]
    env = SimpleNamespace(temp_data={"wb6_names": ["arms"]})
    extension.settle_names(SimpleNamespace(env=env), doctree)
    assert [section["ids"] for section in doctree] == [["arms-section"], ["trade"]]


def test_charts_of_the_page_use_letters_that_the_book_ships():
    assert drawing.for_page(small.line_chart())["config"]["font"] == theme.FONT
    assert theme.FONT.startswith("WB Sans,")


def test_downloaded_drawings_use_letters_that_viewers_have(page):
    mime.figure(page, small.line_chart())
    assert "WB Sans" not in written(page)["_figures/demo/spending.svg"]


def test_no_line_of_a_table_breaks_a_date_or_a_claim_and_text_stays_text():
    marked = mime.together("S0-RUS-01 <b> on 2 July 2003")
    assert marked == (
        '<span class="wb6-together">S0-RUS-01</span> &lt;b&gt; on <span class="wb6-together">2 July 2003</span>'
    )


def test_no_two_sources_share_a_label():
    labels = [source.label for source in sources.all_sources().values()]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://www.nato.int/kfor?day=28", True),
        ("http://www.nato.int", True),
        ("data.html#kfor", True),
        ("#kfor", True),
        ("../_data/a:b.csv", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org/x", False),
        ("https://nato.int@example.org/", False),
    ],
)
def test_only_addresses_of_the_web_and_pages_of_the_book_become_links(address, is_link):
    entry = f"@misc{{a, title = {{Members}}, url = {{{address}}}}}"
    formatted = next(iter(Style().format_bibliography(parse_string(entry, "bibtex"))))
    document = new_document("references")
    document += nodes.paragraph("", "", *formatted.text.render(Backend()))
    document += nodes.paragraph("", "", nodes.reference("", "Members", refuri=address))
    links.settle(None, document, "references")
    assert [link["refuri"] for link in document.findall(nodes.reference)] == [address] * (2 * is_link)
    assert document.astext().count("Members") == 2
