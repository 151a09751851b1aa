"""Turning points: whether a year divides a record into two that differ, by exact tests."""

from collections.abc import Iterable, Sequence
from math import inf

import numpy as np
import pandas as pd

from wb6.measures import proportions

_DAYS_OF_YEAR = 365.25


def rates(
    events: Iterable[pd.Timestamp], first: pd.Timestamp, turn: pd.Timestamp, last: pd.Timestamp
) -> dict[str, float]:
    """Events a year before and from the day `turn` on, and how they differ.

    Events outside `first` to `last` are left out. Returns before, after (events), rate_before,
    rate_after (a year), ratio (after to before), low, high (95 percent interval of the ratio), p
    (two-sided). The test is exact and conditional: given all events, each falls after `turn` with a
    chance equal to the share of the time (Przyborowski and Wilenski 1940). It takes events for
    independent.
    """
    inside = [day for day in events if first <= day <= last]
    before = sum(day < turn for day in inside)
    after = len(inside) - before
    years_before = (turn - first).days / _DAYS_OF_YEAR
    years_after = (last - turn).days / _DAYS_OF_YEAR
    share = years_after / (years_before + years_after)
    low, high = proportions.interval(after, len(inside), "exact")
    scale = years_before / years_after
    return {
        "before": before,
        "after": after,
        "rate_before": before / years_before,
        "rate_after": after / years_after,
        "ratio": _odds(after / len(inside)) * scale if inside else float("nan"),
        "low": _odds(low) * scale,
        "high": _odds(high) * scale,
        "p": proportions.two_sided(after, len(inside), share),
    }


def scan(
    events: Sequence[pd.Timestamp], first: pd.Timestamp, last: pd.Timestamp, years: Iterable[int]
) -> pd.DataFrame:
    """`rates` for the first of January of each year as a turning point, one row a year."""
    rows = [
        {"year": year, **rates(events, first, pd.Timestamp(year=year, month=1, day=1), last)}
        for year in years
    ]
    return pd.DataFrame(rows)


def permutation(before: Sequence[float], after: Sequence[float]) -> dict[str, float]:
    """Difference of two means, against every way to divide the values into two groups of these sizes.

    Returns difference (after less before), p (two-sided: the share of divisions with a difference at
    least as large), splits (divisions), smallest (the lowest p that so many values allow).

    >>> permutation([1, 2], [8, 9])["p"]
    0.3333333333333333
    """
    from scipy import stats

    if not before or not after:
        return {"difference": float("nan"), "p": float("nan"), "splits": 0, "smallest": float("nan")}

    def distance(first: np.ndarray, second: np.ndarray, axis: int) -> np.ndarray:
        return np.asarray(np.abs(second.mean(axis=axis) - first.mean(axis=axis)))

    test = stats.permutation_test(
        (before, after), distance, vectorized=True, n_resamples=np.inf, alternative="greater"
    )
    splits = len(test.null_distribution)
    extreme = np.isclose(test.null_distribution, test.null_distribution.max()).sum()
    return {
        "difference": float(np.mean(after) - np.mean(before)),
        "p": float(test.pvalue),
        "splits": splits,
        "smallest": float(extreme / splits),
    }


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)
