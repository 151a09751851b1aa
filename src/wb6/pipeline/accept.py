"""Store new reference outputs: what a chapter shows now is what tests compare with from now on."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from wb6.pipeline import notebook as nb
from wb6.pipeline import outputs
from wb6.pipeline.kernels import running
from wb6.pipeline.project import Project
from wb6.pipeline.run import run_chapter

Tell = Callable[[str, nb.Notebook, nb.Notebook], None]


def accept_chapters(
    names: Iterable[str] = (),
    project: Project | None = None,
    tell: Tell | None = None,
) -> Iterator[tuple[str, bool]]:
    """Run chapters (all if none is named) on all cores and store their outputs; yields name and whether it changed.

    `tell` gets a changed chapter's name, its notebook as stored and as it is now, before that is stored.
    A notebook whose normal form did not change is not touched; one that did notes the day as its
    last change, which its page shows. Raises `UsageError` for an unknown
    chapter before any runs, `ChapterError` for one that raises; its notebook stays as it was.
    """
    import loky

    project = project or Project()
    sources = {name: project.notebook(name).resolve() for name in names or project.chapter_names()}
    for folder in {source.parent for source in sources.values()}:
        outputs.require_writable(folder / "new")
    longest_first = sorted(sources, key=lambda name: -sources[name].stat().st_size)
    pool = ThreadPoolExecutor(loky.cpu_count())
    with project.active(), running() as kernels:
        try:
            runs = {
                name: pool.submit(run_chapter, name, project=project, kernels=kernels)
                for name in longest_first
            }
            for name, source in sources.items():
                yield name, _store(name, source, runs[name].result(), tell)
        finally:
            pool.shutdown(cancel_futures=True)


def _store(name: str, source: Path, shown: nb.Notebook, tell: Tell | None) -> bool:
    """Whether the notebook differs from the stored one, which it then replaces."""
    if nb.dumps(shown) == source.read_text(encoding="utf-8"):
        return False
    if tell:
        tell(name, nb.read(source), shown)
    shown["metadata"]["wb6"] = {"changed": dt.date.today().isoformat()}
    nb.write(nb.dumps(shown), source)
    return True
