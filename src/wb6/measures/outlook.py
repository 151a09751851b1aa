"""What lies ahead: dated events and open questions as an edition knows them."""

from collections.abc import Iterable

import pandas as pd


def concerning(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """Rows that concern a power or a force; `rows` holds concerns (codes parted by semicolons). Same columns."""
    return rows[rows["concerns"].fillna("").map(lambda codes: code in codes.split(";")).astype(bool)]


def ahead(agenda: pd.DataFrame, day: pd.Timestamp, countries: Iterable[str]) -> pd.DataFrame:
    """Open matters of some countries: not closed, and not expected before `day`.

    `agenda` holds iso3, announced, expected, closed, title, kind, source. Dated events come
    first, in their order; open questions without a day follow, the newest first.
    """
    rows = agenda[agenda["iso3"].isin(list(countries)) & agenda["closed"].isna()]
    dated = rows[rows["expected"] >= day].sort_values(["expected", "id"])
    undated = rows[rows["expected"].isna()].sort_values(["announced", "id"], ascending=[False, True])
    return pd.concat([dated, undated], ignore_index=True)
