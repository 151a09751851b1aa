"""The Altair renderer of the book: one JSON spec, which nbval compares and front ends draw, and one sentence."""

from typing import Any

from wb6.figures import drawing
from wb6.figures.zone import in_utc
from wb6.pipeline.notebook import CHART

META = "wb6"  # what a spec says of its figure, in its usermeta


def render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """MIME bundle of a chart: its spec with data and in UTC, and its alternative text."""
    spec = in_utc(spec)
    meta = spec.get("usermeta", {}).get(META, {})
    if not meta.get("empty"):
        drawing.ahead(spec)
    return {CHART: spec, "text/plain": meta.get("alt") or meta.get("title") or "Chart"}
