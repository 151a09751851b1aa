"""Charts of arms deliveries."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records

SUPPLIERS = ("CHN", "DEU", "RUS", "TUR", "USA")


def arms(
    deliveries: pd.DataFrame,
    periods: Sequence[str],
    *,
    heading: Heading,
) -> Figure:
    """Deliveries by supplier over all `periods`; `deliveries` holds supplier, supplier_iso3, period, tiv, share."""
    own = set(SUPPLIERS)
    grouped = deliveries.assign(
        group=deliveries["supplier"].where(deliveries["supplier_iso3"].isin(own), "Other suppliers"),
        code=deliveries["supplier_iso3"].where(deliveries["supplier_iso3"].isin(own), "OTHER"),
    )
    sums = grouped.groupby(["period", "group", "code"], as_index=False).agg(
        tiv=("tiv", "sum"), source=("source", "first")
    )
    shown = records(sums)
    order = [*sorted(set(shown["group"]) - {"Other suppliers"}), "Other suppliers"]
    code = dict(zip(shown["group"], shown["code"], strict=True))
    colours = {group: theme.power_colour(code[group]) for group in order if group in code}
    rank = {group: position for position, group in enumerate(order)}
    shown = shown.assign(rank=shown["group"].map(rank)).sort_values(["period", "rank"], ignore_index=True)
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("period:O", title=None, scale=alt.Scale(domain=list(periods)), axis=alt.Axis(grid=False)),
            x=alt.X("tiv:Q", title=None, axis=alt.Axis(grid=True, tickCount=5)),
            color=grammar.colours(colours, "group", legend=len(colours) > 1),
            order=alt.Order("rank:Q"),
            tooltip=[alt.Tooltip("group:N"), alt.Tooltip("period:O"), alt.Tooltip("tiv:Q", format=",.1f")],
        )
    )
    chart = bars.properties(width=theme.WIDTH - 80, height=36 * len(periods))
    return finish(
        chart,
        heading,
        sums,
        {"period": "Period", "group": "Supplier", "code": "Code", "tiv": Unit("TIV, million")},
        sources=sources_of(deliveries),
        note="SIPRI trend-indicator values measure the military capacity moved, not the price paid.",
    )
