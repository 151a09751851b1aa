"""Bars of amounts and shares: by year, by country, by creditor, by lender."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.measures.projects import AGREED, DONE, NOT_BEGUN, TERMINATED, UNDER_WAY

CHINA = theme.POWERS["CHN"].light
STATE_COLOURS = {
    DONE: theme.STEPS[4].light,
    UNDER_WAY: theme.STEPS[2].light,
    AGREED: theme.NEUTRAL.light,
    NOT_BEGUN: theme.MUTED.light,
    TERMINATED: theme.POWERS["OTHER"].light,
}
PART = ", part of the year"
DEAL_COLOURS = {
    "construction": theme.STEPS[3].light,
    f"construction{PART}": theme.STEPS[1].light,
    "investment": CHINA,
    f"investment{PART}": theme.NEUTRAL.light,
}
ARMS_COLOURS = {
    "air defence": theme.STEPS[4].light,
    "armed drones": CHINA,
    "missiles for drones": theme.POWERS["USA"].light,
    "coastal defence": theme.MUTED.light,
    "other": theme.CONTEXT.light,
}
GROUP_COLOURS = {
    "China": CHINA,
    "other states": theme.POWERS["OTHER"].light,
    "multilateral lenders": theme.STEPS[4].light,
    "bondholders": theme.POWERS["BONDHOLDERS"].light,
    "banks and others": theme.STEPS[1].light,
}
OF_CREDITORS = {"group": "Creditors", "value": Unit("USD million"), "share": Unit("Percent")}


@dataclass(frozen=True)
class Stack:
    """What bars are stacked by: a field and its heading, the colour of each value in order.

    `unit` is that of the bars, `digits` the format of their values in tooltips.
    """

    field: str
    heading: str
    colours: Mapping[str, str]
    unit: str
    digits: str = ",.0f"


def stacked_years(
    values: pd.DataFrame, stack: Stack, years: tuple[int, int], *, heading: Heading, note: str = ""
) -> Figure:
    """Bars by year from the first to the last of `years`; `values` holds year, the field of the stack, value, source."""
    field = stack.field
    shown = grammar.ranked(records(values), field, stack.colours).sort_values(
        ["year", "rank"], ignore_index=True
    )
    every = list(range(years[0], years[1] + 1))
    bars = Chart(shown).mark_bar()
    chart = bars.encode(
        x=_years(every, drawn=every, paddingInner=0.2),
        y=_total(shown),
        color=grammar.squares(grammar.present(stack.colours, shown[field]), field),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells(
            (f"{field}:N", stack.heading), ("year:O", "Year"), ("value:Q", stack.unit, stack.digits)
        ),
    )
    return finish(
        chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40),
        heading,
        values,
        {"iso3": None, field: stack.heading, "value": Unit(stack.unit)},
        note=note,
    )


def creditors_over_time(parts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Debt by group of creditors and year in USD million, stacked; `parts` holds year, group, value, share."""
    shown = _creditors(parts)
    x = _years(sorted(int(year) for year in shown["year"].unique()), paddingInner=0.2)
    bars = Chart(shown).mark_bar().encode(x=x, y=_total(shown), **_by_creditor("year:O"))
    chart = bars.properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(chart, heading, parts, OF_CREDITORS, note=note)


def creditors(parts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Debt by group of creditors in percent, a bar a country; `parts` holds country, iso3, group, share, value."""
    shown = _creditors(parts)
    order = shown[shown["group"] == "China"].sort_values(["share", "country"], ascending=[False, True])
    y = grammar.rows("country", order["country"], labelLimit=180)
    x = grammar.across("share", [0, 100], tickCount=5).stack("zero")
    bars = Chart(shown).mark_bar(height=24).encode(x=x, y=y, **_by_creditor("country:N"))
    chart = bars.properties(width=theme.WIDTH - 170, height=42 * shown["country"].nunique())
    return finish(chart, heading, parts, OF_CREDITORS, note=note)


def _creditors(parts: pd.DataFrame) -> pd.DataFrame:
    columns = ["country", "iso3", "year", "group", "value", "share", "source"]
    return grammar.ranked(records(parts[columns]), "group", GROUP_COLOURS)


def _by_creditor(first: str) -> dict[str, Any]:
    """Colour, order and tooltip of bars that are stacked by group of creditors."""
    return {
        "color": grammar.squares(GROUP_COLOURS, "group", columns=3),
        "order": alt.Order("rank:Q"),
        "tooltip": grammar.tells(
            first, ("group:N", "Creditors"), ("value:Q", "USD million", ",.0f"), ("share:Q", "Percent", ".1f")
        ),
    }


def by_state(sums: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Amounts lent by country and state; `sums` holds country, iso3, state, amount, projects, source."""
    shown = records(sums[["country", "iso3", "state", "amount", "projects", "source"]])
    shown = grammar.ranked(shown, "state", STATE_COLOURS)
    y = grammar.rows("country", shown["country"], labelLimit=180, offset=0)
    x = grammar.across("amount", format=",d", tickCount=5, grid=True)
    bars = Chart(shown).mark_bar(height=24)
    stacked = bars.encode(
        x=x,
        y=y,
        color=grammar.squares(grammar.present(STATE_COLOURS, shown["state"]), "state"),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells(
            ("country:N", "Country"),
            ("state:N", "State"),
            ("projects:Q", "Loans"),
            ("amount:Q", "USD million", ",.0f"),
        ),
    )
    total = shown.groupby("country", as_index=False).agg(amount=("amount", "sum"))
    totals = _written(total, x, y, align="left", dx=6)
    return finish(
        alt.layer(stacked, totals).properties(width=theme.WIDTH - 200, height=42 * len(total)),
        heading,
        sums,
        {"state": "State", "amount": Unit("USD million"), "projects": Unit("Loans")},
        note=note,
    )


def lenders(sums: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Amounts by lender; `sums` holds lender, amount, projects, share, source."""
    shown = records(sums)
    shown = shown.assign(said=[f"{row.amount:,.0f} ({row.projects})" for row in shown.itertuples()])
    x = grammar.across("amount", format=",d", tickCount=4, grid=True)
    y = grammar.rows("lender", shown["lender"], labelLimit=200, offset=0)
    base = Chart(shown).encode(x=x, y=y)
    bars = base.mark_bar(height=18, color=CHINA).encode(tooltip=grammar.tells("lender:N", "said:N"))
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("said:N"))
    columns = {
        "lender": "Lender",
        "amount": Unit("USD million of 2021"),
        "projects": Unit("Loans"),
        "share": Unit("Percent"),
    }
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 280, height=32 * len(shown))
    return finish(chart, heading, sums, columns, note=note)


def loans(by_year: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Loans by year of commitment; `by_year` holds year, loans, amount, source."""
    shown = records(by_year)
    x, y = _years(shown["year"], step=5), grammar.up_to("amount", shown["amount"].max() * 1.1)
    bars = Chart(shown).mark_bar(width={"band": 0.7}, color=CHINA)
    tooltip = grammar.tells(("year:O", "Year"), ("loans:Q", "Loans"), ("amount:Q", "USD million", ",.0f"))
    values = _written(shown[shown["amount"] > 0], x, y, dy=-8)
    chart = alt.layer(bars.encode(x=x, y=y, tooltip=tooltip), values)
    return finish(
        chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80),
        heading,
        by_year,
        {"loans": Unit("Loans"), "amount": Unit("USD million")},
        note=note,
    )


def balance(values: pd.DataFrame, steps: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """What is owed by year-end with the steps of the loan above; `values` holds year, value, `steps` year, text."""
    shown = records(values[["year", "value", "source"]])
    top = grammar.upper(shown["value"].max() * 1.25)
    x, y = _years(shown["year"], step=2, paddingInner=0.25), grammar.amount("value", [0, top])
    tooltip = grammar.tells("year:O", ("value:Q", "USD million", ",.0f"))
    bars = Chart(shown).mark_bar(color=CHINA).encode(x=x, y=y, tooltip=tooltip)
    layers = [bars, _written(shown, x, y, dy=-8, fontSize=11)]
    if len(steps):
        marked = records(steps[["year", "text", "source"]])
        marked = marked.assign(at=[top * (0.97 - 0.07 * (place % 2)) for place in range(len(marked))])
        marks = Chart(marked).mark_text(fontSize=12, fontWeight="bold", color=theme.MUTED.light)
        layers.append(marks.encode(x=x, y=grammar.onto(y, "at"), text=alt.Text("text:N")))
    return finish(
        alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20),
        heading,
        pd.concat([values, steps]),
        {"value": Unit("USD million"), "text": "Step"},
        note=note,
    )


def by_partner(shares: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """A bar a partner; `shares` holds power, power_iso3, year, value (percent), source, in the order of the bars."""
    shown = records(shares[["power", "power_iso3", "year", "value", "source"]])
    palette = {row.power: theme.partner_colour(row.power_iso3) for row in shown.itertuples()}
    base = Chart(shown).encode(
        x=grammar.across("value", [0, 100], tickCount=5, grid=True),
        y=grammar.rows("power", shown["power"], labelLimit=180),
    )
    bars = base.mark_bar(height={"band": 0.6}).encode(
        color=grammar.colours(palette, "power"),
        tooltip=grammar.tells(("power:N", "Partner"), ("value:Q", "Percent", ".1f")),
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("value:Q", format=".1f"))
    return finish(
        alt.layer(bars, texts).properties(width=theme.WIDTH - 240, height=32 * len(shown)),
        heading,
        shares,
        {"power": "Partner", "power_iso3": "Code of the partner", "value": Unit("Percent of exports")},
        note=note,
    )


def gas_compared(newest: pd.DataFrame, focus: str, *, heading: Heading) -> Figure:
    """Newest share of Russian gas, a bar a country; `newest` holds iso3, country, value, said, base."""
    shown = records(newest[["country", "iso3", "value", "said", "base", "source"]])
    y = alt.Y("country:N", sort=shown["country"].tolist(), title=None, axis=alt.Axis(labelLimit=180))
    base = Chart(shown).encode(x=grammar.across("value", [0, 100], tickCount=5, grid=True), y=y)
    bars = base.mark_bar(height={"band": 0.6}).encode(
        color=grammar.colours(grammar.country_colours(shown, focus), "country"),
        tooltip=grammar.tells("country:N", ("value:Q", "Percent"), ("base:N", "Base")),
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("said:N"))
    return finish(
        alt.layer(bars, texts).properties(width=theme.WIDTH - 240, height=32 * len(shown)),
        heading,
        newest,
        {"value": Unit("Percent"), "base": "Base"},
        note="Countries without a published share are left out. Imports, consumption and needs are different bases.",
    )


def _years(years: Sequence[int], step: int = 0, drawn: Sequence[int] | None = None, **scale: float) -> alt.X:
    """An axis with a band a year, of which every `step`th is written, fewer of many years if no step is given."""
    step = step or (5 if len(years) > 12 else 2 if len(years) > 7 else 1)
    return grammar.years_of_bars([int(year) for year in years if year % step == 0], drawn, **scale)


def _total(shown: pd.DataFrame) -> alt.Y:
    """The axis of bars whose parts add up by year."""
    return grammar.up_to("value", shown.groupby("year")["value"].sum().max())


def _written(shown: pd.DataFrame, x: alt.X, y: alt.Y, **mark: Any) -> alt.Chart:
    """Amounts at the end of their bars."""
    field = (y if y.shorthand.endswith(":Q") else x).shorthand
    texts: alt.Chart = Chart(shown).mark_text(**{"fontSize": 12, **mark})
    return texts.encode(x=x, y=y, text=alt.Text(field, format=",.0f"))
