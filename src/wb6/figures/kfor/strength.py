"""Charts of the size of KFOR: points by the basis of a figure, ranges where sources differ."""

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records
from wb6.figures.grammar import Look
from wb6.figures.kfor import base

# Each basis has a colour and a shape, so that neither alone has to carry the difference.
BASES: Mapping[str, Look] = {
    "stated": (base.DARK, "circle"),
    "stated as about": (base.MIDDLE, "diamond"),
    "in Kosovo alone": (base.TEAL, "square"),
    "planned": (base.PLAN, "triangle-up"),
}
# Room above the plot, as a share of it, for each row in which the marks of incidents are named.
ROOM = 0.08
# Room that a letter of such a name takes on a phone, as a share of the years shown.
LETTER = 0.026
RESERVES = {
    "not said": (base.GREY, "circle"),
    "with reserves": (base.DARK, "square"),
    "without reserves": (base.PLAN, "diamond"),
    "with civilians": (base.TEAL, "triangle-up"),
}
SCOPES = {
    "with_reserves": "with reserves",
    "without_reserves": "without reserves",
    "with_civilians": "with civilians",
    "with_support_outside": "with support outside Kosovo",
    "in_kosovo": "in Kosovo alone",
}


@dataclass(frozen=True)
class Marks:
    """Incidents that a chart marks: `rows` holds date, title and the column `named`, with which it names them."""

    rows: pd.DataFrame
    named: str


def strength(
    figures: pd.DataFrame, spans: pd.DataFrame, marks: Marks, *, heading: Heading, note: str
) -> Figure:
    """Size of the force by date and basis, over the range of rival figures, with marked incidents.

    `figures` holds date, when, basis, value, source; `spans` middle, low, high.
    """
    figures = figures.assign(basis=figures["basis"].replace("about", "stated as about"))
    shown = records(figures[["date", "when", "basis", "scope", "value", "source", "note"]])
    top = grammar.upper(shown["value"].max())
    x = grammar.whole_years(figures["date"], marks.rows["date"])
    rows = _rows(marks, *x["scale"]["domain"])
    y = grammar.amount("value", [0, top * (1 + ROOM * max(2, *rows, 0))])
    layers = _marks(marks, rows, x, top) if len(rows) else []
    if len(spans):
        ranges = Chart(records(spans[["middle", "low", "high"]])).mark_rule(
            strokeWidth=7, color=theme.CONTEXT.light, opacity=0.6, strokeCap="round"
        )
        layers.append(ranges.encode(**grammar.between(grammar.onto(x, "middle"), y)))
    layers.append(base.points(shown, (x, y), "basis", BASES))
    columns = {
        "when": "Date",
        "basis": "Basis",
        "scope": "What the total holds",
        "value": Unit("Troops"),
        "note": "Note",
    }
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.HEIGHT + 20)
    figure = finish(chart, heading, figures, columns, note=note)
    return figure.citing(sources_of(figures, marks.rows))


def _rows(marks: Marks, start: str, end: str) -> list[int]:
    """The row of text, 1 or more, in which each mark is named, so that neighbours do not collide."""
    span = pd.Timestamp(end) - pd.Timestamp(start)
    free: list[pd.Timestamp] = []
    rows = []
    for day, name in zip(marks.rows["date"], marks.rows[marks.named], strict=True):
        row = next((place for place, until in enumerate(free) if day >= until), len(free))
        free[row : row + 1] = [day + span * LETTER * len(name)]
        rows.append(row + 1)
    return rows


def _marks(marks: Marks, rows: list[int], x: alt.X, top: float) -> list[alt.Chart]:
    """Dashed rules at incidents, each with its name in its row above."""
    shown = records(marks.rows.assign(row=rows)[["date", "title", "row", marks.named]])
    placed = Chart(shown).encode(x=x)
    rules = placed.mark_rule(strokeDash=[2, 3], color=base.ALARM, opacity=0.8).encode(
        y=alt.YDatum(0), y2=alt.Y2Datum(top * (1 + ROOM / 3)), tooltip=grammar.tells("title:N")
    )
    texts = [
        placed.transform_filter(f"datum.row == {row}")
        .mark_text(fontSize=12, color=base.ALARM, baseline="bottom")
        .encode(y=alt.YDatum(top * (1 + ROOM * (row - 0.5))), text=alt.Text(f"{marks.named}:N"))
        for row in sorted(set(rows))
    ]
    return [rules, *texts]
