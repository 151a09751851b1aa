"""One run of a task graph by pytask: on how many workers, with its state and its words in a folder of their own."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

import pytask
from pytask_parallel import ParallelBackend, execute, registry

from wb6.errors import Wb6Error, told

POLL_SECONDS = 0.05


class Observer(Protocol):
    """Whoever wants to hear of tasks that start and end."""

    def started(self, step: str) -> None:
        """A task was handed to the workers."""

    def finished(self, step: str, *, failed: bool) -> None:
        """A task ended."""


def carry_out(
    tasks: list[pytask.Task],
    state: Path,
    executor: Callable[[], Executor],
    observer: Observer,
    *,
    workers: int,
    remote: bool = False,
) -> Any:
    """The finished pytask session: what `executor` did of the tasks that are not up to date.

    `state` is the folder of pytask's memory. With `remote` the workers may be on other machines:
    tasks are pickled, and what they return is stored here. Raises `Wb6Error` when the graph itself is unsound.
    """

    running: set[Future] = set()

    def watched(n_workers: int) -> Executor:
        return _Watched(executor(), observer, running, waits=not remote)

    kind = "processes" if remote else "threads"
    registry.register_parallel_backend(ParallelBackend.CUSTOM, watched, worker_type=kind, remote=remote)
    # pytask-parallel looks for finished tasks at growing intervals of up to a second, which
    # would be lost at each of our few long steps.
    promptly = patch.object(execute, "_Sleeper", partial(_UntilOneEnds, running))
    with _own_state(state), promptly:
        session = pytask.build(
            tasks=tasks,
            config=state / "pytask.toml",
            n_workers=workers,
            parallel_backend=ParallelBackend.CUSTOM,
            capture=pytask.CaptureMethod.NO,
            verbose=0,
        )
    if session.exit_code not in (pytask.ExitCode.OK, pytask.ExitCode.FAILED):
        raise Wb6Error(f"the tasks could not start; the reason is in {state / 'pytask.log'}")
    return session


def reason(report: pytask.ExecutionReport, logs: Path) -> str:
    """Why a task failed; for an error that we did not foresee, also where in `logs` its traceback is."""
    kind, error, trace = report.exc_info
    if isinstance(error, Wb6Error):
        return str(error)
    if isinstance(error, OSError):
        return f"{report.task.base_name}: {told(error)}"
    log = logs / f"{report.task.base_name}.log"
    log.write_text(str(trace), encoding="utf-8")
    first = (str(error).splitlines() or [""])[0]
    return f"{report.task.base_name}: {kind.__name__}: {first} (traceback in {log})"


@contextmanager
def _own_state(state: Path) -> Iterator[None]:
    """Keep pytask's state and words in a folder of their own, and its search path out of ours."""
    state.mkdir(parents=True, exist_ok=True)
    (state / "pytask.toml").write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    out, path, python_path = pytask.console.file, sys.path.copy(), os.environ.get("PYTHONPATH")
    with (state / "pytask.log").open("w", encoding="utf-8") as log:
        pytask.console.file = log
        try:
            yield
        finally:
            pytask.console.file = out
            sys.path[:] = path
            if python_path is None:
                os.environ.pop("PYTHONPATH", None)
            else:
                os.environ["PYTHONPATH"] = python_path


class _UntilOneEnds:
    """What pytask-parallel does between two looks: it waits for one of the tasks that run, not at all if none does."""

    def __init__(self, running: set[Future]):
        self._running = running

    def reset(self) -> None:
        """A task was begun."""

    def increment(self) -> None:
        """No task was begun."""

    def sleep(self) -> None:
        """Wait, but not long: what hangs on a task that was up to date can begin beside the others."""
        wait(self._running.copy(), POLL_SECONDS, FIRST_COMPLETED)


class _Watched(Executor):
    """An executor that reports each task's start and end, and keeps the set of those that are `running`.

    When a run is interrupted it `waits` for the tasks that have begun, or else gives them up.
    """

    def __init__(self, executor: Executor, observer: Observer, running: set[Future], *, waits: bool):
        self._executor = executor
        self._observer = observer
        self._running = running
        self._waits = waits

    def submit(self, fn: Any, /, *args: Any, task: Any, **kwargs: Any) -> Future:
        """Hand a task to a worker."""
        self._observer.started(task.base_name)
        future = self._executor.submit(fn, *args, task=task, **kwargs)
        self._running.add(future)
        future.add_done_callback(lambda done: self._tell(task.base_name, done))
        return future

    def _tell(self, step: str, done: Future) -> None:
        self._running.discard(done)
        if not done.cancelled():
            failed = done.exception() is not None or done.result().exc_info is not None
            self._observer.finished(step, failed=failed)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop the workers and what they started."""
        self._executor.shutdown(wait=wait and self._waits)
