"""Trade and money: the share of Russia in goods, debt and investment."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import comparison, figure
from wb6.figures import russia as chart
from wb6.figures.economy import FLOWS
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, labelled, table
from wb6.measures import economy
from wb6.sections.russia_page import POWER, RussiaPage, by_value

EU = "EU27"
LARGEST = "SRB"
BASES = {"mirror_reconciled": "reconciled from both partners", "national": "national figure in the press"}


def trade(page: RussiaPage, partner: str = POWER) -> pd.DataFrame:
    """Share of a partner in goods trade by country and year."""
    shares = page.each(
        lambda iso3: page.edition.measured(economy.trade_shares, "trade_partners", iso3, [partner])
    )
    return shares[shares["year"] >= page.since].reset_index(drop=True)


def debts(page: RussiaPage) -> pd.DataFrame:
    """Share of Russia in external public debt by country and year-end."""
    debt = page.table("debt_by_creditor")
    shares = page.each(lambda iso3: economy.creditor_shares(debt, iso3, [POWER], max(page.since, 2000)))
    return shares


def trade_with_russia(page: RussiaPage) -> Figure:
    """Share of Russia in the goods trade of each country."""
    name = "trade"
    values = trade(page)
    if values.empty:
        return figure.empty(name=name, title="Trade with Russia", reason=page.unknown("trade by partner"))
    year = int(values["year"].max())
    last = values[values["year"] == year].sort_values("value")
    top = last.iloc[-1]
    peak = values.loc[values[values["iso3"] == top["iso3"]]["value"].idxmax()]
    return comparison.lines_by_country(
        values,
        heading=Heading(
            name=name,
            title=(
                f"Russia took part in {top['value']:.1f} percent of the goods trade of {top['country']} in {year}"
                + (f", down from {peak['value']:.1f} in {int(peak['year'])}" if peak["year"] != year else "")
            ),
            subtitle=f"Share of exports and imports of goods together, percent, {words.years(values['year'].min(), year)}",
            alt_text=f"Line chart. In {year}: {by_value(last)} percent.",
        ),
        value_heading="Percent of goods trade",
        note=(
            "Reconciled from the reports of both partners; there is no series for Kosovo, and those of Serbia and "
            "Montenegro begin with their separate states."
        ),
    )


def beside_the_eu(page: RussiaPage) -> Figure:
    """Russia and the European Union in the trade of each country, the newest year."""
    name = "trade-eu"
    both = pd.concat([trade(page, POWER), trade(page, EU)], ignore_index=True)
    if both.empty:
        return figure.empty(name=name, title="Russia and the EU", reason=page.unknown("trade by partner"))
    year = int(both["year"].max())
    last = both[both["year"] == year]
    last = last.assign(
        power=last["partner_iso3"].map({POWER: "Russia", EU: "European Union (27)"}),
        power_iso3=last["partner_iso3"],
    )
    wide = last.pivot(index="country", columns="partner_iso3", values="value")
    times = (wide[EU] / wide[POWER]).sort_values()
    return chart.beside(
        last,
        heading=Heading(
            name=name,
            title=(
                f"Trade with the EU was {times.iloc[0]:.0f} times that with Russia in {times.index[0]} in {year}, and more "
                "elsewhere"
            ),
            subtitle=f"Share of exports and imports of goods together, percent, {year}",
            alt_text=(
                f"Points by country for {year}. Russia: {by_value(last[last['partner_iso3'] == POWER])}. European Union: "
                f"{by_value(last[last['partner_iso3'] == EU])}."
            ),
        ),
        note="The EU in its membership of 27 throughout.",
    )


def amounts(page: RussiaPage) -> pd.DataFrame:
    """Exports to and imports from Russia of its largest partner, USD million, on two bases."""
    rows = page.table("trade_partners")
    rows = rows[
        (rows["iso3"] == LARGEST)
        & (rows["partner_iso3"] == POWER)
        & rows["flow"].isin(["export", "import"])
        & rows["basis"].isin(BASES)
        & (rows["unit"] == "USD million")
        & rows["value"].notna()
    ]
    reconciled = rows["basis"] == "mirror_reconciled"
    rows = rows.assign(joined=reconciled, basis=rows["basis"].map(BASES))
    rows = rows[reconciled | (rows["year"] > rows[reconciled]["year"].max())]
    return rows[rows["year"] >= page.since].sort_values(["flow", "year"], ignore_index=True)


def amounts_of_trade(page: RussiaPage) -> Figure:
    """What the largest partner sold to and bought from Russia."""
    name = "trade-amounts"
    values = amounts(page)
    if values.empty:
        return figure.empty(
            name=name, title="Serbia and Russia", reason=page.unknown("sum of trade with Russia")
        )
    imports = values[values["flow"] == "import"].set_index("year")["value"]
    year, top = int(imports.index.max()), int(imports.idxmax())
    return chart.amounts(
        values,
        heading=Heading(
            name=name,
            title=(
                f"Serbia bought goods for USD {words.money(imports[year], '').strip()} from Russia in {year}"
                + (f", and for {words.money(imports[top], '').strip()} in {top}" if top != year else "")
            ),
            subtitle=(
                "Exports and imports of goods, Serbia with Russia, USD million, "
                f"{words.years(values['year'].min(), year)}"
            ),
            alt_text=(
                "Two lines and later points. "
                + " ".join(
                    f"{flow.capitalize()}s in {int(rows['year'].max())}: {rows.sort_values('year')['value'].iloc[-1]:,.0f}."
                    for flow, rows in values.groupby("flow")
                )
            ),
        ),
        note="Lines: figures reconciled from both partners. Diamonds: national figures, after the end of the lines.",
    )


def debt_to_russia(page: RussiaPage) -> Figure:
    """Share of external public debt owed to Russia."""
    name = "debt"
    values = debts(page)
    if values.empty:
        return figure.empty(name=name, title="Debt to Russia", reason=page.unknown("debt to Russia"))
    last = values.sort_values("year").groupby("iso3").tail(1)
    top = last.sort_values("value").iloc[-1]
    peak = values.loc[values[values["iso3"] == top["iso3"]]["value"].idxmax()]
    return comparison.lines_by_country(
        values,
        heading=Heading(
            name=name,
            title=(
                f"{top['country']} owed Russia {top['value']:.1f} percent of its external public debt at the end of "
                f"{int(top['year'])}"
                + (
                    f"; the most was {peak['value']:.1f} in {int(peak['year'])}"
                    if peak["year"] != top["year"]
                    else ""
                )
            ),
            subtitle=(
                f"Share of Russia in public and publicly guaranteed external debt, percent, year-ends "
                f"{words.years(values['year'].min(), values['year'].max())}"
            ),
            alt_text=f"Line chart of the countries with a Russian creditor. Newest: {by_value(last)} percent.",
        ),
        value_heading="Percent of external public debt",
        note="The other countries have no Russian row in the debt statistics. Domestic debt is not counted.",
    )


def investment(page: RussiaPage) -> Table:
    """Every figure on Russian direct investment."""
    rows = page.own(page.table("fdi_origin"))
    rows = rows[rows["origin_iso3"] == POWER].sort_values(["date", "id"], ascending=[False, True])
    rows = countries.with_names(words.dated(rows)).assign(
        sum=[
            words.quantity(row.value, row.unit) if pd.notna(row.value) else None for row in rows.itertuples()
        ]
    )
    rows = rows.assign(
        period=[
            row.when
            if pd.isna(row.date_from)
            or (row.date_from.year == row.date.year and row.date_precision == "year")
            else f"{row.date_from:%B %Y} to {row.date:%B %Y}"
            for row in rows.itertuples()
        ]
    )
    return table(
        rows,
        [
            Column("country", "Country"),
            Column("period", "Period"),
            Column("flow", "What is counted", labelled(FLOWS)),
            Column("sum", "Amount", numeric=True),
            Column("share_pct", "Share of all origins", words.percent, numeric=True),
        ],
        name="investment",
        title="Direct investment from Russia",
        subtitle=f"Figures found up to {words.day(page.edition.day)}, the newest first, by immediate origin",
        sources=sources_of(rows),
        note="Money that passes through a third country counts as that country's; flows, net flows and sums are not alike.",
    )
