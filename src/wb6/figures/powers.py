"""Charts and tables that several topics of the outside powers share."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records


def lines_by_power(
    values: pd.DataFrame,
    column: str,
    *,
    heading: Heading,
    value_heading: str,
    note: str = "",
    breaks: bool = False,
) -> Figure:
    """One line a power; `values` holds power, `column` (its code), year, value, source.

    With `breaks`, rows of another source are drawn as points and not joined to the line.
    """
    shown = records(values)
    pairs = shown[["power", column]].drop_duplicates().sort_values("power").itertuples(index=False)
    colour = grammar.colours({pair[0]: theme.power_colour(pair[1]) for pair in pairs}, "power")
    x = grammar.years(shown)
    domain = [0, 100 if shown["value"].max() > 60 else grammar.upper(shown["value"].max())]
    y = grammar.amount("value", domain=domain)
    tooltip = [
        alt.Tooltip("power:N"),
        alt.Tooltip("year:Q", format="d"),
        alt.Tooltip("value:Q", format=".1f"),
    ]
    lines = (
        alt.Chart(shown)
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y, color=colour, detail="source:N" if breaks else alt.Undefined, tooltip=tooltip)
    )
    layers = [lines]
    if breaks:
        layers.append(alt.Chart(shown).mark_point(size=30).encode(x=x, y=y, color=colour, tooltip=tooltip))
    last = shown.sort_values("year").groupby("power", as_index=False).tail(1)
    layers.append(
        grammar.end_labels(last, x, y, "value", "power", colour, domain=domain, height=theme.HEIGHT)
    )
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 110, height=theme.HEIGHT)
    return finish(
        chart,
        heading,
        values,
        {
            "iso3": None,
            "power": "Power",
            column: "Code",
            "value": Unit(value_heading),
            "n_votes": Unit("Roll calls"),
        },
        note=note,
    )
