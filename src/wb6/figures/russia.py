"""Charts of the weight of an outside power: channels side by side, votes, means, opinion."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records

STEPS = [step.light for step in theme.STEPS]
VOTES = {
    "yes": theme.POWERS["EUU"].light,
    "not against": theme.STEPS[1].light,
    "abstain": theme.NEUTRAL.light,
    "absent": theme.CONTEXT.light,
    "no": theme.POWERS["RUS"].light,
    "not recorded": theme.BAND.light,
}
JOINED = {
    "joined": theme.POWERS["EUU"].light,
    "joined in part": theme.NEUTRAL.light,
    "not joined": theme.POWERS["RUS"].light,
    "not recorded": theme.BAND.light,
}
ALL, SOME, NONE, UNTOLD = "all borne out", "some borne out", "none borne out", "cannot be told"
BORNE_OUT = {
    ALL: theme.STEPS[3].light,
    SOME: theme.STEPS[1].light,
    NONE: theme.NEUTRAL.light,
    UNTOLD: theme.BAND.light,
}
STRONG = ("yes", "no", "joined", "not joined", ALL)
LINE = 14  # px between lines of a label
FLOWS = {"export": theme.POWERS["EUU"].light, "import": theme.POWERS["RUS"].light}


def matrix(
    cells: pd.DataFrame,
    order: Sequence[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Channels by country: the newest value, shaded along its row, with an earlier one below it.

    `cells` holds channel, country, iso3, year, value, text, year_before, value_before,
    before (text), level (0 to 4), source; rows keep the order of the frame, columns (countries) take `order`.
    """
    shown = records(cells).assign(strong=lambda frame: frame["level"] >= 3)
    x = grammar.heads("country", order)
    x.scale = alt.Scale(domain=list(order))
    y = grammar.rows(
        "channel",
        shown,
        150,
        labelExpr="split(datum.label, ', ')",
        labelOffset=-LINE / 2,
        labelLineHeight=LINE,
    )
    base = alt.Chart(shown).encode(x=x, y=y)
    rects = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(
        color=alt.Color("level:O", scale=alt.Scale(domain=list(range(5)), range=STEPS), legend=None),
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("channel:N", title="Channel"),
            alt.Tooltip("value:Q", title="Newest value"),
            alt.Tooltip("year:Q", title="of", format="d"),
            alt.Tooltip("value_before:Q", title="About ten years before"),
            alt.Tooltip("year_before:Q", title="of", format="d"),
        ],
    )
    ink = grammar.ink_on_shades()
    newest = base.mark_text(fontSize=13, fontWeight="bold", dy=-6).encode(text=alt.Text("text:N"), color=ink)
    earlier = base.mark_text(fontSize=11, dy=9).encode(text=alt.Text("before:N"), color=ink)
    chart = (
        alt.layer(rects, newest, earlier)
        .properties(width=theme.WIDTH - 170, height=40 * shown["channel"].nunique())
        .resolve_scale(color="independent")
    )
    return finish(
        chart,
        heading,
        cells,
        {
            "channel": "Channel",
            "value": "Value",
            "year_before": "Earlier year",
            "value_before": "Earlier value",
        },
        note=note,
    )


def grid(
    cells: pd.DataFrame,
    classes: Mapping[str, str],
    *,
    heading: Heading,
    sources: Sequence[str],
    headings: tuple[str, str, str],
    order: Sequence[str] = (),
    note: str = "",
    row_height: int = 26,
    label_lines: float = 1,
    label_limit: int = 230,
) -> Figure:
    """A class for each row and column; `cells` holds row, column, status, text, detail.

    `classes` maps each class to its colour in the order of the legend, `headings` names rows,
    columns and classes; columns take `order`, or that of the frame.
    Labels of rows break at "; ", on the average into `label_lines` lines.
    """
    shown = records(cells[["row", "column", "status", "text", "detail"]])
    shown = shown.assign(strong=shown["status"].isin(STRONG))
    x = grammar.heads("column", order or shown["column"].drop_duplicates().tolist())
    y = grammar.rows(
        "row",
        shown,
        label_limit,
        labelExpr="split(datum.label, '; ')",
        labelOffset=-LINE / 2 * (label_lines - 1),
        labelLineHeight=LINE,
    )
    colour = grammar.colours({key: classes[key] for key in classes if key in set(shown["status"])}, "status")
    colour.legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=0)
    base = alt.Chart(shown).encode(x=x, y=y)
    rects = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(
        color=colour,
        tooltip=[
            alt.Tooltip("row:N", title=headings[0]),
            alt.Tooltip("column:N", title=headings[1]),
            alt.Tooltip("status:N", title=headings[2]),
            alt.Tooltip("detail:N", title="Remark"),
        ],
    )
    texts = base.mark_text(fontSize=11.5, opacity=alt.ExprRef("width < 300 ? 0 : 1")).encode(
        text=alt.Text("text:N"),
        color=grammar.ink_on_shades(),
    )
    chart = (
        alt.layer(rects, texts)
        .properties(
            width=theme.WIDTH - 20 - min(label_limit, 250), height=row_height * shown["row"].nunique()
        )
        .resolve_scale(color="independent")
    )
    return finish(
        chart,
        heading,
        cells,
        {
            "row": headings[0],
            "column": headings[1],
            "status": headings[2],
            "text": "Text",
            "detail": "Remark",
        },
        sources=sources,
        note=note,
    )


def beside(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Two partners on one scale, a row a country; `values` holds country, iso3, power, power_iso3, year, value, source."""
    shown = records(values[["country", "iso3", "power", "power_iso3", "year", "value", "source"]])
    order = shown[shown["power_iso3"] == "RUS"].sort_values("value", ascending=False)["country"].tolist()
    powers = shown[["power", "power_iso3"]].drop_duplicates().itertuples(index=False)
    y = alt.Y("country:N", sort=order, title=None, axis=alt.Axis(grid=False, ticks=False, labelLimit=180))
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=True))
    lines = (
        alt.Chart(shown)
        .mark_line(color=theme.CONTEXT.light, strokeWidth=2)
        .encode(x=x, y=y, detail=alt.Detail("country:N"))
    )
    base = alt.Chart(shown).encode(x=x, y=y)
    points = base.mark_point(size=130).encode(
        color=grammar.colours(
            {row.power: theme.power_colour(row.power_iso3) for row in powers}, "power", legend=True
        ),
        tooltip=[
            alt.Tooltip("country:N"),
            alt.Tooltip("power:N"),
            alt.Tooltip("year:Q", format="d"),
            alt.Tooltip("value:Q", format=".1f"),
        ],
    )
    texts = base.mark_text(dy=-14, fontSize=12).encode(text=alt.Text("value:Q", format=".1f"))
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 190, height=44 * len(order))
    return finish(
        chart,
        heading,
        values,
        {"power": "Partner", "power_iso3": "Code of the partner", "value": Unit("Percent of goods trade")},
        note=note,
    )


def amounts(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Exports and imports in one currency: a line a flow, and points of another basis.

    `values` holds flow (export, import), basis, joined (whether on the line), year, value, source.
    """
    shown = records(values[["flow", "basis", "joined", "year", "value", "source"]])
    x = grammar.years(shown)
    domain = [0, grammar.upper(shown["value"].max())]
    y = grammar.amount("value", domain=domain)
    named = shown.assign(
        flow=shown["flow"].map({"export": "Exports to Russia", "import": "Imports from Russia"})
    )
    colour = grammar.colours(
        {"Exports to Russia": FLOWS["export"], "Imports from Russia": FLOWS["import"]}, "flow", legend=True
    )
    colour.legend = alt.Legend(title=None, symbolType="circle")
    tooltip = [
        alt.Tooltip("flow:N"),
        alt.Tooltip("basis:N"),
        alt.Tooltip("year:Q", format="d"),
        alt.Tooltip("value:Q", format=",.0f"),
    ]
    lines = (
        alt.Chart(named[named["joined"]])
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    points = (
        alt.Chart(named[~named["joined"]])
        .mark_point(size=90, shape="diamond")
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    texts = points.mark_text(dy=-13, fontSize=12).encode(
        text=alt.Text("value:Q", format=",.0f"), color=alt.ColorValue(theme.INK.light)
    )
    chart = alt.layer(lines, points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(
        chart, heading, values, {"flow": "Flow", "basis": "Basis", "value": Unit("USD million")}, note=note
    )


def gas_and_weight(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Two panels of bars by country: the Russian share of gas, and the weight of gas in all energy.

    `values` holds country, iso3, panel, value, said, source; the first panel of the frame stands left.
    """
    shown = records(values[["country", "iso3", "panel", "value", "said", "source"]])
    order = shown["country"].drop_duplicates().tolist()
    panels = shown["panel"].drop_duplicates().tolist()
    colour = {panels[0]: theme.POWERS["RUS"].light, panels[-1]: theme.STEPS[3].light}
    charts = []
    for place, panel in enumerate(panels):
        axis = (
            alt.Axis(ticks=False, domain=False, labelLimit=170)
            if place == 0
            else alt.Axis(labels=True, ticks=False, domain=False, labelLimit=170)
        )
        base = alt.Chart(shown[shown["panel"] == panel]).encode(
            y=alt.Y("country:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=axis),
            x=alt.X(
                "value:Q",
                title=None,
                scale=alt.Scale(domain=[0, 100]),
                axis=alt.Axis(values=[0, 50, 100], grid=True),
            ),
        )
        bars = base.mark_bar(height={"band": 0.6}, color=colour[panel]).encode(
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("value:Q", title=panel),
                alt.Tooltip("said:N", title="Figure"),
            ]
        )
        texts = base.mark_text(align="left", dx=5, fontSize=12).encode(
            text=alt.Text("said:N"), x=alt.X("value:Q")
        )
        panel_title = alt.TitleParams(text=panel, fontSize=13, offset=6)
        charts.append(alt.layer(bars, texts).properties(width=130, height=32 * len(order), title=panel_title))
    chart = alt.hconcat(*charts, spacing=50)
    return finish(
        chart,
        heading,
        values,
        {"panel": "Share", "value": Unit("Percent"), "said": "Figure and year"},
        note=note,
    )


def exercises(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Numbers of exercises by period and side; `counts` holds period, side, value, source in the order of time."""
    shown = records(counts[["period", "side", "number", "value", "scope", "source"]])
    colours = {
        side: colour
        for side, colour in (
            ("Russia", theme.POWERS["RUS"].light),
            ("NATO, its members and partners", theme.POWERS["EUU"].light),
            ("China", theme.POWERS["CHN"].light),
        )
        if side in set(shown["side"])
    }
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "period:N",
            sort=shown["period"].drop_duplicates().tolist(),
            title=None,
            axis=alt.Axis(ticks=False, domain=False),
        ),
        yOffset=alt.YOffset("side:N", sort=list(colours)),
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=5, grid=True)),
    )
    bars = base.mark_bar(height={"band": 0.85}).encode(
        color=grammar.colours(colours, "side", legend=True),
        tooltip=[
            alt.Tooltip("period:N"),
            alt.Tooltip("side:N"),
            alt.Tooltip("value:Q"),
            alt.Tooltip("scope:N"),
        ],
    )
    texts = base.mark_text(align="left", dx=5, fontSize=12).encode(text=alt.Text("value:Q", format=".3~r"))
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 170, height=46 * shown["period"].nunique())
    return finish(
        chart,
        heading,
        counts,
        {
            "period": "Period",
            "side": "With",
            "number": Unit("Exercises"),
            "value": Unit("Exercises a year"),
            "scope": "Scope",
        },
        note=note,
    )


def by_year(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Persons by year, a colour a country; `counts` holds country, iso3, year, value, source."""
    shown = records(counts[["country", "iso3", "year", "value", "source"]])
    years = list(range(int(shown["year"].min()), int(shown["year"].max()) + 1))
    bars = (
        alt.Chart(shown)
        .mark_bar(size=34)
        .encode(
            x=alt.X("year:O", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0)),
            y=grammar.amount(
                "sum(value)", domain=[0, grammar.upper(shown.groupby("year")["value"].sum().max())]
            ),
            color=grammar.colours(grammar.country_colours(shown), "country", legend=True),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("year:O"),
                alt.Tooltip("sum(value):Q", title="Expelled"),
            ],
        )
    )
    totals = (
        alt.Chart(shown.groupby("year", as_index=False)["value"].sum())
        .mark_text(dy=-9, fontSize=12)
        .encode(x=alt.X("year:O"), y=alt.Y("value:Q"), text=alt.Text("value:Q"))
    )
    chart = alt.layer(bars, totals).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(chart, heading, counts, {"value": Unit("Persons")}, note=note)


def bars_by_country(
    values: pd.DataFrame,
    *,
    heading: Heading,
    value_heading: str,
    note: str = "",
) -> Figure:
    """A bar a country in its colour with what it says; `values` holds country, iso3, value, said, source."""
    shown = records(values[["country", "iso3", "value", "said", "source"]])
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "country:N",
            sort=shown["country"].tolist(),
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=180),
        ),
        x=alt.X(
            "value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=True)
        ),
    )
    bars = base.mark_bar(height={"band": 0.6}).encode(
        color=grammar.colours(grammar.country_colours(shown), "country"),
        tooltip=[
            alt.Tooltip("country:N"),
            alt.Tooltip("value:Q", title=value_heading),
            alt.Tooltip("said:N", title="Figure"),
        ],
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("said:N"))
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 240, height=34 * len(shown))
    return finish(
        chart, heading, values, {"value": Unit(value_heading), "said": "Figure and date"}, note=note
    )


def waves(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """The same question in several waves, a line a country; `values` holds country, iso3, date, when, percent, source."""
    shown = records(
        values[["country", "iso3", "date", "when", "percent", "source"]].sort_values(["date", "country"])
    )
    waves = shown["when"].drop_duplicates().tolist()
    x = alt.X("when:O", sort=waves, title=None, scale=alt.Scale(padding=0.5), axis=alt.Axis(labelAngle=0))
    y = grammar.amount("percent", domain=[0, 100])
    colour = grammar.colours(grammar.country_colours(shown), "country")
    tooltip = [alt.Tooltip("country:N"), alt.Tooltip("when:N"), alt.Tooltip("percent:Q", title="Percent")]
    base = alt.Chart(shown).encode(x=x, y=y, color=colour)
    layers = [base.mark_line(strokeWidth=2.5), base.mark_point(size=90, opacity=1).encode(tooltip=tooltip)]
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
    return finish(chart, heading, values, {"when": "Fieldwork", "percent": Unit("Percent")}, note=note)


def answers(polls: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
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
    shapes = ["circle", "square", "diamond", "triangle-up", "cross"][: len(questions)]
    x = grammar.days(domain=[f"{shown['date'].min()[:4]}-01-01", f"{int(shown['date'].max()[:4]) + 1}-01-01"])
    base = alt.Chart(shown).encode(x=x, y=grammar.amount("percent", domain=[0, 100]), color=colour)
    lines = base.mark_line(strokeWidth=1.25, opacity=0.6).encode(
        detail=[alt.Detail("question:N"), alt.Detail("pollster:N")]
    )
    points = base.mark_point(size=100).encode(
        shape=alt.Shape("question:N", scale=alt.Scale(domain=questions, range=shapes), legend=None),
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


def steps(taken: pd.DataFrame, turn: str, *, heading: Heading, note: str) -> Figure:
    """Steps over time with a rule at `turn`; `taken` holds country, track, step, date, when, source."""
    shown = records(taken[["country", "track", "step", "date", "when", "source"]])
    y = alt.Y(
        "country:N",
        sort=shown["country"].drop_duplicates().tolist(),
        title=None,
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelLimit=180),
    )
    tracks = {
        track: colour
        for track, colour in (
            ("NATO", theme.POWERS["USA"].light),
            ("European Union", theme.POWERS["EUU"].light),
        )
        if track in set(shown["track"])
    }
    points = (
        alt.Chart(shown)
        .mark_point(size=90, opacity=0.9)
        .encode(
            x=grammar.days(),
            y=y,
            color=grammar.colours(tracks, "track", legend=True),
            shape=alt.Shape(
                "track:N",
                scale=alt.Scale(domain=list(tracks), range=["circle", "square"][: len(tracks)]),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("track:N"),
                alt.Tooltip("step:N"),
                alt.Tooltip("when:N"),
            ],
        )
    )
    at = pd.DataFrame({"date": [turn], "text": [turn[:4]]})
    rule = alt.Chart(at).mark_rule(strokeDash=[5, 4], color=theme.INK.light).encode(x=alt.X("date:T"))
    text = (
        alt.Chart(at)
        .mark_text(align="left", dx=4, baseline="top", fontSize=12)
        .encode(x=alt.X("date:T"), y=alt.YValue(0), text=alt.Text("text:N"))
    )
    chart = alt.layer(rule, points, text).properties(
        width=theme.WIDTH - 190, height=30 * shown["country"].nunique()
    )
    return finish(
        chart,
        heading,
        taken,
        {"track": "Track", "step": "Step", "date": "Day (end of an imprecise date)", "when": "Date"},
        note=note,
    )


def turning_years(
    tested: pd.DataFrame,
    year: int,
    sources: Sequence[str],
    *,
    heading: Heading,
    note: str,
) -> Figure:
    """Ratios of rates with intervals for each year as a turning point, a panel a track.

    `tested` holds track, year, ratio, low, high, p, before, after; `year` is drawn apart.
    """
    floor, ceiling = 0.05, 20.0
    shown = records(
        tested[["track", "year", "ratio", "low", "high", "p", "before", "after"]].assign(
            low=tested["low"].clip(floor, ceiling),
            high=tested["high"].clip(floor, ceiling),
            chosen=tested["year"] == year,
        )
    )
    shown = shown.assign(dot=shown["ratio"].where(shown["ratio"].between(floor, ceiling)))
    x = grammar.years(shown)
    x.axis = alt.Axis(format="d", tickCount=4)
    y = alt.Y(
        "low:Q",
        title=None,
        scale=alt.Scale(type="log", domain=[floor, ceiling], nice=False),
        axis=alt.Axis(values=[0.1, 0.5, 1, 2, 10], format="~g"),
    )
    tone = alt.condition(
        "datum.chosen", alt.value(theme.POWERS["RUS"].light), alt.value(theme.STEPS[2].light)
    )
    one = alt.Chart().mark_rule(color=theme.INK.light, strokeDash=[5, 4]).encode(y=alt.datum(1))
    spans = alt.Chart().mark_rule(strokeWidth=3).encode(x=x, y=y, y2=alt.Y2("high:Q"), color=tone)
    dots = (
        alt.Chart()
        .mark_point(size=60)
        .encode(
            x=x,
            y=grammar.onto(y, "dot"),
            color=tone,
            tooltip=[
                alt.Tooltip("track:N", title="Track"),
                alt.Tooltip("year:Q", title="Turning year", format="d"),
                alt.Tooltip("before:Q", title="Steps before"),
                alt.Tooltip("after:Q", title="Steps from then on"),
                alt.Tooltip("ratio:Q", title="Ratio of the rates", format=".2f"),
                alt.Tooltip("p:Q", title="p", format=".3f"),
            ],
        )
    )
    chart = (
        alt.layer(one, spans, dots, data=shown)
        .properties(width=250, height=220)
        .facet(
            facet=alt.Facet("track:N", title=None, sort=shown["track"].drop_duplicates().tolist()), columns=2
        )
    )
    return finish(
        chart,
        heading,
        tested,
        {
            "track": "Track",
            "year": "Turning year",
            "before": "Steps before",
            "after": "Steps from then on",
            "ratio": "Ratio of the rates",
            "low": "Low end of the interval",
            "high": "High end of the interval",
            "p": "p",
        },
        sources=sources,
        note=note,
    )
