"""Copies of charts: as Altair makes them, without asking of each setting that was never set how to copy it.

Every layer, title and name of a chart is a copy of the whole chart, which took a fifth of the time that a page takes.
"""

import copy
from typing import Any

from altair.utils import schemapi
from altair.utils.schemapi import SchemaBase, Undefined

# What is never changed in place, so that a copy may share it.
_SHARED = frozenset({str, int, float, bool, type(None), type(Undefined)})


def deep_copy(part: Any, by_reference: set[str]) -> Any:
    """A copy of a part of a chart down to its texts and numbers; what stands under the keys `by_reference` is shared."""
    if isinstance(part, SchemaBase):
        if hasattr(type(part), "__deepcopy__"):
            return copy.deepcopy(part)
        arguments = _in_list(part._args, by_reference)
        return type(part)(*arguments, **_in_dictionary(part._kwds, by_reference))
    if isinstance(part, list):
        return _in_list(part, by_reference)
    if isinstance(part, dict):
        return _in_dictionary(part, by_reference)
    return part


def _in_list(parts: Any, by_reference: set[str]) -> list[Any]:
    return [part if type(part) in _SHARED else deep_copy(part, by_reference) for part in parts]


def _in_dictionary(parts: dict[str, Any], by_reference: set[str]) -> dict[str, Any]:
    return {
        key: part if type(part) in _SHARED or key in by_reference else deep_copy(part, by_reference)
        for key, part in parts.items()
    }


def install() -> None:
    """Let Altair copy so, and validate a chart only when it becomes a spec: at each step it would take as long again."""
    schemapi.DEBUG_MODE = False
    schemapi._deep_copy = deep_copy
