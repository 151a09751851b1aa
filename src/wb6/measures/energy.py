"""Dependence on Russian gas, and the weight of gas and imports in energy use."""

import pandas as pd

RUSSIAN_GAS = (
    "russia_share_gas",
    "russia_share_gas_imports",
    "russia_share_gas_consumption",
    "russia_share_gas_needs",
)


def russian_gas(dependence: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Every published share of Russian gas, whatever its base, by date.

    Sources use imports, supply, consumption or needs as the base, and are not to be joined.
    Returns indicator, date, value (percent), source.
    """
    rows = dependence[(dependence["iso3"] == iso3) & dependence["indicator"].isin(RUSSIAN_GAS)]
    return rows[["indicator", "date", "value", "source"]].sort_values(
        ["date", "indicator"], ignore_index=True
    )


def yearly(dependence: pd.DataFrame, indicator: str, since: int) -> pd.DataFrame:
    """A yearly indicator of all countries that have it. Returns iso3, year, value, source."""
    rows = dependence[(dependence["indicator"] == indicator) & (dependence["date_precision"] == "year")]
    rows = rows.assign(year=rows["date"].dt.year)
    rows = rows[rows["year"] >= since]
    return rows[["iso3", "year", "value", "source"]].sort_values(["iso3", "year"], ignore_index=True)
