"""The rendered pages in a browser: complete without JavaScript, quiet, accessible, at home on a phone."""

import pytest
from book_fixtures import (
    HOSTILE,
    address,
    chromium,
    small_book,
    violations,
    violations_in_both_themes,
    visit,
    visits,
)

pytestmark = [pytest.mark.slow, pytest.mark.browser]

__all__ = ["address", "chromium", "small_book", "visit", "visits"]

CHAPTER = "chapters/demo.html"
PAGES = [CHAPTER, "chapters/index.html", "chapters/data.html", "chapters/references.html", "search.html"]
FIGURES = ["spending", "bars", "multiples"]


def foreign(visit, address):
    """Requests to other hosts."""
    return [url for url in visit.requests if not url.startswith((address, "data:", "blob:"))]


def explore_all(page):
    """Bring every chart to life."""
    for button in page.locator(".wb6-explore").all():
        button.click()
    for name in FIGURES:
        page.locator(f"#{name} .wb6-live svg").wait_for()


@pytest.mark.parametrize("width", [1300, 390])
def test_every_chart_is_visible_without_javascript(visit, address, width):
    page = visit(width=width, java_script_enabled=False).open(address + CHAPTER)
    for name in FIGURES:
        drawn = page.locator(f"#{name} .wb6-chart").locator("svg, img")
        drawings = [drawing for drawing in drawn.all() if drawing.is_visible()]
        assert len(drawings) == 1
        drawings[0].scroll_into_view_if_needed()
        assert drawings[0].evaluate("async drawing => { await drawing.decode?.(); return true; }")
        assert drawings[0].bounding_box()["height"] > 80


def test_without_javascript_no_control_is_offered_that_would_do_nothing(visit, address):
    page = visit(java_script_enabled=False).open(address + CHAPTER)
    assert not any(button.is_visible() for button in page.locator(".wb6-explore").all())


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_quiet_and_ask_no_other_host(visit, address, path):
    visitor = visit()
    visitor.open(address + path).wait_for_load_state("networkidle")
    assert foreign(visitor, address) == []
    assert visitor.complaints == []


def test_vega_is_loaded_only_when_a_reader_reaches_for_it(visit, address):
    visitor = visit()
    page = visitor.open(address + CHAPTER)
    assert not any("vega" in url for url in visitor.requests)
    explore_all(page)
    assert [url for url in visitor.requests if "vega" in url] == [address + "_static/wb6/vega.mjs"]
    assert foreign(visitor, address) == []
    assert visitor.complaints == []


def test_the_interactive_chart_takes_the_place_of_the_drawing(visit, address):
    page = visit().open(address + CHAPTER)
    before = page.locator("#spending .wb6-chart").bounding_box()
    explore_all(page)
    assert page.locator("#spending .wb6-chart svg:visible").count() == 1
    after = page.locator("#spending .wb6-chart").bounding_box()
    assert abs(before["height"] - after["height"]) < 2


def test_a_mouse_that_rests_on_a_chart_gets_a_tooltip(visit, address):
    page = visit().open(address + CHAPTER)
    chart = page.locator("#bars .wb6-chart")
    chart.hover()
    page.locator("#bars .wb6-live svg").wait_for()
    page.locator("#bars .wb6-live .mark-rect path").first.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert "Percent of GDP" in page.locator("#vg-tooltip-element").inner_text()


def test_a_reader_chooses_the_series_that_stands_out(visit, address):
    page = visit().open(address + CHAPTER)
    explore_all(page)
    line = "#spending .wb6-live .mark-line path"
    faded = f"{line}[opacity='0.15'], {line}[style*='0.15']"
    assert page.locator(faded).count() == 0
    button = page.locator("#spending .wb6-choices").get_by_role("button", name="Serbia")
    button.click()
    page.wait_for_function("s => document.querySelectorAll(s).length === 2", arg=faded)
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    page.wait_for_function("s => document.querySelectorAll(s).length === 0", arg=faded)


def test_a_book_opened_from_disk_is_interactive_too(visit, small_book):
    visitor = visit()
    page = visitor.open((small_book / CHAPTER).as_uri())
    explore_all(page)
    assert all(url.startswith("file:") for url in visitor.requests if not url.startswith("data:"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1300, 390])
def test_axe_finds_nothing(visit, address, path, width):
    assert violations_in_both_themes(visit(width=width).open(address + path)) == []


def test_axe_finds_nothing_on_a_page_that_is_dark_from_the_start(visit, address):
    page = visit(theme_name="dark").open(address + PAGES[1])
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert violations(page) == []


def test_axe_looks_at_a_cell_that_differs_from_others_of_its_kind(visit, address):
    page = visit().open(address + CHAPTER)
    cell = "#first-steps tbody tr:last-child > :first-child"
    page.add_style_tag(content=f"{cell} {{ background: #777 !important }}")
    (found,) = violations(page)
    assert found.startswith("color-contrast: ")


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_axe_finds_nothing_with_everything_open(visit, address, theme_name):
    page = visit(theme_name=theme_name).open(address + CHAPTER)
    explore_all(page)
    for summary in page.locator("article details > summary").all():
        summary.click()
    page.locator(".wb6-fact").first.focus()
    assert violations(page) == []


def test_charts_have_a_dark_form(visit, address):
    def line_colour(theme_name):
        page = visit(theme_name=theme_name).open(address + CHAPTER)
        line = page.locator("#multiples .wb6-wide .mark-line path").first
        return line.evaluate("line => getComputedStyle(line).stroke")

    assert line_colour("light") == "rgb(90, 74, 156)"
    assert line_colour("dark") == "rgb(169, 155, 240)"


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_never_scrolls_sideways(visit, address, path):
    page = visit(width=390).open(address + path)
    for details in page.locator("article details").all():
        details.evaluate("details => { details.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_letters_of_charts_stay_readable_on_a_phone(visit, address):
    page = visit(width=390).open(address + CHAPTER)
    for name in FIGURES:
        page.locator(f"#{name}").scroll_into_view_if_needed()
        drawing = page.locator(f"#{name} .wb6-narrow svg")
        scale = drawing.evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
        assert scale > 0.95


def test_a_reader_sorts_a_table_by_a_heading_and_back(visit, address):
    page = visit().open(address + CHAPTER)
    table = page.locator(".wb6-tablefigure .wb6-table").first
    column = table.locator("tbody tr > :nth-child(1)")
    before = column.all_text_contents()
    heading = table.locator("thead th").first
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column.all_text_contents() == sorted(before, key=str.casefold)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert column.all_text_contents() == sorted(before, key=str.casefold, reverse=True)


def test_a_fact_shows_its_trace_on_hover_and_on_focus_without_javascript(visit, address):
    page = visit(java_script_enabled=False).open(address + CHAPTER)
    fact = page.locator(".wb6-fact").first
    tip = fact.locator(".wb6-tip")
    assert not tip.is_visible()
    fact.hover()
    assert tip.is_visible()
    page.mouse.move(0, 0)
    assert not tip.is_visible()
    fact.focus()
    assert tip.is_visible()
    assert "2024 · SIPRI 2025" in tip.inner_text()


def test_a_tap_shows_the_trace_and_a_second_one_follows_the_link(visit, address):
    page = visit(width=390, has_touch=True, is_mobile=True).open(address + CHAPTER)
    fact = page.locator(".wb6-fact").first
    fact.tap()
    tip = fact.locator(".wb6-tip")
    assert tip.is_visible()
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.url.endswith(CHAPTER)
    fact.tap()
    page.wait_for_url("**/_rows/spending-srb.html#*")


def test_escape_closes_the_trace(visit, address):
    page = visit().open(address + CHAPTER)
    fact = page.locator(".wb6-fact").first
    fact.focus()
    assert fact.locator(".wb6-tip").is_visible()
    page.keyboard.press("Escape")
    assert not fact.locator(".wb6-tip").is_visible()


def test_the_keyboard_reaches_every_control_of_the_chapter(visit, address):
    page = visit().open(address + CHAPTER)
    controls = page.evaluate(
        """() => {
            const controls = 'article :is(a[href], button, summary, [tabindex="0"])';
            const all = [...document.querySelectorAll(controls)];
            const seen = all.filter((control) => control.checkVisibility({ visibilityProperty: true }));
            seen.forEach((control, number) => { control.dataset.control = number; });
            seen[0].focus();
            return seen.length;
        }"""
    )
    reached = {"0"}
    for _ in range(controls + 20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.control ?? ''"))
    assert reached >= {str(number) for number in range(controls)}


def test_links_of_facts_and_sources_lead_to_an_anchor(visit, address):
    page = visit().open(address + CHAPTER)
    links = page.eval_on_selector_all("article a[href*='#']", "links => links.map(link => link.href)")
    internal = {link for link in links if link.startswith(address)}
    for link in sorted(internal):
        place, anchor = link.split("#")
        page.goto(place)
        assert page.evaluate("id => document.getElementById(id) !== null", anchor), link


@pytest.mark.parametrize("path", PAGES)
def test_no_id_stands_twice_on_a_page(visit, address, path):
    page = visit().open(address + path)
    ids = page.eval_on_selector_all("[id]", "tags => tags.map(tag => tag.id)")
    assert sorted(ids) == sorted(set(ids))


def test_text_in_data_that_looks_like_html_is_shown_as_text(visit, address):
    for path in (CHAPTER, "chapters/data.html", "chapters/references.html"):
        page = visit().open(address + path)
        assert HOSTILE in page.locator("article").inner_text()


def test_downloads_are_there(visit, address):
    page = visit().open(address + CHAPTER)
    links = page.eval_on_selector_all("a[download]", "links => links.map(link => link.href)")
    assert len(links) == 7
    for link in links:
        assert page.request.get(link).ok


def test_code_is_folded_and_can_be_unfolded(visit, address):
    page = visit().open(address + CHAPTER)
    code = page.locator("#spending .wb6-code")
    assert not code.locator("pre").is_visible()
    code.locator("summary").click()
    assert code.locator("pre").is_visible()


def test_every_page_says_its_edition_and_how_far_its_data_reach(visit, address):
    assert (
        "Edition of 31 December 2025" in visit().open(address + CHAPTER).locator(".wb6-edition").inner_text()
    )
    assert "Edition of 30 June 2026" in visit().open(address + PAGES[1]).locator(".wb6-edition").inner_text()


def test_paper_shows_drawings_and_no_controls(visit, address):
    page = visit(theme_name="dark").open(address + CHAPTER)
    explore_all(page)
    page.emulate_media(media="print")
    assert page.locator("#spending .wb6-wide svg").is_visible()
    assert not page.locator("#spending .wb6-live").is_visible()
    assert not page.locator("#spending .wb6-actions").is_visible()
    colour = page.locator("#multiples .wb6-wide .mark-line path").first.evaluate(
        "x => getComputedStyle(x).stroke"
    )
    assert colour == "rgb(90, 74, 156)"


def test_search_stands_once_on_a_page(visit, address):
    page = visit().open(address + CHAPTER)
    fields = page.locator("input[type=search], .search-button-field, .search-button").all()
    assert sum(field.is_visible() for field in fields) == 1
