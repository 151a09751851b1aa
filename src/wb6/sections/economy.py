"""Outside powers: trade, debt, loans, investment."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.figures import economy as chart
from wb6.figures import figure, powers
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Table
from wb6.measures import economy, projects, series
from wb6.sections.country_page import CountryPage

REGISTERS = {
    "gcdf": "commitments in the AidData register",
    "cgit": "deals in the China Global Investment Tracker",
    "press": "deals named in the press",
}
TRADE_PARTNERS = ("EU27", "CHN", "RUS", "TUR", "USA")
CREDITORS = ("CHN", "RUS", "BONDHOLDERS", "IBRD_IDA")
HOLDERS = {"IBRD_IDA": "The World Bank"}


def trade_by_partner(page: CountryPage) -> Figure:
    """Shares of outside powers in trade in goods."""
    name = "trade-partners"
    values = page.edition.measured(economy.trade_shares, "trade_partners", page.iso3, TRADE_PARTNERS)
    values = values[values["year"] >= page.since]
    if values.empty:
        return figure.empty(name=name, title="Trade", reason=page.unknown("reconciled trade by partner"))
    last_year = int(values["year"].max())
    last = values[values["year"] == last_year].set_index("partner_iso3")["value"]
    named = countries.with_names(values, "partner_iso3", "power").assign(
        power=lambda frame: frame["power"].mask(frame["partner_iso3"] == "EU27", "EU-27")
    )
    return powers.lines_by_power(
        named,
        "partner_iso3",
        heading=Heading(
            name=name,
            title=(
                f"The EU took part in {last['EU27']:.0f} percent of goods trade of {page.name} in {last_year}, "
                f"Russia in {last['RUS']:.0f} and China in {last['CHN']:.0f}"
            ),
            subtitle=(
                "Share of exports and imports of goods together, percent, "
                f"{words.years(int(values['year'].min()), last_year)}; "
                "the EU in its membership of 27 throughout"
            ),
            alt_text=(
                f"Line chart. In {last_year} the EU stood at {last['EU27']:.1f} percent, China at "
                f"{last['CHN']:.1f}, Russia at {last['RUS']:.1f}."
            ),
        ),
        value_heading="Percent of goods trade",
        note="Reconciled from the reports of both partners; national statistics by origin give China more and the EU less.",
    )


def trade_as_published(page: CountryPage) -> Table:
    """Shares of partners in trade as single publications give them, the newest of each."""
    rows = economy.published_shares(page.table("trade_partners"), page.iso3)
    return chart.trade_shares(
        countries.with_names(rows, "partner_iso3", "partner").assign(
            when=[words.day(row.date, row.date_precision) for row in rows.itertuples()]
        ),
        name="trade-published",
        title=f"Partners in the trade in goods of {page.name}: the newest published shares",
        subtitle="Share of exports or of imports, percent, by partner; shares of different sources are not added up",
    )


def creditors(page: CountryPage) -> Figure:
    """Creditors of external public debt."""
    name = "creditors"
    shares = economy.creditor_shares(
        page.table("debt_by_creditor"), page.iso3, CREDITORS, max(page.since, 2006)
    )
    if shares.empty:
        return figure.empty(
            name=name, title="External debt", reason=page.unknown("external debt by creditor")
        )
    last_year = int(shares["year"].max())
    own = shares[shares["year"] == last_year]
    last = own.set_index("creditor")["value"]
    top = own.loc[own["value"].idxmax()]
    china = f", China {last.get('China', 0.0):.1f}" if top["creditor_iso3"] != "CHN" else ""
    return powers.lines_by_power(
        shares.rename(columns={"creditor": "power"}),
        "creditor_iso3",
        heading=Heading(
            name=name,
            title=(
                f"{HOLDERS.get(top['creditor_iso3'], top['creditor'])} held {top['value']:.1f} percent of external public "
                f"debt of {page.name} at the end of {last_year}{china}"
            ),
            subtitle=(
                f"Share of public and publicly guaranteed external debt by creditor, percent, year-ends "
                f"{words.years(int(shares['year'].min()), last_year)}"
            ),
            alt_text=(
                f"Line chart by creditor. At the end of {last_year}: "
                + words.listing([f"{creditor} {value:.1f} percent" for creditor, value in last.items()])
                + "."
            ),
        ),
        value_heading="Percent of external public debt",
        note="Domestic debt is not counted. Not every creditor is shown.",
    )


def debt_and_creditors(page: CountryPage) -> Figure:
    """Debt to output, and the shares of China and of bonds in external public debt."""
    name = "debt"
    since = max(page.since, 2006)
    output = series.select(page.table("indicators"), "NY.GDP.MKTP.CD", [page.iso3])
    owed = economy.external_debt_to_output(page.table("debt_by_creditor"), output)
    shares = economy.creditor_shares(page.table("debt_by_creditor"), page.iso3, ("CHN", "BONDHOLDERS"), since)
    national = economy.public_debt_to_output(page.table("external_debt"), page.iso3)
    owed = owed[owed["year"] >= since]
    if owed.empty:
        return figure.empty(name=name, title="Debt", reason=page.unknown("external public debt"))
    rows = [
        national.assign(panel="of GDP", series=chart.NATIONAL),
        _year_ends(owed).assign(panel="of GDP", series="external public debt, World Bank"),
        _year_ends(shares).assign(
            panel="of external public debt",
            series=shares["creditor_iso3"].map({"CHN": "owed to China", "BONDHOLDERS": "bonds"}),
        ),
    ]
    values = pd.concat(rows, ignore_index=True)[["panel", "series", "date", "value", "source"]]
    year = int(owed["year"].max())
    debt = float(owed.loc[owed["year"] == year, "value"].iloc[0])
    held = shares[shares["year"] == year].set_index("creditor_iso3")["value"]
    china, bonds = float(held.get("CHN", 0)), float(held.get("BONDHOLDERS", 0))
    return chart.debt_and_creditors(
        values,
        heading=Heading(
            name=name,
            title=(
                f"External public debt of {page.name} was {debt:.0f} percent of GDP at the end of {year}; China held "
                f"{china:.0f} percent of it, bondholders {bonds:.0f}"
            ),
            subtitle=(
                f"Left: debt as a share of GDP; right: shares in external public debt, percent, {since}–"
                f"{values['date'].max().year}"
            ),
            alt_text=(
                f"Two panels. External public debt stood at {debt:.1f} percent of GDP at the end of {year}; of it "
                f"China held {china:.1f} percent and bondholders {bonds:.1f} percent."
            ),
        ),
        note="World Bank figures leave domestic debt out."
        + (
            " National and IMF figures hold all public debt; rival figures of one date stand side by side."
            if len(national)
            else " Figures on all public debt are not in the record."
        ),
    )


def chinese_loans(page: CountryPage) -> Figure:
    """Chinese loans by year of commitment, from one register."""
    name = "china-loans"
    deals = page.table("china_projects")
    loans = economy.chinese_loans(deals, page.iso3)
    if loans.empty:
        return figure.empty(
            name=name, title="Chinese loans", reason=page.unknown("Chinese loan in the AidData register")
        )
    first, covered = projects.covered(deals, economy.LOANS)
    last = min(page.edition.last_full_year, covered)
    largest = loans.loc[loans["amount"].idxmax()]
    every = range(first, last + 1)
    by_year = loans.set_index("year").reindex(every).rename_axis("year").reset_index()
    by_year = by_year.fillna({"loans": 0, "amount": 0}).astype({"loans": int})
    by_year["source"] = loans["source"].iloc[0]
    return chart.loans(
        by_year,
        heading=Heading(
            name=name,
            title=(
                f"Chinese lenders committed USD {loans['amount'].sum():,.0f} million to {page.name}, "
                f"{largest['amount'] / loans['amount'].sum() * 100:.0f} percent of it in {int(largest['year'])}"
            ),
            subtitle=f"Loans by year of commitment, USD million at constant prices, {words.years(first, last)}",
            alt_text=(
                f"Bars by year. The largest is {int(largest['year'])} with {largest['amount']:,.0f} million; "
                f"{int(loans['loans'].sum())} loans in all."
            ),
        ),
        note=(
            f"AidData register of {first} to {covered} at prices of 2021, commitments of at least USD 1 million; of "
            "syndicated loans the Chinese part. A commitment is not yet a payment."
        ),
    )


def chinese_projects(page: CountryPage, register: str = "gcdf") -> Table:
    """Chinese projects in one register: `gcdf` (AidData), `cgit` (tracker of deals) or `press`."""
    listed = economy.register(page.table("china_projects"), page.iso3, register)
    return chart.projects_table(
        listed,
        name=f"china-projects-{register}",
        title=f"Chinese money in {page.name}: {REGISTERS[register]}",
        subtitle=(
            "Deals in the register by date, the newest first; amounts as committed or "
            f"reported, {words.times(len(listed), 'row')}"
        ),
        note="One register; the others list some of the same deals again, so nothing is added up across them.",
    )


def investors(page: CountryPage) -> Table:
    """Origins of foreign direct investment, the newest figure of each."""
    rows = economy.investors(page.table("fdi_origin"), page.iso3)
    rows = countries.with_names(rows, "origin_iso3", "origin").assign(
        period=[_period(row) for row in rows.itertuples()],
        sum=[
            words.quantity(row.value, row.unit) if pd.notna(row.value) else None for row in rows.itertuples()
        ],
    )
    return chart.investors_table(
        rows,
        name="investors",
        title=f"Who invests in {page.name}: the newest figure of each origin",
        subtitle="Foreign direct investment by immediate origin; shares of the flow or stock of the same period",
        note="Immediate origin: money that passes through a third country counts as that country's.",
    )


def _year_ends(values: pd.DataFrame) -> pd.DataFrame:
    return values.assign(date=pd.to_datetime(values["year"].astype(str) + "-12-31"))


def _period(row: Any) -> str:
    end = words.day(row.date, row.date_precision)
    if pd.isna(row.date_from):
        return end
    if (row.date_from.month, row.date.month) == (1, 12):
        return words.years(row.date_from.year, row.date.year)
    return f"{words.day(row.date_from, 'month')} to {words.day(row.date, 'month')}"
