"""The specifications of a point as dots, small enough for the page of its claim."""

from collections.abc import Sequence
from typing import Any

from wb6.data import words
from wb6.figures.curves import ANSWERS

# In px: between which heights dots lie (on one line where all have one value), and the room for their numbers below.
TOP, BOTTOM, BELOW = 14, 82, 28
# In px: where dots begin, how far they stand apart, and how far where there are many.
LEFT, STEP, NARROW = 84, 30, 22
MANY, LONG = 10, 10_000  # dots that are many, a number whose thousands are parted


def dots(specifications: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The specifications that have a value as dots in the order of their values; None below two of them.

    Gives width and height (px), dots (x, y, number of the specification, from 1, and answer), ends (text and y of the
    lowest and the highest value, or of the one that all have) and alt, what a reader who does not see it needs to know.
    """
    numbered = [(one["value"], number, one["answer"]) for number, one in enumerate(specifications, start=1)]
    found = sorted(one for one in numbered if one[0] is not None)
    if len(found) < 2:
        return None
    low, high = found[0][0], found[-1][0]
    step = NARROW if len(found) > MANY else STEP
    placed = [
        {"x": LEFT + step * place, "y": _y(value, low, high), "number": number, "answer": answer}
        for place, (value, number, answer) in enumerate(found)
    ]
    ends = [{"text": _told(value), "y": _y(value, low, high)} for value in dict.fromkeys([low, high])]
    counted = [(ANSWERS[answer], [one[2] for one in found].count(answer)) for answer in ANSWERS]
    answers = words.listing([f"{number} {answer}" for answer, number in counted if number])
    span = "all" if low == high else f"{_told(low)} to"
    return {
        "width": LEFT + step * len(found),
        "height": (BOTTOM if high > low else TOP) + BELOW,
        "dots": placed,
        "ends": ends,
        "alt": f"{len(found)} specifications in the order of their values, {span} {_told(high)}: {answers}.",
    }


def _y(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 1.0
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def _told(value: float) -> str:
    """A value at the end of the scale.

    >>> _told(True), _told(2009), _told(0.0481), _told(862979)
    ('yes', '2009', '0.0481', '862,979')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return words.number(value) if abs(value) >= LONG else f"{value:.4g}".replace("-", "\N{MINUS SIGN}")
