"""Copies of charts are equal and apart, as Altair's own are."""

import altair as alt
import pandas as pd
import pytest
from altair.utils import schemapi

from wb6.figures import copies, theme

FRAME = pd.DataFrame({"year": [2019, 2020], "value": [1.5, 2], "iso3": ["ALB", "SRB"]})
LINE = (
    alt.Chart(FRAME)
    .mark_line(strokeWidth=2, color=theme.INK.light)
    .encode(
        x=alt.X("year:Q", axis=alt.Axis(values=[2019, 2020]), scale=alt.Scale(domain=[2019, 2020])),
        y="value:Q",
        color=alt.condition("datum.value > 1", alt.value("red"), alt.value("blue")),
        tooltip=["iso3:N", alt.Tooltip("value:Q", format=".1f")],
    )
    .transform_filter("datum.value > 0")
)
CHARTS = {
    "line": LINE,
    "layer": LINE + LINE.mark_text(dx=5).encode(text="value:Q") + alt.Chart(FRAME).mark_rule(),
    "side by side": LINE | LINE.mark_point().add_params(alt.selection_interval(name="brush")),
    "facets": (LINE + LINE.mark_point()).facet("iso3:N", data=FRAME),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_copy_is_the_same_chart(chart):
    assert schemapi._deep_copy is copies.deep_copy
    copy = chart.copy()
    assert type(copy) is type(chart)
    assert copy.to_dict() == chart.to_dict()


def test_a_copy_can_be_changed_and_the_chart_stays():
    before = LINE.to_dict()
    copy = LINE.copy()
    copy["encoding"]["x"]["axis"]["values"].append(2021)
    copy["encoding"]["tooltip"][1]["format"] = ".3f"
    copy["mark"]["color"] = "green"
    copy["transform"].clear()
    assert LINE.to_dict() == before


def test_what_is_large_is_shared_when_asked():
    assert LINE.copy(ignore=["data"]).data is FRAME
    rows = [{"year": 2019}]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_point()
    assert chart.copy().data.values is not rows
    assert chart.copy(ignore=["values"]).data.values is rows
