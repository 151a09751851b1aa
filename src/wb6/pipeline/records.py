"""What a chapter read of the data when it last ran, in a small file beside the executed notebook."""

import json
from collections.abc import Iterable
from pathlib import Path

from wb6.pipeline import inputs, judgements, notebook
from wb6.pipeline.project import Project


def write(read: Iterable[str] | None, executed: Path) -> None:
    """Record the files that a chapter read, as `wb6.data.reads` names them; None where they are not known."""
    notebook.write(json.dumps(read, indent=0) + "\n", _file_of(executed))


def read(executed: Path) -> list[str] | None:
    """Files that a chapter read when it last ran; None for one that has no record."""
    try:
        names: list[str] | None = json.loads(_file_of(executed).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return names


def state(project: Project, executed: Path) -> str:
    """A value that changes with the data that a chapter read when it last ran; with all data if that is not known.

    Of the judgements of claims it changes with what is judged, not with the data that they rest on; those of
    another edition than the book's, which no task keeps, stand for all data.
    """
    names, day = read(executed), inputs.edition(project)
    if names is not None and (judged := judgements.mark(day)) in names:
        names = [name for name in names if name != judged]
        seen = judgements.state(project, day)
    else:
        seen = ""
    if names is not None and any(map(judgements.is_mark, names)):
        names = None
    return " ".join([inputs.schema(project), inputs.digest(inputs.data_named(project, names), project), seen])


def _file_of(executed: Path) -> Path:
    return executed.with_suffix(".read.json")
