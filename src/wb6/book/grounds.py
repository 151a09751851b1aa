"""What a number of the book rests on, and why it bears a mark: sources that only pass on, or a row read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wb6.book import rows
from wb6.claims.sources import LEDGER, texts
from wb6.data import grades, package, readings
from wb6.data.facts import BY

READ_ONCE = "not yet read a second time"


@dataclass(frozen=True)
class Grounds:
    """Keys of the sources of a number, the key of a further one in which it was found again, and what is in doubt.

    `doubt` says that no source may carry the number alone, `unread` that its row was read once; both are empty else.
    """

    sources: tuple[str, ...] = ()
    again: str = ""
    doubt: str = ""
    unread: str = ""

    @property
    def why(self) -> str:
        """Why the number bears a mark, in words; empty for one that bears none."""
        return "; ".join(filter(None, (self.doubt, self.unread)))


def of_fact(content: Mapping[str, Any]) -> Grounds:
    """What a fact, as its JSON, rests on: its sources and, where it stands in one row, all sources of that row."""
    keys, table = list(content.get("sources", ())), content.get("table", "")
    row = rows.row_of(table, content.get("key", {}), content.get("day", "")) if table else None
    # What a text says rests on the text itself, whoever wrote it.
    of_texts = table == LEDGER and {*keys} <= texts()
    if of_texts or content.get("value") is None or content.get("name", "").endswith(BY):
        return Grounds(tuple(keys))
    if row is None:
        return Grounds(tuple(keys), doubt=grades.doubt(keys))
    unread = READ_ONCE if readings.is_read_once(table, row) else ""
    own = [row[field] for field in package.source_fields(table) if field != readings.SOURCE and row[field]]
    if not {*keys} <= {*own}:
        return Grounds(tuple(keys), doubt=grades.doubt(keys), unread=unread)
    keys = [*dict.fromkeys([*keys, *own])]
    found_in = row.get(readings.SOURCE, "")
    again = found_in if found_in not in keys else ""
    return Grounds(tuple(keys), again, grades.doubt([*keys, *filter(None, [again])]), unread)
