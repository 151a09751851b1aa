"""Charts of what stands beside KFOR: other missions, and the Kosovo Security Force."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.kfor import base

MISSIONS = {
    "IFOR": base.GREY,
    "SFOR": base.PLAN,
    "EUFOR Althea": base.DARK,
    "KFOR": base.MIDDLE,
    "UNMIK": theme.POWERS["TUR"].light,
    "EULEX": base.ALARM,
}
SECURITY_FORCE = {
    "active": (base.DARK, "circle"),
    "total, or with reserve": (base.MIDDLE, "diamond"),
    "authorised": (base.GREY, "square"),
    "planned": (base.PLAN, "triangle-up"),
}
FORCES = {
    "KFOR": (base.GREY, "circle"),
    "Kosovo Security Force": (base.DARK, "square"),
    "Kosovo Security Force, planned": (base.PLAN, "triangle-up"),
}


def missions(sizes: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Sizes of missions, one panel a host where there are several.

    `sizes` holds host, mission, date, when, basis, value, source.
    """
    shown = records(sizes[["host", "mission", "date", "when", "basis", "value", "source"]])
    y = alt.Y("value:Q", title=None, scale=alt.Scale(type="log", domain=[300, 100_000]))
    courses = Chart().encode(
        x=grammar.whole_years(sizes["date"]),
        y=y.axis(values=[500, 1000, 5000, 10_000, 50_000], format=",d"),
        color=grammar.colours(grammar.present(MISSIONS, shown["mission"]), "mission", legend=True),
    )
    lines = courses.mark_line(strokeWidth=1.25, opacity=0.6)
    points = courses.mark_point(size=40).encode(
        tooltip=grammar.tells("mission:N", ("when:N", "Date"), ("value:Q", "", ",d"))
    )
    chart = alt.layer(lines, points, data=shown).properties(width=theme.WIDTH - 60, height=170)
    if shown["host"].nunique() > 1:
        header = alt.Header(title=None, labelAngle=0, labelAnchor="start", labelOrient="top")
        chart = chart.facet(row=alt.Row("host:N", header=header))
    columns = {
        "host": "Host",
        "mission": "Mission",
        "when": "Date",
        "basis": "Basis",
        "value": Unit("Personnel"),
    }
    return finish(chart, heading, sizes, columns, note=note)


def security_force(sizes: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Published sizes of the Kosovo Security Force; `sizes` holds date, when, kind, value, said, source."""
    shown = records(sizes[["date", "when", "kind", "value", "said", "source", "note"]])
    axes = grammar.whole_years(sizes["date"]), grammar.up_to("value", shown["value"].max())
    points = base.points(shown, axes, "kind", SECURITY_FORCE)
    chart = alt.layer(points, base.said_left(shown, axes))
    columns = {
        "when": "Date",
        "kind": "What is counted",
        "value": Unit("Persons"),
        "said": "Plan for",
        "note": "Note",
    }
    chart = chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(chart, heading, sizes, columns, note=note)


def two_forces(sizes: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Sizes of KFOR and of the force of its host; `sizes` holds date, when, force, value, said, source."""
    shown = records(sizes[["date", "when", "force", "value", "said", "source"]])
    axes = grammar.whole_years(sizes["date"]), grammar.amount("value", [0, shown["value"].max() * 1.05])
    points = base.points(shown, axes, "force", FORCES, size=55)
    chart = alt.layer(points, base.said_left(shown, axes))
    columns = {"when": "Date", "force": "Force", "value": Unit("Persons"), "said": "Plan for"}
    chart = chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20)
    return finish(chart, heading, sizes, columns, note=note)


def ratio(points: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Soldiers of one force for each member of another; `points` holds date, when, members, troops, value."""
    shown = records(points[["date", "when", "members", "troops", "value", "source"]])
    x, y = grammar.whole_years(points["date"]), grammar.up_to("value", shown["value"].max())
    dots = Chart(shown).mark_point(size=80, color=base.DARK)
    placed = dots.encode(
        x=x,
        y=y,
        tooltip=grammar.tells(
            ("when:N", "Date"),
            ("members:Q", "Kosovo Security Force", ",d"),
            ("troops:Q", "KFOR", ",d"),
            ("value:Q", "Ratio", ".1f"),
        ),
    )
    texts = Chart(base.spaced(shown)).mark_text(dy=-13, fontSize=12)
    named = texts.encode(x=x, y=y, text=alt.Text("value:Q", format=".1f"))
    columns = {
        "when": "Date",
        "members": "Kosovo Security Force",
        "troops": "KFOR",
        "value": Unit("KFOR soldiers for each member"),
    }
    chart = alt.layer(grammar.guideline(1.0), placed, named)
    chart = chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(chart, heading, points, columns, note=note)
