"""Jupyter Book as a program that ends with the build that started it, even when that is killed.

`python -m wb6.pipeline.jupyter_book ARGUMENTS` does what `jupyter-book ARGUMENTS` does, as long as
its standard input is open; otherwise a killed build would leave it writing into the next one. It
reads and writes pages in two processes, which Jupyter Book has no option for.
"""

import functools
import gc
import importlib.metadata
import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

JOBS = 2


def _end_with_build(alive: int) -> None:
    """End this process at once when nobody holds the other end of the pipe `alive` any more."""

    def end() -> None:
        os.read(alive, 1)
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()


def _in_parallel() -> None:
    """Have Sphinx work in `JOBS` processes, on books of more than five pages and where it can."""
    import sphinx_multitoc_numbering
    from jupyter_book import sphinx

    sphinx.build_sphinx = functools.partial(sphinx.build_sphinx, jobs=JOBS)
    # It numbers sections when all pages have been read; that it may be so is all it does not say.
    sphinx_multitoc_numbering.setup = _declared_safe(sphinx_multitoc_numbering.setup)


def _declared_safe(setup: Callable[["Sphinx"], None]) -> Callable[["Sphinx"], dict[str, bool]]:
    def declared(app: "Sphinx") -> dict[str, bool]:
        setup(app)
        return {"parallel_read_safe": True, "parallel_write_safe": True}

    return declared


def _spare_work() -> None:
    """Do not look again and again for garbage, for plugins, for the stem of a word in each page.

    Few objects die before the end, no package is new, and the pages have most words in common.
    """
    from sphinx.search.en import SearchEnglish

    SearchEnglish.stem = functools.cache(SearchEnglish.stem)  # type: ignore[method-assign]  # one searcher a build
    gc.set_threshold(50_000, 50, 100)
    once = functools.cache(importlib.metadata.entry_points)
    setattr(importlib.metadata, "entry_points", once)  # noqa: B010  # in the place of a function with overloads


if __name__ == "__main__":
    build = os.dup(0)  # processes that Sphinx starts are without standard input, and end too
    _end_with_build(build)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=functools.partial(_end_with_build, build))
    _spare_work()
    _in_parallel()
    from jupyter_book.cli.main import main

    main(prog_name="jupyter-book")
