"""What a worker does for a sweep, be it a thread here or a process on another machine.

A worker elsewhere has a project of its own, from which it was installed; it refuses to work when
that is not in the same state as the one that asks.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from threading import Lock

from wb6.errors import DataError, Wb6Error
from wb6.pipeline import inputs, notebook, surroundings
from wb6.pipeline.kernels import Kernels, running
from wb6.pipeline.project import Project
from wb6.pipeline.run import execute_chapter
from wb6.sweep.grid import Run


class _Workshop:
    """Kernels and environment of this process for one state of a project; several threads may use it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open = ExitStack()
        self._state = ""
        self._kernels: Kernels | None = None

    def kernels(self, state: str, project: Project) -> Kernels:
        """Kernels that run chapters of a project; those of another state of it are ended."""
        with self._lock:
            if self._kernels is None or state != self._state:
                self._open.close()
                self._open.enter_context(project.active())
                self._kernels = self._open.enter_context(running())
                self._state = state
            return self._kernels

    def close(self) -> None:
        """End all kernels."""
        with self._lock:
            self._open.close()
            self._kernels = None


_WORKSHOP = _Workshop()


def stop() -> None:
    """End what this process keeps running between chapters."""
    _WORKSHOP.close()


def states_of_chapters(chapters: Iterable[str], project: Project) -> dict[str, str]:
    """A value a chapter that changes with anything that its outputs depend on besides its parameters.

    Its first word is the same for all chapters.
    """
    shared = inputs.digest(inputs.of_chapters(project), project)
    return {
        chapter: f"{shared} {inputs.digest([project.notebook(chapter)], project)}" for chapter in chapters
    }


def state_of_measures(project: Project) -> str:
    """A value that changes with anything that measures depend on."""
    files = [*inputs.of_chapters(project), *inputs.code(project, "sweep")]
    return inputs.digest(files, project)


def execute(run: Run, state: str, project: Project) -> str:
    """Text of the executed notebook.

    Raises `ChapterError` when a cell raises, `Wb6Error` when this worker's project is in another state.
    """
    here = _here(project, state, lambda there: states_of_chapters([run.chapter], there)[run.chapter])
    kernels = _WORKSHOP.kernels(state.split()[0], here)
    executed = execute_chapter(run.chapter, run.values, here, kernels, every_fact=True)
    return notebook.dumps(executed.notebook)


def measure(day: str, countries: Sequence[str], codes: Sequence[str], state: str, project: Project) -> str:
    """Values of measures in an edition as JSON; computed in a process of its own.

    Raises `Wb6Error` when this worker's project is in another state, `DataError` when the data are unsound.
    """
    here = _here(project, state, state_of_measures)
    asked = (day, ",".join(countries), ",".join(codes))
    done = surroundings.program("wb6.sweep.measures", *asked, WB6_DATA=str(here.data))
    if done.returncode:
        raise DataError(f"measures in edition {day}: {surroundings.last_words(done)}")
    return done.stdout


def _here(project: Project, state: str, state_of: Callable[[Project], str]) -> Project:
    """The project as this machine has it, in the state that is asked for."""
    here = project if project.root.exists() else Project()
    if state_of(here) != state:
        raise Wb6Error(f"the project in {here.root} changed, or is another one than where the sweep started")
    return here
