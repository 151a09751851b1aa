"""Charts of where states stand: positions by votes between the powers, rates of alignment by body."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

BODIES = {
    "isac": "ISAC Fund",
    "european_commission": "European Commission",
    "high_representative": "High Representative",
    "government": "Government",
    "not named": "Not named in the source",
}
BODY_COLOURS = dict(
    zip(BODIES.values(), ("#1f4f82", "#c98a12", "#2f8f9d", "#a8323f", "#8d959e"), strict=True)
)


def rates_by_body(rates: pd.DataFrame, band: pd.DataFrame, *, heading: Heading) -> Figure:
    """Alignment rates by counting body over the range of the six.

    `rates` holds year, body, value, source; `band` year, low, high.
    """
    rates = rates.assign(body=rates["body"].map(BODIES))
    shown = records(rates)
    within = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
    x = grammar.years(pd.concat([shown[["year"]], within[["year"]]]))
    y = grammar.amount("value", [0, 100])
    ranges = Chart(within).mark_rule(strokeWidth=12, color=theme.BAND.light)
    points = Chart(shown).mark_point(size=110)
    placed = points.encode(
        x=x,
        y=y,
        **grammar.marked("body", grammar.present(BODY_COLOURS, shown["body"])),
        tooltip=grammar.tells("body:N", ("year:Q", "", "d"), "value:Q"),
    )
    layers = [ranges.encode(**grammar.between(x, y))] if len(within) else []
    chart = alt.layer(*layers, placed, grammar.values_at_points(shown, x, y, theme.HEIGHT - 40))
    return finish(
        chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40),
        heading,
        rates,
        {"iso3": None, "body": "Counted by", "value": Unit("Percent")},
        note="Bodies count differently, so no line joins them.",
    )


def between_powers(
    values: pd.DataFrame, band: pd.DataFrame, focus: str, *, heading: Heading, note: str
) -> Figure:
    """Positions on one scale with the range of the estimate for `focus`; lines break where years are missing.

    `values` holds iso3, state, year, value, low, high, source; `band` the range of the six.
    """
    ordered = values.sort_values(["iso3", "year"])
    shown = records(ordered.assign(stretch=ordered.groupby("iso3")["year"].diff().fillna(1).gt(1).cumsum()))
    names = shown[["state", "iso3"]].drop_duplicates().sort_values("state").itertuples(index=False)
    tones = {
        state: theme.country_colour(iso3) if iso3 == focus else theme.power_colour(iso3)
        for state, iso3 in names
    }
    colour = grammar.colours(tones, "state")
    x = grammar.years(shown)
    y = grammar.amount("value", [float(shown["low"].min() // 1), float(-(-shown["high"].max() // 1))])
    clipped = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
    estimates = shown[shown["iso3"] == focus]
    spread = grammar.interval(estimates, x, y, theme.country_colour(focus)).encode(
        detail=alt.Detail("stretch:N")
    )
    lines = Chart(shown).mark_line()
    courses = lines.encode(
        x=x,
        y=y,
        color=colour,
        detail=alt.Detail("stretch:N"),
        strokeWidth=grammar.wider(focus),
        tooltip=grammar.tells(
            ("state:N", "State"), ("year:Q", "Year", "d"), ("value:Q", "Ideal point", ".2f")
        ),
    )
    labels = grammar.end_labels(grammar.newest(shown), x, y, colour)
    behind = [grammar.band(clipped, x, y)] if len(clipped) else []
    chart = alt.layer(*behind, spread, courses, labels)
    columns = {
        "state": "State",
        "value": "Ideal point",
        "low": "5th percentile",
        "high": "95th percentile",
    }
    chart = chart.properties(width=theme.WIDTH - 110, height=theme.HEIGHT)
    return finish(chart, heading, values, columns, note=note)
