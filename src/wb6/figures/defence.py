"""Charts of defence effort."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

PUBLISHER_COLOURS = {
    "SIPRI": "#1f4f82",
    "World Bank (earlier SIPRI edition)": theme.POWERS["USA"].light,
    "NATO": theme.POWERS["CHN"].light,
    "Balkan Defence Monitor (budgets)": theme.POWERS["RUS"].light,
    "World Factbook": theme.POWERS["TUR"].light,
}
PURPOSE_COLOURS = {
    "personnel": theme.STEPS[4].light,
    "equipment": theme.POWERS["RUS"].light,
    "operations and other": theme.POWERS["OTHER"].light,
    "infrastructure": theme.POWERS["CHN"].light,
}
SHAPES = ["circle", "diamond", "square", "triangle-up", "cross"]


def by_publisher(
    values: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """The same share as each publisher gives it; `values` holds publisher, year, value, source."""
    shown = records(values)
    present = [publisher for publisher in PUBLISHER_COLOURS if publisher in set(shown["publisher"])]
    colours = {publisher: PUBLISHER_COLOURS[publisher] for publisher in present}
    encode = {
        "x": grammar.years(shown),
        "y": grammar.amount("value", domain=[0, grammar.upper(shown["value"].max())]),
        "color": alt.Color(
            "publisher:N",
            scale=alt.Scale(domain=present, range=list(colours.values())),
            legend=alt.Legend(title=None, columns=2, labelLimit=260),
        ),
        "tooltip": [
            alt.Tooltip("publisher:N", title="Publisher"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("value:Q", title="Percent of GDP", format=".2f"),
        ],
    }
    lines = alt.Chart(shown).mark_line(strokeWidth=1.5).encode(**encode)
    points = (
        alt.Chart(shown)
        .mark_point(size=45)
        .encode(
            **encode,
            shape=grammar.shapes("publisher", present, SHAPES),
        )
    )
    chart = alt.layer(lines, points).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(
        chart,
        heading,
        values,
        {"publisher": "Publisher", "value": Unit("Percent of GDP")},
        note="Editions and publishers count differently; no line joins two of them.",
    )


def by_purpose(shares: pd.DataFrame, *, heading: Heading, note: str, guideline: float) -> Figure:
    """Shares of spending by purpose; `shares` holds purpose, publisher, report, year, value, source."""
    shown = records(shares)
    colours = grammar.present(PURPOSE_COLOURS, shown["purpose"])
    encode = {
        "x": grammar.years(shown),
        "y": grammar.amount("value", domain=[0, 100]),
        "color": grammar.colours(colours, "purpose", legend=True),
        "tooltip": [
            alt.Tooltip("purpose:N", title="Purpose"),
            alt.Tooltip("publisher:N", title="Publisher"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("value:Q", title="Percent", format=".1f"),
        ],
    }
    lines = (
        alt.Chart(shown)
        .mark_line(strokeWidth=1.75)
        .encode(**encode, detail=[alt.Detail("report:N"), alt.Detail("publisher:N")])
    )
    points = (
        alt.Chart(shown)
        .mark_point(size=55)
        .encode(
            **encode,
            shape=grammar.shapes("purpose", colours, SHAPES),
        )
    )
    chart = alt.layer(grammar.guideline(guideline), lines, points)
    return finish(
        chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT),
        heading,
        shares,
        {"purpose": "Purpose", "publisher": "Publisher", "value": Unit("Percent of defence spending")},
        note=note,
    )
