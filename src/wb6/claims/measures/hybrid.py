"""Claims on threats below the level of war: unrest, cyberattacks, crime, information."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import incidents, lookups, polls
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition

INCIDENTS, PRESENCE = "security_incidents", "russia_presence"


@measure
def unrest_risen(edition: Edition, years: int) -> Found:
    """Incidents of unrest among the six in the last years less those in as many years before."""
    rows = incidents.among_the_six(edition)
    turn = edition.day - pd.DateOffset(years=years)
    start = turn - pd.DateOffset(years=years)
    late, early = rows[rows["date"] > turn], rows[(rows["date"] > start) & (rows["date"] <= turn)]
    text = (
        f"{words.count(len(late))} in the last {words.count(years)} years, "
        f"{words.count(len(early))} in the {words.count(years)} before"
    )
    return found(len(late) - len(early), text, (INCIDENTS, pd.concat([early, late])))


@measure
def on_record(
    edition: Edition, kinds: Iterable[str], years: int, armed_group: bool = False, iso3: str = ""
) -> Found:
    """Incidents of some kinds among the six, or in one of them, in the last years; with an armed group if so asked."""
    fields = {"type": list(kinds), "iso3": [iso3] if iso3 else list(countries.WB6), "primary": True}
    rows = lookups.rows(edition, INCIDENTS, fields | ({"armed_group": True} if armed_group else {}))
    rows = rows[rows["day"] > edition.day - pd.DateOffset(years=years)]
    text = f"{words.count(len(rows))} in {words.count(years)} years"
    if len(rows):
        newest = rows.iloc[-1]
        text += f", the newest in {countries.name(newest['iso3'])} ({newest['day'].year})"
    return found(len(rows), text, (INCIDENTS, rows))


@measure
def more_media_started(edition: Edition, iso3: str, span: tuple[str, str], before: tuple[str, str]) -> Found:
    """Russian media that started in a country between two days, less those that did in a time before."""
    rows = lookups.rows(edition, PRESENCE, {"iso3": iso3, "type": "media", "step": "started"})
    late, early = rows[rows["date"].between(*span)], rows[rows["date"].between(*before)]
    if late.empty and early.empty:
        return nothing("none on record")
    told = [f"{row.fact} ({words.day(row.date, row.date_precision)})" for row in late.itertuples()]
    text = f"{words.listing(told) if told else 'none'}; {words.count(len(early))} in the time before"
    return found(len(late) - len(early), text, (PRESENCE, pd.concat([early, late])))


@measure
def outpost(edition: Edition, iso3: str, types: Iterable[str], span: tuple[str, str], reading: str) -> Found:
    """Whether a country is an outpost of Russia among the six by the kinds of rows (`types`) on it between two days.

    `reading` is three kinds, most of the six, or more than half of all. Raises `ValueError` for another word.
    """
    rows = lookups.rows(edition, PRESENCE, {"iso3": list(countries.WB6), "type": list(types)})
    rows = rows[rows["date"].between(*span)]
    if rows.empty:
        return nothing("none on record")
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
    return found(bool(is_one), f"kinds on record: {told}", (PRESENCE, rows))


@measure
def blames_the_west(edition: Edition) -> Found:
    """The newest share in Serbia that holds the West mainly responsible for the war in Ukraine."""
    rows = edition.table(polls.TABLE)
    rows = rows[
        (rows["iso3"] == "SRB")
        & (rows["topic"] == "mainly responsible for the war in Ukraine")
        & (rows["answer"] == "the West")
    ].tail(1)
    if rows.empty:
        return nothing(polls.NO_POLL)
    return found(rows["percent"].iloc[0], polls.told(rows.iloc[0]), (polls.TABLE, rows))


@measure
def years_of_sputnik(edition: Edition) -> Found:
    """Years since the start of the Serbian service of Sputnik."""
    rows = edition.table("claim_documents")
    rows = rows[rows["id"] == "S1-RUS-08-1"]
    if rows.empty:
        return nothing("no media on record")
    years = edition.day.year - rows["date"].iloc[0].year
    text = f"{words.count(years)} years since {rows['date'].iloc[0].year}"
    return found(years, text, ("claim_documents", rows))


@measure
def founded(edition: Edition) -> Found:
    """Events on record of a Russian centre in Serbia from 2010 on."""
    rows = lookups.rows(edition, PRESENCE, {"iso3": "SRB", "type": "humanitarian_centre", "step": "founded"})
    if rows.empty:
        return nothing()
    row = rows.iloc[0]
    return found(int(row["day"].year), f"{row['fact']} ({row['day'].year})", (PRESENCE, rows))
