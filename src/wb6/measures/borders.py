"""What countries lie on: neighbours by land, seas, straits, rivers and corridors; ways by land."""

from collections.abc import Iterable

import pandas as pd


def lying_on(borders: pd.DataFrame, kind: str, name: str, relations: Iterable[str] = ()) -> pd.DataFrame:
    """Rows of the countries that lie on one sea, strait, river or corridor, by code.

    `borders` holds iso3, kind, name, relation, other_iso3, km, source; `relations` narrows the way of
    lying there, such as shore or mouth. The columns are returned unchanged.
    """
    rows = borders[(borders["kind"] == kind) & (borders["name"] == name)]
    if relations := list(relations):
        rows = rows[rows["relation"].isin(relations)]
    return rows.sort_values("iso3", ignore_index=True)


def between(borders: pd.DataFrame, iso3: str, others: Iterable[str]) -> pd.DataFrame:
    """Land borders of a country with some others, by code of the neighbour. Same columns as `borders`."""
    rows = borders[
        (borders["kind"] == "land_border")
        & (borders["iso3"] == iso3)
        & borders["other_iso3"].isin(list(others))
    ]
    return rows.sort_values("other_iso3", ignore_index=True)


def neighbours(borders: pd.DataFrame, countries: Iterable[str]) -> pd.DataFrame:
    """Land borders of a group with countries outside it, by code. Same columns as `borders`."""
    group = list(countries)
    rows = borders[
        (borders["kind"] == "land_border") & borders["iso3"].isin(group) & ~borders["other_iso3"].isin(group)
    ]
    return rows.sort_values(["other_iso3", "iso3"], ignore_index=True)


def way(borders: pd.DataFrame, start: str, goal: str, avoiding: Iterable[str] = ()) -> list[str]:
    """Codes of the countries on a way by land with the fewest borders, both ends included.

    Empty where there is none that avoids the countries named. Borders count in both directions.
    """
    rows = borders[borders["kind"] == "land_border"]
    pairs = set(zip(rows["iso3"], rows["other_iso3"], strict=True))
    pairs |= {(other, one) for one, other in pairs}
    reached = {start, *avoiding}
    ways = [[start]]
    for line in ways:
        if line[-1] == goal:
            return line
        onward = sorted(other for one, other in pairs if one == line[-1] and other not in reached)
        reached.update(onward)
        ways.extend([*line, other] for other in onward)
    return []
