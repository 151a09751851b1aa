"""What makes a chart a figure of the book: title, subtitle, alternative text, sources, note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import theme

META = "wb6"


def sources_of(*frames: pd.DataFrame) -> list[str]:
    """Keys of all sources behind the rows of the frames, sorted."""
    keys: set[str] = set()
    for frame in frames:
        for column in frame.columns.intersection(["source", "source_2", "source_3"]):
            keys.update(frame[column].dropna())
    return sorted(keys)


@dataclass(frozen=True)
class Heading:
    """What stands over a figure and what it is called.

    `name` is the figure's address on its page (kebab-case), `title` states the finding, `subtitle`
    unit and period, `alt_text` what there is to be seen.
    """

    name: str
    title: str
    subtitle: str
    alt_text: str


def finish(
    chart: Any,
    heading: Heading,
    *,
    sources: Iterable[str],
    note: str = "",
    columns: Mapping[str, str] | None = None,
) -> Any:
    """The chart with everything that a reader needs to trust it.

    `sources` are keys of `sources.csv`; `columns` maps columns of the chart's data to headings of
    the download.
    """
    meta = {
        "name": heading.name,
        "title": heading.title,
        "subtitle": heading.subtitle,
        "alt": heading.alt_text,
        "sources": sorted(set(sources)),
        "note": note,
        "columns": dict(columns or {}),
    }
    return chart.properties(
        title=alt.TitleParams(text=heading.title, subtitle=heading.subtitle),
        usermeta={META: meta},
    )


def records(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame as charts embed it: ISO days as text, missing values as null, rounded numbers."""
    frame = frame.reset_index(drop=True)
    for column in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[column].dtype):
            frame[column] = frame[column].dt.strftime("%Y-%m-%d")
        elif pd.api.types.is_float_dtype(frame[column].dtype):
            frame[column] = frame[column].round(4)
    return frame


def empty(*, name: str, title: str, reason: str) -> Any:
    """The place of a figure that the edition has no data for: a sentence instead of an empty panel."""
    chart = (
        alt.Chart(pd.DataFrame({"reason": [reason]}))
        .mark_text(align="left", baseline="middle", color=theme.MUTED.light, fontStyle="italic")
        .encode(x=alt.value(0), text="reason:N")
        .properties(width=theme.WIDTH, height=40)
    )
    finished = finish(chart, Heading(name, title, reason, reason), sources=[])
    finished.usermeta[META]["empty"] = True
    return finished
