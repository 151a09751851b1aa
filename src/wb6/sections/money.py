"""Money announced and money delivered: loans, gifts, contracts, investment."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.figures import china as chart
from wb6.figures import figure, theme
from wb6.figures.economy import investors_table
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import projects
from wb6.sections.china_page import PRICES, ChinaPage

# Amounts of the tracker whose currency its page does not name.
UNITS = {"million a year (currency not named)": "million a year"}


def commitments_by_year(page: ChinaPage) -> Figure:
    """Loans by year of commitment and country."""
    name = "loans-by-year"
    lent = projects.by_year(page.loans())
    if lent.empty:
        return figure.empty(name=name, title="Chinese loans", reason=page.unknown("Chinese loan"))
    named = countries.with_names(lent).rename(columns={"amount": "value"})
    total, years = named["value"].sum(), named.groupby("year")["value"].sum()
    first, _ = page.covered()
    colours = {
        countries.name(code): theme.country_colour(code)
        for code in named.groupby("iso3")["value"].sum().sort_values(ascending=False).index
    }
    peak = int(years.idxmax())
    return chart.stacked_years(
        named,
        "country",
        colours,
        heading=Heading(
            name=name,
            title=(
                f"Chinese lenders committed USD {total / 1000:.1f} billion by {page.register_end}; "
                f"{years.max() / total * 100:.0f} percent of it in {peak}"
            ),
            subtitle=f"Loans by year of commitment and country, {PRICES}, {first}–{page.register_end}",
            alt_text=(
                f"Stacked bars by year. {words.times(int(named['projects'].sum()), 'loan')} add up to {total:,.0f} million; "
                f"the highest bar is {peak} with {years.max():,.0f} million."
            ),
        ),
        value_heading=PRICES,
        field_heading="Country",
        note=_register_note(page),
        years=(first, page.register_end),
    )


def loans_by_state(page: ChinaPage) -> Figure:
    """What became of the loans, by country."""
    name = "loans-by-state"
    lent = page.loans()
    if lent.empty:
        return figure.empty(name=name, title="What became of the loans", reason=page.unknown("Chinese loan"))
    sums = countries.with_names(projects.by_state(lent))
    total = sums["amount"].sum()
    done = sums.loc[sums["state"] == projects.DONE, "amount"].sum()
    return chart.by_state(
        sums,
        heading=Heading(
            name=name,
            title=f"{done / total * 100:.0f} percent of the money lent stands behind projects recorded as completed",
            subtitle=(f"Loans committed {_register_span(page)} by what is known of the project, {PRICES}"),
            alt_text=(
                "Stacked bars by country. "
                + "; ".join(
                    f"{row.country}, {row.state}: {row.amount:,.0f} million in {words.times(row.projects, 'loan')}"
                    for row in sums.itertuples()
                )
                + "."
            ),
        ),
        note=_register_note(page)
        + " States as recorded by the end of the register; later cancellations are not in it.",
    )


def lent_and_owed(page: ChinaPage) -> Figure:
    """Loans committed beside what the state owes China."""
    name = "committed-and-owed"
    lent = page.loans()
    if lent.empty:
        return figure.empty(name=name, title="Committed and owed", reason=page.unknown("Chinese loan"))
    year = page.register_end
    both = countries.with_names(projects.lent_and_owed(lent, page.owed("ppg_bilateral"), year))
    committed, owed = both["committed"].sum(), both["owed"].sum()
    return chart.pairs(
        both,
        heading=Heading(
            name=name,
            title=(
                f"USD {committed / 1000:.1f} billion committed, USD {owed / 1000:.1f} billion owed by states at the end of "
                f"{year}"
            ),
            subtitle=(
                f"Loans committed since {page.covered()[0]} ({PRICES}) beside public debt to China (USD million), "
                f"end of {year}"
            ),
            alt_text="Two points a country. "
            + "; ".join(
                f"{row.country}: {row.committed:,.0f} committed, {row.owed:,.0f} owed"
                for row in both.itertuples()
            )
            + ".",
        ),
        note=(
            "Constant and current prices, so the two are of the same order and not equal. Loans to companies without "
            "a state guarantee are in the first and not in the second; so are loans not yet drawn or repaid."
        ),
    )


def lenders(page: ChinaPage) -> Figure:
    """Who lends."""
    name = "lenders"
    lent = page.loans()
    lent = lent[lent["amount_usd2021_million"].notna()]
    if lent.empty:
        return figure.empty(name=name, title="Lenders", reason=page.unknown("Chinese loan"))
    sums = projects.by_lender(lent)
    top = sums.iloc[0]
    return chart.lenders(
        sums,
        heading=Heading(
            name=name,
            title=f"{top['lender']} lent {top['share']:.0f} percent of the money",
            subtitle=f"Loans committed {_register_span(page)} by lender, {PRICES}; number of loans in brackets",
            alt_text=(
                f"Bars by lender. {top['lender']} leads with {top['amount']:,.0f} million in "
                f"{words.times(int(top['projects']), 'loan')}."
            ),
        ),
        note=_register_note(page),
    )


def _register_span(page: ChinaPage) -> str:
    """The years of the register within the edition, in words."""
    return f"from {page.covered()[0]} to {page.register_end}"


def _register_note(page: ChinaPage) -> str:
    """What the register counts, and from when to when."""
    first, last = page.covered()
    return (
        f"AidData register of commitments of at least USD 1 million from {first} to {last}; of syndicated loans the "
        "Chinese part. A commitment is not yet a payment."
    )


def tracker_deals(page: ChinaPage) -> Figure:
    """Deals in the tracker of announced values, by kind."""
    name = "tracker"
    found = projects.deals(page.projects(), "cgit")
    if found.empty:
        return figure.empty(
            name=name, title="Announced deals", reason=page.unknown("deal in the investment tracker")
        )
    found = found.groupby(["year", "kind"], as_index=False).agg(
        value=("amount", "sum"), source=("source", "first")
    )
    total = found["value"].sum()
    built = found.loc[found["kind"] == "construction", "value"].sum()
    first, last = int(found["year"].min()), int(found["year"].max())
    return chart.stacked_years(
        found,
        "kind",
        chart.DEAL_COLOURS,
        heading=Heading(
            name=name,
            title=(
                f"Of USD {total / 1000:.1f} billion in announced deals {built / total * 100:.0f} percent were "
                "construction contracts"
            ),
            subtitle=f"Announced value of deals of at least USD 100 million by kind, USD million, {words.years(first, last)}",
            alt_text=(
                f"Stacked bars by year from {first} to {last}. Construction adds up to {built:,.0f} million, investment "
                f"to {total - built:,.0f} million."
            ),
        ),
        value_heading="USD million",
        field_heading="Kind",
        note=(
            "A construction contract is work for a Chinese firm, often paid with a Chinese loan; it is no investment. "
            "From 2019 on only energy and metals deals are in the record."
        ),
        years=(first, last),
    )


def loan_table(page: ChinaPage) -> Table:
    """Every loan with its lender and state."""
    rows = page.loans().sort_values(["date", "id"], ascending=[False, True])
    return _table(
        page,
        rows,
        "loans",
        f"{words.begin(words.times(len(rows), 'loan'))} one by one",
        "Loans and supplier credits of the AidData register, the newest first; amounts as committed",
    )


def gift_table(page: ChinaPage) -> Table:
    """Every gift."""
    rows = page.gifts().sort_values(["date", "id"], ascending=[False, True])
    return _table(
        page,
        rows,
        "gifts",
        f"{words.begin(words.times(len(rows), 'gift'))} of USD 1 million or more at prices of 2021",
        "Grants of the AidData register, the newest first; amounts as committed",
    )


def press_table(page: ChinaPage) -> Table:
    """Deals reported in the press, from memorandum to completion."""
    rows = page.projects()
    rows = rows[(rows["register"] == "press") & (rows["kind"] != "project_count")]
    rows = projects.with_state(rows).sort_values(["date", "id"], ascending=[False, True])
    later = rows["later_status"].fillna(rows["status"].str.replace("_", " ")).fillna("")
    return _table(
        page,
        rows.assign(state=later),
        "press",
        f"{words.begin(words.times(len(rows), 'deal'))} in the press: what was announced and what became of it",
        "Deals named in the press, the newest first; a memorandum binds nobody and is no debt",
    )


def investors(page: ChinaPage) -> Table:
    """Direct investment from China as published."""
    rows = page.own(page.table("fdi_origin"))
    rows = rows[(rows["origin_iso3"] == "CHN") & ~rows["flow"].str.startswith("tracker")]
    rows = countries.with_names(rows.sort_values(["date", "id"], ascending=[False, True]), into="origin")
    rows = rows.assign(
        period=[_period(row) for row in rows.itertuples()],
        sum=[
            words.quantity(row.value, row.unit) if pd.notna(row.value) else None for row in rows.itertuples()
        ],
    )
    return investors_table(
        rows,
        name="investment",
        title="Direct investment from China as published",
        subtitle="By country of the region and period, the newest first; shares of all investment of the period",
        note="Gross, net and cumulative flows are different things and are not added up.",
        origin="Country",
    )


def _table(page: ChinaPage, rows: pd.DataFrame, name: str, title: str, subtitle: str) -> Table:
    written = countries.with_names(rows).assign(
        year=rows["date"].dt.year,
        sum=[
            words.quantity(row.amount, UNITS.get(row.unit, row.unit))
            if pd.notna(row.amount) and pd.notna(row.unit)
            else None
            for row in rows.itertuples()
        ],
        lender=rows["lender_or_investor"],
    )
    return table(
        written,
        [
            Column("project", "Project"),
            Column("country", "Country"),
            Column("year", "Year", str, numeric=True),
            Column("lender", "Lender, giver or investor"),
            Column("state", "What became of it"),
            Column("sum", "Amount", numeric=True),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(rows),
        note="Registers list the same projects again, so nothing is added up across them.",
    )


def _period(row: Any) -> str:
    if pd.isna(row.date_from):
        return words.day(row.date, row.date_precision)
    if (row.date_from.month, row.date.month) == (1, 12):
        return words.years(row.date_from.year, row.date.year)
    return f"{words.day(row.date_from, 'month')} to {words.day(row.date, 'month')}"
