"""Charts of defence effort."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.measures.defence import ANNUAL, GUIDELINE_SHARE, NEWEST

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
REPORTS = {ANNUAL: (theme.POWERS["RUS"].light, "circle"), NEWEST: ("#1f4f82", "diamond")}
SHAPES = ["circle", "diamond", "square", "triangle-up", "cross"]


def by_publisher(values: pd.DataFrame, *, heading: Heading) -> Figure:
    """The same share as each publisher gives it; `values` holds publisher, year, value, estimate, source."""
    shown = records(values)
    look = grammar.marked("publisher", grammar.present(PUBLISHER_COLOURS, shown["publisher"]), SHAPES)
    base = Chart(shown).encode(
        x=grammar.years(shown),
        y=grammar.up_to("value", shown["value"].max()),
        color=look["color"].legend(title=None, columns=2, labelLimit=260),
        tooltip=grammar.tells(
            ("publisher:N", "Publisher"), ("year:Q", "Year", "d"), ("value:Q", "Percent of GDP", ".2f")
        ),
    )
    points = base.mark_point(size=45).encode(shape=look["shape"])
    chart = alt.layer(base.mark_line(strokeWidth=1.5), points, grammar.hollow(points, "estimate", 14))
    return finish(
        chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT),
        heading,
        values,
        {"publisher": "Publisher", "value": Unit("Percent of GDP"), "estimate": "Estimate"},
        note="Editions and publishers count differently; no line joins two of them.",
    )


def revised(shares: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """NATO's newest report as a line, its annual reports as points; `shares` holds told, year, value, source."""
    shown = records(shares)
    base = Chart(shown).encode(x=grammar.years(shown), y=grammar.up_to("value", shown["value"].max()))
    line = base.mark_line(strokeWidth=2).transform_filter(alt.datum.told == NEWEST)
    gaps = base.mark_line(strokeWidth=3, color=theme.CONTEXT.light).encode(detail=alt.Detail("year:Q"))
    points = base.mark_point(size=80).encode(
        **grammar.looks("told", REPORTS, shown["told"]),
        tooltip=grammar.tells(
            ("told:N", "As told in"), ("year:Q", "Year", "d"), ("value:Q", "Percent of GDP", ".2f")
        ),
    )
    line = line.encode(color=points.encoding.color)
    return finish(
        alt.layer(grammar.guideline(GUIDELINE_SHARE), gaps, line, points).properties(
            width=theme.WIDTH - 20, height=theme.HEIGHT
        ),
        heading,
        shares,
        {"told": "As told in", "value": Unit("Percent of GDP")},
        note=note,
    )


def by_purpose(shares: pd.DataFrame, *, heading: Heading, note: str, guideline: float) -> Figure:
    """Shares of spending by purpose; `shares` holds purpose, publisher, report, year, value, estimate, source."""
    shown = records(shares)
    look = grammar.marked("purpose", grammar.present(PURPOSE_COLOURS, shown["purpose"]), SHAPES)
    base = Chart(shown).encode(
        x=grammar.years(shown),
        y=grammar.amount("value", [0, 100]),
        color=look["color"],
        tooltip=grammar.tells(
            ("purpose:N", "Purpose"),
            ("publisher:N", "Publisher"),
            ("year:Q", "Year", "d"),
            ("value:Q", "Percent", ".1f"),
        ),
    )
    lines = base.mark_line(strokeWidth=1.75).encode(
        detail=[alt.Detail("report:N"), alt.Detail("publisher:N")]
    )
    points = base.mark_point(size=55).encode(shape=look["shape"])
    return finish(
        alt.layer(
            grammar.guideline(guideline), lines, points, grammar.hollow(points, "estimate", 18)
        ).properties(width=theme.WIDTH - 20, height=theme.HEIGHT),
        heading,
        shares,
        {
            "purpose": "Purpose",
            "publisher": "Publisher",
            "value": Unit("Percent of defence spending"),
            "estimate": "Estimate",
        },
        note=note,
    )
