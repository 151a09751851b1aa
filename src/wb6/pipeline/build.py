"""Build the book: carry out the graph on all cores, and say what was done."""

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from wb6.errors import Wb6Error
from wb6.pipeline import book
from wb6.pipeline.progress import Progress
from wb6.pipeline.project import Project

POLL_SECONDS = 0.05


@dataclass
class Result:
    """What a build did: chapters run and left as they were, and what went wrong, one line each."""

    book: Path
    ran: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    renewed: bool = False
    seconds: float = 0.0


def build(project: Project, progress: Progress, workers: int | None = None) -> Result:
    """Build what changed and put the book in place; a failure leaves the book in place as it was.

    Raises `Wb6Error` when the project has no book or another build is running.
    """
    from wb6.pipeline import publish
    from wb6.pipeline.lock import only_one

    start = time.perf_counter()
    _require_sources(project)
    with only_one(project.work / "build.lock"), project.active(), progress:
        publish.recover(project.build)
        session = _carry_out(project, progress, workers)
        result = _result(session, project)
    result.seconds = time.perf_counter() - start
    return result


def _require_sources(project: Project) -> None:
    for name in ("_config.yml", "_toc.yml", "chapters"):
        if not (project.root / name).exists():
            raise Wb6Error(f"no book here: {name} is missing in {project.root}")
    if not (project.data / "datapackage.json").exists():
        raise Wb6Error(f"no data here: datapackage.json is missing in {project.data}")


def _carry_out(project: Project, progress: Progress, workers: int | None) -> Any:
    """The finished pytask session."""
    import loky
    import pytask
    from pytask_parallel import ParallelBackend, execute, registry

    from wb6.pipeline.kernels import running
    from wb6.pipeline.tasks import graph

    def executor(n_workers: int) -> Executor:
        return Watched(ThreadPoolExecutor(max_workers=n_workers), progress)

    registry.register_parallel_backend(ParallelBackend.CUSTOM, executor, worker_type="threads")
    # pytask-parallel looks for finished tasks at growing intervals of up to a second, which
    # would be lost at each of our few long steps.
    promptly = patch.object(execute, "_Sleeper", partial(execute._Sleeper, timings=[POLL_SECONDS]))
    state = project.work / "state"
    with _own_state(state), promptly, book.drawings_kept(project), running() as kernels:
        return pytask.build(
            tasks=graph(project, kernels),
            config=state / "pytask.toml",
            n_workers=workers or max(2, loky.cpu_count()),
            parallel_backend=ParallelBackend.CUSTOM,
            capture=pytask.CaptureMethod.NO,
            verbose=0,
        )


@contextmanager
def _own_state(state: Path) -> Iterator[None]:
    """Keep pytask's state and words in a folder of their own, and its search path out of ours."""
    import pytask

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


class Watched(Executor):
    """An executor that reports each task's start and end."""

    def __init__(self, executor: Any, progress: Progress):
        self._executor = executor
        self._progress = progress

    def submit(self, fn: Any, /, *args: Any, task: Any, **kwargs: Any) -> Future:
        """Hand a task to a worker."""
        self._progress.started(task.base_name)
        future = self._executor.submit(fn, *args, task=task, **kwargs)
        future.add_done_callback(lambda done: self._progress.finished(task.base_name, failed=_failed(done)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop the workers and what they started."""
        self._executor.shutdown(wait=wait)


def _failed(done: Future) -> bool:
    return done.cancelled() or done.exception() is not None or done.result().exc_info is not None


def _result(session: Any, project: Project) -> Result:
    from pytask import ExitCode, TaskOutcome

    from wb6.pipeline.tasks import PUBLISH

    if session.exit_code not in (ExitCode.OK, ExitCode.FAILED):
        raise Wb6Error(f"the build could not start; the reason is in {project.work / 'state' / 'pytask.log'}")
    result = Result(project.html)
    chapters = project.chapter_names()
    for report in sorted(session.execution_reports, key=lambda report: report.task.base_name):
        name = report.task.base_name
        if report.outcome == TaskOutcome.FAIL:
            result.failures.append(_reason(report, project))
        elif name in chapters:
            done = result.ran if report.outcome == TaskOutcome.SUCCESS else result.unchanged
            done.append(name)
        elif name == PUBLISH:
            result.renewed = report.outcome == TaskOutcome.SUCCESS
    if len(session.execution_reports) < len(session.tasks):
        result.failures.append("the build was interrupted")
    return result


def _reason(report: Any, project: Project) -> str:
    """Why a task failed; for an error that we did not foresee, also where its traceback is."""
    kind, error, trace = report.exc_info
    if isinstance(error, Wb6Error):
        return str(error)
    log = project.work / f"{report.task.base_name}.log"
    log.write_text(str(trace), encoding="utf-8")
    first = (str(error).splitlines() or [""])[0]
    return f"{report.task.base_name}: {kind.__name__}: {first} (traceback in {log})"
