"""Counts against chance: intervals of a share and exact tests, by scipy, which is loaded when asked for."""

from typing import Literal


def interval(
    successes: int, trials: int, method: Literal["wilson", "exact"] = "wilson"
) -> tuple[float, float]:
    """95 percent interval of a share, 0 to 1: Wilson (1927), or exact (Clopper and Pearson 1934).

    Without a trial it is all that a share can be.

    >>> [round(end, 2) for end in interval(4, 6)]
    [0.3, 0.9]
    """
    from scipy import stats

    if not trials:
        return 0.0, 1.0
    found = stats.binomtest(successes, trials).proportion_ci(0.95, method)
    return float(found.low), float(found.high)


def two_sided(successes: int, trials: int, chance: float) -> float:
    """Chance of an outcome no likelier than `successes` in `trials`, each with `chance`; 1 without a trial.

    >>> round(two_sided(9, 10, 0.5), 3)
    0.021
    """
    from scipy import stats

    return float(stats.binomtest(successes, trials, chance).pvalue) if trials else 1.0
