"""Charts of a turning point: steps before and after it, and every other year as one."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import records


def steps(taken: pd.DataFrame, turn: str, *, heading: Heading, note: str) -> Figure:
    """Steps over time with a rule at `turn`; `taken` holds country, track, step, date, when, source."""
    shown = records(taken[["country", "track", "step", "date", "when", "source"]])
    y = grammar.rows("country", shown, 180, grid=True)
    tracks = {
        track: colour
        for track, colour in (
            ("NATO", theme.POWERS["USA"].light),
            ("European Union", theme.POWERS["EUU"].light),
        )
        if track in set(shown["track"])
    }
    points = (
        alt.Chart(shown)
        .mark_point(size=90, opacity=0.9)
        .encode(
            x=grammar.days(),
            y=y,
            color=grammar.colours(tracks, "track", legend=True),
            shape=grammar.shapes("track", tracks, ("circle", "square")),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("track:N"),
                alt.Tooltip("step:N"),
                alt.Tooltip("when:N"),
            ],
        )
    )
    at = pd.DataFrame({"date": [turn], "text": [turn[:4]]})
    rule = alt.Chart(at).mark_rule(strokeDash=[5, 4], color=theme.INK.light).encode(x=alt.X("date:T"))
    text = (
        alt.Chart(at)
        .mark_text(align="left", dx=4, baseline="top", fontSize=12)
        .encode(x=alt.X("date:T"), y=alt.YValue(0), text=alt.Text("text:N"))
    )
    chart = alt.layer(rule, points, text).properties(
        width=theme.WIDTH - 190, height=30 * shown["country"].nunique()
    )
    return finish(
        chart,
        heading,
        taken,
        {"track": "Track", "step": "Step", "date": "Day (end of an imprecise date)", "when": "Date"},
        note=note,
    )


def turning_years(
    tested: pd.DataFrame,
    year: int,
    sources: Sequence[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Ratios of rates with intervals for each year as a turning point, a panel a track.

    `tested` holds track, year, ratio, low, high, p, before, after; `year` is drawn apart.
    """
    floor, ceiling = 0.05, 20.0
    shown = records(
        tested[["track", "year", "ratio", "low", "high", "p", "before", "after"]].assign(
            low=tested["low"].clip(floor, ceiling),
            high=tested["high"].clip(floor, ceiling),
            chosen=tested["year"] == year,
        )
    )
    shown = shown.assign(dot=shown["ratio"].where(shown["ratio"].between(floor, ceiling)))
    x = grammar.years(shown)
    x.axis = alt.Axis(format="d", tickCount=4)
    y = alt.Y(
        "low:Q",
        title=None,
        scale=alt.Scale(type="log", domain=[floor, ceiling], nice=False),
        axis=alt.Axis(values=[0.1, 0.5, 1, 2, 10], format="~g"),
    )
    tone = alt.condition(
        "datum.chosen", alt.value(theme.POWERS["RUS"].light), alt.value(theme.STEPS[2].light)
    )
    one = alt.Chart().mark_rule(color=theme.INK.light, strokeDash=[5, 4]).encode(y=alt.datum(1))
    spans = alt.Chart().mark_rule(strokeWidth=3).encode(x=x, y=y, y2=alt.Y2("high:Q"), color=tone)
    dots = (
        alt.Chart()
        .mark_point(size=60)
        .encode(
            x=x,
            y=grammar.onto(y, "dot"),
            color=tone,
            tooltip=[
                alt.Tooltip("track:N", title="Track"),
                alt.Tooltip("year:Q", title="Turning year", format="d"),
                alt.Tooltip("before:Q", title="Steps before"),
                alt.Tooltip("after:Q", title="Steps from then on"),
                alt.Tooltip("ratio:Q", title="Ratio of the rates", format=".2f"),
                alt.Tooltip("p:Q", title="p", format=".3f"),
            ],
        )
    )
    chart = (
        alt.layer(one, spans, dots, data=shown)
        .properties(width=250, height=220)
        .facet(
            facet=alt.Facet("track:N", title=None, sort=shown["track"].drop_duplicates().tolist()), columns=2
        )
    )
    return finish(
        chart,
        heading,
        tested,
        {
            "track": "Track",
            "year": "Turning year",
            "before": "Steps before",
            "after": "Steps from then on",
            "ratio": "Ratio of the rates",
            "low": "Low end of the interval",
            "high": "High end of the interval",
            "p": "p",
        },
        sources=sources,
        note=note,
    )
