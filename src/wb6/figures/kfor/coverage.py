"""The chart of what the record of KFOR holds and lacks."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records


def coverage(
    cells: pd.DataFrame, order: list[str], *, heading: Heading, note: str, sources: list[str]
) -> Figure:
    """How many figures of each kind there are by year; `cells` holds kind, year, figures."""
    bins = {"none": theme.PAPER, "1": theme.STEPS[1], "2 to 4": theme.STEPS[2], "5 or more": theme.STEPS[4]}
    tones = {label: colour.light for label, colour in bins.items()}
    numbers = pd.cut(cells["figures"], [-1, 0, 1, 4, 10_000], labels=list(bins)).astype(str)
    shown = records(cells.assign(number=numbers))
    ticks = [year for year in sorted(set(shown["year"])) if year % 5 == 0]
    boxes = Chart(shown).mark_rect(stroke=theme.GRID.light, strokeWidth=1)
    chart = boxes.encode(
        x=alt.X("year:O").title(None).axis(labelAngle=0, ticks=False, values=ticks),
        y=alt.Y("kind:N", sort=order).title(None).axis(labelLimit=220),
        color=grammar.colours(tones, "number", legend=True),
        tooltip=grammar.tells("kind:N", "year:O", "figures:Q"),
    ).properties(width=theme.WIDTH - 210, height=27 * len(order))
    columns = {"kind": "Kind of figure", "figures": Unit("Figures")}
    return finish(chart, heading, cells, columns, note=note).citing(sources)
