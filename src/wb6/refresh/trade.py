"""Trade by partner as several publishers deliver it: groups of partners, shares, rows of `trade_partners`."""

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.publisher import number

FLOW = ["iso3", "flow", "year"]
WORLD = "WLD"


def with_groups(pairs: pd.DataFrame, world: pd.DataFrame) -> pd.DataFrame:
    """Trade with each partner, with groups of partners and with the world, and its share.

    `pairs` holds iso3, partner_iso3, flow, year (text) and value (float), one row a pair; `world` the total of each
    iso3, flow and year in the same form, as far as it is known. Returns the columns of `pairs` and share (percent).
    """
    groups = [
        sums(pairs[pairs["partner_iso3"].isin(members)]).assign(partner_iso3=group)
        for group, members in codes.GROUPS.items()
    ]
    every = pd.concat([pairs, *groups, world.assign(partner_iso3=WORLD)], ignore_index=True)
    total = world.rename(columns={"value": "total"})[[*FLOW, "total"]]
    every = every.merge(total, on=FLOW, how="left")
    return every.assign(share=every["value"] / every["total"] * 100).drop(columns="total")


def sums(pairs: pd.DataFrame) -> pd.DataFrame:
    """Value by iso3, flow and year; missing where that of a partner is."""
    return pairs.groupby(FLOW, as_index=False)["value"].agg(lambda values: values.sum(skipna=False))


def rows(trade: pd.DataFrame, unit: str, digits: int) -> pd.DataFrame:
    """Rows of `trade_partners` for whole years of what `with_groups` returns, values in millions; without basis."""
    return pd.DataFrame(
        {
            "iso3": trade["iso3"],
            "partner_iso3": trade["partner_iso3"],
            "flow": trade["flow"],
            "year": trade["year"],
            "date_from": trade["year"] + "-01-01",
            "date": trade["year"] + "-12-31",
            "date_precision": "year",
            "value": [number(value, digits) for value in trade["value"]],
            "unit": unit,
            "share_pct": ["" if pd.isna(share) else number(share, 2) for share in trade["share"]],
        }
    )
