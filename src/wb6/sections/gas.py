"""Outside powers: gas."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import comparison, figure
from wb6.figures import energy as chart
from wb6.figures.figure import Figure, Heading
from wb6.measures import energy, series
from wb6.sections.country_page import CountryPage


def russian_gas(page: CountryPage) -> Figure:
    """Every published share of Russian gas."""
    name = "gas"
    shares = energy.russian_gas(page.table("energy_dependence"), page.iso3)
    if shares.empty:
        return figure.empty(name=name, title="Russian gas", reason=page.unknown("share of Russian gas"))
    return chart.gas(
        shares,
        heading=Heading(
            name=name,
            title=(
                f"Published shares of Russian gas in {page.name}: "
                f"{words.span(shares['value'].min(), shares['value'].max())} percent"
            ),
            subtitle=(
                f"Russian share of gas by the base that the source names, percent, "
                f"{words.years(shares['date'].min().year, shares['date'].max().year)}"
            ),
            alt_text=(
                f"{len(shares)} points by base; the newest is {shares.iloc[-1]['value']:.0f} percent "
                f"({shares.iloc[-1]['date'].year})."
            ),
        ),
    )


def gas_compared(page: CountryPage) -> Figure:
    """The newest published share of Russian gas, beside the others of the six."""
    name = "gas-compared"
    dependence = page.table("energy_dependence")
    newest = pd.concat(
        [energy.russian_gas(dependence, iso3).tail(1).assign(iso3=iso3) for iso3 in countries.WB6],
        ignore_index=True,
    )
    own = newest[newest["iso3"] == page.iso3]
    if own.empty:
        return figure.empty(name=name, title="Russian gas", reason=page.unknown("share of Russian gas"))
    said = [f"{row.value:.0f} ({row.date.year})" for row in newest.itertuples()]
    base = newest["indicator"].map(chart.GAS_BASES)
    newest = countries.with_names(newest.assign(said=said, base=base)).sort_values(
        ["value", "country"], ascending=[False, True]
    )
    share, year = float(own.iloc[0]["value"]), own.iloc[0]["date"].year
    amount = "All gas" if share == 100 else f"{share:.0f} percent of the gas"
    return chart.gas_compared(
        newest,
        page.iso3,
        heading=Heading(
            name=name,
            title=f"{amount} in {page.name} came from Russia by the newest published figure ({year})",
            subtitle="Russian share of gas, newest published figure of each country of the six that has one, percent",
            alt_text=f"Bars by country: {words.listing([f'{row.country} {row.said}' for row in newest.itertuples()])}.",
        ),
    )


def gas_in_energy_supply(page: CountryPage) -> Figure:
    """Weight of gas in the supply of energy, beside the comparators."""
    name = "gas-weight"
    shares = energy.yearly(page.table("energy_dependence"), "gas_share_energy_supply", page.since)
    own = shares[shares["iso3"] == page.iso3]
    if own.empty:
        return figure.empty(
            name=name, title="Gas in energy supply", reason=page.unknown("share of gas in energy supply")
        )
    first, last = own.iloc[0], own.iloc[-1]
    return comparison.over_range(
        countries.with_names(shares),
        series.band(page.six(shares)),
        page.iso3,
        page.comparators,
        heading=Heading(
            name=name,
            title=(
                f"Gas met {last['value']:.0f} percent of the energy supply of {page.name} in {int(last['year'])}, "
                f"{first['value']:.0f} in {int(first['year'])}"
            ),
            subtitle=(
                "Share of natural gas in primary energy supply, percent, "
                f"{words.years(int(first['year']), int(last['year']))}"
            ),
            alt_text=(
                f"Line chart. {page.name} went from {first['value']:.1f} percent in {int(first['year'])} to "
                f"{last['value']:.1f} percent in {int(last['year'])}."
            ),
        ),
        value_heading="Percent of energy supply",
    )
