"""Claims on sanctions against Russia and votes on Ukraine."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, sanctions
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

AGREEMENTS, EXERCISES = "agreements", "joint_exercises"


# By what a country keeps apart from Russia.
FEWER_ACTS, NO_TIE = "fewer acts than the median", "no agreement or exercise"


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
def keeps_apart(
    edition: Edition, iso3: str, codes: Iterable[str], span: tuple[int, int], by: str = FEWER_ACTS
) -> Result:
    """Whether a country has little to do with Russia in a span of years, by the acts on file.

    Acts are agreements, joint exercises, and measures of others against Russia that it did not join. Either it has fewer than
    the median of some others (`codes`), or no agreement and no exercise at all (`by`).
    """
    acts = {code: _acts_with_russia(edition, code, span) for code in (iso3, *codes)}
    own = acts.pop(iso3)
    period = words.years(*span)
    asked = lookups.rows(edition, sanctions.MEASURES, {"iso3": [iso3, *acts]})
    asked = needed(asked[asked["date"].dt.year.between(*span)], "no measure on record")
    shown = [(sanctions.MEASURES, asked), *(part for rows in acts.values() for part in rows), *own]
    if by == NO_TIE:
        ties = sum(len(rows) for table, rows in own if table != sanctions.MEASURES)
        return result(
            ties == 0,
            f"{words.counted(ties, 'agreement or exercise', 'agreements and exercises')} ({period})",
            *shown,
        )
    count, counts = _count(own), pd.Series([_count(rows) for rows in acts.values()])
    text = (
        f"{words.counted(count, 'act', 'acts')}, {words.number(counts.median(), 0)} in the median of the others "
        f"({period})"
    )
    return result(count < counts.median(), text, *shown)


def _count(rows: Iterable[tuple[str, pd.DataFrame]]) -> int:
    return sum(len(part) for _, part in rows)


def _acts_with_russia(edition: Edition, iso3: str, span: tuple[int, int]) -> list[tuple[str, pd.DataFrame]]:
    """Rows of agreements and exercises with Russia, and of measures against it that a country did not join, by table."""
    agreements = lookups.rows(edition, AGREEMENTS, {})
    agreements = agreements[
        lookups.lists(agreements["parties"], iso3) & lookups.lists(agreements["parties"], "RUS")
    ]
    parts = [
        (AGREEMENTS, agreements),
        (
            EXERCISES,
            lookups.rows(edition, EXERCISES, {"iso3": iso3, "partner_iso3": "RUS", "status": "held"}),
        ),
        (sanctions.MEASURES, lookups.rows(edition, sanctions.MEASURES, {"iso3": iso3, "joined": "no"})),
    ]
    return [(table, rows[rows["day"].dt.year.between(*span)]) for table, rows in parts]


def _span(period: tuple[str, str]) -> str:
    return words.years(*(int(day[:4]) for day in period))


@measure
def hardened(edition: Edition, then: tuple[str, str], later: tuple[str, str]) -> Result:
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
    return result(len(both), f"{text} in {_span(later)} beside {_span(then)}", *evidence)


@measure
def followed_eu(edition: Edition, which: str, mark: float) -> Result:
    """Share of the years on file in which a country of the six joined at least `mark` percent of the texts of the EU.

    A country-year with several figures counts by the lowest or the highest of them, as `which` says.
    """
    rows = needed(
        lookups.rows(edition, "cfsp_alignment", {"iso3": list(countries.WB6)}, having="rate_pct"),
        "no rate on file",
    )
    years = rows.groupby(["iso3", rows["day"].dt.year])["rate_pct"].agg(
        {"lowest": "min", "highest": "max"}[which]
    )
    met = years >= mark
    below = [f"{countries.name(iso3)} {year}" for iso3, year in years[~met].index]
    text = f"{words.count(int(met.sum()))} of {words.count(len(years))} country-years on file"
    text += f"; below lie {words.listing(below)}" if below else ""
    return result(met.mean() * 100, text, ("cfsp_alignment", rows))
