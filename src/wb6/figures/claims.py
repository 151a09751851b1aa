"""Charts and tables of the claims of the source texts."""

from collections.abc import Iterable
from textwrap import wrap

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

VERDICTS = {verdict: colour.light for verdict, colour in theme.VERDICTS.items()}
LABEL = 27  # letters of a line in the names of disagreements
WHEN_WRITTEN, NOW = "when written", "now"
CHECKABLE = {"data": "on data", "document": "on documents", "no": "not testable"}
COLOURS = dict(
    zip(CHECKABLE.values(), (theme.STEPS[4].light, theme.STEPS[2].light, theme.NEUTRAL.light), strict=True)
)


def by_source(
    counted: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """Stacked bars of claims by source text; `counted` holds text, checkable, claims, source."""
    rank = {label: place for place, label in enumerate(COLOURS)}
    counted = counted.assign(tested=counted["checkable"].map(CHECKABLE))
    shown = records(counted[["text", "tested", "claims", "source"]])
    shown = shown.assign(rank=shown["tested"].map(rank)).sort_values(["text", "rank"])
    colour = grammar.squares(COLOURS, "tested")
    chart = (
        alt.Chart(shown)
        .mark_bar(height=20)
        .encode(
            x=alt.X("claims:Q", title=None, axis=alt.Axis(tickCount=6)),
            y=alt.Y("text:N", sort="-x", title=None, axis=alt.Axis(ticks=False, domain=False)),
            color=colour,
            order=alt.Order("rank:Q"),
            tooltip=[alt.Tooltip("text:N"), alt.Tooltip("tested:N"), alt.Tooltip("claims:Q")],
        )
        .properties(width=theme.WIDTH - 170, height=34 * shown["text"].nunique())
    )
    return finish(
        chart, heading, counted, {"text": "Source text", "tested": "Can be tested", "claims": Unit("Claims")}
    )


def verdicts(
    counted: pd.DataFrame,
    sources: Iterable[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Bars of claims by verdict, a pair each; `counted` holds verdict, when (`when written` or `now`), claims."""
    shown = records(counted[["verdict", "when", "claims"]])
    y = alt.Y(
        "verdict:N", sort=list(VERDICTS), title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=120)
    )
    layers = []
    for when, height, offset in ((NOW, 17, -6), (WHEN_WRITTEN, 6, 8)):
        base = alt.Chart(shown).transform_filter(f"datum.when == '{when}'")
        x = alt.X("claims:Q", title=None, axis=alt.Axis(tickCount=6))
        bars = base.mark_bar(height=height, yOffset=offset).encode(
            x=x,
            y=y,
            color=grammar.colours(VERDICTS, "verdict"),
            tooltip=[alt.Tooltip("verdict:N"), alt.Tooltip("when:N"), alt.Tooltip("claims:Q")],
        )
        layers.append(bars)
        if when == NOW:
            numbers = base.mark_text(align="left", dx=6, dy=-6, fontSize=13)
            layers.append(numbers.encode(x=x, y=y, text=alt.Text("claims:Q")))
    return finish(
        alt.layer(*layers).properties(width=theme.WIDTH - 150, height=44 * shown["verdict"].nunique()),
        heading,
        counted,
        {"verdict": "Verdict", "when": "Judged", "claims": Unit("Claims")},
        sources=sources,
        note=note,
    )


def by_group(
    counted: pd.DataFrame,
    group_heading: str,
    sources: Iterable[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Shares of verdicts by group, in two bars each: now above, when written below and thinner.

    `counted` holds label, when, verdict, claims, total, in the order in which groups are shown;
    `group_heading` names the group in the download.
    """
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    counted = counted.assign(
        rank=counted["verdict"].map(rank), share=counted["claims"] / counted["total"] * 100
    )
    shown = records(counted[["label", "when", "verdict", "claims", "share", "rank"]].round({"share": 1}))
    labels = shown["label"].drop_duplicates().tolist()
    colour = grammar.squares(VERDICTS, "verdict", columns=6)
    layers = [
        alt.Chart(shown)
        .transform_filter(f"datum.when == '{when}'")
        .mark_bar(height=height, yOffset=offset)
        .encode(
            x=alt.X(
                "share:Q",
                title=None,
                scale=alt.Scale(domain=[0, 100], nice=False),
                axis=alt.Axis(tickCount=5),
            ),
            y=alt.Y(
                "label:N", sort=labels, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=230)
            ),
            color=colour,
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("label:N"),
                alt.Tooltip("when:N"),
                alt.Tooltip("verdict:N"),
                alt.Tooltip("claims:Q"),
                alt.Tooltip("share:Q"),
            ],
        )
        for when, height, offset in ((NOW, 14, -4), (WHEN_WRITTEN, 4, 6))
    ]
    return finish(
        alt.layer(*layers).properties(width=theme.WIDTH - 200, height=28 * len(labels)),
        heading,
        counted,
        {
            "label": group_heading,
            "when": "Judged",
            "verdict": "Verdict",
            "claims": Unit("Claims"),
            "share": Unit("Share, percent"),
        },
        sources=sources,
        note=note,
    )


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
    colour = grammar.colours(VERDICTS, "verdict")
    colour.legend = alt.Legend(title=None, symbolStrokeWidth=0, columns=6)
    head = {"orient": "top", "labelAngle": -55, "labelAlign": "left", "ticks": False, "domain": False}
    side = {"ticks": False, "domain": False, "grid": True, "labelLimit": 0, "labelLineHeight": 14}
    chart = (
        alt.Chart(shown)
        .mark_point(filled=True, size=75, opacity=1)
        .encode(
            x=alt.X("text:N", title=None, sort=texts, axis=alt.Axis(labelLimit=0, **head)),
            xOffset=alt.XOffset("place:Q", scale=alt.Scale(domain=[-most / 2, most / 2])),
            y=alt.Y(
                "label:N",
                title=None,
                sort=list(dict.fromkeys(shown["label"])),
                axis=alt.Axis(labelExpr="split(datum.value, '|')", **side),
            ),
            color=colour,
            tooltip=[
                alt.Tooltip("claim_id:N"),
                alt.Tooltip("text:N"),
                alt.Tooltip("topic:N"),
                alt.Tooltip("verdict:N"),
            ],
        )
        .properties(width=theme.WIDTH - 200, height=32 * shown["topic"].nunique())
    )
    return finish(
        chart,
        heading,
        claims,
        {"topic": "Disagreement", "text": "Source text", "claim_id": "Claim", "verdict": "Verdict now"},
        note=note,
    )
