"""The map through time."""

from typing import Any

import pandas as pd

from wb6.data import words
from wb6.figures import maps
from wb6.figures.figure import Figure, Heading
from wb6.figures.maps import LINE
from wb6.sections import status
from wb6.sections.region_page import COLOURS, RegionPage

YEARS = (1999, 2004, 2009, 2017, 2020)
BORDERS = (
    "Borders of today in all maps, without a position on status; the line between Kosovo and Serbia is dashed. "
    "Serbia, Montenegro and Kosovo were parts of one state in the maps before 2006."
)
NOT_RECORDED = "Neighbours whose earlier steps are not in the data stay grey until they join."
UNIONS = {"nato": "NATO", "eu": "the European Union"}


def nato_through_time(page: RegionPage) -> Figure:
    """Status with NATO in chosen years."""
    return _through_time(page, "nato")


def eu_through_time(page: RegionPage) -> Figure:
    """Status with the European Union in chosen years."""
    return _through_time(page, "eu")


def nato_now(page: RegionPage) -> Figure:
    """Status with NATO on the day of the edition, on one large map with names."""
    shapes = page.on_the_map("balkans")
    standing = page.standing("nato", [page.edition.day], _codes(shapes))
    short = [name.replace(" and ", " and\n").replace("North ", "North\n") for name in standing["country"]]
    labels = [
        name + (f"\n{row.since.year}" if row.status == "Member" else "")
        for name, row in zip(short, standing.itertuples(), strict=True)
    ]
    own = page.of_countries(standing)
    members = own[own["status"] == "Member"].sort_values("since")
    union = UNIONS["nato"]
    title = (
        f"{words.listing(members['country'].tolist())} {'is' if len(members) == 1 else 'are'} in {union}; "
        f"the other {words.count(len(own) - len(members))} of the six are not"
        if len(members)
        else f"None of the six is in {union}"
    )
    return maps.large_map(
        standing.assign(short=short, label=labels),
        shapes,
        COLOURS["nato"],
        heading=Heading(
            name="map-nato-now",
            title=title,
            subtitle=f"Status with {union} on {words.day(page.edition.day)}; year of accession of members",
            alt_text=(
                "Map of the Balkans. "
                + " ".join(
                    f"{key}: {words.listing(sorted(group['country']))}."
                    for key, group in standing.groupby("status")
                    if key != status.UNRECORDED
                )
            ),
        ),
        note=f"{BORDERS.split(';')[0]}; the line between Kosovo and Serbia is dashed. {NOT_RECORDED}",
    )


def _through_time(page: RegionPage, track: str) -> Figure:
    ends = [pd.Timestamp(year=year, month=12, day=31) for year in YEARS]
    days = [day for day in ends if day < page.edition.day] + [page.edition.day]
    shapes = page.on_the_map("balkans-small")
    standing = page.standing(track, days, _codes(shapes))
    panels = {day: f"End of {day.year}" if day in ends else words.day(day) for day in days}
    standing = standing.assign(panel=standing["day"].map(panels))
    counted = page.of_countries(standing)
    counted = counted[counted["status"] == "Member"].groupby("day")["iso3"].count()
    first, last = (int(counted.get(day, 0)) for day in (days[0], days[-1]))
    union = UNIONS[track]
    title = (
        f"None of the six is a member of {union} yet"
        if last == 0
        else (
            f"Of the six, {words.count(last)} {'is' if last == 1 else 'are'} in {union}, "
            f"up from {words.count(first)} in {days[0].year}"
        )
    )
    return maps.small_maps(
        standing,
        shapes,
        COLOURS[track],
        heading=Heading(
            name=f"map-{track}",
            title=title,
            subtitle=f"Status with {union} at the end of chosen years and on {words.day(page.edition.day)}",
            alt_text=(
                f"{len(days)} small maps of the Balkans, states shaded by status. Members among the six: "
                + words.listing([f"{int(counted.get(day, 0))} in {day.year}" for day in days])
                + "."
            ),
        ),
        note=f"{BORDERS} {NOT_RECORDED}",
    )


def _codes(shapes: list[dict[str, Any]]) -> list[str]:
    return [shape["id"] for shape in shapes if shape["id"] != LINE]
