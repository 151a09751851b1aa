"""Strength: every figure of the size of KFOR, and what each counts."""

from dataclasses import replace

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures.figure import Figure, Heading
from wb6.figures.kfor import strength as chart
from wb6.measures import kfor
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage, months
from wb6.sections.written import SOLDIERS, Basis, head_counts

TABLE = "kfor_strength"
LATELY = 12
GRAVE, SERIOUS = 30, 10
BASES = (
    "Grey bars: from the lowest to the highest of figures at most two months apart. Planned sizes stand at the day the plan "
    "became known. Figures given only by year stand at its end. Those of soldiers in Kosovo alone leave out the force in "
    "the countries around."
)


@shows("size", "Strength of KFOR", "figure of KFOR")
def strength(page: KforPage) -> Figure:
    """All figures since the beginning, by basis, with the gravest incidents."""
    figures = _shown(page, page.since)
    sizes = needed(page.counted())
    first, newest = sizes.iloc[0], page.rivals().iloc[-1]
    grave = page.unrest()
    grave = grave[grave["casualties"] >= GRAVE].assign(year=lambda frame: frame["date"].dt.year.astype(str))
    return chart.strength(
        figures,
        _spans(page, page.since),
        chart.Marks(grave, "year"),
        heading=Heading(
            title=(
                f"KFOR shrank from {words.people(sizes['value'].max())} soldiers in {first['date'].year} to "
                f"{_between(newest['low'], newest['high'])} in {newest['end'].year}"
                if newest["end"].year > first["date"].year
                else f"KFOR counted {words.span(newest['low'], newest['high'])} soldiers in {newest['end'].year}"
            ),
            subtitle=(
                f"Troops by date and by basis of the figure, {words.years(first['date'].year, sizes['date'].max().year)}. "
                f"Dashed: incidents with {GRAVE} or more killed or injured, by year"
            ),
            alt_text=(
                f"Points of {len(sizes)} figures of the whole force, and of plans and of counts in Kosovo alone. The highest is "
                f"{words.people(sizes['value'].max())}, the lowest {words.people(sizes['value'].min())}; the newest say "
                f"{words.span(newest['low'], newest['high'])}."
            ),
        ),
        note=BASES,
    )


@shows("size-lately", "KFOR in recent years", "second figure of recent years")
def strength_lately(page: KforPage) -> Figure:
    """The last dozen years at a scale of their own, with the serious incidents."""
    first = max(page.since, page.edition.day.year - LATELY + 1)
    figures = _shown(page, first)
    sizes = needed(figures[figures["basis"].isin(kfor.COUNTED)], least=2)
    lowest = sizes.sort_values("value", kind="stable").iloc[0]
    newest = page.rivals().iloc[-1]
    now = f"{_between(newest['low'], newest['high'])} in {months(newest['start'], newest['end'])}"
    marks = page.unrest()
    serious = (marks["killed"].fillna(0) > 0) | (marks["casualties"] >= SERIOUS)
    marks = marks[serious & (marks["date"].dt.year >= first)]
    marks = marks.assign(text=lambda frame: frame["date"].dt.strftime("%b %Y"))
    return chart.strength(
        figures,
        _spans(page, first),
        chart.Marks(marks, "text"),
        heading=Heading(
            title=(
                f"From a low of {words.people(lowest['value'])} in {lowest['date'].year}, KFOR stands at {now}"
                if newest["low"] > lowest["value"]
                else f"KFOR stands at {now}, its lowest in these years"
            ),
            subtitle=(
                f"Troops by date and by basis of the figure, {words.years(first, sizes['date'].max().year)}. "
                f"Dashed: incidents with anyone killed or with {SERIOUS} or more hurt"
            ),
            alt_text=(
                f"Points of {len(sizes)} figures with {len(marks)} incidents. The lowest figure is "
                f"{words.people(lowest['value'])} of {words.day(lowest['date'], lowest['date_precision'])}."
            ),
        ),
        note=BASES,
    )


def _shown(page: KforPage, first: int) -> pd.DataFrame:
    """Figures and plans from a year on, with their dates in words."""
    rows = page.table(TABLE)
    rows = rows[rows["troops_total"].notna() & (rows["date"].dt.year >= first)]
    inside = rows["scope"] == "in_kosovo"
    rows = rows.assign(
        value=rows["troops_total"].astype(int),
        scope=rows["scope"].map(chart.SCOPES),
        basis=rows["basis"].mask(inside, "in Kosovo alone"),
    )
    return words.dated(rows)


def _spans(page: KforPage, first: int) -> pd.DataFrame:
    spans = page.rivals()
    spans = spans[(spans["figures"] > 1) & (spans["start"].dt.year >= first)]
    return spans.assign(middle=spans["start"] + (spans["end"] - spans["start"]) / 2)


def _between(low: float, high: float) -> str:
    """A range as the end of a course.

    >>> _between(4500, 4767), _between(4500, 4500)
    ('between 4,500 and 4,767', '4,500')
    """
    texts = list(dict.fromkeys((words.people(low), words.people(high))))
    return f"between {' and '.join(texts)}" if len(texts) > 1 else texts[0]


@declares(TABLE, "size", "size_peak", "size_inside", "size_entry", "size_lowest", "size_change", "nations")
def _size_facts(page: KforPage) -> dict[str, Fact]:
    """The newest size, the ends of the series, and numbers of nations."""
    sizes = needed(page.counted())
    newest, counts = page.rivals().iloc[-1], kfor.nations(page.table(TABLE))
    peak, lowest = sizes.loc[sizes["value"].idxmax()], sizes.loc[sizes["value"].idxmin()]
    last = sizes[sizes["date"] >= newest["start"]]
    now = Basis.on(TABLE, newest["end"], last["source"], "month")
    span = f"{words.span(newest['low'], newest['high'])} {SOLDIERS}"
    found = {
        "size": replace(now, date=months(newest["start"], newest["end"])).fact(
            "Size of KFOR", span, float(newest["high"]), SOLDIERS
        ),
        "size_change": now.percent(
            "Growth from the smallest size", (last["value"].median() / lowest["value"] - 1) * 100
        ),
        **head_counts(
            TABLE, {"size_peak": ("Largest size", peak), "size_lowest": ("Smallest size", lowest)}, SOLDIERS
        ),
    }
    inside = kfor.inside(page.table(TABLE))
    if len(inside):
        ends = {
            "size_entry": ("First count of soldiers in Kosovo", inside.iloc[0]),
            "size_inside": ("Most soldiers in Kosovo", inside.loc[inside["value"].idxmax()]),
        }
        found |= head_counts(TABLE, ends, SOLDIERS)
    if counts.empty:
        return found
    return found | {"nations": _nations(counts)}


def _nations(counts: pd.DataFrame) -> Fact:
    """The newest number of contributing nations, on all counts since it was another."""
    number = int(counts["value"].iloc[-1])
    others = counts.index[counts["value"] != number]
    same = counts.loc[others.max() + 1 :] if len(others) else counts
    newest = same.iloc[-1]
    basis = Basis.on(TABLE, newest["date"], same["source"], newest["date_precision"])
    return basis.head_count("Contributing nations", number, "nations")
