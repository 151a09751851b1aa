"""The road to NATO and the EU: steps taken, the stage reached, the time in between."""

from collections.abc import Iterable
from typing import Literal

import pandas as pd

BOTH = "NATO and EU"


def first_steps(milestones: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The first date of each step of each country.

    `milestones` holds iso3, code, milestone, date, date_precision, source; `codes` holds
    code, track, sequence, name. Returns iso3, code, step, sequence, track, date, date_precision,
    source, sorted by country and date.
    """
    return _dated(milestones, codes, "first")


def last_steps(milestones: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The last date of each step, which can be taken again and again; tables as those of `first_steps`."""
    return _dated(milestones, codes, "last")


def _dated(milestones: pd.DataFrame, codes: pd.DataFrame, keep: Literal["first", "last"]) -> pd.DataFrame:
    steps = milestones.sort_values("date", kind="stable").drop_duplicates(["iso3", "code"], keep=keep)
    steps = steps.merge(codes.rename(columns={"name": "step"}), on="code", validate="many_to_one")
    columns = ["iso3", "code", "step", "sequence", "track", "date", "date_precision", "source"]
    return steps[columns].sort_values(["iso3", "date", "sequence"], ignore_index=True)


def stage(steps: pd.DataFrame, ladder: list[str]) -> pd.DataFrame:
    """The highest rung of `ladder` that each country has reached.

    Returns iso3, code, step, rung (1 for the first), date, date_precision, source.
    """
    rungs = {code: rung for rung, code in enumerate(ladder, start=1)}
    reached = steps[steps["code"].isin(rungs)].assign(rung=lambda frame: frame["code"].map(rungs))
    highest = reached.sort_values("rung").drop_duplicates("iso3", keep="last")
    columns = ["iso3", "code", "step", "rung", "date", "date_precision", "source"]
    return highest[columns].sort_values("iso3", ignore_index=True)


def years_since(steps: pd.DataFrame, start: str, ladder: list[str]) -> pd.DataFrame:
    """Years from the step `start` to each later rung, by country.

    Returns iso3, code, step, sequence, started, date, years, source. Countries that never took
    `start` are left out.
    """
    begun = steps.loc[steps["code"] == start, ["iso3", "date"]].rename(columns={"date": "started"})
    later = steps[steps["code"].isin(ladder)].merge(begun, on="iso3")
    later = later.assign(years=((later["date"] - later["started"]).dt.days / 365.25).round(1))
    return later.loc[
        later["years"] >= 0, ["iso3", "code", "step", "sequence", "started", "date", "years", "source"]
    ].reset_index(drop=True)


def chapters_by_day(milestones: pd.DataFrame, countries: Iterable[str]) -> pd.DataFrame:
    """Chapters of the EU talks opened and provisionally closed, wherever a source counts them.

    `milestones` holds iso3, code, date, value, source. Returns iso3, kind (Opened, Closed), date,
    value, source.
    """
    kinds = {"chapters_opened": "Opened", "chapters_closed": "Closed"}
    rows = milestones[milestones["code"].isin(kinds) & milestones["iso3"].isin(list(countries))]
    rows = rows.assign(kind=rows["code"].map(kinds))
    return rows[["iso3", "kind", "date", "value", "source"]].sort_values(
        ["iso3", "kind", "date", "value"], ignore_index=True
    )


def recognition(stances: pd.DataFrame) -> pd.DataFrame:
    """Members of NATO or the EU by the month in which they recognised a state, or not at all.

    `stances` holds iso3, date, recognises_kosovo, preferred, nato_member, eu_member, source, where a
    membership may be unknown. Returns iso3, date, recognises, membership, source, by date.
    """
    rows = stances[stances["preferred"].fillna(False).astype(bool)]
    nato, eu = (rows[column].astype("boolean") for column in ("nato_member", "eu_member"))
    known = nato.notna() & eu.notna()
    nato, eu = (member.fillna(False).astype(bool) for member in (nato, eu))
    membership = pd.Series("neither", index=rows.index)
    membership = membership.mask(nato & eu, BOTH).mask(nato & ~eu, "NATO").mask(~nato & eu, "EU")
    rows = rows.assign(
        recognises=rows["recognises_kosovo"].astype(bool),
        membership=membership.mask(~known, "not known on this day"),
    )
    rows = rows[rows["membership"] != "neither"]
    columns = ["iso3", "date", "recognises", "membership", "source"]
    return rows[columns].sort_values(["date", "iso3"], ignore_index=True)


def recognition_counts(members: pd.DataFrame, union: str) -> tuple[int, int]:
    """How many members of a union (`NATO` or `EU`) recognise, and how many members there are."""
    own = members[members["membership"].isin([union, BOTH])]
    return int(own["recognises"].sum()), len(own)
