"""Claims on referendums: the vote of 2018 in North Macedonia."""

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import referendum

TABLE = "referendums"
COUNTRY, SUBJECT = "MKD", "eu_nato_with_prespa"
# Which figure answers.
COMPUTED, PRINTED = "computed", "printed"


def _rows(edition: Edition) -> pd.DataFrame:
    rows = edition.table(TABLE)
    return rows[(rows["iso3"] == COUNTRY) & (rows["subject"] == SUBJECT)]


@measure
def votes(edition: Edition, response: str) -> Result:
    """The count of one answer by the source with the fullest count."""
    value = float(needed(_fullest(edition)).iloc[0][response])
    counted = _counted_alike(edition)
    return result(value, words.number(value, 0), (TABLE, counted[counted["response"] == response]))


@measure
def share(edition: Edition, response: str, base: str, figure: str = COMPUTED) -> Result:
    """The share of one answer on a base, computed from the fullest count, or as a publisher prints it (`figure`)."""
    if figure == PRINTED:
        return _printed(_rows(edition), response)
    count = needed(_fullest(edition))
    shares = referendum.shares(count)
    chosen = shares[(shares["base"] == base) & (shares["response"] == response)]
    value = float(chosen["value"].iloc[0])
    return result(value, f"{words.percent(value, 2)} of {_base(base)}", (TABLE, _counted_alike(edition)))


def _printed(rows: pd.DataFrame, response: str) -> Result:
    """The share that publishers print for an answer; the middle one where they differ."""
    own = rows[(rows["response"] == response) & rows["percent"].notna()]
    if own.empty:
        return nothing("no printed share on file")
    value = float(own["percent"].median())
    return result(value, f"{words.percent(value, 2)}, as printed", (TABLE, own))


@measure
def turnout(edition: Edition, figure: str = COMPUTED) -> Result:
    """Votes cast as a share of the register, computed from the fullest count, or as a publisher prints it (`figure`)."""
    if figure == PRINTED:
        return _printed(_rows(edition), "turnout")
    return _rest(share(edition, "did not vote", "register"))


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


def _counted_alike(edition: Edition) -> pd.DataFrame:
    """The rows of all sources that give the same votes as the fullest count."""
    rows, counts = _rows(edition), _fullest(edition).iloc[0][list(referendum.COUNTS)].dropna().to_dict()
    return rows[rows["votes"].astype(float) == rows["response"].map(counts).astype(float)]


@once
def _fullest(edition: Edition) -> pd.DataFrame:
    return referendum.fullest(referendum.counts(_rows(edition), COUNTRY, SUBJECT))


def _base(base: str) -> str:
    return base if base != "register" else "the register"
