"""Factors that help or hinder integration, each with an indicator now and ten years before."""

import pandas as pd

from wb6.measures import series


def now_and_before(
    values: pd.DataFrame, iso3: str, years: int = 10, within: int = 2, one_source: bool = False
) -> pd.DataFrame:
    """The newest value of a country and the one about `years` earlier, as one row.

    `values` holds iso3, year, value, source. Returns year, value, year_before, value_before,
    source; the earlier columns are empty where no value lies within `within` years, with `one_source` none of the newest
    value's source; no row where the country has no value at all.
    """
    own = values[(values["iso3"] == iso3) & values["value"].notna()]
    newest = series.newest(own)
    if newest.empty:
        return pd.DataFrame(columns=["year", "value", "year_before", "value_before", "source"])
    target = int(newest["year"].iloc[0]) - years
    alike = own[own["source"].isin(newest["source"])] if one_source else own
    before = series.at(alike, target, within)
    return pd.DataFrame(
        {
            "year": newest["year"].to_numpy(),
            "value": newest["value"].to_numpy(),
            "year_before": before["year"].to_numpy() if len(before) else [pd.NA],
            "value_before": before["value"].to_numpy() if len(before) else [float("nan")],
            "source": newest["source"].to_numpy(),
        }
    )
