"""Charts of where states stand: positions by votes between the powers, rates of alignment by body."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
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


def rates_by_body(
    rates: pd.DataFrame,
    band: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """Alignment rates by counting body over the range of the six.

    `rates` holds year, body, value, source; `band` year, low, high.
    """
    rates = rates.assign(body=rates["body"].map(BODIES))
    shown = records(rates)
    present = [body for body in BODY_COLOURS if body in set(shown["body"])]
    within = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
    x, y = (
        grammar.years(pd.concat([shown[["year"]], within[["year"]]])),
        grammar.amount("value", domain=[0, 100]),
    )
    ranges = (
        alt.Chart(within)
        .mark_rule(strokeWidth=12, color=theme.BAND.light)
        .encode(x=x, y=grammar.onto(y, "low"), y2=alt.Y2("high:Q"))
    )
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=x,
            y=y,
            color=grammar.colours({body: BODY_COLOURS[body] for body in present}, "body", legend=True),
            shape=grammar.shapes("body", present),
            tooltip=[alt.Tooltip("body:N"), alt.Tooltip("year:Q", format="d"), alt.Tooltip("value:Q")],
        )
    )
    values = grammar.values_at_points(shown, x, y, "year", "value", [0, 100], theme.HEIGHT - 40)
    layers = [ranges, points, values] if len(within) else [points, values]
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40)
    return finish(
        chart,
        heading,
        rates,
        {"iso3": None, "body": "Counted by", "value": Unit("Percent")},
        note="Bodies count differently, so no line joins them.",
    )


def between_powers(
    values: pd.DataFrame,
    band: pd.DataFrame,
    focus: str,
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Positions on one scale with the range of the estimate for `focus`; lines break where years are missing.

    `values` holds iso3, state, year, value, low, high, source; `band` the range of the six.
    """
    ordered = values.sort_values(["iso3", "year"])
    shown = records(ordered.assign(stretch=ordered.groupby("iso3")["year"].diff().fillna(1).gt(1).cumsum()))
    names = shown[["state", "iso3"]].drop_duplicates().sort_values("state").itertuples(index=False)
    colour = grammar.colours(
        {
            pair.state: theme.country_colour(pair.iso3)
            if pair.iso3 == focus
            else theme.power_colour(pair.iso3)
            for pair in names
        },
        "state",
    )
    domain = [float(shown["low"].min() // 1), float(-(-shown["high"].max() // 1))]
    x, y = grammar.years(shown), grammar.amount("value", domain=domain)
    clipped = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
    area = (
        alt.Chart(clipped)
        .mark_area(color=theme.BAND.light)
        .encode(x=x, y=grammar.onto(y, "low"), y2=alt.Y2("high:Q"))
    )
    own = shown[shown["iso3"] == focus]
    spread = grammar.interval(own, x, y, theme.country_colour(focus)).encode(detail=alt.Detail("stretch:N"))
    lines = (
        alt.Chart(shown)
        .mark_line()
        .encode(
            x=x,
            y=y,
            color=colour,
            detail=alt.Detail("stretch:N"),
            strokeWidth=alt.condition(alt.datum.iso3 == focus, alt.value(3), alt.value(1.75)),
            tooltip=[
                alt.Tooltip("state:N", title="State"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("value:Q", title="Ideal point", format=".2f"),
            ],
        )
    )
    last = shown.sort_values("year").groupby("iso3", as_index=False).tail(1)
    labels = grammar.end_labels(last, x, y, "value", "state", colour, domain=domain, height=theme.HEIGHT)
    layers = [area, spread, lines, labels] if len(clipped) else [spread, lines, labels]
    return finish(
        alt.layer(*layers).properties(width=theme.WIDTH - 110, height=theme.HEIGHT),
        heading,
        values,
        {"state": "State", "value": "Ideal point", "low": "5th percentile", "high": "95th percentile"},
        note=note,
    )
