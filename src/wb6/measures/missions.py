"""Soldiers and police abroad: UN peacekeeping, other deployments, the size of forces."""

from collections.abc import Iterable

import pandas as pd

NOT_COUNTED = ("planned", "approved", "pledged", "ceiling", "decided", "cumulative", "authorised")


def un_total(peacekeeping: pd.DataFrame, iso3: str | None = None) -> pd.DataFrame:
    """Uniformed personnel in all UN missions by country and reporting date.

    `peacekeeping` holds iso3, date, basis, mission, type, personnel, source. Only month-end
    reports count, since annual means are of another kind. Returns iso3, date, personnel, source.
    """
    totals = peacekeeping[
        (peacekeeping["mission"] == "ALL")
        & (peacekeeping["type"] == "total")
        & (peacekeeping["basis"] == "month_end")
    ]
    if iso3 is not None:
        totals = totals[totals["iso3"] == iso3]
    return totals[["iso3", "date", "personnel", "source"]].sort_values(["iso3", "date"], ignore_index=True)


def un_by_mission(peacekeeping: pd.DataFrame, iso3: str, largest: int = 5) -> pd.DataFrame:
    """Personnel of a country by UN mission at the end of each year that has a report by mission.

    Missions beyond the `largest` (by person-years) are added up as "Other missions". Returns
    year, mission, personnel, source.
    """
    rows = peacekeeping[
        (peacekeeping["iso3"] == iso3)
        & (peacekeeping["mission"] != "ALL")
        & (peacekeeping["basis"] == "month_end")
        & (peacekeeping["date"].dt.month == 12)
    ]
    rows = rows.assign(year=rows["date"].dt.year)
    order = rows.groupby("mission")["personnel"].sum().sort_values(ascending=False)
    named = set(order.index[:largest])
    rows = rows.assign(mission=rows["mission"].where(rows["mission"].isin(named), "Other missions"))
    by_mission = rows.groupby(["year", "mission"], as_index=False).agg(
        personnel=("personnel", "sum"), source=("source", "first")
    )
    return by_mission[by_mission["personnel"] > 0].reset_index(drop=True)


def newest_deployments(deployments: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """The newest figure of each mission of a country, plans and ceilings left out, latest first."""
    counted = deployments[
        (deployments["iso3"] == iso3)
        & ~deployments["basis"].isin(NOT_COUNTED)
        & deployments["personnel"].notna()
    ]
    newest = counted.sort_values("date").drop_duplicates("mission", keep="last")
    return newest.sort_values(["date", "mission"], ascending=[False, True], ignore_index=True)


def kfor_contribution(contributions: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Soldiers of a country in KFOR by date, intentions left out. Same columns as `contributions`."""
    counted = contributions[
        (contributions["contributor_iso3"] == iso3) & ~contributions["basis"].isin(["planned", "decided"])
    ]
    return counted.sort_values("date", ignore_index=True)


def hosted(strength: pd.DataFrame, missions: Iterable[str]) -> pd.DataFrame:
    """Published sizes of missions, plans and ceilings left out, by mission and date.

    `strength` holds mission, measure, date, date_precision, personnel, basis, source. Returns
    mission, date, date_precision, basis, value, source.
    """
    rows = strength[
        strength["mission"].isin(list(missions))
        & strength["measure"].eq("total")
        & ~strength["basis"].isin(NOT_COUNTED)
        & strength["personnel"].notna()
    ]
    rows = rows.assign(value=rows["personnel"].astype(int))
    columns = ["mission", "date", "date_precision", "basis", "value", "source"]
    return rows[columns].sort_values(["mission", "date", "value"], ignore_index=True)


def sizes(forces: pd.DataFrame) -> pd.DataFrame:
    """Published sizes of the forces of a country by date, with what each of them counts.

    `forces` holds date, measure, basis, personnel, expected, source. Adds `kind` (active; total, or
    with reserve; authorised; planned) and `value`; other measures, such as posts, are left out.
    """
    kinds = {
        "active": "active",
        "total": "total, or with reserve",
        "total_with_reserve": "total, or with reserve",
    }
    rows = forces[forces["measure"].isin(kinds) & forces["personnel"].notna()]
    kind = rows["measure"].map(kinds).mask(rows["basis"].isin(["authorised", "planned"]), rows["basis"])
    rows = rows.assign(kind=kind, value=rows["personnel"].astype(int))
    return rows.sort_values(["date", "value"], ignore_index=True)
