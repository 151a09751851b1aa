"""Charts of unrest beside the size of a force."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

DARK, MIDDLE = theme.STEPS[4].light, theme.STEPS[2].light
ALARM = theme.POWERS["RUS"].light


def beside_size(
    sizes: pd.DataFrame,
    unrest: pd.DataFrame,
    sources: list[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Two panels over one axis of years: size of the force above, incidents and casualties below.

    `sizes` holds year, value, low, high, figures; `unrest` year, incidents, killed, casualties.
    """
    beside = unrest.merge(sizes, on="year", how="left")
    rows = records(beside)
    x = grammar.years(rows)
    x.scale = alt.Scale(
        domain=[int(rows["year"].min()) - 0.6, int(rows["year"].max()) + 0.6], nice=False, padding=0
    )
    top = grammar.upper(rows["high"].max())
    y = grammar.amount("value", domain=[0, top])
    y.axis = alt.Axis(tickCount=5, format=",~f", minExtent=50)
    known = alt.Chart(rows).transform_filter("isValid(datum.value)")
    upper = alt.layer(
        known.mark_rule(strokeWidth=6, color=theme.CONTEXT.light, opacity=0.6).encode(
            x=x, y=grammar.onto(y, "low"), y2=alt.Y2("high:Q")
        ),
        known.mark_point(size=55, color=DARK).encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("year:Q", format="d"),
                alt.Tooltip("value:Q", title="Median", format=",d"),
                alt.Tooltip("figures:Q", title="Figures"),
            ],
        ),
    ).properties(width=theme.WIDTH - 40, height=190)
    most = max(int(rows["incidents"].max()), 3)
    bars = (
        alt.Chart(rows)
        .mark_bar(size=8, color=ALARM)
        .encode(
            x=x,
            y=alt.Y(
                "incidents:Q",
                title=None,
                scale=alt.Scale(domain=[0, most]),
                axis=alt.Axis(tickMinStep=1, format="d", minExtent=50),
            ),
            tooltip=[
                alt.Tooltip("year:Q", format="d"),
                alt.Tooltip("incidents:Q"),
                alt.Tooltip("casualties:Q"),
                alt.Tooltip("killed:Q"),
            ],
        )
    )
    texts = (
        bars.transform_filter("datum.casualties >= 100")
        .mark_text(dy=-8, fontSize=12, color=theme.INK.light)
        .encode(text=alt.Text("casualties:Q"))
    )
    lower = alt.layer(bars, texts).properties(width=theme.WIDTH - 40, height=90)
    return finish(
        alt.vconcat(upper, lower, spacing=22),
        heading,
        beside,
        {
            "value": Unit("Size, median of the year"),
            "low": "Lowest",
            "high": "Highest",
            "figures": Unit("Figures"),
            "incidents": Unit("Incidents"),
            "killed": Unit("Killed"),
            "casualties": Unit("Killed and injured"),
        },
        sources=sources,
        note=note,
    )


def before_and_after(around: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Change in size in the year before and after each episode; `around` holds label, kind, change, source."""
    shown = records(around[["label", "title", "kind", "change", "figures", "source"]])
    looks = {
        "in the year before": (theme.POWERS["CHN"].light, "diamond"),
        "in the year after": (DARK, "circle"),
    }
    present = grammar.present(looks, shown["kind"])
    reach = max(10, grammar.upper(shown["change"].abs().max() * 1.1))
    x = alt.X(
        "change:Q",
        title=None,
        scale=alt.Scale(domain=[-reach, reach]),
        axis=alt.Axis(grid=True, tickCount=7, labelExpr="datum.label + ' %'"),
    )
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(grid=True, domain=False))
    scale = {"domain": list(present)}
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=theme.INK.light).encode(x=alt.X("zero:Q"))
    points = (
        alt.Chart(shown)
        .mark_point(size=90)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(**scale, range=[colour for colour, _ in present.values()]),
                legend=alt.Legend(title=None),
            ),
            shape=alt.Shape(
                "kind:N",
                scale=alt.Scale(**scale, range=[shape for _, shape in present.values()]),
                legend=alt.Legend(title=None),
            ),
            tooltip=[
                alt.Tooltip("title:N"),
                alt.Tooltip("kind:N"),
                alt.Tooltip("change:Q", format=".1f"),
                alt.Tooltip("figures:N"),
            ],
        )
    )
    rows = shown["label"].nunique()
    chart = alt.layer(zero, points).properties(width=theme.WIDTH - 150, height=28 * rows)
    return finish(
        chart,
        heading,
        around,
        {
            "label": "Episode",
            "title": "Gravest incident",
            "kind": "Span",
            "change": Unit("Change in size, percent"),
            "figures": "Figures compared",
            "source": "Source of the incident",
        },
        note=note,
    )


def lags(
    tested: pd.DataFrame,
    sources: list[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Rank correlations by lag with their intervals, one panel a measure of unrest.

    `tested` holds measure, lag, rho, low, high, n.
    """
    shown = records(tested[["measure", "lag", "rho", "low", "high", "n"]])
    span = sorted(shown["lag"].unique())
    x = alt.X(
        "lag:Q",
        title="shift in years",
        scale=alt.Scale(domain=[min(span) - 0.5, max(span) + 0.5]),
        axis=alt.Axis(values=span, format="d"),
    )
    y = grammar.amount("rho", domain=[-1, 1])
    y.axis = alt.Axis(tickCount=5, format=".1f")
    zero = alt.Chart().mark_rule(color=theme.INK.light).encode(y=alt.datum(0))
    spans = (
        alt.Chart()
        .mark_rule(strokeWidth=4, color=MIDDLE)
        .encode(x=x, y=grammar.onto(y, "low"), y2=alt.Y2("high:Q"))
    )
    points = (
        alt.Chart()
        .mark_point(size=70, color=DARK)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("measure:N"),
                alt.Tooltip("lag:Q"),
                alt.Tooltip("rho:Q", format=".2f"),
                alt.Tooltip("low:Q", format=".2f"),
                alt.Tooltip("high:Q", format=".2f"),
                alt.Tooltip("n:Q"),
            ],
        )
    )
    panel = alt.layer(zero, spans, points, data=shown).properties(width=255, height=200)
    chart = panel.facet(
        facet=alt.Facet("measure:N", header=alt.Header(title=None, labelAnchor="start")), columns=2
    )
    return finish(
        chart,
        heading,
        tested,
        {
            "measure": "Measure of unrest",
            "lag": "Years by which the unrest comes first",
            "rho": "Rank correlation",
            "low": "Low end of the interval",
            "high": "High end of the interval",
            "n": Unit("Pairs of years"),
        },
        sources=sources,
        note=note,
    )
