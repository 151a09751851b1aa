"""Dots: two amounts a country, every year of a country, figures by date against a threshold."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

CHINA = theme.POWERS["CHN"].light
KINDS = {
    "share of external public debt, World Bank": (CHINA, "circle"),
    "share of all public debt, national figures": (theme.STEPS[4].light, "diamond"),
    "ceiling: whole loan counted at once": (theme.POWERS["RUS"].light, "triangle-up"),
}
GAS_BASES = {
    "russia_share_gas": "base not stated",
    "russia_share_gas_imports": "of imports",
    "russia_share_gas_consumption": "of consumption",
    "russia_share_gas_needs": "of needs",
    "russia_contract_share_gas_needs": "of needs, as contracted",
}


def beside(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Two partners on one scale, a row a country; `values` holds country, iso3, power, power_iso3, year, value, source."""
    shown = records(values[["country", "iso3", "power", "power_iso3", "year", "value", "source"]])
    order = shown[shown["power_iso3"] == "RUS"].sort_values("value", ascending=False)["country"].tolist()
    powers = shown[["power", "power_iso3"]].drop_duplicates().itertuples(index=False)
    y = alt.Y("country:N", sort=order, title=None, axis=alt.Axis(grid=False, ticks=False, labelLimit=180))
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=True))
    lines = (
        alt.Chart(shown)
        .mark_line(color=theme.CONTEXT.light, strokeWidth=2)
        .encode(x=x, y=y, detail=alt.Detail("country:N"))
    )
    base = alt.Chart(shown).encode(x=x, y=y)
    points = base.mark_point(size=130).encode(
        color=grammar.colours(
            {row.power: theme.power_colour(row.power_iso3) for row in powers}, "power", legend=True
        ),
        tooltip=[
            alt.Tooltip("country:N"),
            alt.Tooltip("power:N"),
            alt.Tooltip("year:Q", format="d"),
            alt.Tooltip("value:Q", format=".1f"),
        ],
    )
    texts = base.mark_text(dy=-14, fontSize=12).encode(text=alt.Text("value:Q", format=".1f"))
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 190, height=44 * len(order))
    return finish(
        chart,
        heading,
        values,
        {"power": "Partner", "power_iso3": "Code of the partner", "value": Unit("Percent of goods trade")},
        note=note,
    )


def pairs(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Committed beside owed, a row a country; `values` holds country, iso3, committed, owed, sources."""
    shown = records(values[["country", "iso3", "committed", "owed", "source", "source_2"]])
    names = {"committed": "committed", "owed": "owed by the state"}
    long = shown.melt(id_vars=["country"], value_vars=list(names), var_name="what", value_name="amount")
    long = long.assign(what=long["what"].map(names))
    colours = {"committed": theme.STEPS[2].light, "owed by the state": CHINA}
    y = grammar.bands("country", shown["country"].tolist(), offset=14)
    x = alt.X("amount:Q", title=None, axis=alt.Axis(format=",d", tickCount=4, grid=True))
    bridges = (
        alt.Chart(shown)
        .mark_rule(strokeWidth=3, color=theme.CONTEXT.light)
        .encode(y=y, x=alt.X("committed:Q", title=None), x2=alt.X2("owed:Q"))
    )
    points = (
        alt.Chart(long)
        .mark_point(size=140)
        .encode(
            x=x,
            y=y,
            color=grammar.colours(colours, "what", legend=True),
            shape=alt.Shape(
                "what:N", scale=alt.Scale(domain=list(colours), range=["circle", "diamond"]), legend=None
            ),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("what:N"),
                alt.Tooltip("amount:Q", title="USD million", format=",.0f"),
            ],
        )
    )
    texts = [
        alt.Chart(long[long["what"] == what])
        .mark_text(dy=shift, fontSize=12)
        .encode(x=x, y=y, text=alt.Text("amount:Q", format=",.0f"))
        for what, shift in (("committed", -14), ("owed by the state", 16))
    ]
    return finish(
        alt.layer(bridges, points, *texts).properties(width=theme.WIDTH - 170, height=46 * len(shown)),
        heading,
        values,
        {
            "what": "What",
            "committed": Unit("Committed, USD million of 2021"),
            "owed": Unit("Owed, USD million"),
            "amount": Unit("USD million"),
        },
        note=note,
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


def gas(
    shares: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """Published shares of Russian gas; `shares` holds indicator, date, value, source."""
    shares = shares.assign(base=shares["indicator"].map(GAS_BASES)).drop(columns="indicator")
    shown = records(shares)
    bases = [base for base in GAS_BASES.values() if base in set(shown["base"])]
    palette = dict(
        zip(GAS_BASES.values(), ("#8d959e", "#a8323f", "#c98a12", "#1f4f82", "#66853b"), strict=True)
    )
    x, y = grammar.days(), grammar.amount("value", domain=[0, 100])
    x.scale = alt.Scale(padding=10)
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=x,
            y=y,
            color=grammar.colours({base: palette[base] for base in bases}, "base", legend=True),
            shape=alt.Shape("base:N", scale=alt.Scale(domain=bases), legend=None),
            tooltip=[alt.Tooltip("base:N"), alt.Tooltip("date:T", format="%Y"), alt.Tooltip("value:Q")],
        )
    )
    values = grammar.values_at_points(shown, x, y, "date", "value", [0, 100], theme.HEIGHT - 60)
    chart = alt.layer(points, values).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    return finish(
        chart,
        heading,
        shares,
        {"date": "Date", "base": "Share", "value": Unit("Percent")},
        note="Imports, consumption, needs and contracts are different bases; no line joins them.",
    )


def claim_over_time(
    debt: pd.DataFrame,
    held: pd.DataFrame,
    thresholds: tuple[float, float],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """The two parts of a claim over time: debt to output, share of a creditor; each has one of the `thresholds`.

    `debt` holds date, value, source; `held` date, kind (a key of `KINDS`), value, source.
    """
    days = [frame["date"].min() for frame in (debt, held) if len(frame)]
    last = max(frame["date"].max() for frame in (debt, held) if len(frame))
    domain = [f"{min(days).year}-01-01", f"{last.year + 1}-01-01"]
    top = _panel_debt(records(debt[["date", "value", "source"]]), thresholds[0], domain)
    below = _panel_held(records(held[["date", "kind", "value", "source"]]), thresholds[1], domain)
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
