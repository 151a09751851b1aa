"""How a change is said: old and new side by side, only what differs of two names, nothing too long."""

from collections.abc import Iterable, Mapping, Sequence

ARROW = "->"
LONGEST = 80


def clean(text: object) -> str:
    """Text on one line, without what a terminal would obey."""
    line = " ".join(str(text).split())
    return "".join(letter for letter in line if letter.isprintable())


def short(text: object) -> str:
    """Clean text, cut where it is too long for a line."""
    line = clean(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def change(old: object, new: object) -> str:
    """Old and new value; `none` for an empty one, and long texts from where they part.

    >>> change("2.59", "2.63"), change("", "yes")
    ('2.59 -> 2.63', 'none -> yes')
    """
    before, after = clean(old), clean(new)
    if before == after:
        return "reworded"
    if min(len(before), len(after)) > LONGEST:
        shared = _shared(before.split(), after.split())
        before, after = (
            " ".join(["…", *text.split()[shared:]]) if shared else text for text in (before, after)
        )
    return f"{short(before) or 'none'} {ARROW} {short(after) or 'none'}"


def renamed(old: str, new: str) -> str:
    """Two names with the words that they begin with said once.

    >>> renamed("SIPRI 2025", "SIPRI 2026"), renamed("SIPRI 2026", "World Bank 2026")
    ('SIPRI 2025 -> 2026', 'SIPRI 2026 -> World Bank 2026')
    """
    after = clean(new).split()
    return change(old, " ".join(after[_shared(clean(old).split(), after) :]))


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """Number of words that both begin with; one at least is left of each."""
    pairs = enumerate(zip(before[:-1], after[:-1], strict=False))
    return next(
        (place for place, (old, new) in pairs if old != new), max(min(len(before), len(after)) - 1, 0)
    )


def names(keys: Iterable[str], labels: Mapping[str, str]) -> str:
    """Labels of sources, or their keys where they have none."""
    return ", ".join(labels.get(key, key) for key in keys)


def counted(noun: str, counts: Mapping[str, int]) -> str:
    """How many came, changed and went.

    >>> counted("row", {"added": 2, "changed": 1, "removed": 0})
    '2 rows added, 1 changed'
    """
    parts = [f"{count:,} {what}" for what, count in counts.items() if count]
    if not parts:
        return f"no {noun} changed"
    first, _, rest = parts[0].partition(" ")
    return ", ".join([f"{sized(noun, int(first.replace(',', '')))} {rest}", *parts[1:]])


def sized(noun: str, count: int) -> str:
    """A number of things.

    >>> sized("chart", 1), sized("chart", 1200)
    ('1 chart', '1,200 charts')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
