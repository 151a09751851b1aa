"""Charts of a turning point: steps before and after it, and every other year as one."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import INTERVAL, records
from wb6.figures.integration import STEP_HEADINGS, TRACK_COLOURS


def steps(taken: pd.DataFrame, turn: str, *, heading: Heading, note: str) -> Figure:
    """Steps over time with a rule at `turn`; `taken` holds country, track, step, date, when, source."""
    shown = records(taken[["country", "track", "step", "date", "when", "source"]])
    points = Chart(shown).mark_point(size=90, opacity=0.9)
    placed = points.encode(
        x=grammar.days(),
        y=grammar.rows("country", shown["country"], labelLimit=180, grid=True),
        **grammar.marked("track", grammar.present(TRACK_COLOURS, shown["track"]), ("circle", "square")),
        tooltip=grammar.tells("country:N", "track:N", "step:N", "when:N"),
    )
    rule, text = grammar.turn(turn)
    chart = alt.layer(rule, placed, text)
    chart = chart.properties(width=theme.WIDTH - 190, height=30 * shown["country"].nunique())
    return finish(chart, heading, taken, STEP_HEADINGS, note=note)


def turning_years(
    tested: pd.DataFrame, year: int, sources: Sequence[str], *, heading: Heading, note: str
) -> Figure:
    """Ratios of rates with intervals for each year as a turning point, a panel a track.

    `tested` holds track, year, ratio, low, high, p, before, after; `year` is drawn apart.
    """
    floor, ceiling = 0.05, 20.0
    clipped = tested[["track", "year", "ratio", "low", "high", "p", "before", "after"]].assign(
        low=tested["low"].clip(floor, ceiling),
        high=tested["high"].clip(floor, ceiling),
        chosen=tested["year"] == year,
    )
    shown = records(clipped)
    shown = shown.assign(dot=shown["ratio"].where(shown["ratio"].between(floor, ceiling)))
    x = grammar.years(shown).axis(format="d", tickCount=4)
    y = alt.Y("low:Q", title=None, scale=alt.Scale(type="log", domain=[floor, ceiling], nice=False))
    y = y.axis(values=[0.1, 0.5, 1, 2, 10], format="~g")
    tone = grammar.either("datum.chosen", theme.POWERS["RUS"].light, theme.STEPS[2].light)
    one = Chart().mark_rule(color=theme.INK.light, strokeDash=[5, 4]).encode(y=alt.YDatum(1))
    spans = Chart().mark_rule(strokeWidth=3).encode(**grammar.between(x, y), color=tone)
    dots = Chart().mark_point(size=60)
    placed = dots.encode(
        x=x,
        y=grammar.onto(y, "dot"),
        color=tone,
        tooltip=grammar.tells(
            ("track:N", "Track"),
            ("year:Q", "Turning year", "d"),
            ("before:Q", "Steps before"),
            ("after:Q", "Steps from then on"),
            ("ratio:Q", "Ratio of the rates", ".2f"),
            ("p:Q", "p", ".3f"),
        ),
    )
    panel = alt.layer(one, spans, placed, data=shown).properties(width=250, height=220)
    columns = {
        "track": "Track",
        "year": "Turning year",
        "before": "Steps before",
        "after": "Steps from then on",
        "ratio": "Ratio of the rates",
        **INTERVAL,
        "p": "p",
    }
    chart = grammar.facets(panel, "track", 2, shown["track"])
    return finish(chart, heading, tested, columns, note=note).citing(sources)
