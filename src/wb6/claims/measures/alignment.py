"""Claims on sanctions against Russia and votes on Ukraine."""

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, sanctions
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed


@measure
def countries_that_joined(edition: Edition, since: str, until: str) -> Result:
    """How many of the six joined a measure against Russia in a period, at least in part."""
    rows = edition.table(sanctions.MEASURES)
    rows = rows[rows["iso3"].isin(countries.WB6) & rows["date"].between(since, until)]
    own = rows[rows["joined"] != "no"].sort_values(["iso3", "date"])
    needed(rows, "no measure on record")
    return _named(own, sanctions.MEASURES)


@measure
def countries_that_expelled(edition: Edition, since: str, until: str) -> Result:
    """How many of the six expelled Russian diplomats in a period."""
    rows = lookups.rows(edition, "russia_presence", {"type": "expulsion"})
    return _named(rows[rows["date"].between(since, until)], "russia_presence")


def _named(rows: pd.DataFrame, table: str) -> Result:
    names = sorted({countries.name(iso3) for iso3 in rows["iso3"]})
    text = words.count(len(names)) + (f" ({words.listing(names)})" if names else "")
    return result(len(names), text, (table, rows))


@measure
def more_expelled(edition: Edition, then: tuple[str, str], later: tuple[str, str]) -> Result:
    """How many more countries of the six expelled Russian diplomats in a later period than in one before."""
    before, after = countries_that_expelled(edition, *then), countries_that_expelled(edition, *later)
    if before.value is None or after.value is None:
        return nothing("no measure on record for one of the two periods")
    text = f"{after.text} in {_span(later)}, {before.text} in {_span(then)}"
    rows = tuple(sorted({*before.rows, *after.rows}))
    return Result(after.value - before.value, text, rows, tuple(sorted({*before.sources, *after.sources})))


def _span(period: tuple[str, str]) -> str:
    return words.years(*(int(day[:4]) for day in period))
