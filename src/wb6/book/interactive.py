"""The interactive form of a chart: tooltips in words, and one series that can be brought forward."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wb6.figures.renderer import META
from wb6.figures.specs import STACKS, Spec, copied, views
from wb6.figures.zone import in_utc

FOCUS = "wb6_focus"
_MOST_SERIES = 12
# Marks that each show one row, so that their tooltip is the row's; text and rules are no targets.
_OF_ONE_DATUM = {"arc", "bar", "circle", "geoshape", "point", "rect", "square", "tick"}
_FACETS = {"facet", "row", "column"}


def script(name: str, wide: Spec, narrow: Spec, names: Mapping[str, str]) -> str:
    """JavaScript that hands the chart's two specs to the page.

    A script rather than JSON, because browsers refuse to fetch JSON for a book that is
    opened from disk.
    """
    field = focus_field(wide)
    chart = {
        "datasets": wide.get("datasets", {}),
        "wide": in_utc(_explorable(wide, field)),
        "narrow": in_utc(_explorable(narrow, field)),
        "focus": {"field": field, "choices": _choices(wide, field, names)} if field else None,
    }
    text = json.dumps(chart, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"wb6.chart({json.dumps(name)},{text});\n"


def focus_field(spec: Spec) -> str | None:
    """The field whose values are coloured series, when it has a handful of them."""
    fields: list[str | None] = [
        view["encoding"]["color"].get("field") for view in views(spec) if "color" in view.get("encoding", {})
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
    spec = copied({k: v for k, v in spec.items() if k not in ("datasets", "title", "usermeta")})
    for view, inherited in list(_units(spec, {})):
        encoding = view.setdefault("encoding", {})
        full = {**inherited, **encoding}
        tooltips = encoding.get("tooltip") or _tooltips(full, headings)
        if field and full.get("color", {}).get("field") == field and "opacity" not in encoding:
            test = f"{FOCUS} === null || datum[{json.dumps(field)}] === {FOCUS}"
            encoding["opacity"] = {"condition": {"test": test, "value": 1}, "value": 0.15}
        if _mark_type(view) in _OF_ONE_DATUM:
            encoding["tooltip"] = tooltips
        elif _mark_type(view) in ("line", "trail") and not _FACETS & set(encoding):
            _add_targets(view, full, tooltips)
    if field:
        spec["params"] = [*spec.get("params", []), {"name": FOCUS, "value": None}]
    return spec


def _add_targets(view: Spec, encoding: Spec, tooltips: list[dict[str, Any]]) -> None:
    """Give a line invisible points, as the line itself would show the tooltip of its first datum everywhere."""
    line = {"mark": view.pop("mark"), "encoding": view.pop("encoding")}
    places = {
        channel: {key: value for key, value in encoding[channel].items() if key != "scale"}
        for channel in ("x", "y", "color")
        if channel in encoding
    }
    point = {"type": "point", "opacity": 0, "size": 220, "filled": True}
    view["layer"] = [line, {"mark": point, "encoding": {**places, "tooltip": tooltips}}]


def _mark_type(view: Spec) -> str:
    mark = view.get("mark", "")
    return str(mark["type"] if isinstance(mark, dict) else mark)


def _tooltips(encoding: Mapping[str, Any], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    """One line a field of the encoding, with the heading of the download."""
    channels = [
        c for c in encoding.values() if isinstance(c, dict) and c.get("field") and "aggregate" not in c
    ]
    tooltips: dict[str, dict[str, Any]] = {}
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


def _units(spec: Spec, inherited: Mapping[str, Any]) -> Iterator[tuple[Spec, Mapping[str, Any]]]:
    """Views with a mark, each with the encoding that it inherits from the layers around it."""
    if "mark" in spec:
        yield spec, inherited
        return
    passed_on = {**inherited, **spec.get("encoding", {})}
    for stack in STACKS:
        for child in spec.get(stack, ()):
            yield from _units(child, passed_on)
    if isinstance(spec.get("spec"), dict):
        yield from _units(spec["spec"], passed_on)
