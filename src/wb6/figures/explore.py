"""Lines of several countries on one scale, each with its name at the end."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Heading, finish
from wb6.figures.frames import Unit, records


def lines(values: pd.DataFrame, *, title: str, unit: str) -> dict[str, Any]:
    """Spec of a line a country; `values` holds country, iso3, year, value, source."""
    shown = records(values[["country", "iso3", "year", "value", "source"]])
    x, y = grammar.years(shown), grammar.up_to("value", shown["value"].max())
    colour = grammar.colours(grammar.country_colours(shown), "country")
    last = grammar.newest(shown)
    labels = grammar.end_labels(last, x, y, colour)
    line = Chart(shown).mark_line().encode(x=x, y=y, color=colour)
    chart = alt.layer(line, labels).properties(width=theme.WIDTH - 150, height=theme.HEIGHT)
    newest = words.listing(
        [f"{row.country} {words.number(row.value)} ({row.year})" for row in last.itertuples()]
    )
    figure = finish(
        chart,
        Heading(
            name="default-chart",
            title=title,
            subtitle=f"{words.begin(unit)}, {words.years(shown['year'].min(), shown['year'].max())}",
            alt_text=f"Lines by country. Newest values: {newest}.",
        ),
        values,
        {"value": Unit(unit)},
    )
    with alt.data_transformers.enable(consolidate_datasets=True):
        return figure.to_dict()
