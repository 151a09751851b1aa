"""The weight of outside powers in the trade of goods: of all in one country, of Russia in the region."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import dots, lines
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import economy
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import POWER, RussiaPage, by_value
from wb6.sections.written import Basis

PARTNERS = ("EU27", "CHN", "RUS", "TUR", "USA")
EU = "EU27"
LARGEST = "SRB"
BASES = {"mirror_reconciled": "reconciled from both partners", "national": "national figure in the press"}
MEASURE = "Share of exports and imports of goods together, percent"


@shows("trade-partners", "Trade", "reconciled trade by partner")
def trade_by_partner(page: CountryPage) -> Figure:
    """Shares of outside powers in trade in goods."""
    values = page.edition.measured(economy.trade_shares, "trade_partners", page.iso3, PARTNERS)
    values = needed(values[values["year"] >= page.since])
    last_year = int(values["year"].max())
    last = values[values["year"] == last_year].set_index("partner_iso3")["value"]
    named = countries.with_names(values, "partner_iso3", "power").assign(
        power=lambda frame: frame["power"].mask(frame["partner_iso3"] == EU, "EU-27")
    )
    return lines.by_power(
        named,
        lines.Powers("partner_iso3", "Percent of goods trade"),
        heading=Heading(
            title=(
                f"The EU took part in {last[EU]:.0f} percent of goods trade of {page.name} in {last_year}, "
                f"Russia in {last['RUS']:.0f} and China in {last['CHN']:.0f}"
            ),
            subtitle=(
                f"{MEASURE}, {words.years(int(values['year'].min()), last_year)}; "
                "the EU in its membership of 27 throughout"
            ),
            alt_text=(
                f"Line chart. In {last_year} the EU stood at {last[EU]:.1f} percent, China at "
                f"{last['CHN']:.1f}, Russia at {last['RUS']:.1f}."
            ),
        ),
        note="Reconciled from the reports of both partners; national statistics by origin give China more and the EU less.",
    )


def trade_as_published(page: CountryPage) -> Table:
    """Shares of partners in trade as single publications give them, the newest of each."""
    rows = words.dated(economy.published_shares(page.table("trade_partners"), page.iso3))
    return table(
        countries.with_names(rows, "partner_iso3", "partner").assign(
            basis=rows["basis"].str.replace("_", " ")
        ),
        [
            *text_columns(partner="Partner", flow="Flow", when="Period"),
            Column("share_pct", "Percent of the flow", words.number, numeric=True),
            Column("basis", "Basis of the figure"),
        ],
        Caption(
            name="trade-published",
            title=f"Partners in the trade in goods of {page.name}: the newest published shares",
            subtitle="Share of exports or of imports, percent, by partner; shares of different sources are not added up",
        ),
    )


@kept
def trade(page: RussiaPage, partner: str = POWER) -> pd.DataFrame:
    """Share of a partner in goods trade by country and year."""
    shares = page.each(
        lambda iso3: page.edition.measured(economy.trade_shares, "trade_partners", iso3, [partner])
    )
    return shares[shares["year"] >= page.since].reset_index(drop=True)


@shows("trade", "Trade with Russia", "trade by partner")
def trade_with_russia(page: RussiaPage) -> Figure:
    """Share of Russia in the goods trade of each country."""
    values = needed(trade(page))
    year = int(values["year"].max())
    last = values[values["year"] == year].sort_values("value")
    top = last.iloc[-1]
    peak = values.loc[values[values["iso3"] == top["iso3"]]["value"].idxmax()]
    return lines.by_country(
        values,
        heading=Heading(
            title=(
                f"Russia took part in {top['value']:.1f} percent of the goods trade of {top['country']} in {year}"
                + (f", down from {peak['value']:.1f} in {int(peak['year'])}" if peak["year"] != year else "")
            ),
            subtitle=f"{MEASURE}, {words.years(values['year'].min(), year)}",
            alt_text=f"Line chart. In {year}: {by_value(last)} percent.",
        ),
        value_heading="Percent of goods trade",
        note=(
            "Reconciled from the reports of both partners; there is no series for Kosovo, and those of Serbia and "
            "Montenegro begin with their separate states."
        ),
    )


def _newest_beside_the_eu(page: RussiaPage) -> pd.DataFrame:
    """Shares of Russia and of the EU in goods trade by country, of the newest year that either has."""
    both = pd.concat([trade(page, POWER), trade(page, EU)], ignore_index=True)
    return both[both["year"] == both["year"].max()]


@shows("trade-eu", "Russia and the EU", "trade by partner")
def beside_the_eu(page: RussiaPage) -> Figure:
    """Russia and the European Union in the trade of each country, the newest year."""
    last = needed(_newest_beside_the_eu(page))
    last = last.assign(
        power=last["partner_iso3"].map({POWER: "Russia", EU: "European Union (27)"}),
        power_iso3=last["partner_iso3"],
    )
    year = int(last["year"].max())
    wide = last.pivot(index="country", columns="partner_iso3", values="value")
    times = (wide[EU] / wide[POWER]).sort_values()
    return dots.beside(
        last,
        heading=Heading(
            title=(
                f"Trade with the EU was {times.iloc[0]:.0f} times that with Russia in {times.index[0]} in {year}, and more "
                "elsewhere"
            ),
            subtitle=f"{MEASURE}, {year}",
            alt_text=(
                f"Points by country for {year}. Russia: {by_value(last[last['partner_iso3'] == POWER])}. European Union: "
                f"{by_value(last[last['partner_iso3'] == EU])}."
            ),
        ),
        note="The EU in its membership of 27 throughout.",
    )


@declares("trade_partners", "others_trade", "eu_times", "eu_times_next")
def _russia_beside_the_eu(page: RussiaPage) -> dict[str, Fact]:
    last = _newest_beside_the_eu(page)
    if last.empty:
        return {}
    basis = Basis.of_year("trade_partners", last["year"].max(), last["source"])
    wide = last.pivot(index="iso3", columns="partner_iso3", values="value")
    others = wide.drop(index=LARGEST, errors="ignore")[POWER]
    least, next_to_it = (wide[EU] / wide[POWER]).sort_values().iloc[:2]
    times = {
        name: basis.fact(
            "Trade with the EU to trade with Russia", f"{ratio:.0f} times", round(float(ratio), 1), "times"
        )
        for name, ratio in (("eu_times", least), ("eu_times_next", next_to_it))
    }
    return {
        "others_trade": basis.percent("Largest Russian share in the trade of the others", others.max()),
        **times,
    }


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


@shows("trade-amounts", "Serbia and Russia", "sum of trade with Russia")
def amounts_of_trade(page: RussiaPage) -> Figure:
    """What the largest partner sold to and bought from Russia."""
    values = needed(amounts(page))
    imports = values[values["flow"] == "import"].set_index("year")["value"]
    year, top = int(imports.index.max()), int(imports.idxmax())
    return lines.flows(
        values,
        heading=Heading(
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
