"""Charts of debt by creditor, and of a claim on it tested year by year."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

GROUP_COLOURS = {
    "China": theme.POWERS["CHN"].light,
    "other states": theme.POWERS["OTHER"].light,
    "multilateral lenders": theme.STEPS[4].light,
    "bondholders": theme.POWERS["BONDHOLDERS"].light,
    "banks and others": theme.STEPS[1].light,
}
KINDS = {
    "share of external public debt, World Bank": (theme.POWERS["CHN"].light, "circle"),
    "share of all public debt, national figures": (theme.STEPS[4].light, "diamond"),
    "ceiling: whole loan counted at once": (theme.POWERS["RUS"].light, "triangle-up"),
}


def creditors(parts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Debt by group of creditors in percent, a bar a country; `parts` holds country, iso3, group, share, value."""
    shown = _ranked(parts[["country", "iso3", "year", "group", "value", "share", "source"]])
    order = shown[shown["group"] == "China"].sort_values(["share", "country"], ascending=[False, True])
    y = alt.Y(
        "country:N",
        sort=order["country"].tolist(),
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelLimit=180),
    )
    x = alt.X(
        "share:Q", stack="zero", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)
    )
    bars = (
        alt.Chart(shown)
        .mark_bar(height=24)
        .encode(
            x=x,
            y=y,
            color=_squares(),
            order=alt.Order("rank:Q"),
            tooltip=_tooltip(["country:N"]),
        )
    )
    return finish(
        bars.properties(width=theme.WIDTH - 170, height=42 * shown["country"].nunique()),
        heading,
        parts,
        _HEADINGS,
        note=note,
    )


def creditors_over_time(parts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Debt by group of creditors and year in USD million, stacked; `parts` holds year, group, value, share."""
    shown = _ranked(parts[["country", "iso3", "year", "group", "value", "share", "source"]])
    every = sorted(int(year) for year in shown["year"].unique())
    step = 5 if len(every) > 12 else 2 if len(every) > 7 else 1
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=alt.X(
                "year:O",
                title=None,
                scale=alt.Scale(paddingInner=0.2),
                axis=alt.Axis(labelAngle=0, values=[year for year in every if year % step == 0]),
            ),
            y=grammar.amount("value", domain=[0, grammar.upper(shown.groupby("year")["value"].sum().max())]),
            color=_squares(),
            order=alt.Order("rank:Q"),
            tooltip=_tooltip(["year:O"]),
        )
    )
    return finish(
        bars.properties(width=theme.WIDTH - 20, height=theme.HEIGHT), heading, parts, _HEADINGS, note=note
    )


def balance(
    values: pd.DataFrame,
    steps: pd.DataFrame,
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """What is owed by year-end with the steps of the loan above; `values` holds year, value, `steps` year, text."""
    shown = records(values[["year", "value", "source"]])
    top = grammar.upper(shown["value"].max() * 1.25)
    even = [int(year) for year in shown["year"] if year % 2 == 0]
    x = alt.X(
        "year:O", title=None, axis=alt.Axis(labelAngle=0, values=even), scale=alt.Scale(paddingInner=0.25)
    )
    y = grammar.amount("value", domain=[0, top])
    bars = (
        alt.Chart(shown)
        .mark_bar(color=theme.POWERS["CHN"].light)
        .encode(
            x=x,
            y=y,
            tooltip=[alt.Tooltip("year:O"), alt.Tooltip("value:Q", title="USD million", format=",.0f")],
        )
    )
    sums = (
        alt.Chart(shown)
        .mark_text(dy=-8, fontSize=11)
        .encode(x=x, y=y, text=alt.Text("value:Q", format=",.0f"))
    )
    layers = [bars, sums]
    if len(steps):
        marked = records(steps[["year", "text", "source"]])
        marked = marked.assign(at=[top * (0.97 - 0.07 * (place % 2)) for place in range(len(marked))])
        marks = (
            alt.Chart(marked)
            .mark_text(fontSize=12, fontWeight="bold", color=theme.MUTED.light)
            .encode(x=x, y=grammar.onto(y, "at"), text=alt.Text("text:N"))
        )
        layers.append(marks)
    return finish(
        alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20),
        heading,
        pd.concat([values, steps]),
        {"value": Unit("USD million"), "text": "Step"},
        note=note,
    )


def claim_over_time(
    debt: pd.DataFrame,
    held: pd.DataFrame,
    near: float,
    more_than: float,
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """The two parts of a claim over time, each with its threshold: debt to output, share of a creditor.

    `debt` holds date, value, source; `held` date, kind (a key of `KINDS`), value, source.
    """
    days = [frame["date"].min() for frame in (debt, held) if len(frame)]
    last = max(frame["date"].max() for frame in (debt, held) if len(frame))
    domain = [f"{min(days).year}-01-01", f"{last.year + 1}-01-01"]
    top = _panel_debt(records(debt[["date", "value", "source"]]), near, domain)
    below = _panel_held(records(held[["date", "kind", "value", "source"]]), more_than, domain)
    return finish(
        alt.vconcat(top, below, spacing=18).resolve_scale(color="independent", shape="independent"),
        heading,
        pd.concat([debt.assign(kind="public debt, percent of GDP"), held]),
        {"date": "Date", "kind": "Figure", "value": Unit("Percent")},
        note=note,
    )


def _panel_debt(shown: pd.DataFrame, near: float, domain: list[str]) -> alt.LayerChart:
    x, y = grammar.days(domain=domain), grammar.amount("value", domain=[0, 120])
    points = (
        alt.Chart(shown)
        .mark_point(size=55, color=theme.INK.light)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("date:T", format="%B %Y"), alt.Tooltip("value:Q")])
    )
    return alt.layer(grammar.guideline(near), points).properties(
        width=theme.WIDTH - 30,
        height=150,
        title=alt.TitleParams("Public debt, percent of GDP", fontSize=13, offset=4),
    )


def _panel_held(shown: pd.DataFrame, more_than: float, domain: list[str]) -> alt.LayerChart:
    x, y = grammar.days(domain=domain), grammar.amount("value", domain=[0, 60])
    kinds = {kind: KINDS[kind] for kind in KINDS if kind in set(shown["kind"])}
    colour = grammar.colours({kind: colour for kind, (colour, _) in kinds.items()}, "kind", legend=True)
    colour.legend = alt.Legend(title=None, columns=1, symbolType="circle")
    shape = alt.Shape(
        "kind:N",
        scale=alt.Scale(domain=list(kinds), range=[shape for _, shape in kinds.values()]),
        legend=None,
    )
    points = (
        alt.Chart(shown)
        .mark_point(size=60)
        .encode(
            x=x,
            y=y,
            color=colour,
            shape=shape,
            tooltip=[alt.Tooltip("kind:N"), alt.Tooltip("date:T", format="%B %Y"), alt.Tooltip("value:Q")],
        )
    )
    return alt.layer(grammar.guideline(more_than), points).properties(
        width=theme.WIDTH - 30,
        height=180,
        title=alt.TitleParams("Held by China, percent of debt", fontSize=13, offset=4),
    )


def strip(
    values: pd.DataFrame,
    more_than: float,
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Every year of every country as a tick, with a threshold; `values` holds country, iso3, year, value."""
    shown = records(values[["country", "iso3", "year", "value", "source"]])
    order = shown.groupby("country")["value"].max().sort_values(ascending=False, kind="stable").index.tolist()
    y = alt.Y(
        "country:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, grid=True, offset=10)
    )
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 60]), axis=alt.Axis(tickCount=6))
    limit = (
        alt.Chart(pd.DataFrame({"level": [more_than]}))
        .mark_rule(strokeDash=[5, 4], color=theme.INK.light)
        .encode(x=alt.X("level:Q"))
    )
    points = (
        alt.Chart(shown)
        .mark_point(size=70, opacity=0.55)
        .encode(
            x=x,
            y=y,
            color=grammar.colours(grammar.country_colours(shown), "country"),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("year:Q", format="d"),
                alt.Tooltip("value:Q", format=".1f"),
            ],
        )
    )
    peak = shown.loc[shown.groupby("country")["value"].idxmax()]
    peak = peak.assign(said=[f"{row.value:.1f} ({int(row.year)})" for row in peak.itertuples()])
    texts = (
        alt.Chart(peak).mark_text(align="left", dx=9, fontSize=12).encode(x=x, y=y, text=alt.Text("said:N"))
    )
    return finish(
        alt.layer(limit, points, texts).properties(width=theme.WIDTH - 170, height=40 * len(order)),
        heading,
        values,
        {"value": Unit("Percent of external public debt")},
        note=note,
    )


_HEADINGS = {
    "group": "Creditors",
    "value": Unit("USD million"),
    "share": Unit("Percent"),
}


def _ranked(parts: pd.DataFrame) -> pd.DataFrame:
    rank = {group: place for place, group in enumerate(GROUP_COLOURS)}
    shown = records(parts)
    return shown.assign(rank=shown["group"].map(rank))


def _squares() -> alt.Color:
    colour = grammar.colours(GROUP_COLOURS, "group")
    colour.legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=0, columns=3)
    return colour


def _tooltip(first: list[str]) -> list[Any]:
    return [
        *first,
        alt.Tooltip("group:N", title="Creditors"),
        alt.Tooltip("value:Q", title="USD million", format=",.0f"),
        alt.Tooltip("share:Q", title="Percent", format=".1f"),
    ]
