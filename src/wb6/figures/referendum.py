"""Charts of referendums: one result on three bases, and several votes side by side."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

ANSWERS = {
    "yes": theme.POWERS["EUU"].light,
    "no": theme.POWERS["RUS"].light,
    "invalid": theme.POWERS["OTHER"].light,
    "did not vote": theme.GRID.light,
}
LABELS = {
    "valid votes": "of valid votes",
    "votes cast": "of votes cast",
    "register": "of the register",
}
MEASURES = {
    "yes, of votes cast": theme.POWERS["EUU"].light,
    "turnout, of the register": theme.POWERS["OTHER"].light,
    "yes, of the register": theme.POWERS["CHN"].light,
}


def bases(shares: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """The same votes as shares of three wholes; `shares` holds base, response, votes, value, source."""
    rank = {response: place for place, response in enumerate(ANSWERS)}
    shares = shares.assign(rank=shares["response"].map(rank)).sort_values(["base", "rank"])
    shares = shares.assign(votes=shares["votes"].astype(int), base=shares["base"].map(LABELS))
    shown = records(shares)
    y = alt.Y(
        "base:N",
        sort=list(LABELS.values()),
        title=None,
        axis=alt.Axis(ticks=False, domain=False),
    )
    colour = grammar.squares(ANSWERS, "response")
    bars = (
        alt.Chart(shown)
        .mark_bar(height=34)
        .encode(
            x=alt.X("value:Q", stack="zero", title=None, scale=alt.Scale(domain=[0, 100])),
            y=y,
            color=colour,
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("base:N", title="Share"),
                alt.Tooltip("response:N", title="Answer"),
                alt.Tooltip("votes:Q", title="Persons", format=",d"),
                alt.Tooltip("value:Q", title="Percent", format=".2f"),
            ],
        )
    )
    values = (
        alt.Chart(shown[shown["response"] == "yes"])
        .mark_text(align="left", dx=8, color=theme.PAPER.light, fontWeight="bold")
        .encode(x=alt.XValue(0), y=y, text=alt.Text("value:Q", format=".2f"))
    )
    chart = alt.layer(bars, values).properties(width=theme.WIDTH - 130, height=160)
    return finish(
        chart,
        heading,
        shares,
        {"base": "Share", "response": "Answer", "votes": Unit("Persons"), "value": Unit("Percent")},
        note=note,
    )


def side_by_side(
    votes: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """Several referendums by turnout and yes on two bases.

    `votes` holds label (lines parted by a bar), date, turnout, yes_of_cast, yes_of_register, source.
    """
    fields = dict(zip(("yes_of_cast", "turnout", "yes_of_register"), MEASURES, strict=True))
    long = votes.melt(["label", "date", "source"], list(fields), "field", "value")
    long = long.assign(measure=long["field"].map(fields))
    shown = records(long[["label", "date", "measure", "value", "source"]])
    order = votes.sort_values("date")["label"].tolist()
    y = alt.Y(
        "label:N",
        sort=order,
        title=None,
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelExpr="split(datum.value, '|')"),
    )
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    half = alt.Chart(pd.DataFrame({"level": [50]})).mark_rule(strokeDash=[5, 4], color=theme.INK.light)
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=x,
            y=y,
            color=grammar.colours(MEASURES, "measure", legend=True),
            shape=grammar.shapes("measure", MEASURES, ["circle", "square", "diamond"]),
            tooltip=[alt.Tooltip("label:N"), alt.Tooltip("measure:N"), alt.Tooltip("value:Q", format=".2f")],
        )
    )
    # Yes of votes cast is named on the right, turnout above, yes of the register below its mark.
    values = [
        grammar.on_paper(
            alt.Chart(shown)
            .transform_filter(f"datum.measure === '{measure}'")
            .mark_text(fontSize=12, **place)
            .encode(x=x, y=y, text=alt.Text("value:Q", format=".0f"))
        )
        for measure, place in zip(
            MEASURES, ({"dx": 9, "align": "left"}, {"dy": -13}, {"dy": 17}), strict=True
        )
    ]
    chart = alt.layer(half.encode(x=alt.X("level:Q")), *values, points).properties(
        width=theme.WIDTH - 170, height=52 * len(order)
    )
    return finish(
        chart,
        heading,
        long,
        {"label": "Referendum", "date": "Day", "measure": "Share", "value": Unit("Percent")},
    )
