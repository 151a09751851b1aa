"""Forces that a country hosts, and a force of its own that grows beside them."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

from wb6.data import words
from wb6.figures import unrest
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import neighbours as chart
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.measures import kfor, missions
from wb6.measures import unrest as measure
from wb6.sections.country_page import CountryPage
from wb6.sections.guard import needed, shows

COUNTED = ("active", "total, or with reserve")  # kinds of sizes that are counts


@shows("missions-hosted", "Missions hosted", "size of a mission that it hosts")
def missions_hosted(page: CountryPage, wanted: Iterable[str]) -> Figure:
    """Published sizes of some missions in the country over time, from the first of them."""
    figures = needed(_hosted(page, wanted))
    first, end_day = figures["date"].min(), figures["date"].max()
    newest = figures.sort_values(["date", "value"]).drop_duplicates("mission", keep="last")
    current = newest[newest["date"] > end_day - pd.DateOffset(years=2)]
    last = current.loc[current["value"].idxmax()]
    own = figures[figures["mission"] == last["mission"]]
    told = [figures.loc[figures["value"].idxmax()], own.loc[own["value"].idxmin()], last]
    inside = _inside(page)
    path = "; ".join(
        f"{mission} {words.listing(list(dict.fromkeys(_sized(row, inside, page.name) for row in rows)))}"
        for mission, rows in groupby(pd.DataFrame(told).itertuples(), key=attrgetter("mission"))
    )
    years = words.years(first.year, end_day.year)
    return chart.missions(
        words.dated(figures).assign(host=page.name),
        heading=Heading(
            title=f"Foreign forces in {page.name}: {path}",
            subtitle=f"Personnel of each mission as published, {years}; the scale is logarithmic",
            alt_text=f"Points by mission, {years}: {path}.",
        ),
        note=(
            "Plans and ceilings are left out. A line joins figures of several sources for one mission."
            + (" Those of KFOR up to 2001 count its soldiers in the countries around." if inside else "")
        ),
    )


@shows("unrest-and-force", "Unrest", "unrest beside a force")
def unrest_and_force(page: CountryPage, wanted: Iterable[str]) -> Figure:
    """Size of the force that the country hosts, beside its incidents of unrest, by year."""
    figures = needed(_hosted(page, wanted))
    incidents = needed(measure.incidents_of(page.table("security_incidents"), page.iso3))
    first, last = int(figures["date"].dt.year.min()), page.edition.day.year
    by_year = measure.by_year(incidents, first, last)
    worst = by_year.loc[by_year["casualties"].idxmax()]
    recent = by_year[by_year["year"] > last - 5]
    return unrest.beside_size(
        kfor.yearly(figures),
        by_year,
        sources_of(figures, incidents),
        heading=Heading(
            title=(
                f"Unrest in {page.name} killed {words.people(worst['killed'])} and hurt {words.people(worst['hurt'])} in "
                f"{worst['year']}, and {words.people(recent['killed'].sum())} and {words.people(recent['hurt'].sum())} in "
                f"{words.years(int(recent['year'].min()), last)}"
            ),
            subtitle=(
                f"Above: size of the force by year, median and range of the published figures. Below: people killed and "
                f"people hurt in incidents of unrest, {words.years(first, last)}"
            ),
            alt_text=(
                f"Three panels by year. Incidents: {by_year['incidents'].sum()} in all, most people killed or hurt in "
                f"{worst['year']} ({worst['casualties']:,})."
            ),
        ),
        note=(
            "Each incident is counted once in the year in which it began; where sources count differently, one count is "
            "used. Small incidents are known for few years."
        ),
    )


@shows("own-force", "Own force", "count of its force")
def size_of_force(page: CountryPage, of: str) -> Figure:
    """Published sizes of the force of the country, counts and plans apart; `of` is its name."""
    sizes = missions.sizes(page.table_on_country("armed_forces_size").query("force == @of"))
    counts = needed(sizes[sizes["kind"].isin(COUNTED)], title=of)
    first, last = counts.iloc[0], counts.iloc[-1]
    planned = sizes["kind"].eq("planned")
    said = [
        f"for {expected.year}" if plan and pd.notna(expected) and expected <= page.edition.day else ""
        for plan, expected in zip(planned, sizes["expected"], strict=True)
    ]
    return chart.security_force(
        _within_their_year(words.dated(sizes).assign(said=said)),
        heading=Heading(
            title=f"{of}: {_path(first, last, words.people)}",
            subtitle=(f"Published sizes by date and by what is counted, {words.years_of(sizes['date'])}"),
            alt_text=(
                f"Points by what is counted: {words.span(counts['value'].min(), counts['value'].max())} persons; "
                "plans and authorised sizes are marked apart."
            ),
        ),
        note="Sources count differently, so no line joins them. A plan stands at the day on which it became known.",
    )


@shows("force-ratio", "Own force", "force beside KFOR")
def host_force_for_each_member(page: CountryPage, of: str) -> Figure:
    """Soldiers of KFOR for each member of the force of the country."""
    sizes = missions.sizes(page.table_on_country("armed_forces_size").query("force == @of"))
    counts = sizes[sizes["kind"].isin(COUNTED) & (sizes["measure"] != "total_with_reserve")]
    points = needed(kfor.per_member(kfor.counted(page.table_on_country("kfor_strength")), counts), title=of)
    first, last = points.iloc[0], points.iloc[-1]
    precision = counts.drop_duplicates("date").set_index("date")["date_precision"]
    return chart.ratio(
        _within_their_year(words.dated(points.assign(date_precision=points["date"].map(precision)))),
        heading=Heading(
            title=f"KFOR soldiers for each member of the {of}: {_path(first, last, partial(words.number, digits=1))}",
            subtitle=(
                f"Ratio of the size of KFOR to that of the {of}, "
                f"{words.years(first['date'].year, last['date'].year)}. Dashed: as many of the one as of the other"
            ),
            alt_text=f"Points of the ratio: {words.span(points['value'].min(), points['value'].max(), 1)}.",
        ),
        note="Each count is set beside the figure of KFOR nearest in time; counts that say they hold the reserve are left out.",
    )


def force_milestones(page: CountryPage) -> Table:
    """Steps of the force of the country, the oldest first."""
    rows = page.table_on_country("ksf_milestones").sort_values(["date", "id"])
    return table(
        words.dated_acts(words.dated(rows, "expected", "ahead")),
        text_columns(when="Date", milestone="Step", ahead="Expected"),
        Caption(
            name="force-milestones",
            title="From protection corps to a force in transition",
            subtitle=f"Steps up to {words.day(page.edition.day)}",
        ),
    )


def _hosted(page: CountryPage, wanted: Iterable[str]) -> pd.DataFrame:
    """Sizes of missions in the country; KFOR has a table of its own."""
    strength = page.table("missions_strength")
    found = missions.hosted(strength[strength["host_iso3"] == page.iso3], wanted)
    if "KFOR" not in list(wanted):
        return found
    own = kfor.precise(kfor.counted(page.table_on_country("kfor_strength"))).assign(mission="KFOR")
    return pd.concat([found, own[found.columns]], ignore_index=True)


def _inside(page: CountryPage) -> dict[pd.Timestamp, int]:
    """Soldiers of KFOR in the country alone, by the day on which they were counted."""
    rows = kfor.inside(page.table_on_country("kfor_strength"))
    return dict(zip(rows["date"], rows["value"], strict=True))


def _sized(row: Any, inside: dict[pd.Timestamp, int], name: str) -> str:
    """The size of a mission with its year, and how many of its soldiers were in the country where that is told apart."""
    told = f"{words.people(row.value)} in {row.date.year}"
    here = inside.get(row.date) if row.mission == "KFOR" else None
    return f"{told} ({words.people(here)} of them in {name})" if here else told


def _within_their_year(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, those known by the year alone dated to its middle, so that none stands on the tick of the next.

    `rows` holds date and date_precision.
    """
    middle = rows["date"].dt.to_period("Y").dt.start_time + pd.DateOffset(months=6)
    return rows.assign(date=rows["date"].mask(rows["date_precision"] == "year", middle))


def _path(first: pd.Series, last: pd.Series, write: Callable[[float], str]) -> str:
    """The first and the last value of a series with their years; one of them where there is no other."""
    told = [f"{write(row['value'])} in {row['date'].year}" for row in (first, last)]
    return ", ".join(dict.fromkeys(told))
