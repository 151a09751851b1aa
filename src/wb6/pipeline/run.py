"""Run one chapter with papermill, strictly: unknown names are refused, nothing half done is left."""

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wb6.errors import ChapterError
from wb6.pipeline import notebook as nb
from wb6.pipeline import outputs, parameters, placing
from wb6.pipeline.project import Project

if TYPE_CHECKING:
    from wb6.pipeline.kernels import Kernels


def run_chapter(
    chapter: str,
    values: Mapping[str, Any] | None = None,
    output: Path | None = None,
    project: Project | None = None,
    kernels: "Kernels | None" = None,
    every_fact: bool = False,
) -> nb.Notebook:
    """The executed chapter in its normal form, written to `output` in one step.

    Its cell of facts names those that its prose places, or all with `every_fact`. `values` are
    parameters by name; text is read as on a command line. The chapter runs in one of `kernels`, which
    run other chapters too, or in a kernel of its own. Raises `UsageError` before anything runs or is
    written, `ChapterError` when a cell raises; then `output` stays as it was.
    """
    project = project or Project()
    source = project.notebook(chapter)
    if output is not None:
        output = outputs.for_notebook(output, project)
    document = nb.read(source)
    document = placing.with_every_fact(document) if every_fact else placing.filled(document)
    with project.active():
        document = parameters.assign(document, parameters.checked(chapter, values or {}, document))
        executed = nb.normalised(_execute(chapter, document, project.chapters, kernels))
    if output is not None:
        nb.write(nb.dumps(executed), output)
    return executed


def _execute(
    chapter: str, document: nb.Notebook, folder: Path, kernels: "Kernels | None" = None
) -> nb.Notebook:
    """Execute all cells in a kernel of this Python."""
    import nbformat
    import papermill

    from wb6.pipeline.kernels import ENGINE, running

    try:
        with nullcontext(kernels) if kernels else running() as lenders, lenders.borrowed() as kernel:
            return papermill.execute_notebook(
                nbformat.from_dict(nb.normalised(document)),
                None,
                engine_name=ENGINE,
                kernel=kernel,
                kernel_name=nb.KERNEL["name"],
                resources={"metadata": {"path": str(folder)}},
                progress_bar=False,
                request_save_on_cell_execute=False,
            )
    except ChapterError as error:
        raise ChapterError(f"chapter {chapter}, {error}") from None
