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
    """Three panels over one axis of years: size of the force, below it the killed and the hurt in incidents of unrest.

    `sizes` holds year, value, low, high, figures; `unrest` year, incidents, killed, hurt.
    """
    beside = unrest[["year", "incidents", "killed", "hurt"]].merge(sizes, on="year", how="left")
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
    lower = [_bars(rows, x, field, colour) for field, colour in (("killed", ALARM), ("hurt", MIDDLE))]
    return finish(
        alt.vconcat(upper, *lower, spacing=18),
        heading,
        beside,
        {
            "value": Unit("Size, median of the year"),
            "low": "Lowest",
            "high": "Highest",
            "figures": Unit("Figures"),
            "incidents": Unit("Incidents"),
            "killed": Unit("Killed"),
            "hurt": Unit("Hurt"),
        },
        sources=sources,
        note=note,
    )


def _bars(rows: pd.DataFrame, x: alt.X, field: str, colour: str) -> alt.LayerChart:
    """Bars of people by year, with the number above the highest of them."""
    top = grammar.upper(max(int(rows[field].max()), 4))
    bars = (
        alt.Chart(rows)
        .mark_bar(size=8, color=colour)
        .encode(
            x=x,
            y=alt.Y(
                f"{field}:Q",
                title=None,
                scale=alt.Scale(domain=[0, top * 1.15], nice=False),
                axis=alt.Axis(tickCount=3, tickMinStep=1, format=",d", minExtent=50),
            ),
            tooltip=[
                alt.Tooltip("year:Q", format="d"),
                alt.Tooltip("killed:Q"),
                alt.Tooltip("hurt:Q"),
                alt.Tooltip("incidents:Q"),
            ],
        )
    )
    texts = (
        bars.transform_filter(f"datum.{field} >= {top / 4}")
        .mark_text(dy=-8, fontSize=12, color=theme.INK.light)
        .encode(text=alt.Text(f"{field}:Q", format=",d"))
    )
    return alt.layer(bars, texts).properties(
        width=theme.WIDTH - 40, height=75, title=alt.TitleParams(field.title(), anchor="start", fontSize=13)
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
