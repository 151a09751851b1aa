"""Outside powers: gas."""

import pandas as pd

from wb6.chapters.country.base import CountryBase
from wb6.data import countries, words
from wb6.figures import comparison, figure
from wb6.figures import energy as chart
from wb6.figures.figure import Figure, Heading
from wb6.measures import energy, series


class Energy(CountryBase):
    """Gas, in the section on outside powers."""

    def russian_gas(self) -> Figure:
        """Every published share of Russian gas."""
        name = "gas"
        shares = energy.russian_gas(self.table("energy_dependence"), self.iso3)
        if shares.empty:
            return figure.empty(name=name, title="Russian gas", reason=self.unknown("share of Russian gas"))
        return chart.gas(
            shares,
            heading=Heading(
                name=name,
                title=(
                    f"Published shares of Russian gas in {self.name}: "
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

    def gas_compared(self) -> Figure:
        """The newest published share of Russian gas, beside the others of the six."""
        name = "gas-compared"
        dependence = self.table("energy_dependence")
        newest = pd.concat(
            [energy.russian_gas(dependence, iso3).tail(1).assign(iso3=iso3) for iso3 in countries.WB6],
            ignore_index=True,
        )
        own = newest[newest["iso3"] == self.iso3]
        if own.empty:
            return figure.empty(name=name, title="Russian gas", reason=self.unknown("share of Russian gas"))
        said = [f"{row.value:.0f} ({row.date.year})" for row in newest.itertuples()]
        base = newest["indicator"].map(chart.GAS_BASES)
        newest = countries.with_names(newest.assign(said=said, base=base)).sort_values(
            ["value", "country"], ascending=[False, True]
        )
        share, year = float(own.iloc[0]["value"]), own.iloc[0]["date"].year
        amount = "All gas" if share == 100 else f"{share:.0f} percent of the gas"
        return chart.gas_compared(
            newest,
            self.iso3,
            heading=Heading(
                name=name,
                title=f"{amount} in {self.name} came from Russia by the newest published figure ({year})",
                subtitle="Russian share of gas, newest published figure of each country of the six that has one, percent",
                alt_text=f"Bars by country: {words.listing([f'{row.country} {row.said}' for row in newest.itertuples()])}.",
            ),
        )

    def gas_in_energy_supply(self) -> Figure:
        """Weight of gas in the supply of energy, beside the comparators."""
        name = "gas-weight"
        shares = energy.yearly(self.table("energy_dependence"), "gas_share_energy_supply", self.since)
        own = shares[shares["iso3"] == self.iso3]
        if own.empty:
            return figure.empty(
                name=name, title="Gas in energy supply", reason=self.unknown("share of gas in energy supply")
            )
        first, last = own.iloc[0], own.iloc[-1]
        return comparison.over_range(
            countries.with_names(shares),
            series.band(self.six(shares)),
            self.iso3,
            self.comparators,
            heading=Heading(
                name=name,
                title=(
                    f"Gas met {last['value']:.0f} percent of the energy supply of {self.name} in {int(last['year'])}, "
                    f"{first['value']:.0f} in {int(first['year'])}"
                ),
                subtitle=(
                    "Share of natural gas in primary energy supply, percent, "
                    f"{words.years(int(first['year']), int(last['year']))}"
                ),
                alt_text=(
                    f"Line chart. {self.name} went from {first['value']:.1f} percent in {int(first['year'])} to "
                    f"{last['value']:.1f} percent in {int(last['year'])}."
                ),
            ),
            value_heading="Percent of energy supply",
        )
