"""A sweep as a pytask graph: one task a run of a chapter, one an edition for the measures.

What a task returns is stored by the process that started the sweep, so that workers need no folder in common.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import pytask

from wb6.pipeline import notebook
from wb6.pipeline.nodes import File, Task
from wb6.pipeline.project import Project
from wb6.sweep import work
from wb6.sweep.grid import Grid, Run


class Text(File):
    """A text file as a product, written in one step."""

    def save(self, value: bytes | str) -> None:
        """Write the text that a task returned."""
        notebook.write(value if isinstance(value, str) else value.decode(), cast(Path, self.path))


def of_chapters(runs: list[Run], project: Project, folder: Path) -> dict[Run, pytask.Task]:
    """The task of each run; its notebook is put into `folder`."""
    states = work.states_of_chapters(dict.fromkeys(run.chapter for run in runs), project)
    return {
        run: _task(
            run.name,
            partial(work.execute, run, states[run.chapter], project),
            f"{states[run.chapter]} {sorted(run.values.items())}",
            folder / f"{run.name}.ipynb",
        )
        for run in runs
    }


def of_measures(grid: Grid, project: Project, folder: Path) -> list[pytask.Task]:
    """The task of each edition; its values are put into `folder`, one file an edition."""
    if not grid.measures:
        return []
    state = work.state_of_measures(project)
    return [
        _task(
            f"measures-{day}",
            partial(work.measure, day, grid.countries, grid.measures, state, project),
            f"{state} {grid.countries} {grid.measures}",
            folder / f"measures-{day}.json",
        )
        for day in grid.days
    ]


def product(task: pytask.Task) -> Path:
    """The file that a task makes."""
    return cast(Path, cast(Text, task.produces["return"]).path)


def _task(name: str, action: Callable[[], str], depends_on: str, file: Path) -> pytask.Task:
    here = Path(__file__)
    info = pytask.NodeInfo("depends_on", (), here, name, depends_on)
    return Task(
        base_name=name,
        path=here,
        function=partial(_call, action),
        depends_on={
            "depends_on": pytask.PythonNode(
                name=f"{name}::depends_on", value=depends_on, hash=True, node_info=info
            )
        },
        produces={"return": Text(name=file.as_posix(), path=file)},
    )


def _call(action: Callable[[], str], **_: object) -> str:
    """Run a task's action; what pytask passes is what the action already knows."""
    return action()
