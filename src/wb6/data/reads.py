"""Which files of the data package were read: noted where they are asked for, and again where what was made of them is.

A file is named as it is seen from the folder of the package (`polls.csv`, `geo/balkans.json`); a folder stands for all
files below it. The descriptor is not noted, as everything depends on it. Each thread keeps records of its own.
"""

import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial, wraps
from typing import Any, TypeVar

from wb6.data.folders import data_dir

Made = TypeVar("Made")

_EVENTS = {"open", "os.listdir", "os.scandir"}


class _Kept(threading.local):
    """Records that a thread is keeping, each within the one before it."""

    def __init__(self) -> None:
        self.records: list[set[str]] = []


_kept = _Kept()


def note(*files: str) -> None:
    """Enter files into all records that are being kept."""
    for record in _kept.records:
        record.update(files)


def recorded(make: Callable[[], Made]) -> tuple[Made, frozenset[str]]:
    """What `make` gives, with the files that it read."""
    record: set[str] = set()
    _kept.records.append(record)
    try:
        return make(), frozenset(record)
    finally:
        _kept.records.pop()


@contextmanager
def unnoted() -> Iterator[None]:
    """A context in which nothing is noted."""
    kept, _kept.records = _kept.records, []
    try:
        yield
    finally:
        _kept.records = kept


def cache(function: Callable[..., Made]) -> Callable[..., Made]:
    """`functools.cache` for what is made of data: the files behind it are noted whenever it is asked for."""

    @functools.cache
    def known(*arguments: Any) -> tuple[Made, frozenset[str]]:
        return recorded(partial(function, *arguments))

    @wraps(function)
    def asked(*arguments: Any) -> Made:
        made, files = known(*arguments)
        note(*files)
        return made

    return asked


def begin() -> None:
    """Keep one record from now on, empty as yet."""
    _kept.records = [set()]


def so_far() -> list[str]:
    """Files in the record since `begin`, sorted."""
    return sorted(_kept.records[0])


def watch() -> None:
    """Note from now on also what this process opens or lists in the folder of the package by other ways than ours."""
    sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS or not _kept.records or isinstance(arguments[0], int):
        return
    with suppress(OSError, ValueError):
        place = os.path.abspath(os.fsdecode(arguments[0] or "."))  # noqa: PTH100  # asked at each file that is opened
        folder = os.path.abspath(data_dir())  # noqa: PTH100  # asked at each file that is opened
        if place == folder or place.startswith(folder + os.sep):
            note(os.path.relpath(place, folder).replace(os.sep, "/"))
