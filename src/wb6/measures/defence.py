"""Defence effort: what publishers say of the same share of GDP, and how far spending grew."""

import pandas as pd

from wb6.measures import series

PUBLISHERS = {
    ("indicators", "SIPRI_MILEX_PCT_GDP"): "SIPRI",
    ("indicators", "MS.MIL.XPND.GD.ZS"): "World Bank (earlier SIPRI edition)",
    ("defence_reports", "NATO_DEFEXP_PCT_GDP"): "NATO",
    ("defence_reports", "BDM_DEFEXP_PCT_GDP"): "Balkan Defence Monitor (budgets)",
    ("defence_reports", "CIA_MILEX_PCT_GDP"): "World Factbook",
}
PURPOSES = {
    "NATO_EQUIPMENT_SHARE": ("equipment", "NATO"),
    "NATO_PERSONNEL_SHARE": ("personnel", "NATO"),
    "NATO_INFRASTRUCTURE_SHARE": ("infrastructure", "NATO"),
    "NATO_OTHER_SHARE": ("operations and other", "NATO"),
    "BDM_EQUIPMENT_SHARE": ("equipment", "Balkan Defence Monitor (budgets)"),
    "BDM_PERSONNEL_SHARE": ("personnel", "Balkan Defence Monitor (budgets)"),
}
NATO_REPORT = "nato_expenditure"
ANNUAL_REPORT = "nato_annual_report"
ANNUAL, NEWEST = "annual report of the next spring", "newest report"
ESTIMATE = "estimate"  # status of a figure in the table of reports
GUIDELINE_SHARE = 2.0
GUIDELINE_EQUIPMENT = 20.0


def nato_series(reports: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The rows of the newest edition of NATO's report that gives an indicator for more than one year.

    Editions revise past years, so a line is of one edition. `reports` holds year, indicator, report,
    edition (year or month of a NATO report). Same columns as `reports`.
    """
    rows = reports[(reports["report"] == NATO_REPORT) & (reports["indicator"] == indicator)]
    years = rows.groupby("edition")["year"].nunique()
    return rows[rows["edition"].isin(sorted(years.index[years > 1])[-1:])]


def told_by_nato(reports: pd.DataFrame, iso3: str, since: int) -> pd.DataFrame:
    """The share of GDP in NATO's annual reports and in the newest edition of its report on expenditure.

    `reports` holds iso3, year, indicator, report, edition, value, source. Returns told (annual report of the next
    spring, newest report), year, value (percent of GDP), source, sorted by told and year.
    """
    share = "NATO_DEFEXP_PCT_GDP"
    told = {ANNUAL: reports[reports["report"] == ANNUAL_REPORT], NEWEST: nato_series(reports, share)}
    frames = [series.select(rows, share, [iso3], since).assign(told=name) for name, rows in told.items()]
    return pd.concat(frames)[["told", "year", "value", "source"]].sort_values(
        ["told", "year"], ignore_index=True
    )


def by_publisher(indicators: pd.DataFrame, reports: pd.DataFrame, iso3: str, since: int) -> pd.DataFrame:
    """The share of GDP spent on defence, one line a publisher, never joined.

    NATO's figures are `nato_series`. Returns publisher, year, value (percent of GDP), estimate (whether the publisher
    calls it one), source, sorted by publisher and year.
    """
    frames = []
    for (table, indicator), publisher in PUBLISHERS.items():
        values = indicators if table == "indicators" else reports
        if publisher == "NATO":
            values = nato_series(values, indicator)
        rows = series.select(values, indicator, [iso3], since)
        rows["estimate"] = rows["year"].isin(_estimated(values, indicator, iso3))
        frames.append(rows.assign(publisher=publisher))
    together = pd.concat(frames, ignore_index=True)
    return together[["publisher", "year", "value", "estimate", "source"]].sort_values(
        ["publisher", "year"], ignore_index=True
    )


def _estimated(values: pd.DataFrame, indicator: str, iso3: str) -> pd.Series:
    """The years for which an indicator of a country is an estimate; none in a table that does not say."""
    if "status" not in values:
        return pd.Series(dtype=int)
    own = (values["indicator"] == indicator) & (values["iso3"] == iso3)
    return values.loc[own & (values["status"] == ESTIMATE), "year"]


def largest_gap(by_publisher: pd.DataFrame) -> pd.DataFrame:
    """The year in which publishers differ most, as one row: year, low, high, gap; empty without overlap."""
    by_year = by_publisher.groupby("year")["value"].agg(low="min", high="max", publishers="count")
    by_year = by_year[by_year["publishers"] > 1].assign(gap=lambda frame: frame["high"] - frame["low"])
    return by_year.sort_values(["gap", "year"]).tail(1).reset_index()


def growth(spending: pd.DataFrame, since: int) -> pd.DataFrame:
    """Real spending as an index, the first year of each country from `since` on = 100.

    `spending` holds iso3, year, value in constant prices. Returns iso3, year, value, source, index.
    """
    recent = spending[spending["year"] >= since]
    base = recent.groupby("iso3")["value"].transform("first")
    return recent.assign(index=(recent["value"] / base * 100).round(1))


def by_purpose(reports: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Shares of defence spending by purpose, each report edition on its own.

    `reports` holds iso3, year, indicator, edition, value, status, source. Returns purpose, publisher, year,
    value (percent of defence spending), estimate (yes or no), source, report (a number a report, so that no line joins two).
    """
    rows = reports[(reports["iso3"] == iso3) & reports["indicator"].isin(PURPOSES)]
    named = [PURPOSES[indicator] for indicator in rows["indicator"]]
    rows = rows.assign(
        purpose=[purpose for purpose, _ in named],
        publisher=[publisher for _, publisher in named],
        report=rows["edition"].rank(method="dense"),
    )
    rows = rows.assign(estimate=rows["status"] == ESTIMATE)
    columns = ["purpose", "publisher", "report", "year", "value", "estimate", "source"]
    return rows[columns].sort_values(["purpose", "report", "year"], ignore_index=True)
