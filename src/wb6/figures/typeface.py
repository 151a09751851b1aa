"""The letters of charts: the same on every machine when a chart is drawn, and on every page that shows it."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from wb6.figures import theme

# For files that leave the book, whose viewers lack its letters.
ELSEWHERE = "Helvetica Neue, Arial, Liberation Sans, sans-serif"


_FOLDER = Path(__file__).parent / "fonts"


@cache
def register() -> None:
    """Teach the drawing library the book's letters."""
    import vl_convert

    vl_convert.register_font_directory(str(_FOLDER))


@cache
def digest() -> str:
    """A value for the letters with which charts are drawn."""
    files = sorted(_FOLDER.iterdir())
    return hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()


def for_elsewhere(spec: dict[str, Any]) -> dict[str, Any]:
    """A copy of the spec in letters that other programs have."""
    text = json.dumps(spec, ensure_ascii=False)
    copy: dict[str, Any] = json.loads(text.replace(json.dumps(theme.FONT), json.dumps(ELSEWHERE)))
    return copy
