"""The road to NATO and the EU: steps taken, the stage reached, the time in between."""

import pandas as pd


def first_steps(milestones: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The first date of each step of each country.

    `milestones` holds iso3, code, milestone, date, date_precision, source; `codes` holds
    code, track, sequence, name. Returns iso3, code, step, sequence, track, date, date_precision,
    source, sorted by country and date.
    """
    steps = milestones.sort_values("date", kind="stable").groupby(["iso3", "code"], as_index=False).head(1)
    steps = steps.merge(codes.rename(columns={"name": "step"}), on="code", validate="many_to_one")
    columns = ["iso3", "code", "step", "sequence", "track", "date", "date_precision", "source"]
    return steps[columns].sort_values(["iso3", "date", "sequence"], ignore_index=True)


def stage(steps: pd.DataFrame, ladder: list[str]) -> pd.DataFrame:
    """The highest rung of `ladder` that each country has reached.

    Returns iso3, code, step, rung (1 for the first), date, date_precision, source.
    """
    rungs = {code: rung for rung, code in enumerate(ladder, start=1)}
    reached = steps[steps["code"].isin(rungs)].assign(rung=lambda frame: frame["code"].map(rungs))
    highest = reached.sort_values("rung").groupby("iso3", as_index=False).tail(1)
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
