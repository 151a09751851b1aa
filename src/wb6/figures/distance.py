"""Charts of distances from one place: a map centred on it, and the places in their order."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records

Align = Literal["left", "center", "right"]
KINDS = {
    "nearer capital": theme.STEPS[2].light,
    "farther capital": theme.STEPS[4].light,
    "compared": theme.POWERS["RUS"].light,
    "centre": theme.INK.light,
}
LAND = "naturalearth_land_50m"
# Sides on which names stand where the usual one, away from the centre, would cover another name.
SIDES = {
    "Amsterdam": "above",
    "Belgrade": "below",
    "Bratislava": "above",
    "Budapest": "right",
    "Helsinki": "above",
    "Luxembourg": "below",
    "Madrid": "right",
    "Prague": "above",
    "Zagreb": "below",
}
SHIFTS: Mapping[str, tuple[Align, int, int]] = {
    "left": ("right", -7, 0),
    "right": ("left", 7, 0),
    "above": ("center", 0, -10),
    "below": ("center", 0, 12),
}
RULE = theme.POWERS["RUS"].light
MEASURED = {"km": Unit("Kilometres"), "called": "Kind"}


def around(
    places: pd.DataFrame,
    land: Sequence[Mapping[str, Any]],
    circles: Mapping[str, Sequence[Sequence[float]]],
    *,
    heading: Heading,
    note: str = "",
) -> Figure:
    """A map on which distances from the centre are true to scale.

    `places` holds place, iso3, lat, lon, km, kind (one of `KINDS`; the centre is one), called (the kind in the
    legend), source; `circles` maps a label to a closed line of longitude and latitude.
    """
    centre = places[places["kind"] == "centre"].iloc[0]
    turn = [-float(centre["lon"]), -float(centre["lat"])]
    placed = places.assign(
        label=[
            f"{row.place} {row.km:,.0f}" if row.kind == "compared" else row.place
            for row in places.itertuples()
        ],
        told=places["kind"].isin(["compared", "centre"]),
        side=[
            SIDES.get(row.place, "left" if row.lon < centre["lon"] else "right")
            for row in places.itertuples()
        ],
    )
    columns = ["place", "label", "iso3", "lat", "lon", "km", "kind", "called", "told", "side", "source"]
    shown = records(placed[columns])
    ground = Chart(alt.Data(values=[dict(shape) for shape in land])).mark_geoshape(
        fill=theme.BAND.light, stroke=theme.GRID.light, strokeWidth=0.6
    )
    lines = [
        {
            "type": "Feature",
            "properties": {"label": label},
            "geometry": {"type": "LineString", "coordinates": list(line)},
        }
        for label, line in circles.items()
    ]
    rings = Chart(alt.Data(values=lines)).mark_geoshape(
        filled=False, stroke=RULE, strokeWidth=1.25, strokeDash=[4, 3]
    )
    base = Chart(shown).encode(longitude=alt.Longitude("lon:Q"), latitude=alt.Latitude("lat:Q"))
    points = base.mark_circle(size=65, opacity=1).encode(
        color=grammar.colours(_colours(shown), "called", symbolType="circle", columns=2),
        tooltip=grammar.tells(("place:N", "Place"), ("km:Q", "Kilometres", ",.0f"), ("called:N", "Kind")),
    )
    texts = [
        base.transform_filter(f"datum.side === '{side}' && (datum.told || width >= 450)")
        .mark_text(align=align, dx=dx, dy=dy, fontSize=alt.ExprRef("width < 450 ? 9 : 11.5"))
        .encode(text=alt.Text("label:N"))
        for side, (align, dx, dy) in SHIFTS.items()
        if side in set(shown["side"])
    ]
    layers = [layer.project("azimuthalEquidistant", rotate=turn) for layer in (ground, rings, points, *texts)]
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.WIDTH - 20)
    headings = {"place": "Place", "lat": "Latitude", "lon": "Longitude", **MEASURED}
    figure = finish(chart.resolve_scale(color="independent"), heading, placed, headings, note=note)
    return figure.citing([*sources_of(places), LAND])


def ranked(places: pd.DataFrame, line: float, *, heading: Heading, note: str = "") -> Figure:
    """Places in the order of their distance with a rule at `line` km; `places` is that of `around`."""
    shown = records(places[["place", "iso3", "km", "kind", "called", "source"]])
    base = Chart(shown).encode(
        y=grammar.rows("place", shown["place"]),
        x=grammar.across("km", [0, grammar.upper(shown["km"].max())], tickCount=5, grid=True, format=",d"),
    )
    bars = base.mark_bar(height=11).encode(
        color=grammar.colours(_colours(shown), "called", legend=True),
        tooltip=grammar.tells("place:N", ("km:Q", "Kilometres", ",.0f"), "called:N"),
    )
    texts = base.mark_text(align="left", dx=5, fontSize=11).encode(text=alt.Text("km:Q", format=",.0f"))
    rule = (
        Chart(pd.DataFrame({"km": [line]})).mark_rule(strokeDash=[4, 3], color=RULE).encode(x=alt.X("km:Q"))
    )
    chart = alt.layer(bars, rule, texts).properties(width=theme.WIDTH - 160, height=19 * len(shown))
    return finish(chart, heading, places, {"place": "Place", **MEASURED}, note=note)


def _colours(shown: pd.DataFrame) -> dict[str, str]:
    """Colours by what the legend calls the kinds that are shown."""
    called = dict(zip(shown["kind"], shown["called"], strict=True))
    return {called[kind]: colour for kind, colour in KINDS.items() if kind in called}
