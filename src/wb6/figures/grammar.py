"""Layers that charts share: axes, bands, lines, labels that do not collide."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from math import inf
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from wb6.figures import theme

T = TypeVar("T")


def years(frame: pd.DataFrame, field: str = "year") -> alt.X:
    """A horizontal axis of years, with a round number of ticks."""
    first, last = int(frame[field].min()), int(frame[field].max())
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 7)
    ticks = list(range(-(-first // step) * step, last + 1, step))
    return alt.X(
        f"{field}:Q",
        title=None,
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(format="d", values=ticks),
    )


def days(field: str = "date", domain: Sequence[str] | None = None) -> alt.X:
    """A horizontal axis of days."""
    scale = alt.Scale(domain=list(domain)) if domain else alt.Scale()
    few = domain and int(domain[1][:4]) - int(domain[0][:4]) <= 7
    return alt.X(
        f"{field}:T", title=None, scale=scale, axis=alt.Axis(format="%Y", tickCount="year" if few else 7)
    )


def amount(
    field: str, title: str | None = None, zero: bool = True, domain: Sequence[float] | None = None
) -> alt.Y:
    """A vertical axis of amounts; its unit stands in the subtitle of the figure."""
    scale = alt.Scale(zero=zero, domain=list(domain)) if domain else alt.Scale(zero=zero)
    return alt.Y(f"{field}:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5, format=",~f"))


def heads(field: str, order: Sequence[str]) -> alt.X:
    """Columns of a grid, with their names slanted above it."""
    axis = alt.Axis(orient="top", labelAngle=-40, ticks=False, domain=False, labelLimit=180)
    return alt.X(f"{field}:N", sort=list(order), title=None, axis=axis)


def rows(field: str, frame: pd.DataFrame, limit: int, **axis: Any) -> alt.Y:
    """Rows of a grid in the order of the frame; names longer than `limit` px are cut, `axis` says more of them."""
    lines = alt.Axis(ticks=False, domain=False, labelLimit=limit, **axis)
    return alt.Y(f"{field}:N", sort=list(dict.fromkeys(frame[field])), title=None, axis=lines)


def ink_on_shades(strong: str = "strong") -> Any:
    """Colour of text in cells: paper where the shade is `strong` (a field of truth values), else ink."""
    return alt.condition(f"datum.{strong}", alt.value(theme.PAPER.light), alt.value(theme.INK.light))


def onto(axis: Any, field: str) -> Any:
    """The same axis for another field of numbers."""
    other = axis.copy(deep=True)
    other.shorthand = f"{field}:Q"
    return other


def colours(names: Mapping[str, str], field: str, legend: bool = False) -> alt.Color:
    """Colours by name: `names` maps the value of `field` to a colour, in the order of the legend."""
    scale = alt.Scale(domain=list(names), range=list(names.values()))
    return alt.Color(f"{field}:N", scale=scale, legend=alt.Legend(title=None) if legend else None)


def present(looks: Mapping[str, T], values: pd.Series) -> dict[str, T]:
    """The looks (colours, shapes) of the values that occur, in the order of the looks."""
    found = set(values)
    return {value: look for value, look in looks.items() if value in found}


def shapes(field: str, classes: Iterable[str], marks: Sequence[str] = ()) -> alt.Shape:
    """A shape a class, of `marks` if they are given; the legend of the colours tells the classes."""
    domain = list(classes)
    scale = alt.Scale(domain=domain, range=list(marks[: len(domain)])) if marks else alt.Scale(domain=domain)
    return alt.Shape(f"{field}:N", scale=scale, legend=None)


def squares(names: Mapping[str, str], field: str, **legend: Any) -> alt.Color:
    """Colours of areas by name, with squares in the legend; `legend` says more of it."""
    colour = colours(names, field)
    colour.legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=0, **legend)
    return colour


def value_of_year(heading: str, form: str = ",.2f") -> list[alt.Tooltip]:
    """What a reader is told of a point in a course by country: country, year and value."""
    return [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title=heading, format=form),
    ]


def bands(field: str, order: Sequence[str], limit: int = 180, offset: int = 0) -> alt.Y:
    """Rows of bars or dots in an order; names longer than `limit` px are cut."""
    axis = alt.Axis(ticks=False, domain=False, labelLimit=limit, offset=offset)
    return alt.Y(f"{field}:N", sort=list(order), title=None, axis=axis)


def country_colours(frame: pd.DataFrame, focus: str | None = None) -> dict[str, str]:
    """Colour of each country of the frame (columns iso3, country); with a `focus`, all others in greys."""
    pairs = frame[["country", "iso3"]].drop_duplicates().sort_values("country").itertuples(index=False)
    greys = cycle([theme.MUTED.light, theme.CONTEXT.light])
    return {
        pair.country: theme.country_colour(pair.iso3) if focus in (None, pair.iso3) else next(greys)
        for pair in pairs
    }


def spread(values: Sequence[float], gap: float, lowest: float = -inf) -> list[float]:
    """Positions close to `values`, at least `gap` apart and not below `lowest`, so that labels do not collide.

    >>> spread([1.0, 1.1, 3.0], 0.5)
    [0.8, 1.3, 3.0]
    >>> spread([0.1, 0.2], 0.5, lowest=0.0)
    [0.0, 0.5]
    """
    order = sorted(range(len(values)), key=lambda index: values[index])
    blocks: list[tuple[list[int], float]] = []
    for index in order:
        block, centre = [index], max(float(values[index]), lowest)
        while blocks:
            previous, other = blocks[-1]
            reach = (len(previous) + len(block)) / 2 * gap
            if centre - other >= reach - 1e-9:
                break
            blocks.pop()
            centre = (other * len(previous) + centre * len(block)) / (len(previous) + len(block))
            block = previous + block
            centre = max(centre, lowest + (len(block) - 1) / 2 * gap)
        blocks.append((block, centre))
    places = [0.0] * len(values)
    for block, centre in blocks:
        for position, index in enumerate(block):
            places[index] = round(centre + (position - (len(block) - 1) / 2) * gap, 4)
    return places


def end_labels(
    frame: pd.DataFrame,
    x: alt.X,
    y: alt.Y,
    value: str,
    text: str,
    colour: alt.Color,
    domain: Sequence[float],
    height: int,
) -> alt.Chart:
    """Names at the right end of lines: `frame` holds their last rows, `domain` is that of the axis."""
    gap = (domain[1] - domain[0]) * 16 / height
    placed = frame.assign(label_at=spread(frame[value].tolist(), gap, domain[0] + gap / 3))
    return (
        alt.Chart(placed)
        .mark_text(align="left", baseline="middle", dx=7, fontWeight="bold")
        .encode(x=x, y=onto(y, "label_at"), text=alt.Text(f"{text}:N"), color=colour)
    )


def on_paper(text: alt.Chart) -> alt.LayerChart:
    """A text with a halo so that no line strikes it through."""
    halo = text.copy(deep=True)
    halo.mark.color = alt.Undefined
    halo.mark.stroke, halo.mark.strokeWidth, halo.mark.strokeJoin = theme.PAPER.light, 5, "round"
    return alt.layer(halo, text)


def beside(points: alt.Chart, text: str) -> alt.LayerChart:
    """Text at the right of points, with a halo so that no grid line strikes it through."""
    right = points.mark_text(align="left", dx=9, fontSize=12, color=theme.MUTED.light)
    return on_paper(right).encode(text=alt.Text(f"{text}:N"))


def values_at_points(
    shown: pd.DataFrame, x: alt.X, y: alt.Y, at: str, value: str, domain: Sequence[float], height: int
) -> alt.LayerChart:
    """The values of points: above a point that stands alone, at its right where it shares its place on `x` or is at the top."""
    gap = (domain[1] - domain[0]) * 15 / height
    shared = (shown.groupby(at)[value].transform("size") > 1) | (shown[value] > domain[1] - gap)
    placed = shown.assign(label_at=shown[value].astype(float))
    for _, rows in shown[shared].groupby(at):
        placed.loc[rows.index, "label_at"] = spread(rows[value].tolist(), gap)
    base = {"fontSize": 12, "color": theme.INK.light}
    text = alt.Text(f"{value}:Q", format=".0f")
    above = alt.Chart(placed[~shared]).mark_text(dy=-13, **base).encode(x=x, y=y, text=text)
    right = (
        alt.Chart(placed[shared])
        .mark_text(align="left", dx=10, **base)
        .encode(x=x, y=onto(y, "label_at"), text=text)
    )
    return alt.layer(*(layer for layer, some in ((above, ~shared), (right, shared)) if some.any()))


def texts(points: alt.Chart, value: str, form: str = ".0f") -> list[alt.Chart]:
    """The values of points beside them: above, or below where the field `below` of a row is true."""
    return [
        points.transform_filter(f"{sign}datum.below")
        .mark_text(dy=dy, fontSize=12)
        .encode(
            text=alt.Text(f"{value}:Q", format=form),
            shape=alt.Undefined,
            color=alt.ColorValue(theme.INK.light),
        )
        for sign, dy in (("!", -13), ("", 17))
    ]


def guideline(level: float) -> alt.Chart:
    """A dashed horizontal rule, which the subtitle of the figure names."""
    at = pd.DataFrame({"level": [level]})
    return alt.Chart(at).mark_rule(strokeDash=[5, 4], color=theme.INK.light).encode(y=alt.Y("level:Q"))


def upper(values: Any) -> float:
    """A round upper end for an axis that starts at zero."""
    top = float(pd.Series(values).max())
    magnitude = 10 ** (len(str(int(max(top, 1)))) - 1)
    for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        if top <= step * magnitude:
            return step * magnitude
    return top


def interval(ranges: pd.DataFrame, x: alt.X, y: alt.Y, colour: str) -> alt.Chart:
    """The range of an estimate behind its line; `ranges` holds the field of `x`, low, high."""
    return (
        alt.Chart(ranges)
        .mark_area(color=colour, opacity=0.18)
        .encode(x=x, y=onto(y, "low"), y2=alt.Y2("high:Q"))
    )
