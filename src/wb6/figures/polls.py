"""Charts of public opinion: points by pollster and question, never a line across pollsters."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records
from wb6.figures.grammar import Layered

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
UNREAD = "Hollow points have been read by one person only."
KINDS = {"ally": theme.POWERS["EUU"].light, "threat": theme.POWERS["RUS"].light}


def by_pollster(polls: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """Answers over time, one point an answer of a poll; `polls` holds date, pollster, answer, percent, verified."""
    known = polls[polls["answer"].isin(GROUPS)]
    known = known.assign(group=known["answer"].map(GROUPS), unread=known["verified"].isna()).sort_values(
        ["date", "pollster", "answer"]
    )
    columns = ["date", "pollster", "topic", "answer", "group", "percent", "sample_size", "unread", "source"]
    shown = records(known[columns])
    groups = grammar.present(ANSWER_COLOURS, shown["group"])
    encode = {
        "x": grammar.whole_years(shown["date"]),
        "y": grammar.amount("percent", [0, 100]),
        "color": grammar.colours(groups, "group", legend=len(groups) > 1),
    }
    lines = Chart(shown[shown["group"] != UNDECIDED]).mark_line(strokeWidth=1, opacity=0.6)
    points = Chart(shown).mark_point(size=80)
    answers = points.encode(
        **encode,
        shape=grammar.shapes("group", groups, ("circle", "square", "triangle-up", "diamond")),
        tooltip=grammar.tells(
            ("pollster:N", "Pollster"),
            ("topic:N", "Question"),
            ("answer:N", "Answer"),
            ("percent:Q", "Percent"),
            ("sample_size:Q", "Sample", ",d"),
            ("date:T", "Fieldwork to", "%B %Y"),
        ),
    )
    headings = {
        "date": "Fieldwork to",
        "pollster": "Pollster",
        "topic": "Question",
        "answer": "Answer",
        "group": "Group",
        "percent": Unit("Percent"),
        "sample_size": "Sample",
        "unread": "Not read a second time",
    }
    chart = alt.layer(
        lines.encode(
            **encode, detail=[alt.Detail("pollster:N"), alt.Detail("topic:N"), alt.Detail("group:N")]
        ),
        answers,
        grammar.hollow(answers, "unread", 24),
    )
    chart = chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    note = f"{note} {UNREAD}".strip() if known["unread"].any() else note
    return finish(chart, heading, known, headings, note=note).citing(sources_of(polls))


def by_question(polls: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Answers over time, a line a question; `polls` holds question, date, when, percent, pollster, source."""
    shown = records(polls[["question", "date", "when", "percent", "pollster", "source"]])
    questions = shown["question"].drop_duplicates().tolist()
    palette = (
        theme.COUNTRIES["SRB"],
        theme.POWERS["RUS"],
        theme.POWERS["USA"],
        theme.POWERS["CHN"],
        theme.POWERS["DEU"],
    )
    tones = {question: tone.light for question, tone in zip(questions, palette, strict=False)}
    base = Chart(shown).encode(
        x=grammar.whole_years(shown["date"]),
        y=grammar.amount("percent", [0, 100]),
        color=grammar.colours(tones, "question", symbolType="circle", columns=2),
    )
    lines = base.mark_line(strokeWidth=1.25, opacity=0.6).encode(detail=alt.Detail("question:N"))
    points = base.mark_point(size=100).encode(
        shape=grammar.shapes("question", questions, ("circle", "square", "diamond", "triangle-up", "cross")),
        tooltip=grammar.tells("question:N", "when:N", "percent:Q", "pollster:N"),
    )
    texts = base.mark_text(dy=-14, fontSize=12).encode(
        text=alt.Text("percent:Q", format=".0f"), color=alt.ColorValue(theme.INK.light)
    )
    columns = {
        "question": "Question",
        "when": "Fieldwork to",
        "percent": Unit("Percent"),
        "pollster": "Pollster",
    }
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(chart, heading, polls, columns, note=note)


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
    columns = {"answer": "Answer", "percent": Unit("Percent"), "pollster": "Pollster", "topic": "Question"}
    return finish(alt.vconcat(*panels, spacing=18), heading, polls, columns, note=note)


def _answers_of(shown: pd.DataFrame, extent: int) -> Layered:
    order = shown.sort_values(["percent", "answer"], ascending=[False, True])["answer"].tolist()
    question, colour = shown["topic"].iloc[0], KINDS[shown["kind"].iloc[0]]
    labels: dict[str, Any] = {"labelLimit": extent, "minExtent": extent, "maxExtent": extent}
    names = alt.Y("answer:N", sort=order, title=None)
    base = Chart(shown).encode(
        x=grammar.across("percent", [0, 100], grid=False, tickCount=5),
        y=names.axis(grid=True, labelExpr="split(datum.label, ' or ')", **labels),
        tooltip=grammar.tells(
            ("answer:N", "Answer"),
            ("topic:N", "Question"),
            ("pollster:N", "Pollster"),
            ("percent:Q", "Percent"),
            ("year:Q", "Year", "d"),
        ),
    )
    points = base.mark_point(size=110, color=colour)
    row = 40 if shown["answer"].str.len().max() > ONE_LINE else 30
    panel = alt.layer(grammar.beside(base, "said"), points).properties(height=row * len(order))
    return panel.properties(width=theme.WIDTH - extent - 60, title=grammar.panel_title(words.begin(question)))
