"""Claims on referendums: the vote of 2018 in North Macedonia."""

import pandas as pd

from wb6.claims.declaration import Point, Tested, claim
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.ledger import claimed
from wb6.claims.rules import Is, at_least, equal
from wb6.data import words
from wb6.data.edition import Edition
from wb6.measures import referendum

TABLE = "referendums"
COUNTRY, SUBJECT = "MKD", "eu_nato_with_prespa"


def _rows(edition: Edition) -> pd.DataFrame:
    rows = edition.table(TABLE)
    return rows[(rows["iso3"] == COUNTRY) & (rows["subject"] == SUBJECT)]


def votes(edition: Edition, response: str) -> Found:
    """The count of one answer by the source with the fullest count."""
    rows = _rows(edition)
    count = referendum.fullest(referendum.counts(rows, COUNTRY, SUBJECT))
    if count.empty:
        return nothing()
    source, value = count.iloc[0]["source"], float(count.iloc[0][response])
    own = rows[(rows["source"] == source) & (rows["response"] == response)]
    return found(value, words.number(value, 0), (TABLE, own))


def share(edition: Edition, response: str, base: str) -> Found:
    """The share of one answer on a base, computed from the fullest count."""
    rows = _rows(edition)
    count = referendum.fullest(referendum.counts(rows, COUNTRY, SUBJECT))
    if count.empty:
        return nothing()
    shares = referendum.shares(count)
    chosen = shares[(shares["base"] == base) & (shares["response"] == response)]
    value = float(chosen["value"].iloc[0])
    own = rows[(rows["source"] == count.iloc[0]["source"]) & rows["votes"].notna()]
    return found(value, f"{words.percent(value, 2)} of {_base(base)}", (TABLE, own))


def turnout(edition: Edition) -> Found:
    """Votes cast as a share of the register, from the fullest count."""
    absent = share(edition, "did not vote", "register")
    if absent.value is None:
        return absent
    value = round(100 - absent.value, 2)
    return Found(value, f"{words.percent(value, 2)} of the register", absent.rows, absent.sources)


def opposed_exceed_absent(edition: Edition) -> Found:
    """Whether more of the register voted no than stayed away."""
    no, absent = (share(edition, answer, "register") for answer in ("no", "did not vote"))
    if no.value is None:
        return no
    text = f"{words.percent(no.value, 2)} voted no, {words.percent(absent.value, 2)} stayed away"
    return Found(no.value > absent.value, text, no.rows, no.sources)


def without_support(edition: Edition) -> Found:
    """The share of the register that did not vote yes."""
    yes = share(edition, "yes", "register")
    if yes.value is None:
        return yes
    value = round(100 - yes.value, 2)
    return Found(value, f"{words.percent(value, 2)} of the register", yes.rows, yes.sources)


def _base(base: str) -> str:
    return base if base != "register" else "the register"


def _count(claim_id: str, response: str, measured: str) -> Tested:
    printed = claimed(claim_id)
    return claim(
        claim_id,
        Point(
            f"{measured}, by the fullest count",
            (TABLE,),
            lambda edition: votes(edition, response),
            equal(printed, tolerance=printed / 1000),
            "a difference below one in a thousand is a later correction of the count",
        ),
    )


def _share(claim_id: str, response: str, measured: str) -> Tested:
    return claim(
        claim_id,
        Point(
            f"{measured} as a share of all votes cast, by the fullest count",
            (TABLE,),
            lambda edition: share(edition, response, "votes cast"),
            equal(claimed(claim_id), "percent", tolerance=0.02),
            "printed with two decimals, so that two hundredths of a point are rounding",
        ),
    )


TESTS = (
    _count("S0-MKD-09", "yes", "Votes in favour"),
    _share("S0-MKD-10", "yes", "Votes in favour"),
    _count("S0-MKD-11", "no", "Votes against"),
    _share("S0-MKD-12", "no", "Votes against"),
    _count("S0-MKD-13", "invalid", "Invalid votes"),
    _share("S0-MKD-14", "invalid", "Invalid votes"),
    _count("S0-MKD-15", "total_votes", "Votes cast"),
    _count("S0-MKD-16", "registered_voters", "Voters on the register"),
    claim(
        "S0-MKD-17",
        Point(
            "Votes cast as a share of the register, by the fullest count",
            (TABLE,),
            turnout,
            equal(claimed("S0-MKD-17"), "percent", tolerance=0.02),
            "the figure stands beside the register, so turnout is the only share that it can be",
        ),
        limits="The column is headed as if all its shares had one base; this one has another than those above it.",
    ),
    claim(
        "S0-MKD-18",
        Point(
            "Voters on the register who did not vote yes",
            (TABLE,),
            without_support,
            at_least(100 * 2 / 3 - 1, "percent"),
            "almost two thirds: within one point of it, or more",
        ),
        Point(
            "Votes against, beside voters who stayed away",
            (TABLE,),
            opposed_exceed_absent,
            Is("more voters say no than stay away"),
            "support is withheld by a vote against; why voters stay away is not recorded",
        ),
        limits="Whether officials ignored the outcome is not measured; the register holds citizens who live abroad.",
    ),
)
