"""Store new reference outputs: what a chapter shows now is what tests compare with from now on."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from wb6.pipeline import notebook as nb
from wb6.pipeline.project import Project
from wb6.pipeline.run import run_chapter


def accept_chapters(
    names: Iterable[str] = (),
    project: Project | None = None,
    tell: Callable[[str, nb.Notebook, nb.Notebook], None] | None = None,
) -> Iterator[tuple[str, bool]]:
    """Run chapters (all if none is named) and store their outputs; yields name and whether it changed.

    `tell` gets a changed chapter's name, its notebook as stored and as it is now, before that is stored.
    A notebook whose normal form did not change is not touched; one that did notes the day as its
    last change, which its page shows. Raises `UsageError` for an unknown
    chapter before any runs, `ChapterError` for one that raises; its notebook stays as it was.
    """
    project = project or Project()
    sources = {name: project.notebook(name) for name in names or project.chapter_names()}
    for name, source in sources.items():
        shown = run_chapter(name, project=project)
        changed = nb.dumps(shown) != source.read_text(encoding="utf-8")
        if changed:
            if tell:
                tell(name, nb.read(source), shown)
            shown["metadata"]["wb6"] = {"changed": dt.date.today().isoformat()}
            nb.write(nb.dumps(shown), source)
        yield name, changed
