"""Charts as SVG: for a notebook, for a page (a wide and a narrow drawing, without title), for download."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import wrap

from wb6.figures import theme, typeface
from wb6.figures.specs import Spec, copied, views
from wb6.figures.zone import in_utc

FOLDER = "WB6_DRAWINGS"
NARROW_WIDTH = 350
_NARROWEST_PLOT = 130
# So wide that the plots, and no legend above them, decide how wide the drawing is.
_MEASURED_PLOT = 600
_TOLERANCE = 8
VEGA_LITE = "6.4"
LETTERS = {"text": 64, "subtitle": 90}  # in a line of a title
# Views with a size of their own; layers share their parent's.
_SIZED = ("hconcat", "vconcat", "concat")
_FACETS = {"facet", "row", "column"}

_PATH = re.compile(r' d="[^"]*"')
_LONG = re.compile(r"\d+\.\d{2,}")

Draw = Callable[[Spec], str]


def kept_in(doctrees: Path) -> Path:
    """Where drawings are kept: `WB6_DRAWINGS` when a build sets it, beside Sphinx's own cache otherwise."""
    return Path(os.environ.get(FOLDER, doctrees / "wb6-svg"))


def ahead(spec: Spec) -> None:
    """Draw a chart in all forms that its page shows, when a build says where to keep them.

    Chapters do so while others still run; their pages find the drawings by content.
    """
    if FOLDER in os.environ:
        draw = cached(Path(os.environ[FOLDER]))
        for form in (for_page(spec), narrow(spec, draw), for_download(spec)):
            draw(form)


def cached(folder: Path) -> Draw:
    """A drawing function that keeps every SVG in `folder` under the hash of all that it depends on.

    That is the spec without what it says of its figure, the drawing library and the letters; the zone of the
    machine is none of it (`in_utc`).
    """

    def draw(spec: Spec) -> str:
        import vl_convert

        spec = in_utc({part: value for part, value in spec.items() if part != "usermeta"})
        text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
        version = vl_convert.__version__  # type: ignore[attr-defined]  # its stubs do not name it
        tools = f"{version} {VEGA_LITE} {typeface.digest()}"
        key = hashlib.sha256(f"{tools} {text}".encode()).hexdigest()
        file = folder / f"{key}.svg"
        if not file.exists():
            keep(file, drawn(spec))
        return file.read_text(encoding="utf-8")

    return draw


def keep(file: Path, text: str) -> None:
    """Write a file in one step, so that processes beside this one find it whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def drawn(spec: Spec) -> str:
    """The chart as SVG."""
    import vl_convert

    typeface.register()
    return vl_convert.vegalite_to_svg(in_utc(spec), vl_version=VEGA_LITE)


def to_png(svg: str) -> bytes:
    """A drawing as a picture of twice its size, for screens with fine pixels."""
    import vl_convert

    typeface.register()
    return vl_convert.svg_to_png(svg, scale=2)


def for_page(spec: Spec) -> Spec:
    """The spec without title and subtitle, which the page shows as text."""
    return {key: value for key, value in spec.items() if key != "title"}


def narrow(spec: Spec, draw: Draw, target: int = NARROW_WIDTH) -> Spec:
    """The spec with its plots so narrow that the whole drawing is about `target` px wide.

    Text keeps its size: what stands beside the plots is measured on a drawing, and the plots
    get what is left. Side-by-side views are stacked, facets get two columns or one, legends two
    columns or, where these are still too wide, one.
    """
    wide = for_page(spec)
    spec = _stacked(wide)
    likely = _likely(wide, draw, target)
    if likely is not None:
        fitting = _with_plot_width(spec, likely)
        if svg_width(draw(fitting)) == target:
            return fitting
    panels = max(_columns(spec), default=1)
    beside = svg_width(draw(_with_plot_width(spec, _MEASURED_PLOT))) - panels * _MEASURED_PLOT
    spec = _with_plot_width(spec, max((target - beside) // panels, _NARROWEST_PLOT))
    if svg_width(draw(spec)) > target + _TOLERANCE:
        spec["config"]["legend"]["columns"] = 1
    return spec


def _likely(wide: Spec, draw: Draw, target: int) -> int | None:
    """The width that a single plot gets if the same stands beside it as in the drawing for wide pages.

    That drawing is made anyway; one to measure is not. None for several plots, which are laid out anew, and
    where too little would be left for the plot.
    """
    width = wide.get("width")
    single = len(list(views(wide, _SIZED))) == 1 and not _FACETS & set(wide.get("encoding", {}))
    if not single or not isinstance(width, int):
        return None
    left = target - (svg_width(draw(wide)) - width)
    return left if left > _NARROWEST_PLOT else None


def svg_width(svg: str) -> int:
    """Width of a drawing in px."""
    return round(float(next(re.finditer(r'<svg[^>]*? width="([\d.]+)"', svg))[1]))


def _stacked(spec: Spec) -> Spec:
    """A copy in which nothing stands side by side that can stand below each other."""
    spec = copied(spec)
    config = spec.setdefault("config", {})
    config["legend"] = {"columns": 2, **config.get("legend", {})}
    for legend in _legends(spec):
        legend.pop("columns", None)
    for view in views(spec, _SIZED):
        if "hconcat" in view:
            view["vconcat"] = view.pop("hconcat")
        if "concat" in view:
            view["columns"] = 1
        _wrap_facets(view)
    return spec


def _wrap_facets(view: Spec) -> None:
    encoding = view.get("encoding", {})
    if "column" in encoding and "row" not in encoding:
        encoding["facet"] = encoding.pop("column")
    if "facet" in encoding:
        encoding["facet"]["columns"] = min(2, encoding["facet"].get("columns", 2))
    facet = view.get("facet")
    if isinstance(facet, dict) and "spec" in view:
        if "column" in facet and "row" not in facet:
            view["facet"] = facet["column"]
        if "field" in view["facet"]:
            view["columns"] = min(2, view.get("columns", 2))


def _columns(spec: Spec) -> Iterator[int]:
    """Numbers of plots that stand side by side."""
    for view in views(spec, _SIZED):
        if isinstance(view.get("facet"), dict):
            yield view.get("columns", 1)
        if "facet" in view.get("encoding", {}):
            yield view["encoding"]["facet"]["columns"]


def _with_plot_width(spec: Spec, width: int) -> Spec:
    spec = copied(spec)
    for view in views(spec, _SIZED):
        if ("mark" in view or "layer" in view) and not _is_step(view.get("width")):
            if _is_map(view):
                view["height"] = round(view["height"] * width / view["width"])
            view["width"] = width
    for layer in _layers(spec):
        layer.pop("width", None)
    return spec


def _is_map(view: Spec) -> bool:
    """Whether the view draws shapes, whose proportions must stay."""
    marks = [layer.get("mark") for layer in (view, *view.get("layer", ()))]
    kinds = [mark.get("type") if isinstance(mark, dict) else mark for mark in marks]
    return "geoshape" in kinds and "height" in view and "width" in view


def _is_step(width: object) -> bool:
    return isinstance(width, dict)


def _layers(spec: Spec) -> Iterator[Spec]:
    for view in views(spec, _SIZED):
        for layer in view.get("layer", ()):
            yield layer
            yield from _layers(layer)


def _legends(spec: Spec) -> Iterator[Spec]:
    """Legends that single encodings of the spec describe."""
    for view in [*views(spec, _SIZED), *_layers(spec)]:
        for channel in view.get("encoding", {}).values():
            if isinstance(channel, dict) and isinstance(channel.get("legend"), dict):
                yield channel["legend"]


def short_lines(spec: Spec) -> Spec:
    """The spec with title and subtitle broken into lines, so that no typeface cuts them."""
    title = spec.get("title")
    if not isinstance(title, dict):
        return spec
    broken = {
        part: wrap(title[part], letters)
        for part, letters in LETTERS.items()
        if isinstance(title.get(part), str)
    }
    return {**spec, "title": {**title, **broken}}


def alone(spec: Spec) -> str:
    """The drawing for a document of the reader's: with title, on white, in letters of other programs."""
    return drawn(for_download(short_lines(spec)))


def for_download(spec: Spec) -> Spec:
    """The spec with title and a white page, as a file that stands on its own."""
    config = {**spec.get("config", {}), "background": theme.PAPER.light}
    return typeface.for_elsewhere({**spec, "config": config})


def lean(svg: str) -> str:
    """The drawing without what only Vega reads, and with paths to a tenth of a pixel."""
    svg = re.sub(r' (?:role="graphics-[^"]*"|aria-[a-z]+="[^"]*"|stroke-opacity="1"|opacity="1")', "", svg)
    return _PATH.sub(lambda path: _LONG.sub(lambda number: f"{float(number[0]):.1f}", path[0]), svg)


def inline(svg: str, label: str, prefix: str) -> str:
    """The drawing for use inside HTML: one image with a name, and ids that are unique on the page."""
    from markupsafe import escape

    svg = re.sub(r' (?:xmlns(?::xlink)?="[^"]*"|version="1\.1")', "", lean(svg))
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
