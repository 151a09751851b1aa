"""What tests read from scores of states: how many of them lie beyond a mark, and how many rose or fell."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

# A table and the code of an indicator in it.
Score = tuple[str, str]


@once
def newest(edition: Edition, score: Score, codes: Iterable[str] = countries.WB6) -> pd.DataFrame:
    """The rows of the newest year that all states with a value have, ordered by state."""
    table, indicator = score
    rows = lookups.rows(edition, table, {"indicator": indicator, "iso3": list(codes)}, having="value")
    if rows.empty:
        return rows
    known = rows.groupby("year")["iso3"].nunique()
    return rows[rows["year"] == known[known == known.max()].index.max()].sort_values("iso3")


@measure
def meeting(edition: Edition, table: str, indicator: str, below: float) -> Result:
    """How many of the six lie below a mark in the newest year, as a share of those with a value, in percent."""
    rows = needed(newest(edition, (table, indicator)))
    met = rows["value"] < below
    return result(met.mean() * 100, _counted(rows, met, str(rows["year"].iloc[0])), (table, rows))


def moved(edition: Edition, score: Score, since: int, rising: bool) -> Result:
    """How many of the six rose, or fell, from a year to the newest one, in percent of those with both."""
    last = newest(edition, score)
    first = lookups.rows(edition, score[0], {"indicator": score[1], "year": since}, having="value")
    if last.empty or first.empty or last["year"].iloc[0] <= since:
        return nothing()
    last = last[last["iso3"].isin(first["iso3"])]
    change = last["value"] - last["iso3"].map(first.set_index("iso3")["value"])
    met = change > 0 if rising else change < 0
    first = first[first["iso3"].isin(last["iso3"])]
    text = _counted(last, met, words.years(since, int(last["year"].iloc[0])))
    return result(met.mean() * 100, text, (score[0], pd.concat([first, last])))


def _counted(rows: pd.DataFrame, met: pd.Series, period: str) -> str:
    names = sorted(countries.name(iso3) for iso3 in rows.loc[met, "iso3"])
    text = f"{words.count(len(names))} of {words.count(len(rows))}, {period}"
    return f"{text} ({words.listing(names)})" if 0 < len(names) < len(rows) else text
