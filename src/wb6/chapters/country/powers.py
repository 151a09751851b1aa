"""Outside powers: votes, alignment, trade, arms, energy, debt."""

from typing import Any

import pandas as pd

from wb6.chapters.country.base import CountryBase
from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures import powers as chart
from wb6.figures.tables import Table
from wb6.measures import alignment, arms, economy, energy

VOTING_POWERS = ("RUS", "CHN", "USA", "DEU")
TRADE_PARTNERS = ("EU27", "CHN", "RUS", "TUR", "USA")
CREDITORS = ("CHN", "RUS", "BONDHOLDERS", "IBRD_IDA")


class Powers(CountryBase):
    """The section on outside powers."""

    def votes_with_powers(self) -> Any:
        """How often the country voted as Russia, China, the United States and Germany."""
        name = "un-votes"
        values = alignment.agreement(
            self.table("un_agreement"), VOTING_POWERS, [self.iso3], max(self.since, 2000)
        )
        if values.empty:
            return figure.empty(name=name, title="UN votes", reason=self.unknown("roll call in the UN"))
        last_year = int(values["year"].max())
        last = values[values["year"] == last_year].set_index("power_iso3")["value"]
        first_year = int(values["year"].min())
        return chart.lines_by_power(
            countries.with_names(values, "power_iso3", "power"),
            "power_iso3",
            name=name,
            title=(
                f"In {last_year} {self.name} voted as Russia in {last['RUS']:.0f} of 100 UN roll calls, as Germany "
                f"in {last['DEU']:.0f}"
            ),
            subtitle=f"Share of roll calls in the UN General Assembly with the same vote, percent, {first_year}–{last_year}",
            alt_text=(
                f"Line chart from {first_year} to {last_year}. In {last_year} agreement was "
                + words.listing(
                    [f"{last[code]:.0f} percent with {countries.in_sentence(code)}" for code in VOTING_POWERS]
                )
                + "."
            ),
            value_heading="Percent of roll calls",
            note="The line breaks where the source changes: before, all roll calls; in the last year, adopted resolutions only.",
            breaks=True,
        )

    def alignment_with_eu_policy(self) -> Any:
        """Rates of alignment with EU foreign policy texts by the body that counts."""
        name = "cfsp"
        rates = alignment.cfsp_full_years(self.table("cfsp_alignment"))
        rates = rates[rates["iso3"] == self.iso3]
        if rates.empty:
            return figure.empty(
                name=name, title="EU foreign policy", reason=self.unknown("rate of alignment")
            )
        last = rates.iloc[-1]
        lowest = rates.loc[rates["value"].idxmin()]
        return chart.cfsp(
            rates,
            name=name,
            title=(
                f"{self.name} joined {last['value']:.0f} percent of EU foreign policy texts in {last['year']}; "
                f"the low was {lowest['value']:.0f} in {lowest['year']}"
            ),
            subtitle="Share of EU declarations and decisions that the government aligned with, percent, by counting body",
            alt_text=(
                f"Points from {rates['year'].min()} to {rates['year'].max()}, between {rates['value'].min():.0f} and "
                f"{rates['value'].max():.0f} percent."
            ),
        )

    def votes_on_ukraine(self) -> Table:
        """Votes on the General Assembly's texts on Crimea and Ukraine."""
        votes = alignment.ukraine_votes(self.table("un_ukraine_votes"), self.iso3)
        return chart.ukraine_votes(
            votes,
            name="ukraine-votes",
            title=f"How {self.name} voted on Ukraine",
            subtitle=f"UN General Assembly texts on Crimea and Ukraine known on {words.day(self.edition.day)}",
        )

    def trade_by_partner(self) -> Any:
        """Shares of outside powers in trade in goods."""
        name = "trade"
        values = economy.trade_shares(self.table("trade_partners"), self.iso3, TRADE_PARTNERS)
        values = values[values["year"] >= self.since]
        if values.empty:
            return figure.empty(name=name, title="Trade", reason=self.unknown("reconciled trade by partner"))
        last_year = int(values["year"].max())
        last = values[values["year"] == last_year].set_index("partner_iso3")["value"]
        named = countries.with_names(values, "partner_iso3", "power").assign(
            power=lambda frame: frame["power"].str.replace("European Union (27 members)", "EU-27")
        )
        return chart.lines_by_power(
            named,
            "partner_iso3",
            name=name,
            title=(
                f"The EU took part in {last['EU27']:.0f} percent of {self.adjective} goods trade in {last_year}, "
                f"Russia in {last['RUS']:.0f} and China in {last['CHN']:.0f}"
            ),
            subtitle=(
                f"Share of exports and imports of goods together, percent, {int(values['year'].min())}–{last_year}; "
                "the EU in its membership of 27 throughout"
            ),
            alt_text=(
                f"Line chart. In {last_year} the EU stood at {last['EU27']:.1f} percent, China at "
                f"{last['CHN']:.1f}, Russia at {last['RUS']:.1f}."
            ),
            value_heading="Percent of goods trade",
            note="Reconciled from the reports of both partners; national statistics by origin give China more and the EU less.",
        )

    def arms_suppliers(self) -> Any:
        """Deliveries of major arms by supplier and period."""
        name = "arms"
        first = max(2000, self.since // 5 * 5)
        deliveries = arms.by_supplier(
            self.table("arms_transfers"), self.iso3, first, self.edition.last_full_year
        )
        if deliveries.empty:
            return figure.empty(
                name=name, title="Arms deliveries", reason=self.unknown("delivery in the SIPRI register")
            )
        last = deliveries[deliveries["period_start"] == deliveries["period_start"].max()]
        top = last.sort_values("tiv").iloc[-1]
        return chart.arms(
            countries.with_names(deliveries, "supplier_iso3", "supplier"),
            name=name,
            title=(
                f"{_capital(countries.in_sentence(top['supplier_iso3']))} supplied {top['share']:.0f} percent of major arms "
                f"delivered to {self.name} in {top['period']}"
            ),
            subtitle="Deliveries of major arms by supplier and five-year period, million SIPRI trend-indicator values",
            alt_text=(
                f"Stacked bars by period. In {top['period']} the largest supplier was "
                f"{countries.in_sentence(top['supplier_iso3'])} with {top['tiv']:.0f} million."
            ),
        )

    def exercises(self) -> Table:
        """Military exercises with NATO, its members, Russia and China."""
        rows = self.table("joint_exercises")
        rows = rows[(rows["iso3"] == self.iso3) & rows["value"].notna()].sort_values(["date", "id"])
        rows = rows.assign(
            when=[
                str(row.date.year)
                if pd.isna(row.date_from) or row.date_from.year == row.date.year
                else f"{row.date_from.year}–{row.date.year}"
                for row in rows.itertuples()
            ]
        )
        return chart.exercises_table(
            countries.with_names(rows, "partner_iso3", "partner"),
            name="exercises",
            title="Exercises with East and West",
            subtitle="Published numbers of exercises, activities and troops by period and partner",
        )

    def russian_gas(self) -> Any:
        """Every published share of Russian gas."""
        name = "gas"
        shares = energy.russian_gas(self.table("energy_dependence"), self.iso3)
        if shares.empty:
            return figure.empty(name=name, title="Russian gas", reason=self.unknown("share of Russian gas"))
        return chart.gas(
            shares,
            name=name,
            title=(
                f"Published shares of Russian gas in {self.name} run from {shares['value'].min():.0f} to "
                f"{shares['value'].max():.0f} percent"
            ),
            subtitle=(
                f"Russian share of gas by the base that the source names, percent, "
                f"{shares['date'].min().year}–{shares['date'].max().year}"
            ),
            alt_text=(
                f"{len(shares)} points by base; the newest is {shares.iloc[-1]['value']:.0f} percent "
                f"({shares.iloc[-1]['date'].year})."
            ),
        )

    def creditors(self) -> Any:
        """Creditors of external public debt."""
        name = "creditors"
        shares = economy.creditor_shares(
            self.table("debt_by_creditor"), self.iso3, CREDITORS, max(self.since, 2006)
        )
        if shares.empty:
            return figure.empty(
                name=name, title="External debt", reason=self.unknown("external debt by creditor")
            )
        last_year = int(shares["year"].max())
        last = shares[shares["year"] == last_year].set_index("creditor")["value"]
        china = last.get("China", 0.0)
        return chart.lines_by_power(
            shares.rename(columns={"creditor": "power"}),
            "creditor_iso3",
            name=name,
            title=f"China held {china:.1f} percent of {self.adjective} external public debt at the end of {last_year}",
            subtitle=(
                f"Share of public and publicly guaranteed external debt by creditor, percent, year-ends "
                f"{int(shares['year'].min())}–{last_year}"
            ),
            alt_text=(
                f"Line chart by creditor. At the end of {last_year}: "
                + words.listing([f"{creditor} {value:.1f} percent" for creditor, value in last.items()])
                + "."
            ),
            value_heading="Percent of external public debt",
            note="Domestic debt is not counted. Not every creditor is shown.",
        )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
