"""What lies ahead: dated events and open questions as an edition knows them."""

from collections.abc import Iterable

import pandas as pd


def concerning(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """Rows that concern a power or a force; `rows` holds concerns (codes parted by semicolons). Same columns."""
    return rows[rows["concerns"].fillna("").map(lambda codes: code in codes.split(";")).astype(bool)]


AHEAD, DUE, UNDATED = "ahead", "was due", "no date known"
# How long a matter whose day has passed is still told as due.
REMEMBERED = pd.DateOffset(years=1)


def with_state(agenda: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Matters that are not closed, with `state`: ahead of `day`, due before it, or without a date.

    `agenda` holds expected, closed. Same columns and order, and state.
    """
    rows = agenda[agenda["closed"].isna()]
    state = (rows["expected"] >= day).map({True: AHEAD, False: DUE})
    return rows.assign(state=state.where(rows["expected"].notna(), UNDATED))


def ahead(agenda: pd.DataFrame, day: pd.Timestamp, countries: Iterable[str]) -> pd.DataFrame:
    """Open matters of some countries: dated events, open questions, and what was due in the year before `day`.

    `agenda` holds iso3, announced, expected, closed, title, kind, source; same columns, and state as `with_state` has
    it. Dated events come first, in their order; then questions without a day and what was due, each the newest first.
    """
    rows = with_state(agenda[agenda["iso3"].isin(list(countries))], day)
    dated = rows[rows["state"] == AHEAD].sort_values(["expected", "id"])
    undated = rows[rows["state"] == UNDATED].sort_values(["announced", "id"], ascending=[False, True])
    due = rows[(rows["state"] == DUE) & (rows["expected"] >= day - REMEMBERED)]
    return pd.concat(
        [dated, undated, due.sort_values(["expected", "id"], ascending=[False, True])], ignore_index=True
    )
