"""The interactive form of a chart: tooltips in words, and one series that can be brought forward."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

from wb6.figures.figure import META

FOCUS = "wb6_focus"
_MOST_SERIES = 12

Spec = dict[str, Any]


def script(name: str, wide: Spec, narrow: Spec, names: Mapping[str, str]) -> str:
    """JavaScript that hands the chart's two specs to the page.

    A script rather than JSON, because browsers refuse to fetch JSON for a book that is
    opened from disk.
    """
    field = focus_field(wide)
    chart = {
        "datasets": wide.get("datasets", {}),
        "wide": _explorable(wide, field),
        "narrow": _explorable(narrow, field),
        "focus": {"field": field, "choices": _choices(wide, field, names)} if field else None,
    }
    text = json.dumps(chart, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"wb6.chart({json.dumps(name)},{text});\n"


def focus_field(spec: Spec) -> str | None:
    """The field whose values are coloured series, when it has a handful of them."""
    fields = [
        view["encoding"]["color"].get("field") for view in _views(spec) if "color" in view.get("encoding", {})
    ]
    for field in filter(None, fields):
        if 2 <= len(_values(spec, field)) <= _MOST_SERIES:
            return field
    return None


def _values(spec: Spec, field: str) -> list[str]:
    values = {
        row.get(field) for rows in spec.get("datasets", {}).values() for row in rows if isinstance(row, dict)
    }
    return sorted(value for value in values if isinstance(value, str))


def _choices(spec: Spec, field: str, names: Mapping[str, str]) -> list[list[str]]:
    """Pairs of value and what to call it, by name."""
    return sorted(
        ([value, names.get(value, value)] for value in _values(spec, field)), key=lambda pair: pair[1]
    )


def _explorable(spec: Spec, field: str | None) -> Spec:
    headings = spec.get("usermeta", {}).get(META, {}).get("columns", {})
    spec = copy.deepcopy({k: v for k, v in spec.items() if k not in ("datasets", "title", "usermeta")})
    for view, inherited in _units(spec, {}):
        encoding = view.setdefault("encoding", {})
        if "tooltip" not in encoding and _mark_type(view) not in ("text", "rule"):
            encoding["tooltip"] = _tooltips({**inherited, **encoding}, headings)
        color = {**inherited, **encoding}.get("color", {})
        if field and color.get("field") == field and "opacity" not in encoding:
            test = f"{FOCUS} === null || datum[{json.dumps(field)}] === {FOCUS}"
            encoding["opacity"] = {"condition": {"test": test, "value": 1}, "value": 0.15}
    if field:
        spec["params"] = [*spec.get("params", []), {"name": FOCUS, "value": None}]
    return spec


def _mark_type(view: Spec) -> str:
    mark = view.get("mark", "")
    return mark["type"] if isinstance(mark, dict) else mark


def _tooltips(encoding: Mapping[str, Any], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    """One line a field of the encoding, with the heading of the download."""
    channels = [
        c for c in encoding.values() if isinstance(c, dict) and c.get("field") and "aggregate" not in c
    ]
    tooltips = {}
    for channel in channels:
        field = channel["field"]
        if headings and field not in headings:
            continue
        tooltip = {
            "field": field,
            "title": headings.get(field, field),
            "type": channel.get("type", "nominal"),
        }
        for option in ("timeUnit", "bin"):
            if option in channel:
                tooltip[option] = channel[option]
        tooltips.setdefault(field, tooltip)
    return list(tooltips.values())


def _views(spec: Spec) -> Iterator[Spec]:
    yield spec
    for stack in ("layer", "hconcat", "vconcat", "concat"):
        for child in spec.get(stack, ()):
            yield from _views(child)
    if isinstance(spec.get("spec"), dict):
        yield from _views(spec["spec"])


def _units(spec: Spec, inherited: Mapping[str, Any]) -> Iterator[tuple[Spec, Mapping[str, Any]]]:
    """Views with a mark, each with the encoding that it inherits from the layers around it."""
    if "mark" in spec:
        yield spec, inherited
        return
    passed_on = {**inherited, **spec.get("encoding", {})}
    for stack in ("layer", "hconcat", "vconcat", "concat"):
        for child in spec.get(stack, ()):
            yield from _units(child, passed_on)
    if isinstance(spec.get("spec"), dict):
        yield from _units(spec["spec"], passed_on)
