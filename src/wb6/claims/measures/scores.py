"""What tests read from scores of states: how many of them lie beyond a mark, and how many rose or fell."""

from collections.abc import Iterable, Sequence

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
# What some states are set beside: each of the others, or all of them together.
EACH, MEAN = "each of the others", "mean of the others"


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
) -> Result:
    """How many of the six lie below a mark in the newest year, as a share of those with a value, in percent.

    The mark is `below`, or with another `mark` than the mean of the world the lowest value of the states around in that
    year.
    """
    rows = needed(newest(edition, (table, indicator)))
    year = rows["year"].iloc[0]
    others, limit = rows.head(0), below
    if mark != "mean of the world":
        fields = {"indicator": indicator, "iso3": list(around_iso3), "year": year}
        others = lookups.rows(edition, table, fields, having="value")
        limit = others["value"].min()
        if others.empty:
            return nothing("no value of the states around on file")
    met = rows["value"] < limit
    return result(met.mean() * 100, _counted(rows, met, str(year)), (table, rows), (table, others))


def moved(edition: Edition, score: Score, since: int, rising: bool) -> Result:
    """How many of the six rose, or fell, from a year to the newest one, in percent of those with both."""
    last = newest(edition, score)
    first = lookups.rows(edition, score[0], {"indicator": score[1], "year": since}, having="value")
    if last.empty or first.empty or last["year"].iloc[0] <= since:
        return nothing()
    last = last[last["iso3"].isin(first["iso3"])]
    if last.empty:
        return nothing("no state with both years")
    change = last["value"] - last["iso3"].map(first.set_index("iso3")["value"])
    met = change > 0 if rising else change < 0
    first = first[first["iso3"].isin(last["iso3"])]
    text = _counted(last, met, words.years(since, int(last["year"].iloc[0])))
    return result(met.mean() * 100, text, (score[0], pd.concat([first, last])))


@measure
def fell(edition: Edition, table: str, indicator: str, since: int) -> Result:
    """How many of the six fell from a year to the newest one, in percent of those with both."""
    return moved(edition, (table, indicator), since, rising=False)


@measure
def place(edition: Edition, iso3: str, score: Score) -> Result:
    """The place of a state among the six by a score, the highest first, in the newest year that most of them have."""
    rows = needed(newest(edition, score))
    own = needed(rows[rows["iso3"] == iso3], "no value of that year on file")
    rank = int((rows["value"] > own["value"].iloc[0]).sum()) + 1
    text = f"{words.ordinal(rank)} of {words.count(len(rows))} ({own['year'].iloc[0]})"
    return result(rank, text, (score[0], rows))


def _counted(rows: pd.DataFrame, met: pd.Series, period: str) -> str:
    return _named(rows["iso3"], met, period)


def _named(iso3: Iterable[str], met: Iterable[bool], period: str) -> str:
    """How many states meet a condition, with their names where they are neither none nor all."""
    pairs = list(zip(iso3, met, strict=True))
    names = sorted(countries.name(code) for code, meets in pairs if meets)
    text = f"{words.count(len(names))} of {words.count(len(pairs))}, {period}"
    return f"{text} ({words.listing(names)})" if 0 < len(names) < len(pairs) else text


def _means(
    edition: Edition, score: Score, years: tuple[int, int], iso3: Sequence[str] = countries.WB6
) -> tuple[pd.Series, pd.DataFrame]:
    """Mean of a score in a span of years by state, with the rows that it is made of."""
    rows = lookups.rows(edition, score[0], {"indicator": score[1], "iso3": list(iso3)}, having="value")
    rows = rows[rows["year"].between(*years)]
    return rows.groupby("iso3")["value"].mean(), rows


@measure
def meeting_over(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    score: Score,
    below: float,
    span: tuple[int, int],
    mark: str = "mean of the world",
    around_iso3: Sequence[str] = (),
) -> Result:
    """How many of the six lie below a mark in the mean of a span of years, in percent of those with a value.

    The mark is `below`, or with another `mark` than the mean of the world the lowest of the states around in these years
    (each of the others) or their mean (mean of the others).
    """
    means, rows = _means(edition, score, span)
    needed(means)
    around, beside = _means(edition, score, span, around_iso3)
    if mark in (EACH, MEAN):
        below = _mark(around, mark)
    met = means < below
    text = _named(means.index, met, words.years(*span))
    return result(met.mean() * 100, text, (score[0], rows), (score[0], beside))


def _mark(values: pd.Series, beside: str) -> float:
    """What lies below each of some values, or below their mean. Raises `ValueError` for another word."""
    if beside not in (EACH, MEAN):
        raise ValueError(f"beside is {EACH} or {MEAN}, not {beside!r}")
    needed(values)
    return float(values.min() if beside == EACH else values.mean())


@measure
def apart(edition: Edition, score: Score, span: tuple[int, int]) -> Result:
    """The highest less the lowest of the six in a score, by the mean of a span of years."""
    means, rows = _means(edition, score, span)
    needed(means, least=2)
    text = (
        f"from {words.number(means.min(), 2)} in {countries.name(means.idxmin())} to "
        f"{words.number(means.max(), 2)} in {countries.name(means.idxmax())} ({words.years(*span)})"
    )
    return result(means.max() - means.min(), text, (score[0], rows))


# Marks beside which a state's score is laid in each year of a span.
OF_ALL, OF_THE_SIX, OWN_BEFORE = "the median of Europe", "the mean of the six", "its own mean before"


@measure
def years_above(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    score: Score,
    iso3: str,
    span: tuple[int, int],
    before: tuple[int, int],
    mark: str = OF_ALL,
) -> Result:
    """Of the years of a span, the share in which a state lies above a mark, in percent.

    The mark is the median of all states with a value in that year, the mean of the six, or the state's own mean in the
    years `before`.
    """
    table, indicator = score
    rows = lookups.rows(edition, table, {"indicator": indicator}, having="value")
    own = rows[rows["iso3"] == iso3].set_index("year")["value"]
    years = needed(own[own.index.to_series().between(*span)], "no value in those years on file")
    if mark == OWN_BEFORE:
        others = rows[(rows["iso3"] == iso3) & rows["year"].between(*before)]
        limits = pd.Series(needed(others)["value"].mean(), index=years.index)
    else:
        others = rows[rows["year"].between(*span)]
        others = others[others["iso3"].isin(countries.WB6)] if mark == OF_THE_SIX else others
        by_year = others.groupby("year")["value"]
        limits = (by_year.mean() if mark == OF_THE_SIX else by_year.median()).reindex(years.index)
    met = years > limits
    text = (
        f"above {mark} in {words.count(int(met.sum()))} of {words.count(len(met))} years "
        f"({words.years(int(years.index.min()), int(years.index.max()))})"
    )
    shown = rows[(rows["iso3"] == iso3) & rows["year"].between(*span)]
    return result(met.mean() * 100, text, (table, shown), (table, others[others["iso3"] == iso3]))


@measure
def below_the_others(
    edition: Edition, score: Score, iso3: Sequence[str], span: tuple[int, int], beside: str = EACH
) -> Result:
    """How many of some states of the six lie, in the mean of a span of years, below the other ones.

    `beside` is each of the others or the mean of the others. Raises `ValueError` for another word.
    """
    means, rows = _means(edition, score, span)
    own, others = means[means.index.isin(list(iso3))], means[~means.index.isin(list(iso3))]
    if len(own) < len(iso3):
        return nothing("no value of one of them on file")
    mark = _mark(others, beside)
    text = f"{_named(own.index, own < mark, words.years(*span))}, beside {words.number(mark, 2)}"
    return result(int((own < mark).sum()), text, (score[0], rows))


@measure
def growing_below(edition: Edition, score: Score, below: float, span: tuple[int, int]) -> Result:
    """How many of the six grew by less than `below` percent a year in a span of years, in percent of those with a value."""
    first, last = span
    rows = lookups.rows(
        edition, score[0], {"indicator": score[1], "iso3": list(countries.WB6), "year": [first - 1, last]}
    )
    wide = rows.pivot(index="iso3", columns="year", values="value").dropna()
    if wide.empty or len(wide.columns) < 2:
        return nothing()
    growth = ((wide[last] / wide[first - 1]) ** (1 / (last - first + 1)) - 1) * 100
    met = growth < below
    text = _named(growth.index, met, words.years(first, last))
    return result(met.mean() * 100, text, (score[0], rows[rows["iso3"].isin(wide.index)]))
