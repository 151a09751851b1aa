"""What all sections of a country chapter share: the country, its comparators, its edition."""

from collections.abc import Iterable

import pandas as pd

from wb6.chapters.chapter import Chapter
from wb6.data import countries
from wb6.figures.tables import Banner
from wb6.pipeline.parameters import fitted


class CountryBase(Chapter):
    """A country in an edition, with the countries it is compared with."""

    def __init__(self, country: str, as_of: str, since: int, comparators: Iterable[str]):
        super().__init__(as_of, since)
        self.iso3 = fitted("country", country, "SRB")
        self.comparators = fitted("comparators", comparators, ["HRV", "BGR"])
        self.name = countries.name(self.iso3)

    @property
    def compared(self) -> list[str]:
        """The country and its comparators."""
        return [self.iso3, *(code for code in self.comparators if code != self.iso3)]

    def own(self, name: str, column: str = "iso3") -> pd.DataFrame:
        """The rows of a table that speak of the country: by a column of codes, or all of a table about it alone."""
        frame = self.table(name)
        about = self.edition.about(name)
        if about:
            return frame if about == self.iso3 else frame.iloc[:0]
        return frame[frame[column] == self.iso3].reset_index(drop=True)

    def designation(self) -> Banner | None:
        """The remark on the name of the country, as a note for the top of the page; nothing for most."""
        remark = countries.footnote(self.iso3)
        return Banner(remark) if remark else None

    def unknown(self, what: str) -> str:
        """The sentence that stands where the edition has no data."""
        return super().unknown(f"{what} for {self.name}")
