"""Charts of forces and contributions."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

CONTRIBUTION_KINDS = {
    "counted": (theme.STEPS[4].light, "circle"),
    "rounded or approximate": (theme.STEPS[2].light, "diamond"),
    "planned or decided": (theme.POWERS["CHN"].light, "triangle-up"),
}
MISSION_COLOURS = ("#1f4f82", "#2f8f9d", "#c98a12", "#a8323f", "#66853b", "#8d959e")


def un_by_mission(
    by_mission: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """Personnel by UN mission at year ends; `by_mission` holds year, mission, personnel, source."""
    order = (
        by_mission.groupby("mission")["personnel"]
        .sum()
        .sort_values(ascending=False)
        .index.drop("Other missions", errors="ignore")
    ).tolist()
    if "Other missions" in set(by_mission["mission"]):
        order.append("Other missions")
    colours = dict(zip(order, (*MISSION_COLOURS[: len(order) - 1], MISSION_COLOURS[-1]), strict=False))
    rank = {mission: position for position, mission in enumerate(order)}
    shown = records(by_mission.assign(rank=by_mission["mission"].map(rank)).sort_values(["year", "rank"]))
    every_year = list(range(int(shown["year"].min()), int(shown["year"].max()) + 1))
    bars = (
        alt.Chart(shown)
        .mark_bar(width={"band": 0.7})
        .encode(
            x=alt.X(
                "year:O",
                title=None,
                scale=alt.Scale(domain=every_year),
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
            ),
            y=grammar.amount("personnel"),
            color=grammar.colours(colours, "mission", legend=True),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("mission:N"),
                alt.Tooltip("year:O"),
                alt.Tooltip("personnel:Q", format=",d"),
            ],
        )
    )
    chart = bars.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20)
    return finish(chart, heading, by_mission, {"mission": "Mission", "personnel": Unit("Personnel")})


def un_total(
    totals: pd.DataFrame,
    focus: str,
    *,
    heading: Heading,
) -> Figure:
    """Uniformed personnel in UN missions by date; `totals` holds iso3, country, date, personnel, source."""
    shown = records(totals)
    colour = grammar.colours(grammar.country_colours(shown, focus), "country")
    x = grammar.days()
    top = grammar.upper(shown["personnel"].max())
    y = grammar.amount("personnel", domain=[0, top])
    lines = (
        alt.Chart(shown)
        .mark_line(interpolate="step-after")
        .encode(
            x=x,
            y=y,
            color=colour,
            detail=alt.Detail("country:N"),
            strokeWidth=alt.condition(alt.datum.iso3 == focus, alt.value(3), alt.value(1.25)),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("date:T", format="%B %Y"),
                alt.Tooltip("personnel:Q", format=",d"),
            ],
        )
    )
    last = shown.sort_values("date").groupby("iso3", as_index=False).tail(1)
    labels = grammar.end_labels(
        last,
        x,
        y,
        "personnel",
        "country",
        colour,
        domain=[0, top],
        height=theme.HEIGHT,
    )
    chart = alt.layer(lines, labels).properties(width=theme.WIDTH - 150, height=theme.HEIGHT)
    return finish(chart, heading, totals, {"date": "Date", "personnel": Unit("Personnel")})


def contribution(figures: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Soldiers of a country in one mission by date; `figures` holds date, when, kind, value, source, note."""
    said = [f"{value:,}" for value in figures["value"]]
    shown = records(figures.assign(said=said)[["date", "when", "kind", "value", "said", "source", "note"]])
    looks = grammar.present(CONTRIBUTION_KINDS, shown["kind"])
    first, last = int(shown["date"].min()[:4]), int(shown["date"].max()[:4])
    x = grammar.days(domain=[f"{first}-01-01", f"{last + 1}-12-31"])
    x.axis = alt.Axis(format="%Y", tickCount={"interval": "year", "step": 1}, labelOverlap=True)
    y = grammar.amount("value", domain=[0, grammar.upper(shown["value"].max() * 1.1)])
    y.axis = alt.Axis(tickCount=5, tickMinStep=1, format=",d")
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=x,
            y=y,
            color=grammar.colours({kind: colour for kind, (colour, _) in looks.items()}, "kind", legend=True),
            shape=grammar.shapes("kind", looks, [shape for _, shape in looks.values()]),
            tooltip=[
                alt.Tooltip("when:N", title="Date"),
                alt.Tooltip("value:Q", title="Soldiers", format=",d"),
                alt.Tooltip("kind:N", title="Basis"),
                alt.Tooltip("note:N", title="Note"),
            ],
        )
    )
    values = grammar.beside(alt.Chart(shown).encode(x=x, y=y), "said")
    chart = alt.layer(values, points).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(
        chart,
        heading,
        figures,
        {"when": "Date", "kind": "Basis", "value": Unit("Soldiers"), "note": "Note"},
        note=note,
    )
