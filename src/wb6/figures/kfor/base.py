"""What the charts of KFOR share: colours and shapes by kind of figure, marks, axes of days."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme

DARK, MIDDLE = theme.STEPS[4].light, theme.STEPS[2].light
PLAN = theme.POWERS["CHN"].light
ALARM = theme.POWERS["RUS"].light
GREY = theme.POWERS["OTHER"].light
TEAL = theme.POWERS["USA"].light
KINDS: Mapping[str, tuple[str, str]] = {
    "complete list": (DARK, "circle"),
    "single or partial count": (MIDDLE, "diamond"),
    "rounded, World Factbook": (GREY, "square"),
    "US defence department": (TEAL, "cross"),
    "planned or decided": (PLAN, "triangle-up"),
}


def points(
    shown: pd.DataFrame,
    x: Any,
    y: Any,
    field: str,
    looks: Mapping[str, tuple[str, str]],
    value: str = "value",
    size: int = 70,
) -> alt.Chart:
    """Points whose colour and shape both tell the value of `field`."""
    present = grammar.present(looks, shown[field])
    names = list(present)
    colours = alt.Scale(domain=names, range=[colour for colour, _ in present.values()])
    shapes = alt.Scale(domain=names, range=[shape for _, shape in present.values()])
    headings = {"when": "Date", "label": "Figure", "country": "Contributor"}
    return (
        alt.Chart(shown)
        .mark_point(size=size, opacity=0.9)
        .encode(
            x=x,
            y=y,
            color=alt.Color(f"{field}:N", scale=colours, legend=alt.Legend(title=None)),
            shape=alt.Shape(f"{field}:N", scale=shapes, legend=alt.Legend(title=None)),
            tooltip=[
                *(alt.Tooltip(f"{key}:N", title=headings[key]) for key in headings if key in shown),
                alt.Tooltip(f"{field}:N"),
                alt.Tooltip(f"{value}:Q", title="Number", format=",.4~r"),
            ],
        )
    )


def apart(shown: pd.DataFrame, days: int = 400) -> pd.DataFrame:
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
        return apart(shown)
    ends = {shown.index[0], shown.index[-1], shown["value"].idxmin(), shown["value"].idxmax()}
    return shown.loc[sorted(ends)]


def days(first: pd.DataFrame, second: pd.DataFrame) -> alt.X:
    """An axis of whole years that holds the dates of both frames."""
    dates = pd.concat([frame["date"] for frame in (first, second) if len(frame)])
    return grammar.days(domain=[new_year(dates.min(), 0), new_year(dates.max(), 1)])


def new_year(day: pd.Timestamp, later: int) -> str:
    """First day of the year of `day`, or of a later one."""
    return f"{day.year + later}-01-01"
