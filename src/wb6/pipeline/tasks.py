"""The way from data to book as a pytask graph: what did not change is not done again.

    data ─┬─ check ───────────────┐
          └─ chapter, chapter … ──┴─ book ── in place

Every task is a function of files and parameters whose work is done in a process of its own (a kernel, a
check, Jupyter Book); a failed task keeps those after it from running, and all others run.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

import pytask

from wb6.errors import DataError
from wb6.pipeline import book, inputs, notebook, publish
from wb6.pipeline.kernels import Kernels
from wb6.pipeline.project import Project
from wb6.pipeline.run import run_chapter

CHECK, BOOK, PUBLISH = "data", "book", "in place"
SHOWN = 20


class Folder:
    """A folder as a node of the graph; its state is the name, size and time of every file in it."""

    def __init__(self, path: Path, project: Project):
        self.path = path
        self.name = Path(os.path.relpath(path, project.root)).as_posix()
        self.attributes: dict[Any, Any] = {}

    @property
    def signature(self) -> str:
        """Identity in the graph."""
        return sha256(self.name.encode()).hexdigest()

    def state(self) -> str | None:
        """Changes when any file below changes; None when there is no file."""
        files = sorted(path for path in self.path.rglob("*") if path.is_file())
        stats = [(str(path.relative_to(self.path)), path.stat()) for path in files]
        lines = [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats]
        return sha256("\n".join(lines).encode()).hexdigest() if lines else None

    def load(self, is_product: bool = False) -> Path:
        """The folder's path."""
        return self.path

    def save(self, value: Any) -> None:
        """Folders are filled by their task."""
        raise NotImplementedError


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
    return _task(CHECK, partial(_check, project, stamp), files, stamp)


def _chapter_task(project: Project, name: str, executed: Path, kernels: Kernels) -> pytask.Task:
    action = partial(_execute, project, name, executed, kernels)
    files = [project.notebook(name), *inputs.of_chapters(project)]
    return _task(name, action, files, executed, project)


def _longest_first(chapters: list[pytask.Task], sizes: list[int]) -> None:
    """Begin the chapters with more to show first, so that no long one is left over for one worker at the end."""
    for task, size in zip(chapters, sizes, strict=True):
        if size >= median(sizes):
            task.markers.append(pytask.mark.try_first.mark)


def _book_task(project: Project, executed: list[Path], kernels: Kernels) -> pytask.Task:
    code = [*inputs.code(project, *inputs.CHAPTER_CODE), *inputs.code(project, "book", pattern="*")]
    making = inputs.modules(project, "pipeline", "book", "jupyter_book")
    pages = [*executed, *book.sources(project), *making]
    files = [_stamp(project), *pages, *inputs.data(project), *code, *inputs.libraries(project)]
    return _task(
        BOOK,
        partial(_build, project, executed, kernels),
        files,
        Folder(book.pages(project), project),
        project,
    )


def _publish_task(project: Project) -> pytask.Task:
    finished = book.pages(project)
    files = [Folder(finished, project), *inputs.modules(project, "pipeline", "publish")]
    return _task(
        PUBLISH,
        partial(publish.publish, finished, project.build),
        files,
        Folder(project.html, project),
    )


def _stamp(project: Project) -> Path:
    """File that says that the data package breaks no rule."""
    return project.work / "checked.txt"


def _check(project: Project, stamp: Path) -> None:
    """Leave a stamp when the data package breaks no rule; in a process of its own, as it computes much."""
    command = [sys.executable, "-m", "wb6.data.checks"]
    with project.active():
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        lines = done.stdout.splitlines() or done.stderr.splitlines()[-1:]
        more = [f"and {len(lines) - SHOWN} more; all of them: wb6 check"] if len(lines) > SHOWN else []
        raise DataError("\n".join([*lines[:SHOWN], *more]))
    notebook.write("The data package breaks no rule.\n", stamp)


def _execute(project: Project, chapter: str, executed: Path, kernels: Kernels) -> None:
    """Execute a chapter with the project's parameters, as far as it has them."""
    from wb6.pipeline.parameters import defaults

    known = defaults(notebook.read(project.notebook(chapter)))
    values = {name: value for name, value in project.parameters.items() if name in known}
    run_chapter(chapter, values, executed, project, kernels)


def _build(project: Project, executed: list[Path], kernels: Kernels) -> None:
    kernels.stop()  # all chapters have run, and Jupyter Book needs the memory
    book.build(executed, project)


def _task(
    name: str,
    action: Callable[[], None],
    files: Iterable[Path | Folder],
    product: Path | Folder,
    project: Project | None = None,
) -> pytask.Task:
    """A task that depends on files and, for chapters and the book, on the project's parameters."""
    depends_on: dict[str, Any] = {"files": [_node(file) for file in dict.fromkeys(files)]}
    if project is not None:
        depends_on["parameters"] = _parameters(name, project)
    return pytask.Task(
        base_name=name,
        path=Path(__file__),
        function=partial(_call, action),
        depends_on=depends_on,
        produces={"produces": _node(product)},
    )


def _call(
    action: Callable[[], None], files: Any = None, parameters: Any = None, produces: Any = None
) -> None:
    """Run a task's action; what pytask passes is what the action already knows."""
    action()


def _node(file: Path | Folder) -> Any:
    return pytask.PathNode.from_path(file) if isinstance(file, Path) else file


def _parameters(task: str, project: Project) -> pytask.PythonNode:
    value = repr(sorted(project.parameters.items()))
    if task == BOOK:
        value += repr(sorted(project.editions.items()))
    info = pytask.NodeInfo("parameters", (), Path(__file__), task, value)
    return pytask.PythonNode(name=f"{task}::parameters", value=value, hash=True, node_info=info)
