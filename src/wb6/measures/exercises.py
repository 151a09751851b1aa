"""Military exercises of a state with opposed partners, by period."""

from collections.abc import Mapping

import pandas as pd


def counted(exercises: pd.DataFrame, iso3: str, sides: Mapping[str, str]) -> pd.DataFrame:
    """Numbers of exercises that a state held with each side, as published, by period.

    `exercises` holds iso3, partner_iso3, date_from, date, status, value, unit, scope, source; `sides`
    maps codes of partners to sides, and partners without a side are left out, as are counts of
    single activities or of troops. Returns side, first, last (years), value, whole (whether the
    count covers whole years), scope, source.
    """
    rows = exercises[
        (exercises["iso3"] == iso3)
        & (exercises["status"] == "held")
        & (exercises["unit"] == "exercises")
        & exercises["value"].notna()
        & exercises["partner_iso3"].isin(sides)
    ]
    first = rows["date_from"].fillna(rows["date"]).dt.year
    rows = rows.assign(
        side=rows["partner_iso3"].map(sides),
        first=first,
        last=rows["date"].dt.year,
        whole=rows["date"].dt.strftime("%m-%d") == "12-31",
    )
    columns = ["side", "first", "last", "value", "whole", "scope", "source"]
    return rows[columns].sort_values(["last", "first", "side", "value"], ignore_index=True)


def share_of(counts: pd.DataFrame, side: str) -> float:
    """Share of one side in counts that cover the same period, percent; rival counts give their mean."""
    sums = counts.groupby("side")["value"].mean()
    return float(sums.get(side, 0) / sums.sum() * 100)
