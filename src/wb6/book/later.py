"""What a page loads when a reader comes near: the drawings of figures further down, and the data behind each figure.

Each stands in a script, because browsers refuse to fetch anything else for a book that is opened from disk.
Readers without JavaScript, and paper, get a plain image of the drawing.
"""

import json
import re

from wb6.book.page import Page

# A page begins with this many drawings in it: what a reader sees at once.
AT_ONCE = 1
_COUNTED = "wb6_drawings"


def waits(page: Page) -> bool:
    """Whether the drawing of the next figure of the page waits; counts the figure."""
    count: int = page.env.temp_data.get(_COUNTED, 0)
    page.env.temp_data[_COUNTED] = count + 1
    return count >= AT_ONCE


def script(name: str, parts: dict[str, str]) -> str:
    """JavaScript that hands pieces of HTML to the page, by the class of the element that takes each."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"wb6.later({json.dumps(name)},{text});\n"


def shape(svg: str) -> str:
    """Width and height of a drawing as a ratio in CSS, by which its place is kept; of its own size.

    >>> shape('<svg width="760" height="420" viewBox="0 0 760 420">')
    '760 / 420'
    """
    found = re.search(r'\bviewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return f"{found[1]} / {found[2]}" if found else "auto"
