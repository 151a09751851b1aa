"""Charts of public opinion: points by pollster, never a line across pollsters."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import finish, records, sources_of

ANSWER_COLOURS = {
    "for": theme.POWERS["EUU"].light,
    "against": theme.POWERS["RUS"].light,
    "undecided or would not take part": theme.POWERS["OTHER"].light,
}
GROUPS = {
    "support": "for",
    "for": "for",
    "against": "against",
    "undecided": "undecided or would not take part",
    "would not take part": "undecided or would not take part",
    "no answer": "undecided or would not take part",
}


def answers(
    polls: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str = ""
) -> Any:
    """Answers over time, one point an answer of a poll; `polls` holds date, pollster, answer, percent."""
    known = polls[polls["answer"].isin(GROUPS)]
    shown = records(
        known.assign(group=known["answer"].map(GROUPS))[
            ["date", "pollster", "topic", "answer", "group", "percent", "sample_size", "source"]
        ].sort_values(["date", "pollster", "answer"])
    )
    groups = {group: colour for group, colour in ANSWER_COLOURS.items() if group in set(shown["group"])}
    shapes = ["circle", "square", "triangle-up"]
    x = grammar.days(
        domain=[f"{int(shown['date'].min()[:4])}-01-01", f"{int(shown['date'].max()[:4]) + 1}-01-01"]
    )
    series = ["pollster:N", "topic:N", "group:N"]
    lines = (
        alt.Chart(shown[~shown["group"].str.startswith("undecided")])
        .mark_line(strokeWidth=1, opacity=0.6)
        .encode(
            x=x,
            y=grammar.amount("percent", domain=[0, 100]),
            color=grammar.colours(groups, "group", legend=True),
            detail=series,
        )
    )
    points = (
        alt.Chart(shown)
        .mark_point(size=80)
        .encode(
            x=x,
            y=grammar.amount("percent", domain=[0, 100]),
            color=grammar.colours(groups, "group", legend=True),
            shape=alt.Shape(
                "group:N", scale=alt.Scale(domain=list(groups), range=shapes[: len(groups)]), legend=None
            ),
            tooltip=[
                alt.Tooltip("pollster:N", title="Pollster"),
                alt.Tooltip("topic:N", title="Question"),
                alt.Tooltip("answer:N", title="Answer"),
                alt.Tooltip("percent:Q", title="Percent"),
                alt.Tooltip("sample_size:Q", title="Sample", format=",d"),
                alt.Tooltip("date:T", title="Fieldwork to", format="%B %Y"),
            ],
        )
    )
    chart = alt.layer(lines, points).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(polls),
        note=note,
        columns={
            "date": "Fieldwork to",
            "pollster": "Pollster",
            "topic": "Question",
            "answer": "Answer",
            "group": "Group",
            "percent": "Percent",
            "sample_size": "Sample",
            "source": "Source",
        },
    )
