"""Text that people see as it is stored, and that no program they open it in takes for an order."""

import re
import unicodedata
from collections.abc import Iterator

from wb6.data import sheets

# Letters and marks that show nothing, though Unicode counts them as printable; and the mark of a wrong decoding.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0100-\U000e01ef]"
)


def fault(text: str) -> str:
    """What makes a text other than it looks, in words; empty when nothing does.

    Control and invisible characters, blanks other than the plain one (as spreadsheets and web pages leave them),
    letters parted from their accents, blanks at the ends.
    """
    if text.isascii() and text.isprintable():
        return "begins or ends with a blank" if text != text.strip(" ") else ""
    hidden = next((char for char in text if not char.isprintable() or _UNSEEN.match(char)), None)
    if hidden is not None:
        name = unicodedata.name(hidden, "a control character").lower()
        return f"holds U+{ord(hidden):04X}, {name}, which a reader cannot see"
    if not unicodedata.is_normalized("NFC", text):
        return "writes letters and accents apart (is not in the Unicode form NFC)"
    return "begins or ends with a blank" if text != text.strip(" ") else ""


def order(text: str) -> str:
    """What makes a text an order to a spreadsheet, in words; empty when nothing does."""
    return f"begins with {text[0]}, as a formula does" if sheets.is_formula(text) else ""


def texts(value: object) -> Iterator[str]:
    """All texts in a document of plain types, keys left out."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from texts(part)
        case list():
            for part in value:
                yield from texts(part)
