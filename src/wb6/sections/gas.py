"""Gas and oil: the Russian share, next to the weight of gas in all energy, of one country and of the region."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import amounts, comparison, dots, panels
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import energy, series
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis

TABLE = "energy_dependence"
SHARE, WEIGHT = "Russian share of gas", "Gas in all energy"
MAINLY = 80  # percent of the gas
LARGEST = "SRB"


def gas_shares(dependence: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """The newest published share of Russian gas by country: its columns, iso3, country, year, base, and what it says."""
    newest = pd.concat(
        [energy.russian_gas(dependence, iso3).tail(1).assign(iso3=iso3) for iso3 in places],
        ignore_index=True,
    )
    newest = newest.assign(year=newest["date"].dt.year, base=newest["indicator"].map(dots.GAS_BASES))
    return countries.with_names(newest.assign(said=_said(newest)))


def _said(rows: pd.DataFrame) -> list[str]:
    return [f"{row.value:.0f} ({row.year})" for row in rows.itertuples()]


@shows("gas", "Russian gas", "share of Russian gas")
def russian_gas(page: CountryPage) -> Figure:
    """Every published share of Russian gas."""
    shares = needed(energy.russian_gas(page.table(TABLE), page.iso3, contracts=True))
    newest = shares.iloc[-1]
    return _every_share(
        shares,
        title=(
            f"Published shares of Russian gas in {page.name}: "
            f"{words.span(shares['value'].min(), shares['value'].max())} percent"
        ),
        alt_text=f"{len(shares)} points by base; the newest is {newest['value']:.0f} percent ({newest['date'].year}).",
    )


@shows("gas-serbia", "Russian gas in Serbia", "share of Russian gas in Serbia")
def russian_share_over_time(page: RussiaPage) -> Figure:
    """Every published share of Russian gas in the country that uses most of it."""
    shares = needed(energy.russian_gas(page.table(TABLE), LARGEST, contracts=True))
    low, high = shares["value"].min(), shares["value"].max()
    return _every_share(
        shares,
        title=(
            f"Published shares of Russian gas in Serbia: {words.span(low, high)} percent, by different bases"
            if len(shares) > 1
            else f"One source puts the Russian share of gas in Serbia at {low:.0f} percent"
        ),
        alt_text=f"{len(shares)} points by base, from {words.span(low, high)} percent of Serbia's gas.",
    )


def _every_share(shares: pd.DataFrame, title: str, alt_text: str) -> Figure:
    days = shares["date"]
    subtitle = (
        "Russian share of gas by the base that the source names, percent, "
        f"{words.years(days.min().year, days.max().year)}"
    )
    return dots.gas(shares, heading=Heading(title, subtitle, alt_text))


@shows("gas-compared", "Russian gas", "share of Russian gas")
def gas_compared(page: CountryPage) -> Figure:
    """The newest published share of Russian gas, beside the others of the six."""
    newest = gas_shares(page.table(TABLE), list(countries.WB6))
    own = needed(newest[newest["iso3"] == page.iso3]).iloc[0]
    newest = newest.sort_values(["value", "country"], ascending=[False, True])
    amount = "All gas" if own["value"] == 100 else f"{own['value']:.0f} percent of the gas"
    return amounts.gas_compared(
        newest,
        page.iso3,
        heading=Heading(
            title=f"{amount} in {page.name} came from Russia by the newest published figure ({own['year']})",
            subtitle="Russian share of gas, newest published figure of each country of the six that has one, percent",
            alt_text=f"Bars by country: {_listed(newest)}.",
        ),
    )


def _listed(rows: pd.DataFrame) -> str:
    return words.each(rows, "{country} {said}")


@shows("gas-weight", "Gas in energy supply", "share of gas in energy supply")
def gas_in_energy_supply(page: CountryPage) -> Figure:
    """Weight of gas in the supply of energy, beside the comparators."""
    shares = energy.yearly(page.table(TABLE), "gas_share_energy_supply", page.since)
    own = needed(shares[shares["iso3"] == page.iso3])
    first, last = own.iloc[0], own.iloc[-1]
    return comparison.over_range(
        countries.with_names(shares),
        page.iso3,
        comparison.Among(page.comparators, series.band(page.of_wb6(shares)), "Percent of energy supply"),
        heading=Heading(
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
    )


@kept
def energy_weights(page: RussiaPage) -> pd.DataFrame:
    """The newest share of gas in all energy by country; published figures before computed ones of the same year."""
    dependence = page.table(TABLE)
    found = page.each(lambda iso3: energy.weight_of_gas(dependence, iso3))
    return found.sort_values(["iso3", "year"]).drop_duplicates("iso3", keep="last")


def russian_gas_in_energy(page: RussiaPage) -> pd.DataFrame:
    """Russian gas in all energy by country: share times weight, where both are known, or no gas at all.

    Returns iso3, country, year (of the older of the two), share, weight, value (percent), source.
    """
    shares = gas_shares(page.table(TABLE), page.countries)[["iso3", "year", "value", "source"]]
    both = energy_weights(page).merge(shares, on="iso3", how="left", suffixes=("", "_share"))
    none = both["value"] == 0
    both = both[none | both["value_share"].notna()]
    return pd.DataFrame(
        {
            "iso3": both["iso3"],
            "country": both["country"],
            "year": both[["year", "year_share"]].min(axis=1).where(~none, both["year"]).astype(int),
            "share": both["value_share"].where(~none, 0.0),
            "weight": both["value"],
            "value": (both["value_share"] * both["value"] / 100).round(1).where(~none, 0.0),
            "source": both["source_share"].where(~none, both["source"]),
        }
    )


@shows("gas", "Gas", "share of Russian gas beside the weight of gas")
def gas_and_its_weight(page: RussiaPage) -> Figure:
    """The share of Russian gas beside what gas weighs in all energy."""
    shares, weights = needed(gas_shares(page.table(TABLE), page.countries)), needed(energy_weights(page))
    left = shares.assign(panel=SHARE)
    said = pd.Series(_said(weights), index=weights.index)
    market = "no gas market (" + weights["year"].astype(str) + ")"
    right = weights.assign(panel=WEIGHT, said=said.mask(weights["basis"] == "none", market))
    order = weights.sort_values("value", ascending=False)["country"].tolist()
    order += [country for country in left["country"] if country not in order]
    both = pd.concat([left, right], ignore_index=True)
    both = both.assign(place=both["country"].map({country: place for place, country in enumerate(order)}))
    both = both.sort_values(["panel", "place"], ascending=[False, True])
    high = shares[shares["value"] >= MAINLY]
    return panels.gas_and_weight(
        both,
        heading=Heading(
            title=(
                f"Gas came mainly from Russia in {words.count(len(high))} of {words.count(len(page.countries))} "
                f"countries, and met at most {weights['value'].max():.0f} percent of the energy of any"
            ),
            subtitle=(
                "Left: Russian share of gas by the newest published figure; right: gas in all energy; both in percent, "
                "year in brackets"
            ),
            alt_text=(
                f"Two panels of bars. Russian share: {_listed(left)}. Gas in all energy: {_listed(right)}."
            ),
        ),
        note=page.remarks(
            ("2004-12-31", "Bases of the left panel differ: imports, consumption, needs, or not stated."),
            (
                "2022-12-31",
                "Gas in all energy of Serbia is computed here from its consumption of gas and its last known supply of "
                "energy, at 0.86 million tonnes of oil equivalent per billion cubic metres; Bosnia and Herzegovina by "
                "the same way from 2023 on.",
            ),
        ),
    )


def events(page: RussiaPage) -> Table:
    """What happened to pipelines, contracts and companies."""
    rows = page.table("energy_events").sort_values(["date", "id"], ascending=[False, True])
    rows = countries.with_names(words.dated_acts(rows))
    return table(
        rows.assign(number=words.quantities(rows), asset=rows["asset"].str.replace("_", " ")),
        [
            *text_columns(when="Date", country="Where", asset="Asset or contract", event="Event"),
            Column("number", "Number", numeric=True),
        ],
        Caption(
            name="energy-events",
            title="Gas and oil: pipelines, contracts, owners",
            subtitle=f"Events in the record up to {words.day(page.edition.day)}, the newest first",
        ),
    )


@declares(TABLE, "gas_most")
def _russian_gas_in_all_energy(page: RussiaPage) -> dict[str, Fact]:
    most = russian_gas_in_energy(page).sort_values("value").tail(1)
    if not most["value"].sum():
        return {}
    row = most.iloc[0]
    basis = Basis.of_year(TABLE, row["year"], [row["source"]])
    return {"gas_most": basis.percent(f"Russian gas in all energy, {row['country']}", row["value"])}


@declares(TABLE, "gas_high", "gas_none")
def _countries_by_gas(page: RussiaPage) -> dict[str, Fact]:
    shares, weights = gas_shares(page.table(TABLE), page.countries), energy_weights(page)
    without = weights[weights["value"] == 0]
    counted = {
        "gas_high": (
            "Countries with four fifths or more of their gas from Russia",
            shares,
            shares["value"] >= MAINLY,
        ),
        "gas_none": ("Countries without a gas market", without, without["value"] == 0),
    }
    return {
        name: Basis.of_year(TABLE, rows["year"].max(), rows["source"]).word(
            label, words.count(int(which.sum()))
        )
        for name, (label, rows, which) in counted.items()
        if len(rows)
    }


@declares(TABLE, "srb_gas_contract_first", "srb_gas_contract")
def _contracted(page: RussiaPage) -> dict[str, Fact]:
    """What the contract with Russia covers of the needs of its largest buyer, by the first and the newest figure."""
    rows = page.table(TABLE)
    rows = rows[(rows["iso3"] == LARGEST) & (rows["indicator"] == energy.CONTRACTED)].sort_values("date")
    places = {"srb_gas_contract_first": rows.head(1), "srb_gas_contract": rows.tail(1)}
    return {
        name: Basis.of_row(TABLE, row.iloc[0]).percent(
            "Share of gas needs under the Russian contract, Serbia", row["value"].iloc[0]
        )
        for name, row in places.items()
        if len(row)
    }
