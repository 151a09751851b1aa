"""Rules as the ledger writes them: `{at_least: 200/3, partly: 50, unit: percent}`."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from wb6.claims.rules import Awaited, Between, Beyond, Is, Least, Near, Rule, at_least, at_most

PRINTED = "value"
_SUM = re.compile(r"(?P<first>[a-z0-9.]+)(?: ?(?P<sign>[-+*/]) ?(?P<second>[0-9.]+))?")
# Keys that leave a condition which is not met undecided, with what they make of it.
_UNDECIDED: Mapping[str, Callable[[Rule], Rule]] = {"awaited": Awaited, "incomplete": Least}
_OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def rule(written: Mapping[str, Any], printed: float | None) -> Rule:
    """The rule that the ledger writes; `printed` is the number that the claim prints, which `value` stands for.

    Raises `ValueError` where the rule speaks of the printed number and the claim prints none.
    """
    for key, undecided in _UNDECIDED.items():
        if written.get(key):
            return undecided(rule({name: part for name, part in written.items() if name != key}, printed))
    unit, partly = written.get("unit", ""), written.get("partly")
    match written:
        case {"is": condition}:
            return Is(condition)
        case {"at_least": low}:
            return at_least(number(low, printed), unit, _given(partly, printed))
        case {"at_most": high}:
            return at_most(number(high, printed), unit, _given(partly, printed))
        case {"equal": value}:
            return Near(number(value, printed), unit, number(written.get("tolerance", 0), printed))
        case {"between": bounds}:
            low, high = (number(bound, printed) for bound in bounds)
            wider = [number(bound, printed) for bound in partly or ()]
            return Between(low, high, unit, *wider)
    return Beyond(_given(written.get("above"), printed), _given(written.get("below"), printed), unit)


def number(written: float | str, printed: float | None) -> float:
    """A number, a fraction (`200/3`), the printed number (`value`) or what is made of it (`value * 0.75`).

    >>> number("200/3", None), number("value - 3", 30)
    (66.66666666666667, 27)
    """
    if not isinstance(written, str):
        return written
    found = _SUM.fullmatch(written)
    if found is None:
        raise ValueError(f"{written!r} is no number")
    first = printed if found["first"] == PRINTED else _plain(found["first"])
    if first is None:
        raise ValueError("the claim prints no number that its test could stand for")
    if not found["sign"]:
        return first
    value: float = _OPERATORS[found["sign"]](first, _plain(found["second"]))
    return value


def _given(written: float | str | None, printed: float | None) -> float | None:
    return None if written is None else number(written, printed)


def _plain(text: str) -> float:
    return float(text) if "." in text else int(text)
