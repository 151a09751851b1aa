"""Claims on sanctions against Russia and votes on Ukraine."""

import pandas as pd

from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import lookups, sanctions
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition


@measure
def countries_that_joined(edition: Edition, since: str, until: str) -> Found:
    """How many of the six joined a measure against Russia in a period, at least in part."""
    rows = edition.table(sanctions.MEASURES)
    rows = rows[rows["iso3"].isin(countries.WB6) & rows["date"].between(since, until)]
    own = rows[rows["joined"] != "no"].sort_values(["iso3", "date"])
    if rows.empty:
        return nothing("no measure on record")
    return _named(own, sanctions.MEASURES)


@measure
def countries_that_expelled(edition: Edition, since: str, until: str) -> Found:
    """How many of the six expelled Russian diplomats in a period."""
    rows = lookups.rows(edition, "russia_presence", {"type": "expulsion"})
    return _named(rows[rows["date"].between(since, until)], "russia_presence")


@measure
def hardened(edition: Edition, then: tuple[str, str], later: tuple[str, str]) -> Found:
    """How many of the six both joined more measures against Russia and expelled more diplomats in a later period."""
    joined, presence = edition.table(sanctions.MEASURES), edition.table("russia_presence")
    acts = {
        sanctions.MEASURES: joined[joined["joined"] != "no"],
        "russia_presence": presence[presence["type"] == "expulsion"],
    }
    risen, evidence = [], []
    for table, rows in acts.items():
        rows = rows[rows["iso3"].isin(countries.WB6)]
        before, after = (
            rows.loc[rows["date"].between(*span), "iso3"].value_counts() for span in (then, later)
        )
        risen.append({iso3 for iso3, count in after.items() if count > before.get(iso3, 0)})
        evidence.append((table, rows[rows["date"].between(*later) | rows["date"].between(*then)]))
    if any(rows.empty for _, rows in evidence):
        return nothing("no measure or no expulsion on record")
    both = sorted(countries.name(iso3) for iso3 in set.intersection(*risen))
    text = words.count(len(both)) + (f" ({words.listing(both)})" if both else "")
    return found(len(both), f"{text} in {_span(later)} beside {_span(then)}", *evidence)


@measure
def followed_eu(edition: Edition, which: str, mark: float) -> Found:
    """Share of the years on file in which a country of the six joined at least `mark` percent of the texts of the EU.

    A country-year with several figures counts by the lowest or the highest of them, as `which` says.
    """
    rows = lookups.rows(edition, "cfsp_alignment", {"iso3": list(countries.WB6)}, having="rate_pct")
    if rows.empty:
        return nothing("no rate on file")
    years = rows.groupby(["iso3", rows["day"].dt.year])["rate_pct"].agg(
        {"lowest": "min", "highest": "max"}[which]
    )
    met = years >= mark
    below = [f"{countries.name(iso3)} {year}" for iso3, year in years[~met].index]
    text = f"{words.count(int(met.sum()))} of {words.count(len(years))} country-years on file"
    text += f"; below lie {words.listing(below)}" if below else ""
    return found(met.mean() * 100, text, ("cfsp_alignment", rows))


def _named(rows: pd.DataFrame, table: str) -> Found:
    names = sorted({countries.name(iso3) for iso3 in rows["iso3"]})
    text = words.count(len(names)) + (f" ({words.listing(names)})" if names else "")
    return found(len(names), text, (table, rows))


def _span(period: tuple[str, str]) -> str:
    return words.years(*(int(day[:4]) for day in period))
