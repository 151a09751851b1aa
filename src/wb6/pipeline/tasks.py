"""The way from data to book as a pytask graph: what did not change is not done again.

    data ─┬─ check ───────────────┐
          └─ chapter, chapter … ──┴─ book ── in place

Every task is a function of files and parameters whose work is done in a process of its own (a kernel, a
check, Jupyter Book); a failed task keeps those after it from running, and all others run.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pytask

from wb6.errors import DataError
from wb6.pipeline import book, inputs, notebook, publish
from wb6.pipeline.kernels import Kernels
from wb6.pipeline.nodes import File, Files, Folder, Task
from wb6.pipeline.project import Project
from wb6.pipeline.run import run_chapter
from wb6.pipeline.surroundings import environment

CHECK, BOOK, PUBLISH = "data", "book", "in place"
SHOWN = 20


def graph(project: Project, kernels: Kernels) -> list[pytask.Task]:
    """All tasks that make the book of a project; chapters run in `kernels`."""
    chapters = {name: project.work / "executed" / f"{name}.ipynb" for name in project.chapter_names()}
    running = [_chapter_task(project, name, executed, kernels) for name, executed in chapters.items()]
    _longest_first(running, [project.notebook(name).stat().st_size for name in chapters])
    return [
        _check_task(project, _stamp(project)),
        *running,
        _book_task(project, list(chapters.values()), kernels),
        _publish_task(project),
    ]


def _check_task(project: Project, stamp: Path) -> pytask.Task:
    read = [*inputs.data(project), *sorted(project.data.glob("*.bib"))]
    files = [*read, *inputs.code(project, "data", pattern="*"), *inputs.libraries(project)]
    return _task(CHECK, project, partial(_check, project, stamp, files), files, File.from_path(stamp))


def _chapter_task(project: Project, name: str, executed: Path, kernels: Kernels) -> pytask.Task:
    action = partial(_execute, project, name, executed, kernels)
    files = [project.notebook(name), *inputs.of_chapters(project)]
    parameters = _parameters(name, project.parameters)
    return _task(name, project, action, files, File.from_path(executed), [parameters])


def _longest_first(chapters: list[pytask.Task], sizes: list[int]) -> None:
    """Begin the chapters with more to show first, so that no long one is left over for one worker at the end."""
    for task, size in zip(chapters, sizes, strict=True):
        if size >= median(sizes):
            task.markers.append(pytask.mark.try_first.mark)


def _book_task(project: Project, executed: list[Path], kernels: Kernels) -> pytask.Task:
    code = [*inputs.code(project, *inputs.CHAPTER_CODE), *inputs.code(project, "book", pattern="*")]
    making = inputs.modules(project, "pipeline", "book", "jupyter_book")
    files = [*book.sources(project), *making, *inputs.data(project), *code, *inputs.libraries(project)]
    parameters = _parameters(BOOK, project.parameters, project.editions)
    return _task(
        BOOK,
        project,
        partial(_build, project, executed, kernels),
        files,
        Folder(book.pages(project), project.root),
        [*map(File.from_path, [_stamp(project), *executed]), parameters],
    )


def _publish_task(project: Project) -> pytask.Task:
    finished = book.pages(project)
    return _task(
        PUBLISH,
        project,
        partial(publish.publish, finished, project.build),
        inputs.modules(project, "pipeline", "publish"),
        Folder(project.html, project.root),
        [Folder(finished, project.root)],
    )


def _stamp(project: Project) -> Path:
    """File that says that the data package breaks no rule."""
    return project.work / "checked.txt"


def _check(project: Project, stamp: Path, files: Iterable[Path]) -> None:
    """Leave a stamp when the data package breaks no rule; in a process of its own, as it computes much.

    A package that was sound with the same `files` is not checked again for another edition's book.
    """
    state, sound = inputs.digest(files, project), project.shared / "sound.txt"
    if not sound.exists() or sound.read_text(encoding="utf-8") != state:
        _check_package(project)
        notebook.write(state, sound)
    notebook.write("The data package breaks no rule.\n", stamp)


def _check_package(project: Project) -> None:
    """Raises `DataError` with the problems, one a line."""
    command = [sys.executable, "-m", "wb6.data.checks"]
    with project.active():
        done = subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        lines = done.stdout.splitlines() or done.stderr.splitlines()[-1:]
        more = [f"and {len(lines) - SHOWN} more; all of them: wb6 check"] if len(lines) > SHOWN else []
        raise DataError("\n".join([*lines[:SHOWN], *more]))


def _execute(project: Project, chapter: str, executed: Path, kernels: Kernels) -> None:
    """Execute a chapter with the project's parameters, as far as it has them."""
    from wb6.pipeline.parameters import defaults

    known = defaults(notebook.read(project.notebook(chapter)), chapter)
    values = {name: value for name, value in project.parameters.items() if name in known}
    shown = run_chapter(chapter, values, project=project, kernels=kernels)
    notebook.write(notebook.dumps(shown), executed)


def _build(project: Project, executed: list[Path], kernels: Kernels) -> None:
    kernels.stop()  # all chapters have run, and Jupyter Book needs the memory
    book.build(executed, project)


def _task(
    name: str,
    project: Project,
    action: Callable[[], None],
    files: Iterable[Path],
    product: File | Folder,
    others: Iterable[Any] = (),
) -> pytask.Task:
    """A task that depends on files that nobody makes, and on `others`: what earlier tasks make, and parameters."""
    return Task(
        base_name=name,
        path=Path(__file__),
        function=partial(_call, action),
        depends_on={"files": Files(f"{name}::files", files, project.root), "others": list(others)},
        produces={"produces": product},
    )


def _call(action: Callable[[], None], files: Any = None, others: Any = None, produces: Any = None) -> None:
    """Run a task's action; what pytask passes is what the action already knows."""
    action()


def _parameters(task: str, *values: Mapping[str, Any]) -> pytask.PythonNode:
    """What a task is told besides files, as a node of the graph."""
    value = repr([sorted(value.items()) for value in values])
    info = pytask.NodeInfo("parameters", (), Path(__file__), task, value)
    return pytask.PythonNode(name=f"{task}::parameters", value=value, hash=True, node_info=info)
