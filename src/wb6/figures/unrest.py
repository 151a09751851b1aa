"""Charts of unrest beside the size of a force."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.grammar import Layered

DARK, MIDDLE = theme.STEPS[4].light, theme.STEPS[2].light
SPANS = {
    "in the year before": (theme.POWERS["CHN"].light, "diamond"),
    "in the year after": (DARK, "circle"),
}
ALARM = theme.POWERS["RUS"].light


def beside_size(
    sizes: pd.DataFrame, unrest: pd.DataFrame, sources: list[str], *, heading: Heading, note: str
) -> Figure:
    """Three panels over one axis of years: size of the force, below it the killed and the hurt in incidents of unrest.

    `sizes` holds year, value, low, high, figures; `unrest` year, incidents, killed, hurt.
    """
    beside = unrest[["year", "incidents", "killed", "hurt"]].merge(sizes, on="year", how="left")
    rows = records(beside)
    ends = [int(rows["year"].min()) - 0.6, int(rows["year"].max()) + 0.6]
    x = grammar.years(rows).scale(domain=ends, nice=False, padding=0)
    y = grammar.up_to("value", rows["high"].max()).axis(tickCount=5, format=",~f", minExtent=50)
    known = Chart(rows).transform_filter("isValid(datum.value)")
    ranges = known.mark_rule(strokeWidth=6, color=theme.CONTEXT.light, opacity=0.6)
    points = known.mark_point(size=55, color=DARK)
    tooltip = grammar.tells(("year:Q", "", "d"), ("value:Q", "Median", ",d"), ("figures:Q", "Figures"))
    upper = alt.layer(ranges.encode(**grammar.between(x, y)), points.encode(x=x, y=y, tooltip=tooltip))
    columns = {
        "value": Unit("Size, median of the year"),
        "low": "Lowest",
        "high": "Highest",
        "figures": Unit("Figures"),
        "incidents": Unit("Incidents"),
        "killed": Unit("Killed"),
        "hurt": Unit("Hurt"),
    }
    lower = [_bars(rows, x, field, colour) for field, colour in (("killed", ALARM), ("hurt", MIDDLE))]
    chart = alt.vconcat(upper.properties(width=theme.WIDTH - 40, height=190), *lower, spacing=18)
    return finish(chart, heading, beside, columns, note=note).citing(sources)


def _bars(rows: pd.DataFrame, x: alt.X, field: str, colour: str) -> Layered:
    """Bars of people by year, with the number above the highest of them."""
    top = grammar.upper(max(int(rows[field].max()), 4))
    heights = alt.Y(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, top * 1.15], nice=False))
    bars = Chart(rows).mark_bar(size=8, color=colour)
    people = bars.encode(
        x=x,
        y=heights.axis(tickCount=3, tickMinStep=1, format=",d", minExtent=50),
        tooltip=grammar.tells(("year:Q", "", "d"), "killed:Q", "hurt:Q", "incidents:Q"),
    )
    high = people.transform_filter(f"datum.{field} >= {top / 4}")
    texts = high.mark_text(dy=-8, fontSize=12, color=theme.INK.light)
    said = texts.encode(text=alt.Text(f"{field}:Q", format=",d"))
    return alt.layer(people, said).properties(
        width=theme.WIDTH - 40, height=75, title=grammar.panel_title(field.title())
    )


def before_and_after(around: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Change in size in the year before and after each episode; `around` holds label, kind, change, source."""
    shown = records(around[["label", "title", "kind", "change", "figures", "source"]])
    reach = max(10, grammar.upper(shown["change"].abs().max() * 1.1))
    look = grammar.looks("kind", SPANS, shown["kind"])
    points = Chart(shown).mark_point(size=90)
    placed = points.encode(
        x=grammar.across("change", [-reach, reach], grid=True, tickCount=7, labelExpr="datum.label + ' %'"),
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(grid=True, domain=False)),
        color=look["color"],
        shape=look["shape"].legend(title=None),
        tooltip=grammar.tells("title:N", "kind:N", ("change:Q", "", ".1f"), "figures:N"),
    )
    zero = Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=theme.INK.light).encode(x=alt.X("zero:Q"))
    columns = {
        "label": "Episode",
        "title": "Gravest incident",
        "kind": "Span",
        "change": Unit("Change in size, percent"),
        "figures": "Figures compared",
        "source": "Source of the incident",
    }
    chart = alt.layer(zero, placed).properties(width=theme.WIDTH - 150, height=28 * shown["label"].nunique())
    return finish(chart, heading, around, columns, note=note)
