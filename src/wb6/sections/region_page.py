"""What all sections of the region chapter share: the countries, and where each of them stands."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from wb6.data import countries, package
from wb6.figures import theme
from wb6.indicators import ladders
from wb6.measures import enlargement
from wb6.sections import status
from wb6.sections.page import PageOnCountries

# States that Table 1 of the journal article counts as Balkan, by the claims of its rows.
TABLE_1 = ("ALB", "BGR", "GRC", "HRV", "MKD", "MNE", "ROU", "SVN")
LADDERS = {"nato": ladders.NATO_CLASSES, "eu": ladders.EU_CLASSES}
# From the furthest class to the nearest to none, which is the order of legends.
COLOURS = {
    "nato": {
        "Member": theme.STEPS[4].light,
        "In the membership plan or invited": theme.STEPS[2].light,
        "Partner": theme.STEPS[1].light,
        status.OUTSIDE["nato"]: theme.NEUTRAL.light,
        status.UNRECORDED: theme.BAND.light,
    },
    "eu": {
        "Member": theme.STEPS[4].light,
        "In accession talks": theme.STEPS[3].light,
        "Candidate": theme.STEPS[2].light,
        "Association agreement or application": theme.STEPS[1].light,
        status.OUTSIDE["eu"]: theme.NEUTRAL.light,
        status.UNRECORDED: theme.BAND.light,
    },
}


class RegionPage(PageOnCountries):
    """The six in an edition."""

    @property
    def balkan(self) -> list[str]:
        """The states of Table 1 and those of the six that it leaves out."""
        return sorted({*TABLE_1, *self.countries})

    def unknown(self, what: str) -> str:
        """The sentence that stands where the edition has no data."""
        return super().unknown(f"{what} for the six")

    def codes(self) -> list[str]:
        """The countries, and the region as a whole."""
        return [*self.countries, "WB6"]

    def standing(self, track: str, days: Iterable[pd.Timestamp], codes: Iterable[str]) -> pd.DataFrame:
        """The class of each country on each day, on the `nato` or `eu` track, with names."""
        steps = self.steps()
        steps = steps[steps["track"] == track]
        first = next(iter(LADDERS[track]))
        recorded = set(countries.WB6) | set(steps.loc[steps["code"] == first, "iso3"])
        ladder = enlargement.Ladder(LADDERS[track], status.OUTSIDE[track], status.UNRECORDED)
        standing = enlargement.standing_on(steps, days, codes, ladder, recorded)
        return countries.with_names(standing)

    def on_the_map(self, name: str) -> list[dict[str, Any]]:
        """The shapes of the map `name`."""
        return package.shapes(name)
