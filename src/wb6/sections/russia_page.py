"""What all sections of the chapter on Russia share: the countries, and series cut to the edition."""

from collections.abc import Callable

import pandas as pd

from wb6.data import countries as names
from wb6.data import words
from wb6.sections.page import PageOnActor

POWER = "RUS"
# Heads of narrow columns of tables.
SHORT = {"BIH": "Bosnia-H.", "MKD": "N. Maced.", "MNE": "Monteneg."}


class RussiaPage(PageOnActor):
    """The six in an edition, seen by their ties with Russia."""

    actor, topic, subject = POWER, "russia", "Russia"

    def codes(self) -> list[str]:
        """The countries, and the wider region."""
        return [*self.countries, "REG"]

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
