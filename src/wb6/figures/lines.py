"""Lines over the years, each named at its end: of powers, of countries, of flows of trade."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

FLOWS = {
    "export": ("Exports to Russia", theme.POWERS["EUU"].light),
    "import": ("Imports from Russia", theme.POWERS["RUS"].light),
}


@dataclass(frozen=True)
class Style:
    """How lines of countries are drawn.

    With `breaks`, rows of another source are not joined to the line, and each value has a dot. The axis begins at
    `floor` where no value lies below zero, and ends at `top`, a round number if none is given. `room` is what names
    take at the right, in px; `digits` is the format of values in tooltips.
    """

    breaks: bool = False
    floor: float = 0
    top: float | None = None
    stroke: float = 2.25
    room: int = 170
    digits: str = ",.2f"


@dataclass(frozen=True)
class Powers:
    """What lines of powers show: the column of the powers' codes, the unit of the values.

    With `breaks`, rows of another source are drawn as points and not joined to the line.
    """

    code: str
    unit: str
    breaks: bool = False


BROKEN = Style(breaks=True, stroke=2.5, room=160, digits=".1f")


def by_country(
    values: pd.DataFrame, *, heading: Heading, value_heading: str, note: str = "", style: Style | None = None
) -> Figure:
    """A line a country in its colour; `values` holds country, iso3, year, value (which may lie below zero), source."""
    style = style or Style()
    shown = records(values[["country", "iso3", "year", "value", "source"]])
    low, high = shown["value"].min(), shown["value"].max()
    bottom = -grammar.upper(-low) if low < 0 else style.floor
    domain = [bottom, style.top or (grammar.upper(high) if high > -0.05 * bottom else 0)]
    x, y = grammar.years(shown), grammar.amount("value", domain, zero=style.floor == 0)
    colour = grammar.colours(grammar.country_colours(shown), "country")
    tooltip = grammar.value_of_year(value_heading, style.digits)
    base = Chart(shown).encode(x=x, y=y, color=colour, tooltip=tooltip)
    last = grammar.newest(shown).assign(year=shown["year"].max())
    lines = _joined(base, style.stroke, 26 if style.breaks else 0)
    chart = alt.layer(*lines, grammar.end_labels(last, x, y, colour))
    chart = chart.properties(width=theme.WIDTH - style.room, height=theme.HEIGHT)
    return finish(chart, heading, values, {"value": Unit(value_heading)}, note=note)


def by_power(values: pd.DataFrame, powers: Powers, *, heading: Heading, note: str = "") -> Figure:
    """One line a power; `values` holds power, its code, year, value, source."""
    shown = records(values)
    colour = grammar.colours(grammar.power_colours(shown.sort_values("power"), powers.code), "power")
    top = shown["value"].max()
    x, y = grammar.years(shown), grammar.amount("value", [0, 100 if top > 60 else grammar.upper(top)])
    tooltip = grammar.tells("power:N", ("year:Q", "", "d"), ("value:Q", "", ".1f"))
    base = Chart(shown).encode(x=x, y=y, color=colour, tooltip=tooltip)
    names = grammar.end_labels(grammar.newest(shown, by="power"), x, y, colour)
    columns = {
        "iso3": None,
        "power": "Power",
        powers.code: "Code",
        "value": Unit(powers.unit),
        "n_votes": Unit("Roll calls"),
    }
    chart = alt.layer(*_joined(base, 2.5, 30 if powers.breaks else 0), names)
    chart = chart.properties(width=theme.WIDTH - 110, height=theme.HEIGHT)
    return finish(chart, heading, values, columns, note=note)


def _joined(base: alt.Chart, stroke: float, dots: int) -> list[alt.Chart]:
    """The lines of a chart; with `dots` of a size, values of different sources are not joined."""
    lines = base.mark_line(strokeWidth=stroke)
    return [lines.encode(detail=alt.Detail("source:N")), base.mark_point(size=dots)] if dots else [lines]


def flows(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Exports and imports in one currency: a line a flow, and points of another basis.

    `values` holds flow (export, import), basis, joined (whether on the line), year, value, source.
    """
    shown = records(values[["flow", "basis", "joined", "year", "value", "source"]])
    named = shown.assign(flow=shown["flow"].map({flow: label for flow, (label, _) in FLOWS.items()}))
    encode = {
        "x": grammar.years(shown),
        "y": grammar.up_to("value", shown["value"].max()),
        "color": grammar.colours(dict(FLOWS.values()), "flow", symbolType="circle"),
        "tooltip": grammar.tells("flow:N", "basis:N", ("year:Q", "", "d"), ("value:Q", "", ",.0f")),
    }
    lines = Chart(named[named["joined"]]).mark_line(strokeWidth=2.5).encode(**encode)
    points = Chart(named[~named["joined"]]).mark_point(size=90, shape="diamond").encode(**encode)
    texts = points.mark_text(dy=-13, fontSize=12).encode(
        text=alt.Text("value:Q", format=",.0f"), color=alt.ColorValue(theme.INK.light)
    )
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    columns = {"flow": "Flow", "basis": "Basis", "value": Unit("USD million")}
    return finish(chart, heading, values, columns, note=note)
