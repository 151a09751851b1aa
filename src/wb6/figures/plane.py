"""The alignment plane: positions with their ranges, and how stable the order of countries is."""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

SIDE = 440
AXIS: dict[str, Any] = {"values": [0, 25, 50, 75, 100], "grid": True, "titleColor": theme.INK.light}


def plane(
    path: pd.DataFrame, ends: pd.DataFrame, *, heading: Heading, sources: Iterable[str], note: str
) -> Figure:
    """Countries on two axes of 0 to 100.

    `path` and `ends` hold country, iso3, day, when, and west, east with `_low`, `_high`, `_known`; `ends` two days, the
    newer filled and with its range, `path` all days, which a thin line joins.
    """
    columns = ["country", "iso3", "when", "day"]
    columns += [f"{axis}{part}" for axis in ("west", "east") for part in ("", "_low", "_high", "_known")]
    shown, steps = records(ends[columns]), records(path[columns])
    now = shown["day"] == shown["day"].max()
    shown = shown.assign(now=now)
    colour = grammar.colours(grammar.country_colours(shown), "country")
    top = 75 if shown["east_high"].max() <= 75 else 100
    x = alt.X(
        "west:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        title="Euro-Atlantic ties →",
        axis=alt.Axis(**AXIS),
    )
    y = alt.Y(
        "east:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        title="Russian and Chinese ties →",
        axis=alt.Axis(**AXIS),
    )
    encode = {"x": x, "y": y, "color": colour}
    newest = Chart(shown[now])
    bars = newest.mark_rule(strokeWidth=5, opacity=0.28)
    tooltip = grammar.tells(
        ("country:N", "Country"),
        ("when:N", "Day"),
        ("west:Q", "Euro-Atlantic ties", ".0f"),
        ("east:Q", "Russian and Chinese ties", ".0f"),
    )
    hollow = Chart(shown[~now]).mark_point(
        size=80, filled=True, fill=theme.PAPER.light, fillOpacity=1, strokeWidth=2
    )
    outline = alt.Stroke("country:N", scale=colour["scale"], legend=None)
    height = SIDE * top // 100
    labels = grammar.end_labels(shown[now], x, y, colour, height)
    halo = labels.copy(deep=["mark"])
    halo.mark.stroke, halo.mark.strokeWidth = theme.PAPER.light, 4
    chart = alt.layer(
        bars.encode(x=grammar.onto(x, "west_low"), x2=alt.X2("west_high:Q"), y=y, color=colour),
        bars.encode(x=x, y=grammar.onto(y, "east_low"), y2=alt.Y2("east_high:Q"), color=colour),
        Chart(steps)
        .mark_line(strokeWidth=1.5)
        .encode(**encode, order=alt.Order("day:N"), detail=alt.Detail("country:N")),
        Chart(steps).mark_point(size=22).encode(**encode, tooltip=tooltip),
        hollow.encode(x=x, y=y, stroke=outline, tooltip=tooltip),
        newest.mark_point(size=110).encode(**encode, tooltip=tooltip),
        halo,
        labels,
    )
    headings = {
        "day": "Day",
        "west": "Euro-Atlantic ties",
        "west_low": "Euro-Atlantic, low",
        "west_high": "Euro-Atlantic, high",
        "west_known": "Euro-Atlantic, indicators",
        "east": "Russian and Chinese ties",
        "east_low": "Russian and Chinese, low",
        "east_high": "Russian and Chinese, high",
        "east_known": "Russian and Chinese, indicators",
    }
    chart = chart.properties(width=theme.WIDTH - 130, height=height)
    return finish(chart, heading, path, headings, note=note).citing(sources)


def places(shares: pd.DataFrame, *, heading: Heading, sources: Iterable[str], note: str) -> Figure:
    """Bars of the places that countries take; `shares` holds axis, country, iso3, place, share, usual."""
    shown = records(shares[["axis", "country", "iso3", "place", "share", "usual"]])
    shown = shown.assign(place=shown["place"].astype(int), usual=shown["usual"].astype(int))
    before = shown.sort_values("place").groupby(["axis", "country"])["share"].cumsum() - shown["share"]
    shown = shown.assign(middle=(before + shown["share"] / 2).round(2))
    steps = [step.light for step in reversed(theme.STEPS)] + [theme.NEUTRAL.light]
    taken = sorted(shown["place"].unique())
    colour = alt.Color("place:O", scale=alt.Scale(domain=taken, range=steps[: len(taken)]))
    colour = colour.legend(title="Place", symbolType="square", symbolStrokeWidth=0)
    panels: list[grammar.Layered] = []
    for axis in shown["axis"].unique():
        part = shown[shown["axis"] == axis]
        order = part.sort_values("usual")["country"].drop_duplicates().tolist()
        y = grammar.rows("country", order, labelLimit=180)
        base = Chart(part).transform_filter("datum.share >= 0.5")
        bars = base.mark_bar().encode(
            y=y,
            x=grammar.across("share", [0, 100], tickCount=5, grid=False),
            color=colour.legend(None) if panels else colour,
            order=alt.Order("place:O"),
        )
        texts = base.transform_filter("datum.share >= 9").mark_text(baseline="middle")
        figures = texts.encode(
            y=y,
            x=alt.X("middle:Q"),
            text=alt.Text("share:Q", format=".0f"),
            color=grammar.ink_on_shades("datum.place <= 2"),
        )
        panel = alt.layer(bars, figures).resolve_scale(color="independent")
        panels.append(panel.properties(width=theme.WIDTH - 190, height=26 * len(order), title=axis))
    columns = {
        "axis": "Axis",
        "place": "Place",
        "share": Unit("Percent of draws"),
        "usual": "Place with equal weights",
    }
    chart = alt.vconcat(*panels, spacing=18)
    return finish(chart, heading, shares, columns, note=note).citing(sources)
