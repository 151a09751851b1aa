"""What a person sees while the book is made: live on a terminal, plain lines elsewhere."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import ProgressColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class _Live:
    """Bars that are shown as long as the context lasts, on a terminal only."""

    def __init__(self, console: Console, *columns: ProgressColumn) -> None:
        self._console = console
        self._bars = Bars(*columns, console=console, disable=not console.is_terminal)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bars.stop()

    def _print(self, line: str) -> None:
        """A line where there is no terminal."""
        if not self._console.is_terminal:
            self._console.print(line, highlight=False)


class Count(_Live):
    """Many steps of one kind: how many of them have ended, and which one just did."""

    def __init__(self, console: Console, total: int) -> None:
        super().__init__(console)
        self._total = total
        self._ended = 0
        self._bar = self._bars.add_task("", total=total)

    def started(self, step: str) -> None:
        """A step waits for a worker; it is named when it ends."""

    def finished(self, step: str, *, failed: bool) -> None:
        """A step ends."""
        self._ended += 1
        told = f"{self._ended} of {self._total}: {step} {'failed' if failed else 'done'}"
        self._bars.update(self._bar, completed=self._ended, description=told)
        self._print(told)


class Progress(_Live):
    """Steps that run side by side, each named when it starts and when it ends."""

    def __init__(self, console: Console) -> None:
        columns = SpinnerColumn(finished_text=" "), TextColumn("{task.description}"), TimeElapsedColumn()
        super().__init__(console, *columns)
        self._running: dict[str, tuple[TaskID, float]] = {}

    def started(self, step: str) -> None:
        """A step begins."""
        self._running[step] = (self._bars.add_task(step, total=1), time.perf_counter())

    def finished(self, step: str, *, failed: bool) -> None:
        """A step ends."""
        bar, start = self._running.pop(step)
        outcome = "failed" if failed else "done"
        self._bars.update(bar, completed=1, description=f"{step}: {outcome}")
        self._print(f"{step}: {outcome}, {time.perf_counter() - start:.1f} s")
