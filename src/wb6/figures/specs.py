"""Vega-Lite specs as plain JSON types: their views, and copies that share the data."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altair.typing import ChartType

STACKS = ("layer", "hconcat", "vconcat", "concat")
_DATA = ("datasets", "data")

Spec = dict[str, Any]


def copied(spec: Spec) -> Spec:
    """A copy whose parts can be changed; the data, which are much larger and never are, stay shared."""
    return {key: value if key in _DATA else _copy(value) for key, value in spec.items()}


def _copy(value: Any) -> Any:  # noqa: ANN401  # JSON of any kind comes back as what it was
    """A copy of a JSON value, which needs none of the care that `copy.deepcopy` takes."""
    if isinstance(value, dict):
        return {key: _copy(part) for key, part in value.items()}
    return [_copy(part) for part in value] if isinstance(value, list) else value


def views(spec: Spec, stacks: Iterable[str] = STACKS) -> Iterator[Spec]:
    """The spec and all views in it: those of `stacks`, and the one that facets repeat."""
    yield spec
    for stack in stacks:
        for child in spec.get(stack, ()):
            yield from views(child, stacks)
    if isinstance(spec.get("spec"), dict):
        yield from views(spec["spec"], stacks)


def columns(chart: "ChartType") -> set[str]:
    """Columns of all frames in an Altair chart."""
    parts = [part for stack in STACKS for part in getattr(chart, stack, ())]
    parts += [chart.spec] if hasattr(chart, "spec") else []
    found = set(chart.data.columns) if hasattr(chart.data, "columns") else set()
    return found.union(*map(columns, parts))
