"""Build the book: carry out the graph on all cores, and say what was done."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wb6.errors import Wb6Error
from wb6.pipeline import book
from wb6.pipeline.progress import Progress
from wb6.pipeline.project import Project

if TYPE_CHECKING:
    import pytask


@dataclass
class Result:
    """What a build did: chapters run and left as they were, and what went wrong, one line each.

    `renewed` says whether pages were made or put in place again.
    """

    book: Path
    ran: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    renewed: bool = False
    seconds: float = 0.0


def build(project: Project, progress: Progress, workers: int | None = None) -> Result:
    """Build what changed and put the book in place; a failure leaves the book in place as it was.

    Raises `Wb6Error` when the project has no book or another build is running, `UsageError` when the book in
    place is a git clone of somebody, `KeyboardInterrupt` when it was interrupted and has come to rest.
    """
    from wb6.pipeline import publish
    from wb6.pipeline.lock import only_one

    start = time.perf_counter()
    _require_sources(project)
    publish.refuse_clone(project.build)
    with only_one(project.work / "build.lock"), project.active(), progress:
        publish.recover(project.build)
        session = _carry_out(project, progress, workers)
        result = _result(session, project)
    if len(session.execution_reports) < len(session.tasks):
        raise KeyboardInterrupt
    result.seconds = time.perf_counter() - start
    return result


def _require_sources(project: Project) -> None:
    for name in ("_config.yml", "_toc.yml", "chapters"):
        if not (project.root / name).exists():
            raise Wb6Error(f"no book here: {name} is missing in {project.root}")
    if not (project.data / "datapackage.json").exists():
        raise Wb6Error(f"no data here: datapackage.json is missing in {project.data}")


def _carry_out(project: Project, progress: Progress, workers: int | None) -> "pytask.Session":
    """The finished pytask session."""
    import loky

    from wb6.pipeline.kernels import running
    from wb6.pipeline.session import Crew, carry_out
    from wb6.pipeline.tasks import graph

    workers = workers or max(2, loky.cpu_count())
    with book.drawings_kept(project), running() as kernels:
        state, threads = project.work / "state", partial(ThreadPoolExecutor, max_workers=workers)
        return carry_out(graph(project, kernels), state, Crew(threads, workers), progress)


def _result(session: "pytask.Session", project: Project) -> Result:
    from pytask import TaskOutcome

    from wb6.pipeline.session import name_of, reason
    from wb6.pipeline.tasks import BOOK, PUBLISH

    result = Result(project.html)
    chapters = project.chapter_names()
    for report in sorted(session.execution_reports, key=lambda report: name_of(report.task)):
        name = name_of(report.task)
        if report.outcome == TaskOutcome.FAIL:
            result.failures.append(reason(report, project.work))
        elif name in chapters:
            done = result.ran if report.outcome == TaskOutcome.SUCCESS else result.unchanged
            done.append(name)
        elif name in (BOOK, PUBLISH):
            result.renewed |= report.outcome == TaskOutcome.SUCCESS
    return result
