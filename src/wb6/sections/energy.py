"""Gas and oil: the Russian share, next to the weight of gas in all energy."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import energy as points
from wb6.figures import figure
from wb6.figures import russia as chart
from wb6.figures.energy import GAS_BASES
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import energy
from wb6.sections.russia_page import RussiaPage

SHARE, WEIGHT = "Russian share of gas", "Gas in all energy"
LARGEST = "SRB"


def gas_shares(page: RussiaPage) -> pd.DataFrame:
    """The newest published share of Russian gas by country."""
    dependence = page.table("energy_dependence")
    newest = page.each(lambda iso3: energy.russian_gas(dependence, iso3).tail(1))
    return newest.assign(year=newest["date"].dt.year, base=newest["indicator"].map(GAS_BASES))


def energy_weights(page: RussiaPage) -> pd.DataFrame:
    """The newest share of gas in all energy by country; published figures before computed ones of the same year."""
    dependence = page.table("energy_dependence")
    found = page.each(lambda iso3: energy.weight_of_gas(dependence, iso3))
    return found.sort_values(["iso3", "year"]).groupby("iso3", as_index=False).tail(1)


def russian_gas_in_energy(page: RussiaPage) -> pd.DataFrame:
    """Russian gas in all energy by country: share times weight, where both are known, or no gas at all.

    Returns iso3, country, year (of the older of the two), share, weight, value (percent), source.
    """
    weights = energy_weights(page).set_index("iso3")
    shares = gas_shares(page).set_index("iso3")
    rows = []
    for iso3 in weights.index:
        weight = weights.loc[iso3]
        if weight["value"] == 0:
            rows.append((iso3, weight["country"], weight["year"], 0.0, 0.0, 0.0, weight["source"]))
        elif iso3 in shares.index:
            share = shares.loc[iso3]
            rows.append(
                (
                    iso3,
                    weight["country"],
                    min(weight["year"], share["year"]),
                    share["value"],
                    weight["value"],
                    round(share["value"] * weight["value"] / 100, 1),
                    share["source"],
                )
            )
    columns = ["iso3", "country", "year", "share", "weight", "value", "source"]
    return pd.DataFrame(rows, columns=columns)


def gas_and_its_weight(page: RussiaPage) -> Figure:
    """The share of Russian gas beside what gas weighs in all energy."""
    name = "gas"
    shares, weights = gas_shares(page), energy_weights(page)
    if shares.empty or weights.empty:
        return figure.empty(
            name=name, title="Gas", reason=page.unknown("share of Russian gas beside the weight of gas")
        )
    left = shares.assign(panel=SHARE, said=[f"{row.value:.0f} ({row.year})" for row in shares.itertuples()])
    right = weights.assign(
        panel=WEIGHT,
        said=[
            f"no gas market ({row.year})" if row.basis == "none" else f"{row.value:.0f} ({row.year})"
            for row in weights.itertuples()
        ],
    )
    order = weights.sort_values("value", ascending=False)["country"].tolist()
    order += [country for country in left["country"] if country not in order]
    both = pd.concat([left, right], ignore_index=True)
    both = both.assign(place=both["country"].map({country: place for place, country in enumerate(order)}))
    both = both.sort_values(["panel", "place"], ascending=[False, True])
    high = shares[shares["value"] >= 80]
    heaviest = weights.loc[weights["value"].idxmax()]
    return chart.gas_and_weight(
        both,
        heading=Heading(
            name=name,
            title=(
                f"Gas came mainly from Russia in {words.count(len(high))} of {words.count(len(page.countries))} "
                "countries, and "
                f"met at most {heaviest['value']:.0f} percent of the energy of any"
            ),
            subtitle=(
                "Left: Russian share of gas by the newest published figure; right: gas in all energy; both in percent, "
                "year in brackets"
            ),
            alt_text=(
                "Two panels of bars. Russian share: "
                + words.listing([f"{row.country} {row.said}" for row in left.itertuples()])
                + ". Gas in all energy: "
                + words.listing([f"{row.country} {row.said}" for row in right.itertuples()])
                + "."
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


def russian_share_over_time(page: RussiaPage) -> Figure:
    """Every published share of Russian gas in the country that uses most of it."""
    name = "gas-serbia"
    shares = energy.russian_gas(page.table("energy_dependence"), LARGEST)
    if shares.empty:
        return figure.empty(
            name=name,
            title="Russian gas in Serbia",
            reason=page.unknown("share of Russian gas in Serbia"),
        )
    low, high = shares["value"].min(), shares["value"].max()
    return points.gas(
        shares,
        heading=Heading(
            name=name,
            title=(
                f"No published share of Russian gas in Serbia is below {low:.0f} percent"
                if len(shares) > 1
                else f"One source puts the Russian share of gas in Serbia at {low:.0f} percent"
            ),
            subtitle=(
                f"Russian share of gas by the base that the source names, percent, "
                f"{words.years(shares['date'].min().year, shares['date'].max().year)}"
            ),
            alt_text=f"{len(shares)} points by base between {words.span(low, high)} percent.",
        ),
    )


def events(page: RussiaPage) -> Table:
    """What happened to pipelines, contracts and companies."""
    rows = page.table("energy_events").sort_values(["date", "id"], ascending=[False, True])
    rows = countries.with_names(words.dated(rows)).assign(
        number=[
            words.quantity(row.value, row.unit if pd.notna(row.unit) else "") if pd.notna(row.value) else None
            for row in rows.itertuples()
        ],
        asset=rows["asset"].str.replace("_", " "),
    )
    return table(
        rows,
        [
            Column("when", "Date"),
            Column("country", "Where"),
            Column("asset", "Asset or contract"),
            Column("event", "Event"),
            Column("number", "Number", numeric=True),
        ],
        name="energy-events",
        title="Gas and oil: pipelines, contracts, owners",
        subtitle=f"Events in the record up to {words.day(page.edition.day)}, the newest first",
        sources=sources_of(rows),
    )
