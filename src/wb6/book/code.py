"""Where the code of a chapter stands on its page: folded, beside what it makes."""

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

# Figures and tables leave this mark where the code that made them is to be folded away.
PLACE = "<!-- wb6-code -->"


class FoldCode(SphinxPostTransform):
    """Folds the source of each code cell: into the foot of the figure it makes, else below its output."""

    # After myst-nb has chosen the HTML of each output (4), before it hides inputs itself (199).
    default_priority = 150
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Rearrange all code cells of the page."""
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") == "cell_code" and not cell.get("hide_mode"):
                _fold(cell)
        for raw in list(self.document.findall(nodes.raw)):
            if PLACE in raw.astext():
                raw.replace_self(_raw(raw.astext().replace(PLACE, "")))


def _fold(cell: nodes.container) -> None:
    if not cell.children or cell.children[0].get("nb_element") != "cell_code_source":
        return
    source = cell.children[0]
    place = next((raw for raw in cell.findall(nodes.raw) if PLACE in raw.astext()), None)
    if place is not None:
        cell.remove(source)
        before, after = place.astext().split(PLACE, 1)
        place.replace_self([_raw(before), *_details(source, "Code"), _raw(after)])
    else:
        is_parameters = "tag_parameters" in cell["classes"]
        if len(cell.children) == 1:
            cell["classes"].append("wb6-silent")
        cell.remove(source)
        cell.extend(_details(source, "Parameters" if is_parameters else "Code"))


def _details(source: nodes.Element, word: str) -> list[nodes.Node]:
    return [_raw(f'<details class="wb6-code"><summary>{word}</summary>'), source, _raw("</details>")]


def _raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")
