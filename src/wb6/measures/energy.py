"""Dependence on Russian gas, and the weight of gas and imports in energy use."""

import pandas as pd

RUSSIAN_GAS = (
    "russia_share_gas",
    "russia_share_gas_imports",
    "russia_share_gas_consumption",
    "russia_share_gas_needs",
)


def russian_gas(dependence: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Every published share of Russian gas, whatever its base, by date.

    Sources use imports, supply, consumption or needs as the base, and are not to be joined.
    Returns indicator, date, value (percent), source.
    """
    rows = dependence[(dependence["iso3"] == iso3) & dependence["indicator"].isin(RUSSIAN_GAS)]
    return rows[["indicator", "date", "value", "source"]].sort_values(
        ["date", "indicator"], ignore_index=True
    )


def yearly(dependence: pd.DataFrame, indicator: str, since: int) -> pd.DataFrame:
    """A yearly indicator of all countries that have it. Returns iso3, year, value, source."""
    rows = dependence[(dependence["indicator"] == indicator) & (dependence["date_precision"] == "year")]
    rows = rows.assign(year=rows["date"].dt.year)
    rows = rows[rows["year"] >= since]
    return rows[["iso3", "year", "value", "source"]].sort_values(["iso3", "year"], ignore_index=True)


# Million tonnes of oil equivalent in a billion cubic metres of gas, by the Statistical Review of World Energy.
MTOE_PER_BCM = 0.86
_IN_BCM = {"bcm": 1.0, "million m3": 0.001}


def weight_of_gas(dependence: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Share of gas in all energy that a country uses, the newest figure by each way of knowing it.

    Ways (`basis`): published (a yearly series, or a single publication), computed (consumption of
    gas over the newest known supply of energy, both in tonnes of oil equivalent), none (no gas
    market). Returns basis, year, value (percent), source.
    """
    own = dependence[dependence["iso3"] == iso3].sort_values("date")
    known = dict(list(own.groupby("indicator")))
    found = []
    for code in ("gas_share_energy_supply", "gas_share_supply_reported"):
        if code in known:
            row = known[code].iloc[-1]
            found.append(("published", row["date"].year, row["value"], row["source"]))
    if "energy_supply" in known and "gas_consumption" in known:
        supply, used = known["energy_supply"].iloc[-1], known["gas_consumption"].iloc[-1]
        oil = used["value"] * _IN_BCM[used["unit"]] * MTOE_PER_BCM
        found.append(("computed", used["date"].year, oil / supply["value"] * 100, used["source"]))
    if "gas_market" in known and known["gas_market"].iloc[-1]["value"] == 0:
        row = known["gas_market"].iloc[-1]
        found.append(("none", row["date"].year, 0.0, row["source"]))
    return pd.DataFrame(found, columns=["basis", "year", "value", "source"]).round({"value": 1})
