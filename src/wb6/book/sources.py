"""The sources behind figures and facts, as the book names and links them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, product
from pathlib import Path
from string import ascii_lowercase

import pandas as pd
from markupsafe import Markup, escape

from wb6.data import addresses, folders, grades, package

_KEY = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")

KINDS = {
    "official": "Governments and international organisations",
    "dataset": "Data sets",
    "academic": "Academic works",
    "think_tank": "Think tanks",
    "pollster": "Pollsters",
    "press": "Press",
    "encyclopedia": "Encyclopedias",
    "other": "Other",
}
TERMS = {
    "open": "open licence",
    "public_domain": "public domain",
    "attribution_noncommercial": "attribution, non-commercial",
    "facts_only": "facts only",
    "unknown": "terms not stated",
}


@dataclass(frozen=True)
class Source:
    """One row of `sources.csv`."""

    key: str
    label: str
    publisher: str
    title: str
    year: str
    url: str
    accessed_via: str
    kind: str
    licence: str
    terms: str
    grade: str
    passes_on: str

    @property
    def mark(self) -> str:
        """What a reader should know before trusting the source, empty for a good one."""
        return grades.mark_of(self.grade, self.kind)

    @property
    def in_words(self) -> str:
        """The mark, or the grade of a good source."""
        return self.mark or grades.GRADES[self.grade]

    @property
    def web_address(self) -> str:
        """The address when it is one that a browser may follow, else empty."""
        return self.url if addresses.is_of_the_web(self.url) else ""


def all_sources() -> dict[str, Source]:
    """All sources by key."""
    return _read(folders.data_dir())


@cache
def _read(_folder: Path) -> dict[str, Source]:
    frame = package.published("sources")
    names = Source.__dataclass_fields__
    return _told_apart([Source(**{name: _plain(row.get(name)) for name in names}) for row in _rows(frame)])


def _told_apart(found: list[Source]) -> dict[str, Source]:
    """Sources by key, those of one label with letters, as bibliographies do: Danas 2023a, Danas 2023b."""
    namesakes = defaultdict(list)
    for source in found:
        namesakes[source.label].append(source.key)
    letters = {
        key: letter
        for keys in namesakes.values()
        if len(keys) > 1
        for key, letter in zip(keys, _letters(), strict=False)
    }
    return {
        source.key: replace(source, label=_lettered(source.label, letters[source.key]))
        if source.key in letters
        else source
        for source in found
    }


def _letters() -> Iterator[str]:
    """a to z, then aa, ab, ..."""
    return ("".join(parts) for length in count(1) for parts in product(ascii_lowercase, repeat=length))


def _lettered(label: str, letter: str) -> str:
    return f"{label}{letter}" if label[-1].isdigit() else f"{label} ({letter})"


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = frame.astype("object").where(frame.notna(), "").to_dict("records")
    return rows


def _plain(value: object) -> str:
    return str(value if value is not None else "")


def label(key: str) -> str:
    """How a source is named in a line of sources; the key itself when the package lacks it."""
    source = all_sources().get(key)
    return source.label if source else key


def labels(keys: list[str]) -> list[tuple[str, str]]:
    """Pairs of key and label, by label."""
    return sorted(((key, label(key)) for key in keys), key=lambda pair: pair[::-1])


def linked(text: str, page: str) -> Markup:
    """A text, escaped, in which each key of a source is its label and leads to its entry on the page of references."""
    known = all_sources()
    return Markup(
        _KEY.sub(
            lambda found: (
                f'<a href="{escape(page)}#{found[0]}">{escape(known[found[0]].label)}</a>'
                if found[0] in known
                else found[0]
            ),
            str(escape(text)),
        )
    )


def by_kind() -> dict[str, list[Source]]:
    """Sources by kind, in the order of `KINDS`, each kind sorted by label."""
    groups = {kind: [source for source in all_sources().values() if source.kind == kind] for kind in KINDS}
    return {kind: sorted(group, key=_by_label) for kind, group in groups.items() if group}


def by_grade() -> dict[str, int]:
    """Number of sources by grade in words, from the best to the weakest; copies by themselves."""
    found = Counter(source.in_words for source in all_sources().values())
    return {words: found[words] for words in grades.WORDS if words in found}


def _by_label(source: Source) -> tuple[str, str]:
    return source.label.casefold(), source.key
