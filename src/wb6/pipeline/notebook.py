"""Notebooks in their one normal form: the same content gives the same bytes."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from wb6.errors import ChapterError, naming

Notebook = dict[str, Any]

# JupyterLab, 4.6 at least, draws charts of this type, whatever version of Vega-Lite the spec names, and none of v6.
CHART = "application/vnd.vegalite.v5+json"

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
_OF_THE_RUN = ("papermill", "execution", "ExecuteTime", "trusted")


def read(path: Path) -> Notebook:
    """A notebook as plain JSON types, with empty metadata and outputs where it has none.

    Raises `ChapterError` for a file that is no notebook of version 4, and for one that papermill could not run.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(notebook["cells"], list):
            raise ValueError("its cells are no list")
        cells = [_sound_cell(cell, place) for place, cell in enumerate(notebook["cells"], start=1)]
        return {**notebook, "metadata": _mapping(notebook, "metadata", "the notebook"), "cells": cells}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = f"it has no {error}" if isinstance(error, KeyError) else error
        raise ChapterError(f"{path.name} is no notebook: {reason}") from None


def _sound_cell(cell: object, place: int) -> dict[str, Any]:
    """A cell with everything that is read of it later."""
    what = f"cell {place}"
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise ValueError(f"{what} is no code, markdown or raw cell")
    source = cell.get("source")
    if not isinstance(source, str) and not (
        isinstance(source, list) and all(isinstance(line, str) for line in source)
    ):
        raise ValueError(f"{what} has no source")
    sound = {**cell, "metadata": _mapping(cell, "metadata", what)}
    if cell["cell_type"] == "code":
        sound = {"execution_count": None, "outputs": [], **sound}
        if not isinstance(sound["outputs"], list):
            raise ValueError(f"the outputs of {what} are no list")
    return sound


def _mapping(holder: dict[str, Any], name: str, what: str) -> dict[str, Any]:
    found = holder.get(name, {})
    if not isinstance(found, dict):
        raise ValueError(f"the {name} of {what} are no object")
    return found


def normalised(notebook: Notebook) -> Notebook:
    """The notebook without anything that belongs to one run: times, paths, versions of the kernel.

    Cell ids stay as they are; cells without one are numbered. Executed cells count from 1.
    """
    metadata = {**_lasting(notebook["metadata"]), "kernelspec": KERNEL, "language_info": LANGUAGE}
    cells = [_cell(cell, place) for place, cell in enumerate(notebook["cells"], start=1)]
    _count(cells)
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def dumps(notebook: Notebook) -> str:
    """Text of a notebook as Jupyter itself writes it: sorted keys, lines of text split."""
    import nbformat

    text: str = nbformat.writes(nbformat.from_dict(normalised(notebook)))
    return text if text.endswith("\n") else text + "\n"


def write(content: str | bytes, path: Path) -> None:
    """Write a file in one step: a reader sees the old content or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    part = Path(name)
    try:
        with naming(path), os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _lasting(metadata: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.items() if key not in _OF_THE_RUN}
    if not kept.get("tags", True):
        del kept["tags"]
    return kept


def _cell(cell: dict[str, Any], place: int) -> dict[str, Any]:
    cell = {**cell, "metadata": _lasting(cell["metadata"]), "id": cell.get("id", f"cell-{place}")}
    if cell["cell_type"] == "code":
        cell["outputs"] = _joined_streams(cell["outputs"])
    return cell


def _joined_streams(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outputs with neighbouring pieces of one stream as one: where a stream breaks is chance."""
    joined: list[dict[str, Any]] = []
    for output in outputs:
        before = joined[-1] if joined else {}
        if (
            output["output_type"] == "stream" == before.get("output_type")
            and output["name"] == before["name"]
        ):
            joined[-1] = {**before, "text": "".join(before["text"]) + "".join(output["text"])}
        else:
            joined.append(dict(output))
    return joined


def _count(cells: list[dict[str, Any]]) -> None:
    """Number the executed cells, and the results they show, from 1."""
    count = 0
    for cell in cells:
        if cell.get("execution_count") is None:
            continue
        count += 1
        cell["execution_count"] = count
        for output in cell["outputs"]:
            if output["output_type"] == "execute_result":
                output["execution_count"] = count
