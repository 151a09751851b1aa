"""Draw the charts of a notebook ahead of its page: `python -m wb6.book.draw NOTEBOOK FOLDER`.

Pages find the drawings in FOLDER by their content (`drawing.cached`), so that charts of several
chapters are drawn side by side while other chapters still run.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from wb6.book import drawing
from wb6.figures.renderer import MIME


def draw_notebook(notebook: Path, folder: Path) -> None:
    """Draw every chart of an executed notebook in all forms that its page shows."""
    draw = drawing.cached(folder)
    for spec in charts(notebook):
        for form in (drawing.for_page(spec), drawing.narrow(spec, draw), drawing.for_download(spec)):
            draw(form)


def charts(notebook: Path) -> Iterator[drawing.Spec]:
    """Specs of all charts that a notebook shows."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                yield output["data"][MIME]


if __name__ == "__main__":
    draw_notebook(Path(sys.argv[1]), Path(sys.argv[2]))
