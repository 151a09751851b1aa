"""Claims on threats below the level of war: unrest, cyberattacks, crime, information."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

INCIDENTS, PRESENCE = "security_incidents", "russia_presence"
AGREEMENTS, EVENTS = "agreements", "energy_events"


@measure
def on_record(
    edition: Edition, kinds: Iterable[str], years: int, armed_group: bool = False, iso3: str = ""
) -> Result:
    """Incidents of some kinds among the six, or in one of them, in the last years; with an armed group if so asked."""
    fields = {"type": list(kinds), "iso3": [iso3] if iso3 else list(countries.WB6), "primary": True}
    rows = lookups.rows(edition, INCIDENTS, fields | ({"armed_group": True} if armed_group else {}))
    rows = rows[rows["day"] > edition.day - pd.DateOffset(years=years)]
    text = f"{words.count(len(rows))} in {words.count(years)} years"
    if len(rows):
        newest = rows.iloc[-1]
        text += f", the newest in {countries.name(newest['iso3'])} ({newest['day'].year})"
    return result(len(rows), text, (INCIDENTS, rows))


# Signs of Russian presence that are steps of its own to be heard and seen, by kind and step.
SOFT = {"humanitarian_centre": ("agreed", "founded"), "media": ("started",)}
# Ways to step up that the text names: for diplomats and officers nothing is counted.
UNCOUNTED_WAYS = 1


@measure
def ways_stepped_up(edition: Edition, turn: int, until: int, least: int) -> Result:
    """Whether Russia took more steps from a year on than in the span before, in at least so many of four ways.

    The ways are agreements with the six, energy projects agreed or opened, centres and media, and diplomats; of the last
    there is no count, so that there is no answer where they could turn it.
    """
    start = 2 * turn - until - 1
    counts, parts = {}, []
    for name, (table, rows) in _steps_of_russia(edition).items():
        years = rows["day"].dt.year
        counts[name] = int(years.between(turn, until).sum()), int(years.between(start, turn - 1).sum())
        parts.append((table, rows[years.between(start, until)]))
    met = sum(late > early for late, early in counts.values())
    told = [
        f"{name} {words.count(late)} after {words.count(early)}" for name, (late, early) in counts.items()
    ]
    text = f"{words.listing(told)} ({words.years(turn, until)} beside {words.years(start, turn - 1)})"
    answer = lookups.decided(met, UNCOUNTED_WAYS, least)
    return nothing(text) if answer is None else result(answer, text, *parts)


def _steps_of_russia(edition: Edition) -> dict[str, tuple[str, pd.DataFrame]]:
    """Dated steps of Russia in the six by way, with the table that holds them."""
    deals = lookups.rows(edition, AGREEMENTS, {})
    deals = deals[lookups.lists(deals["parties"], "RUS") & deals["parties"].str.split(";").map(_with_the_six)]
    projects = lookups.rows(edition, EVENTS, {"iso3": list(countries.WB6), "step": ["agreed", "opened"]})
    projects = projects[projects["day"] <= edition.day]
    seen = lookups.rows(edition, PRESENCE, {"type": list(SOFT), "iso3": list(countries.WB6)})
    seen = seen[[step in SOFT[kind] for kind, step in zip(seen["type"], seen["step"], strict=True)]]
    return {
        "agreements": (AGREEMENTS, deals),
        "energy projects": (EVENTS, projects),
        "centres and media": (PRESENCE, seen),
    }


def _with_the_six(parties: Iterable[str]) -> bool:
    return bool(set(parties) & set(countries.WB6))


@measure
def more_media_started(edition: Edition, iso3: str, span: tuple[str, str], before: tuple[str, str]) -> Result:
    """Russian media that started in a country between two days, less those that did in a time before."""
    rows = lookups.rows(edition, PRESENCE, {"iso3": iso3, "type": "media", "step": "started"})
    late, early = rows[rows["date"].between(*span)], rows[rows["date"].between(*before)]
    if late.empty and early.empty:
        return nothing("none on record")
    told = [f"{row.fact} ({words.day(row.date, row.date_precision)})" for row in late.itertuples()]
    text = f"{words.listing(told) if told else 'none'}; {words.count(len(early))} in the time before"
    return result(len(late) - len(early), text, (PRESENCE, pd.concat([early, late])))


@measure
def outpost(edition: Edition, iso3: str, types: Iterable[str], span: tuple[str, str], reading: str) -> Result:
    """Whether a country is an outpost of Russia among the six by the kinds of rows (`types`) on it between two days.

    `reading` is three kinds, most of the six, or more than half of all. Raises `ValueError` for another word.
    """
    rows = lookups.rows(edition, PRESENCE, {"iso3": list(countries.WB6), "type": list(types)})
    rows = needed(rows[rows["date"].between(*span)], "none on record")
    kinds = rows.groupby("iso3")["type"].nunique()
    own, others = int(kinds.get(iso3, 0)), kinds.drop(iso3, errors="ignore")
    match reading:
        case "three kinds":
            is_one = own >= 3
        case "most of the six":
            is_one = own > others.max() if len(others) else own > 0
        case "more than half of all":
            is_one = own > others.sum()
        case _:
            raise ValueError(
                f"reading is three kinds, most of the six or more than half of all, not {reading!r}"
            )
    told = words.listing(
        [f"{words.count(int(count))} in {countries.name(code)}" for code, count in kinds.items()]
    )
    return result(bool(is_one), f"kinds on record: {told}", (PRESENCE, rows))
