"""Charts in UTC, whatever the zone of the machine that draws them or of the reader who opens them.

Vega reads a day such as 2017-06-05 as midnight in UTC, and by default places and writes it in the zone of
the machine, where it may be the day before.
"""

from collections.abc import Iterator

from wb6.figures.specs import Spec, copied, views

# Vega-Lite's own, which it applies in local time.
DAY_FORMAT = "%b %d, %Y"
# Channels that share the scale of another one, or write their values as text without any.
_ENDS = {"x2", "y2", "theta2", "radius2", "xError", "xError2", "yError", "yError2"}
_WRITTEN = {"tooltip", "text", "description", "href", "url"}
_HEADED = {"facet", "row", "column"}
_UNSCALED = {"detail", "key", "order"} | _ENDS | _WRITTEN | _HEADED


def in_utc(spec: Spec) -> Spec:
    """A copy of a Vega-Lite spec whose scales, time units and written dates are in UTC.

    A scale that names its type, as `utc` or as something else than time, keeps it. Expressions of the spec
    are left as they are.
    """
    spec = copied(spec)
    written = [
        _set_channel(name, channel)
        for view in views(spec)
        for name, channels in _channels(view)
        for channel in channels
    ]
    if any(written):
        spec.setdefault("config", {})["customFormatTypes"] = True  # makes Vega's `utcFormat` a format type
    for view in views(spec):
        for transform in view.get("transform", ()):
            _set_unit(transform)
    return spec


def _channels(view: Spec) -> Iterator[tuple[str, list[Spec]]]:
    """Names of a view's channels, each with its definitions: a tooltip may have several."""
    facet = view.get("facet", {})
    facets = facet if {"row", "column"} & set(facet) else {"facet": facet}
    for name, found in [*view.get("encoding", {}).items(), *facets.items()]:
        yield (
            name,
            [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict)],
        )


def _set_channel(name: str, channel: Spec) -> bool:
    """Put one channel into UTC, in place; whether its values are written by a format type of Vega."""
    _set_unit(channel)
    condition = channel.get("condition")
    for inner in condition if isinstance(condition, list) else [condition]:
        if isinstance(inner, dict):
            _set_unit(inner)
    if channel.get("type") != "temporal":
        return False
    if name in _WRITTEN:
        _set_format(channel)
        return True
    if name in _HEADED:
        channel["header"] = dict(channel.get("header") or {})
        _set_format(channel["header"])
        return True
    if name not in _UNSCALED and channel.get("scale", {}) is not None:
        channel["scale"] = {"type": "utc", **channel.get("scale", {})}
    return False


def _set_format(written: Spec) -> None:
    written.setdefault("format", DAY_FORMAT)
    written.setdefault("formatType", "utcFormat")


def _set_unit(holder: Spec) -> None:
    """Count a channel's or a transform's time unit in UTC."""
    match holder.get("timeUnit"):
        case str() as unit if not unit.startswith(("utc", "binnedutc")):
            binned = unit.startswith("binned")
            holder["timeUnit"] = f"binnedutc{unit.removeprefix('binned')}" if binned else f"utc{unit}"
        case dict() as unit:
            holder["timeUnit"] = {**unit, "utc": True}
