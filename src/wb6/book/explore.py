"""`{explorer}`: the page on which readers choose their own indicator, countries and years."""

import inspect
import json
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives as rst
from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from wb6.book import editions, mime
from wb6.book.page import Page, long_day, render
from wb6.chapters import explore
from wb6.chapters.explore import Series
from wb6.data import countries, folders, package, sheets
from wb6.data.edition import Edition
from wb6.errors import UsageError
from wb6.figures import explore as chart
from wb6.figures import theme
from wb6.indicators import catalogue
from wb6.measures import alignment

FOLDER = "_explore"
DEFAULT = "SIPRI_MILEX_PCT_GDP"
SINCE = 1999
_ASSETS = Path(__file__).parent / "assets"


class Explorer(SphinxDirective):
    """The form, the chart that stands there without JavaScript, and the files that the form needs.

    The option `as-of` names the edition that readers choose from: that of the book, unless it is given.
    """

    option_spec: ClassVar = {"as-of": rst.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """One piece of HTML."""
        try:
            edition = Edition(self.options.get("as-of", editions.as_of(self.config)))
        except UsageError as error:
            raise self.error(str(error)) from None
        self.env.temp_data["wb6_as_of"] = edition.as_of
        page = Page.of(self.env, self.state.document)
        content = html(page, edition)
        for name in (*edition.tables_used(), "countries"):
            self.env.note_dependency(str(folders.data_dir() / package.resource(name)["path"]))
        for file in _code():
            self.env.note_dependency(str(file))
        return [nodes.raw("", content, format="html")]


def _code() -> list[Path]:
    """Files whose change makes another page: Sphinx itself looks at the text of the page only."""
    measures = [
        file
        for part in (alignment, catalogue)
        for file in sorted(Path(inspect.getfile(part)).parent.glob("*.py"))
    ]
    modules = [Path(inspect.getfile(module)) for module in (explore, chart)]
    return [*sorted(_ASSETS.iterdir()), *modules, *measures]


def html(page: Page, edition: Edition) -> str:
    """HTML of the page's tool; its style, program and data come along as files."""
    series = explore.catalogue(edition)
    places = explore.places(series)
    others = [code for code in places if code not in countries.WB6]
    return render(
        "explore.html",
        topics=[
            (label, [each for each in series if each.topic == topic])
            for topic, label in explore.TOPICS.items()
        ],
        six=[(code, countries.name(code)) for code in countries.WB6],
        others=[(code, countries.name(code)) for code in others],
        default=_default(series).code,
        still=Markup(_still(page, series)),
        css=page.file(f"{FOLDER}/explore.css", _asset("explore.css") + colours()),
        program=page.file(f"{FOLDER}/explore.js", _asset("explore.js")),
        data=page.file(f"{FOLDER}/series.js", script(page, series, places)),
        csv=page.file(f"{FOLDER}/series.csv", all_values(series)),
        book=page.book,
        edition=long_day(edition.as_of),
        names=page.file(f"{FOLDER}/series-names.csv", all_names(series)),
        count=len(series),
        values=f"{sum(len(each.values) for each in series):,}",
    )


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _default(series: list[Series]) -> Series:
    """What the page shows first; some other series in an edition that has no such figures."""
    return next((each for each in series if each.code == DEFAULT), series[0])


def _still(page: Page, series: list[Series]) -> str:
    """The default choice as an ordinary figure of the book."""
    default = _default(series)
    values = default.values[default.values["iso3"].isin(countries.WB6) & (default.values["year"] >= SINCE)]
    if values.empty:
        values = default.values
    spec = chart.lines(countries.with_names(values), title=default.name, unit=default.unit)
    return mime.figure(page, spec)


def colours() -> str:
    """CSS that gives each of the six its colour, light and dark."""
    rules = []
    for iso3, colour in theme.COUNTRIES.items():
        rules.append(f".wb6x-{iso3}{{--wb6x:{colour.light}}}")
        rules.append(f'html[data-theme="dark"] .wb6x-{iso3}{{--wb6x:{colour.dark}}}')
    return "\n".join(["", *rules, ""])


def script(page: Page, series: list[Series], places: list[str]) -> str:
    """JavaScript that hands all series to the program.

    A script rather than JSON, because browsers refuse to fetch JSON for a book that is opened
    from disk.
    """
    keys = sorted({source for each in series for source in each.values["source"].unique()})
    content = {
        "places": {code: countries.name(code) for code in places},
        "six": list(countries.WB6),
        "sources": {key: _source(page, key) for key in keys},
        "tables": {table: page.data_link(table) for table in sorted({each.table for each in series})},
        "default": _default(series).code,
        "since": SINCE,
        "series": [_as_json(each) for each in series],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"window.wb6Series={text};\n"


def _source(page: Page, key: str) -> list[str]:
    """Label, relative address and mark of a source."""
    (source,) = page.sources([key])
    return [source["label"], source["href"], source["mark"]]


def _as_json(series: Series) -> dict[str, Any]:
    """A series with its values as one list a country, from the first year on; null where a year has none."""
    keys = sorted(series.values["source"].unique())
    values, origins = {}, {}
    for iso3, rows in series.values.groupby("iso3"):
        by_year = {row.year: (compact(row.value), keys.index(row.source)) for row in rows.itertuples()}
        years = range(min(by_year), max(by_year) + 1)
        values[iso3] = [years[0], *(by_year.get(year, (None,))[0] for year in years)]
        origins[iso3] = [by_year.get(year, (None, None))[1] for year in years]
    content = {
        "id": series.code,
        "name": series.name,
        "unit": series.unit,
        "about": series.about,
        "table": series.table,
        "digits": digits(series),
        "sources": keys,
        "values": values,
    }
    if len(keys) > 1:
        content["origins"] = origins
    if series.dots:
        content["dots"] = True
    return content


def compact(value: float) -> float | int:
    """A number with as many digits as anybody reads: seven, or all of a whole number."""
    short = round(value) if abs(value) >= 1e6 else float(f"{value:.7g}")
    return int(short) if short == int(short) else short


def digits(series: Series) -> int:
    """Decimals that the values of a series deserve, by their size, and not more than they have."""
    values = series.values["value"].map(compact)
    largest, middle = values.abs().max(), values.abs().median()
    size = middle if largest > 100 * middle else largest
    deserved = 0 if size >= 1000 else 1 if size >= 20 else 2 if size >= 2 else 3
    given = max(len(f"{value:.10g}".partition(".")[2]) for value in values)
    return min(deserved, given)


def all_values(series: list[Series]) -> str:
    """Every value of every series as CSV."""
    rows = (
        (each.code, row.iso3, row.year, compact(row.value), row.source)
        for each in series
        for row in each.values.itertuples()
    )
    return sheets.to_csv(("series", "iso3", "year", "value", "source"), rows)


def all_names(series: list[Series]) -> str:
    """What each code of a series means, as CSV."""
    rows = ((each.code, each.name, each.unit, each.about, each.table) for each in series)
    return sheets.to_csv(("series", "name", "unit", "about", "table"), rows)
