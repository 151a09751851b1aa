"""Money and goods: trade by partner, debt by creditor, Chinese projects."""

from collections.abc import Iterable

import pandas as pd

# What the partner says it sold is dated by dispatch and valued at its border: no share of what a country says it bought.
OF_THE_PARTNER = "partner_side"
LOANS = "gcdf"  # the register of Chinese projects whose loans can be added up


def _reconciled(trade: pd.DataFrame) -> pd.DataFrame:
    """Exports and imports as BACI reconciles both partners' reports, of the one edition that has most of them."""
    rows = trade[(trade["basis"] == "mirror_reconciled") & trade["flow"].isin(["export", "import"])]
    return rows[rows["source"].isin(rows["source"].mode())]


def partner_shares(trade: pd.DataFrame) -> pd.DataFrame:
    """Share of every partner in the trade in goods of every country (exports and imports together), by whole year.

    Only the reconciled BACI figures are used, which cover both directions for every partner.
    Returns iso3, partner_iso3, year, value (percent), source; the world itself is no partner.
    """
    rows = _reconciled(trade)
    turnover = rows.groupby(["iso3", "partner_iso3", "year"], as_index=False).agg(
        amount=("value", "sum"), source=("source", "first")
    )
    world = turnover[turnover["partner_iso3"] == "WLD"].set_index(["iso3", "year"])["amount"].rename("world")
    shares = turnover[turnover["partner_iso3"] != "WLD"].join(world, on=["iso3", "year"])
    shares = shares.assign(value=(shares["amount"] / shares["world"] * 100).round(2))
    return shares[["iso3", "partner_iso3", "year", "value", "source"]].reset_index(drop=True)


def trade_shares(trade: pd.DataFrame, iso3: str, partners: Iterable[str]) -> pd.DataFrame:
    """Share of partners in a country's trade in goods (exports and imports together), by whole year.

    As `partner_shares`. Returns partner_iso3, year, value (percent), source.
    """
    partners = list(partners)
    shares = partner_shares(trade[(trade["iso3"] == iso3) & trade["partner_iso3"].isin([*partners, "WLD"])])
    shares = shares[shares["partner_iso3"].isin(partners)]
    return shares[["partner_iso3", "year", "value", "source"]].reset_index(drop=True)


def trade_with(trade: pd.DataFrame, partner: str, countries: Iterable[str]) -> pd.DataFrame:
    """Exports to and imports from one partner by whole year, from the reconciled figures.

    Returns iso3, year, exports, imports, balance (USD million), import_share, export_share
    (percent of all imports and exports), source.
    """
    rows = _reconciled(trade[trade["iso3"].isin(list(countries))])
    sums = rows.pivot_table(index=["iso3", "year"], columns=["partner_iso3", "flow"], values="value")
    empty = pd.Series(index=sums.index, dtype=float)
    flows = {pair: sums.get(pair, empty) for pair in ((partner, "export"), (partner, "import"))}
    exports, imports = flows[(partner, "export")], flows[(partner, "import")]
    both = pd.DataFrame(
        {
            "exports": exports,
            "imports": imports,
            "balance": exports - imports,
            "import_share": (imports / sums.get(("WLD", "import"), empty) * 100).round(2),
            "export_share": (exports / sums.get(("WLD", "export"), empty) * 100).round(2),
        }
    ).dropna()
    source = rows.drop_duplicates(["iso3", "year"]).set_index(["iso3", "year"])["source"]
    return both.join(source).reset_index()


def without_copies(trade: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Trade in goods but for what stands in a copy of a data set where the data set itself has it.

    `sources` holds key, kind and grade; a copy is a data set that its source passes on. Where both have the same
    country, flow, basis and period, rows of the copy are left out, so that two states are never joined. Columns as of
    `trade`.
    """
    grade = trade["source"].map(sources[sources["kind"] == "dataset"].set_index("key")["grade"])
    same = [trade[column] for column in ("iso3", "flow", "basis", "date_from", "date")]
    itself = grade.eq("primary").groupby(same).transform("any")
    return trade[~(itself & grade.eq("passing_on"))]


def reported_exports(trade: pd.DataFrame, countries: Iterable[str]) -> pd.DataFrame:
    """Share of each destination in the exports of goods that countries themselves reported to the IMF, newest year.

    Imports of the same source are what partners say they sold, and are no part of this. Returns iso3, partner_iso3, year,
    value (percent), source; the world itself is no partner.
    """
    rows = trade[
        trade["iso3"].isin(list(countries))
        & (trade["basis"] == "reported")
        & (trade["flow"] == "export")
        & (trade["date_precision"] == "year")
        & (trade["partner_iso3"] != "WLD")
        & trade["share_pct"].notna()
    ]
    rows = (
        rows[rows["year"] == rows["year"].max()].drop(columns="value").rename(columns={"share_pct": "value"})
    )
    return rows[["iso3", "partner_iso3", "year", "value", "source"]].reset_index(drop=True)


def national_shares(
    trade: pd.DataFrame, iso3: str, partners: Iterable[str], data_sets: Iterable[str]
) -> pd.DataFrame:
    """Share of partners in exports and in imports by whole year, by national data sets, whose keys are `data_sets`.

    Returns partner_iso3, flow, year, value (percent), source, of years in which all partners have both flows.
    """
    rows = trade[
        (trade["iso3"] == iso3)
        & (trade["basis"] == "national")
        & (trade["date_precision"] == "year")
        & trade["partner_iso3"].isin(list(partners))
        & trade["source"].isin(list(data_sets))
        & trade["share_pct"].notna()
    ]
    pairs = rows.groupby("year")["partner_iso3"].transform("size")
    rows = rows[pairs == 2 * len(list(partners))].drop(columns="value").rename(columns={"share_pct": "value"})
    columns = ["partner_iso3", "flow", "year", "value", "source"]
    return rows[columns].sort_values(["flow", "partner_iso3", "year"], ignore_index=True)


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
        & (projects["register"] == LOANS)
        & projects["kind"].str.startswith("loan")
        & projects["amount_usd2021_million"].notna()
    ]
    rows = rows.assign(year=rows["date"].dt.year)
    return rows.groupby("year", as_index=False).agg(
        loans=("id", "count"), amount=("amount_usd2021_million", "sum"), source=("source", "first")
    )


def register(projects: pd.DataFrame, iso3: str, name: str) -> pd.DataFrame:
    """Chinese projects of a country in one register, the newest first. Same columns as `projects`.

    The registers list the same deals again, so no sum may cross them.
    """
    rows = projects[(projects["iso3"] == iso3) & (projects["register"] == name)]
    return rows.sort_values(["date", "id"], ascending=[False, True], ignore_index=True)


def external_debt_to_output(debt: pd.DataFrame, output: pd.DataFrame) -> pd.DataFrame:
    """External debt that the state owes or guarantees, as a share of GDP, by country and year-end.

    `debt` holds iso3, creditor_iso3, indicator, year, value (USD million), `output` iso3, year, value
    (GDP in current USD), source. Returns iso3, year, value (percent), source.
    """
    owed = debt[(debt["indicator"] == "ppg_external_debt") & (debt["creditor_iso3"] == "ALL_CREDITORS")]
    both = owed.merge(output[["iso3", "year", "value"]], on=["iso3", "year"], suffixes=("", "_gdp"))
    both = both.assign(value=(both["value"] * 1e6 / both["value_gdp"] * 100).round(1))
    return both[["iso3", "year", "value", "source"]].sort_values(["iso3", "year"], ignore_index=True)


def public_debt_to_output(external: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Public debt as a share of GDP as national and IMF figures give it, rival values side by side.

    Returns date, date_precision, value (percent), source.
    """
    rows = external[(external["iso3"] == iso3) & (external["indicator"] == "public_debt_gdp")]
    return rows[["date", "date_precision", "value", "source"]].sort_values(
        ["date", "value"], ignore_index=True
    )


def investors(origins: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """The newest figure of each origin and kind of flow of foreign direct investment, the newest first.

    `origins` holds iso3, origin_iso3, flow, date, value, share_pct, source. Totals of the world are
    left out. Same columns as `origins`.
    """
    rows = origins[(origins["iso3"] == iso3) & (origins["origin_iso3"] != "WLD")]
    newest = rows.sort_values("date").drop_duplicates(["origin_iso3", "flow"], keep="last")
    return newest.sort_values(
        ["date", "share_pct", "value"], ascending=False, ignore_index=True, na_position="last"
    )


def published_shares(trade: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """The newest published share of each partner in exports and in imports, the largest first.

    Reconciled series and reports of the partner are left out. Returns partner_iso3, flow, date, date_precision, share_pct,
    basis, source.
    """
    rows = trade[
        (trade["iso3"] == iso3)
        & trade["flow"].isin(["export", "import"])
        & trade["share_pct"].notna()
        & ~trade["basis"].isin(["mirror_reconciled", OF_THE_PARTNER])
        & (trade["partner_iso3"] != "WLD")
    ]
    newest = rows.sort_values(["date", "source"]).drop_duplicates(["flow", "partner_iso3"], keep="last")
    columns = ["partner_iso3", "flow", "date", "date_precision", "share_pct", "basis", "source"]
    return newest[columns].sort_values(["flow", "share_pct"], ascending=[True, False], ignore_index=True)
