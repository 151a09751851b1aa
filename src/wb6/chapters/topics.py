"""Topics of a chapter: the modules of sections that it names."""

from importlib import import_module
from types import ModuleType


def topics(*names: str) -> tuple[ModuleType, ...]:
    """Modules of `wb6.sections` by their names. Raises `ModuleNotFoundError` for one that there is not."""
    return tuple(import_module(f"wb6.sections.{name}") for name in names)
