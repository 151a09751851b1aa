"""Strength: every figure of the size of KFOR, what each counts, and how far they differ."""

import pandas as pd

from wb6.data import words
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import strength as chart
from wb6.figures.tables import Column, Table, table
from wb6.sections.kfor_page import KforPage, months

LATELY = 12
LAST_YEARS = 3
GRAVE = 30
BASES = (
    "Grey bars: range of figures told within two months of each other. Planned sizes stand at the day the plan "
    "became known. Figures given only by year stand at its end."
)


def strength(page: KforPage) -> Figure:
    """All figures since the beginning, by basis, with the gravest incidents."""
    name = "size"
    figures = _shown(page, page.since)
    sizes = page.counted()
    if sizes.empty:
        return figure.empty(name=name, title="Strength of KFOR", reason=page.unknown("figure of KFOR"))
    first, newest = sizes.iloc[0], page.rivals().iloc[-1]
    grave = page.unrest()
    grave = grave[grave["casualties"] >= GRAVE].assign(year=lambda frame: frame["date"].dt.year.astype(str))
    return chart.strength(
        figures,
        _spans(page, page.since),
        grave,
        marker="year",
        heading=Heading(
            name=name,
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
                f"Points of {len(sizes)} figures and {len(figures) - len(sizes)} plans. The highest is "
                f"{words.people(sizes['value'].max())}, the lowest {words.people(sizes['value'].min())}; the newest say "
                f"{words.span(newest['low'], newest['high'])}."
            ),
        ),
        note=BASES,
    )


def strength_lately(page: KforPage) -> Figure:
    """The last dozen years at a scale of their own, with all incidents."""
    name = "size-lately"
    first = max(page.since, page.edition.day.year - LATELY + 1)
    figures = _shown(page, first)
    sizes = figures[figures["basis"] != "planned"]
    if len(sizes) < 2:
        return figure.empty(
            name=name, title="KFOR in recent years", reason=page.unknown("second figure of recent years")
        )
    lowest = sizes.sort_values("value", kind="stable").iloc[0]
    newest = page.rivals().iloc[-1]
    now = f"{_between(newest['low'], newest['high'])} in {months(newest['start'], newest['end'])}"
    marks = page.unrest()
    marks = marks[marks["date"].dt.year >= first].assign(text=lambda frame: frame["number"].astype(str))
    return chart.strength(
        figures,
        _spans(page, first),
        marks,
        marker="text",
        heading=Heading(
            name=name,
            title=(
                f"From a low of {words.people(lowest['value'])} in {lowest['date'].year}, KFOR stands at {now}"
                if newest["low"] > lowest["value"]
                else f"KFOR stands at {now}, its lowest in these years"
            ),
            subtitle=(
                f"Troops by date and by basis of the figure, {words.years(first, sizes['date'].max().year)}. "
                "Dashed: incidents of unrest, numbered as in the table of incidents"
            ),
            alt_text=(
                f"Points of {len(sizes)} figures with {len(marks)} incidents. The lowest figure is "
                f"{words.people(lowest['value'])} of {words.day(lowest['date'], lowest['date_precision'])}."
            ),
        ),
        note=BASES,
    )


def told_lately(page: KforPage) -> Figure:
    """The figures of the last years one by one, with what they say of reserves."""
    name = "told-lately"
    sizes = lately(page)
    if len(sizes) < 2:
        return figure.empty(
            name=name,
            title="Figures of the last three years",
            reason=page.unknown("two figures of these years"),
        )
    said = int(sizes["scope"].notna().sum())
    told = f"only {said} say what they count" if said > 1 else "at most one says what it counts"
    low, high = sizes["value"].min(), sizes["value"].max()
    rows = words.dated(sizes).assign(kind=sizes["scope"].map(chart.SCOPES).fillna("not said"))
    again = rows.groupby("when").cumcount()
    rows = rows.assign(
        label=rows["when"].where(again == 0, rows["when"] + " (" + (again + 1).astype(str) + ")")
    )
    return chart.told_lately(
        rows.sort_values("date", ascending=False),
        heading=Heading(
            name=name,
            title=(f"{len(sizes)} figures in three years, from {words.span(low, high)}: {told}"),
            subtitle="Troops, one row a figure, newest first, by whether the source says that reserves are counted",
            alt_text=(
                f"Dots of {len(sizes)} figures between {words.people(low)} and {words.people(high)}; "
                f"{said} of them with a word on reserves or civilians."
            ),
        ),
        note="Reserves are units sent for a time from outside. The source of each figure stands in the data.",
    )


def rival_figures(page: KforPage) -> Figure:
    """How far figures of about the same date differ."""
    name = "rival-figures"
    spans = page.rivals()
    spans = spans[spans["figures"] > 1]
    if spans.empty:
        return figure.empty(
            name=name,
            title="Rival figures",
            reason=page.unknown("pair of figures of about the same date"),
        )
    widest = spans.sort_values("spread").iloc[-1]
    spans = spans.assign(label=[months(row.start, row.end) for row in spans.itertuples()])
    return chart.spreads(
        spans,
        heading=Heading(
            name=name,
            title=(
                f"Told within two months, figures differ by {spans['spread'].median():.0f} percent in the middle case "
                f"and by up to {widest['spread']:.0f}"
            ),
            subtitle="Highest figure above the lowest of about the same date, percent; beside each bar the two figures",
            alt_text=(
                f"Bars of {len(spans)} periods with more than one figure. The widest gap is that of "
                f"{months(widest['start'], widest['end'])}, {widest['spread']:.0f} percent."
            ),
        ),
        note=page.remarks(
            ("1999-06-12", "Cuts known to have been carried out are kept apart."),
            (
                "2023-06-30",
                "Part of a gap can be real: in June 2023 a reserve battalion arrived between figures.",
            ),
        ),
    )


def plans_table(page: KforPage) -> Table:
    """Announced changes in size and what came of them, with the unrest before and after."""
    plans = page.plans()
    rows = plans.assign(
        known=[words.day(row.announced, row.announced_precision) for row in plans.itertuples()],
        due=[
            words.day(row.expected, row.expected_precision) if pd.notna(row.expected) else None
            for row in plans.itertuples()
        ],
        came=[
            f"{row.outcome} ({words.day(row.closed, row.closed_precision)})"
            if pd.notna(row.closed)
            else "open"
            for row in plans.itertuples()
        ],
    )
    settled = plans[plans["closed"].notna()]
    return table(
        rows,
        [
            Column("known", "Known since"),
            Column("title", "Plan"),
            Column("due", "Due"),
            Column("came", "What came"),
        ],
        name="plans",
        title=(
            f"Of {words.times(len(settled), 'announced cut')} with a known outcome, {met(page, settled)} came about as told"
            if len(settled)
            else "Announced cuts of KFOR"
        ),
        subtitle="Changes in the size of KFOR that NATO or its members announced, and the next known size",
        sources=sources_of(
            plans, plans.rename(columns={"outcome_source": "source_2", "source_2": "_"})[["source_2"]]
        ),
        note="A cut came about as told where the next known size is within a tenth of the size announced.",
    )


def lately(page: KforPage) -> pd.DataFrame:
    """Figures of the last three years, and of the two months before them."""
    sizes = page.counted()
    return sizes[sizes["date"] > page.edition.day - pd.DateOffset(years=LAST_YEARS, months=2)]


def met(page: KforPage, plans: pd.DataFrame) -> int:
    """Number of plans whose outcome lies within a tenth of the size announced."""
    return int(((plans["outcome_size"] / plans["size"] - 1).abs() <= 0.1).sum())


def _shown(page: KforPage, first: int) -> pd.DataFrame:
    """Figures and plans from a year on, with their dates in words."""
    rows = page.table("kfor_strength")
    rows = rows[rows["troops_total"].notna() & (rows["date"].dt.year >= first)]
    rows = rows.assign(value=rows["troops_total"].astype(int), scope=rows["scope"].map(chart.SCOPES))
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
