"""Claims on referendums: the vote of 2018 in North Macedonia."""

import pandas as pd

from wb6.claims.evidence import Result, result
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import referendum

TABLE = "referendums"
COUNTRY, SUBJECT = "MKD", "eu_nato_with_prespa"


def _rows(edition: Edition) -> pd.DataFrame:
    rows = edition.table(TABLE)
    return rows[(rows["iso3"] == COUNTRY) & (rows["subject"] == SUBJECT)]


@measure
def votes(edition: Edition, response: str) -> Result:
    """The count of one answer by the source with the fullest count."""
    rows = _rows(edition)
    count = needed(_fullest(edition))
    source, value = count.iloc[0]["source"], float(count.iloc[0][response])
    own = rows[(rows["source"] == source) & (rows["response"] == response)]
    return result(value, words.number(value, 0), (TABLE, own))


@measure
def share(edition: Edition, response: str, base: str) -> Result:
    """The share of one answer on a base, computed from the fullest count."""
    rows = _rows(edition)
    count = needed(_fullest(edition))
    shares = referendum.shares(count)
    chosen = shares[(shares["base"] == base) & (shares["response"] == response)]
    value = float(chosen["value"].iloc[0])
    own = rows[(rows["source"] == count.iloc[0]["source"]) & rows["votes"].notna()]
    return result(value, f"{words.percent(value, 2)} of {_base(base)}", (TABLE, own))


@measure
def turnout(edition: Edition) -> Result:
    """Votes cast as a share of the register, from the fullest count."""
    return _rest(share(edition, "did not vote", "register"))


@measure
def opposed_exceed_absent(edition: Edition) -> Result:
    """Whether more of the register voted no than stayed away."""
    no, absent = (share(edition, answer, "register") for answer in ("no", "did not vote"))
    if no.value is None or absent.value is None:
        return no if no.value is None else absent
    text = f"{words.percent(no.value, 2)} voted no, {words.percent(absent.value, 2)} stayed away"
    return Result(no.value > absent.value, text, no.rows, no.sources)


@measure
def without_support(edition: Edition) -> Result:
    """The share of the register that did not vote yes."""
    return _rest(share(edition, "yes", "register"))


def _rest(part: Result) -> Result:
    """What is left of the register beside a share of it."""
    if part.value is None:
        return part
    value = round(100 - part.value, 2)
    return Result(value, f"{words.percent(value, 2)} of the register", part.rows, part.sources)


@once
def _fullest(edition: Edition) -> pd.DataFrame:
    return referendum.fullest(referendum.counts(_rows(edition), COUNTRY, SUBJECT))


def _base(base: str) -> str:
    return base if base != "register" else "the register"
