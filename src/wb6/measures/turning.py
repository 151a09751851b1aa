"""Turning points: whether a year divides a record into two that differ, by exact tests."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import comb, inf

import pandas as pd

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
    low, high = _share_interval(after, len(inside))
    scale = years_before / years_after
    return {
        "before": before,
        "after": after,
        "rate_before": before / years_before,
        "rate_after": after / years_after,
        "ratio": _odds(after / len(inside)) * scale if inside else float("nan"),
        "low": _odds(low) * scale,
        "high": _odds(high) * scale,
        "p": two_sided(after, len(inside), share),
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
    values = [*before, *after]
    total, size = sum(values), len(before)
    if not size or size == len(values):
        return {"difference": float("nan"), "p": float("nan"), "splits": 0, "smallest": float("nan")}
    rest = len(values) - size
    observed = sum(after) / rest - sum(before) / size
    differences = [
        abs((total - chosen) / rest - chosen / size) for chosen in map(sum, combinations(values, size))
    ]
    as_large = sum(difference >= abs(observed) - 1e-9 for difference in differences)
    largest = max(differences)
    extreme = sum(difference >= largest - 1e-9 for difference in differences)
    return {
        "difference": observed,
        "p": as_large / len(differences),
        "splits": len(differences),
        "smallest": extreme / len(differences),
    }


def two_sided(successes: int, trials: int, chance: float) -> float:
    """Chance of an outcome no likelier than `successes` in `trials`, each with `chance`.

    >>> round(two_sided(9, 10, 0.5), 3)
    0.021
    """
    chances = [_chance(count, trials, chance) for count in range(trials + 1)]
    return min(1.0, sum(value for value in chances if value <= chances[successes] * (1 + 1e-9)))


def _share_interval(successes: int, trials: int) -> tuple[float, float]:
    """95 percent interval of a share (Clopper and Pearson 1934)."""
    if not trials:
        return 0.0, 1.0
    low = 0.0 if successes == 0 else _solve(lambda chance: _at_least(successes, trials, chance) - 0.025)
    high = (
        1.0
        if successes == trials
        else _solve(lambda chance: 0.025 - _at_least(trials - successes, trials, 1 - chance))
    )
    return low, high


def _solve(rising: Callable[[float], float]) -> float:
    """Where a function that rises from below to above zero on 0 to 1 crosses it."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _at_least(successes: int, trials: int, chance: float) -> float:
    return sum(_chance(count, trials, chance) for count in range(successes, trials + 1))


def _chance(count: int, trials: int, chance: float) -> float:
    return comb(trials, count) * chance**count * (1 - chance) ** (trials - count)


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)
