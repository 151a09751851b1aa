"""The catalogue: every indicator of the book by its code, from `indicators_catalogue` of the data package."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wb6.data import package, reads, words
from wb6.data.edition import Edition
from wb6.data.facts import Fact, unknown
from wb6.errors import UsageError
from wb6.indicators.families import FAMILIES
from wb6.measures import series

TABLE = "indicators_catalogue"


@dataclass(frozen=True)
class Indicator:
    """One row of the catalogue, whose fields `datapackage.json` describes.

    `filter` holds the values chosen of fields of `table`; `digits` is None where a value is written with as many
    decimals as its size deserves; `explore` and `split_by` are empty for indicators that Explore leaves out or need not
    split.
    """

    code: str
    label: str
    short: str
    unit: str
    form: str
    digits: int | None
    scale: float
    cell_digits: int
    direction: str
    ranked: bool
    table: str
    family: str
    filter: Mapping[str, tuple[str, ...]]
    topic: str
    definition: str
    counted_by: str
    explore: str
    split_by: str

    def series(self, edition: Edition) -> pd.DataFrame:
        """The values of all countries that have rows, computed once an edition.

        Returns iso3, year, value (in `unit`), source, and where rows have their own `id`, `label` and `day`.
        """
        return edition.once((Indicator, self.code), lambda whole: FAMILIES[self.family](whole, self))

    def latest(self, edition: Edition) -> pd.DataFrame:
        """The newest value of each country that has one, computed once an edition. Columns of `series`."""
        return edition.once(
            (Indicator, self.code, "latest"),
            lambda whole: series.newest(self.series(whole).dropna(subset="value")),
        )

    def write(self, value: float) -> str:
        """A value in a sentence, with its unit."""
        match self.form:
            case "persons":
                return words.people(value)
            case "percent":
                return words.percent(value, self.digits)
            case "usd":
                return f"USD {words.number(value, self.digits)}"
            case "usd_million":
                return words.money(value)
            case _:
                return words.number(value, self.digits)

    def cell(self, value: float) -> str:
        """A value in a narrow cell, in the unit that the short name tells."""
        return words.number(value / self.scale, self.cell_digits)

    def newest(self, edition: Edition, iso3: str, name: str = "") -> Fact:
        """The newest value of a country as a fact; unknown when the edition has none."""
        values = self.latest(edition)
        own = values[values["iso3"] == iso3]
        return (
            unknown(name or self.code, self.label, self.unit) if own.empty else self.fact(own.iloc[0], name)
        )

    def fact(self, row: pd.Series, name: str = "") -> Fact:
        """One row of the series as a fact."""
        value, year, day = float(row["value"]), int(row["year"]), row.get("day")
        return Fact(
            name=name or self.code,
            label=row.get("label", self.label),
            text=self.write(value),
            value=value,
            unit=self.unit,
            date=str(year) if pd.isna(day) else words.day(day),
            day=f"{year}-12-31" if pd.isna(day) else day.strftime("%Y-%m-%d"),
            table=self.table,
            key=self._key(row),
            sources=(row["source"],),
        )

    def _key(self, row: pd.Series) -> dict[str, object]:
        """What singles out the row of the data behind a value: its id, or country, year, source and the filter."""
        if isinstance(row.get("id"), str):
            return {"id": row["id"]}
        chosen = {column: values[0] for column, values in self.filter.items()}
        return {"iso3": row["iso3"], "year": int(row["year"]), "source": row["source"], **chosen}


def indicator(code: str) -> Indicator:
    """The indicator of a code. Raises `UsageError` for an unknown one, naming the known ones."""
    found = indicators()
    if code not in found:
        raise UsageError(f"unknown indicator {code!r}; indicators are {', '.join(found)}")
    return found[code]


def indicators() -> Mapping[str, Indicator]:
    """All indicators by code, in the order of their codes.

    Raises `UsageError` for a filter that chooses values of no field of its table.
    """
    return _read(package.state())


@reads.cache
def _read(_state: Hashable) -> Mapping[str, Indicator]:
    rows = package.published(TABLE).to_dict("records")
    return {row["code"]: _indicator(row) for row in rows}


def _indicator(row: Mapping[str, Any]) -> Indicator:
    texts: dict[str, Any] = {name: "" if pd.isna(value) else value for name, value in row.items()}
    digits = None if pd.isna(row["digits"]) else int(row["digits"])
    chosen = _filter(texts["filter"])
    if strange := sorted(set(chosen) - set(package.fields(row["table"]))):
        raise UsageError(f"indicator {row['code']}: table {row['table']} has no field {', '.join(strange)}")
    return Indicator(
        **{**texts, "digits": digits, "cell_digits": int(row["cell_digits"]), "filter": chosen},
    )


def _filter(text: str) -> dict[str, tuple[str, ...]]:
    """Fields with the values chosen of them.

    >>> _filter("topic_code=nato_support|nato_vote; answer=against")
    {'topic_code': ('nato_support', 'nato_vote'), 'answer': ('against',)}
    """
    parts = (part.split("=", 1) for part in text.split("; ") if part)
    return {column: tuple(values.split("|")) for column, values in parts}
