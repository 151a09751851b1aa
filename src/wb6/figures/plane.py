"""The alignment plane: positions with their ranges, and how stable the order of countries is."""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

SIDE = 440
X_TITLE, Y_TITLE = "Euro-Atlantic ties →", "Russian and Chinese ties →"


def plane(
    path: pd.DataFrame,
    ends: pd.DataFrame,
    *,
    heading: Heading,
    sources: Iterable[str],
    note: str,
) -> Figure:
    """Countries on two axes of 0 to 100.

    `path` and `ends` hold country, iso3, day, when, and west, east with `_low`, `_high`, `_known`; `ends` two days, the
    newer filled and with its range, `path` all days, which a thin line joins.
    """
    columns = ["country", "iso3", "when", "day"]
    columns += [f"{axis}{part}" for axis in ("west", "east") for part in ("", "_low", "_high", "_known")]
    shown, steps = records(ends[columns]), records(path[columns])
    now = shown["day"].max()
    shown = shown.assign(now=shown["day"] == now)
    colour = grammar.colours(grammar.country_colours(shown), "country")
    top = 75 if shown["east_high"].max() <= 75 else 100
    x, y = _scale("west", X_TITLE, 100), _scale("east", Y_TITLE, top)
    outline = alt.Stroke("country:N", scale=colour.to_dict()["scale"], legend=None)
    newest = alt.Chart(shown[shown["now"]])
    bars = [
        newest.mark_rule(strokeWidth=5, opacity=0.28).encode(
            x=grammar.onto(x, "west_low"), x2=alt.X2("west_high:Q"), y=y, color=colour
        ),
        newest.mark_rule(strokeWidth=5, opacity=0.28).encode(
            x=x, y=grammar.onto(y, "east_low"), y2=alt.Y2("east_high:Q"), color=colour
        ),
    ]
    trail = (
        alt.Chart(steps)
        .mark_line(strokeWidth=1.5)
        .encode(x=x, y=y, color=colour, order=alt.Order("day:N"), detail=alt.Detail("country:N"))
    )
    tooltip = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("when:N", title="Day"),
        alt.Tooltip("west:Q", title="Euro-Atlantic ties", format=".0f"),
        alt.Tooltip("east:Q", title="Russian and Chinese ties", format=".0f"),
    ]
    mark = newest.mark_point(size=110).encode(x=x, y=y, color=colour, tooltip=tooltip)
    hollow = (
        alt.Chart(shown[~shown["now"]])
        .mark_point(size=80, filled=True, fill=theme.PAPER.light, fillOpacity=1, strokeWidth=2)
        .encode(x=x, y=y, stroke=outline, tooltip=tooltip)
    )
    between = alt.Chart(steps).mark_point(size=22).encode(x=x, y=y, color=colour, tooltip=tooltip)
    height = SIDE * top // 100
    labels = grammar.end_labels(
        shown[shown["now"]], x, y, "east", "country", colour, domain=[0, top], height=height
    )
    halo = labels.copy(deep=True)
    halo.mark.stroke, halo.mark.strokeWidth = theme.PAPER.light, 4
    chart = alt.layer(*bars, trail, between, hollow, mark, halo, labels).properties(
        width=theme.WIDTH - 130, height=height
    )
    return finish(
        chart,
        heading,
        path,
        {
            "day": "Day",
            "west": "Euro-Atlantic ties",
            "west_low": "Euro-Atlantic, low",
            "west_high": "Euro-Atlantic, high",
            "west_known": "Euro-Atlantic, indicators",
            "east": "Russian and Chinese ties",
            "east_low": "Russian and Chinese, low",
            "east_high": "Russian and Chinese, high",
            "east_known": "Russian and Chinese, indicators",
        },
        sources=sources,
        note=note,
    )


def _scale(field: str, title: str, top: int) -> Any:
    """One axis of the plane, from 0."""
    channel = alt.X if field == "west" else alt.Y
    axis = alt.Axis(values=[0, 25, 50, 75, 100], grid=True, titleColor=theme.INK.light)
    return channel(f"{field}:Q", scale=alt.Scale(domain=[0, top], nice=False), title=title, axis=axis)


def places(
    shares: pd.DataFrame,
    *,
    heading: Heading,
    sources: Iterable[str],
    note: str,
) -> Figure:
    """Bars of the places that countries take; `shares` holds axis, country, iso3, place, share, usual."""
    shown = records(shares[["axis", "country", "iso3", "place", "share", "usual"]])
    shown = shown.assign(place=shown["place"].astype(int), usual=shown["usual"].astype(int))
    before = shown.sort_values("place").groupby(["axis", "country"])["share"].cumsum() - shown["share"]
    shown = shown.assign(middle=(before + shown["share"] / 2).round(2))
    steps = [step.light for step in reversed(theme.STEPS)] + [theme.NEUTRAL.light]
    taken = sorted(shown["place"].unique())
    colour = alt.Color(
        "place:O",
        scale=alt.Scale(domain=taken, range=steps[: len(taken)]),
        legend=alt.Legend(title="Place", symbolType="square", symbolStrokeWidth=0),
    )
    panels = []
    for axis in shown["axis"].unique():
        if panels:
            colour.legend = None
        own = shown[shown["axis"] == axis]
        order = own.sort_values("usual")["country"].drop_duplicates().tolist()
        y = alt.Y(
            "country:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=180)
        )
        x = alt.X(
            "share:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=False)
        )
        base = alt.Chart(own).transform_filter("datum.share >= 0.5")
        bars = base.mark_bar().encode(y=y, x=x, color=colour, order=alt.Order("place:O"))
        figures = (
            base.transform_filter("datum.share >= 9")
            .mark_text(baseline="middle")
            .encode(
                y=y,
                x=alt.X("middle:Q"),
                text=alt.Text("share:Q", format=".0f"),
                color=alt.condition(
                    "datum.place <= 2", alt.value(theme.PAPER.light), alt.value(theme.INK.light)
                ),
            )
        )
        panels.append(
            alt.layer(bars, figures)
            .resolve_scale(color="independent")
            .properties(width=theme.WIDTH - 190, height=26 * len(order), title=axis)
        )
    chart = alt.vconcat(*panels, spacing=18)
    return finish(
        chart,
        heading,
        shares,
        {
            "axis": "Axis",
            "place": "Place",
            "share": Unit("Percent of draws"),
            "usual": "Place with equal weights",
        },
        sources=sources,
        note=note,
    )
