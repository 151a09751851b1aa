"""Charts of public opinion: points by pollster and question, never a line across pollsters."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records

UNDECIDED = "undecided or would not take part"
ANSWER_COLOURS = {
    "for": theme.POWERS["EUU"].light,
    "against": theme.POWERS["RUS"].light,
    UNDECIDED: theme.POWERS["OTHER"].light,
    "on a condition": theme.POWERS["CHN"].light,
}
GROUPS = {
    "support": "for",
    "for": "for",
    "stay": "for",
    "against": "against",
    "leave": "against",
    "do not know": UNDECIDED,
    "undecided": UNDECIDED,
    "would not take part": UNDECIDED,
    "no answer": UNDECIDED,
    "support only if Serbia joins": "on a condition",
}
ONE_LINE = 16  # letters of an answer beside its dot
KINDS = {"ally": theme.POWERS["EUU"].light, "threat": theme.POWERS["RUS"].light}


def by_pollster(polls: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """Answers over time, one point an answer of a poll; `polls` holds date, pollster, answer, percent."""
    known = polls[polls["answer"].isin(GROUPS)]
    known = known.assign(group=known["answer"].map(GROUPS)).sort_values(["date", "pollster", "answer"])
    shown = records(
        known[["date", "pollster", "topic", "answer", "group", "percent", "sample_size", "source"]]
    )
    groups = {group: colour for group, colour in ANSWER_COLOURS.items() if group in set(shown["group"])}
    x = grammar.days(
        domain=[f"{int(shown['date'].min()[:4])}-01-01", f"{int(shown['date'].max()[:4]) + 1}-01-01"]
    )
    series = ["pollster:N", "topic:N", "group:N"]
    colour = grammar.colours(groups, "group", legend=len(groups) > 1)
    lines = (
        alt.Chart(shown[shown["group"] != UNDECIDED])
        .mark_line(strokeWidth=1, opacity=0.6)
        .encode(
            x=x,
            y=grammar.amount("percent", domain=[0, 100]),
            color=colour,
            detail=series,
        )
    )
    points = (
        alt.Chart(shown)
        .mark_point(size=80)
        .encode(
            x=x,
            y=grammar.amount("percent", domain=[0, 100]),
            color=colour,
            shape=grammar.shapes("group", groups, ("circle", "square", "triangle-up", "diamond")),
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
        heading,
        known,
        {
            "date": "Fieldwork to",
            "pollster": "Pollster",
            "topic": "Question",
            "answer": "Answer",
            "group": "Group",
            "percent": Unit("Percent"),
            "sample_size": "Sample",
        },
        sources=sources_of(polls),
        note=note,
    )


def by_question(polls: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Answers to several questions over time; `polls` holds question, date, when, percent, pollster, source."""
    shown = records(polls[["question", "date", "when", "percent", "pollster", "source"]])
    questions = shown["question"].drop_duplicates().tolist()
    palette = (
        theme.COUNTRIES["SRB"],
        theme.POWERS["RUS"],
        theme.POWERS["USA"],
        theme.POWERS["CHN"],
        theme.POWERS["DEU"],
    )
    colour = grammar.colours(
        {question: tone.light for question, tone in zip(questions, palette, strict=False)},
        "question",
        legend=True,
    )
    colour.legend = alt.Legend(title=None, symbolType="circle", columns=2)
    x = grammar.days(domain=[f"{shown['date'].min()[:4]}-01-01", f"{int(shown['date'].max()[:4]) + 1}-01-01"])
    base = alt.Chart(shown).encode(x=x, y=grammar.amount("percent", domain=[0, 100]), color=colour)
    lines = base.mark_line(strokeWidth=1.25, opacity=0.6).encode(
        detail=[alt.Detail("question:N"), alt.Detail("pollster:N")]
    )
    points = base.mark_point(size=100).encode(
        shape=grammar.shapes("question", questions, ("circle", "square", "diamond", "triangle-up", "cross")),
        tooltip=[
            alt.Tooltip("question:N"),
            alt.Tooltip("when:N"),
            alt.Tooltip("percent:Q"),
            alt.Tooltip("pollster:N"),
        ],
    )
    texts = base.mark_text(dy=-14, fontSize=12).encode(
        text=alt.Text("percent:Q", format=".0f"), color=alt.ColorValue(theme.INK.light)
    )
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(
        chart,
        heading,
        polls,
        {"question": "Question", "when": "Fieldwork to", "percent": Unit("Percent"), "pollster": "Pollster"},
        note=note,
    )


def waves(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """A question in several waves; a line joins a country's answers to one pollster.

    `values` holds country, iso3, date, when, pollster, percent, source.
    """
    shown = records(
        values[["country", "iso3", "date", "when", "pollster", "percent", "source"]].sort_values(
            ["date", "country"]
        )
    )
    waves = shown["when"].drop_duplicates().tolist()
    x = alt.X("when:O", sort=waves, title=None, scale=alt.Scale(padding=0.5), axis=alt.Axis(labelAngle=0))
    y = grammar.amount("percent", domain=[0, 100])
    colour = grammar.colours(grammar.country_colours(shown), "country")
    tooltip = [alt.Tooltip("country:N"), alt.Tooltip("when:N"), alt.Tooltip("percent:Q", title="Percent")]
    base = alt.Chart(shown).encode(x=x, y=y, color=colour)
    lines = base.mark_line(strokeWidth=2.5).encode(detail=alt.Detail("pollster:N"))
    layers = [lines, base.mark_point(size=90, opacity=1).encode(tooltip=tooltip)]
    for wave, align, shift in ((waves[0], "right", -10), (waves[-1], "left", 10)):
        part = shown[shown["when"] == wave]
        placed = part.assign(
            label_at=grammar.spread(part["percent"].tolist(), 6),
            label=[f"{row.country} {row.percent:.0f}" for row in part.itertuples()]
            if align == "left"
            else [f"{row.percent:.0f}" for row in part.itertuples()],
        )
        layers.append(
            alt.Chart(placed)
            .mark_text(align=align, dx=shift, fontSize=12.5, fontWeight="bold")
            .encode(x=x, y=grammar.onto(y, "label_at"), text=alt.Text("label:N"), color=colour)
        )
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 40, height=theme.HEIGHT - 40)
    return finish(
        chart,
        heading,
        values,
        {"when": "Fieldwork", "pollster": "Pollster", "percent": Unit("Percent")},
        note=note,
    )


def views(polls: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Answers on allies and threats, a panel a question; `polls` holds answer, kind, percent, date, pollster, topic."""
    polls = polls.assign(
        year=polls["date"].dt.year,
        said=[f"{row.percent:.0f} ({row.date.year})" for row in polls.itertuples()],
    )
    shown = records(
        polls[["answer", "kind", "topic", "percent", "said", "year", "pollster", "source"]]
    ).sort_values(["kind", "year", "topic"], ascending=[True, False, True])
    extent = 8 * min(int(shown["answer"].str.len().max()), ONE_LINE) + 8
    panels = [_answers_of(shown[shown["topic"] == topic], extent) for topic in shown["topic"].unique()]
    chart = alt.vconcat(*panels, spacing=18)
    return finish(
        chart,
        heading,
        polls,
        {"answer": "Answer", "percent": Unit("Percent"), "pollster": "Pollster", "topic": "Question"},
        note=note,
    )


def _answers_of(shown: pd.DataFrame, extent: int) -> Any:
    order = shown.sort_values(["percent", "answer"], ascending=[False, True])["answer"].tolist()
    question, colour = shown["topic"].iloc[0], KINDS[shown["kind"].iloc[0]]
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "answer:N",
            sort=order,
            title=None,
            axis=alt.Axis(
                grid=True,
                labelExpr="split(datum.label, ' or ')",
                labelLimit=extent,
                minExtent=extent,
                maxExtent=extent,
            ),
        ),
        x=alt.X(
            "percent:Q",
            title=None,
            scale=alt.Scale(domain=[0, 100]),
            axis=alt.Axis(grid=False, tickCount=5),
        ),
        tooltip=[
            alt.Tooltip("answer:N", title="Answer"),
            alt.Tooltip("topic:N", title="Question"),
            alt.Tooltip("pollster:N", title="Pollster"),
            alt.Tooltip("percent:Q", title="Percent"),
            alt.Tooltip("year:Q", title="Year", format="d"),
        ],
    )
    points = base.mark_point(size=110, color=colour)
    panel_title = alt.TitleParams(text=words.begin(question), fontSize=13, offset=4)
    row = 40 if shown["answer"].str.len().max() > ONE_LINE else 30
    return alt.layer(grammar.beside(base, "said"), points).properties(
        width=theme.WIDTH - extent - 60, height=row * len(order), title=panel_title
    )
