"""What is particular to one power: its format of cooperation, its arms by kind, positions on it."""

import pandas as pd

KINDS = {
    "SAM": "air defence",
    "SAM system": "air defence",
    "surface-to-air missile system": "air defence",
    "armed UAV": "armed drones",
    "air-to-surface missile": "missiles for drones",
    "anti-ship missile": "coastal defence",
    "coastal defence system": "coastal defence",
}


def members(events: pd.DataFrame, last: int) -> pd.DataFrame:
    """States that take part in a format at the end of each year, and the summits of the year.

    `events` holds iso3, date, event (joined, left, summit), source. Returns year, states, summits,
    source (of the newest change), from the year of the first event to `last`.
    """
    if events.empty:
        return pd.DataFrame({"year": [], "states": [], "summits": [], "source": []})
    dated = events.assign(year=events["date"].dt.year).sort_values("date")
    rows = []
    for year in range(int(dated["year"].min()), last + 1):
        known = dated[dated["year"] <= year]
        change = known["event"].map({"joined": 1, "left": -1}).fillna(0)
        held = known[(known["event"] == "summit") & (known["year"] == year)]
        rows.append((year, int(change.sum()), len(held), known[change != 0]["source"].iloc[-1]))
    return pd.DataFrame(rows, columns=["year", "states", "summits", "source"])


def arms_by_kind(transfers: pd.DataFrame, supplier: str) -> pd.DataFrame:
    """Deliveries of one supplier by recipient, year and kind, from the SIPRI register only.

    `transfers` holds iso3, supplier_iso3, category, delivery_year, number_delivered, tiv_million,
    in_register, source. Returns iso3, year, kind, tiv, source.
    """
    rows = transfers[
        (transfers["supplier_iso3"] == supplier)
        & transfers["in_register"].fillna(False).astype(bool)
        & transfers["delivery_year"].notna()
        & transfers["tiv_million"].notna()
    ]
    rows = rows.assign(
        year=rows["delivery_year"].astype(int), kind=rows["category"].map(KINDS).fillna("other")
    )
    return rows.groupby(["iso3", "year", "kind"], as_index=False).agg(
        tiv=("tiv_million", "sum"), source=("source", "first")
    )


def tally(positions: pd.DataFrame) -> pd.DataFrame:
    """How many critical texts each state joined, of those on which its position is known.

    `positions` holds iso3, side, position. Returns iso3, joined, known.
    """
    critical = positions[positions["side"] == "critical"]
    return critical.groupby("iso3", as_index=False).agg(
        joined=("position", lambda column: int((column == "joined").sum())), known=("position", "size")
    )
