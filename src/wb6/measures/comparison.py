"""Countries compared on one indicator."""

from collections.abc import Collection

import pandas as pd


def levels(values: pd.DataFrame, steps: int = 5) -> pd.DataFrame:
    """Where each country stands between the lowest (0) and the highest (`steps` - 1) value.

    `values` holds one row a country with `value`. Adds the column level; all are in the
    middle where there is no difference.
    """
    low, high = values["value"].min(), values["value"].max()
    if values.empty or low == high:
        return values.assign(level=steps // 2)
    place = (values["value"].astype(float) - low) / (high - low) * steps
    return values.assign(level=place.clip(upper=steps - 1).astype(int))


def parted(values: pd.DataFrame, inside: Collection[str]) -> bool:
    """Whether all countries `inside` stand above, or all below, every other one; `values` holds iso3, value.

    False where one side has no value.
    """
    within = values["iso3"].isin(list(inside))
    own, others = values.loc[within, "value"], values.loc[~within, "value"]
    if own.empty or others.empty:
        return False
    return bool(own.min() > others.max() or own.max() < others.min())
