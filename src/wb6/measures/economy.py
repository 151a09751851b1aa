"""Money and goods: trade by partner, debt by creditor, Chinese projects."""

from collections.abc import Iterable

import pandas as pd


def trade_shares(trade: pd.DataFrame, iso3: str, partners: Iterable[str]) -> pd.DataFrame:
    """Share of partners in a country's trade in goods (exports and imports together), by whole year.

    Only the reconciled BACI figures are used, which cover both directions for every partner.
    Returns partner_iso3, year, value (percent), source.
    """
    rows = trade[
        (trade["iso3"] == iso3)
        & (trade["basis"] == "mirror_reconciled")
        & trade["flow"].isin(["export", "import"])
    ]
    turnover = rows.groupby(["partner_iso3", "year"], as_index=False).agg(
        amount=("value", "sum"), source=("source", "first")
    )
    world = turnover[turnover["partner_iso3"] == "WLD"].set_index("year")["amount"]
    chosen = turnover[turnover["partner_iso3"].isin(list(partners))]
    chosen = chosen.assign(value=(chosen["amount"] / chosen["year"].map(world) * 100).round(2))
    return chosen[["partner_iso3", "year", "value", "source"]].sort_values(
        ["partner_iso3", "year"], ignore_index=True
    )


def creditor_shares(debt: pd.DataFrame, iso3: str, creditors: Iterable[str], since: int) -> pd.DataFrame:
    """Share of creditors in public and publicly guaranteed external debt, by year-end.

    Returns creditor, creditor_iso3, year, value (percent), source.
    """
    rows = debt[
        (debt["iso3"] == iso3)
        & (debt["indicator"] == "share_ppg_external_debt")
        & debt["creditor_iso3"].isin(list(creditors))
        & (debt["year"] >= since)
    ]
    columns = ["creditor", "creditor_iso3", "year", "value", "source"]
    return rows[columns].sort_values(["creditor", "year"], ignore_index=True)


def chinese_loans(projects: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Loans in the AidData register by year of commitment, in constant 2021 USD million.

    Returns year, loans (number), amount, source. Other registers list the same projects again
    and are left out.
    """
    rows = projects[
        (projects["iso3"] == iso3)
        & (projects["register"] == "gcdf")
        & projects["kind"].str.startswith("loan")
        & projects["amount_usd2021_million"].notna()
    ]
    rows = rows.assign(year=rows["date"].dt.year)
    return rows.groupby("year", as_index=False).agg(
        loans=("id", "count"), amount=("amount_usd2021_million", "sum"), source=("source", "first")
    )
