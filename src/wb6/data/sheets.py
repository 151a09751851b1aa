"""CSV files that people open in spreadsheets."""

import csv
import io
from collections.abc import Iterable

# Spreadsheets run a cell that starts with one of these as a formula, some also in their full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """CSV text with LF line ends in which no cell can act as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(heading) for heading in headings])
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may run a cell that holds the text; a number with its sign is none."""
    return text.startswith(_FORMULA) and not _is_number(text)


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "").rstrip("%").strip())
    except ValueError:
        return False
    return True
