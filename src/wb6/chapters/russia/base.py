"""What all sections of the chapter on Russia share: the countries, and series cut to the edition."""

from collections.abc import Callable, Iterable

import pandas as pd

from wb6.chapters.chapter import Chapter
from wb6.data import countries as names
from wb6.data import words

POWER = "RUS"
# Heads of narrow columns of tables.
SHORT = {"BIH": "Bosnia-H.", "MKD": "N. Maced.", "MNE": "Monteneg."}


class RussiaBase(Chapter):
    """The six in an edition, seen by their ties with Russia."""

    def __init__(self, as_of: str, since: int, countries: Iterable[str] = names.WB6):
        super().__init__(as_of, since)
        self.countries = [names.resolve(code) for code in countries]

    def own(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the countries of this chapter."""
        return frame[frame["iso3"].isin(self.countries)].reset_index(drop=True)

    def unknown(self, what: str) -> str:
        """The sentence that stands where the edition has no data."""
        return f"The edition of {words.day(self.edition.day)} holds no {what}."

    def remarks(self, *known: tuple[str, str]) -> str:
        """Remarks on the data, each from the day (YYYY-MM-DD) on which it could be made."""
        return " ".join(text for day, text in known if pd.Timestamp(day) <= self.edition.day)

    def each(self, measure: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
        """A measure of single countries for all of them, with their codes and names."""
        frames = [measure(iso3).assign(iso3=iso3) for iso3 in self.countries]
        return names.with_names(pd.concat(frames, ignore_index=True))


def by_value(rows: pd.DataFrame, form: str = ".1f") -> str:
    """Countries with their values in words, the highest first.

    >>> by_value(pd.DataFrame({"country": ["A", "B"], "value": [1.0, 2.0]}))
    'B 2.0 and A 1.0'
    """
    ordered = rows.sort_values("value", ascending=False, kind="stable")
    return words.listing([f"{row.country} {row.value:{form}}" for row in ordered.itertuples()])
