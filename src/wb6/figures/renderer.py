"""The Altair renderer of the book: one JSON spec that nbval compares, one SVG that every front end shows."""

import re
from html import escape
from typing import Any

from wb6.figures import drawing, typeface
from wb6.figures.figure import META
from wb6.figures.zone import in_utc

MIME = "application/vnd.vegalite.v6+json"
# A front end without the typeface of the book shows text about a fifth wider.
LEFT, WIDER = 24, 1.2
_VIEW = re.compile(r'width="([\d.]+)" height="([\d.]+)" viewBox="0 0 \1 \2"')


def render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """MIME bundle of a chart: its spec with data and in UTC, its SVG, and its alternative text."""
    spec = in_utc(spec)
    meta = spec.get("usermeta", {}).get(META, {})
    text = meta.get("alt") or meta.get("title") or "Chart"
    if not meta.get("empty"):
        drawing.ahead(spec)
    return {MIME: spec, "image/svg+xml": svg(spec, text), "text/plain": text}


def svg(spec: dict[str, Any], label: str) -> str:
    """The chart as an SVG image with a name for assistive technology."""
    import vl_convert

    typeface.register()
    drawn = drawing.lean(vl_convert.vegalite_to_svg(drawing.short_lines(spec), vl_version=drawing.VEGA_LITE))
    roomy = _VIEW.sub(_with_margins, drawn, count=1)
    return roomy.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)


def _with_margins(view: re.Match) -> str:
    """Room for wider text: to the left of labels that end at the plot, to the right of all others."""
    width, height = view.groups()
    broad = f"{LEFT + round(float(width) * WIDER)}"
    return f'width="{broad}" height="{height}" viewBox="{-LEFT} 0 {broad} {height}"'
