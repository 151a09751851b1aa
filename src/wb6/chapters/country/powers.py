"""Outside powers: votes, alignment, trade, arms, energy, debt."""

from typing import Any

import pandas as pd

from wb6.chapters.country.base import CountryBase
from wb6.data import countries, words
from wb6.figures import comparison, figure
from wb6.figures import powers as chart
from wb6.figures.tables import Table
from wb6.measures import alignment, arms, economy, energy, series

REGISTERS = {
    "gcdf": "commitments in the AidData register",
    "cgit": "deals in the China Global Investment Tracker",
    "press": "deals named in the press",
}
REGISTER_SINCE, LAST_YEAR_OF_REGISTER = 2000, 2021
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
        every = alignment.cfsp_full_years(self.table("cfsp_alignment"))
        rates = every[every["iso3"] == self.iso3]
        if rates.empty:
            return figure.empty(
                name=name, title="EU foreign policy", reason=self.unknown("rate of alignment")
            )
        last = rates.iloc[-1]
        lowest = rates.loc[rates["value"].idxmin()]
        return chart.cfsp(
            rates,
            series.band(self.six(every)),
            name=name,
            title=(
                f"{self.name} joined {last['value']:.0f} percent of EU foreign policy texts in {last['year']}"
                + (
                    f"; the low was {lowest['value']:.0f} in {lowest['year']}"
                    if lowest["value"] < last["value"]
                    else ""
                )
            ),
            subtitle=(
                "Share of EU declarations and decisions that the government aligned with, percent, by counting body. "
                "Grey: range of the six where at least three have a rate"
            ),
            alt_text=(
                f"Points from {rates['year'].min()} to {rates['year'].max()}: "
                f"{words.span(rates['value'].min(), rates['value'].max())} percent."
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
        name = "trade-partners"
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
                f"The EU took part in {last['EU27']:.0f} percent of goods trade of {self.name} in {last_year}, "
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
        name = "arms-suppliers"
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
                f"Published shares of Russian gas in {self.name}: "
                f"{words.span(shares['value'].min(), shares['value'].max())} percent"
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

    def gas_compared(self) -> Any:
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
            name=name,
            title=f"{amount} in {self.name} came from Russia by the newest published figure ({year})",
            subtitle="Russian share of gas, newest published figure of each country of the six that has one, percent",
            alt_text=f"Bars by country: {words.listing([f'{row.country} {row.said}' for row in newest.itertuples()])}.",
        )

    def trade_as_published(self) -> Table:
        """Shares of partners in trade as single publications give them, the newest of each."""
        rows = economy.published_shares(self.table("trade_partners"), self.iso3)
        return chart.trade_shares(
            countries.with_names(rows, "partner_iso3", "partner").assign(
                when=[words.day(row.date, row.date_precision) for row in rows.itertuples()]
            ),
            name="trade-published",
            title=f"Partners in the trade in goods of {self.name}: the newest published shares",
            subtitle="Share of exports or of imports, percent, by partner; shares of different sources are not added up",
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
            title=f"China held {china:.1f} percent of external public debt of {self.name} at the end of {last_year}",
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

    def position_in_votes(self) -> Any:
        """Ideal point in the UN General Assembly with its range, between the powers."""
        name = "ideal-points"
        points = alignment.positions(
            self.table("ideal_points"), [*countries.WB6, *VOTING_POWERS], min(self.since, 1990)
        )
        own = points[points["iso3"] == self.iso3]
        if own.empty:
            return figure.empty(
                name=name,
                title="Position in the UN",
                reason=self.unknown("estimate of its position in the UN"),
            )
        shown = points[
            points["iso3"].isin([self.iso3, *VOTING_POWERS]) & (points["year"] >= own["year"].min())
        ]
        first_year, last_year = int(own["year"].min()), int(own["year"].max())
        last = shown[shown["year"] == last_year].set_index("iso3")["value"]
        away = (last.drop(self.iso3) - last[self.iso3]).abs()
        nearest = countries.in_sentence(away.idxmin())
        return chart.positions(
            countries.with_names(shown, into="state"),
            series.band(self.six(points)),
            self.iso3,
            name=name,
            title=(
                f"In {last_year} {self.name} stood nearest to {nearest} of four powers, {away['USA']:.1f} points from the "
                f"United States and {away['RUS']:.1f} from Russia"
            ),
            subtitle=(
                f"Ideal points from votes in the UN General Assembly, {first_year}–{last_year}; higher is nearer to the "
                "United States. Grey: range of the six that vote; shade: range of the estimate"
            ),
            alt_text=(
                f"Lines from {first_year} to {last_year}. {self.name} ends at {last[self.iso3]:.2f}, the United States at "
                f"{last['USA']:.2f}, Russia at {last['RUS']:.2f}, China at {last['CHN']:.2f}, Germany at {last['DEU']:.2f}."
            ),
            note="The shade holds nine tenths of the estimates. Points of one edition; a position is estimated, not counted.",
        )

    def debt_and_creditors(self) -> Any:
        """Debt to output, and the shares of China and of bonds in external public debt."""
        name = "debt"
        since = max(self.since, 2006)
        output = series.select(self.table("indicators"), "NY.GDP.MKTP.CD", [self.iso3])
        owed = economy.external_debt_to_output(self.table("debt_by_creditor"), output)
        shares = economy.creditor_shares(
            self.table("debt_by_creditor"), self.iso3, ("CHN", "BONDHOLDERS"), since
        )
        national = economy.public_debt_to_output(self.table("external_debt"), self.iso3)
        owed = owed[owed["year"] >= since]
        if owed.empty:
            return figure.empty(name=name, title="Debt", reason=self.unknown("external public debt"))
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
            name=name,
            title=(
                f"External public debt of {self.name} was {debt:.0f} percent of GDP at the end of {year}; China held "
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
            note="World Bank figures leave domestic debt out."
            + (
                " National and IMF figures hold all public debt; rival figures of one date stand side by side."
                if len(national)
                else " Figures on all public debt are not in the record."
            ),
        )

    def chinese_loans(self) -> Any:
        """Chinese loans by year of commitment, from one register."""
        name = "china-loans"
        loans = economy.chinese_loans(self.table("china_projects"), self.iso3)
        if loans.empty:
            return figure.empty(
                name=name, title="Chinese loans", reason=self.unknown("Chinese loan in the AidData register")
            )
        last = min(self.edition.last_full_year, LAST_YEAR_OF_REGISTER)
        largest = loans.loc[loans["amount"].idxmax()]
        every = range(REGISTER_SINCE, last + 1)
        by_year = loans.set_index("year").reindex(every).rename_axis("year").reset_index()
        by_year = by_year.fillna({"loans": 0, "amount": 0}).astype({"loans": int})
        by_year["source"] = loans["source"].iloc[0]
        return chart.loans(
            by_year,
            name=name,
            title=(
                f"Chinese lenders committed USD {loans['amount'].sum():,.0f} million to {self.name}, "
                f"{largest['amount'] / loans['amount'].sum() * 100:.0f} percent of it in {int(largest['year'])}"
            ),
            subtitle=f"Loans by year of commitment, USD million at constant prices, {REGISTER_SINCE}–{last}",
            alt_text=(
                f"Bars by year. The largest is {int(largest['year'])} with {largest['amount']:,.0f} million; "
                f"{int(loans['loans'].sum())} loans in all."
            ),
            note=(
                "AidData register of 2000 to 2021 at prices of 2021, commitments of at least USD 1 million; of syndicated "
                "loans the Chinese part. A commitment is not yet a payment."
            ),
        )

    def chinese_projects(self, register: str = "gcdf") -> Table:
        """Chinese projects in one register: `gcdf` (AidData), `cgit` (tracker of deals) or `press`."""
        projects = economy.register(self.table("china_projects"), self.iso3, register)
        return chart.projects_table(
            projects,
            name=f"china-projects-{register}",
            title=f"Chinese money in {self.name}: {REGISTERS[register]}",
            subtitle=f"Deals in the register by date, the newest first; amounts as committed or reported, {len(projects)} rows",
            note="One register; the others list some of the same deals again, so nothing is added up across them.",
        )

    def investors(self) -> Table:
        """Origins of foreign direct investment, the newest figure of each."""
        rows = economy.investors(self.table("fdi_origin"), self.iso3)
        rows = countries.with_names(rows, "origin_iso3", "origin").assign(
            period=[_period(row) for row in rows.itertuples()],
            sum=[
                words.quantity(row.value, row.unit) if pd.notna(row.value) else None
                for row in rows.itertuples()
            ],
        )
        return chart.investors_table(
            rows,
            name="investors",
            title=f"Who invests in {self.name}: the newest figure of each origin",
            subtitle="Foreign direct investment by immediate origin; shares of the flow or stock of the same period",
            note="Immediate origin: money that passes through a third country counts as that country's.",
        )

    def russian_presence(self) -> Table:
        """Single facts on Russian presence: expulsions, visitors, residents, media, aid."""
        rows = self.table("russia_presence")
        rows = rows[rows["iso3"] == self.iso3].sort_values(["date", "id"], ascending=[False, True])
        return chart.facts_table(
            rows.assign(when=[words.day(row.date, row.date_precision) for row in rows.itertuples()]),
            name="russian-presence",
            title=f"Signs of Russian presence in {self.name}",
            subtitle="Diplomats expelled, visitors, residents and investment, the newest first; others to compare",
        )

    def sanctions_on_russia(self) -> Table:
        """EU measures against Russia, and whether the country joined them."""
        rows = self.table("sanctions_russia")
        rows = rows[rows["iso3"] == self.iso3].sort_values(["date", "measure_id"])
        return chart.measures_table(
            rows.assign(when=[words.day(row.date, row.date_precision) for row in rows.itertuples()]),
            name="sanctions",
            title=f"EU measures against Russia that {self.name} joined or did not join",
            subtitle="Measures in the record by date of the announcement",
            note="Joining on paper is not carrying out; the list is not complete.",
        )

    def gas_in_energy_supply(self) -> Any:
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
            name=name,
            title=(
                f"Gas met {last['value']:.0f} percent of the energy supply of {self.name} in {int(last['year'])}, "
                f"{first['value']:.0f} in {int(first['year'])}"
            ),
            subtitle=f"Share of natural gas in primary energy supply, percent, {int(first['year'])}–{int(last['year'])}",
            alt_text=(
                f"Line chart. {self.name} went from {first['value']:.1f} percent in {int(first['year'])} to "
                f"{last['value']:.1f} percent in {int(last['year'])}."
            ),
            value_heading="Percent of energy supply",
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


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
