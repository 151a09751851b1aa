"""Specification curves: how far an answer hangs on the way in which it is measured."""

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.claims import VERDICTS
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

# Answers of a specification as the chart calls them.
ANSWERS = {"yes": "borne out", "partly": "in part", "no": "not borne out", "unknown": "no answer"}
COLOURS = {
    "borne out": theme.STEPS[4].light,
    "in part": theme.STEPS[1].light,
    "not borne out": theme.VERDICTS["does not hold"].light,
}
MARKS = ("circle", "diamond", "square")


def of_ledger(claims: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """A dot a claim in falling order of the share of specifications that bear it out, coloured by verdict.

    `claims` holds place, claim_id, statement, verdict, share (percent), specifications, source.
    """
    shown = records(claims[["place", "claim_id", "verdict", "share", "specifications"]].round({"share": 1}))
    marks = pd.DataFrame({"mark": [100 / 3, 200 / 3]})
    lines = Chart(marks).mark_rule(color=theme.MUTED.light, strokeDash=[4, 3]).encode(y="mark:Q")
    points = (
        Chart(shown)
        .mark_point(filled=True, opacity=1)
        .encode(
            x=grammar.across("place", [0, len(shown) + 1], labels=False, ticks=False, grid=False),
            y=grammar.amount("share", [0, 100]),
            size=alt.Size("specifications:Q", legend=None, scale=alt.Scale(range=[30, 130])),
            color=grammar.colours(grammar.present(VERDICTS, shown["verdict"]), "verdict").legend(
                title=None, columns=4
            ),
            tooltip=grammar.tells("claim_id:N", "verdict:N", "share:Q", "specifications:Q"),
        )
    )
    return finish(
        alt.layer(lines, points).properties(width=theme.WIDTH - 40, height=theme.HEIGHT),
        heading,
        claims,
        {
            "place": "Place",
            "claim_id": "Claim",
            "statement": "What it says, in our words",
            "verdict": "Verdict now",
            "share": Unit("Share of specifications that bear it out, percent"),
            "specifications": Unit("Specifications"),
        },
        note=note,
    )


def of_claim(runs: pd.DataFrame, *, heading: Heading) -> Figure:
    """One line of dots, a specification each, at the value that it finds, with colour and shape for the answer.

    `runs` holds number, label, value, found (value in words), answer; equal values stand above each other.
    """
    runs = runs.assign(pile=runs.groupby("value").cumcount())
    shown = records(runs[["number", "label", "value", "found", "answer", "pile"]])
    points = (
        Chart(shown)
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=grammar.across("value", tickCount=6).scale(zero=False, nice=True),
            y=alt.Y(
                "pile:Q",
                title=None,
                axis=None,
                scale=alt.Scale(domain=[-1, max(int(shown["pile"].max()) + 1, 2)]),
            ),
            tooltip=grammar.tells("label:N", "found:N", "answer:N"),
            **grammar.marked("answer", grammar.present(COLOURS, shown["answer"]), MARKS),
        )
    )
    columns = {
        "number": "Specification",
        "label": "Choice",
        "value": Unit("Value"),
        "found": "Value in words",
        "answer": "Answer",
        "pile": None,
    }
    return finish(
        points.properties(width=theme.WIDTH - 40, height=26 * (int(shown["pile"].max()) + 3)),
        heading,
        runs,
        columns,
    )
