"""The ledger of claims: which claims speak of a country, and who makes them."""

import pandas as pd


def about(claims: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Claims that name a country among those they speak of, by source text and number.

    `claims` holds claim_id, seed, seed_source, statement, kind, countries, checkable, ...;
    the columns are returned unchanged.
    """
    named = claims["countries"].fillna("").str.split(";").map(lambda codes: iso3 in codes).astype(bool)
    return claims[named].sort_values(["seed", "claim_id"], ignore_index=True)


def by_source_and_kind(claims: pd.DataFrame) -> pd.DataFrame:
    """Number of claims by source text and by how they can be checked.

    Returns seed_source, checkable, claims.
    """
    return (
        claims.groupby(["seed_source", "checkable"], as_index=False)
        .agg(claims=("claim_id", "count"))
        .sort_values(["seed_source", "checkable"], ignore_index=True)
    )
