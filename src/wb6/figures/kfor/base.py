"""What the charts of KFOR share: colours and shapes by kind of figure, marks."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.grammar import Look

DARK, MIDDLE = theme.STEPS[4].light, theme.STEPS[2].light
PLAN = theme.POWERS["CHN"].light
ALARM = theme.POWERS["RUS"].light
GREY = theme.POWERS["OTHER"].light
TEAL = theme.POWERS["USA"].light
KINDS: Mapping[str, Look] = {
    "complete list": (DARK, "circle"),
    "single or partial count": (MIDDLE, "diamond"),
    "rounded, World Factbook": (GREY, "square"),
    "US defence department": (TEAL, "cross"),
    "planned or decided": (PLAN, "triangle-up"),
}


def points(
    shown: pd.DataFrame, axes: tuple[alt.X, alt.Y], field: str, looks: Mapping[str, Look], size: int = 70
) -> alt.Chart:
    """Points whose colour and shape both tell the value of `field`; one of the axes has the amounts."""
    x, y = axes
    value = next(axis.shorthand for axis in axes if axis.shorthand.endswith(":Q"))
    look = grammar.looks(field, looks, shown[field])
    headings = {"when": "Date", "label": "Figure", "country": "Contributor"}
    told = [(f"{key}:N", heading) for key, heading in headings.items() if key in shown]
    points: alt.Chart = Chart(shown).mark_point(size=size, opacity=0.9)
    return points.encode(
        x=x,
        y=y,
        color=look["color"],
        shape=look["shape"].legend(title=None),
        tooltip=grammar.tells(*told, f"{field}:N", (value, "Number", ",.4~r")),
    )


def said_left(shown: pd.DataFrame, axes: tuple[alt.X, alt.Y]) -> alt.Chart:
    """What rows say of themselves (field `said`, which may be empty), at the left of their points."""
    x, y = axes
    texts = Chart(shown[shown["said"] != ""])
    marks: alt.Chart = texts.mark_text(align="right", dx=-9, fontSize=12, color=theme.MUTED.light)
    return marks.encode(x=x, y=y, text=alt.Text("said:N"))


def spaced(shown: pd.DataFrame, days: int = 400) -> pd.DataFrame:
    """Rows so far apart in time that their texts do not collide; the newest of neighbours stays."""
    kept: list[int] = []
    dates = pd.to_datetime(shown["date"])
    for position in reversed(range(len(shown))):
        if not kept or (dates.iloc[kept[-1]] - dates.iloc[position]).days > days:
            kept.append(position)
    return shown.iloc[kept[::-1]]


def telling(shown: pd.DataFrame, few: int = 8) -> pd.DataFrame:
    """Rows to be named by their value: of a `few` those that lie apart, of many the first, last and extreme ones."""
    if len(shown) <= few:
        return spaced(shown)
    ends = {shown.index[0], shown.index[-1], shown["value"].idxmin(), shown["value"].idxmax()}
    return shown.loc[sorted(ends)]
