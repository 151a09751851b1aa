"""KFOR in figures: strength with rival counts, lists of contributors, shares, terms of command."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

COUNTED = ("stated", "about")
INTENDED = ("planned", "decided", "ceiling")
_PRECISE = ("day", "month")


def counted(strength: pd.DataFrame) -> pd.DataFrame:
    """Figures of the size of the whole force, intentions and rows without a number left out, by date.

    `strength` holds date, date_precision, basis, scope, troops_total, source. Adds `value`. Figures that leave out
    soldiers of the force in the countries around are another count (`in_kosovo`) and none of these.
    """
    rows = strength[strength["basis"].isin(COUNTED) & strength["troops_total"].notna()]
    rows = rows[rows["scope"] != "in_kosovo"]
    return rows.assign(value=rows["troops_total"].astype(int)).sort_values(
        ["date", "value"], ignore_index=True
    )


def inside(strength: pd.DataFrame) -> pd.DataFrame:
    """Figures of the soldiers in Kosovo alone, those of the force in the countries around left out, by date. Adds `value`."""
    rows = strength[strength["scope"] == "in_kosovo"]
    return rows.assign(value=rows["troops_total"].astype(int)).sort_values("date", ignore_index=True)


def precise(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures that are dated to the day or the month."""
    return figures[figures["date_precision"].isin(_PRECISE)].reset_index(drop=True)


def rivals(figures: pd.DataFrame, cuts: Iterable[pd.Timestamp] = (), days: int = 60) -> pd.DataFrame:
    """Figures of about the same date, taken together: the lowest and the highest that was told.

    A group begins with a figure and holds all that follow within `days`, but none from a day of
    `cuts` on, on which a change in size was known to be carried out; only figures dated to the day
    or the month count. Returns start, end, low, high, figures, spread (percent of the lowest),
    source (of the highest).
    """
    columns = ["start", "end", "low", "high", "figures", "spread", "source"]
    dated = precise(figures)
    cuts = list(cuts)
    groups: list[list[int]] = []
    for position, date in enumerate(dated["date"]):
        begun = dated["date"].iloc[groups[-1][0]] if groups else None
        near = begun is not None and (date - begun).days <= days
        if near and not any(begun < cut <= date for cut in cuts):
            groups[-1].append(position)
        else:
            groups.append([position])
    rows = []
    for group in groups:
        told = dated.iloc[group]
        low, high = told["value"].min(), told["value"].max()
        rows.append(
            {
                "start": told["date"].min(),
                "end": told["date"].max(),
                "low": low,
                "high": high,
                "figures": len(told),
                "spread": (high / low - 1) * 100,
                "source": told.sort_values("value")["source"].iloc[-1],
            }
        )
    return pd.DataFrame(rows, columns=columns)


def carried_out(plans: pd.DataFrame) -> pd.DataFrame:
    """Planned cuts after which the force was within a tenth of the size planned; `plans` holds size, outcome_size."""
    return plans[(plans["outcome_size"] / plans["size"] - 1).abs() <= 0.1]


def yearly(figures: pd.DataFrame) -> pd.DataFrame:
    """Median, lowest and highest figure of each calendar year that has one.

    Returns year, value (the median), low, high, figures.
    """
    by_year = figures.groupby(figures["date"].dt.year)["value"]
    summary = pd.DataFrame(
        {
            "value": by_year.median(),
            "low": by_year.min(),
            "high": by_year.max(),
            "figures": by_year.count(),
        }
    )
    return summary.rename_axis("year").reset_index()


def nearest(figures: pd.DataFrame, day: pd.Timestamp, within: int) -> pd.Series | None:
    """The figure closest to `day`, at most `within` days away; None where there is none."""
    if figures.empty:
        return None
    distance = (figures["date"] - day).abs().dt.days
    return figures.loc[distance.idxmin()] if distance.min() <= within else None


def lists(contributions: pd.DataFrame, strength: pd.DataFrame, minimum: int = 5) -> pd.DataFrame:
    """Lists of contingents at one date, each measured by the share of the force that it names.

    A list is what one source gives for at least `minimum` nations at one date; yearly lists of the
    World Factbook take the newest edition of each year. The total is the one that the source itself
    states, else the nearest figure within half a year. A list is complete when its contingents add
    up to the total that the source states. Returns date, date_precision, source, nations (named),
    named (troops), total, share (percent), complete.
    """
    rows = contributions[~contributions["basis"].isin([*INTENDED, "proxy"])]
    rows = rows.sort_values(["date", "edition"], na_position="first")
    rows = rows.assign(year=rows["date"].dt.year)
    whole = rows[rows["edition"].isna()].groupby(["source", "date"])
    yearly_lists = (
        rows[rows["edition"].notna()]
        .drop_duplicates(["source", "year", "contributor_iso3"], keep="last")
        .groupby(["source", "year"])
    )
    figures = counted(strength)
    found = []
    for group in [*(part for _, part in whole), *(part for _, part in yearly_lists)]:
        if len(group) < minimum:
            continue
        last = group.iloc[-1]
        own = figures[(figures["source"] == last["source"]) & (figures["date"] == last["date"])]
        stated = own.iloc[0] if len(own) else None
        total = stated if stated is not None else nearest(figures, last["date"], 183)
        named = int(group["troops"].sum())
        found.append(
            {
                "date": last["date"],
                "date_precision": last["date_precision"],
                "source": last["source"],
                "nations": len(group),
                "named": named,
                "total": np.nan if total is None else int(total["value"]),
                "complete": stated is not None and int(stated["value"]) == named,
            }
        )
    columns = ["date", "date_precision", "source", "nations", "named", "total", "complete"]
    frame = pd.DataFrame(found, columns=columns).astype({"date": "datetime64[us]", "complete": bool})
    frame = frame.assign(share=frame["named"] / frame["total"].astype("float64") * 100)
    return frame.sort_values(["date", "source"], ignore_index=True)


def contingents(contributions: pd.DataFrame, complete: pd.DataFrame) -> pd.DataFrame:
    """The contingents of each complete list, largest first.

    `complete` holds date, source of the lists. Returns the rows of `contributions` with `list` (the
    year) and `share` (percent of the list).
    """
    keys = complete[["date", "source"]]
    rows = contributions.merge(keys, on=["date", "source"])
    total = rows.groupby("date")["troops"].transform("sum")
    rows = rows.assign(
        list=rows["date"].dt.year.astype(str), share=(rows["troops"] / total * 100).astype("float64")
    )
    return rows.sort_values(["date", "troops"], ascending=[True, False], ignore_index=True)


def of_nations(contributions: pd.DataFrame, nations: Iterable[str]) -> pd.DataFrame:
    """Figures of some contributors by date, intentions included. Adds `value`."""
    rows = contributions[contributions["contributor_iso3"].isin(list(nations))]
    return rows.assign(value=rows["troops"].astype(int)).sort_values(
        ["contributor_iso3", "date", "value"], ignore_index=True
    )


def share_of(
    contributions: pd.DataFrame, strength: pd.DataFrame, iso3: str, within: int = 183
) -> pd.DataFrame:
    """Share of one contributor in the force, wherever a size lies within `within` days.

    Where several sizes lie equally near, their median counts, and the lowest and the highest give the
    range. Returns date, date_precision, basis, troops, low, value, high (percent), source.
    """
    rows = contributions[(contributions["contributor_iso3"] == iso3) & ~contributions["basis"].isin(INTENDED)]
    figures = counted(strength)
    dates, sizes = figures["date"].to_numpy("datetime64[D]"), figures["value"].to_numpy(float)
    found = []
    for row in rows.sort_values("date").itertuples():
        distance = np.abs((dates - np.datetime64(row.date, "D")).astype(int))
        near = (distance <= within) & (distance <= distance.min(initial=within) + 31)
        if not near.any():
            continue
        shares = row.troops / sizes[near] * 100
        found.append(
            {
                "date": row.date,
                "date_precision": row.date_precision,
                "basis": row.basis,
                "troops": int(row.troops),
                "low": float(shares.min()),
                "value": float(np.median(shares)),
                "high": float(shares.max()),
                "source": row.source,
            }
        )
    columns = ["date", "date_precision", "basis", "troops", "low", "value", "high", "source"]
    return pd.DataFrame(found, columns=columns).astype({"date": "datetime64[us]"})


def partner_share(strength: pd.DataFrame) -> pd.DataFrame:
    """Share of troops from outside NATO wherever a source gives both numbers.

    Returns date, date_precision, basis, troops, total, value (percent), source.
    """
    rows = strength.dropna(subset=["troops_total", "troops_from_non_nato"])
    rows = rows.assign(
        troops=rows["troops_from_non_nato"].astype(int),
        total=rows["troops_total"].astype(int),
        value=(rows["troops_from_non_nato"] / rows["troops_total"] * 100).astype("float64"),
    )
    columns = ["date", "date_precision", "basis", "troops", "total", "value", "source"]
    return rows[columns].sort_values("date", ignore_index=True)


def nations(strength: pd.DataFrame) -> pd.DataFrame:
    """Number of contributing nations by date. Returns date, date_precision, value, nato, partners, source."""
    rows = strength.dropna(subset=["contributing_nations"]).assign(
        value=lambda frame: frame["contributing_nations"].astype(int),
        nato=lambda frame: frame["nato_nations"].astype("float64"),
        partners=lambda frame: frame["non_nato_nations"].astype("float64"),
    )
    columns = ["date", "date_precision", "value", "nato", "partners", "source"]
    return rows[columns].sort_values(["date", "value"], ignore_index=True)


def terms(commanders: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Terms of command with a first and a last day, open ones cut at `day`.

    A term ends where its own row says so, else where the next begins. Where no source gives a start,
    `start` is that of the range and `sure` is false; the predecessor, whose end is unknown too, is
    not sure either. Returns number, commander, iso3, start, end, sure, ongoing, source.
    """
    rows = commanders.sort_values("number", ignore_index=True)
    loose = rows["date_precision"] == "range"
    start = rows["date_from"].where(loose, rows["date"])
    following = rows["date"].shift(-1)
    end = rows["to"].fillna(following)
    ongoing = end.isna()
    sure = ~loose & ~(loose.shift(-1, fill_value=False) & rows["to"].isna())
    return rows[["number", "commander", "iso3", "source"]].assign(
        start=start, end=end.fillna(day), sure=sure, ongoing=ongoing
    )


def command_by_nation(found: pd.DataFrame) -> pd.DataFrame:
    """Number of terms and months of command by nationality, most months first.

    Terms without a sure start or end count as terms, and their months are left out. Returns iso3,
    terms, months, last (start of the newest term).
    """
    days = (found["end"] - found["start"]).dt.days.where(found["sure"])
    summed = (
        found.assign(months=days / 30.4375)
        .groupby("iso3", as_index=False)
        .agg(terms=("number", "count"), months=("months", "sum"), last=("start", "max"))
    )
    return summed.sort_values(["terms", "months"], ascending=False, ignore_index=True)


def per_member(figures: pd.DataFrame, force: pd.DataFrame, within: int = 200) -> pd.DataFrame:
    """KFOR soldiers for each member of another force, wherever a size of KFOR lies within `within` days.

    `force` holds date, personnel, source. Returns date, members, troops, value, source.
    """
    found = []
    for row in force.sort_values("date").itertuples():
        near = nearest(figures, row.date, within)
        if near is not None:
            found.append(
                {
                    "date": row.date,
                    "members": int(row.personnel),
                    "troops": int(near["value"]),
                    "value": float(near["value"] / row.personnel),
                    "source": row.source,
                }
            )
    columns = ["date", "members", "troops", "value", "source"]
    return pd.DataFrame(found, columns=columns).astype({"date": "datetime64[us]"})
