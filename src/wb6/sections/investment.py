"""Direct investment by origin: of all origins in one country, of Russia and of China in the region."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.figures.tables import Caption, Column, Table, labelled, table
from wb6.measures import economy
from wb6.sections.china_page import CHINA, ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.page import PageOnCountries
from wb6.sections.russia_page import POWER, RussiaPage

FLOWS = {
    "stock": "stock",
    "inflow": "inflow",
    "inflow_net": "net inflow",
    "inflow_cumulative": "inflow, added up",
    "tracker_investment": "investment deals in a tracker",
    "tracker_construction": "construction deals in a tracker",
    "tracker_investment_construction": "all deals in a tracker",
}


def investors(page: CountryPage) -> Table:
    """Origins of foreign direct investment, the newest figure of each."""
    rows = economy.investors(page.table("fdi_origin"), page.iso3)
    return _table(
        countries.with_names(rows, "origin_iso3", "origin"),
        Column("origin", "Origin"),
        Caption(
            name="investors",
            title=f"Who invests in {page.name}: the newest figure of each origin",
            subtitle="Foreign direct investment by immediate origin; shares of the flow or stock of the same period",
            note="Immediate origin: money that passes through a third country counts as that country's.",
        ),
    )


def investment(page: RussiaPage) -> Table:
    """Every figure on Russian direct investment."""
    return _table(
        _from(page, POWER),
        Column("country", "Country"),
        Caption(
            name="investment",
            title="Direct investment from Russia",
            subtitle=f"Figures found up to {words.day(page.edition.day)}, the newest first, by immediate origin",
            note="Money that passes through a third country counts as that country's; flows, net flows and sums are not alike.",
        ),
        share="Share of all origins",
    )


def chinese_investment(page: ChinaPage) -> Table:
    """Direct investment from China as published."""
    rows = _from(page, CHINA)
    return _table(
        rows[~rows["flow"].str.startswith("tracker")].assign(origin=rows["country"]),
        Column("origin", "Country"),
        Caption(
            name="investment",
            title="Direct investment from China as published",
            subtitle="By country of the region and period, the newest first; shares of all investment of the period",
            note="Gross, net and cumulative flows are different things and are not added up.",
        ),
    )


def _from(page: PageOnCountries, origin: str) -> pd.DataFrame:
    """Figures on investment of one origin in the countries of the page, the newest first."""
    rows = page.of_countries(page.table("fdi_origin"))
    rows = rows[rows["origin_iso3"] == origin].sort_values(["date", "id"], ascending=[False, True])
    return countries.with_names(rows)


def _table(rows: pd.DataFrame, whose: Column, caption: Caption, share: str = "Share") -> Table:
    return table(
        rows.assign(period=[_period(row) for row in rows.itertuples()], sum=words.quantities(rows)),
        [
            whose,
            Column("period", "Period"),
            Column("flow", "What is counted", labelled(FLOWS)),
            Column("sum", "Amount", numeric=True),
            Column("share_pct", share, words.percent, numeric=True),
        ],
        caption,
    )


def _period(row: Any) -> str:
    """What a figure covers: whole years, months, or the day to which a stock is counted."""
    if pd.isna(row.date_from):
        return words.day(row.date, row.date_precision)
    if (row.date_from.month, row.date.month) == (1, 12):
        return words.years(row.date_from.year, row.date.year)
    return f"{words.day(row.date_from, 'month')} to {words.day(row.date, 'month')}"
