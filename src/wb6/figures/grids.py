"""Grids: a class or a value for each row and column, as the same channel, text or measure meets each state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import records

STEPS = [step.light for step in theme.STEPS]
ALL, SOME, NONE, UNTOLD = "all borne out", "some borne out", "none borne out", "cannot be told"


@dataclass(frozen=True)
class Form:
    """How a grid of classes looks: colours of the classes in the order of the legend, those with light text.

    `headings` name rows, columns and classes. Rows are `height` px high; their labels are cut at `limit` px and
    break at "; ", on the average into `lines` lines.
    """

    classes: Mapping[str, str]
    strong: tuple[str, ...]
    headings: tuple[str, str, str]
    height: int
    limit: int
    lines: float = 1


VOTES = Form(
    {
        "yes": theme.POWERS["EUU"].light,
        "not against": theme.STEPS[1].light,
        "abstain": theme.NEUTRAL.light,
        "absent": theme.CONTEXT.light,
        "no": theme.POWERS["RUS"].light,
        "not recorded": theme.BAND.light,
    },
    strong=("yes", "no"),
    headings=("Text", "State", "Vote"),
    height=24,
    limit=210,
)
JOINED = Form(
    {
        "joined": theme.POWERS["EUU"].light,
        "joined in part": theme.NEUTRAL.light,
        "not joined": theme.POWERS["RUS"].light,
        "not recorded": theme.BAND.light,
    },
    strong=("joined", "not joined"),
    headings=("Measure", "Country", "Joined"),
    height=28,
    limit=210,
)
BORNE_OUT = Form(
    {
        ALL: theme.STEPS[3].light,
        SOME: theme.STEPS[1].light,
        NONE: theme.NEUTRAL.light,
        UNTOLD: theme.BAND.light,
    },
    strong=(ALL,),
    headings=("Reading", "Channel", "Data"),
    height=52,
    limit=150,
    lines=2.7,
)
LINE = 14  # px between lines of a label
POSITIONS = {
    "joined": ("joined", theme.STEPS[4].light),
    "not_named": ("not on the list", theme.NEUTRAL.light),
    "not_joined": ("did not join", theme.POWERS["RUS"].light),
    "open": ("not known", theme.BAND.light),
}

MARKS = {"joined": "yes", "not_named": "–", "not_joined": "no", "open": ""}


def boxes(base: alt.Chart) -> alt.Chart:
    """Cells of a grid, parted by lines of paper."""
    cells: alt.Chart = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2)
    return cells


def shades() -> alt.Color:
    """The colour of cells by their `level` from 0 to 4."""
    return alt.Color("level:O").scale(domain=list(range(len(STEPS))), range=STEPS).legend(None)


def matrix(cells: pd.DataFrame, order: Sequence[str], *, heading: Heading, note: str) -> Figure:
    """Channels by country: the newest value, shaded along its row, with its year below it.

    `cells` holds channel, country, iso3, year, value, text, level (0 to 4), source; rows keep the order of the
    frame, columns (countries) take `order`.
    """
    shown = records(cells).assign(strong=lambda frame: frame["level"] >= 3)
    x = grammar.heads("country", order).scale(domain=list(order))
    base = Chart(shown).encode(x=x, y=_broken("channel", shown, 150, ", ", -LINE / 2))
    shaded = boxes(base).encode(
        color=shades(),
        tooltip=grammar.tells(
            ("country:N", "Country"),
            ("channel:N", "Channel"),
            ("value:Q", "Newest value"),
            ("year:Q", "of", "d"),
        ),
    )
    ink = grammar.ink_on_shades()
    newest = base.mark_text(fontSize=13, fontWeight="bold", dy=-6).encode(text=alt.Text("text:N"), color=ink)
    years = base.mark_text(fontSize=11, dy=9).encode(text=alt.Text("year:Q", format="d"), color=ink)
    columns = {"channel": "Channel", "value": "Value"}
    chart = alt.layer(shaded, newest, years).resolve_scale(color="independent")
    chart = chart.properties(width=theme.WIDTH - 170, height=40 * shown["channel"].nunique())
    return finish(chart, heading, cells, columns, note=note)


def grid(
    cells: pd.DataFrame, form: Form, *, heading: Heading, order: Sequence[str] = (), note: str = ""
) -> Figure:
    """A class for each row and column; `cells` holds row, column, status, text, detail, source.

    Columns take `order`, or that of the frame.
    """
    shown = records(cells[["row", "column", "status", "text", "detail"]])
    shown = shown.assign(strong=shown["status"].isin(form.strong))
    headings = dict(zip(("row", "column", "status"), form.headings, strict=True))
    headings = {**headings, "detail": "Remark"}
    x = grammar.heads("column", order or shown["column"].drop_duplicates())
    y = _broken("row", shown, form.limit, "; ", -LINE / 2 * (form.lines - 1))
    base = Chart(shown).encode(x=x, y=y)
    coloured = boxes(base).encode(
        color=grammar.squares(grammar.present(form.classes, shown["status"]), "status"),
        tooltip=grammar.tells(*((f"{field}:N", text) for field, text in headings.items())),
    )
    texts = base.mark_text(fontSize=11.5, opacity=alt.ExprRef("width < 300 ? 0 : 1")).encode(
        text=alt.Text("text:N"), color=grammar.ink_on_shades()
    )
    chart = alt.layer(coloured, texts).resolve_scale(color="independent")
    return finish(
        chart.properties(width=theme.WIDTH - 20 - form.limit, height=form.height * shown["row"].nunique()),
        heading,
        cells,
        {**dict(list(headings.items())[:3]), "text": "Text", "detail": "Remark"},
        note=note,
    )


def _broken(field: str, shown: pd.DataFrame, limit: int, at: str, offset: float) -> alt.Y:
    """Rows in the order of the frame, whose names break into lines `at` a sign."""
    split = f"split(datum.label, '{at}')"
    lines = {"labelExpr": split, "labelOffset": offset, "labelLineHeight": LINE}
    return grammar.rows(field, shown[field], labelLimit=limit, **lines)


def positions(cells: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Who joined which text: `cells` holds label, country, iso3, position, side, source, texts in order."""
    cells = cells.assign(reading=cells["position"].map({key: label for key, (label, _) in POSITIONS.items()}))
    shown = records(cells[["label", "country", "iso3", "position", "side", "source", "reading"]])
    shown = shown.assign(mark=shown["position"].map(MARKS))
    x = grammar.heads("country", shown["country"].drop_duplicates())
    base = Chart(shown).encode(x=x, y=grammar.rows("label", shown["label"], labelLimit=300))
    coloured = boxes(base).encode(
        color=grammar.squares(grammar.present(dict(POSITIONS.values()), shown["reading"]), "reading"),
        tooltip=grammar.tells("label:N", "country:N", "reading:N"),
    )
    light = "datum.position === 'joined' || datum.position === 'not_joined'"
    texts = base.mark_text(fontSize=12).encode(text=alt.Text("mark:N"), color=grammar.ink_on_shades(light))
    chart = alt.layer(coloured, texts).properties(width=290, height=32 * shown["label"].nunique())
    return finish(chart, heading, cells, {"label": "Text", "side": "Side", "reading": "Position"}, note=note)
