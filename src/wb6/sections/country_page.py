"""What all sections of a country chapter share: the country, its comparators, its edition."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims import ledger
from wb6.data import countries, words
from wb6.figures.tables import Banner
from wb6.pipeline.parameters import canonical
from wb6.sections.page import SINCE, Page

NEIGHBOURS = ("HRV", "BGR")
# Where the neighbours that say most are others.
COMPARATORS = {"BIH": ("HRV", "SRB"), "XKX": ("ALB", "HRV")}


class CountryPage(Page):
    """A country (code or alias of `countries.csv`) in an edition, with the countries it is compared with."""

    def __init__(
        self,
        country: str,
        as_of: str | None = None,
        since: int = SINCE,
        comparators: Iterable[str] | None = None,
    ) -> None:
        super().__init__(as_of, since)
        self.iso3 = canonical("country", country, "SRB")
        if comparators is None:
            comparators = COMPARATORS.get(self.iso3, NEIGHBOURS)
        self.comparators = canonical("comparators", comparators, list(NEIGHBOURS))
        self.name = self.among = self.subject = countries.name(self.iso3)

    def about(self) -> str:
        """The country and those that it is compared with."""
        beside = words.listing([countries.name(code) for code in self.compared[1:]])
        return f"{self.name} beside {beside}" if beside else self.name

    @property
    def compared(self) -> list[str]:
        """The country and its comparators."""
        return [self.iso3, *(code for code in self.comparators if code != self.iso3)]

    def table_on_country(self, name: str, column: str = "iso3") -> pd.DataFrame:
        """The rows of a table that speak of the country: by a column of codes, or all of a table about it alone."""
        frame = self.table(name)
        about = self.edition.about(name)
        if about:
            return frame if about == self.iso3 else frame.iloc[:0]
        return frame[frame[column] == self.iso3].reset_index(drop=True)

    def codes(self) -> list[str]:
        """The code of the country."""
        return [self.iso3]

    def awaited(self) -> list[str]:
        """The country, the region and NATO."""
        return [self.iso3, "WB6", "NATO"]

    def claims_on_subject(self) -> pd.DataFrame:
        """Claims that speak of the country."""
        return ledger.about(self.table("claims"), self.iso3)

    def designation(self) -> Banner | None:
        """The remark on the name of the country, as a note for the top of the page; nothing for most."""
        remark = countries.footnote(self.iso3)
        return Banner(remark) if remark else None

    def unknown(self, what: str) -> str:
        """The sentence that stands where the edition has no data."""
        return super().unknown(f"{what} for {self.name}")
