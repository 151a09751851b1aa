"""Programs that are stopped at one of their operations on files, as a kill or a full disk would stop them."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def stop_at(
    step: int, patch: pytest.MonkeyPatch, operations: Iterable[tuple[Any, str]], stop: Callable[[], None]
) -> None:
    """Have `stop` called in the place of operation number `step`; `operations` are functions by owner and name."""
    numbers = itertools.count(1)

    def counted(operation):
        def instead(*arguments, **options):
            if next(numbers) == step:
                stop()
            return operation(*arguments, **options)

        return instead

    for owner, name in operations:
        patch.setattr(owner, name, counted(getattr(owner, name)))


def raising(error: type[BaseException]) -> Callable[[], None]:
    """A stop that raises `error`."""

    def stop() -> None:
        raise error

    return stop
