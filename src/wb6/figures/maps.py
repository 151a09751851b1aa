"""Maps of the Balkans: states coloured by status, in a row of small maps or one large one."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import records

Shapes = Sequence[Mapping[str, Any]]  # features of GeoJSON
LINE = "XKX-SRB"
OUTLINES = "naturalearth_50m"  # the source of the shapes
SMALL = 190
# Where the name of a country stands, in degrees: within its borders, or at sea where they are too narrow.
NAMES_AT = {
    "ALB": (18.5, 41.12),
    "BIH": (17.75, 44.3),
    "BGR": (25.2, 42.75),
    "GRC": (21.8, 39.6),
    "HRV": (15.1, 43.25),
    "HUN": (19.3, 47.15),
    "ITA": (14.6, 41.6),
    "MKD": (21.75, 41.8),
    "MNE": (17.75, 41.85),
    "ROU": (24.8, 45.8),
    "SRB": (20.75, 44.1),
    "SVN": (14.6, 46.05),
    "TUR": (28.7, 39.6),
    "XKX": (20.87, 42.58),
}
AT_SEA = ("ALB", "HRV", "MNE")


def small_maps(
    statuses: pd.DataFrame, shapes: Shapes, classes: Mapping[str, str], *, heading: Heading, note: str = ""
) -> Figure:
    """One small map a day; `statuses` holds iso3, country, panel, status, since, source.

    `classes` maps each status to its colour, in the order of the legend.
    """
    shown = records(statuses[["panel", "country", "iso3", "status", "since", "source"]])
    panel = alt.layer(*_layers(classes, shown, stroke=0.6), data=shown)
    panel = panel.properties(width=SMALL, height=round(SMALL * 1.08))
    chart = grammar.facets(panel, "panel", 3, shown["panel"])
    chart = chart.transform_lookup(lookup="iso3", from_=_lookup(shapes)).resolve_scale(color="shared")
    columns = {"panel": "Day", "status": "Status", "since": "Since"}
    return finish(chart, heading, statuses, columns, note=note).citing([*sources_of(statuses), OUTLINES])


def large_map(
    statuses: pd.DataFrame, shapes: Shapes, classes: Mapping[str, str], *, heading: Heading, note: str = ""
) -> Figure:
    """One map with names; `statuses` holds iso3, country, short, label, status, since, source.

    `short` is what narrow drawings write, `label` what wide ones do.
    """
    placed = statuses.assign(
        longitude=[NAMES_AT.get(iso3, (None, None))[0] for iso3 in statuses["iso3"]],
        latitude=[NAMES_AT.get(iso3, (None, None))[1] for iso3 in statuses["iso3"]],
        dark=statuses["status"].isin(list(classes)[:2]) & ~statuses["iso3"].isin(AT_SEA),
    )
    columns = ["country", "iso3", "status", "since", "source", "short", "label"]
    shown = records(placed[[*columns, "longitude", "latitude", "dark"]])
    names = (
        Chart()
        .transform_filter("isValid(datum.longitude)")
        .transform_calculate(text="width < 450 ? datum.short : datum.label")
        .mark_text(
            fontSize=alt.ExprRef("width < 450 ? 9 : 12"),
            fontWeight="bold",
            lineBreak="\n",
            lineHeight=alt.ExprRef("width < 450 ? 10 : 13"),
            baseline="middle",
        )
        .encode(
            longitude=alt.Longitude("longitude:Q"),
            latitude=alt.Latitude("latitude:Q"),
            text=alt.Text("text:N"),
            color=alt.condition(
                "datum.dark", alt.value(theme.PAPER.light), alt.value(theme.INK.light), legend=None
            ),
        )
        .project("mercator")
    )
    chart = (
        alt.layer(*_layers(classes, shown, stroke=1.0), names, data=shown)
        .transform_lookup(lookup="iso3", from_=_lookup(shapes))
        .properties(width=theme.WIDTH - 20, height=round((theme.WIDTH - 20) * 1.08))
        .resolve_scale(color="independent")
    )
    headings = {"status": "Status", "since": "Since"}
    return finish(chart, heading, statuses, headings, note=note).citing([*sources_of(statuses), OUTLINES])


def _lookup(shapes: Shapes) -> alt.LookupData:
    """Outlines by country code; the line toward Serbia goes with Kosovo."""
    features = {shape["id"]: {"type": "Feature", "geometry": shape["geometry"]} for shape in shapes}
    line = features.pop(LINE)
    values = [
        {"id": iso3, "outline": feature, **({"line": line} if iso3 == "XKX" else {})}
        for iso3, feature in features.items()
    ]
    return alt.LookupData(data=alt.Data(values=values), key="id", fields=["outline", "line"])


def _layers(classes: Mapping[str, str], shown: pd.DataFrame, stroke: float) -> tuple[alt.Chart, alt.Chart]:
    """Areas by status, and the dashed line between Kosovo and Serbia, which takes no position on status."""
    areas = Chart().mark_geoshape(stroke=theme.PAPER.light, strokeWidth=stroke)
    coloured = areas.encode(
        shape=alt.Shape("outline:G"),
        color=grammar.squares(grammar.present(classes, shown["status"]), "status", columns=3),
        tooltip=grammar.tells(("country:N", "Country"), ("status:N", "Status"), ("since:N", "Since")),
    )
    line = (
        Chart()
        .transform_filter("datum.iso3 === 'XKX'")
        .mark_geoshape(filled=False, stroke=theme.INK.light, strokeWidth=stroke, strokeDash=[2, 2])
        .encode(shape=alt.Shape("line:G"))
    )
    return coloured.project("mercator"), line.project("mercator")
