"""A country among others: its line over the range of the six, with named comparators."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records


@dataclass(frozen=True)
class Among:
    """What a country's line is seen against: comparators, the `band` of the six (year, low, median, high), a guideline.

    `unit` is that of all values, `estimate` the range of the country's own where they are estimates (year, low, high).
    """

    comparators: Sequence[str]
    band: pd.DataFrame
    unit: str
    guideline: float = 0
    estimate: pd.DataFrame | None = None


def over_range(series: pd.DataFrame, focus: str, among: Among, *, heading: Heading, note: str = "") -> Figure:
    """Lines of a country and its comparators over the range of the six.

    `series` holds iso3, country, year, value, source.
    """
    compared = series[series["iso3"].isin([focus, *among.comparators])]
    shown, band = records(compared), among.band
    top = max(shown["value"].max(), band["high"].max() if len(band) else 0, among.guideline)
    bottom = min(shown["value"].min(), band["low"].min() if len(band) else 0, 0)
    x = grammar.years(shown, labelFlush=False, labelOverlap="greedy")
    y = grammar.amount("value", [bottom, grammar.upper(top)])
    colour = grammar.colours(grammar.country_colours(shown, focus), "country")
    layers = []
    if len(band):
        clipped = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
        middle = Chart(clipped).mark_line(color=theme.CONTEXT.light, strokeWidth=1.5, strokeDash=[2, 3])
        layers += [grammar.band(clipped, x, y), middle.encode(x=x, y=grammar.onto(y, "median"))]
    if among.guideline:
        layers.append(grammar.guideline(among.guideline))
    if among.estimate is not None and len(among.estimate):
        layers.append(grammar.interval(records(among.estimate), x, y, theme.country_colour(focus)))
    tooltip = grammar.value_of_year(among.unit)
    lines = Chart(shown).mark_line()
    layers.append(
        lines.encode(x=x, y=y, color=colour, tooltip=tooltip, strokeWidth=grammar.wider(focus, 3.5))
    )
    chart = alt.layer(*layers, grammar.end_labels(grammar.newest(shown), x, y, colour))
    chart = chart.properties(width=theme.WIDTH - 90, height=theme.HEIGHT)
    figure = finish(chart, heading, compared, {"value": Unit(among.unit)}, note=note)
    return figure.citing(sources_of(series))
