"""Charts of what stands beside KFOR: other missions, and the Kosovo Security Force."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.kfor import base


def missions(sizes: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Sizes of missions, one panel a host where there are several.

    `sizes` holds host, mission, date, when, basis, value, source.
    """
    shown = records(sizes[["host", "mission", "date", "when", "basis", "value", "source"]])
    palette = {
        "IFOR": base.GREY,
        "SFOR": base.PLAN,
        "EUFOR Althea": base.DARK,
        "KFOR": base.MIDDLE,
        "UNMIK": theme.POWERS["TUR"].light,
        "EULEX": base.ALARM,
    }
    present = grammar.present(palette, shown["mission"])
    x = base.days(sizes, sizes)
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(type="log", domain=[300, 100_000]),
        axis=alt.Axis(values=[500, 1000, 5000, 10_000, 50_000], format=",d"),
    )
    colour = grammar.colours(present, "mission", legend=True)
    tooltip = [
        alt.Tooltip("mission:N"),
        alt.Tooltip("when:N", title="Date"),
        alt.Tooltip("value:Q", format=",d"),
    ]
    lines = alt.Chart().mark_line(strokeWidth=1.25, opacity=0.6).encode(x=x, y=y, color=colour)
    points = alt.Chart().mark_point(size=40).encode(x=x, y=y, color=colour, tooltip=tooltip)
    panel = alt.layer(lines, points, data=shown).properties(width=theme.WIDTH - 60, height=170)
    header = alt.Header(title=None, labelAngle=0, labelAnchor="start", labelOrient="top")
    chart = panel.facet(row=alt.Row("host:N", header=header)) if shown["host"].nunique() > 1 else panel
    return finish(
        chart,
        heading,
        sizes,
        {"host": "Host", "mission": "Mission", "when": "Date", "basis": "Basis", "value": Unit("Personnel")},
        note=note,
    )


def security_force(sizes: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Published sizes of the Kosovo Security Force; `sizes` holds date, when, kind, value, said, source."""
    shown = records(sizes[["date", "when", "kind", "value", "said", "source", "note"]])
    looks = {
        "active": (base.DARK, "circle"),
        "total, or with reserve": (base.MIDDLE, "diamond"),
        "authorised": (base.GREY, "square"),
        "planned": (base.PLAN, "triangle-up"),
    }
    x = base.days(sizes, sizes)
    y = grammar.amount("value", domain=[0, grammar.upper(shown["value"].max())])
    points = base.points(shown, x, y, "kind", looks)
    texts = (
        alt.Chart(shown[shown["said"] != ""])
        .mark_text(align="right", dx=-9, fontSize=12, color=theme.MUTED.light)
        .encode(x=x, y=y, text=alt.Text("said:N"))
    )
    chart = alt.layer(points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(
        chart,
        heading,
        sizes,
        {
            "when": "Date",
            "kind": "What is counted",
            "value": Unit("Persons"),
            "said": "Plan for",
            "note": "Note",
        },
        note=note,
    )


def two_forces(sizes: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Sizes of KFOR and of the force of its host; `sizes` holds date, when, force, value, said, source."""
    shown = records(sizes[["date", "when", "force", "value", "said", "source"]])
    looks = {
        "KFOR": (base.GREY, "circle"),
        "Kosovo Security Force": (base.DARK, "square"),
        "Kosovo Security Force, planned": (base.PLAN, "triangle-up"),
    }
    x = base.days(sizes, sizes)
    y = grammar.amount("value", domain=[0, shown["value"].max() * 1.05])
    points = base.points(shown, x, y, "force", looks, size=55)
    texts = (
        alt.Chart(shown[shown["said"] != ""])
        .mark_text(align="right", dx=-9, fontSize=12, color=theme.MUTED.light)
        .encode(x=x, y=y, text=alt.Text("said:N"))
    )
    chart = alt.layer(points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20)
    return finish(
        chart,
        heading,
        sizes,
        {"when": "Date", "force": "Force", "value": Unit("Persons"), "said": "Plan for"},
        note=note,
    )


def ratio(points: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Soldiers of one force for each member of another; `points` holds date, when, members, troops, value."""
    shown = records(points[["date", "when", "members", "troops", "value", "source"]])
    x = base.days(points, points)
    top = grammar.upper(shown["value"].max())
    y = grammar.amount("value", domain=[0, top])
    parity = grammar.guideline(1.0)
    dots = (
        alt.Chart(shown)
        .mark_point(size=80, color=base.DARK)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("when:N", title="Date"),
                alt.Tooltip("members:Q", title="Kosovo Security Force", format=",d"),
                alt.Tooltip("troops:Q", title="KFOR", format=",d"),
                alt.Tooltip("value:Q", title="Ratio", format=".1f"),
            ],
        )
    )
    texts = (
        alt.Chart(base.apart(shown))
        .mark_text(dy=-13, fontSize=12)
        .encode(x=x, y=y, text=alt.Text("value:Q", format=".1f"))
    )
    chart = alt.layer(parity, dots, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(
        chart,
        heading,
        points,
        {
            "when": "Date",
            "members": "Kosovo Security Force",
            "troops": "KFOR",
            "value": Unit("KFOR soldiers for each member"),
        },
        note=note,
    )
