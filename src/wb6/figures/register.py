"""The chart of the register of incidents: killed and hurt by group, from the lowest statement to the highest."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.kfor import base

LOOKS = {
    "soldiers of KFOR": (base.DARK, "square"),
    "police and mission staff": (base.TEAL, "diamond"),
    "civilians": (base.PLAN, "circle"),
    "attackers": (base.ALARM, "triangle-down"),
    "groups not told apart": (base.GREY, "cross"),
}
MEASURES = ("Killed", "Hurt")


def register(ranges: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Killed above, hurt below, one mark a group and incident over the range of what is said of it.

    `ranges` holds date, when, place, what, group, measure, low, high, said, source; counts of nobody are not drawn.
    """
    columns = ["date", "when", "place", "what", "group", "measure", "low", "high", "said", "source"]
    shown = records(ranges[columns])
    x = base.days(ranges, ranges)
    panels = []
    for measure in MEASURES:
        own = shown[(shown["measure"] == measure) & (shown["high"] > 0)]
        top = grammar.upper(max(own["high"].max() if len(own) else 0, 10))
        y = alt.Y(
            "high:Q",
            title=None,
            scale=alt.Scale(type="log", domain=[0.8, top]),
            axis=alt.Axis(values=[at for at in (1, 10, 100, 1000) if at <= top], format=",d", minExtent=40),
        )
        spans = (
            alt.Chart(own)
            .transform_calculate(from_="max(datum.low, 0.8)")
            .mark_rule(strokeWidth=3, color=theme.CONTEXT.light)
            .encode(x=x, y=grammar.onto(y, "from_"), y2=alt.Y2("high:Q"))
        )
        points = base.points(own, x, y, "group", LOOKS, value="high", size=45).encode(
            tooltip=[
                alt.Tooltip("when:N", title="Date"),
                alt.Tooltip("place:N"),
                alt.Tooltip("what:N"),
                alt.Tooltip("group:N"),
                alt.Tooltip("said:N", title=measure),
            ]
        )
        panels.append(
            alt.layer(spans, points)
            .properties(width=theme.WIDTH - 40, height=150)
            .properties(title=alt.TitleParams(measure, anchor="start", fontSize=13))
        )
    return finish(
        alt.vconcat(*panels, spacing=18),
        heading,
        ranges,
        {
            "when": "Date",
            "place": "Place",
            "what": "What happened",
            "group": "Group",
            "measure": "Measure",
            "low": Unit("Lowest"),
            "high": Unit("Highest"),
            "said": "Who says so",
        },
        note=note,
    )
