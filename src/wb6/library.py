"""What a blank notebook asks for by name beside pages and editions: an indicator, a claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wb6.claims import judge, report
from wb6.claims.judge import Judgement
from wb6.data import countries
from wb6.data.edition import Edition
from wb6.figures import export
from wb6.figures.figure import sources_of
from wb6.figures.frames import Unit, described, to_csv
from wb6.indicators import catalogue


@dataclass(frozen=True, eq=False, repr=False)
class Series:
    """An indicator with its values in an edition.

    `frame` holds country, iso3, year, value, source of all countries that have rows; its `attrs` name headings
    and units. `sources` are keys of `sources.csv`.
    """

    code: str
    label: str
    unit: str
    table: str
    frame: pd.DataFrame
    sources: tuple[str, ...]

    def save(self, path: str | Path) -> None:
        """Write the values as `.csv`. Raises `UsageError` for another ending and for a place that is not free."""
        export.write(path, {".csv": lambda: to_csv(self.frame)})

    def _repr_html_(self) -> str:
        return str(self.frame.to_html())

    def __repr__(self) -> str:
        return f"<Indicator {self.code}: {self.label}, {self.unit} ({len(self.frame)} rows)>"


def indicator(code: str, as_of: str | None = None) -> Series:
    """An indicator of the book with its values as of a day, of the committed edition if none is given.

    Raises `UsageError` for an unknown code.
    """
    found = catalogue.indicator(code)
    columns = ["country", "iso3", "year", "value", "source"]
    values = countries.with_names(found.series(Edition(as_of)))[columns]
    headings = dict(zip(columns, ["Country", "Code", "Year", Unit(found.unit), "Source"], strict=True))
    frame = described(values.sort_values(["iso3", "year"]), headings)
    return Series(code, found.label, found.unit, found.table, frame, tuple(sources_of(frame)))


@dataclass(frozen=True, eq=False, repr=False)
class Claim:
    """A claim of the ledger, judged as of its writing and as of an edition; shown with its test and its rows."""

    statement: str
    judgement: Judgement
    lines: Sequence[str]

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that the verdict of the edition rests on: table, and key as field=value."""
        rows = self.judgement.now.rows
        keys = ["; ".join(f"{field}={value}" for field, value in row.key) for row in rows]
        return pd.DataFrame({"table": [row.table for row in rows], "key": keys})

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of `sources.csv`."""
        return self.judgement.now.sources

    def __repr__(self) -> str:
        return "\n".join(self.lines)


def claim(claim_id: str, as_of: str | None = None) -> Claim:
    """A claim by its number, such as S3-MNE-02, as of a day, of the committed edition if none is given.

    Raises `UsageError` for a claim that the edition does not hold.
    """
    edition = Edition(as_of)
    (judgement,) = judge.judge(edition, [claim_id])
    statement = edition.table("claims").set_index("claim_id")["statement"][claim_id]
    return Claim(statement, judgement, tuple(report.in_full(edition, claim_id)))
