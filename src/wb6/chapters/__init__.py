"""What the cells of the notebooks call: the sections of a chapter in the reader's words."""

import altair

from wb6.figures import theme

__all__ = ["theme"]

altair.renderers.enable("wb6")
