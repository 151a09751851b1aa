"""Charts and tables of the claims of the source texts."""

from collections.abc import Iterable
from textwrap import wrap

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

VERDICTS = {verdict: colour.light for verdict, colour in theme.VERDICTS.items()}
LABEL = 27  # letters of a line in the names of disagreements
SPLIT = "split(datum.value, '|')"
WHEN_WRITTEN, NOW = "when written", "now"
DECIDED_BY = {"data": "on data", "documents": "on documents", "nothing": "not tested"}
COLOURS = dict(
    zip(DECIDED_BY.values(), (theme.STEPS[4].light, theme.STEPS[2].light, theme.NEUTRAL.light), strict=True)
)


def by_source(counted: pd.DataFrame, *, heading: Heading) -> Figure:
    """Stacked bars of claims by source text; `counted` holds text, decided_by, claims, source."""
    counted = counted.assign(tested=counted["decided_by"].map(DECIDED_BY))
    shown = records(counted[["text", "tested", "claims", "source"]])
    shown = grammar.ranked(shown, "tested", COLOURS).sort_values(["text", "rank"])
    bars = Chart(shown).mark_bar(height=20)
    chart = bars.encode(
        x=grammar.across("claims", tickCount=6),
        y=grammar.rows("text", []).sort("-x"),
        color=grammar.squares(COLOURS, "tested"),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells("text:N", "tested:N", "claims:Q"),
    ).properties(width=theme.WIDTH - 170, height=34 * shown["text"].nunique())
    columns = {"text": "Source text", "tested": "Tested", "claims": Unit("Claims")}
    return finish(chart, heading, counted, columns)


def verdicts(counted: pd.DataFrame, sources: Iterable[str], *, heading: Heading, note: str) -> Figure:
    """Bars of claims by verdict, a pair each; `counted` holds verdict, when (`when written` or `now`), claims."""
    shown = records(counted[["verdict", "when", "claims"]])
    x = grammar.across("claims", tickCount=6)
    y = grammar.rows("verdict", VERDICTS, labelLimit=150)
    layers = []
    for when, height, offset in ((NOW, 17, -6), (WHEN_WRITTEN, 6, 8)):
        base = Chart(shown).transform_filter(f"datum.when == '{when}'").encode(x=x, y=y)
        bars = base.mark_bar(height=height, yOffset=offset).encode(
            color=grammar.colours(VERDICTS, "verdict"),
            tooltip=grammar.tells("verdict:N", "when:N", "claims:Q"),
        )
        layers.append(bars)
        if when == NOW:
            numbers = base.mark_text(align="left", dx=6, dy=-6, fontSize=13)
            layers.append(numbers.encode(text=alt.Text("claims:Q")))
    return finish(
        alt.layer(*layers).properties(width=theme.WIDTH - 150, height=44 * shown["verdict"].nunique()),
        heading,
        counted,
        {"verdict": "Verdict", "when": "Judged", "claims": Unit("Claims")},
        note=note,
    ).citing(sources)


def by_group(
    counted: pd.DataFrame, group_heading: str, sources: Iterable[str], *, heading: Heading, note: str
) -> Figure:
    """Shares of verdicts by group, in two bars each: now above, when written below and thinner.

    `counted` holds label, when, verdict, claims, total, in the order in which groups are shown;
    `group_heading` names the group in the download.
    """
    counted = grammar.ranked(counted, "verdict", VERDICTS)
    counted = counted.assign(share=counted["claims"] / counted["total"] * 100)
    shown = records(counted[["label", "when", "verdict", "claims", "share", "rank"]].round({"share": 1}))
    base = Chart(shown).encode(
        x=grammar.across("share", tickCount=5).scale(domain=[0, 100], nice=False),
        y=grammar.rows("label", shown["label"], labelLimit=230),
        color=grammar.squares(VERDICTS, "verdict", columns=4),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells("label:N", "when:N", "verdict:N", "claims:Q", "share:Q"),
    )
    layers = [
        base.transform_filter(f"datum.when == '{when}'").mark_bar(height=height, yOffset=offset)
        for when, height, offset in ((NOW, 14, -4), (WHEN_WRITTEN, 4, 6))
    ]
    columns = {
        "label": group_heading,
        "when": "Judged",
        "verdict": "Verdict",
        "claims": Unit("Claims"),
        "share": Unit("Share, percent"),
    }
    height = 28 * shown["label"].nunique()
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 200, height=height)
    return finish(chart, heading, counted, columns, note=note).citing(sources)


def rivals(claims: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Grid of disagreements and source texts, a dot a claim; `claims` holds topic, seed, text, claim_id, place, verdict, source.

    `place` numbers the claims of a text within a disagreement, from zero.
    """
    texts = claims.sort_values("seed")["text"].drop_duplicates().tolist()
    shown = records(claims[["topic", "text", "claim_id", "place", "verdict", "source"]])
    most = int(shown["place"].max()) + 1
    shown = shown.assign(
        place=shown["place"] - shown.groupby(["topic", "text"])["place"].transform("max") / 2,
        label=["|".join(wrap(topic, LABEL)) for topic in shown["topic"]],
    )
    names = grammar.rows(
        "label", shown["label"], labelLimit=0, grid=True, labelExpr=SPLIT, labelLineHeight=14
    )
    points = Chart(shown).mark_point(filled=True, size=75, opacity=1)
    chart = points.encode(
        x=alt.X(
            "text:N",
            sort=texts,
            title=None,
            axis=alt.Axis(
                labelLimit=0, orient="top", labelAngle=-55, labelAlign="left", ticks=False, domain=False
            ),
        ),
        xOffset=alt.XOffset("place:Q", scale=alt.Scale(domain=[-most / 2, most / 2])),
        y=names,
        color=grammar.colours(VERDICTS, "verdict", symbolStrokeWidth=0, columns=4),
        tooltip=grammar.tells("claim_id:N", "text:N", "topic:N", "verdict:N"),
    )
    return finish(
        chart.properties(width=theme.WIDTH - 200, height=32 * shown["topic"].nunique()),
        heading,
        claims,
        {"topic": "Disagreement", "text": "Source text", "claim_id": "Claim", "verdict": "Verdict now"},
        note=note,
    )
