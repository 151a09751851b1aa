"""What sources may carry: the marks of those that only pass on or have a stake, and the names that sentences call them by."""

from collections.abc import Iterable

from wb6.data import package, readings, reads

GRADES = {
    "primary": "primary",
    "reliable": "reliable",
    "passing_on": "at second hand",
    "party": "interested party",
}
COPY = "in a copy"
# Grades in words, copies apart, from the best to the weakest.
WORDS = (GRADES["primary"], GRADES["reliable"], COPY, GRADES["passing_on"], GRADES["party"])
# What a number is said to rest on, by the mark of its source.
_GROUND = {
    COPY: "a copy",
    GRADES["passing_on"]: "reports at second hand",
    GRADES["party"]: "an interested party",
}


def mark_of(grade: str, kind: str) -> str:
    """What a reader should know before trusting a source of a grade and kind; empty for one that may carry a number."""
    if grade not in {"passing_on", "party"}:
        return ""
    # What passes on a data set copies it whole; all else tells of what it read.
    return COPY if (grade, kind) == ("passing_on", readings.DATA_SET) else GRADES[grade]


def mark(key: str) -> str:
    """The mark of a source, empty for a good one and for a key that the package lacks."""
    return _marks(package.state()).get(key, "")


def doubt(keys: Iterable[str]) -> str:
    """Why a number that rests on these sources is weak, in words; empty where one of them may carry it, or for none.

    >>> doubt([])
    ''
    """
    marks = [mark(key) for key in keys]
    if not marks or not all(marks):
        return ""
    grounds = [ground for told, ground in _GROUND.items() if told in marks]
    return f"rests on {' and '.join(grounds)} alone"


def is_copied(keys: Iterable[str]) -> bool:
    """Whether all of these sources are copies of data sets."""
    return {mark(key) for key in keys} == {COPY}


def is_hearsay(keys: Iterable[str]) -> bool:
    """Whether these sources are weak, and not all of them copies of data sets."""
    keys = list(keys)
    return bool(doubt(keys)) and not is_copied(keys)


def called(keys: Iterable[str]) -> list[str]:
    """What sentences call sources, in their order and each once: of a copy what it copies, else the publisher."""
    names = _names(package.state())
    return [*dict.fromkeys(names.get(key, key) for key in keys)]


@reads.cache
def _marks(_state: object) -> dict[str, str]:
    cells = package.table("sources").cells
    return {
        key: mark_of(grade, kind)
        for key, grade, kind in zip(cells["key"], cells["grade"], cells["kind"], strict=True)
    }


@reads.cache
def _names(_state: object) -> dict[str, str]:
    cells = package.table("sources").cells
    rows = zip(cells["key"], cells["publisher"], cells["passes_on"], strict=True)
    return {key: copied if mark(key) == COPY else publisher for key, publisher, copied in rows}
