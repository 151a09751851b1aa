"""The six side by side: a heat map, and small multiples of one series."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, grids, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.polls import ANSWER_COLOURS
from wb6.figures.positions import BODIES, BODY_COLOURS
from wb6.measures import series

COLUMNS = 3
PANEL = {"width": 158, "height": 120}
TICKS = 3  # at most, as panels are narrow


def heat(cells: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """Values of several indicators, shaded from the lowest of the six to the highest.

    `cells` holds indicator, country, iso3, year, value, text, level (0 to 4), source; rows and
    columns keep the order of the frame.
    """
    shown = records(cells[["indicator", "country", "iso3", "year", "value", "text", "level", "source"]])
    x = grammar.heads("country", shown["country"].drop_duplicates())
    y = grammar.rows("indicator", shown["indicator"], labelLimit=215)
    base = Chart(shown.assign(strong=shown["level"] >= 3)).encode(x=x, y=y)
    boxes = grids.boxes(base).encode(
        color=grids.shades(),
        tooltip=grammar.tells(
            ("country:N", "Country"),
            ("indicator:N", "Indicator"),
            ("text:N", "Value"),
            ("year:Q", "Year", "d"),
        ),
    )
    values = base.mark_text(fontSize=12).encode(text=alt.Text("text:N"), color=grammar.ink_on_shades())
    chart = alt.layer(boxes, values).resolve_scale(color="independent")
    return finish(
        chart.properties(width=theme.WIDTH - 250, height=27 * shown["indicator"].nunique()),
        heading,
        cells,
        {"indicator": "Indicator", "value": "Value"},
        note=note,
    )


def trellis(
    values: pd.DataFrame, *, heading: Heading, value_heading: str, note: str = "", guideline: float = 0
) -> Figure:
    """A panel a country over the range of all; `values` holds iso3, country, year, value, source."""
    shown = records(values[["country", "iso3", "year", "value", "source"]])
    band = series.band(values)
    top = max(shown["value"].max(), band["high"].max() if len(band) else 0, guideline)
    x = grammar.years(shown, TICKS)
    y = grammar.amount("value", [0, grammar.upper(top) if top > 1 else 0.6]).axis(tickCount=4, format=",~f")
    layers = [grammar.band(records(band), x, y)] if len(band) else []
    if guideline:
        layers.append(grammar.guideline(guideline))
    colour = grammar.colours(grammar.country_colours(shown), "country")
    base = Chart().encode(x=x, y=y, color=colour)
    line = base.mark_line(strokeWidth=2.5).encode(tooltip=grammar.value_of_year(value_heading))
    last = base.transform_filter(_last_years(shown)).mark_text(align="left", dx=5, fontWeight="bold")
    layers += [line, last.encode(text=alt.Text("value:Q", format=".2f"))]
    panel = alt.layer(*layers, data=shown).properties(**PANEL)
    chart = grammar.facets(panel, "country", COLUMNS, shown["country"])
    chart.spacing = {"column": 44, "row": 16}
    return finish(chart, heading, values, {"value": Unit(value_heading)}, note=note)


def powers_trellis(values: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """A panel a country with a line a power; `values` holds country, power, power_iso3, year, value, source."""
    shown = records(values[["country", "iso3", "power", "power_iso3", "year", "value", "n_votes", "source"]])
    colour = grammar.colours(grammar.power_colours(shown), "power")
    base = Chart().encode(
        x=grammar.years(shown, TICKS),
        y=grammar.amount("value", [0, 100]),
        color=colour.legend(title=None, symbolType="stroke", symbolStrokeWidth=3),
    )
    tooltip = grammar.tells("country:N", "power:N", "year:Q", ("value:Q", "", ".1f"))
    line = base.mark_line(strokeWidth=2.25).encode(detail=alt.Detail("source:N"), tooltip=tooltip)
    panel = alt.layer(line, base.mark_point(size=18), data=shown).properties(**PANEL)
    columns = {"power": "Power", "value": Unit("Percent of roll calls"), "n_votes": Unit("Roll calls")}
    chart = grammar.facets(panel, "country", COLUMNS).resolve_axis(x="independent")
    return finish(chart, heading, values, columns, note=note)


def alignment(rates: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """A panel a country with points by counting body; `rates` holds country, iso3, year, body, value, source."""
    rates = rates.assign(body=rates["body"].map(BODIES))
    shown = records(rates[["country", "iso3", "year", "body", "value", "source"]])
    points = Chart().mark_point(size=70)
    placed = points.encode(
        x=grammar.years(shown, TICKS),
        y=grammar.amount("value", [0, 110]).axis(values=[0, 50, 100]),
        **grammar.marked("body", grammar.present(BODY_COLOURS, shown["body"])),
        tooltip=grammar.tells("country:N", "body:N", ("year:Q", "", "d"), "value:Q"),
    )
    panel = alt.layer(placed, data=shown).properties(**PANEL)
    chart = grammar.facets(panel, "country", COLUMNS).resolve_axis(x="independent")
    return finish(chart, heading, rates, {"body": "Counted by", "value": Unit("Percent")}, note=note)


def opinion(answers: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """The newest answers for and against, a row a country; `answers` holds country, group, percent, ..."""
    columns = ["country", "iso3", "group", "percent", "date", "when", "pollster", "sample_size", "source"]
    shown = records(answers[columns])
    groups = {group: ANSWER_COLOURS[group] for group in ("for", "against") if group in set(shown["group"])}
    favour = shown[shown["group"] == "for"].sort_values("percent", ascending=False)["country"]
    y = grammar.rows("country", [*favour, *shown["country"]], grid=True, offset=8)
    base = Chart(shown).encode(x=grammar.across("percent", [0, 100], tickCount=5), y=y)
    points = base.mark_point(size=130).encode(
        **grammar.marked("group", groups, ["circle", "square"]),
        tooltip=grammar.tells("country:N", "group:N", "percent:Q", "pollster:N", "when:N"),
    )
    values = [
        base.transform_filter(f"datum.group === '{group}'")
        .mark_text(dy=dy, fontSize=12)
        .encode(text=alt.Text("percent:Q", format=".0f"))
        for group, dy in (("for", -15), ("against", 16))
    ]
    headings = {
        "group": "Answer",
        "percent": Unit("Percent"),
        "when": "Fieldwork",
        "pollster": "Pollster",
        "sample_size": "Sample",
    }
    height = 46 * shown["country"].nunique()
    chart = alt.layer(points, *values).properties(width=theme.WIDTH - 190, height=height)
    return finish(chart, heading, answers, headings, note=note)


def _last_years(frame: pd.DataFrame) -> str:
    """An expression that holds for the last year of each country."""
    last = frame.groupby("iso3")["year"].max()
    return " || ".join(f"(datum.iso3 === '{iso3}' && datum.year === {year})" for iso3, year in last.items())
