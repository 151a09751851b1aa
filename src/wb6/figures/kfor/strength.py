"""Charts of the size of KFOR: points by the basis of a figure, ranges where sources differ."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records
from wb6.figures.kfor import base

# Each basis has a colour and a shape, so that neither alone has to carry the difference.
BASES: Mapping[str, tuple[str, str]] = {
    "stated": (base.DARK, "circle"),
    "stated as about": (base.MIDDLE, "diamond"),
    "in Kosovo alone": (base.TEAL, "square"),
    "planned": (base.PLAN, "triangle-up"),
}
# Room above the plot, as a share of it, for each row in which the marks of incidents are named.
ROOM = 0.08
# Room that a letter of such a name takes on a phone, as a share of the years shown.
LETTER = 0.026
SCOPES = {
    "with_reserves": "with reserves",
    "without_reserves": "without reserves",
    "with_civilians": "with civilians",
    "with_support_outside": "with support outside Kosovo",
    "in_kosovo": "in Kosovo alone",
}


def strength(
    figures: pd.DataFrame,
    spans: pd.DataFrame,
    marks: pd.DataFrame,
    *,
    heading: Heading,
    note: str,
    marker: str,
) -> Figure:
    """Size of the force by date and basis, over the range of rival figures, with marked incidents.

    `figures` holds date, when, basis, value, source; `spans` middle, low, high; `marks` date and
    the text of `marker`.
    """
    figures = figures.assign(basis=figures["basis"].replace("about", "stated as about"))
    shown = records(figures[["date", "when", "basis", "scope", "value", "source", "note"]])
    top = grammar.upper(shown["value"].max())
    x = base.days(figures, marks)
    rows = _rows(marks, marker, *x["scale"]["domain"])
    y = grammar.amount("value", domain=[0, top * (1 + ROOM * max(2, *rows, 0))])
    layers = []
    if len(marks):
        layers += _marks(marks.assign(row=rows), x, marker, top)
    if len(spans):
        layers.append(
            alt.Chart(records(spans[["middle", "low", "high"]]))
            .mark_rule(strokeWidth=7, color=theme.CONTEXT.light, opacity=0.6, strokeCap="round")
            .encode(x=_at(x, "middle"), y=grammar.onto(y, "low"), y2=alt.Y2("high:Q"))
        )
    layers.append(base.points(shown, x, y, "basis", BASES))
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.HEIGHT + 20)
    return finish(
        chart,
        heading,
        figures,
        {
            "when": "Date",
            "basis": "Basis",
            "scope": "What the total holds",
            "value": Unit("Troops"),
            "note": "Note",
        },
        sources=sources_of(figures, marks),
        note=note,
    )


def _rows(marks: pd.DataFrame, text: str, start: str, end: str) -> list[int]:
    """The row of text, 1 or more, in which each mark is named, so that neighbours do not collide."""
    span = pd.Timestamp(end) - pd.Timestamp(start)
    free: list[pd.Timestamp] = []
    rows = []
    for day, name in zip(marks["date"], marks[text], strict=True):
        row = next((place for place, until in enumerate(free) if day >= until), len(free))
        free[row : row + 1] = [day + span * LETTER * len(name)]
        rows.append(row + 1)
    return rows


def _marks(marks: pd.DataFrame, x: alt.X, text: str, top: float) -> list[alt.Chart]:
    """Dashed rules at incidents with a text above; `marks` holds date, title, row and the text."""
    shown = records(marks[["date", "title", "row", text]])
    placed = alt.Chart(shown).encode(x=x)
    rules = placed.mark_rule(strokeDash=[2, 3], color=base.ALARM, opacity=0.8).encode(
        y=alt.datum(0), y2=alt.datum(top * (1 + ROOM / 3)), tooltip=[alt.Tooltip("title:N")]
    )
    texts = [
        placed.transform_filter(f"datum.row == {row}")
        .mark_text(fontSize=12, color=base.ALARM, baseline="bottom")
        .encode(y=alt.datum(top * (1 + ROOM * (row - 0.5))), text=alt.Text(f"{text}:N"))
        for row in sorted(set(marks["row"]))
    ]
    return [rules, *texts]


def _at(x: alt.X, field: str) -> alt.X:
    other = x.copy(deep=True)
    other.shorthand = f"{field}:T"
    return other
