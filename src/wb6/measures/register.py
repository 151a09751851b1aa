"""The register of incidents around KFOR: what is said of each, from the lowest statement to the highest."""

import pandas as pd

COUNTED = ("killed", "hurt")


def counts(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements with a number on all that one incident, which was no accident, killed or hurt of one group.

    `statements` holds incident, accident, several, partial, measure, value.
    """
    left_out = statements[["accident", "several", "partial"]].any(axis=1)
    return statements[~left_out & statements["measure"].isin(COUNTED) & statements["value"].notna()]


def ranges(statements: pd.DataFrame) -> pd.DataFrame:
    """The lowest and the highest statement on each incident, group and measure, by date.

    `statements` are `counts`, with date, date_precision, place, what, group, value_max, said_by and source. Statements are
    never added up. Returns incident, group, measure, date, date_precision, place, what, low, high, said_low and
    said_high (who says so first), statements (how many there are), source (of the highest).
    """
    keys = ["incident", "group", "measure"]
    ends = statements.assign(high=statements["value_max"].fillna(statements["value"]))
    lowest = ends.sort_values(["value", "said_on"], kind="stable").groupby(keys).first()
    highest = (
        ends.sort_values(["high", "said_on"], ascending=[False, True], kind="stable").groupby(keys).first()
    )
    found = lowest[["date", "date_precision", "place", "what"]].assign(
        low=lowest["value"].astype(int),
        high=highest["high"].astype(int),
        said_low=lowest["said_by"],
        said_high=highest["said_by"],
        statements=ends.groupby(keys).size(),
        source=highest["source"],
    )
    return found.reset_index().sort_values(["date", *keys], ignore_index=True)


def gravest(found: pd.DataFrame, killed: int, hurt: int) -> pd.DataFrame:
    """The ranges of incidents in which, by one statement on one group, so many were `killed` or `hurt`."""
    grave = found["high"] >= found["measure"].map({"killed": killed, "hurt": hurt})
    return found[found["incident"].isin(found.loc[grave, "incident"])].reset_index(drop=True)
