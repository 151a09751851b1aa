"""The weight of outside powers in the trade of goods: of all in one country, of Russia in the region."""

import pandas as pd

from wb6.data import countries, package, words
from wb6.data.facts import Fact
from wb6.figures import amounts as bars
from wb6.figures import dots, lines, panels
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import economy
from wb6.sections.china_page import ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import Page, kept
from wb6.sections.russia_page import POWER, RussiaPage, by_value
from wb6.sections.written import Basis

PARTNERS = ("EU27", "CHN", "RUS", "TUR", "USA")
EU = "EU27"
LARGEST = "SRB"
DESTINATIONS = (EU, "CHN", "RUS", "TUR", "USA")
NATIONAL_PARTNERS = (EU, "SRB", "CHN", "TUR")
MONTHLY = "ask_ks_monthly_2026"
FLOWS = {"export": "Exports", "import": "Imports"}
BASES = {"mirror_reconciled": "reconciled from both partners", "reported": "exports as reported to the IMF"}
BY_THE_IMF = (
    "Exports as each country reported them to the International Monetary Fund; totals lie somewhat below national ones, "
    "and the year may not be complete."
)
MEASURE = "Share of exports and imports of goods together, percent"


@kept
def published(page: Page) -> pd.DataFrame:
    """Trade in goods by partner, without copies of data sets that were read themselves."""
    return economy.without_copies(page.table("trade_partners"), package.published("sources"))


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


@shows("exports", "Exports by destination", "reported export by destination")
def exports_by_destination(page: CountryPage) -> Figure:
    """Where the country's exports of goods went in the newest year that it reported."""
    found = needed(economy.reported_exports(published(page), [page.iso3]))
    found = found[found["partner_iso3"].isin(DESTINATIONS)]
    found = countries.with_names(found, "partner_iso3", "power").sort_values(
        ["value", "power"], ascending=[False, True]
    )
    year, share = int(found["year"].max()), found.set_index("partner_iso3")["value"]
    return bars.by_partner(
        found.rename(columns={"partner_iso3": "power_iso3"}),
        heading=Heading(
            title=(
                f"The EU took {share[EU]:.0f} percent of the exports of {page.name} in {year}, China "
                f"{words.number(share['CHN'], 1)} and Russia {words.number(share['RUS'], 1)}, by the IMF's figures"
            ),
            subtitle=f"Share of destinations in exports of goods, percent, {year}; the EU in its membership of 27",
            alt_text=(
                "Bars by destination: "
                + words.listing([f"{row.power} {row.value:.1f}" for row in found.itertuples()])
                + " percent."
            ),
        ),
        note=BY_THE_IMF,
    )


@shows("trade-national", "Trade by national statistics", "trade by partner from the statistical office")
def trade_by_national_statistics(page: CountryPage) -> Figure:
    """Partners in imports and exports by year, as the statistical office counts them by origin."""
    found = _by_the_office(page)
    found = needed(found[found["year"] >= page.since])
    first, year = int(found["year"].min()), int(found["year"].max())
    imports = found[found["flow"] == "import"].set_index(["partner_iso3", "year"])["value"]
    named = countries.with_names(found, "partner_iso3", "power").assign(
        flow=found["flow"].map(FLOWS), power_iso3=found["partner_iso3"]
    )
    return panels.flows_by_partner(
        named,
        heading=Heading(
            title=(
                f"{page.name} bought {imports[EU, year]:.0f} percent of its imports from the EU in {year}, "
                f"{imports['CHN', year]:.0f} from China, {imports['TUR', year]:.0f} from Türkiye and "
                f"{imports['SRB', year]:.0f} from Serbia"
            ),
            subtitle=f"Share of partners in exports and in imports of goods, percent, {words.years(first, year)}",
            alt_text=(
                "Lines by partner, imports and exports. Imports: "
                + words.listing(
                    [
                        f"{countries.in_sentence(code)} from {imports[code, first]:.1f} to {imports[code, year]:.1f} percent"
                        for code in NATIONAL_PARTNERS
                    ]
                )
                + "."
            ),
        ),
        note="By the statistical office, imports by country of origin."
        + (" The last year is added up from monthly figures." if MONTHLY in set(found["source"]) else ""),
    )


def trade_as_published(page: CountryPage) -> Table:
    """Shares of partners in trade as single publications give them, the newest of each."""
    rows = words.dated(economy.published_shares(published(page), page.iso3))
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
    last = needed(_newest_beside_the_eu(page))
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
    rows = published(page)
    rows = rows[
        (rows["iso3"] == LARGEST)
        & (rows["partner_iso3"] == POWER)
        & rows["flow"].isin(["export", "import"])
        & rows["basis"].isin(BASES)
        & (rows["date_precision"] == "year")
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
    sold, bought = (
        values[values["flow"] == flow].set_index("year")["value"].sort_index()
        for flow in ("export", "import")
    )
    year = int(values["year"].max())
    return lines.flows(
        values,
        heading=Heading(
            title=(
                f"Serbia sold goods for {words.money(sold.iloc[-1])} to Russia in {sold.index[-1]}; it bought for "
                f"{words.money(bought.iloc[-1])} in {bought.index[-1]}"
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
        note=page.remarks(
            ("2000-12-31", "Lines: figures reconciled from both partners."),
            ("2025-12-31", "Diamond: exports as Serbia reported them to the International Monetary Fund."),
        ),
    )


@shows("exports-to", "Exports", "reported export by destination")
def exports_to_power(page: RussiaPage | ChinaPage) -> Figure:
    """What part of its exports each country sent to Russia, or to China, in the newest year that it reported."""
    shares = countries.with_names(needed(_exports_to(page)).sort_values("value", ascending=False))
    power, year, top = countries.name(page.actor), int(shares["year"].max()), shares.iloc[0]
    rest = shares["value"].iloc[1:]
    silent = [countries.name(iso3) for iso3 in page.countries if iso3 not in set(shares["iso3"])]
    return bars.by_partner(
        shares.rename(columns={"country": "power", "iso3": "power_iso3"}),
        heading=Heading(
            title=(
                f"{power} took {top['value']:.1f} percent of the exports of {top['country']} in {year}"
                + (
                    f", and {words.span(rest.min(), rest.max(), 1)} of those of the others"
                    if len(rest)
                    else ""
                )
                + ", by the IMF's figures"
            ),
            subtitle=f"Share of {power} in the exports of goods of each country that reported, percent, {year}",
            alt_text=f"Bars by country: {by_value(shares)} percent.",
        ),
        note=BY_THE_IMF + (f" No report of the year: {words.listing(silent)}." if silent else ""),
    )


def _exports_to(page: RussiaPage | ChinaPage) -> pd.DataFrame:
    """Share of the page's power in the exports of each country, newest reported year."""
    found = economy.reported_exports(published(page), page.countries)
    return found[found["partner_iso3"] == page.actor]


@declares("trade_partners", "exports_srb", "exports_others", "exports_eu_srb")
def _exports_of_the_year(page: RussiaPage | ChinaPage) -> dict[str, Fact]:
    """Share of the power in the exports of Serbia and of the others, and of the EU in those of Serbia."""
    every = needed(economy.reported_exports(published(page), page.countries))
    basis, power = (
        Basis.of_year("trade_partners", every["year"].max(), every["source"]),
        countries.name(page.actor),
    )
    wide = every.pivot(index="iso3", columns="partner_iso3", values="value")
    others = wide[page.actor].drop(index=LARGEST, errors="ignore").dropna()
    found = {
        "exports_others": basis.word(
            f"Share of {power} in exports, the others", f"{words.span(others.min(), others.max(), 1)} percent"
        )
    }
    if LARGEST in wide.index:
        found["exports_srb"] = basis.percent(
            f"Share of {power} in exports, Serbia", wide.loc[LARGEST, page.actor]
        )
        found["exports_eu_srb"] = basis.percent(
            "Share of the EU in exports, Serbia", wide.loc[LARGEST, EU], 0
        )
    return found


@declares("trade_partners", *(f"exports_{code.lower()}" for code in DESTINATIONS))
def _exports_of_one(page: CountryPage) -> dict[str, Fact]:
    every = economy.reported_exports(published(page), [page.iso3])
    return {
        f"exports_{row.partner_iso3.lower()}": Basis.of_year(
            "trade_partners", row.year, [row.source]
        ).percent(f"Share of exports, {countries.name(row.partner_iso3)}", row.value)
        for row in every[every["partner_iso3"].isin(DESTINATIONS)].itertuples()
    }


@declares(
    "trade_partners",
    *(f"{flow}s_{code.lower()}_national" for flow in FLOWS for code in NATIONAL_PARTNERS),
)
def _national_shares(page: CountryPage) -> dict[str, Fact]:
    """Partners in exports and imports by the statistical office, newest whole year."""
    found = _by_the_office(page)
    last = found[found["year"] == found["year"].max()]
    return {
        f"{row.flow}s_{row.partner_iso3.lower()}_national": Basis.of_year(
            "trade_partners", row.year, [row.source]
        ).percent(f"Share of {row.flow}s, {countries.name(row.partner_iso3)}", row.value)
        for row in last.itertuples()
    }


def _by_the_office(page: CountryPage) -> pd.DataFrame:
    """Shares of partners by the statistical office: see `measures.economy.national_shares`."""
    publications = page.table("sources")
    data_sets = publications.loc[publications["kind"] == "dataset", "key"]
    return economy.national_shares(published(page), page.iso3, NATIONAL_PARTNERS, data_sets)
