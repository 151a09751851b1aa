"""Countries compared on one indicator."""

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
