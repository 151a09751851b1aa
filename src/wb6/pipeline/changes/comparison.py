"""Compare two states of the project, or two notebooks of one chapter."""

from contextlib import ExitStack

from wb6.pipeline.changes import chapters, rows
from wb6.pipeline.changes.report import Changes, Part, Section
from wb6.pipeline.changes.states import State, opened, working
from wb6.pipeline.changes.words import change
from wb6.pipeline.notebook import Notebook
from wb6.pipeline.project import Project

LATEST = "HEAD"


def compare(before: str = LATEST, after: str | None = None, project: Project | None = None) -> Changes:
    """Changes from the state `before` to `after`, or to the working tree.

    Each is a git revision or a folder. Raises `UsageError` for an unknown one, `DataError` for a
    file in it that cannot be read.
    """
    project = project or Project()
    with ExitStack() as states:
        old = states.enter_context(opened(before, project))
        new = states.enter_context(opened(after, project)) if after else working(project)
        return Changes(
            before=old.name,
            after=new.name,
            edition=new.descriptor.get("edition", ""),
            data=(*_edition(old, new), *rows.sections(old, new)),
            chapters=tuple(chapters.sections(old, new)),
        )


def accepted(name: str, old: Notebook, new: Notebook, project: Project | None = None) -> Section:
    """What a chapter shows otherwise in `new` than in `old`."""
    now = working(project or Project())
    return chapters.section(name, old, new, now, now)


def _edition(old: State, new: State) -> tuple[Section, ...]:
    """The day to which the data reach, where it moved."""
    days = [state.descriptor.get("edition", "") for state in (old, new)]
    return (Section("Edition", (Part(change(*days)),)),) if days[0] != days[1] else ()
