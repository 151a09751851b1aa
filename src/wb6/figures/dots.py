"""Dots: two amounts a country, every year of a country, figures by date against a threshold."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
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
GAS_COLOURS = {
    "base not stated": theme.POWERS["OTHER"].light,
    "of imports": theme.POWERS["RUS"].light,
    "of consumption": theme.POWERS["CHN"].light,
    "of needs": theme.STEPS[4].light,
    "of needs, as contracted": theme.POWERS["TUR"].light,
}
PARTS = {"committed": (theme.STEPS[2].light, "circle"), "owed by the state": (CHINA, "diamond")}


def beside(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Two partners on one scale, a row a country; `values` holds country, iso3, power, power_iso3, year, value, source."""
    shown = records(values[["country", "iso3", "power", "power_iso3", "year", "value", "source"]])
    order = shown[shown["power_iso3"] == "RUS"].sort_values("value", ascending=False)["country"].tolist()
    base = Chart(shown).encode(
        x=grammar.across("value", [0, 100], tickCount=5, grid=True),
        y=alt.Y("country:N", sort=order, title=None, axis=alt.Axis(grid=False, ticks=False, labelLimit=180)),
    )
    lines = base.mark_line(color=theme.CONTEXT.light, strokeWidth=2).encode(detail=alt.Detail("country:N"))
    points = base.mark_point(size=130).encode(
        color=grammar.colours(grammar.power_colours(shown), "power", legend=True),
        tooltip=grammar.tells("country:N", "power:N", ("year:Q", "", "d"), ("value:Q", "", ".1f")),
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
    y = grammar.rows("country", shown["country"], labelLimit=180, offset=14)
    bridges = Chart(shown).mark_rule(strokeWidth=3, color=theme.CONTEXT.light)
    base = Chart(long).encode(x=grammar.across("amount", format=",d", tickCount=4, grid=True), y=y)
    points = base.mark_point(size=140).encode(
        **grammar.looks("what", PARTS, long["what"]),
        tooltip=grammar.tells("country:N", "what:N", ("amount:Q", "USD million", ",.0f")),
    )
    texts = [
        Chart(long[long["what"] == what])
        .mark_text(dy=shift, fontSize=12)
        .encode(x=base.encoding.x, y=y, text=alt.Text("amount:Q", format=",.0f"))
        for what, shift in zip(PARTS, (-14, 16), strict=True)
    ]
    columns = {
        "what": "What",
        "committed": Unit("Committed, USD million of 2021"),
        "owed": Unit("Owed, USD million"),
        "amount": Unit("USD million"),
    }
    chart = alt.layer(
        bridges.encode(y=y, x=alt.X("committed:Q", title=None), x2=alt.X2("owed:Q")), points, *texts
    )
    chart = chart.properties(width=theme.WIDTH - 170, height=46 * len(shown))
    return finish(chart, heading, values, columns, note=note)


def strip(values: pd.DataFrame, more_than: float, *, heading: Heading, note: str) -> Figure:
    """Every year of every country as a tick, with a threshold; `values` holds country, iso3, year, value."""
    shown = records(values[["country", "iso3", "year", "value", "source"]])
    order = shown.groupby("country")["value"].max().sort_values(ascending=False, kind="stable").index.tolist()
    y = grammar.rows("country", order, grid=True, offset=10)
    x = grammar.across("value", [0, 60], tickCount=6)
    points = Chart(shown).mark_point(size=70, opacity=0.55)
    placed = points.encode(
        x=x,
        y=y,
        color=grammar.colours(grammar.country_colours(shown), "country"),
        tooltip=grammar.tells("country:N", ("year:Q", "", "d"), ("value:Q", "", ".1f")),
    )
    peak = shown.loc[shown.groupby("country")["value"].idxmax()]
    peak = peak.assign(said=[f"{row.value:.1f} ({int(row.year)})" for row in peak.itertuples()])
    texts = Chart(peak).mark_text(align="left", dx=9, fontSize=12).encode(x=x, y=y, text=alt.Text("said:N"))
    chart = alt.layer(grammar.upright(more_than), placed, texts)
    return finish(
        chart.properties(width=theme.WIDTH - 170, height=40 * len(order)),
        heading,
        values,
        {"value": Unit("Percent of external public debt")},
        note=note,
    )


def gas(shares: pd.DataFrame, *, heading: Heading) -> Figure:
    """Published shares of Russian gas; `shares` holds indicator, date, value, source."""
    shares = shares.assign(base=shares["indicator"].map(GAS_BASES)).drop(columns="indicator")
    shown = records(shares)
    x, y = grammar.days().scale(padding=10), grammar.amount("value", [0, 100])
    points = Chart(shown).mark_point(size=110)
    placed = points.encode(
        x=x,
        y=y,
        **grammar.marked("base", grammar.present(GAS_COLOURS, shown["base"])),
        tooltip=grammar.tells("base:N", ("date:T", "", "%Y"), "value:Q"),
    )
    values = grammar.values_at_points(shown, x, y, theme.HEIGHT - 60)
    return finish(
        alt.layer(placed, values).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60),
        heading,
        shares,
        {"date": "Date", "base": "Share", "value": Unit("Percent")},
        note="Imports, consumption, needs and contracts are different bases; no line joins them.",
    )


def claim_over_time(
    debt: pd.DataFrame, held: pd.DataFrame, thresholds: tuple[float, float], *, heading: Heading, note: str
) -> Figure:
    """The two parts of a claim over time: debt to output, share of a creditor; each has one of the `thresholds`.

    `debt` holds date, value, source; `held` date, kind (a key of `KINDS`), value, source.
    """
    x = grammar.whole_years(debt["date"], held["date"])
    owed, lent = (
        records(debt[["date", "value", "source"]]),
        records(held[["date", "kind", "value", "source"]]),
    )
    tooltip = grammar.tells(("date:T", "", "%B %Y"), "value:Q")
    y = grammar.amount("value", [0, 120])
    dots = Chart(owed).mark_point(size=55, color=theme.INK.light).encode(x=x, y=y, tooltip=tooltip)
    top = alt.layer(grammar.guideline(thresholds[0]), dots).properties(
        width=theme.WIDTH - 30, height=150, title=grammar.panel_title("Public debt, percent of GDP")
    )
    look = grammar.looks("kind", KINDS, lent["kind"])
    look["color"] = look["color"].legend(title=None, columns=1, symbolType="circle")
    points = Chart(lent).mark_point(size=60)
    marks = points.encode(
        x=x, y=grammar.amount("value", [0, 60]), **look, tooltip=[alt.Tooltip("kind:N"), *tooltip]
    )
    below = alt.layer(grammar.guideline(thresholds[1]), marks).properties(
        width=theme.WIDTH - 30, height=180, title=grammar.panel_title("Held by China, percent of debt")
    )
    return finish(
        alt.vconcat(top, below, spacing=18).resolve_scale(color="independent", shape="independent"),
        heading,
        pd.concat([debt.assign(kind="public debt, percent of GDP"), held]),
        {"date": "Date", "kind": "Figure", "value": Unit("Percent")},
        note=note,
    )
