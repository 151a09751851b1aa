"""Claims on sanctions against Russia and votes on Ukraine."""

from wb6.claims import documents, lookups, sanctions
from wb6.claims.declaration import Point, claim
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.rules import at_least, at_most
from wb6.data import countries, words
from wb6.data.edition import Edition

# Members of NATO among the six, and the one with a Membership Action Plan.
COURSE = ("ALB", "MNE", "MKD", "BIH")
NEIGHBOURS = ("BGR", "GRC", "HRV", "HUN", "ROU", "SVN")
TURN, LAST = "2014-01-01", "2022-12-31"
# Texts of 2022 and 2023 on the borders of Ukraine: the invasion, the annexations, a lasting peace.
TERRITORIAL = ("A/RES/ES-11/1", "A/RES/ES-11/4", "A/RES/ES-11/6")
EMERGENCY_SESSION = tuple(f"A/RES/ES-11/{number}" for number in range(1, 7))
MOST = "a line that is followed: nine votes in ten; in part: half"


def countries_that_joined(edition: Edition, since: str, until: str) -> Found:
    """How many of the six joined a measure against Russia in a period, at least in part."""
    rows = edition.table(sanctions.MEASURES)
    rows = rows[rows["iso3"].isin(countries.WB6) & rows["date"].between(since, until)]
    own = rows[rows["joined"] != "no"].sort_values(["iso3", "date"])
    if rows.empty:
        return nothing("no measure on record")
    return _named(own, sanctions.MEASURES)


def countries_that_expelled(edition: Edition, since: str, until: str) -> Found:
    """How many of the six expelled Russian diplomats in a period."""
    rows = lookups.rows(edition, "russia_presence", {"type": "expulsion"})
    return _named(rows[rows["date"].between(since, until)], "russia_presence")


def _named(rows, table: str) -> Found:
    names = sorted({countries.name(iso3) for iso3 in rows["iso3"]})
    text = words.count(len(names)) + (f" ({words.listing(names)})" if names else "")
    return found(len(names), text, (table, rows))


def more_of(edition: Edition, measure, then: tuple[str, str], later: tuple[str, str]) -> Found:
    """How many more countries a measure counts in a later period than in one before."""
    before, after = measure(edition, *then), measure(edition, *later)
    if before.value is None or after.value is None:
        return nothing("no measure on record for one of the two periods")
    text = f"{after.text} in {_span(later)}, {before.text} in {_span(then)}"
    rows = tuple(sorted({*before.rows, *after.rows}))
    return Found(after.value - before.value, text, rows, tuple(sorted({*before.sources, *after.sources})))


def _span(period: tuple[str, str]) -> str:
    return words.years(*(int(day[:4]) for day in period))


def votes(iso3: str) -> Point:
    """A point that holds when a country voted for nine in ten texts on Ukraine from the turn to the last year."""
    return Point(
        f"Votes for texts on Ukraine, {countries.name(iso3)}",
        (sanctions.VOTES,),
        lambda edition: sanctions.voted_for(edition, [iso3], TURN, LAST),
        at_least(90, "percent", partly=50),
        MOST,
    )


def measures_joined(iso3: str) -> Point:
    """A point that holds when a country joined nine in ten measures against Russia in that time."""
    return Point(
        f"Measures against Russia joined, {countries.name(iso3)}",
        (sanctions.MEASURES,),
        lambda edition: sanctions.joined_share(edition, iso3, LAST),
        at_least(90, "percent", partly=50),
        "a line that is followed: nine measures in ten; in part: half",
    )


TESTS = (
    claim(
        "S0-REG-02",
        *(votes(iso3) for iso3 in COURSE),
        *(measures_joined(iso3) for iso3 in COURSE),
        Point(
            "Votes for these texts of the six neighbours that are members",
            (sanctions.VOTES,),
            lambda edition: sanctions.voted_for(edition, NEIGHBOURS, TURN, LAST),
            at_least(90, "percent", partly=50),
            MOST,
        ),
        untested="That Washington demanded it.",
        limits="Measures on record are a selection of years. A vote for a text on Ukraine is read as the line that "
        "the text calls anti-Russian.",
    ),
    claim(
        "S0-RUS-17",
        Point(
            "Countries among the six that joined measures against Russia",
            (sanctions.MEASURES,),
            lambda edition: countries_that_joined(edition, TURN, LAST),
            at_least(3),
            "a campaign that several countries take part in: half of the six",
        ),
        Point(
            "Countries among the six that expelled Russian diplomats",
            ("russia_presence",),
            lambda edition: countries_that_expelled(edition, TURN, LAST),
            at_least(2),
            "expulsions in the plural: two countries",
        ),
        Point(
            "Countries that expelled diplomats, later beside earlier years",
            ("russia_presence",),
            lambda edition: more_of(
                edition, countries_that_expelled, (TURN, "2017-12-31"), ("2018-01-01", LAST)
            ),
            at_least(1),
            "it grew harsher: more countries in the later half of the time",
        ),
        untested="The notion of malign influence, and that all of it is one campaign.",
        limits="No expulsion from before 2018 is on record, which may be a gap of the record.",
    ),
    claim(
        "S4-SRB-07",
        Point(
            "Measures against Russia that Serbia joined",
            (sanctions.MEASURES,),
            lambda edition: sanctions.joined(edition, "SRB"),
            at_most(0),
            "not joining: none",
        ),
        Point(
            "Documents on the promise of support and on the charge",
            ("claim_documents",),
            lambda edition: documents.supporting(edition, "S4-SRB-07"),
            at_least(100, "percent", partly=50),
            "each half of the claim needs a document that bears it out",
        ),
        untested="That the isolation of Moscow is why support was promised.",
        limits="The charge on file speaks of anti-Russian hysteria and was made by a minister; "
        "the president gave other reasons.",
    ),
    claim(
        "S4-SRB-12",
        Point(
            "Serbia's votes for texts on the territory of Ukraine of 2022 and 2023",
            (sanctions.VOTES,),
            lambda edition, texts: sanctions.voted_for(edition, ["SRB"], "2022-01-01", "2023-12-31", texts),
            at_least(75, "percent", partly=50),
            "backed: three votes in four; in part: half",
            choices={"texts": (TERRITORIAL, EMERGENCY_SESSION, ())},
        ),
        Point(
            "Measures against Russia that Serbia joined",
            (sanctions.MEASURES,),
            lambda edition: sanctions.joined(edition, "SRB", "2023-12-31"),
            at_most(0),
            "no sanctions: none joined",
        ),
    ),
)
