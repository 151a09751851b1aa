"""What a publisher is to a refresh: the rows that are its own, and how it delivers them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from wb6.refresh.client import Client

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Citation:
    """The source of a delivery, as a row of `sources.csv` and an entry of `references.bib`.

    Of a key that both already have, title, year, address, `accessed_via` and grade are renewed (and the year in
    the label), the rest stays. `passes_on` names the data set of a delivery that does not come from its own
    publisher.
    """

    key: str
    label: str
    publisher: str
    title: str
    year: int
    url: str
    accessed_via: str
    licence: str
    terms: str
    kind: str = "dataset"
    passes_on: str = ""

    @property
    def grade(self) -> str:
        """The grade in `sources.csv`: a publisher speaks for its own data set."""
        return "passing_on" if self.passes_on else "primary"


@dataclass(frozen=True)
class Delivery:
    """What a publisher has now, in the form of our tables.

    `tables` holds, by table, all rows of the publisher as text, without `source`. A column that is left
    out, and a cell that is None, keep what the row had before. `allow` names values that a field
    with a list of allowed values must learn, such as the label of a new edition, by table and field.
    """

    tables: Tables
    citation: Citation
    allow: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Publisher:
    """One source of newer data.

    `replaces` says by table which rows a delivery replaces: a function of the table and of the key of the
    delivery's source. `deliver` gets a client and these tables as they are; it raises `Unusable`, or
    whatever the client and the libraries that read the answer raise.
    """

    name: str
    title: str
    replaces: Mapping[str, Callable[[pd.DataFrame, str], pd.Series]]
    deliver: Callable[[Client, Tables], Delivery]


def number(value: float, digits: int) -> str:
    """A number as the tables write it, with at most `digits` decimals.

    >>> number(2.5900, 4), number(-0.00001, 4), number(11203038331.9, 0)
    ('2.59', '0', '11203038332')
    """
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def of_source(table: pd.DataFrame, key: str) -> pd.Series:
    """Rows of the source that a delivery cites."""
    return table["source"] == key
