"""The alignment plane: two composite positions a country, with the range that the choice of weights leaves open.

Method: indicators of one year scaled from the lowest to the highest value of the countries (min-max) and averaged
(Nardo, Saisana, Saltelli, Tarantola, Hoffmann and Giovannini,
Handbook on Constructing Composite Indicators, OECD 2008); instead of one set of weights many,
drawn at random, with the range and the order of countries that follow (Saisana, Saltelli and
Tarantola, Journal of the Royal Statistical Society A 168, 2005). The draws come from a Dirichlet
distribution with all parameters one: every set of weights that adds up to one is as likely as
every other.

Tables of `values` hold a row a (axis, indicator, iso3, date) with value, source, and `lasting`: true
for a status, which holds until the next, false for a figure, which grows old.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

DRAWS = 10_000
SEED = 1999
START = pd.Timestamp("1990-01-01")
RANGE = (5, 95)
ENOUGH_COUNTRIES = 4


def stages(steps: pd.DataFrame, rungs: Mapping[str, str], countries: Sequence[str]) -> pd.DataFrame:
    """How many classes each country has entered from each day of a step; all begin with none.

    `steps` are those of `integration.first_steps`; `rungs` maps the codes of a ladder, lowest first,
    to classes. Returns iso3, date, value, source.
    """
    order = {name: place for place, name in enumerate(dict.fromkeys(rungs.values()), start=1)}
    taken = steps[steps["code"].isin(rungs) & steps["iso3"].isin(list(countries))]
    taken = taken.assign(value=taken["code"].map(rungs).map(order).astype(float)).sort_values(
        ["iso3", "date", "value"]
    )
    taken = taken.assign(value=taken.groupby("iso3")["value"].cummax())
    start = pd.DataFrame({"iso3": list(countries), "date": START, "value": 0.0, "source": None})
    return pd.concat([start, taken[start.columns]], ignore_index=True)


def scaled(values: pd.DataFrame) -> pd.DataFrame:
    """The rows with `scaled`: 0 at the lowest value of the indicator, 1 at the highest.

    Indicators that never differ are left out.
    """
    values = values.assign(value=values["value"].astype(float))
    by_indicator = values.groupby("indicator")["value"]
    low, high = by_indicator.transform("min"), by_indicator.transform("max")
    differing = values[high > low]
    return differing.assign(scaled=(differing["value"] - low) / (high - low))


def on_day(values: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The newest row of each indicator and country on a day; figures are of the year of that day, a status lasts."""
    known = values[(values["date"] <= day) & (values["lasting"] | (values["date"].dt.year == day.year))]
    key = ["axis", "indicator", "iso3"]
    newest = known.sort_values("date", kind="stable").drop_duplicates(key, keep="last")
    return newest.sort_values(key, ignore_index=True)


def shared(values: pd.DataFrame, day: pd.Timestamp) -> list[str]:
    """Indicators that at least four countries have in the year of a day, so that none stands alone by one."""
    known = on_day(values, day).groupby("indicator")["iso3"].nunique()
    return [name for name in values["indicator"].drop_duplicates() if known.get(name, 0) >= ENOUGH_COUNTRIES]


def weightings(indicators: int) -> np.ndarray:
    """Random weights, a row a draw and a column an indicator; rows add up to one. The same in every run."""
    return np.random.default_rng(SEED).dirichlet(np.ones(indicators), DRAWS)


def matrix(rows: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    """Scaled values of one axis and day, countries by indicators; only countries with more than half of them."""
    table = rows.pivot(index="iso3", columns="indicator", values="scaled").reindex(columns=list(indicators))
    return table[table.notna().sum(axis=1) * 2 > len(indicators)]


def scores(table: pd.DataFrame, weights: np.ndarray) -> pd.DataFrame:
    """Weighted means, a row a weighting and a column a country; the weight of a missing value goes to the others."""
    known = table.notna().to_numpy(float)
    sums = weights @ np.nan_to_num(table.to_numpy(float)).T
    return pd.DataFrame(sums / (weights @ known.T), columns=table.index)


def positions(table: pd.DataFrame) -> pd.DataFrame:
    """Position of each country with equal weights, and the range that holds nine tenths of the draws.

    Returns iso3, value, low, high (0 to 1), known (indicators with a value).
    """
    if table.empty:
        return pd.DataFrame(columns=["iso3", "value", "low", "high", "known"])
    drawn = scores(table, weightings(table.shape[1]))
    low, high = np.percentile(drawn, RANGE, axis=0)
    return pd.DataFrame(
        {
            "iso3": table.index,
            "value": equal(table).round(4),
            "low": low.round(4),
            "high": high.round(4),
            "known": table.notna().sum(axis=1).to_numpy(),
        }
    )


def equal(table: pd.DataFrame) -> np.ndarray:
    """Position of each country with the same weight for every indicator that it has."""
    means: np.ndarray = table.mean(axis=1).to_numpy()
    return means


def places(table: pd.DataFrame) -> pd.DataFrame:
    """How often each country takes each place, the highest score first.

    Returns iso3, place (1 for the highest), share (percent of draws), usual (its place with equal weights).
    """
    if table.empty:
        return pd.DataFrame(columns=["iso3", "place", "share", "usual"])
    drawn = _ranks(scores(table, weightings(table.shape[1])).to_numpy())
    usual = _ranks(equal(table)[None, :])[0]
    rows = [
        (iso3, place, round(float((drawn[:, column] == place).mean() * 100), 1), usual[column])
        for column, iso3 in enumerate(table.index)
        for place in range(1, len(table) + 1)
    ]
    return pd.DataFrame(rows, columns=["iso3", "place", "share", "usual"])


def order_kept(table: pd.DataFrame) -> float:
    """Share of draws (percent) that leave all countries in the order that equal weights give."""
    drawn = _ranks(scores(table, weightings(table.shape[1])).to_numpy())
    return round(float((drawn == _ranks(equal(table)[None, :])).all(axis=1).mean() * 100), 1)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Place of each column in its row, 1 for the highest; of equals the earlier column comes first."""
    return np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1, kind="stable") + 1
