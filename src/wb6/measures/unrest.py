"""Unrest beside the size of a force: episodes, yearly sums, and what may be said of their order in time."""

import numpy as np
import pandas as pd

UNREST = ("assassination", "attack", "bombing", "clash", "crisis", "ethnic_violence", "riots")


def incidents_of(incidents: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Incidents of unrest in a country, each counted once, by date.

    `incidents` holds iso3, date, date_end, type, primary, killed, injured, title, source. Adds
    `casualties` (killed and injured; unknown counts as none). Turning points, agreements and
    reinforcements are no unrest.
    """
    rows = incidents[
        (incidents["iso3"] == iso3) & incidents["type"].isin(UNREST) & incidents["primary"].fillna(False)
    ]
    casualties = rows["killed"].fillna(0) + rows["injured"].fillna(0)
    return rows.assign(casualties=casualties.astype(int)).sort_values("date", ignore_index=True)


def by_year(incidents: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Incidents and casualties by year of their beginning, years without any as zero.

    Returns year, incidents, killed, hurt, casualties (both).
    """
    summed = incidents.groupby(incidents["date"].dt.year).agg(
        incidents=("title", "count"),
        killed=("killed", "sum"),
        hurt=("injured", "sum"),
        casualties=("casualties", "sum"),
    )
    filled = summed.reindex(range(first, last + 1), fill_value=0).astype(int)
    return filled.rename_axis("year").reset_index()


def episodes(incidents: pd.DataFrame, gap: int = 90, casualties: int = 10) -> pd.DataFrame:
    """Serious unrest: incidents that begin within `gap` days of each other, taken together.

    Episodes with fewer than `casualties` killed or injured are left out. Returns start, end (the
    last beginning), title (of the gravest incident), incidents, casualties, source.
    """
    columns = ["start", "end", "title", "incidents", "casualties", "source"]
    if incidents.empty:
        return pd.DataFrame(columns=columns)
    chain = (incidents["date"].diff().dt.days > gap).cumsum()
    rows = []
    for _, group in incidents.groupby(chain):
        gravest = group.sort_values("casualties", kind="stable").iloc[-1]
        rows.append(
            {
                "start": group["date"].min(),
                "end": group["date"].max(),
                "title": gravest["title"],
                "incidents": len(group),
                "casualties": int(group["casualties"].sum()),
                "source": gravest["source"],
            }
        )
    found = pd.DataFrame(rows, columns=columns)
    return found[found["casualties"] >= casualties].reset_index(drop=True)


def around(found: pd.DataFrame, figures: pd.DataFrame, days: int = 365) -> pd.DataFrame:
    """Size of a force in the year before each episode, the year before that, and the year after.

    `found` holds start, end; `figures` date, value. Each size is the median of the figures in its
    year; it is empty where there is none. Adds earlier, before, after (persons), n_earlier,
    n_before, n_after (figures), change_before and change_after (percent).
    """
    span = pd.Timedelta(days=days)
    dates, values = figures["date"].to_numpy(), figures["value"].to_numpy(float)
    rows = []
    for episode in found.itertuples():
        windows = {
            "earlier": (episode.start - 2 * span, episode.start - span),
            "before": (episode.start - span, episode.start),
            "after": (episode.end, episode.end + span),
        }
        row = {}
        for name, (left, right) in windows.items():
            inside = values[(dates > left.to_numpy()) & (dates <= right.to_numpy())]
            row[name] = float(np.median(inside)) if len(inside) else float("nan")
            row[f"n_{name}"] = len(inside)
        rows.append(row)
    columns = ["earlier", "n_earlier", "before", "n_before", "after", "n_after"]
    sizes = pd.DataFrame(rows, columns=columns, index=found.index)
    return found.join(sizes).assign(
        change_before=_percent(sizes["before"], sizes["earlier"]),
        change_after=_percent(sizes["after"], sizes["before"]),
    )


def changes(yearly: pd.DataFrame) -> pd.DataFrame:
    """Change of a yearly series from one year to the next, in percent of the mean of both.

    `yearly` holds year, value. A year whose predecessor is missing is left out, not bridged.
    The symmetric percentage treats growth and cuts alike. Returns year, change.
    """
    before = yearly.assign(year=yearly["year"] + 1)[["year", "value"]]
    pairs = yearly[["year", "value"]].merge(before, on="year", suffixes=("", "_before"))
    mean = (pairs["value"] + pairs["value_before"]) / 2
    return pairs.assign(change=(pairs["value"] - pairs["value_before"]) / mean * 100)[["year", "change"]]


def _percent(now: pd.Series, then: pd.Series) -> pd.Series:
    return (now / then - 1) * 100
