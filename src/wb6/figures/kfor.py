"""Charts of KFOR: points by the basis of a figure, ranges where sources differ, never a line across them."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import finish, records, sources_of

DARK, MIDDLE = theme.STEPS[4].light, theme.STEPS[2].light
PLAN = theme.POWERS["CHN"].light
ALARM = theme.POWERS["RUS"].light
GREY = theme.POWERS["OTHER"].light
TEAL = theme.POWERS["USA"].light

# Each basis has a colour and a shape, so that neither alone has to carry the difference.
BASES: Mapping[str, tuple[str, str]] = {
    "stated": (DARK, "circle"),
    "about": (MIDDLE, "diamond"),
    "planned": (PLAN, "triangle-up"),
}
# Room above the plot, as a share of it, in which the marks of incidents are named.
ROOM = 0.16
KINDS: Mapping[str, tuple[str, str]] = {
    "complete list": (DARK, "circle"),
    "single or partial count": (MIDDLE, "diamond"),
    "rounded, World Factbook": (GREY, "square"),
    "US defence department": (TEAL, "cross"),
    "planned or decided": (PLAN, "triangle-up"),
}
SCOPES = {
    "with_reserves": "with reserves",
    "without_reserves": "without reserves",
    "with_civilians": "with civilians",
    "with_support_outside": "with support outside Kosovo",
}


def strength(
    figures: pd.DataFrame,
    spans: pd.DataFrame,
    marks: pd.DataFrame,
    *,
    name: str,
    title: str,
    subtitle: str,
    alt_text: str,
    note: str,
    marker: str,
) -> Any:
    """Size of the force by date and basis, over the range of rival figures, with marked incidents.

    `figures` holds date, when, basis, value, source; `spans` middle, low, high; `marks` date and
    the text of `marker`.
    """
    shown = records(figures[["date", "when", "basis", "scope", "value", "source", "note"]])
    top = grammar.upper(shown["value"].max())
    x, y = _days(figures, marks), grammar.amount("value", domain=[0, top * (1 + ROOM)])
    layers = []
    if len(marks):
        layers += _marks(marks, x, marker, top)
    if len(spans):
        layers.append(
            alt.Chart(records(spans[["middle", "low", "high"]]))
            .mark_rule(strokeWidth=7, color=theme.CONTEXT.light, opacity=0.6, strokeCap="round")
            .encode(x=_at(x, "middle"), y=grammar.onto(y, "low"), y2="high:Q")
        )
    layers.append(_points(shown, x, y, "basis", BASES))
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.HEIGHT + 20)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(figures, marks),
        note=note,
        columns={
            "when": "Date",
            "basis": "Basis",
            "scope": "What the total holds",
            "value": "Troops",
            "source": "Source",
            "note": "Note",
        },
    )


def told_lately(
    figures: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str
) -> Any:
    """Single figures of recent years, one row each; `figures` holds label, scope, value, source."""
    shown = records(figures[["label", "when", "kind", "value", "source"]])
    kinds = {
        "not said": (GREY, "circle"),
        "with reserves": (DARK, "square"),
        "without reserves": (PLAN, "diamond"),
        "with civilians": (TEAL, "triangle-up"),
    }
    low = shown["value"].min() // 500 * 500
    x = alt.X(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[low, -(-shown["value"].max() // 500) * 500]),
        axis=alt.Axis(format=",d", tickCount=3, grid=True),
    )
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=170, grid=True, domain=False))
    points = _points(shown, x, y, "kind", kinds)
    values = (
        alt.Chart(shown)
        .mark_text(align="left", dx=10, fontSize=12, color=theme.MUTED.light)
        .encode(x=x, y=y, text=alt.Text("value:Q", format=",d"))
    )
    chart = alt.layer(points, values).properties(width=theme.WIDTH - 200, height=19 * len(shown))
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(figures),
        note=note,
        columns={"when": "Date", "kind": "Reserves", "value": "Troops", "source": "Source"},
    )


def spreads(spans: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str) -> Any:
    """Range of figures told at about the same date; `spans` holds label, low, high, figures, spread, source."""
    shown = records(spans[["label", "figures", "low", "high", "spread", "source"]])
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=200))
    bars = (
        alt.Chart(shown)
        .mark_bar(color=MIDDLE, height={"band": 0.6})
        .encode(
            y=y,
            x=alt.X(
                "spread:Q",
                title=None,
                scale=alt.Scale(domain=[0, grammar.upper(shown["spread"].max()) * 1.15]),
                axis=alt.Axis(grid=True, tickCount=3, labelExpr="datum.label + ' %'"),
            ),
            tooltip=[
                alt.Tooltip("label:N", title="Period"),
                alt.Tooltip("figures:Q", title="Figures"),
                alt.Tooltip("low:Q", title="Lowest", format=",d"),
                alt.Tooltip("high:Q", title="Highest", format=",d"),
            ],
        )
    )
    texts = bars.mark_text(align="left", dx=5, fontSize=12).encode(text="range:N")
    texts = texts.transform_calculate(
        range="format(datum.low, ',d') + ' to ' + format(datum.high, ',d')"
        " + (datum.figures > 2 ? ' (' + datum.figures + ' figures)' : '')"
    )
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 190, height=21 * len(shown))
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(spans),
        note=note,
        columns={
            "label": "Period",
            "figures": "Figures",
            "low": "Lowest",
            "high": "Highest",
            "spread": "Spread, percent of the lowest",
            "source": "Source of the highest",
        },
    )


def two_lists(
    contingents: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str
) -> Any:
    """Contingents of the complete lists side by side; `contingents` holds country, list, troops, basis."""
    shown = records(
        contingents[["country", "contributor_iso3", "list", "troops", "share", "basis", "source"]]
    )
    years = sorted(shown["list"].unique())
    last = shown[shown["list"] == years[-1]].sort_values("troops", ascending=False)["country"].tolist()
    gone = shown[~shown["country"].isin(last)].sort_values("troops", ascending=False)["country"].tolist()
    y = alt.Y(
        "country:N", sort=[*last, *gone], title=None, axis=alt.Axis(grid=True, domain=False, labelLimit=160)
    )
    x = alt.X("troops:Q", title=None, axis=alt.Axis(format=",d", tickCount=5, grid=True))
    looks = dict(
        zip(
            years,
            ((PLAN, "diamond"), (DARK, "circle")) if len(years) > 1 else ((DARK, "circle"),),
            strict=False,
        )
    )
    spans = (
        alt.Chart(shown)
        .mark_rule(strokeWidth=2)
        .encode(y=y, x=alt.X("min(troops):Q", title=None), x2="max(troops):Q")
    )
    # The earlier mark is the larger one, so that it shows below an equal later one.
    sizes = alt.Scale(domain=years, range=[150, 45] if len(years) > 1 else [70])
    points = _points(shown, x, y, "list", looks, value="troops").encode(
        size=alt.Size("list:N", scale=sizes, legend=None)
    )
    chart = alt.layer(spans, points).properties(
        width=theme.WIDTH - 170, height=17 * shown["country"].nunique()
    )
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(contingents),
        note=note,
        columns={
            "country": "Contributor",
            "contributor_iso3": "Code",
            "list": "List of",
            "troops": "Troops",
            "share": "Percent of the list",
            "basis": "Basis",
            "source": "Source",
        },
    )


def list_shares(
    lists: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str
) -> Any:
    """How much of the force each list names; `lists` holds label, kind, nations, named, total, share."""
    shown = records(lists[["label", "kind", "nations", "named", "total", "share", "source"]])
    looks = {"complete": DARK, "partial": theme.CONTEXT.light}
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=200))
    bars = (
        alt.Chart(shown)
        .mark_bar(height={"band": 0.62})
        .encode(
            y=y,
            x=alt.X(
                "share:Q",
                title=None,
                scale=alt.Scale(domain=[0, 150]),
                axis=alt.Axis(values=[0, 25, 50, 75, 100], grid=True, labelExpr="datum.label + ' %'"),
            ),
            color=grammar.colours(
                {kind: looks[kind] for kind in looks if kind in set(shown["kind"])}, "kind", legend=True
            ),
            tooltip=["label:N", alt.Tooltip("named:Q", format=",d"), alt.Tooltip("total:Q", format=",d")],
        )
    )
    texts = (
        alt.Chart(shown)
        .mark_text(align="left", dx=5, fontSize=12)
        .encode(y=y, x="share:Q", text="said:N")
        .transform_calculate(said="datum.nations + ' nations, ' + format(datum.named, ',d')")
    )
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 230, height=23 * len(shown))
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(lists),
        note=note,
        columns={
            "label": "List",
            "kind": "Kind",
            "nations": "Nations named",
            "named": "Troops named",
            "total": "Size of the force",
            "share": "Percent named",
            "source": "Source",
        },
    )


def by_contributor(
    figures: pd.DataFrame,
    order: list[str],
    *,
    name: str,
    title: str,
    subtitle: str,
    alt_text: str,
    note: str,
    labelled: bool = False,
) -> Any:
    """One small panel a contributor; `figures` holds country, date, when, kind, value, source."""
    shown = records(figures[["country", "date", "when", "kind", "value", "source", "note"]])
    x = grammar.days(domain=[_new_year(figures["date"].min(), 0), _new_year(figures["date"].max(), 1)])
    x.axis = alt.Axis(format="%Y", tickCount=3)
    y = grammar.amount("value", domain=[0, grammar.upper(shown["value"].max() * 1.15)])
    layers = [_points(shown, x, y, "kind", KINDS, size=50)]
    if labelled:
        planned = shown["kind"].eq("planned or decided")
        groups = [shown["country"], shown["date"].str[:4], planned]
        shown["text"] = shown["value"].where(
            shown["value"] == shown.groupby(groups)["value"].transform("max")
        )
        layers.append(
            layers[0]
            .transform_filter("isValid(datum.text)")
            .mark_text(dy=-12, fontSize=12)
            .encode(text="text:Q", color=alt.value(theme.INK.light), shape=alt.Undefined)
        )
    panel = alt.layer(*layers, data=shown).properties(width=166, height=120 if not labelled else 200)
    for layer in panel.layer:
        layer.data = alt.Undefined
    chart = panel.facet(
        facet=alt.Facet("country:N", sort=order, header=alt.Header(title=None, labelAnchor="start")),
        columns=3,
    )
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(figures),
        note=note,
        columns={
            "country": "Contributor",
            "when": "Date",
            "kind": "Kind of figure",
            "value": "Troops",
            "source": "Source",
            "note": "Note",
        },
    )


def shares(
    points: pd.DataFrame,
    looks: Mapping[str, tuple[str, str]],
    *,
    name: str,
    title: str,
    subtitle: str,
    alt_text: str,
    note: str,
) -> Any:
    """Shares by date with their range; `points` holds date, when, kind, troops, low, value, high, source."""
    shown = records(points[["date", "when", "kind", "troops", "low", "value", "high", "source"]])
    x = _days(points, points)
    y = grammar.amount("value", domain=[0, grammar.upper(shown["high"].max())])
    spans = (
        alt.Chart(shown)
        .mark_rule(strokeWidth=2.5, color=theme.CONTEXT.light)
        .encode(x=x, y=grammar.onto(y, "low"), y2="high:Q")
    )
    dots = _points(shown, x, y, "kind", looks)
    texts = (
        alt.Chart(_apart(shown[shown["kind"] != "US defence department"]))
        .mark_text(dy=-12, fontSize=12)
        .encode(x=x, y=grammar.onto(y, "high"), text=alt.Text("value:Q", format=".0f"))
    )
    chart = alt.layer(spans, dots, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(points),
        note=note,
        columns={
            "when": "Date",
            "kind": "Kind of figure",
            "troops": "Troops",
            "value": "Percent of KFOR",
            "low": "Lowest",
            "high": "Highest",
            "source": "Source",
        },
    )


def nations(counts: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str) -> Any:
    """Number of contributors by date; `counts` holds date, when, kind, value, source."""
    shown = records(counts[["date", "when", "kind", "value", "source"]])
    looks = {
        "all nations": (GREY, "circle"),
        "members of NATO": (DARK, "square"),
        "partners": (PLAN, "triangle-up"),
    }
    x = _days(counts, counts)
    y = grammar.amount("value", domain=[0, 40])
    chart = _points(shown, x, y, "kind", looks).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(counts),
        note=note,
        columns={"when": "Date", "kind": "Counted", "value": "Nations", "source": "Source"},
    )


def command(
    terms: pd.DataFrame, order: list[str], *, name: str, title: str, subtitle: str, alt_text: str, note: str
) -> Any:
    """Terms of command, one row a nation; `terms` holds nation, commander, start, end, when, kind, source."""
    shown = records(terms[["nation", "number", "commander", "when", "kind", "start", "end", "source"]])
    looks = {"dates known": DARK, "start or end not known": theme.CONTEXT.light}
    y = alt.Y("nation:N", sort=order, title=None, axis=alt.Axis(grid=True, domain=False))
    x = alt.X("start:T", title=None, axis=alt.Axis(format="%Y", tickCount=7))
    chart = (
        alt.Chart(shown)
        .mark_bar(height=15, stroke=theme.PAPER.light, strokeWidth=1.5)
        .encode(
            x=x,
            x2="end:T",
            y=y,
            color=grammar.colours(
                {kind: looks[kind] for kind in looks if kind in set(shown["kind"])}, "kind", legend=True
            ),
            tooltip=[
                alt.Tooltip("number:Q", title="Number"),
                alt.Tooltip("commander:N", title="Commander"),
                alt.Tooltip("when:N", title="Term"),
            ],
        )
        .properties(width=theme.WIDTH - 140, height=27 * shown["nation"].nunique())
    )
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(terms),
        note=note,
        columns={
            "number": "Number",
            "commander": "Commander",
            "nation": "Nation",
            "when": "Term",
            "kind": "Dates",
            "source": "Source",
        },
    )


def missions(sizes: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str) -> Any:
    """Sizes of missions, one panel a host; `sizes` holds host, mission, date, when, basis, value, source."""
    shown = records(sizes[["host", "mission", "date", "when", "basis", "value", "source"]])
    palette = {
        "IFOR": GREY,
        "SFOR": PLAN,
        "EUFOR Althea": DARK,
        "KFOR": MIDDLE,
        "UNMIK": theme.POWERS["TUR"].light,
        "EULEX": ALARM,
    }
    present = {mission: palette[mission] for mission in palette if mission in set(shown["mission"])}
    x = _days(sizes, sizes)
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(type="log", domain=[300, 100_000]),
        axis=alt.Axis(values=[500, 1000, 5000, 10_000, 50_000], format=",d"),
    )
    colour = grammar.colours(present, "mission", legend=True)
    tooltip = ["mission:N", alt.Tooltip("when:N", title="Date"), alt.Tooltip("value:Q", format=",d")]
    lines = alt.Chart().mark_line(strokeWidth=1.25, opacity=0.6).encode(x=x, y=y, color=colour)
    points = alt.Chart().mark_point(size=40).encode(x=x, y=y, color=colour, tooltip=tooltip)
    panel = alt.layer(lines, points, data=shown).properties(width=theme.WIDTH - 60, height=170)
    chart = panel.facet(
        row=alt.Row(
            "host:N", header=alt.Header(title=None, labelAngle=0, labelAnchor="start", labelOrient="top")
        )
    )
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(sizes),
        note=note,
        columns={
            "host": "Host",
            "mission": "Mission",
            "when": "Date",
            "basis": "Basis",
            "value": "Personnel",
            "source": "Source",
        },
    )


def security_force(
    sizes: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str
) -> Any:
    """Published sizes of the Kosovo Security Force; `sizes` holds date, when, kind, value, said, source."""
    shown = records(sizes[["date", "when", "kind", "value", "said", "source", "note"]])
    looks = {
        "active": (DARK, "circle"),
        "total, or with reserve": (MIDDLE, "diamond"),
        "authorised": (GREY, "square"),
        "planned": (PLAN, "triangle-up"),
    }
    x = _days(sizes, sizes)
    y = grammar.amount("value", domain=[0, grammar.upper(shown["value"].max())])
    points = _points(shown, x, y, "kind", looks)
    texts = (
        alt.Chart(shown[shown["said"] != ""])
        .mark_text(align="right", dx=-9, fontSize=12, color=theme.MUTED.light)
        .encode(x=x, y=y, text="said:N")
    )
    chart = alt.layer(points, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(sizes),
        note=note,
        columns={
            "when": "Date",
            "kind": "What is counted",
            "value": "Persons",
            "said": "Plan for",
            "source": "Source",
            "note": "Note",
        },
    )


def ratio(points: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str) -> Any:
    """Soldiers of one force for each member of another; `points` holds date, when, members, troops, value."""
    shown = records(points[["date", "when", "members", "troops", "value", "source"]])
    x = _days(points, points)
    top = grammar.upper(shown["value"].max())
    y = grammar.amount("value", domain=[0, top])
    parity = grammar.guideline(1.0)
    dots = (
        alt.Chart(shown)
        .mark_point(size=80, color=DARK)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("when:N", title="Date"),
                alt.Tooltip("members:Q", title="Kosovo Security Force", format=",d"),
                alt.Tooltip("troops:Q", title="KFOR", format=",d"),
                alt.Tooltip("value:Q", title="Ratio", format=".1f"),
            ],
        )
    )
    texts = (
        alt.Chart(_apart(shown))
        .mark_text(dy=-13, fontSize=12)
        .encode(x=x, y=y, text=alt.Text("value:Q", format=".1f"))
    )
    chart = alt.layer(parity, dots, texts).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(points),
        note=note,
        columns={
            "when": "Date",
            "members": "Kosovo Security Force",
            "troops": "KFOR",
            "value": "KFOR soldiers for each member",
            "source": "Source",
        },
    )


def coverage(
    cells: pd.DataFrame,
    order: list[str],
    *,
    name: str,
    title: str,
    subtitle: str,
    alt_text: str,
    note: str,
    sources: list[str],
) -> Any:
    """How many figures of each kind there are by year; `cells` holds kind, year, figures."""
    bins = {"none": theme.PAPER, "1": theme.STEPS[1], "2 to 4": theme.STEPS[2], "5 or more": theme.STEPS[4]}
    shown = records(
        cells.assign(number=pd.cut(cells["figures"], [-1, 0, 1, 4, 10_000], labels=list(bins)).astype(str))
    )
    chart = (
        alt.Chart(shown)
        .mark_rect(stroke=theme.GRID.light, strokeWidth=1)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", ticks=False)),
            y=alt.Y("kind:N", sort=order, title=None, axis=alt.Axis(labelLimit=220)),
            color=grammar.colours(
                {label: colour.light for label, colour in bins.items()}, "number", legend=True
            ),
            tooltip=["kind:N", "year:O", "figures:Q"],
        )
        .properties(width=theme.WIDTH - 210, height=27 * len(order))
    )
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources,
        note=note,
        columns={"kind": "Kind of figure", "year": "Year", "figures": "Figures"},
    )


def _points(
    shown: pd.DataFrame,
    x: Any,
    y: Any,
    field: str,
    looks: Mapping[str, tuple[str, str]],
    value: str = "value",
    size: int = 70,
) -> alt.Chart:
    """Points whose colour and shape both tell the value of `field`."""
    present = {look: looks[look] for look in looks if look in set(shown[field])}
    names = list(present)
    colours = alt.Scale(domain=names, range=[colour for colour, _ in present.values()])
    shapes = alt.Scale(domain=names, range=[shape for _, shape in present.values()])
    headings = {"when": "Date", "label": "Figure", "country": "Contributor"}
    return (
        alt.Chart(shown)
        .mark_point(size=size, opacity=0.9)
        .encode(
            x=x,
            y=y,
            color=alt.Color(f"{field}:N", scale=colours, legend=alt.Legend(title=None)),
            shape=alt.Shape(f"{field}:N", scale=shapes, legend=alt.Legend(title=None)),
            tooltip=[
                *(alt.Tooltip(f"{key}:N", title=headings[key]) for key in headings if key in shown),
                f"{field}:N",
                alt.Tooltip(f"{value}:Q", title="Number", format=",.4~r"),
            ],
        )
    )


def _apart(shown: pd.DataFrame, days: int = 400) -> pd.DataFrame:
    """Rows so far apart in time that their texts do not collide; the newest of neighbours stays."""
    kept: list[int] = []
    dates = pd.to_datetime(shown["date"])
    for position in reversed(range(len(shown))):
        if not kept or (dates.iloc[kept[-1]] - dates.iloc[position]).days > days:
            kept.append(position)
    return shown.iloc[kept[::-1]]


def _marks(marks: pd.DataFrame, x: alt.X, text: str, top: float) -> list[alt.Chart]:
    """Dashed rules at incidents with a text above, in two rows so that neighbours do not collide."""
    shown = records(marks[["date", "title", text]].assign(row=[place % 2 for place in range(len(marks))]))
    base = alt.Chart(shown).encode(x=x)
    rules = base.mark_rule(strokeDash=[2, 3], color=ALARM, opacity=0.8).encode(
        y=alt.datum(0), y2=alt.datum(top * (1 + ROOM / 4)), tooltip=["title:N"]
    )
    texts = [
        base.transform_filter(f"datum.row == {row}")
        .mark_text(fontSize=12, color=ALARM, baseline="bottom")
        .encode(y=alt.datum(top * (1 + ROOM * (row + 0.6) / 2)), text=f"{text}:N")
        for row in (0, 1)
    ]
    return [rules, *texts]


def _days(first: pd.DataFrame, second: pd.DataFrame) -> alt.X:
    """An axis of whole years that holds the dates of both frames."""
    dates = pd.concat([frame["date"] for frame in (first, second) if len(frame)])
    return grammar.days(domain=[_new_year(dates.min(), 0), _new_year(dates.max(), 1)])


def _new_year(day: pd.Timestamp, later: int) -> str:
    return f"{day.year + later}-01-01"


def _at(x: alt.X, field: str) -> alt.X:
    other = x.copy(deep=True)
    other.shorthand = f"{field}:T"
    return other


def dated(frame: pd.DataFrame, column: str = "date") -> pd.DataFrame:
    """The frame with `when`: the date in words, as precise as its source."""
    return frame.assign(
        when=[
            words.day(day, precision)
            for day, precision in zip(frame[column], frame["date_precision"], strict=True)
        ]
    )
