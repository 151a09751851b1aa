"""Rules: what a value must be for a point of a claim to hold, in a form that runs and that reads."""

import math
from dataclasses import dataclass
from typing import Protocol

from wb6.claims.verdicts import Answer
from wb6.data import words

# How far a value may lie from a bound, as a part of it, and still be on it: two thirds of a hundred have no last digit.
ROUNDING = 1e-9


class Rule(Protocol):
    """A condition on the value that a measure found."""

    def answer(self, value: float | bool) -> Answer:
        """Whether the value meets the condition."""

    def words(self) -> str:
        """The condition, as it completes the sentence: the point holds if the value is ..."""


@dataclass(frozen=True)
class Between:
    """A value from `low` to `high`, both included; `partly_low` and `partly_high` reach further.

    A bound that is left out does not bind.
    """

    low: float = float("-inf")
    high: float = float("inf")
    unit: str = ""
    partly_low: float | None = None
    partly_high: float | None = None

    def answer(self, value: float | bool) -> Answer:
        """Yes within the bounds, partly within the wider ones, else no."""
        if _within(value, self.low, self.high):
            return Answer.YES
        low = self.low if self.partly_low is None else self.partly_low
        high = self.high if self.partly_high is None else self.partly_high
        return Answer.PARTLY if _within(value, low, high) else Answer.NO

    def words(self) -> str:
        """The bounds in words."""
        text = self._bounds(self.low, self.high)
        if self.partly_low is None and self.partly_high is None:
            return text
        low = self.low if self.partly_low is None else self.partly_low
        high = self.high if self.partly_high is None else self.partly_high
        return f"{text}, in part if {self._bounds(low, high)}"

    def _bounds(self, low: float, high: float) -> str:
        if low == high:
            return words.quantity(low, self.unit)
        if high == float("inf"):
            return f"at least {words.quantity(low, self.unit)}"
        if low == float("-inf"):
            return f"at most {words.quantity(high, self.unit)}"
        return f"from {words.quantity(low, self.unit)} to {words.quantity(high, self.unit)}"


@dataclass(frozen=True)
class Near:
    """A value that is `value`, give or take `tolerance`."""

    value: float
    unit: str = ""
    tolerance: float = 0

    def answer(self, value: float | bool) -> Answer:
        """Yes within the tolerance, else no."""
        near = _within(value, self.value - self.tolerance, self.value + self.tolerance)
        return Answer.YES if near else Answer.NO

    def words(self) -> str:
        """The value and the tolerance, to the last digit: a claim prints what it prints."""
        if not self.tolerance:
            return words.quantity(self.value, self.unit)
        unit = "" if self.unit in words.UNNAMED else f" {self.unit}"
        spare = self.tolerance if self.tolerance < 10 else round(self.tolerance)
        return f"{_exact(self.value)}{unit}, give or take {_exact(spare)}"


@dataclass(frozen=True)
class Beyond:
    """A value above `low`, or below `high`, the bound itself not included."""

    low: float | None = None
    high: float | None = None
    unit: str = ""

    def answer(self, value: float | bool) -> Answer:
        """Yes beyond the bounds, else no."""
        above = self.low is None or (value > self.low and not _on(value, self.low))
        below = self.high is None or (value < self.high and not _on(value, self.high))
        return Answer.YES if above and below else Answer.NO

    def words(self) -> str:
        """The bounds in words."""
        parts = []
        if self.low is not None:
            parts.append(f"above {words.quantity(self.low, self.unit)}")
        if self.high is not None:
            parts.append(f"below {words.quantity(self.high, self.unit)}")
        return " and ".join(parts)


@dataclass(frozen=True)
class Is:
    """A yes or no that the measure itself answers; `condition` says what must be so."""

    condition: str

    def answer(self, value: float | bool) -> Answer:
        """Yes where it is so."""
        return Answer.YES if value else Answer.NO

    def words(self) -> str:
        """The condition."""
        return self.condition


@dataclass(frozen=True)
class Awaited:
    """A forecast without a date: borne out once `rule` is met, undecided until then."""

    rule: Rule

    def answer(self, value: float | bool) -> Answer:
        """Yes once the condition is met, else unknown."""
        return Answer.YES if self.rule.answer(value) is Answer.YES else Answer.UNKNOWN

    def words(self) -> str:
        """The condition, and what its absence means."""
        return f"{self.rule.words()}; undecided until then"


@dataclass(frozen=True)
class Least:
    """A condition on what is on file of a list that is not whole: what it lacks is not known, so that it refutes nothing."""

    rule: Rule

    def answer(self, value: float | bool) -> Answer:
        """Yes or partly as far as the condition is met, else unknown."""
        answer = self.rule.answer(value)
        return Answer.UNKNOWN if answer is Answer.NO else answer

    def words(self) -> str:
        """The condition, and what a lack means."""
        return f"{self.rule.words()}; undecided otherwise, as the list is not whole"


def _within(value: float, low: float, high: float) -> bool:
    return low <= value <= high or _on(value, low) or _on(value, high)


def _on(value: float, bound: float) -> bool:
    return math.isclose(value, bound, rel_tol=ROUNDING)


def _exact(value: float) -> str:
    """A number with the decimals that it has, at most three."""
    return words.number(value, 0 if value >= 100 else len(f"{value:.3f}".rstrip("0").partition(".")[2]))


def at_least(low: float, unit: str = "", partly: float | None = None) -> Between:
    """A value of `low` or more; in part from `partly` on."""
    return Between(low=low, unit=unit, partly_low=partly)


def at_most(high: float, unit: str = "", partly: float | None = None) -> Between:
    """A value of `high` or less; in part up to `partly`."""
    return Between(high=high, unit=unit, partly_high=partly)
