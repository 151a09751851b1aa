"""Charts of who contributes to KFOR: contingents, lists, shares and numbers of nations."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish
from wb6.figures.frames import Unit, records
from wb6.figures.grammar import Look
from wb6.figures.kfor import base

COUNTED = {
    "all nations": (base.GREY, "circle"),
    "members of NATO": (base.DARK, "square"),
    "partners": (base.PLAN, "triangle-up"),
}


def two_lists(contingents: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Contingents of the complete lists side by side; `contingents` holds country, list, troops, basis."""
    columns = ["country", "contributor_iso3", "list", "troops", "share", "basis", "source"]
    shown = records(contingents[columns])
    years = sorted(shown["list"].unique())
    last = shown[shown["list"] == years[-1]].sort_values("troops", ascending=False)["country"].tolist()
    gone = shown[~shown["country"].isin(last)].sort_values("troops", ascending=False)["country"].tolist()
    names = alt.Y("country:N", sort=[*last, *gone], title=None)
    y = names.axis(grid=True, domain=False, labelLimit=160, labelPadding=12)
    x = grammar.across("troops", format=",d", tickCount=5, grid=True)
    looks = dict(zip(years, ((base.PLAN, "diamond"), (base.DARK, "circle"))[-len(years) :], strict=False))
    spans = Chart(shown).mark_rule(strokeWidth=2)
    # The earlier mark is the larger one, so that it shows below an equal later one.
    scale = alt.Scale(domain=years, range=[150, 45] if len(years) > 1 else [70])
    points = base.points(shown, (x, y), "list", looks).encode(
        size=alt.Size("list:N", scale=scale, legend=None)
    )
    headings = {
        "country": "Contributor",
        "contributor_iso3": "Code",
        "list": "List of",
        "troops": Unit("Troops"),
        "share": Unit("Percent of the list"),
        "basis": "Basis",
    }
    chart = alt.layer(
        spans.encode(y=y, x=alt.X("min(troops):Q", title=None), x2=alt.X2("max(troops):Q")), points
    )
    chart = chart.properties(width=theme.WIDTH - 120, height=17 * shown["country"].nunique())
    return finish(chart, heading, contingents, headings, note=note)


def by_contributor(
    figures: pd.DataFrame, order: list[str], *, heading: Heading, note: str, labelled: bool = False
) -> Figure:
    """One small panel a contributor; `figures` holds country, date, when, kind, value, source."""
    shown = records(figures[["country", "date", "when", "kind", "value", "source", "note"]])
    x = grammar.whole_years(figures["date"]).axis(format="%Y", tickCount=3)
    y = grammar.amount("value", [0, shown["value"].max() * (1.2 if labelled else 1.06)])
    y = y.axis(tickCount=4, format=",~f")
    layers = [base.points(shown, (x, y), "kind", base.KINDS, size=50)]
    if labelled:
        planned = shown["kind"].eq("planned or decided")
        groups = [shown["country"], shown["date"].str[:4], planned]
        shown["text"] = shown["value"].where(
            shown["value"] == shown.groupby(groups)["value"].transform("max")
        )
        shown["below"] = ~planned & planned.groupby([*groups[:2]]).transform("any") & (shown["value"] > 30)
        layers += grammar.texts(layers[0].transform_filter("isValid(datum.text)"), "text")
    panel = alt.layer(*layers, data=shown).properties(width=166, height=120 if not labelled else 200)
    for layer in panel.layer:
        layer.data = alt.Undefined
    by_country = alt.Facet("country:N", sort=order).header(title=None, labelAnchor="start")
    columns = {
        "country": "Contributor",
        "when": "Date",
        "kind": "Kind of figure",
        "value": Unit("Troops"),
        "note": "Note",
    }
    return finish(panel.facet(facet=by_country, columns=3), heading, figures, columns, note=note)


def shares(points: pd.DataFrame, looks: Mapping[str, Look], *, heading: Heading, note: str) -> Figure:
    """Shares by date with their range; `points` holds date, when, kind, troops, low, value, high, source."""
    shown = records(points[["date", "when", "kind", "troops", "low", "value", "high", "source"]])
    x, y = grammar.whole_years(points["date"]), grammar.up_to("value", shown["high"].max())
    spans = Chart(shown).mark_rule(strokeWidth=2.5, color=theme.CONTEXT.light)
    dots = base.points(shown, (x, y), "kind", looks)
    named = Chart(base.telling(shown[shown["kind"] != "US defence department"]))
    texts = named.mark_text(dy=-12, fontSize=12).encode(
        x=x, y=grammar.onto(y, "high"), text=alt.Text("value:Q", format=".0f")
    )
    columns = {
        "when": "Date",
        "kind": "Kind of figure",
        "troops": Unit("Troops"),
        "value": Unit("Percent of KFOR"),
        "low": "Lowest",
        "high": "Highest",
    }
    chart = alt.layer(spans.encode(**grammar.between(x, y)), dots, texts)
    chart = chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    return finish(chart, heading, points, columns, note=note)


def nations(counts: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Number of contributors by date; `counts` holds date, when, kind, value, source."""
    shown = records(counts[["date", "when", "kind", "value", "source"]])
    axes = grammar.whole_years(counts["date"]), grammar.amount("value", [0, 40])
    chart = base.points(shown, axes, "kind", COUNTED)
    chart = chart.properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    columns = {"when": "Date", "kind": "Counted", "value": Unit("Nations")}
    return finish(chart, heading, counts, columns, note=note)
