"""Run one chapter with papermill, strictly: unknown names are refused, nothing half done is left."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wb6.errors import ChapterError
from wb6.pipeline import notebook as nb
from wb6.pipeline import outputs, parameters, placing
from wb6.pipeline.project import Project

if TYPE_CHECKING:
    from wb6.pipeline.kernels import Kernels


@dataclass(frozen=True)
class Executed:
    """An executed chapter in its normal form, and which files of the data package it `read`; None if not known."""

    notebook: nb.Notebook
    read: list[str] | None


def run_chapter(
    chapter: str,
    values: Mapping[str, Any] | None = None,
    output: Path | None = None,
    project: Project | None = None,
    kernels: "Kernels | None" = None,
) -> nb.Notebook:
    """The chapter as `execute_chapter` runs it, written to `output` in one step.

    Raises `UsageError` before anything runs or is written, `ChapterError` when a cell raises; then `output`
    stays as it was.
    """
    project = project or Project()
    project.notebook(chapter)
    if output is not None:
        output = outputs.for_notebook(output, project)
    executed = execute_chapter(chapter, values or {}, project, kernels).notebook
    if output is not None:
        nb.write(nb.dumps(executed), output)
    return executed


def execute_chapter(
    chapter: str,
    values: Mapping[str, Any],
    project: Project,
    kernels: "Kernels | None" = None,
    every_fact: bool = False,
) -> Executed:
    """Run a chapter in one of `kernels`, which run other chapters too, or in a kernel of its own.

    Its cell of facts names those that its prose places, or all with `every_fact`. `values` are
    parameters by name; text is read as on a command line. Raises `UsageError` before anything runs,
    `ChapterError` when a cell raises.
    """
    document = nb.read(project.notebook(chapter))
    document = placing.with_every_fact(document) if every_fact else placing.filled(document)
    with project.active():
        document = parameters.assign(document, parameters.checked(chapter, values, document))
        done, read = _execute(chapter, document, project.chapters, kernels)
        return Executed(nb.normalised(done), read)


def _execute(
    chapter: str, document: nb.Notebook, folder: Path, kernels: "Kernels | None" = None
) -> tuple[nb.Notebook, list[str] | None]:
    """Execute all cells in a kernel of this Python; also what of the data they read."""
    import nbformat
    import papermill

    from wb6.pipeline.kernels import ENGINE, running

    try:
        with nullcontext(kernels) if kernels else running() as lenders, lenders.borrowed() as kernel:
            done = papermill.execute_notebook(
                nbformat.from_dict(nb.normalised(document)),
                None,
                engine_name=ENGINE,
                kernel=kernel,
                kernel_name=nb.KERNEL["name"],
                resources={"metadata": {"path": str(folder)}},
                progress_bar=False,
                request_save_on_cell_execute=False,
            )
            return done, kernel.read
    except ChapterError as error:
        raise ChapterError(f"chapter {chapter}, {error}") from None
