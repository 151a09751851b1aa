"""What every figure of the book must have, and what must hold for the colours."""

import json
import re
import subprocess
import sys
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
import vl_convert
from altair.utils import schemapi
from altair.vegalite.v6.schema.core import load_schema
from jsonschema import ValidationError

from conftest import NOW, assert_tells_what_it_shows, charts_of
from wb6.chapters.country import CountryChapter
from wb6.data import folders
from wb6.errors import UsageError
from wb6.figures import drawing, figure, grammar, renderer, tables, theme, typeface
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure
from wb6.pipeline import notebook
from wb6.sections import guard

pytestmark = pytest.mark.slow

PAGE = CountryChapter("SRB", NOW, 1999, ["HRV", "BGR"])
KOSOVO = CountryChapter("XKX", NOW, 1999, ["HRV", "BGR"])
ONLY_KOSOVO = ("trade_by_national_statistics",)
FIGURES = (
    "road_to_nato_and_eu",
    "pace_of_integration",
    "defence_effort",
    "real_spending",
    "publishers_compared",
    "peacekeeping_over_time",
    "peacekeeping_by_mission",
    "votes_with_powers",
    "alignment_with_eu_policy",
    "trade_by_partner",
    "arms_suppliers",
    "arms_by_year",
    "electricity_by_source",
    "exports_by_destination",
    "crude_by_origin",
    "russian_gas",
    "creditors",
    "opinion_on_nato",
    "opinion_on_eu",
    "negotiation_chapters",
    "position_in_votes",
    "debt_and_creditors",
    "chinese_loans",
    "democracy",
    "corruption",
)
CHAPTERS = sorted((folders.PROJECT / "chapters").glob("*.ipynb"))
WITHOUT_UNIT = ("road_to_nato_and_eu", "position_in_votes")  # days, a scale
TABLES = (
    "steps_compared",
    "forces_at_home",
    "deployments",
    "votes_on_ukraine",
    "exercises",
    "factors",
    "claims",
    "what_to_watch",
    "sources_used",
    "strategic_documents",
    "incidents",
    "chinese_projects",
    "investors",
    "russian_presence",
    "sanctions_on_russia",
)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_committed_chart_is_valid_vega_lite(path):
    for spec in charts_of(path):
        schemapi.validate_jsonschema({**spec, "datasets": {}}, load_schema())


def test_a_chart_that_is_not_valid_is_found():
    spec = next(charts_of(folders.PROJECT / "chapters" / "serbia.ipynb"))
    with pytest.raises(ValidationError):
        schemapi.validate_jsonschema({**spec, "width": "wide"}, load_schema())


def figure_of(name: str) -> Figure:
    """A figure of a page that has its data."""
    return getattr(KOSOVO if name in ONLY_KOSOVO else PAGE, name)()


@pytest.mark.parametrize("name", [*FIGURES, *ONLY_KOSOVO])
def test_a_figure_says_what_it_shows_and_where_from_in_colours_with_a_dark_form(name):
    figure = figure_of(name)
    assert_tells_what_it_shows(figure)
    assert "source" in figure.frame.attrs["headings"]


@pytest.mark.parametrize("name", [*FIGURES, *ONLY_KOSOVO])
def test_a_chart_shows_no_number_with_endless_decimals(name):
    assert not re.search(r"\d\.\d{6,}", json.dumps(figure_of(name).to_dict()["datasets"]))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_caption_and_cells_under_each_heading(name):
    PAGE.defence_effort()  # the sources of a page are those of the tables that it has read
    shown = getattr(PAGE, name)().as_json()
    assert shown["title"]
    assert shown["subtitle"]
    assert shown["rows"]
    assert {len(row) for row in shown["rows"]} == {len(shown["columns"])}


def test_drawing_a_chart_reports_no_error():
    code = (
        "from wb6.chapters.country import CountryChapter\n"
        "from wb6.figures import drawing\n"
        f"page = CountryChapter('SRB', {NOW!r}, 1999, ['HRV', 'BGR'])\n"
        f"for name in {FIGURES!r}:\n"
        "    drawing.drawn(getattr(page, name)().to_dict())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "ERROR" not in done.stderr + done.stdout


def test_a_chart_is_one_spec_and_one_sentence():
    bundle = renderer.render(PAGE.defence_effort().to_dict())
    assert set(bundle) == {notebook.CHART, "text/plain"}
    assert bundle["text/plain"].startswith("Line chart. Serbia spent")


def test_a_long_title_is_broken_into_lines_in_a_saved_picture_and_nowhere_else():
    title = "A title that is far too long for one line " * 3
    spec = PAGE.defence_effort().chart.properties(title={"text": title, "subtitle": "percent"}).to_dict()
    runs = re.findall(r">(A title[^<]*|far too[^<]*|one line[^<]*)<", drawing.alone(spec))
    assert runs
    assert max(map(len, runs)) <= drawing.LETTERS["text"]
    assert spec["title"]["text"] == title


@pytest.mark.parametrize("chapter", ["kosovo", "russia"])
def test_the_older_library_of_jupyterlab_draws_the_charts_of_a_notebook_alike(chapter):
    cells = notebook.read(folders.PROJECT / "chapters" / f"{chapter}.ipynb")["cells"]
    bundles = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    specs = [bundle[notebook.CHART] for bundle in bundles if notebook.CHART in bundle]
    assert len(specs) > 10
    typeface.register()
    for spec in specs:
        older, ours = (_for_vega(spec, version) for version in ("5.8", drawing.VEGA_LITE))
        # What Vega is given alike it draws alike.
        assert older == ours or vl_convert.vega_to_svg(older) == vl_convert.vega_to_svg(ours)


def _for_vega(spec: dict, version: str) -> dict:
    """What a library makes of a chart for Vega, without the names of formats and what only a pointer shows."""
    compiled = json.dumps(vl_convert.vegalite_to_vega(spec, vl_version=version))
    return json.loads(
        compiled,
        object_hook=lambda part: {
            key: value for key, value in part.items() if key not in {"$schema", "tooltip"}
        },
    )


def test_two_drawings_of_a_chart_are_the_same_bytes():
    first, second = (drawing.alone(PAGE.arms_suppliers().to_dict()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", [*FIGURES, *ONLY_KOSOVO])
def test_a_figure_keeps_its_data_typed_with_headings_and_units(name):
    shown = figure_of(name)
    spec = shown.to_dict()
    headings = spec["usermeta"]["wb6"]["columns"]
    assert shown.frame.attrs["headings"] == {key: headings[key] for key in headings if key in shown.frame}
    assert shown.frame.attrs["units"] or name in WITHOUT_UNIT
    assert shown.frame.attrs["units"].items() <= headings.items()
    longest = max(len(rows) for rows in spec["datasets"].values())
    assert len(shown.frame) >= longest
    assert (shown.title, list(shown.sources)) == (spec["title"]["text"], spec["usermeta"]["wb6"]["sources"])
    for column in shown.frame.columns.intersection(["date", "start", "end"]):
        assert pd.api.types.is_datetime64_any_dtype(shown.frame[column]), column
    for column in shown.frame.attrs["units"]:
        assert pd.api.types.is_numeric_dtype(shown.frame[column]), column


@pytest.mark.parametrize("name", TABLES)
def test_a_table_keeps_its_data(name):
    shown = getattr(PAGE, name)()
    assert len(shown.frame) == len(shown.rows)
    assert list(shown.frame.attrs["headings"].values()) == [column.label for column in shown.columns]


def test_a_figure_shows_in_a_notebook_what_its_chart_shows():
    shown = PAGE.trade_by_partner()
    assert shown._repr_mimebundle_() == shown.chart._repr_mimebundle_()
    assert repr(shown) == f"<Figure {shown.name}: {shown.title} ({len(shown.frame)} rows)>"
    assert repr(PAGE.factors()).startswith("<Table factors: ")


def test_a_figure_is_saved_as_picture_drawing_and_data(tmp_path):
    shown = PAGE.road_to_nato_and_eu()
    for ending in ("png", "svg", "csv"):
        shown.save(tmp_path / f"road.{ending}")
    assert (tmp_path / "road.png").read_bytes().startswith(b"\x89PNG")
    assert shown.title[:30] in (tmp_path / "road.svg").read_text(encoding="utf-8")
    rows = pd.read_csv(tmp_path / "road.csv")
    assert list(rows) == list(shown.frame.attrs["headings"].values())
    assert list(rows["Step"]) == list(shown.frame["step"])
    assert rows["Day (end of an imprecise date)"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()


def test_a_table_is_saved_with_the_numbers_behind_its_text(tmp_path):
    PAGE.deployments().save(tmp_path / "deployments.CSV")
    assert len(pd.read_csv(tmp_path / "deployments.CSV")) == len(PAGE.deployments().rows)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("road.pdf", r"'.*road\.pdf' has none of the endings \.csv, \.png, \.svg"),
        ("road", r"has none of the endings"),
        ("folder.png", r"is no file that can be replaced"),
    ],
)
def test_what_cannot_be_saved_is_one_line_and_leaves_nothing(tmp_path, name, said):
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(UsageError, match=said) as error:
        PAGE.road_to_nato_and_eu().save(tmp_path / name)
    assert "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.png"]


def test_a_figure_is_not_saved_among_the_files_of_the_project():
    before = (folders.PROJECT / "data" / "countries.csv").read_bytes()
    for name in ("data/countries.csv", "chapters/new.png"):
        with pytest.raises(UsageError, match="belongs to the project"):
            PAGE.road_to_nato_and_eu().save(folders.PROJECT / name)
    assert (folders.PROJECT / "data" / "countries.csv").read_bytes() == before


def test_text_in_data_that_looks_like_html_is_shown_as_text():
    frame = pd.DataFrame({"a": ["<script>alert(1)</script>"], "b": [1.0]})
    shown = tables.table(
        frame,
        [tables.Column("a", "A"), tables.Column("b", "B")],
        tables.Caption("t", "T", ""),
        sources=[],
    )
    html = shown._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_figure_without_data_is_a_sentence():
    nothing = figure.empty(name="none", title="Nothing", reason="The edition holds nothing.")
    assert renderer.render(nothing.to_dict())["text/plain"] == "The edition holds nothing."
    assert nothing.is_empty
    assert nothing.frame.empty
    assert nothing.sources == ()


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("code", [*theme.COUNTRIES, *theme.POWERS])
def test_lines_stand_out_from_the_page_in_both_forms(code):
    colour = {**theme.COUNTRIES, **theme.POWERS}[code]
    assert _contrast(colour.light, theme.PAPER.light) >= 2.9
    assert _contrast(colour.dark, theme.PAPER.dark) >= 3


HOSTS = {
    "BIH": (
        ("missions_hosted", (["IFOR", "SFOR", "EUFOR Althea"],)),
        ("pace_to_eu", ()),
        ("gas_compared", ()),
        ("opinion_within", ("Republika Srpska", "NATO", "nato_support_rs")),
        ("allies_and_threats", ()),
    ),
    "XKX": (
        ("recognition", ()),
        ("missions_hosted", (["KFOR", "EULEX"],)),
        ("unrest_and_force", (["KFOR"],)),
        ("size_of_force", ("Kosovo Security Force",)),
        ("host_force_for_each_member", ("Kosovo Security Force",)),
        ("allies_and_threats", ()),
    ),
}


@pytest.mark.parametrize(
    ("iso3", "name", "arguments"),
    [(iso3, name, arguments) for iso3, sections in HOSTS.items() for name, arguments in sections],
)
def test_a_figure_of_a_host_is_drawn_in_known_colours_with_its_sources(iso3, name, arguments, capfd):
    page = CountryChapter(iso3, NOW, 1999, [])
    spec = getattr(page, name)(*arguments).to_dict()
    drawing.drawn(spec)
    assert "ERROR" not in "".join(capfd.readouterr())
    meta = spec["usermeta"]["wb6"]
    assert meta["sources"]
    assert meta["alt"]
    used = set(re.findall(r"#[0-9a-f]{6}\b", json.dumps(spec)))
    assert used <= {colour.light for colour in theme.palette()}
    assert not re.search(r"\d\.\d{6,}", json.dumps(spec["datasets"]))


def test_a_section_without_its_rows_shows_a_sentence_under_the_name_of_its_figure():
    early = CountryChapter("SRB", "1998-12-31")
    missing = early.opinion_on_nato()
    assert missing.is_empty
    assert missing.name == "opinion-nato"
    assert missing.subtitle == early.unknown("poll on membership of NATO")


def test_the_reason_of_a_section_that_knows_better_stands_in_the_place_of_its_figure():
    @guard.shows("texts", "Texts", "text")
    def texts(page: CountryChapter) -> figure.Figure:
        guard.needed(pd.DataFrame(), "No text was published by then.")
        raise AssertionError("not reached")

    assert texts(PAGE).subtitle == "No text was published by then."


def test_a_figure_under_another_name_is_the_same_chart():
    shown = PAGE.votes_with_powers()
    other = shown.named("another")
    assert (shown.name, other.name) == ("un-votes", "another")
    before, after = shown.to_dict(), other.to_dict()
    assert after["usermeta"]["wb6"].pop("name") == "another"
    assert before["usermeta"]["wb6"].pop("name") == "un-votes"
    assert before == after


def test_a_figure_that_cites_other_sources_says_so_wherever_it_is_shown():
    shown = PAGE.defence_effort()
    other = shown.citing(["b", "a", "b"])
    assert other.sources == ("a", "b")
    assert other.to_dict()["usermeta"]["wb6"]["sources"] == ["a", "b"]
    assert shown.to_dict()["usermeta"]["wb6"]["sources"] == list(shown.sources) != ["a", "b"]


def test_a_pointer_tells_fields_by_their_names_titles_and_formats():
    told = [tip.to_dict() for tip in grammar.tells("country:N", ("year:Q", "Year"), ("value:Q", "", ".1f"))]
    assert told == [
        {"field": "country", "type": "nominal"},
        {"field": "year", "type": "quantitative", "title": "Year"},
        {"field": "value", "type": "quantitative", "format": ".1f"},
    ]


def test_names_stand_at_the_newest_values_of_their_lines_and_keep_apart():
    rows = [("A", 2020, 1.0), ("A", 2021, 50.0), ("B", 2020, 2.0), ("B", 2021, 50.5)]
    shown = pd.DataFrame(rows, columns=["country", "year", "value"])
    x, y = grammar.years(shown), grammar.amount("value", [0, 100])
    last = grammar.newest(shown, by="country")
    placed = grammar.end_labels(last, x, y, grammar.colours({"A": "#000", "B": "#111"}, "country"), 200).data
    assert placed["year"].tolist() == [2021, 2021]
    assert placed["label_at"].diff().iloc[1] >= 100 * 16 / 200 - 1e-9


def test_plain_columns_are_text_or_numbers_by_field():
    columns = [*tables.text_columns(when="Date"), *tables.number_columns(n="Observations")]
    assert columns == [tables.Column("when", "Date"), tables.Column("n", "Observations", numeric=True)]


def test_a_chart_carries_its_rows_as_altair_writes_them():
    frame = pd.DataFrame(
        {
            "country": pd.Series(["Serbia", None, "Kosovo"], dtype="str"),
            "day": pd.to_datetime(pd.Series(["2020-01-01", None, "2021-02-03"])),
            "troops": pd.Series([1, None, 3], dtype="Int64"),
            "share": [0.5, float("nan"), float("inf")],
            "known": pd.Series([True, None, False], dtype="boolean"),
            "outline": [[1, 2], None, {"type": "Point"}],
            "step": pd.Categorical(["member", None, "guest"]),
        },
        index=[5, 6, 7],
    )
    for rows in (frame, frame.iloc[:0], frame[["country"]]):
        with alt.data_transformers.enable("default"):
            expected = Chart(rows).mark_point().to_dict()
        assert json.dumps(Chart(rows).mark_point().to_dict()) == json.dumps(expected)
    with pytest.raises(alt.MaxRowsError):
        Chart(pd.DataFrame({"year": range(5001)})).mark_point().to_dict()


def test_a_copy_of_a_chart_can_be_changed_and_the_chart_stays():
    chart = Chart(pd.DataFrame({"year": [1999]})).mark_text(color="red").encode(x=alt.X("year:Q"))
    before = chart.to_dict()
    grammar.on_paper(chart).properties(width=100)
    alt.hconcat(chart.properties(height=50).encode(y=alt.Y("year:Q")), chart)
    assert chart.to_dict() == before


def test_every_chart_of_the_program_is_one_whose_copies_are_cheap():
    modules = Path(figure.__file__).parent.rglob("*.py")
    assert not [path.name for path in modules if "alt.Chart(" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("name", "field", "page"),
    [
        ("publishers_compared", "estimate", CountryChapter("MNE", NOW, 1999, [])),
        ("spending_by_purpose", "estimate", CountryChapter("MNE", NOW, 1999, [])),
        ("opinion_on_nato", "unread", PAGE),
    ],
)
def test_points_that_are_estimated_or_unverified_stand_hollow_and_the_figure_says_so(name, field, page):
    shown = getattr(page, name)()
    spec = shown.to_dict()
    hollow = [layer for layer in spec["layer"] if {"filter": f"datum.{field}"} in layer.get("transform", [])]
    assert [layer["encoding"]["color"] for layer in hollow] == [{"value": theme.PAPER.light}]
    assert shown.frame[field].any()
    assert not shown.frame[field].all()
    told = spec["usermeta"]["wb6"]
    assert "ollow" in told["subtitle"] + told["note"]
