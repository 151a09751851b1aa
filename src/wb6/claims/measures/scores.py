"""What tests read from scores of states: how many of them lie beyond a mark, and how many rose or fell."""

from collections.abc import Iterable, Sequence

import pandas as pd

from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import lookups
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition

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
def meeting(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    table: str,
    indicator: str,
    below: float,
    mark: str = "mean of the world",
    around_iso3: Sequence[str] = (),
) -> Found:
    """How many of the six lie below a mark in the newest year, as a share of those with a value, in percent.

    The mark is `below`, or with another `mark` than the mean of the world the lowest value of the states around in that
    year.
    """
    rows = newest(edition, (table, indicator))
    if rows.empty:
        return nothing()
    year = rows["year"].iloc[0]
    others, limit = rows.head(0), below
    if mark != "mean of the world":
        fields = {"indicator": indicator, "iso3": list(around_iso3), "year": year}
        others = lookups.rows(edition, table, fields, having="value")
        limit = others["value"].min()
        if others.empty:
            return nothing("no value of the states around on file")
    met = rows["value"] < limit
    return found(percent(met), _counted(rows, met, str(year)), (table, rows), (table, others))


def percent(met: pd.Series) -> float:
    """The share of a series that is true, in percent; two of three are the same as 200/3."""
    return float(met.sum() * 100 / len(met))


def moved(edition: Edition, score: Score, since: int, rising: bool) -> Found:
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
    return found(percent(met), text, (score[0], pd.concat([first, last])))


def _counted(rows: pd.DataFrame, met: pd.Series, period: str) -> str:
    names = sorted(countries.name(iso3) for iso3 in rows.loc[met, "iso3"])
    text = f"{words.count(len(names))} of {words.count(len(rows))}, {period}"
    return f"{text} ({words.listing(names)})" if 0 < len(names) < len(rows) else text
