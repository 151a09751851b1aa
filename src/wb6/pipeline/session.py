"""One run of a task graph by pytask: on how many workers, with its state and its words in a folder of their own."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar, cast
from unittest.mock import patch

import pytask
from pytask_parallel import ParallelBackend, execute, registry

from wb6.errors import Wb6Error, told

P = ParamSpec("P")
T = TypeVar("T")
POLL_SECONDS = 0.05


class Observer(Protocol):
    """Whoever wants to hear of tasks that start and end."""

    def started(self, step: str) -> None:
        """A task was handed to the workers."""

    def finished(self, step: str, *, failed: bool) -> None:
        """A task ended."""


@dataclass(frozen=True)
class Crew:
    """Who carries out tasks: `number` of them, of an executor.

    With `remote` they may be on other machines: tasks are pickled, and what they return is stored here.
    """

    executor: Callable[[], Executor]
    number: int
    remote: bool = False


def carry_out(tasks: list[pytask.Task], state: Path, crew: Crew, observer: Observer) -> pytask.Session:
    """The finished pytask session: what the crew did of the tasks that are not up to date.

    `state` is the folder of pytask's memory. Raises `Wb6Error` when the graph itself is unsound.
    """

    running: set[Future[Any]] = set()

    def watched(n_workers: int) -> Executor:  # noqa: ARG001  # pytask-parallel says how many it was told of
        return _Watched(crew.executor(), observer, running, waits=not crew.remote)

    kind = "processes" if crew.remote else "threads"
    registry.register_parallel_backend(ParallelBackend.CUSTOM, watched, worker_type=kind, remote=crew.remote)
    # pytask-parallel looks for finished tasks at growing intervals of up to a second, which
    # would be lost at each of our few long steps.
    promptly = patch.object(execute, "_Sleeper", partial(_UntilOneEnds, running))
    with _own_state(state), promptly:
        session = pytask.build(
            tasks=tasks,
            config=state / "pytask.toml",
            n_workers=crew.number,
            parallel_backend=ParallelBackend.CUSTOM,
            capture=pytask.CaptureMethod.NO,
            verbose=0,
        )
    if session.exit_code not in (pytask.ExitCode.OK, pytask.ExitCode.FAILED):
        raise Wb6Error(f"the tasks could not start; the reason is in {state / 'pytask.log'}")
    return session


def reason(report: pytask.ExecutionReport, logs: Path) -> str:
    """Why a task failed; for an error that we did not foresee, also where in `logs` its traceback is."""
    _, error, trace = report.exc_info or (None, None, None)
    if isinstance(error, Wb6Error):
        return str(error)
    step = name_of(report.task)
    if isinstance(error, OSError):
        return f"{step}: {told(error)}"
    log = logs / f"{step}.log"
    log.write_text(str(trace), encoding="utf-8")
    first = (str(error).splitlines() or [""])[0]
    return f"{step}: {type(error).__name__}: {first} (traceback in {log})"


def name_of(task: pytask.PTask) -> str:
    """What the graph calls a task."""
    return task.base_name if isinstance(task, pytask.Task) else task.name


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

    def __init__(self, running: set[Future[Any]]) -> None:
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

    def __init__(
        self, executor: Executor, observer: Observer, running: set[Future[Any]], *, waits: bool
    ) -> None:
        self._executor = executor
        self._observer = observer
        self._running = running
        self._waits = waits

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a task, the argument `task` of what pytask-parallel runs, to a worker."""
        step = name_of(cast(pytask.PTask, kwargs["task"]))
        self._observer.started(step)
        future = self._executor.submit(fn, *args, **kwargs)
        self._running.add(future)
        future.add_done_callback(lambda done: self._tell(step, done))
        return future

    def _tell(self, step: str, done: Future[Any]) -> None:
        self._running.discard(done)
        if not done.cancelled():
            failed = done.exception() is not None or done.result().exc_info is not None
            self._observer.finished(step, failed=failed)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002  # the rest is given up
        """Stop the workers and what they started."""
        self._executor.shutdown(wait=wait and self._waits)
