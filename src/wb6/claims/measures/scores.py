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
def meeting(
    edition: Edition, table: str, indicator: str, below: float, than_iso3: Sequence[str] = ()
) -> Found:
    """How many of the six lie below a mark in the newest year, as a share of those with a value, in percent.

    With `than_iso3` the mark is the lowest value of these states in that year.
    """
    rows = newest(edition, (table, indicator))
    if rows.empty:
        return nothing()
    fields = {"indicator": indicator, "iso3": list(than_iso3), "year": rows["year"].iloc[0]}
    others = lookups.rows(edition, table, fields, having="value")
    if than_iso3 and others.empty:
        return nothing("no value of the others on file")
    met = rows["value"] < (others["value"].min() if than_iso3 else below)
    text = _counted(rows, met, str(rows["year"].iloc[0]))
    return found(met.mean() * 100, text, (table, rows), (table, others))


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
    return found(met.mean() * 100, text, (score[0], pd.concat([first, last])))


def _counted(rows: pd.DataFrame, met: pd.Series, period: str) -> str:
    names = sorted(countries.name(iso3) for iso3 in rows.loc[met, "iso3"])
    text = f"{words.count(len(names))} of {words.count(len(rows))}, {period}"
    return f"{text} ({words.listing(names)})" if 0 < len(names) < len(rows) else text
