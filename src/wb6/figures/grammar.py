"""Layers that charts share: axes, bands, lines, labels that do not collide.

Channels are named by their classes, `text=alt.Text("said:N")`: for a bare text Altair looks through its whole schema.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from math import inf
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from wb6.figures import theme
from wb6.figures.chart import Chart

T = TypeVar("T")
Axis = TypeVar("Axis", alt.X, alt.Y)
Look = tuple[str, str]  # a colour and a shape
Layered = alt.LayerChart | alt.FacetChart  # what `alt.layer` gives


def years(frame: pd.DataFrame, most: int = 7, **axis: Any) -> alt.X:
    """A horizontal axis of years, with at most `most` and one round numbers as ticks."""
    first, last = int(frame["year"].min()), int(frame["year"].max())
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= most)
    ticks = list(range(-(-first // step) * step, last + 1, step))
    scale = alt.Scale(domain=[first, last], nice=False)
    return alt.X("year:Q", title=None, scale=scale, axis=alt.Axis(format="d", values=ticks, **axis))


def years_of_bars(
    written: Sequence[int] | None = None, drawn: Sequence[int] | None = None, **scale: Any
) -> alt.X:
    """A horizontal axis with a band a year: of all years of the frame or those `drawn`, all or those `written` as ticks."""
    axis: dict[str, Any] = {} if written is None else {"values": list(written)}
    scale |= {} if drawn is None else {"domain": list(drawn)}
    scaled = alt.Scale(**scale) if scale else alt.Undefined
    return alt.X("year:O", title=None, scale=scaled, axis=alt.Axis(labelAngle=0, **axis))


def days(field: str = "date", domain: Sequence[str] | None = None) -> alt.X:
    """A horizontal axis of days."""
    few = domain and int(domain[1][:4]) - int(domain[0][:4]) <= 7
    scale = alt.Scale(domain=list(domain)) if domain else alt.Scale()
    axis = alt.Axis(format="%Y", tickCount="year" if few else 7)
    return alt.X(f"{field}:T", title=None, scale=scale, axis=axis)


def whole_years(*dates: pd.Series) -> alt.X:
    """A horizontal axis of whole years that holds the days (timestamps or ISO text) of all `dates`."""
    found = [pd.Timestamp(day).year for each in dates if len(each) for day in (each.min(), each.max())]
    return days(domain=[f"{min(found)}-01-01", f"{max(found) + 1}-01-01"])


def amount(field: str, domain: Sequence[float] | None = None, zero: bool = True) -> alt.Y:
    """A vertical axis of amounts; its unit stands in the subtitle of the figure."""
    scale = alt.Scale(zero=zero, domain=list(domain)) if domain else alt.Scale(zero=zero)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5, format=",~f"))


def up_to(field: str, top: float) -> alt.Y:
    """A vertical axis of amounts from zero to a round number not below `top`."""
    return amount(field, [0, upper(top)])


def across(field: str, domain: Sequence[float] | None = None, **axis: Any) -> alt.X:
    """A horizontal axis of amounts, as `axis` says; its unit stands in the subtitle of the figure."""
    scale = alt.Scale(domain=list(domain)) if domain else alt.Undefined
    return alt.X(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(**axis))


def heads(field: str, order: Iterable[str]) -> alt.X:
    """Columns of a grid, with their names slanted above it."""
    axis = alt.Axis(orient="top", labelAngle=-40, ticks=False, domain=False, labelLimit=180)
    return alt.X(f"{field}:N", sort=list(order), title=None, axis=axis)


def rows(field: str, order: Iterable[str], **axis: Any) -> alt.Y:
    """Rows of bars, dots or cells in an order, each value once; `axis` says more of their names."""
    lines = alt.Axis(ticks=False, domain=False, **axis)
    return alt.Y(f"{field}:N", sort=list(dict.fromkeys(order)), title=None, axis=lines)


def either(test: str, yes: str, no: str) -> alt.ColorValue:
    """The colour `yes` where the expression holds, else `no`.

    As a channel of its own: for a dictionary, such as `alt.condition` gives, Altair looks through its whole schema.
    """
    return alt.ColorValue(no, condition={"test": test, "value": yes})


def ink_on_shades(strong: str = "datum.strong") -> alt.ColorValue:
    """Colour of text in cells: paper where the shade is `strong` (an expression), else ink."""
    return either(strong, theme.PAPER.light, theme.INK.light)


def onto(axis: Axis, field: str) -> Axis:
    """The same axis for another field."""
    other: Axis = axis.copy(deep=True)
    other.shorthand = f"{field}:{axis.shorthand[-1]}"
    return other


def between(x: alt.X, y: alt.Y) -> dict[str, Any]:
    """Encodings of a range from the field `low` to the field `high`."""
    return {"x": x, "y": onto(y, "low"), "y2": alt.Y2("high:Q")}


def colours(names: Mapping[str, str], field: str, legend: bool = False, **look: Any) -> alt.Color:
    """Colours by name: `names` maps the value of `field` to a colour, in the order of the legend; `look` says more of it."""
    scale = alt.Scale(domain=list(names), range=list(names.values()))
    return alt.Color(
        f"{field}:N", scale=scale, legend=alt.Legend(title=None, **look) if legend or look else None
    )


def present(looks: Mapping[str, T], values: pd.Series) -> dict[str, T]:
    """The looks (colours, shapes) of the values that occur, in the order of the looks."""
    found = set(values)
    return {value: look for value, look in looks.items() if value in found}


def shapes(field: str, classes: Iterable[str], marks: Sequence[str] = ()) -> alt.Shape:
    """A shape a class, of `marks` if they are given; the legend of the colours tells the classes."""
    domain = list(classes)
    scale = alt.Scale(domain=domain, range=list(marks[: len(domain)])) if marks else alt.Scale(domain=domain)
    return alt.Shape(f"{field}:N", scale=scale, legend=None)


def marked(field: str, names: Mapping[str, str], marks: Sequence[str] = ()) -> dict[str, Any]:
    """Encodings of points whose colour and shape both tell the value of `field`, with a legend.

    `names` maps values to colours, `marks` are their shapes.
    """
    return {"color": colours(names, field, legend=True), "shape": shapes(field, names, marks)}


def looks(field: str, named: Mapping[str, Look], values: pd.Series) -> dict[str, Any]:
    """Encodings of points by the colour and shape of each value of `field` that occurs."""
    occurring = present(named, values)
    tones = {value: colour for value, (colour, _) in occurring.items()}
    return marked(field, tones, [shape for _, shape in occurring.values()])


def squares(names: Mapping[str, str], field: str, **legend: Any) -> alt.Color:
    """Colours of areas by name, with squares in the legend; `legend` says more of it."""
    return colours(names, field, symbolType="square", symbolStrokeWidth=0, **legend)


def tells(*fields: str | tuple[str, str] | tuple[str, str, str]) -> list[alt.Tooltip]:
    """What a reader is told of a mark: fields with their types, alone or with a title (which may be empty) and a format."""
    told = []
    for field, title, form in (
        (each, "", "") if isinstance(each, str) else (*each, "")[:3] for each in fields
    ):
        said = {"title": title, "format": form}
        told.append(alt.Tooltip(field, **{key: text for key, text in said.items() if text}))
    return told


def value_of_year(heading: str, form: str = ",.2f") -> list[alt.Tooltip]:
    """What a reader is told of a point in a course by country: country, year and value."""
    return tells(("country:N", "Country"), ("year:Q", "Year", "d"), ("value:Q", heading, form))


def ranked(frame: pd.DataFrame, field: str, order: Iterable[str]) -> pd.DataFrame:
    """The rows with `rank`, the place of their `field` in the order in which a legend names and bars stack them."""
    return frame.assign(rank=frame[field].map({value: place for place, value in enumerate(order)}))


def country_colours(frame: pd.DataFrame, focus: str | None = None) -> dict[str, str]:
    """Colour of each country of the frame (columns iso3, country); with a `focus`, all others in greys."""
    pairs = frame[["country", "iso3"]].drop_duplicates().sort_values("country").itertuples(index=False)
    greys = cycle([theme.MUTED.light, theme.CONTEXT.light])
    return {
        pair.country: theme.country_colour(pair.iso3) if focus in (None, pair.iso3) else next(greys)
        for pair in pairs
    }


def power_colours(frame: pd.DataFrame, code: str = "power_iso3") -> dict[str, str]:
    """Colour of each power of the frame (columns power and its code), in its order."""
    pairs = frame[["power", code]].drop_duplicates().itertuples(index=False)
    return {power: theme.power_colour(iso3) for power, iso3 in pairs}


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


def newest(shown: pd.DataFrame, time: str = "year", by: str = "iso3") -> pd.DataFrame:
    """The last row of each line, in the order of time."""
    return shown.sort_values(time).drop_duplicates(by, keep="last")


def end_labels(
    last: pd.DataFrame, x: alt.X, y: alt.Y, colour: alt.Color, height: int = theme.HEIGHT
) -> alt.Chart:
    """Names at the right end of lines, of the field of `colour`; `last` holds their last rows, `height` is that of the axis."""
    low, high = y["scale"]["domain"]
    gap = (high - low) * 16 / height
    values = last[y.shorthand.removesuffix(":Q")].tolist()
    placed = last.assign(label_at=spread(values, gap, low + gap / 3))
    texts: alt.Chart = Chart(placed).mark_text(align="left", baseline="middle", dx=7, fontWeight="bold")
    return texts.encode(x=x, y=onto(y, "label_at"), text=alt.Text(colour.shorthand), color=colour)


def hollow(points: alt.Chart, field: str, size: int) -> alt.Chart:
    """Paper in the middle of those points whose `field` is true: what is estimated or unverified stands hollow."""
    inner: alt.Chart = points.transform_filter(f"datum.{field}").mark_point(size=size, opacity=1)
    return inner.encode(color=alt.ColorValue(theme.PAPER.light))


def wider(focus: str, width: float = 3, others: float = 1.75) -> alt.StrokeWidthValue:
    """Width of lines, of which that of one country stands out."""
    return alt.StrokeWidthValue(others, condition={"test": f"(datum.iso3 === '{focus}')", "value": width})


def on_paper(text: alt.Chart) -> Layered:
    """A text with a halo so that no line strikes it through."""
    halo = text.copy(deep=["mark"])
    halo.mark.color = alt.Undefined
    halo.mark.stroke, halo.mark.strokeWidth, halo.mark.strokeJoin = theme.PAPER.light, 5, "round"
    return alt.layer(halo, text)


def beside(points: alt.Chart, text: str) -> Layered:
    """Text at the right of points, with a halo so that no grid line strikes it through."""
    right = points.mark_text(align="left", dx=9, fontSize=12, color=theme.MUTED.light)
    return on_paper(right).encode(text=alt.Text(f"{text}:N"))


def values_at_points(shown: pd.DataFrame, x: alt.X, y: alt.Y, height: int) -> Layered:
    """The values of points: above a point that stands alone, at its right where it shares its place on `x` or is at the top."""
    at, value = (axis.shorthand.partition(":")[0] for axis in (x, y))
    low, high = y["scale"]["domain"]
    gap = (high - low) * 15 / height
    shared = (shown.groupby(at)[value].transform("size") > 1) | (shown[value] > high - gap)
    placed = shown.assign(label_at=shown[value].astype(float))
    for _, rows in shown[shared].groupby(at):
        placed.loc[rows.index, "label_at"] = spread(rows[value].tolist(), gap)
    base: dict[str, Any] = {"fontSize": 12, "color": theme.INK.light}
    text = alt.Text(f"{value}:Q", format=".0f")
    above = Chart(placed[~shared]).mark_text(dy=-13, **base).encode(x=x, y=y, text=text)
    beside = Chart(placed[shared]).mark_text(align="left", dx=10, **base)
    right = beside.encode(x=x, y=onto(y, "label_at"), text=text)
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
    return _rule(pd.DataFrame({"level": [level]})).encode(y=alt.Y("level:Q"))


def upright(level: float) -> alt.Chart:
    """A dashed vertical rule, which the subtitle of the figure names."""
    return _rule(pd.DataFrame({"level": [level]})).encode(x=alt.X("level:Q"))


def turn(day: str) -> tuple[alt.Chart, alt.Chart]:
    """A dashed vertical rule at a day (ISO), and its year."""
    rule = _rule(pd.DataFrame({"date": [day], "text": [day[:4]]})).encode(x=alt.X("date:T"))
    text = rule.mark_text(align="left", dx=4, baseline="top", fontSize=12)
    return rule, text.encode(y=alt.YValue(0), text=alt.Text("text:N"))


def _rule(at: pd.DataFrame) -> alt.Chart:
    rule: alt.Chart = Chart(at).mark_rule(strokeDash=[5, 4], color=theme.INK.light)
    return rule


def upper(top: float) -> float:
    """A round upper end for an axis that starts at zero."""
    magnitude = 10 ** (len(str(int(max(top, 1)))) - 1)
    return next(
        (step * magnitude for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if top <= step * magnitude),
        float(top),
    )


def band(ranges: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """The range of several countries behind a line; `ranges` holds the field of `x`, low, high."""
    area: alt.Chart = Chart(ranges).mark_area(color=theme.BAND.light)
    return area.encode(**between(x, y))


def interval(ranges: pd.DataFrame, x: alt.X, y: alt.Y, colour: str) -> alt.Chart:
    """The range of an estimate behind its line; `ranges` holds the field of `x`, low, high."""
    area: alt.Chart = Chart(ranges).mark_area(color=colour, opacity=0.18)
    return area.encode(**between(x, y))


def panel_title(text: str, offset: int = 4) -> alt.TitleParams:
    """What stands over one of several panels."""
    return alt.TitleParams(text=text, fontSize=13, offset=offset)


def facets(panel: Layered, field: str, columns: int, order: Iterable[str] | None = None) -> alt.FacetChart:
    """The panel once for each value of `field`, in the order given."""
    sort: dict[str, Any] = {} if order is None else {"sort": list(dict.fromkeys(order))}
    return panel.facet(facet=alt.Facet(f"{field}:N", title=None, **sort), columns=columns)
