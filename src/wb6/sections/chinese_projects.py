"""Chinese projects one by one: loans, gifts, deals of a tracker and of the press, in one country and in the region."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import amounts as chart
from wb6.figures.amounts import DEAL_COLOURS, PART, Stack
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import economy, projects
from wb6.sections.china_page import ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.loans import AMOUNT, TABLE
from wb6.sections.written import Basis, year_end

REGISTERS = {
    "gcdf": "commitments in the AidData register",
    "cgit": "deals in the China Global Investment Tracker",
    "press": "deals named in the press",
}
# Amounts of the tracker whose currency its page does not name.
UNITS = {"million a year (currency not named)": "million a year"}
PROJECT = Column("project", "Project")
LENDER = "Lender, giver or investor"
SUM = Column("sum", "Amount", numeric=True)


def chinese_projects(page: CountryPage, register: str = "gcdf") -> Table:
    """Chinese projects in one register: `gcdf` (AidData), `cgit` (tracker of deals) or `press`."""
    listed = words.dated(economy.register(page.table(TABLE), page.iso3, register))
    kind = listed["kind"].str.replace(r"^(loan|tracker)_.*", r"\1", regex=True).str.replace("_", " ")
    return table(
        listed.assign(sum=words.quantities(listed, "amount"), kind=kind, state=_told(listed)),
        [
            PROJECT,
            *text_columns(when="Committed", kind="Kind", lender_or_investor=LENDER),
            SUM,
            Column("state", "State"),
        ],
        Caption(
            name=f"china-projects-{register}",
            title=f"Chinese money in {page.name}: {REGISTERS[register]}",
            subtitle=(
                "Deals in the register by date, the newest first; amounts as committed or "
                f"reported, {words.times(len(listed), 'row')}"
            ),
            note="One register; the others list some of the same deals again, so nothing is added up across them.",
        ),
    )


def _told(deals: pd.DataFrame) -> pd.Series:
    """What the newest report says became of deals, in its words."""
    later = deals["later_state"].map(projects.LATER)
    return deals["later_status"].fillna(later).fillna(deals["status"].str.replace("_", " "))


@shows("tracker", "Announced deals", "deal in the investment tracker")
def tracker_deals(page: ChinaPage) -> Figure:
    """Deals in the tracker of announced values, by kind."""
    found = needed(projects.deals(page.projects(), "cgit"))
    found = found.groupby(["year", "kind"], as_index=False).agg(
        value=("amount", "sum"), source=("source", "first")
    )
    total = found["value"].sum()
    built = found.loc[found["kind"] == "construction", "value"].sum()
    first, last = int(found["year"].min()), int(found["year"].max())
    # The edition of the tracker that covers all sectors was closed within its last year.
    ends = found["year"] == last
    return chart.stacked_years(
        found.assign(kind=found["kind"].where(~ends, found["kind"] + PART)),
        Stack("kind", "Kind", DEAL_COLOURS, "USD million"),
        (first, last),
        heading=Heading(
            title=(
                f"Of USD {total / 1000:.1f} billion in deals announced to {last} {built / total * 100:.0f} percent were "
                "construction contracts"
            ),
            subtitle=f"Announced value of deals of at least USD 100 million by kind, USD million, {words.years(first, last)}",
            alt_text=(
                f"Stacked bars by year from {first} to {last}. Construction adds up to {built:,.0f} million, investment "
                f"to {total - built:,.0f} million."
            ),
        ),
        note=(
            "A construction contract is work for a Chinese firm, often paid with a Chinese loan; it is no investment. "
            "The edition that covers all sectors ends in September 2018: its last bar, in paler colours, is part of a year, "
            "and deals of later years are not in the chart."
        ),
    )


def loan_table(page: ChinaPage) -> Table:
    """Every loan with its lender and state."""
    rows = page.loans()
    return _one_by_one(
        rows,
        "loans",
        f"{words.begin(words.times(len(rows), 'loan'))} one by one",
        "Loans and supplier credits of the AidData register, the newest first; amounts as committed",
    )


def gift_table(page: ChinaPage) -> Table:
    """Every gift."""
    rows = page.gifts()
    return _one_by_one(
        rows,
        "gifts",
        f"{words.begin(words.times(len(rows), 'gift'))} of USD 1 million or more at prices of 2021",
        "Grants of the AidData register, the newest first; amounts as committed",
    )


def press_table(page: ChinaPage) -> Table:
    """Deals reported in the press, from memorandum to completion."""
    rows = page.projects()
    rows = rows[(rows["register"] == "press") & ~rows["kind"].isin(["project_count", "loan_repayment"])]
    return _one_by_one(
        rows.assign(state=_told(rows).fillna("")),
        "press",
        f"{words.begin(words.times(len(rows), 'deal'))} in the press: what was announced and what became of it",
        "Deals named in the press, the newest first; a memorandum binds nobody and is no debt",
    )


def _one_by_one(rows: pd.DataFrame, name: str, title: str, subtitle: str) -> Table:
    rows = countries.with_names(rows.sort_values(["date", "id"], ascending=[False, True]))
    amounts = words.quantities(rows.assign(unit=rows["unit"].replace(UNITS)), "amount")
    return table(
        rows.assign(year=rows["date"].dt.year, lender=rows["lender_or_investor"], sum=amounts),
        [
            PROJECT,
            Column("country", "Country"),
            Column("year", "Year", numeric=True),
            *text_columns(lender=LENDER, state="What became of it"),
            SUM,
        ],
        Caption(
            name=name,
            title=title,
            subtitle=subtitle,
            note="Registers list the same projects again, so nothing is added up across them.",
        ),
    )


@declares(TABLE, "gifts_count", "gifts_total", "gifts_alb")
def _gifts(page: ChinaPage) -> dict[str, Fact]:
    given = needed(page.gifts())
    note = Basis(TABLE, year_end(page.register_end), given["source"], f"2000 to {page.register_end}")
    return {
        "gifts_count": note.count("Gifts", len(given)),
        "gifts_total": note.money("Gifts added up", given[AMOUNT].sum()),
        "gifts_alb": note.count("Gifts to Albania", int((given["iso3"] == "ALB").sum())),
    }


@declares(TABLE, "deals_total", "deals_built")
def _deals(page: ChinaPage) -> dict[str, Fact]:
    found = needed(projects.deals(page.projects(), "cgit"))
    first, last = int(found["year"].min()), int(found["year"].max())
    note = Basis(TABLE, year_end(last), found["source"], words.years(first, last))
    total = found["amount"].sum()
    built = found.loc[found["kind"] == "construction", "amount"].sum()
    return {
        "deals_total": note.money("Announced deals", total),
        "deals_built": note.percent("Share of construction", built / total * 100),
    }
