"""How far two readers agree beyond chance."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np

_NORMAL = 1.959963984540054  # of a 95 percent interval


class Agreement(NamedTuple):
    """Share of equal codes (0 to 1), Cohen's kappa, and its 95 percent interval; no kappa where one code is all there is."""

    cases: int
    equal: float
    kappa: float | None
    low: float | None
    high: float | None


def cohen(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Agreement of two readers on the same cases, one code a case: Cohen's kappa (1960).

    Its interval is that of the large-sample variance of Fleiss, Cohen and Everitt (1969), cut at -1 and 1. Raises
    `ValueError` for no case, or for readers of different cases.

    >>> cohen(["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15).kappa
    0.4
    """
    if len(first) != len(second) or not first:
        raise ValueError("two readers of the same cases, at least one, are compared")
    codes = sorted({*first, *second})
    place = {code: number for number, code in enumerate(codes)}
    shares = np.zeros((len(codes), len(codes)))
    for one, other in zip(first, second, strict=True):
        shares[place[one], place[other]] += 1
    shares /= len(first)
    rows, columns, equal = shares.sum(axis=1), shares.sum(axis=0), np.trace(shares)
    chance = float(rows @ columns)
    if len(codes) == 1:
        return Agreement(len(first), float(equal), None, None, None)
    kappa = (equal - chance) / (1 - chance)
    alike = np.diag(shares) @ (1 - (rows + columns) * (1 - kappa)) ** 2
    apart = shares * (columns[:, None] + rows[None, :]) ** 2
    unlike = (1 - kappa) ** 2 * (apart.sum() - np.trace(apart))
    variance = (alike + unlike - (kappa - chance * (1 - kappa)) ** 2) / (len(first) * (1 - chance) ** 2)
    reach = _NORMAL * sqrt(max(float(variance), 0.0))
    return Agreement(
        len(first),
        round(float(equal), 12),
        round(float(kappa), 12),
        max(float(kappa) - reach, -1.0),
        min(float(kappa) + reach, 1.0),
    )
