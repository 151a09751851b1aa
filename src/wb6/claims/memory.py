"""What measures compute of an edition again and again, computed once for each edition that is judged."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from wb6.data import reads
from wb6.data.edition import Edition

Made = TypeVar("Made")


def once(function: Callable[..., Made]) -> Callable[..., Made]:
    """Let a function of an edition and plain arguments answer each question about an edition once.

    Lists among the arguments are looked at as they are written; nobody may change what is given back.
    """
    known: WeakKeyDictionary[Edition, dict[str, tuple[Made, frozenset[str]]]] = WeakKeyDictionary()

    @wraps(function)
    def remembered(edition: Edition, *arguments: Any, **named: Any) -> Made:
        asked = repr((arguments, named))
        answers = known.setdefault(edition, {})
        if asked not in answers:
            answers[asked] = reads.recorded(partial(function, edition, *arguments, **named))
        made, files = answers[asked]
        reads.note(*files)
        return made

    return remembered
