"""What measures read from incidents of unrest."""

import pandas as pd

from wb6.claims.memory import once
from wb6.data import countries
from wb6.data.edition import Edition
from wb6.measures import unrest

TABLE = "security_incidents"


@once
def of(edition: Edition, iso3: str) -> pd.DataFrame:
    """Incidents of unrest of a country; columns as of `unrest.incidents_of`."""
    return unrest.incidents_of(edition.table(TABLE), iso3)


@once
def among_the_six(edition: Edition) -> pd.DataFrame:
    """Incidents of unrest of the six, country by country; columns as of `unrest.incidents_of`."""
    return pd.concat([of(edition, iso3) for iso3 in countries.WB6])


@once
def episodes(edition: Edition, iso3: str) -> pd.DataFrame:
    """Episodes of serious unrest of a country; columns as of `unrest.episodes`."""
    return unrest.episodes(of(edition, iso3))
