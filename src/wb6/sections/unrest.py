"""Strength and unrest: what the order of events in time can and cannot say."""

import pandas as pd

from wb6.data import words
from wb6.figures import figure
from wb6.figures import unrest as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import kfor, unrest
from wb6.sections.kfor_page import KforPage

LAGS = range(-3, 4)
MEASURES = {"incidents": "Incidents a year", "casualties": "Killed and injured a year"}
KINDS = {
    "assassination": "assassination",
    "attack": "attack",
    "bombing": "bombing",
    "clash": "clash",
    "crisis": "crisis",
    "ethnic_violence": "ethnic violence",
    "riots": "riots",
}


def incidents_table(page: KforPage) -> Table:
    """Incidents of unrest, numbered by date."""
    found = page.unrest()
    rows = words.dated(found).assign(
        type=found["type"].map(KINDS),
    )
    return table(
        rows,
        [
            Column("number", "No.", numeric=True),
            Column("when", "Date"),
            Column("type", "Kind"),
            Column("title", "Incident"),
            Column("killed", "Killed", words.people, numeric=True),
            Column("injured", "Injured", words.people, numeric=True),
        ],
        name="incidents",
        title=f"{words.begin(words.times(len(rows), 'incident'))} of unrest in Kosovo",
        subtitle="Each counted once, by the count that the record takes as the main one",
        sources=sources_of(rows),
        note="The record holds what became known far beyond Kosovo; it is no full register of violence.",
    )


def unrest_beside_size(page: KforPage) -> Figure:
    """Size of the force and unrest over one axis of years."""
    name = "unrest-beside-size"
    found, sizes = page.unrest(), yearly_unrest(page)
    if found.empty or sizes.empty:
        return figure.empty(
            name=name,
            title="Strength and unrest",
            reason=page.unknown("year with a size and an incident"),
        )
    by_year = unrest_by_year(page)
    gravest = by_year.sort_values("casualties").iloc[-1]
    share = gravest["casualties"] / by_year["casualties"].sum() * 100
    return chart.beside_size(
        sizes,
        by_year,
        page.sources_of_test(),
        heading=Heading(
            name=name,
            title=(
                f"{share:.0f} percent of the {words.people(by_year['casualties'].sum())} killed and injured in "
                f"{words.times(int(by_year['incidents'].sum()), 'incident')} fell in one year, {gravest['year']}"
            ),
            subtitle=(
                f"Above: troops, median of the year's figures and their range. Below: incidents of unrest by year, with "
                f"killed and injured where a hundred or more, {words.years(by_year['year'].min(), by_year['year'].max())}"
            ),
            alt_text=(
                f"Two panels. Size falls from {words.people(sizes['value'].iloc[0])} to "
                f"{words.people(sizes['value'].iloc[-1])}. Incidents occur in {(by_year['incidents'] > 0).sum()} of "
                f"{len(by_year)} years; the gravest year is {gravest['year']}."
            ),
        ),
        note="Years without a figure of KFOR have no point; nothing is interpolated.",
    )


def before_and_after(page: KforPage) -> Figure:
    """Change of the force in the year before and the year after each serious episode."""
    name = "before-and-after"
    around = sizes_around(page)
    long = _long(page, around)
    if long.empty:
        return figure.empty(
            name=name,
            title="The force around unrest",
            reason=page.unknown("serious episode with sizes before and after it"),
        )
    after = around["change_after"].dropna()
    grew = int((after > 0).sum())
    before = around["change_before"].dropna()
    return chart.before_and_after(
        long,
        heading=Heading(
            name=name,
            title=(
                f"KFOR was larger a year after {grew or 'none'} of {len(after)} serious episodes; a cut came before "
                f"{int((before < 0).sum())} of {len(before)}"
            ),
            subtitle=(
                "Change in the median of the year's figures, percent: from the second to the last year before an episode, "
                "and from the last year before to the first after it"
            ),
            alt_text=(
                f"Dots of {around['start'].nunique()} episodes. Changes in the year after run from {after.min():.0f} to "
                f"{after.max():.0f} percent."
                if len(after)
                else "Dots of episodes without a size after them."
            ),
        ),
        note=(
            "An episode is unrest with ten or more killed or injured, incidents within ninety days taken together. "
            "Most changes rest on one to three figures a side."
        ),
    )


def lags(page: KforPage) -> Figure:
    """Rank correlation of yearly changes in size with unrest earlier and later."""
    name = "lags"
    tested = lag_tests(page)
    if tested.empty:
        return figure.empty(
            name=name,
            title="Changes in size and unrest",
            reason=page.unknown("series long enough for a test"),
        )
    away = tested[(tested["low"] > 0) | (tested["high"] < 0)]
    strongest = tested.loc[tested["rho"].abs().idxmax()]
    found = (
        f"All {len(tested)} intervals include zero"
        if away.empty
        else f"{len(away)} of {len(tested)} intervals leave out zero"
    )
    return chart.lags(
        tested.assign(measure=tested["measure"].map(MEASURES)),
        page.sources_of_test(),
        heading=Heading(
            name=name,
            title=f"{found}: the order of unrest and changes in size cannot be told from these years",
            subtitle=(
                "Spearman rank correlation of the yearly change in size with unrest, with 95 percent interval. Positive "
                "shifts: unrest that many years before the change; negative: after it"
            ),
            alt_text=(
                f"Points with intervals for {tested['lag'].nunique()} shifts and two measures, {tested['n'].min()} to "
                f"{tested['n'].max()} pairs of years. The strongest is {strongest['rho']:.2f} "
                f"({strongest['low']:.2f} to {strongest['high']:.2f})."
            ),
        ),
        note=(
            f"With {tested['n'].max()} pairs, only a correlation beyond "
            f"{unrest.smallest_visible(int(tested['n'].max())):.2f} could be told from none. Years are not independent, "
            "so the true intervals are wider."
        ),
    )


def yearly_unrest(page: KforPage) -> pd.DataFrame:
    """Median size of each year."""
    return kfor.yearly(page.counted())


def unrest_by_year(page: KforPage) -> pd.DataFrame:
    """Incidents and casualties of each year up to the edition."""
    return unrest.by_year(page.unrest(), max(page.since, 1999), page.edition.day.year)


def sizes_around(page: KforPage) -> pd.DataFrame:
    """Serious episodes with the size of the force around them."""
    return unrest.around(unrest.episodes(page.unrest()), kfor.precise(page.counted()))


def lag_tests(page: KforPage) -> pd.DataFrame:
    """Rank correlations for all lags and both measures of unrest."""
    change, by_year = unrest.changes(yearly_unrest(page)), unrest_by_year(page)
    return pd.concat(
        [unrest.lagged(change, by_year, column, LAGS).assign(measure=column) for column in MEASURES],
        ignore_index=True,
    )


def _long(page: KforPage, around: pd.DataFrame) -> pd.DataFrame:
    parts = [
        around.assign(
            kind=kind,
            change=around[f"change_{side}"],
            figures=around[f"n_{first}"].astype(str) + " and " + around[f"n_{second}"].astype(str),
        )
        for side, kind, first, second in (
            ("before", "in the year before", "earlier", "before"),
            ("after", "in the year after", "before", "after"),
        )
    ]
    long = pd.concat(parts, ignore_index=True).dropna(subset=["change"]).sort_values("start", kind="stable")
    return long.assign(label=[f"{day:%B %Y}" for day in long["start"]])
