"""Programs that are stopped at one of their operations on files, as a kill or a full disk would stop them."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def before_each(
    patch: pytest.MonkeyPatch, operations: Iterable[tuple[Any, str]], do: Callable[[int], None]
) -> None:
    """Have `do` called with the number of each operation before it; `operations` are functions by owner and name."""
    numbers = itertools.count(1)

    def counted(operation):
        def instead(*arguments, **options):
            do(next(numbers))
            return operation(*arguments, **options)

        return instead

    for owner, name in operations:
        patch.setattr(owner, name, counted(getattr(owner, name)))


def stop_at(
    step: int, patch: pytest.MonkeyPatch, operations: Iterable[tuple[Any, str]], stop: Callable[[], None]
) -> None:
    """Have `stop` called in the place of operation number `step`."""
    before_each(patch, operations, lambda number: stop() if number == step else None)


def raising(error: type[BaseException]) -> Callable[[], None]:
    """A stop that raises `error`."""

    def stop() -> None:
        raise error

    return stop
