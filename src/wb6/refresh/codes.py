"""Which country a publisher means: names and codes of all kinds to the codes of `countries.csv`."""

import pandas as pd

from wb6.data import package

EU27 = (
    *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST"),
    *("FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX"),
    *("LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
)
WB5 = ("ALB", "BIH", "MKD", "MNE", "SRB")
# The groups that trade is added up for, in the membership of today in every year.
GROUPS = {"EU27": EU27, "WB5": WB5, "CEFTA": (*WB5, "MDA")}


def by_any_name() -> dict[str, str]:
    """Our code by code, two-letter code, alias and name, in capitals; Kosovo has seven of them."""
    found: dict[str, str] = {}
    for row in package.published("countries").itertuples():
        aliases = [] if pd.isna(row.aliases) else row.aliases.split(";")
        for text in (row.iso3, row.iso2, row.name, *aliases):
            if pd.notna(text):
                found.setdefault(text.upper(), row.iso3)
    return found


def iso3(column: pd.Series) -> pd.Series:
    """Our codes of a column of names or codes; missing where there is none."""
    known = by_any_name()
    return column.map(lambda text: known.get(str(text).strip().upper()))
