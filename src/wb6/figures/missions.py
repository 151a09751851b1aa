"""Charts of forces and contributions."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

CONTRIBUTION_KINDS = {
    "counted": (theme.STEPS[4].light, "circle"),
    "rounded or approximate": (theme.STEPS[2].light, "diamond"),
    "planned or decided": (theme.POWERS["CHN"].light, "triangle-up"),
}
OTHERS = "Other missions"
MISSION_COLOURS = ("#1f4f82", "#2f8f9d", "#c98a12", "#a8323f", "#66853b", "#8d959e")


def un_by_mission(by_mission: pd.DataFrame, *, heading: Heading) -> Figure:
    """Personnel by UN mission at year ends; `by_mission` holds year, mission, personnel, source."""
    sizes = by_mission.groupby("mission")["personnel"].sum().sort_values(ascending=False)
    order = sizes.index.drop(OTHERS, errors="ignore").tolist()
    if OTHERS in set(by_mission["mission"]):
        order.append(OTHERS)
    colours = dict(zip(order, (*MISSION_COLOURS[: len(order) - 1], MISSION_COLOURS[-1]), strict=False))
    shown = records(grammar.ranked(by_mission, "mission", order).sort_values(["year", "rank"]))
    every_year = list(range(int(shown["year"].min()), int(shown["year"].max()) + 1))
    x = alt.X(
        "year:O",
        title=None,
        scale=alt.Scale(domain=every_year),
        axis=alt.Axis(labelAngle=0, labelOverlap=True),
    )
    bars = Chart(shown).mark_bar(width={"band": 0.7})
    chart = bars.encode(
        x=x,
        y=grammar.amount("personnel"),
        color=grammar.colours(colours, "mission", legend=True),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells("mission:N", "year:O", ("personnel:Q", "", ",d")),
    ).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20)
    return finish(chart, heading, by_mission, {"mission": "Mission", "personnel": Unit("Personnel")})


def un_total(totals: pd.DataFrame, focus: str, *, heading: Heading) -> Figure:
    """Uniformed personnel in UN missions by date; `totals` holds iso3, country, date, personnel, source."""
    shown = records(totals)
    colour = grammar.colours(grammar.country_colours(shown, focus), "country")
    x, y = grammar.days(), grammar.up_to("personnel", shown["personnel"].max())
    lines = Chart(shown).mark_line(interpolate="step-after")
    courses = lines.encode(
        x=x,
        y=y,
        color=colour,
        detail=alt.Detail("country:N"),
        strokeWidth=grammar.wider(focus, others=1.25),
        tooltip=grammar.tells("country:N", ("date:T", "", "%B %Y"), ("personnel:Q", "", ",d")),
    )
    chart = alt.layer(courses, grammar.end_labels(grammar.newest(shown, "date"), x, y, colour))
    chart = chart.properties(width=theme.WIDTH - 150, height=theme.HEIGHT)
    return finish(chart, heading, totals, {"date": "Date", "personnel": Unit("Personnel")})


def contribution(figures: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Soldiers of a country in one mission by date; `figures` holds date, when, kind, value, source, note."""
    said = [f"{value:,}" for value in figures["value"]]
    shown = records(figures.assign(said=said)[["date", "when", "kind", "value", "said", "source", "note"]])
    first, last = int(shown["date"].min()[:4]), int(shown["date"].max()[:4])
    x = grammar.days(domain=[f"{first}-01-01", f"{last + 1}-12-31"])
    x = x.axis(format="%Y", tickCount={"interval": "year", "step": 1}, labelOverlap=True)
    y = grammar.up_to("value", shown["value"].max() * 1.1).axis(tickCount=5, tickMinStep=1, format=",d")
    base = Chart(shown).encode(x=x, y=y)
    points = base.mark_point(size=110).encode(
        **grammar.looks("kind", CONTRIBUTION_KINDS, shown["kind"]),
        tooltip=grammar.tells(
            ("when:N", "Date"), ("value:Q", "Soldiers", ",d"), ("kind:N", "Basis"), ("note:N", "Note")
        ),
    )
    columns = {"when": "Date", "kind": "Basis", "value": Unit("Soldiers"), "note": "Note"}
    chart = alt.layer(grammar.beside(base, "said"), points)
    chart = chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(chart, heading, figures, columns, note=note)
