"""Charts of the register of incidents: killed and hurt by group, from the lowest statement to the highest."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.grammar import Layered, Look
from wb6.figures.kfor import base

LOOKS: Mapping[str, Look] = {
    "soldiers of KFOR": (base.DARK, "square"),
    "police and mission staff": (base.TEAL, "diamond"),
    "civilians": (base.PLAN, "circle"),
    "attackers": (base.ALARM, "triangle-down"),
    "groups not told apart": (base.GREY, "cross"),
}
MEASURES = ("Killed", "Hurt")
LOWEST = 0.8  # where the axes begin


def register(ranges: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Killed above, hurt below, one mark a group and incident over the range of what is said of it.

    `ranges` holds date, when, place, what, group, measure, low, high, said, source; counts of nobody are not drawn.
    """
    columns = ["date", "when", "place", "what", "group", "measure", "low", "high", "said", "source"]
    shown = records(ranges[columns])
    x = grammar.whole_years(ranges["date"])
    panels = [_panel(shown[shown["measure"] == measure], x, measure) for measure in MEASURES]
    headings = {
        "when": "Date",
        "place": "Place",
        "what": "What happened",
        "group": "Group",
        "measure": "Measure",
        "low": Unit("Lowest"),
        "high": Unit("Highest"),
        "said": "Who says so",
    }
    return finish(alt.vconcat(*panels, spacing=18), heading, ranges, headings, note=note)


def by_size(ranges: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """The killed of incidents by the size of the force at the time, one mark a group and incident over what is said of it.

    `ranges` holds date, when, place, what, group, low, high, said, size, label (which may be empty), source.
    """
    columns = ["date", "when", "place", "what", "group", "low", "high", "said", "size", "label", "source"]
    shown = records(ranges[columns])
    x = grammar.across("size", [0, grammar.upper(shown["size"].max())], grid=True, tickCount=6, format=",d")
    amounts = alt.Y(
        "high:Q", title=None, scale=alt.Scale(domain=[0, grammar.upper(shown["high"].max() * 1.1)])
    )
    y = amounts.axis(tickCount=5, tickMinStep=1, format=",d")
    spans = Chart(shown).mark_rule(strokeWidth=3, color=theme.CONTEXT.light)
    points = base.points(shown, (x, y), "group", LOOKS).encode(
        tooltip=grammar.tells(
            ("when:N", "Date"),
            "place:N",
            "what:N",
            "group:N",
            ("said:N", "Killed"),
            ("size:Q", "Size of KFOR", ",d"),
        )
    )
    named = Chart(shown[shown["label"] != ""]).mark_text(dy=-13, fontSize=12, color=theme.INK.light)
    chart = alt.layer(
        spans.encode(x=x, y=grammar.onto(y, "low"), y2=alt.Y2("high:Q")),
        points,
        named.encode(x=x, y=y, text=alt.Text("label:N")),
    )
    headings = {
        "when": "Date",
        "place": "Place",
        "what": "What happened",
        "group": "Group",
        "low": Unit("Lowest"),
        "high": Unit("Highest"),
        "said": "Who says so",
        "size": Unit("Size of KFOR"),
    }
    laid = chart.properties(width=theme.WIDTH - 40, height=260)
    return finish(laid, heading, ranges.drop(columns="label"), headings, note=note)


def _panel(shown: pd.DataFrame, x: alt.X, measure: str) -> Layered:
    """The killed or the hurt on a logarithmic scale; counts of nobody are left out."""
    own = shown[shown["high"] > 0]
    top = grammar.upper(max(own["high"].max() if len(own) else 0, 10))
    ticks = [at for at in (1, 10, 100, 1000) if at <= top]
    amounts = alt.Y("high:Q", title=None, scale=alt.Scale(type="log", domain=[LOWEST, top]))
    y = amounts.axis(values=ticks, format=",d", minExtent=40)
    lines = Chart(own).transform_calculate(bottom=f"max(datum.low, {LOWEST})")
    spans = lines.mark_rule(strokeWidth=3, color=theme.CONTEXT.light)
    points = base.points(own, (x, y), "group", LOOKS, size=45).encode(
        tooltip=grammar.tells(("when:N", "Date"), "place:N", "what:N", "group:N", ("said:N", measure))
    )
    layers = alt.layer(spans.encode(x=x, y=grammar.onto(y, "bottom"), y2=alt.Y2("high:Q")), points)
    return layers.properties(width=theme.WIDTH - 40, height=150, title=grammar.panel_title(measure))
