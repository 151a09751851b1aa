"""Charts of unrest beside the size of a force."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import INTERVAL, Unit, records

DARK, MIDDLE = theme.STEPS[4].light, theme.STEPS[2].light
SPANS = {
    "in the year before": (theme.POWERS["CHN"].light, "diamond"),
    "in the year after": (DARK, "circle"),
}
ALARM = theme.POWERS["RUS"].light


def beside_size(
    sizes: pd.DataFrame, unrest: pd.DataFrame, sources: list[str], *, heading: Heading, note: str
) -> Figure:
    """Two panels over one axis of years: size of the force above, incidents and casualties below.

    `sizes` holds year, value, low, high, figures; `unrest` year, incidents, killed, casualties.
    """
    beside = unrest.merge(sizes, on="year", how="left")
    rows = records(beside)
    ends = [int(rows["year"].min()) - 0.6, int(rows["year"].max()) + 0.6]
    x = grammar.years(rows).scale(domain=ends, nice=False, padding=0)
    y = grammar.up_to("value", rows["high"].max()).axis(tickCount=5, format=",~f", minExtent=50)
    known = Chart(rows).transform_filter("isValid(datum.value)")
    ranges = known.mark_rule(strokeWidth=6, color=theme.CONTEXT.light, opacity=0.6)
    points = known.mark_point(size=55, color=DARK)
    tooltip = grammar.tells(("year:Q", "", "d"), ("value:Q", "Median", ",d"), ("figures:Q", "Figures"))
    upper = alt.layer(ranges.encode(**grammar.between(x, y)), points.encode(x=x, y=y, tooltip=tooltip))
    most = max(int(rows["incidents"].max()), 3)
    below = alt.Y("incidents:Q").title(None).scale(domain=[0, most])
    bars = Chart(rows).mark_bar(size=8, color=ALARM)
    incidents = bars.encode(
        x=x,
        y=below.axis(tickMinStep=1, format="d", minExtent=50),
        tooltip=grammar.tells(("year:Q", "", "d"), "incidents:Q", "casualties:Q", "killed:Q"),
    )
    many = incidents.transform_filter("datum.casualties >= 100")
    texts = many.mark_text(dy=-8, fontSize=12, color=theme.INK.light).encode(text=alt.Text("casualties:Q"))
    columns = {
        "value": Unit("Size, median of the year"),
        "low": "Lowest",
        "high": "Highest",
        "figures": Unit("Figures"),
        "incidents": Unit("Incidents"),
        "killed": Unit("Killed"),
        "casualties": Unit("Killed and injured"),
    }
    lower = alt.layer(incidents, texts).properties(width=theme.WIDTH - 40, height=90)
    chart = alt.vconcat(upper.properties(width=theme.WIDTH - 40, height=190), lower, spacing=22)
    return finish(chart, heading, beside, columns, note=note).citing(sources)


def before_and_after(around: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Change in size in the year before and after each episode; `around` holds label, kind, change, source."""
    shown = records(around[["label", "title", "kind", "change", "figures", "source"]])
    reach = max(10, grammar.upper(shown["change"].abs().max() * 1.1))
    look = grammar.looks("kind", SPANS, shown["kind"])
    points = Chart(shown).mark_point(size=90)
    placed = points.encode(
        x=grammar.across("change", [-reach, reach], grid=True, tickCount=7, labelExpr="datum.label + ' %'"),
        y=alt.Y("label:N", sort=None).title(None).axis(grid=True, domain=False),
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


def lags(tested: pd.DataFrame, sources: list[str], *, heading: Heading, note: str) -> Figure:
    """Rank correlations by lag with their intervals, one panel a measure of unrest.

    `tested` holds measure, lag, rho, low, high, n.
    """
    shown = records(tested[["measure", "lag", "rho", "low", "high", "n"]])
    span = sorted(shown["lag"].unique())
    x = grammar.across("lag", [min(span) - 0.5, max(span) + 0.5], values=span, format="d")
    x = x.title("shift in years")
    y = grammar.amount("rho", [-1, 1]).axis(tickCount=5, format=".1f")
    zero = Chart().mark_rule(color=theme.INK.light).encode(y=alt.YDatum(0))
    spans = Chart().mark_rule(strokeWidth=4, color=MIDDLE).encode(**grammar.between(x, y))
    points = Chart().mark_point(size=70, color=DARK)
    rounded = (("rho:Q", "", ".2f"), ("low:Q", "", ".2f"), ("high:Q", "", ".2f"))
    placed = points.encode(x=x, y=y, tooltip=grammar.tells("measure:N", "lag:Q", *rounded, "n:Q"))
    panel = alt.layer(zero, spans, placed, data=shown).properties(width=255, height=200)
    columns = {
        "measure": "Measure of unrest",
        "lag": "Years by which the unrest comes first",
        "rho": "Rank correlation",
        **INTERVAL,
        "n": Unit("Pairs of years"),
    }
    chart = panel.facet(facet=alt.Facet("measure:N").header(title=None, labelAnchor="start"), columns=2)
    return finish(chart, heading, tested, columns, note=note).citing(sources)
