"""The way from data to book as a pytask graph: what did not change is not done again.

    data ─┬─ check ──────────────────────────┐
          └─ claims ── chapter, chapter … ───┴─ book ── in place

A chapter hangs on the files of the data package that it read when it last ran, which stand in a record beside the
executed notebook; on all of them until it has one. Of the claims it hangs on how they are judged, if it read that.

Every task is a function of files and parameters whose work is done in a process of its own (a kernel, a
check, Jupyter Book); a failed task keeps those after it from running, and all others run.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from subprocess import CompletedProcess
from typing import Any

import pytask

from wb6.errors import DataError
from wb6.pipeline import book, inputs, judgements, notebook, publish, records, surroundings
from wb6.pipeline.kernels import Kernels
from wb6.pipeline.nodes import Computed, File, Files, Folder, Task
from wb6.pipeline.project import Project
from wb6.pipeline.run import execute_chapter

CHECK, CLAIMS, BOOK, PUBLISH = "data", "claims are judged", "book", "in place"
SHOWN = 20


def graph(project: Project, kernels: Kernels) -> list[pytask.Task]:
    """All tasks that make the book of a project; chapters run in `kernels`."""
    chapters = {name: project.work / "executed" / f"{name}.ipynb" for name in project.chapter_names()}
    running = [_chapter_task(project, name, executed, kernels) for name, executed in chapters.items()]
    _longest_first(running, [project.notebook(name).stat().st_size for name in chapters])
    return [
        _check_task(project, _stamp(project)),
        *([_claims_task(project)] if _has_claims(project) else []),
        *running,
        _book_task(project, list(chapters.values()), kernels),
        _publish_task(project),
    ]


def _check_task(project: Project, stamp: Path) -> pytask.Task:
    read = [*inputs.data(project), *sorted(project.data.glob("*.bib"))]
    files = [*read, *inputs.code(project, "data", pattern="*"), *inputs.libraries(project)]
    action = partial(_check, project, stamp, files)
    return _task(CHECK, action, [Files(CHECK, files, project.root)], File.from_path(stamp))


def _has_claims(project: Project) -> bool:
    """Whether a book has a ledger of claims whose judgements it can keep."""
    return (project.data / "claims").is_dir() and project.data.parent == project.root


def _claims_task(project: Project) -> pytask.Task:
    """Judge the claims before chapters run, each of which would do it otherwise."""
    day = inputs.edition(project)
    hangs_on: list[pytask.PNode] = [
        Computed(f"{CLAIMS}::data", partial(judgements.inputs_now, project, day)),
        _parameters(CLAIMS, {"as_of": day}),
    ]
    made = [File.from_path(file) for file in (judgements.file_of(project, day), _judged(project))]
    return _task(CLAIMS, partial(_judge, project, day), hangs_on, made)


def _chapter_task(project: Project, name: str, executed: Path, kernels: Kernels) -> pytask.Task:
    code = [project.notebook(name), *inputs.code_of_chapters(project)]
    hangs_on: list[pytask.PNode] = [
        Files(name, code, project.root),
        Computed(f"{name}::data", partial(records.state, project, executed)),
        _parameters(name, project.parameters),
        *([File.from_path(_judged(project))] if _has_claims(project) else []),
    ]
    action = partial(_execute, project, name, executed, kernels)
    return _task(name, action, hangs_on, File.from_path(executed))


def _longest_first(chapters: list[pytask.Task], sizes: list[int]) -> None:
    """Begin the chapters with more to show first, so that no long one is left over for one worker at the end."""
    for task, size in zip(chapters, sizes, strict=True):
        if size >= median(sizes):
            task.markers.append(pytask.mark.try_first.mark)


def _book_task(project: Project, executed: list[Path], kernels: Kernels) -> pytask.Task:
    code = [*inputs.code(project, *inputs.CHAPTER_CODE), *inputs.code(project, "book", pattern="*")]
    making = inputs.modules(project, "pipeline", "book", "jupyter_book")
    files = [*book.sources(project), *making, *inputs.data(project), *code, *inputs.libraries(project)]
    hangs_on: list[pytask.PNode] = [
        Files(BOOK, files, project.root),
        *map(File.from_path, [_stamp(project), *executed]),
        _parameters(BOOK, project.parameters, project.editions),
    ]
    action = partial(_build, project, executed, kernels)
    return _task(BOOK, action, hangs_on, Folder(book.pages(project), project.root))


def _publish_task(project: Project) -> pytask.Task:
    finished = book.pages(project)
    code = Files(PUBLISH, inputs.modules(project, "pipeline", "publish"), project.root)
    action = partial(publish.publish, finished, project.build)
    return _task(PUBLISH, action, [code, Folder(finished, project.root)], Folder(project.html, project.root))


def _stamp(project: Project) -> Path:
    """File that says that the data package breaks no rule."""
    return project.work / "checked.txt"


def _judged(project: Project) -> Path:
    """File that says that the claims are judged; always the same, so that chapters wait for it and no more."""
    return project.work / "judged.txt"


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
    done = _program(project, "wb6.data.checks")
    if done.returncode:
        lines = done.stdout.strip().splitlines() or [f"{CHECK}: {surroundings.last_words(done)}"]
        more = [f"and {len(lines) - SHOWN} more; all of them: wb6 check"] if len(lines) > SHOWN else []
        raise DataError("\n".join([*lines[:SHOWN], *more]))


def _judge(project: Project, day: str) -> None:
    """Have the judgements of an edition kept. Raises `DataError` with the reason when they cannot be made."""
    done = _program(project, "wb6.claims.kept", day)
    if done.returncode:
        raise DataError(f"claims: {surroundings.last_words(done)}")
    notebook.write("The claims are judged.\n", _judged(project))


def _program(project: Project, module: str, *arguments: str) -> CompletedProcess[str]:
    """Run a module on the project's data in a process of its own, as it computes much."""
    with project.active():
        return surroundings.program(module, *arguments)


def _execute(project: Project, chapter: str, executed: Path, kernels: Kernels) -> None:
    """Execute a chapter with the project's parameters, as far as it has them."""
    from wb6.pipeline.parameters import defaults

    known = defaults(notebook.read(project.notebook(chapter)), chapter)
    values = {name: value for name, value in project.parameters.items() if name in known}
    shown = execute_chapter(chapter, values, project, kernels)
    records.write(shown.read, executed)
    notebook.write(notebook.dumps(shown.notebook), executed)


def _build(project: Project, executed: list[Path], kernels: Kernels) -> None:
    kernels.stop()  # all chapters have run, and Jupyter Book needs the memory
    book.build(executed, project)


def _task(
    name: str, action: Callable[[], None], depends_on: list[pytask.PNode], produces: object
) -> pytask.Task:
    """A task of that name that depends on nodes of the graph, and makes some."""
    return Task(
        base_name=name,
        path=Path(__file__),
        function=partial(_call, action),
        depends_on={"depends_on": depends_on},
        produces={"produces": produces},
    )


def _call(action: Callable[[], None], **_: object) -> None:
    """Run a task's action; what pytask passes is what the action already knows."""
    action()


def _parameters(task: str, *values: Mapping[str, Any]) -> pytask.PythonNode:
    """What a task is told besides files, as a node of the graph."""
    value = repr([sorted(value.items()) for value in values])
    info = pytask.NodeInfo("parameters", (), Path(__file__), task, value)
    return pytask.PythonNode(name=f"{task}::parameters", value=value, hash=True, node_info=info)
