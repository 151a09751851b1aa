"""The Altair renderer of the book: one JSON spec that nbval compares, one SVG that every front end shows."""

from html import escape
from typing import Any

from wb6.figures import drawing, typeface
from wb6.figures.figure import META

MIME = "application/vnd.vegalite.v6+json"


def render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """MIME bundle of a chart: its spec with data, its SVG, and its alternative text."""
    meta = spec.get("usermeta", {}).get(META, {})
    text = meta.get("alt") or meta.get("title") or "Chart"
    drawing.ahead(spec)
    return {MIME: spec, "image/svg+xml": svg(spec, text), "text/plain": text}


def svg(spec: dict[str, Any], label: str) -> str:
    """The chart as an SVG image with a name for assistive technology."""
    import vl_convert

    typeface.register()
    drawn = drawing.lean(vl_convert.vegalite_to_svg(spec, vl_version=drawing.VEGA_LITE))
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
