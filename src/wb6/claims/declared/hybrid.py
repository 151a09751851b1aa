"""Claims on threats below the level of war: unrest, cyberattacks, crime, information."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims import documents, lookups, polls, scores
from wb6.claims.declaration import Point, claim
from wb6.claims.declared import energy, opinion, strategy
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.rules import Between, Beyond, at_least
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import unrest

INCIDENTS, PRESENCE = "security_incidents", "russia_presence"


def _unrest(edition: Edition) -> pd.DataFrame:
    return pd.concat([unrest.incidents_of(edition.table(INCIDENTS), iso3) for iso3 in countries.WB6])


def unrest_risen(edition: Edition, years: int) -> Found:
    """Incidents of unrest among the six in the last years less those in as many years before."""
    rows = _unrest(edition)
    turn = edition.day - pd.DateOffset(years=years)
    start = turn - pd.DateOffset(years=years)
    late, early = rows[rows["date"] > turn], rows[(rows["date"] > start) & (rows["date"] <= turn)]
    text = (
        f"{words.count(len(late))} in the last {words.count(years)} years, "
        f"{words.count(len(early))} in the {words.count(years)} before"
    )
    return found(len(late) - len(early), text, (INCIDENTS, pd.concat([early, late])))


def on_record(edition: Edition, kinds: Iterable[str], years: int, title: str = "", iso3: str = "") -> Found:
    """Incidents of some kinds among the six, or in one of them, in the last years."""
    rows = lookups.rows(
        edition,
        INCIDENTS,
        {
            "type": list(kinds),
            "iso3": [iso3] if iso3 else list(countries.WB6),
            "primary": True,
        },
    )
    rows = rows[(rows["day"] > edition.day - pd.DateOffset(years=years)) & rows["title"].str.contains(title)]
    text = f"{words.count(len(rows))} in {words.count(years)} years"
    if len(rows):
        newest = rows.iloc[-1]
        text += f", the newest in {countries.name(newest['iso3'])} ({newest['day'].year})"
    return found(len(rows), text, (INCIDENTS, rows))


def media_started(edition: Edition) -> Found:
    """Russian media that started in Serbia between June 2022 and December 2023."""
    rows = lookups.rows(edition, PRESENCE, {"iso3": "SRB", "type": "media"})
    rows = rows[rows["date"].between("2022-06-30", "2023-12-31")]
    told = [f"{row.fact} ({words.day(row.date, row.date_precision)})" for row in rows.itertuples()]
    return found(len(rows), words.listing(told) if told else "none on record", (PRESENCE, rows))


def view_of_russia(edition: Edition) -> Found:
    """How good opinion of the president of Russia changed in Serbia around the start of the effort, in points."""
    rows = polls.asked(edition, "SRB", ["powers_view"], ["positive"], strategy.PRESIDENT, "2023-12-31")
    return _before_and_after(rows, "2022-06-30")


def against_nato(edition: Edition) -> Found:
    """How the share against NATO in Serbia changed around the start of the effort, in points."""
    rows = polls.asked(edition, "SRB", polls.MEMBERSHIP, polls.AGAINST, until="2024-06-30")
    return _before_and_after(rows, "2022-06-30")


def _before_and_after(rows: pd.DataFrame, day: str) -> Found:
    before, after = rows[rows["date"] <= day].tail(1), rows[rows["date"] > day].tail(1)
    if before.empty or after.empty:
        return nothing("no pair of polls before and after")
    pair = pd.concat([before, after])
    text = f"from {polls.told(before.iloc[0])} to {polls.told(after.iloc[0])}"
    return found(after["percent"].iloc[0] - before["percent"].iloc[0], text, (polls.TABLE, pair))


def blames_the_west(edition: Edition) -> Found:
    """The newest share in Serbia that holds the West mainly responsible for the war in Ukraine."""
    rows = edition.table(polls.TABLE)
    rows = rows[
        (rows["iso3"] == "SRB")
        & (rows["topic"] == "mainly responsible for the war in Ukraine")
        & (rows["answer"] == "the West")
    ].tail(1)
    if rows.empty:
        return nothing("no poll in this edition")
    return found(rows["percent"].iloc[0], polls.told(rows.iloc[0]), (polls.TABLE, rows))


def years_of_sputnik(edition: Edition) -> Found:
    """Years since the start of the Serbian service of Sputnik."""
    rows = edition.table("claim_documents")
    rows = rows[rows["id"] == "S1-RUS-08-1"]
    if rows.empty:
        return nothing("no media on record")
    years = edition.day.year - rows["date"].iloc[0].year
    text = f"{words.count(years)} years since {rows['date'].iloc[0].year}"
    return found(years, text, ("claim_documents", rows))


def founded(edition: Edition) -> Found:
    """Events on record of a Russian centre in Serbia from 2010 on."""
    rows = lookups.rows(edition, PRESENCE, {"iso3": "SRB", "type": "humanitarian_centre"})
    rows = rows[rows["fact"].str.contains("founded")]
    if rows.empty:
        return nothing()
    row = rows.iloc[0]
    return found(int(row["day"].year), f"{row['fact']} ({row['day'].year})", (PRESENCE, rows))


TESTS = (
    claim(
        "S1-REG-03",
        Point(
            "Incidents of unrest among the six, beside the years before",
            (INCIDENTS,),
            unrest_risen,
            Beyond(low=0),
            "stability that comes apart shows in more unrest",
            choices={"years": (5, 3)},
        ),
        documents.quoted(
            "S1-REG-03",
            1,
            "Fear of another armed conflict",
            "many fear it: a large part does not rule it out",
        ),
        untested="Whether many feared it in 2018; the survey on file is of 2010, and none asks for Russia's part.",
    ),
    claim(
        "S1-RUS-08",
        Point(
            "Agreements of Russia with one of the six",
            ("agreements",),
            lambda edition, turn: energy.agreements_with_russia(edition, turn, 2017),
            at_least(0),
            "stepped up: at least as many in the years after the turn as in all before",
            choices={"turn": (2010, 2008, 2012)},
        ),
        Point(
            "Start of the Russian centre in Niš",
            (PRESENCE,),
            founded,
            Between(low=2008, high=2017),
            "stepped up: within ten years of the text",
        ),
        documents.quoted("S1-RUS-08", 1, "Russian media in Serbian", "stepped up: a service that starts"),
        untested="Intelligence work, energy offers as an effort, and the aim.",
    ),
    claim(
        "S2-SRB-03",
        opinion.AGAINST_IN_SERBIA,
        documents.quoted("S2-SRB-03", 1, "Serbian media in 2019", "discredit: a negative tone on NATO"),
        documents.quoted("S2-SRB-03", 2, "Serbian media in 2024", "discredit: a negative tone on NATO"),
        untested="Who makes use of the feeling, and whether tone follows opinion or shapes it.",
    ),
    claim(
        "S3-REG-01",
        Point(
            "Countries of the six below the mean of the world in the quality of government",
            ("indicators",),
            lambda edition, indicator: scores.meeting(edition, ("indicators", indicator), Beyond(high=0)),
            at_least(200 / 3, "percent", partly=50),
            "weaknesses: most lie below the mean",
            choices={"indicator": ("RL.EST", "GE.EST", "CC.EST")},
        ),
        Point(
            "Cyberattacks on states of the six",
            (INCIDENTS,),
            lambda edition, years: on_record(edition, ["cyberattack"], years),
            at_least(2),
            "used by adversaries: more than one attack",
            choices={"years": (3, 5)},
        ),
        untested="That rivalry of great powers is what exposes them, and who gains by it.",
    ),
    claim(
        "S3-REG-04",
        documents.quoted("S3-REG-04", 1, "Influence operations", "a threat that allies name"),
        documents.quoted("S3-REG-04", 2, "Organised crime", "a threat: high ranks in Europe"),
        documents.quoted(
            "S3-REG-04", 3, "Jihadist radicalisation", "a threat that goes on: departures go on"
        ),
        Point(
            "Attacks and clashes with armed groups among the six",
            (INCIDENTS,),
            lambda edition, years: on_record(edition, ["attack", "clash"], years, "armed .*group"),
            at_least(1),
            "a threat: at least one case",
            choices={"years": (10, 5)},
        ),
        untested="Whether the Strategic Concept lists these threats, as the text says.",
    ),
    claim(
        "S3-SRB-04",
        Point(
            "Russian media that started in Serbia from June 2022 to December 2023",
            (PRESENCE,),
            media_started,
            at_least(1),
            "intensified: a new outlet",
        ),
        documents.quoted(
            "S3-SRB-04", 1, "Tone of Serbian media", "intensified: more that is positive on Russia"
        ),
        Point(
            "Good opinion of the president of Russia in Serbia, before and after June 2022",
            (polls.TABLE,),
            view_of_russia,
            Beyond(low=0),
            "goodwill that is built rises",
        ),
        Point(
            "Share against NATO in Serbia, before and after June 2022",
            (polls.TABLE,),
            against_nato,
            Beyond(low=0),
            "aversion that is built rises",
        ),
        untested="The aim.",
        limits="Polls before and after are by different pollsters, and the invasion of 2022 lies between them.",
    ),
    claim(
        "S4-BIH-10",
        documents.quoted("S4-BIH-10", 1, "Money from abroad", "foreign-financed: money on record"),
        documents.quoted("S4-BIH-10", 2, "Departures for Syria and Iraq", "a danger: departures rise"),
        Point(
            "Attacks in Bosnia and Herzegovina",
            (INCIDENTS,),
            lambda edition, years: on_record(edition, ["attack", "bombing"], years, iso3="BIH"),
            at_least(1),
            "a danger: at least one attack",
            choices={"years": (5, 3)},
        ),
        untested="What may yet come, and whether money from abroad has to do with it.",
        limits="Investment is counted, not gifts; who stood behind an attack is not on record.",
    ),
    claim(
        "S4-RUS-05",
        Point(
            "Years since the start of Sputnik in Serbian",
            ("claim_documents",),
            years_of_sputnik,
            at_least(5, "years", partly=3),
            "years: five; in part: three",
        ),
        documents.quoted("S4-RUS-05", 1, "Serbian media in 2019", "unanswered: a positive tone on Russia"),
        Point(
            "Share in Serbia that holds the West mainly responsible for the war in Ukraine",
            (polls.TABLE,),
            blames_the_west,
            Beyond(low=50, unit="percent"),
            "unanswered: most share the view of Moscow",
        ),
        untested="That it endangers peace, and that a reply is due; shares of audience are not on file.",
    ),
    claim(
        "S4-SRB-01",
        *strategy.ranks("the bridgehead: first place"),
        strategy.first_place(
            "good opinion of the president of Russia in one survey",
            polls.TABLE,
            strategy.place_by_opinion,
            "the bridgehead: first place",
            pollster=("Ceper", "Nézőpont"),
        ),
        untested="Interference as such, and Republika Srpska, for which these series are not kept.",
    ),
)
