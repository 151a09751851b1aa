"""The ledger of claims: which claims speak of a country, who makes them, and what they print."""

import re

import pandas as pd

from wb6.data import words

# The place of a cell in a text, as `place` of a claim names it.
CELL = re.compile(r", table (?P<table>\d+), row .+, column (?P<column>.+)$")


def about(claims: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Claims that name a country among those they speak of, by source text and number.

    `claims` holds claim_id, seed, seed_source, statement, kind, countries, decided_by, ...;
    the columns are returned unchanged.
    """
    named = claims["countries"].fillna("").str.split(";").map(lambda codes: iso3 in codes).astype(bool)
    return claims[named].sort_values(["seed", "claim_id"], ignore_index=True)


def of_actor(claims: pd.DataFrame, actor: str, topic: str) -> pd.DataFrame:
    """Claims that name an actor or are filed under a topic, by source text and number."""
    named = claims["actors"].fillna("").str.split(";").map(lambda codes: actor in codes).astype(bool)
    return claims[named | (claims["topic"] == topic)].sort_values(["seed", "claim_id"], ignore_index=True)


def by_source_and_kind(claims: pd.DataFrame) -> pd.DataFrame:
    """Number of claims by source text and by what decides them.

    Returns seed_source, decided_by, claims.
    """
    return (
        claims.groupby(["seed_source", "decided_by"], as_index=False)
        .agg(claims=("claim_id", "count"))
        .sort_values(["seed_source", "decided_by"], ignore_index=True)
    )


def of_table(claims: pd.DataFrame, number: int) -> pd.DataFrame:
    """Claims that a source text prints in one of its numbered tables, by country and column.

    Returns country (code), column (its heading), claim_id, statement, value, seed_source.
    """
    place = claims["locator"].str.extract(CELL)
    rows = claims.assign(country=claims["countries"], column=place["column"])
    rows = rows[place["table"] == str(number)]
    columns = ["country", "column", "claim_id", "statement", "value", "seed_source"]
    return rows[columns].sort_values(["country", "column"], ignore_index=True)


def in_tables(claims: pd.DataFrame) -> pd.Series:
    """Whether each claim is a cell of a table of its text."""
    return claims["locator"].str.extract(CELL)["table"].notna()


SPELT = {
    "kfor": "KFOR",
    "eufor": "EUFOR",
    "enlargement_eu": "EU enlargement",
    "religion_identity": "Religion and identity",
}


def spelt(code: str) -> str:
    """A code of the ledger, such as a topic, as people write it.

    >>> spelt("public_opinion"), spelt("kfor"), spelt("does not hold")
    ('Public opinion', 'KFOR', 'Does not hold')
    """
    text = code.replace("_", " ")
    return SPELT.get(code, words.begin(text))
