"""Charts of referendums: one result on three bases, and several votes side by side."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

ANSWERS = {
    "yes": theme.POWERS["EUU"].light,
    "no": theme.POWERS["RUS"].light,
    "invalid": theme.POWERS["OTHER"].light,
    "did not vote": theme.GRID.light,
}
LABELS = {"valid votes": "of valid votes", "votes cast": "of votes cast", "register": "of the register"}
MEASURES = {
    "yes, of votes cast": theme.POWERS["EUU"].light,
    "turnout, of the register": theme.POWERS["OTHER"].light,
    "yes, of the register": theme.POWERS["CHN"].light,
}


def bases(shares: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """The same votes as shares of three wholes; `shares` holds base, response, votes, value, source."""
    shares = grammar.ranked(shares, "response", ANSWERS).sort_values(["base", "rank"])
    shares = shares.assign(votes=shares["votes"].astype(int), base=shares["base"].map(LABELS))
    shown = records(shares)
    y = grammar.rows("base", LABELS.values())
    bars = Chart(shown).mark_bar(height=34)
    stacked = bars.encode(
        x=alt.X("value:Q", stack="zero", title=None, scale=alt.Scale(domain=[0, 100])),
        y=y,
        color=grammar.squares(ANSWERS, "response"),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells(
            ("base:N", "Share"),
            ("response:N", "Answer"),
            ("votes:Q", "Persons", ",d"),
            ("value:Q", "Percent", ".2f"),
        ),
    )
    texts = Chart(shown[shown["response"] == "yes"]).mark_text(
        align="left", dx=8, color=theme.PAPER.light, fontWeight="bold"
    )
    values = texts.encode(x=alt.XValue(0), y=y, text=alt.Text("value:Q", format=".2f"))
    return finish(
        alt.layer(stacked, values).properties(width=theme.WIDTH - 130, height=160),
        heading,
        shares,
        {"base": "Share", "response": "Answer", "votes": Unit("Persons"), "value": Unit("Percent")},
        note=note,
    )


def side_by_side(votes: pd.DataFrame, *, heading: Heading) -> Figure:
    """Several referendums by turnout and yes on two bases.

    `votes` holds label (lines parted by a bar), date, turnout, yes_of_cast, yes_of_register, source.
    """
    fields = dict(zip(("yes_of_cast", "turnout", "yes_of_register"), MEASURES, strict=True))
    long = votes.melt(["label", "date", "source"], list(fields), "field", "value")
    long = long.assign(measure=long["field"].map(fields))
    shown = records(long[["label", "date", "measure", "value", "source"]])
    base = Chart(shown).encode(
        x=grammar.across("value", [0, 100], tickCount=5),
        y=grammar.rows(
            "label", votes.sort_values("date")["label"], grid=True, labelExpr="split(datum.value, '|')"
        ),
    )
    points = base.mark_point(size=110).encode(
        **grammar.marked("measure", MEASURES, ["circle", "square", "diamond"]),
        tooltip=grammar.tells("label:N", "measure:N", ("value:Q", "", ".2f")),
    )
    # Yes of votes cast is named on the right, turnout above, yes of the register below its mark.
    places: tuple[dict[str, Any], ...] = ({"dx": 9, "align": "left"}, {"dy": -13}, {"dy": 17})
    values = []
    for measure, place in zip(MEASURES, places, strict=True):
        chosen = base.transform_filter(f"datum.measure === '{measure}'").mark_text(fontSize=12, **place)
        values.append(grammar.on_paper(chosen.encode(text=alt.Text("value:Q", format=".0f"))))
    return finish(
        alt.layer(grammar.upright(50), *values, points).properties(
            width=theme.WIDTH - 170, height=52 * votes["label"].nunique()
        ),
        heading,
        long,
        {"label": "Referendum", "date": "Day", "measure": "Share", "value": Unit("Percent")},
    )
