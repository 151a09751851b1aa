"""The alignment plane: positions with their ranges, and how stable the order of countries is."""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

SIDE, COLUMNS = 165, 3
DRAWN, OWN, OTHER = "other weights", "equal weights", "another country"
AXIS: dict[str, Any] = {"values": [0, 25, 50, 75, 100], "grid": True, "titleColor": theme.INK.light}


def plane(
    placed: pd.DataFrame, drawn: pd.DataFrame, *, heading: Heading, sources: Iterable[str], note: str
) -> Figure:
    """A panel a country on two axes of 0 to 100, in the order of `placed`; all other countries stand in it in grey.

    `placed` holds country, iso3, year, and west, east with `_low`, `_high`, `_known`: positions with equal weights.
    `drawn` holds country, iso3, west, east: positions under other weights.
    """
    parts = [f"{axis}{part}" for axis in ("west", "east") for part in ("", "_low", "_high", "_known")]
    shown = records(placed[["country", "iso3", "year", *parts]])
    order = shown["country"].drop_duplicates().tolist()
    drawn = drawn[["country", "west", "east"]].assign(what=DRAWN, year=int(placed["year"].max()))
    panels = [shown.assign(panel=country, what=shown["country"].eq(country)) for country in order]
    points = pd.concat(panels)[["panel", "country", "year", "west", "east", "what"]]
    points = points.assign(what=points["what"].map({True: OWN, False: OTHER}))
    clouds = drawn.assign(panel=drawn["country"])
    colours = grammar.country_colours(shown)
    own = grammar.colours(colours, "country")
    scale = alt.Scale(domain=[0, 100], nice=False)
    x = alt.X("west:Q", scale=scale, title="Euro-Atlantic →", axis=alt.Axis(**AXIS))
    y = alt.Y("east:Q", scale=scale, title="Russian, Chinese →", axis=alt.Axis(**AXIS))
    tooltip = grammar.tells(
        ("country:N", "Country"),
        ("year:Q", "Year", "d"),
        ("west:Q", "Euro-Atlantic ties", ".0f"),
        ("east:Q", "Russian and Chinese ties", ".0f"),
    )
    base = Chart().encode(x=x, y=y)
    of = {what: base.transform_filter(f"datum.what === '{what}'") for what in (DRAWN, OTHER, OWN)}
    panel = alt.layer(
        of[DRAWN].mark_point(size=14, filled=True, opacity=0.35).encode(color=own),
        of[OTHER]
        .mark_point(size=60, filled=True, opacity=0.9)
        .encode(color=alt.ColorValue(theme.CONTEXT.light), tooltip=tooltip),
        of[OWN].mark_point(size=150, filled=True, opacity=1).encode(color=own, tooltip=tooltip),
        data=pd.concat([clouds, points], ignore_index=True),
    ).properties(width=SIDE, height=SIDE)
    headings = {
        "west": "Euro-Atlantic ties",
        "west_low": "Euro-Atlantic, low",
        "west_high": "Euro-Atlantic, high",
        "west_known": "Euro-Atlantic, indicators",
        "east": "Russian and Chinese ties",
        "east_low": "Russian and Chinese, low",
        "east_high": "Russian and Chinese, high",
        "east_known": "Russian and Chinese, indicators",
    }
    chart = grammar.facets(panel, "panel", COLUMNS, order)
    return finish(chart, heading, placed, headings, note=note).citing(sources)


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
