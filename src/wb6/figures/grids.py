"""Grids: a class or a value for each row and column, as the same channel, text or measure meets each state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
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


def matrix(
    cells: pd.DataFrame,
    order: Sequence[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Channels by country: the newest value, shaded along its row, with an earlier one below it.

    `cells` holds channel, country, iso3, year, value, text, year_before, value_before,
    before (text), level (0 to 4), source; rows keep the order of the frame, columns (countries) take `order`.
    """
    shown = records(cells).assign(strong=lambda frame: frame["level"] >= 3)
    x = grammar.heads("country", order)
    x.scale = alt.Scale(domain=list(order))
    y = grammar.rows(
        "channel",
        shown,
        150,
        labelExpr="split(datum.label, ', ')",
        labelOffset=-LINE / 2,
        labelLineHeight=LINE,
    )
    base = alt.Chart(shown).encode(x=x, y=y)
    rects = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(
        color=alt.Color("level:O", scale=alt.Scale(domain=list(range(5)), range=STEPS), legend=None),
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("channel:N", title="Channel"),
            alt.Tooltip("value:Q", title="Newest value"),
            alt.Tooltip("year:Q", title="of", format="d"),
            alt.Tooltip("value_before:Q", title="About ten years before"),
            alt.Tooltip("year_before:Q", title="of", format="d"),
        ],
    )
    ink = grammar.ink_on_shades()
    newest = base.mark_text(fontSize=13, fontWeight="bold", dy=-6).encode(text=alt.Text("text:N"), color=ink)
    earlier = base.mark_text(fontSize=11, dy=9).encode(text=alt.Text("before:N"), color=ink)
    chart = (
        alt.layer(rects, newest, earlier)
        .properties(width=theme.WIDTH - 170, height=40 * shown["channel"].nunique())
        .resolve_scale(color="independent")
    )
    return finish(
        chart,
        heading,
        cells,
        {
            "channel": "Channel",
            "value": "Value",
            "year_before": "Earlier year",
            "value_before": "Earlier value",
        },
        note=note,
    )


def grid(
    cells: pd.DataFrame, form: Form, *, heading: Heading, order: Sequence[str] = (), note: str = ""
) -> Figure:
    """A class for each row and column; `cells` holds row, column, status, text, detail, source.

    Columns take `order`, or that of the frame.
    """
    shown = records(cells[["row", "column", "status", "text", "detail"]])
    shown = shown.assign(strong=shown["status"].isin(form.strong))
    x = grammar.heads("column", order or shown["column"].drop_duplicates().tolist())
    y = grammar.rows(
        "row",
        shown,
        form.limit,
        labelExpr="split(datum.label, '; ')",
        labelOffset=-LINE / 2 * (form.lines - 1),
        labelLineHeight=LINE,
    )
    present = {name: colour for name, colour in form.classes.items() if name in set(shown["status"])}
    base = alt.Chart(shown).encode(x=x, y=y)
    rects = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(
        color=grammar.squares(present, "status"),
        tooltip=[
            alt.Tooltip("row:N", title=form.headings[0]),
            alt.Tooltip("column:N", title=form.headings[1]),
            alt.Tooltip("status:N", title=form.headings[2]),
            alt.Tooltip("detail:N", title="Remark"),
        ],
    )
    texts = base.mark_text(fontSize=11.5, opacity=alt.ExprRef("width < 300 ? 0 : 1")).encode(
        text=alt.Text("text:N"),
        color=grammar.ink_on_shades(),
    )
    chart = (
        alt.layer(rects, texts)
        .properties(width=theme.WIDTH - 20 - form.limit, height=form.height * shown["row"].nunique())
        .resolve_scale(color="independent")
    )
    return finish(
        chart,
        heading,
        cells,
        {
            "row": form.headings[0],
            "column": form.headings[1],
            "status": form.headings[2],
            "text": "Text",
            "detail": "Remark",
        },
        note=note,
    )


def positions(cells: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Who joined which text: `cells` holds label, country, iso3, position, side, source, texts in order."""
    cells = cells.assign(reading=cells["position"].map({key: label for key, (label, _) in POSITIONS.items()}))
    shown = records(cells[["label", "country", "iso3", "position", "side", "source", "reading"]])
    shown = shown.assign(
        mark=shown["position"].map({"joined": "yes", "not_named": "–", "not_joined": "no", "open": ""})
    )
    colours = {label: colour for label, colour in POSITIONS.values() if label in set(shown["reading"])}
    x = grammar.heads("country", shown["country"].drop_duplicates())
    y = grammar.rows("label", shown, 300)
    base = alt.Chart(shown).encode(x=x, y=y)
    boxes = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(
        color=grammar.squares(colours, "reading"),
        tooltip=[alt.Tooltip("label:N"), alt.Tooltip("country:N"), alt.Tooltip("reading:N")],
    )
    light = "datum.position === 'joined' || datum.position === 'not_joined'"
    texts = base.mark_text(fontSize=12).encode(
        text=alt.Text("mark:N"),
        color=alt.condition(light, alt.value(theme.PAPER.light), alt.value(theme.INK.light)),
    )
    return finish(
        alt.layer(boxes, texts).properties(width=290, height=32 * shown["label"].nunique()),
        heading,
        cells,
        {"label": "Text", "side": "Side", "reading": "Position"},
        note=note,
    )
