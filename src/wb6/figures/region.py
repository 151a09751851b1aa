"""The six side by side: a heat map, and small multiples of one series."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.polls import ANSWER_COLOURS
from wb6.figures.positions import BODIES, BODY_COLOURS

COLUMNS = 3
PANEL = 158


def heat(cells: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """Values of several indicators, shaded from the lowest of the six to the highest.

    `cells` holds indicator, country, iso3, year, value, text, level (0 to 4), source; rows and
    columns keep the order of the frame.
    """
    columns = ["indicator", "country", "iso3", "year", "value", "text", "level", "source"]
    shown = records(cells[columns])
    shown = shown.assign(strong=shown["level"] >= 3)
    x = grammar.heads("country", shown["country"].drop_duplicates())
    y = grammar.rows("indicator", shown, 150)
    steps = [step.light for step in theme.STEPS]
    base = alt.Chart(shown).encode(x=x, y=y)
    rects = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(
        color=alt.Color("level:O", scale=alt.Scale(domain=list(range(len(steps))), range=steps), legend=None),
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("indicator:N", title="Indicator"),
            alt.Tooltip("text:N", title="Value"),
            alt.Tooltip("year:Q", title="Year", format="d"),
        ],
    )
    values = base.mark_text(fontSize=12).encode(
        text=alt.Text("text:N"),
        color=grammar.ink_on_shades(),
    )
    chart = (
        alt.layer(rects, values)
        .properties(width=theme.WIDTH - 190, height=27 * shown["indicator"].nunique())
        .resolve_scale(color="independent")
    )
    return finish(chart, heading, cells, {"indicator": "Indicator", "value": "Value"}, note=note)


def trellis(
    values: pd.DataFrame,
    band: pd.DataFrame,
    *,
    heading: Heading,
    value_heading: str,
    note: str = "",
    guideline: float | None = None,
    label_format: str = ".1f",
) -> Figure:
    """A panel a country over the range of all; `values` holds iso3, country, year, value, source."""
    shown = records(values[["country", "iso3", "year", "value", "source"]])
    top = max(shown["value"].max(), band["high"].max() if len(band) else 0, guideline or 0)
    x = grammar.years(shown)
    x.axis = alt.Axis(format="d", values=_ticks(shown))
    y = grammar.amount("value", domain=[0, grammar.upper(top) if top > 1 else 0.6])
    y.axis = alt.Axis(tickCount=4, format=",~f")
    layers = []
    if len(band):
        layers.append(
            alt.Chart(records(band))
            .mark_area(color=theme.BAND.light)
            .encode(x=x, y=grammar.onto(y, "low"), y2=alt.Y2("high:Q"))
        )
    if guideline:
        layers.append(grammar.guideline(guideline))
    colour = grammar.colours(grammar.country_colours(shown), "country")
    tooltip = grammar.value_of_year(value_heading)
    line = alt.Chart().mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, tooltip=tooltip)
    last = (
        alt.Chart()
        .transform_filter(_last_years(shown))
        .mark_text(align="left", dx=5, fontWeight="bold")
        .encode(x=x, y=y, color=colour, text=alt.Text("value:Q", format=label_format))
    )
    chart = (
        alt.layer(*layers, line, last)
        .properties(width=PANEL, height=120)
        .facet(
            facet=alt.Facet("country:N", title=None, sort=shown["country"].drop_duplicates().tolist()),
            spacing={"column": 44, "row": 16},
            columns=COLUMNS,
            data=shown,
        )
    )
    return finish(chart, heading, values, {"value": Unit(value_heading)}, note=note)


def powers_trellis(values: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """A panel a country with a line a power; `values` holds country, power, power_iso3, year, value, source."""
    shown = records(values[["country", "iso3", "power", "power_iso3", "year", "value", "n_votes", "source"]])
    pairs = shown[["power", "power_iso3"]].drop_duplicates().itertuples(index=False)
    colour = grammar.colours({pair.power: theme.power_colour(pair.power_iso3) for pair in pairs}, "power")
    colour.legend = alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=3)
    x = grammar.years(shown)
    x.axis = alt.Axis(format="d", values=_ticks(shown))
    y = grammar.amount("value", domain=[0, 100])
    line = (
        alt.Chart()
        .mark_line(strokeWidth=2.25)
        .encode(
            x=x,
            y=y,
            color=colour,
            detail=alt.Detail("source:N"),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("power:N"),
                alt.Tooltip("year:Q"),
                alt.Tooltip("value:Q", format=".1f"),
            ],
        )
    )
    dot = alt.Chart().mark_point(size=18).encode(x=x, y=y, color=colour)
    chart = (
        alt.layer(line, dot)
        .properties(width=PANEL, height=120)
        .facet(facet=alt.Facet("country:N", title=None), columns=COLUMNS, data=shown)
        .resolve_axis(x="independent")
    )
    return finish(
        chart,
        heading,
        values,
        {"power": "Power", "value": Unit("Percent of roll calls"), "n_votes": Unit("Roll calls")},
        note=note,
    )


def alignment(rates: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """A panel a country with points by counting body; `rates` holds country, iso3, year, body, value, source."""
    rates = rates.assign(body=rates["body"].map(BODIES))
    shown = records(rates[["country", "iso3", "year", "body", "value", "source"]])
    present = grammar.present(BODY_COLOURS, shown["body"])
    x = grammar.years(shown)
    x.axis = alt.Axis(format="d", values=_ticks(shown))
    y = grammar.amount("value", domain=[0, 110])
    y.axis = alt.Axis(values=[0, 50, 100])
    points = (
        alt.Chart()
        .mark_point(size=70)
        .encode(
            x=x,
            y=y,
            color=grammar.colours(present, "body", legend=True),
            shape=alt.Shape("body:N", scale=alt.Scale(domain=list(present)), legend=None),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("body:N"),
                alt.Tooltip("year:Q", format="d"),
                alt.Tooltip("value:Q"),
            ],
        )
    )
    chart = (
        alt.layer(points)
        .properties(width=PANEL, height=120)
        .facet(facet=alt.Facet("country:N", title=None), columns=COLUMNS, data=shown)
        .resolve_axis(x="independent")
    )
    return finish(chart, heading, rates, {"body": "Counted by", "value": Unit("Percent")}, note=note)


def opinion(answers: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """The newest answers for and against, a row a country; `answers` holds country, group, percent, ..."""
    columns = ["country", "iso3", "group", "percent", "date", "when", "pollster", "sample_size", "source"]
    shown = records(answers[columns])
    groups = {group: ANSWER_COLOURS[group] for group in ("for", "against") if group in set(shown["group"])}
    favour = shown[shown["group"] == "for"].sort_values("percent", ascending=False)["country"].tolist()
    order = [*favour, *(country for country in shown["country"].unique() if country not in favour)]
    y = alt.Y(
        "country:N", sort=order, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False, offset=8)
    )
    x = alt.X("percent:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    points = (
        alt.Chart(shown)
        .mark_point(size=130)
        .encode(
            x=x,
            y=y,
            color=grammar.colours(groups, "group", legend=True),
            shape=grammar.shapes("group", groups, ["circle", "square"]),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("group:N"),
                alt.Tooltip("percent:Q"),
                alt.Tooltip("pollster:N"),
                alt.Tooltip("when:N"),
            ],
        )
    )
    values = [
        alt.Chart(shown)
        .transform_filter(f"datum.group === '{group}'")
        .mark_text(dy=dy, fontSize=12)
        .encode(x=x, y=y, text=alt.Text("percent:Q", format=".0f"))
        for group, dy in (("for", -15), ("against", 16))
    ]
    chart = alt.layer(points, *values).properties(width=theme.WIDTH - 190, height=46 * len(order))
    return finish(
        chart,
        heading,
        answers,
        {
            "group": "Answer",
            "percent": Unit("Percent"),
            "when": "Fieldwork",
            "pollster": "Pollster",
            "sample_size": "Sample",
        },
        note=note,
    )


def _ticks(frame: pd.DataFrame) -> Sequence[int]:
    """At most three round years, as panels are narrow."""
    first, last = int(frame["year"].min()), int(frame["year"].max())
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 3)
    return list(range(-(-first // step) * step, last + 1, step))


def _last_years(frame: pd.DataFrame) -> str:
    """An expression that holds for the last year of each country."""
    last = frame.groupby("iso3")["year"].max()
    return " || ".join(f"(datum.iso3 === '{iso3}' && datum.year === {year})" for iso3, year in last.items())
