"""A country among others: its line over the range of the six, with named comparators."""

from collections.abc import Iterable

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records


def over_range(
    series: pd.DataFrame,
    band: pd.DataFrame,
    focus: str,
    comparators: Iterable[str],
    *,
    heading: Heading,
    value_heading: str,
    note: str = "",
    guideline: float | None = None,
    estimate: pd.DataFrame | None = None,
) -> Figure:
    """Lines of a country and its comparators over the range of the six.

    `series` holds iso3, country, year, value, source; `band` year, low, median, high; `estimate`,
    where the values of the country are estimates, year, low, high of their own range.
    """
    compared = series[series["iso3"].isin([focus, *comparators])]
    shown = records(compared)
    top = max(shown["value"].max(), band["high"].max() if len(band) else 0, guideline or 0)
    bottom = min(shown["value"].min(), band["low"].min() if len(band) else 0, 0)
    domain = [bottom, grammar.upper(top)]
    x, y = grammar.years(shown), grammar.amount("value", domain=domain)
    x["axis"].labelFlush, x["axis"].labelOverlap = False, "greedy"
    colour = grammar.colours(grammar.country_colours(shown, focus), "country")
    layers = []
    if len(band):
        clipped = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
        area = (
            alt.Chart(clipped)
            .mark_area(color=theme.BAND.light)
            .encode(x=x, y=grammar.onto(y, "low"), y2=alt.Y2("high:Q"))
        )
        middle = (
            alt.Chart(clipped)
            .mark_line(color=theme.CONTEXT.light, strokeWidth=1.5, strokeDash=[2, 3])
            .encode(x=x, y=grammar.onto(y, "median"))
        )
        layers += [area, middle]
    if guideline:
        layers.append(grammar.guideline(guideline))
    if estimate is not None and len(estimate):
        layers.append(grammar.interval(records(estimate), x, y, theme.country_colour(focus)))
    tooltip = grammar.value_of_year(value_heading)
    lines = (
        alt.Chart(shown)
        .mark_line()
        .encode(
            x=x,
            y=y,
            color=colour,
            tooltip=tooltip,
            strokeWidth=alt.condition(alt.datum.iso3 == focus, alt.value(3.5), alt.value(1.75)),
        )
    )
    last = shown.sort_values("year").groupby("iso3", as_index=False).tail(1)
    labels = grammar.end_labels(last, x, y, "value", "country", colour, domain=domain, height=theme.HEIGHT)
    chart = alt.layer(*layers, lines, labels).properties(width=theme.WIDTH - 90, height=theme.HEIGHT)
    return finish(
        chart, heading, compared, {"value": Unit(value_heading)}, sources=sources_of(series), note=note
    )
