"""Charts are the same in every time zone: of the machine that draws them, of the reader who opens them."""

import json
import os
import subprocess
import sys
from functools import cache

import altair as alt
import pandas as pd
import pytest

from conftest import charts_of
from wb6.book import interactive
from wb6.data import folders
from wb6.figures.renderer import render
from wb6.figures.zone import in_utc
from wb6.pipeline.notebook import CHART

ZONES = ("UTC", "America/Los_Angeles", "Pacific/Kiritimati")
CHAPTERS = sorted((folders.PROJECT / "chapters").glob("*.ipynb"))
DRAW = """
import json, sys
from hashlib import sha256
from wb6.figures import drawing
for line in sys.stdin:
    print(sha256(drawing.alone(json.loads(line)).encode()).hexdigest())
"""


def dated_chart() -> alt.LayerChart:
    """A chart that writes days on its axis, in the plot, over its panels, in its legend and in tooltips."""
    frame = pd.DataFrame(
        {"date": ["2004-01-01", "2010-12-31"], "other": ["2005-01-01", "2011-01-01"], "y": [1, 3]}
    )
    x = alt.X("date:T", axis=alt.Axis(format="%d %B %Y %H", tickCount="year"))
    base = alt.Chart(frame).encode(x=x, y="y:Q")
    spans = base.mark_rule().encode(
        x2="other:T", tooltip=["date:T", alt.Tooltip("other:T", format="%H"), "y:Q"]
    )
    texts = base.mark_text().encode(text=alt.Text("date:T", format="%d %B %Y %H"), color="other:T")
    return alt.layer(spans, texts).facet(row="year(date):T")


def by_year() -> alt.Chart:
    """A chart that counts days by year, in a channel and in a transform."""
    frame = pd.DataFrame({"date": ["2004-01-01", "2010-12-31", "2010-12-31"]})
    chart = alt.Chart(frame).mark_bar().transform_timeunit(as_="month", timeUnit="month", field="date")
    return chart.encode(x="year(date):T", y="count()", color="month:T")


@cache
def drawn(zone: str) -> list[str]:
    """Digests of the drawings of all `charts` in a zone."""
    text = "\n".join(map(json.dumps, charts()))
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        env={**os.environ, "TZ": zone},
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def charts() -> list[dict]:
    """Two charts of every kind of dated channel, and one chart with days of each chapter."""
    made = [render(chart.to_dict())[CHART] for chart in (dated_chart(), by_year())]
    dated = ([spec for spec in charts_of(path) if "temporal" in json.dumps(spec)] for path in CHAPTERS)
    return [*made, *(found[0] for found in dated if found)]


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES[1:])
def test_a_drawing_does_not_depend_on_the_zone(zone):
    assert len(drawn("UTC")) > len(CHAPTERS) // 2
    assert drawn(zone) == drawn("UTC")


def channels(spec: object):
    """All parts of a spec that name a field and its type."""
    if isinstance(spec, dict):
        if "field" in spec and "type" in spec:
            yield spec
        for name, inner in spec.items():
            if name not in ("datasets", "data"):
                yield from channels(inner)
    elif isinstance(spec, list):
        for inner in spec:
            yield from channels(inner)


def local_dates(spec: dict) -> list[dict]:
    """Channels of a spec that place or write a day in the zone of the machine."""

    def is_utc(channel):
        written = channel.get("formatType") or channel.get("header", {}).get("formatType")
        unit = str(channel.get("timeUnit", "utc"))
        return (channel.get("scale", {}).get("type") == "utc" or written == "utcFormat") and "utc" in unit

    found = [channel for channel in channels(spec) if channel["type"] == "temporal"]
    shared = {channel["field"] for channel in found if is_utc(channel)}
    return [channel for channel in found if not is_utc(channel) and channel["field"] not in shared]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_day_of_a_committed_chart_is_in_utc_on_the_page_and_in_the_live_chart(path):
    for spec in charts_of(path):
        assert in_utc(spec) == spec
        live = interactive.script("chart", spec, spec, {}).partition(",")[2].removesuffix(");\n")
        for form in (spec, json.loads(live)["wide"], json.loads(live)["narrow"]):
            assert local_dates(form) == []
            for expression in ("year(", "month(", "timeFormat(", "datetime("):
                assert expression not in json.dumps({**form, "datasets": None})


def test_what_names_its_own_type_of_scale_or_format_keeps_it():
    frame = pd.DataFrame({"date": ["2004-01-01"], "y": [1]})
    chart = (
        alt.Chart(frame)
        .mark_point()
        .encode(
            x=alt.X("date:T", scale=alt.Scale(type="time")),
            y="y:Q",
            tooltip=alt.Tooltip("date:T", formatType="time"),
        )
    )
    encoding = in_utc(chart.to_dict())["encoding"]
    assert (encoding["x"]["scale"]["type"], encoding["tooltip"]["formatType"]) == ("time", "time")
    assert "scale" not in encoding["y"]


def test_the_spec_that_is_handed_over_stays_as_it_is():
    spec = dated_chart().to_dict()
    before = json.dumps(spec)
    assert json.dumps(in_utc(spec)) != before
    assert json.dumps(spec) == before
