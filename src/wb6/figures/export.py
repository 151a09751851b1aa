"""Files that a reader saves from a notebook."""

from collections.abc import Callable, Mapping
from pathlib import Path

from wb6.errors import UsageError, Wb6Error, told


def write(path: str | Path, makers: Mapping[str, Callable[[], str | bytes]]) -> None:
    """Write what the maker of the path's ending makes, in one step; a file of that name is replaced.

    Raises `UsageError` for an ending without a maker and for a place where nothing may be written.
    """
    from wb6.pipeline import notebook, outputs
    from wb6.pipeline.project import Project

    make = makers.get(Path(path).suffix.casefold())
    if make is None:
        raise UsageError(f"{str(path)!r} has none of the endings {', '.join(sorted(makers))}")
    file = outputs.for_export(Path(path), Project())
    content = make()
    try:
        notebook.write(content, file)
    except OSError as error:
        raise Wb6Error(told(error)) from None
