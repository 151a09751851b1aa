"""Claims on threats below the level of war: unrest, cyberattacks, crime, information."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import incidents, lookups, polls
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

INCIDENTS, PRESENCE = "security_incidents", "russia_presence"


@measure
def unrest_risen(edition: Edition, years: int) -> Result:
    """Incidents of unrest among the six in the last years less those in as many years before."""
    rows = incidents.among_the_six(edition)
    turn = edition.day - pd.DateOffset(years=years)
    start = turn - pd.DateOffset(years=years)
    late, early = rows[rows["date"] > turn], rows[(rows["date"] > start) & (rows["date"] <= turn)]
    text = (
        f"{words.count(len(late))} in the last {words.count(years)} years, "
        f"{words.count(len(early))} in the {words.count(years)} before"
    )
    return result(len(late) - len(early), text, (INCIDENTS, pd.concat([early, late])))


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


@measure
def media_started(edition: Edition) -> Result:
    """Russian media that started in Serbia between June 2022 and December 2023."""
    rows = lookups.rows(edition, PRESENCE, {"iso3": "SRB", "type": "media"})
    rows = rows[rows["date"].between("2022-06-30", "2023-12-31")]
    told = [f"{row.fact} ({words.day(row.date, row.date_precision)})" for row in rows.itertuples()]
    return result(len(rows), words.listing(told) if told else "none on record", (PRESENCE, rows))


@measure
def view_of_russia(edition: Edition) -> Result:
    """How good opinion of the president of Russia changed in Serbia around the start of the effort, in points."""
    question = polls.Question("SRB", ["powers_view"], ["positive"], "president")
    rows = polls.asked(edition, question, "2023-12-31")
    return _before_and_after(rows[rows["power_iso3"] == "RUS"], "2022-06-30")


@measure
def against_nato(edition: Edition) -> Result:
    """How the share against NATO in Serbia changed around the start of the effort, in points."""
    rows = polls.asked(edition, polls.Question("SRB", polls.MEMBERSHIP, polls.AGAINST), "2024-06-30")
    return _before_and_after(rows, "2022-06-30")


def _before_and_after(rows: pd.DataFrame, day: str) -> Result:
    before, after = rows[rows["date"] <= day].tail(1), rows[rows["date"] > day].tail(1)
    if before.empty or after.empty:
        return nothing("no pair of polls before and after")
    pair = pd.concat([before, after])
    text = f"from {polls.told(before.iloc[0])} to {polls.told(after.iloc[0])}"
    return result(after["percent"].iloc[0] - before["percent"].iloc[0], text, (polls.TABLE, pair))


@measure
def blames_the_west(edition: Edition) -> Result:
    """The newest share in Serbia that holds the West mainly responsible for the war in Ukraine."""
    rows = edition.table(polls.TABLE)
    rows = needed(
        rows[
            (rows["iso3"] == "SRB")
            & (rows["topic"] == "mainly responsible for the war in Ukraine")
            & (rows["answer"] == "the West")
        ].tail(1),
        polls.NO_POLL,
    )
    return result(rows["percent"].iloc[0], polls.told(rows.iloc[0]), (polls.TABLE, rows))


@measure
def years_of_sputnik(edition: Edition) -> Result:
    """Years since the start of the Serbian service of Sputnik."""
    rows = edition.table("claim_documents")
    rows = needed(rows[rows["id"] == "S1-RUS-08-1"], "no media on record")
    years = edition.day.year - rows["date"].iloc[0].year
    text = f"{words.count(years)} years since {rows['date'].iloc[0].year}"
    return result(years, text, ("claim_documents", rows))


@measure
def founded(edition: Edition) -> Result:
    """Events on record of a Russian centre in Serbia from 2010 on."""
    rows = needed(
        lookups.rows(edition, PRESENCE, {"iso3": "SRB", "type": "humanitarian_centre", "step": "founded"})
    )
    row = rows.iloc[0]
    return result(int(row["day"].year), f"{row['fact']} ({row['day'].year})", (PRESENCE, rows))
