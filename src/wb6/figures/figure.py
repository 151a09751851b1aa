"""What makes a chart a figure of the book: its data, title, subtitle, alternative text, sources, note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import altair as alt
import pandas as pd
from altair.typing import ChartType

from wb6.figures import drawing, export, renderer, specs, theme
from wb6.figures.chart import Chart
from wb6.figures.frames import described, to_csv
from wb6.figures.renderer import META


def sources_of(*frames: pd.DataFrame) -> list[str]:
    """Keys of all sources behind the rows of the frames, sorted."""
    keys: set[str] = set()
    for frame in frames:
        for column in ("source", "source_2", "source_3"):
            if column in frame:
                keys.update(frame[column].dropna().unique())
    return sorted(keys)


# Headings of columns that most data have; what a figure calls otherwise it says itself.
COMMON = {"country": "Country", "iso3": "Code", "year": "Year"}


@dataclass(frozen=True)
class Heading:
    """What stands over a figure and what it is called.

    `title` states the finding, `subtitle` unit and period, `alt_text` what there is to be seen; `name` is the
    figure's address on its page (kebab-case), which whoever places the figure may give it later.
    """

    title: str
    subtitle: str
    alt_text: str
    name: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Figure:
    """A chart of the book with the data that it shows.

    `frame` holds a row for each thing drawn, with days as timestamps and numbers as the edition has them;
    `frame.attrs` has two dictionaries by column: `headings` of those that a download holds, in its order,
    and `units` of those that are amounts. `chart` is the Altair chart, `sources` are keys of `sources.csv`.
    """

    chart: ChartType
    heading: Heading
    frame: pd.DataFrame
    sources: tuple[str, ...]
    note: str = ""

    @property
    def name(self) -> str:
        """The figure's address on its page."""
        return self.heading.name

    @property
    def title(self) -> str:
        """What the figure finds."""
        return self.heading.title

    @property
    def subtitle(self) -> str:
        """Unit and period."""
        return self.heading.subtitle

    @property
    def alt_text(self) -> str:
        """What there is to be seen, for readers who do not see it."""
        return self.heading.alt_text

    @property
    def is_empty(self) -> bool:
        """Whether the edition has no data for the figure."""
        return bool(self.chart.usermeta[META].get("empty"))

    def named(self, name: str) -> Self:
        """The figure under another address."""
        return replace(self, chart=self._told(name=name), heading=replace(self.heading, name=name))

    def citing(self, sources: Iterable[str]) -> Self:
        """The figure with other sources (keys of `sources.csv`) than those of its frame's rows."""
        keys = sorted(set(sources))
        return replace(self, chart=self._told(sources=keys), sources=tuple(keys))

    def _told(self, **changed: object) -> ChartType:
        """The chart with other words of the figure."""
        chart = self.chart.copy(deep=False)
        chart.usermeta = {META: {**self.chart.usermeta[META], **changed}}
        return chart

    def to_dict(self) -> dict[str, Any]:
        """The chart as a Vega-Lite spec with its data.

        Altair's validation of it takes as long as all else; a test validates every chart that is committed.
        """
        return self.chart.to_dict(validate=False)

    def save(self, path: str | Path) -> None:
        """Write the figure as a picture (`.png`, `.svg`) or its data (`.csv`).

        Raises `UsageError` for another ending and for a place that is not free; then nothing is written.
        """
        export.write(
            path,
            {
                ".csv": lambda: to_csv(self.frame),
                ".png": lambda: drawing.to_png(drawing.alone(self.to_dict())),
                ".svg": lambda: drawing.alone(self.to_dict()),
            },
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return renderer.render(self.to_dict())

    def __repr__(self) -> str:
        return f"<Figure {self.name}: {self.title} ({len(self.frame)} rows)>"


def finish(
    chart: ChartType,
    heading: Heading,
    frame: pd.DataFrame,
    columns: Mapping[str, str | None] | None = None,
    note: str = "",
) -> Figure:
    """The chart with everything that a reader needs to trust it, and with its data.

    `columns` maps columns of the data to headings of the download, a `Unit` where it says what the numbers
    are, None for one that stays out; country, iso3, year and source need no mention where frame and chart have
    them. The sources are those of the frame's rows.
    """
    given = dict(columns or {})
    named = {**COMMON, **given}
    named.setdefault("source", "Source")
    shown = specs.columns(chart) & set(frame)
    headings = {
        column: text
        for column, text in named.items()
        if text is not None and (column in given or column in shown)
    }
    keys = tuple(sources_of(frame))
    meta = {
        "name": heading.name,
        "title": heading.title,
        "subtitle": heading.subtitle,
        "alt": heading.alt_text,
        "sources": list(keys),
        "note": note,
        "columns": {column: str(text) for column, text in headings.items()},
    }
    finished = chart.copy(deep=False)
    finished.title = alt.TitleParams(text=heading.title, subtitle=heading.subtitle)
    finished.usermeta = {META: meta}
    return Figure(finished, heading, described(frame, headings), keys, note)


def empty(*, name: str, title: str, reason: str) -> Figure:
    """The place of a figure that the edition has no data for: a sentence instead of an empty panel."""
    chart = (
        Chart(pd.DataFrame({"reason": [reason]}))
        .mark_text(align="left", baseline="middle", color=theme.MUTED.light, fontStyle="italic")
        .encode(x=alt.XValue(0), text=alt.Text("reason:N"))
        .properties(width=theme.WIDTH, height=40)
    )
    figure = finish(chart, Heading(title, reason, reason, name), pd.DataFrame())
    figure.chart.usermeta[META]["empty"] = True
    return figure
