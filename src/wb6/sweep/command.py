"""Carry out a sweep here or on a cluster, continue an interrupted one, and put its table together."""

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

import loky
import pytask

from wb6.errors import UsageError
from wb6.pipeline import outputs
from wb6.pipeline.lock import only_one
from wb6.pipeline.progress import Count
from wb6.pipeline.project import Project
from wb6.pipeline.session import Crew, carry_out, reason
from wb6.sweep import table, tasks, work
from wb6.sweep.grid import Grid

STATE, LOCK = ".sweep", "sweep.lock"


@dataclass
class Result:
    """What a sweep did: how many runs, how many were up to date, what failed, and the files of its table."""

    ran: int = 0
    unchanged: int = 0
    failures: list[str] = field(default_factory=list)
    missing: int = 0
    files: list[Path] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True)
class Workers:
    """What runs a sweep: a number of cores of this machine (all if None), or the Dask cluster of a scheduler."""

    number: int | None = None
    scheduler: str | None = None


def sweep(
    grid: Grid,
    project: Project,
    output: Path,
    progress: Callable[[int], Count],
    workers: Workers | None = None,
) -> Result:
    """Run what is not up to date in the folder `output`, then write the table of the whole grid.

    Runs on all cores if no workers are given. The table is written when every run succeeded. Raises `UsageError`
    before anything is written when `output` is no place for a sweep or a file in it is somebody's, `Wb6Error` when
    another sweep runs in it or the cluster does not answer.
    """
    output = outputs.for_folder(output, project, "folder of a sweep", _is_ours)
    state = output / STATE
    runs = tasks.of_chapters(grid.runs(project), project, output / "notebooks")
    _refuse_foreign(output, map(tasks.product, runs.values()))
    measured = tasks.of_measures(grid, project, state)
    graph = [*runs.values(), *measured]
    with (
        _executing(workers or Workers(), len(graph)) as (executor, at_a_time, remote),
        only_one(state / LOCK, "sweep"),
        progress(len(graph)) as counting,
    ):
        session = carry_out(graph, state, Crew(executor, at_a_time, remote), counting)
    result = _result(session, state)
    if not result.failures and not result.missing:
        rows = [*_measured(measured), *_shown(runs)]
        tidy = table.frame(rows)
        result.files, result.rows = table.write(tidy, output), len(tidy)
    return result


def _is_ours(folder: Path) -> bool:
    """Whether a sweep was begun in a folder."""
    return (folder / STATE / LOCK).is_file()


def _refuse_foreign(output: Path, notebooks: Iterable[Path]) -> None:
    """Raise `UsageError` that names a file which the sweep would write over and did not write."""
    folder = output / "notebooks"
    places = [folder] if folder.exists() and not folder.is_dir() else []
    places += [file for file in map(output.joinpath, table.FILES) if file.is_symlink() or file.is_dir()]
    for file in (*places, *(notebook for notebook in notebooks if not outputs.is_free(notebook))):
        raise UsageError(f"{str(file)!r} is not as a sweep wrote it and in the way of a new file; move it")


@contextmanager
def _executing(workers: Workers, tasks: int) -> Iterator[tuple[Callable[[], Executor], int, bool]]:
    """An executor, how many tasks it takes at a time, and whether it is elsewhere."""
    if workers.scheduler is None:
        threads = workers.number or loky.cpu_count()
        try:
            yield partial(ThreadPoolExecutor, max_workers=threads), threads, False
        finally:
            work.stop()
    else:
        from wb6.sweep.cluster import connected

        with connected(workers.scheduler) as client:
            yield partial(client.get_executor, pure=False), max(tasks, 1), True


def _result(session: pytask.Session, state: Path) -> Result:
    result = Result(missing=len(session.tasks) - len(session.execution_reports))
    reports = [(cast(pytask.Task, report.task).base_name, report) for report in session.execution_reports]
    for name, report in sorted(reports, key=itemgetter(0)):
        match report.outcome:
            case pytask.TaskOutcome.FAIL:
                result.failures.append(f"{name}: {reason(report, state)}")
            case pytask.TaskOutcome.SUCCESS:
                result.ran += 1
            case _:
                result.unchanged += 1
    return result


def _measured(measured: list[pytask.Task]) -> Iterator[dict[str, Any]]:
    for task in measured:
        yield from json.loads(tasks.product(task).read_text(encoding="utf-8"))


def _shown(runs: dict[Any, pytask.Task]) -> Iterator[dict[str, Any]]:
    for run, task in runs.items():
        yield from table.of_notebook(run, tasks.product(task).read_text(encoding="utf-8"))
