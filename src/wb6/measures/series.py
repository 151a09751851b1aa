"""Yearly series: choosing, comparing, ranking."""

from collections.abc import Iterable

import pandas as pd


def select(
    values: pd.DataFrame, indicator: str, countries: Iterable[str] | None = None, since: int = 0
) -> pd.DataFrame:
    """One indicator for some countries from a year on.

    `values` holds iso3, year, indicator, value, source. Returns iso3, year, value, source,
    sorted by country and year.
    """
    chosen = values[(values["indicator"] == indicator) & (values["year"] >= since)]
    if countries is not None:
        chosen = chosen[chosen["iso3"].isin(list(countries))]
    return chosen[["iso3", "year", "value", "source"]].sort_values(["iso3", "year"], ignore_index=True)


def year_ends(series: pd.DataFrame) -> pd.DataFrame:
    """The series with `date`, the last day of the year of each row."""
    return series.assign(date=pd.to_datetime(series["year"].astype(str) + "-12-31"))


def newest(series: pd.DataFrame) -> pd.DataFrame:
    """The last row of each country. Same columns as `series`."""
    return series.sort_values("year").drop_duplicates("iso3", keep="last").sort_values("iso3")


def at(series: pd.DataFrame, year: int, within: int = 1) -> pd.DataFrame:
    """The row of each country in `year`, or the nearest at most `within` years away (the earlier of two)."""
    near = series.assign(distance=(series["year"] - year).abs())
    near = near[near["distance"] <= within].sort_values(["distance", "year"])
    return near.drop_duplicates("iso3").drop(columns="distance").sort_values("iso3")


def ranks(values: pd.DataFrame) -> pd.DataFrame:
    """Place of each country by `value`, the highest first; equal values share the better place.

    Returns iso3, value, rank, among (the number of countries compared).
    """
    compared = values.dropna(subset=["value"])
    return compared[["iso3", "value"]].assign(
        rank=compared["value"].rank(ascending=False, method="min").astype(int), among=len(compared)
    )


def band(series: pd.DataFrame, minimum: int = 3) -> pd.DataFrame:
    """Lowest, median and highest value of the countries by year, where at least `minimum` have one.

    Returns year, low, median, high, countries.
    """
    by_year = series.groupby("year")["value"]
    summary = pd.DataFrame(
        {
            "low": by_year.min(),
            "median": by_year.median(),
            "high": by_year.max(),
            "countries": by_year.count(),
        }
    )
    return summary[summary["countries"] >= minimum].reset_index()
