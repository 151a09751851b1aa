"""What myst-nb shows for the book's own outputs: charts, tables, facts and cards as HTML."""

import calendar
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from markupsafe import Markup, escape

from wb6.book import chartdata, grounds, interactive, later, ledger
from wb6.book.page import Page, render
from wb6.book.palette import slug
from wb6.data import grades, package, sheets, words
from wb6.figures import drawing
from wb6.figures.ledger import LEDGER_MIME, RIVALS_MIME
from wb6.figures.renderer import META
from wb6.pipeline.notebook import CHART

if TYPE_CHECKING:
    from myst_nb.core.render import MimeData, NbElementRenderer

FACT = "application/vnd.wb6.fact+json"
TABLE = "application/vnd.wb6.table+json"
CARD = "application/vnd.wb6.card+json"
ROWS_ON_PAGE = 200
ROWS_IN_FULL = 24
WORDY = 40  # letters in a cell from which a table is read row by row on a phone
_CLAIM = re.compile(r"\b[A-Z]\d-[A-Z]{3}-\d\d\b")
# What a line of a table cell should not break: a date, a value with its year, the identifier of a claim.
_TOGETHER = re.compile(
    r"(?:\d{1,2} )?(?:" + "|".join([*calendar.month_name[1:], *calendar.month_abbr[1:]]) + r") \d{4}"
    r"|[\d.,]+ \(\d{4}\)|\b[A-Z]\d-[A-Z]{3}-\d\d\b"
)


class MimeRenderer:
    """The plugin that `myst_nb.mime_renderers` loads."""

    mime_priority_overrides: ClassVar = [
        ("html", mime, 1) for mime in (CHART, FACT, TABLE, CARD, LEDGER_MIME, RIVALS_MIME)
    ]

    @staticmethod
    def handle_mime(
        renderer: "NbElementRenderer", data: "MimeData", _inline: bool
    ) -> list[nodes.Node] | None:
        """HTML for one of the book's MIME types; None for any other, which myst-nb renders itself."""
        makers = {
            CHART: figure,
            TABLE: table,
            FACT: fact,
            CARD: card,
            LEDGER_MIME: ledger.ledger,
            RIVALS_MIME: ledger.rivals,
        }
        if data.mime_type not in makers:
            return None
        page = Page.of(renderer.renderer.sphinx_env, renderer.renderer.document)
        content = json.loads(data.content if isinstance(data.content, str) else json.dumps(data.content))
        return [nodes.raw("", makers[data.mime_type](page, content), format="html")]


def figure(page: Page, spec: dict[str, Any]) -> str:
    """A chart as `<figure>`: drawn in two widths, with its data, sources, citation and downloads.

    A chart that the edition has no data for is a title and the reason.
    """
    meta = {"note": "", "columns": {}, "sources": [], **spec["usermeta"][META]}
    name, label = page.claim(meta["name"]), meta.get("alt") or meta["title"]
    if meta.get("empty"):
        return render("empty.html", figure=meta)
    draw = drawing.cached(drawing.kept_in(Path(page.env.app.doctreedir)))
    wide = drawing.for_page(spec)
    narrow = drawing.narrow(spec, draw)
    data = chartdata.of_spec(spec)
    stem, script_name = f"_figures/{page.name}/{name}", f"{page.name}/{name}"
    drawings = {
        "wb6-wide": drawing.inline(draw(wide), label, f"{name}-w"),
        "wb6-narrow": drawing.inline(draw(narrow), label, f"{name}-n"),
    }
    waits = later.waits(page)
    rows = render(
        "figure_data.html",
        title=f"Data: {meta['title']}",
        data=data,
        shown=data.rows[:ROWS_ON_PAGE],
        for_people=chartdata.for_people,
    )
    parts = {"wb6-rows": rows, **(drawings if waits else {})}
    return render(
        "figure.html",
        figure=meta,
        label=label,
        read_in=_read_in(meta["sources"]),
        drawings=[
            {
                "place": place,
                "shape": later.shape(svg),
                "width": drawing.svg_width(svg),
                "svg": "" if waits else Markup(svg),
            }
            for place, svg in drawings.items()
        ],
        waits=waits,
        stills=[
            page.file(f"{stem}.{form}.svg", drawing.lean(draw(drawn)))
            for form, drawn in (("wide", wide), ("narrow", narrow))
            if waits
        ],
        later=page.file(f"{stem}.later.js", later.script(script_name, parts)),
        script=page.file(f"{stem}.js", interactive.script(script_name, wide, narrow, _country_names())),
        script_name=script_name,
        csv=page.file(f"{stem}.csv", sheets.to_csv([c.heading for c in data.columns], data.rows)),
        svg=page.file(f"{stem}.svg", draw(drawing.for_download(spec))),
        data=data,
        sources=page.sources(meta["sources"]),
        page=page,
    )


def _read_in(keys: list[str]) -> str:
    """The remark on a figure that rests on weak sources alone: of which data sets copies were read; empty for any other."""
    copied = grades.called(key for key in keys if grades.is_copied([key]))
    if not copied or not grades.doubt(keys):
        return ""
    return f"Read in {'a copy' if len(copied) == 1 else 'copies'}: {words.listing(copied)}"


def table(page: Page, content: dict[str, Any]) -> str:
    """A table for reading, with caption, sources and its CSV."""
    content = {"subtitle": "", "note": "", "sources": [], "facts": [], **content}
    page.claim(content["name"])
    headings = [column["label"] for column in content["columns"]]
    return render(
        "table.html",
        table=content,
        csv=page.file(
            f"_figures/{page.name}/{content['name']}.csv", sheets.to_csv(headings, content["rows"])
        ),
        sources=page.sources(content["sources"]),
        slug=slug,
        together=lambda text: with_claims(page, together(page.linked(text))),
        traced={(fact["row"], fact["column"]): _trace(page, fact) for fact in content["facts"]},
        wordy=any(len(text) > WORDY for row in content["rows"] for text in row[1:]),
        longest=ROWS_IN_FULL,
        page=page,
    )


def fact(page: Page, content: dict[str, Any]) -> str:
    """A fact inside a sentence: a link to its row that says its date and source on demand."""
    return render("fact.html", fact=content, **_trace(page, content)).strip()


def card(page: Page, content: dict[str, Any]) -> str:
    """Facts at a glance: values with date, source, rank and the shape of their series."""
    cells = [
        {"rank": "", **entry, **_trace(page, entry), "line": sparkline(entry.get("spark") or [])}
        for entry in content["facts"]
    ]
    return render("card.html", card=content, cells=cells)


def sparkline(points: list[list[float]], width: int = 96, height: int = 26) -> dict[str, Any] | None:
    """Path and end point of a series drawn into a box of `width` by `height` px; None below two points."""
    if len(points) < 2:
        return None
    xs, ys = zip(*points, strict=True)
    span_x, span_y = (max(xs) - min(xs)) or 1, (max(ys) - min(ys)) or 1
    inset = 3
    place = [
        (
            round(inset + (x - min(xs)) / span_x * (width - 2 * inset), 1),
            round(height - inset - (y - min(ys)) / span_y * (height - 2 * inset), 1),
        )
        for x, y in points
    ]
    path = "M" + "L".join(f"{x:g},{y:g}" for x, y in place)
    return {"path": path, "x": place[-1][0], "y": place[-1][1], "width": width, "height": height}


def together(text: str) -> Markup:
    """A text of a table with marks round what no line should break.

    >>> together("open <b> since 2 July 2003")
    Markup('open &lt;b&gt; since <span class="wb6-together">2 July 2003</span>')
    """
    marked = _TOGETHER.sub(lambda found: f'<span class="wb6-together">{found[0]}</span>', str(escape(text)))
    return Markup(marked)


def with_claims(page: Page, text: Markup) -> Markup:
    """A text of a table in which each number of a claim leads to its page."""
    return Markup(
        _CLAIM.sub(lambda found: f'<a href="{escape(page.claim_link(found[0]))}">{found[0]}</a>', text)
    )


def _trace(page: Page, content: dict[str, Any]) -> dict[str, Any]:
    """Where a fact comes from: labels of its sources with their marks, what is in doubt, and where its row stands."""
    found = grounds.of_fact(content)
    again = f"read again in {_named(page, [found.again])}" if found.again else ""
    return {
        "known": content.get("value") is not None,
        "href": _href(page, content),
        "named": ", ".join(filter(None, (_named(page, found.sources), again))),
        "why": found.why,
        "remark": found.unread,
    }


def _named(page: Page, keys: Iterable[str]) -> str:
    return ", ".join(map(_with_mark, page.sources([*keys])))


def _with_mark(source: dict[str, str]) -> str:
    return f"{source['label']} ({source['mark']})" if source["mark"] else source["label"]


def _country_names() -> dict[str, str]:
    countries = package.published("countries")
    return dict(zip(countries["iso3"], countries["name"], strict=True))


def _href(page: Page, content: dict[str, Any]) -> str:
    if not content.get("table"):
        return ""
    return page.row_link(content["table"], content.get("key", {}), content.get("day", ""))
