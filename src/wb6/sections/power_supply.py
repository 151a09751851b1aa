"""What energy is made of beside gas: crude oil by origin, electricity by source, of one country and of the region."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import amounts, lines, theme
from wb6.figures.amounts import Stack
from wb6.figures.figure import Figure, Heading
from wb6.measures import energy
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import PageOnCountries
from wb6.sections.russia_page import POWER, RussiaPage, by_value
from wb6.sections.written import Basis

CRUDE, MIX = "crude_imports", "electricity_mix"
REFINER = "SRB"  # the one of the six with a refinery at work
LEAST = 10.0  # percent of the weight, below which an origin is not named
OTHERS = "Others"
FUELS = {
    "coal": ("Coal", theme.INK.light),
    "hydro": ("Hydropower", theme.STEPS[3].light),
    "gas": ("Gas", theme.POWERS["RUS"].light),
    "wind": ("Wind power", theme.STEPS[1].light),
    "solar": ("Solar power", theme.POWERS["CHN"].light),
    "oil": ("Oil", theme.MUTED.light),
    "bioenergy": ("Biomass", theme.POWERS["TUR"].light),
}
BROUGHT = "net_imports_share_electricity_demand"


@shows("crude", "Crude oil", "origin of imported crude oil")
def crude_by_origin(page: CountryPage | RussiaPage) -> Figure:
    """Where imported crude oil came from, by year."""
    found = needed(_crude_of(page))
    named = found.assign(
        origin=found["partner_iso3"].map(
            lambda code: OTHERS if code == energy.OTHER_ORIGINS else countries.name(code)
        )
    )
    shades = iter((theme.STEPS[3], theme.POWERS["CHN"], theme.STEPS[1], theme.POWERS["TUR"], theme.MUTED))
    weight = named.groupby("partner_iso3")["value"].sum().sort_values(ascending=False, kind="stable")
    order = [code for code in weight.index if code not in (POWER, energy.OTHER_ORIGINS)]
    colours = {countries.name(POWER): theme.power_colour(POWER)}
    colours |= {countries.name(code): next(shades).light for code in order}
    colours |= {OTHERS: theme.CONTEXT.light}
    russian, place = _russian_crude(found), countries.in_sentence(_refiner(page))
    first, last = int(found["year"].min()), int(found["year"].max())
    return amounts.stacked_years(
        named[["origin", "year", "value", "source"]],
        Stack("origin", "Origin", colours, "Percent of the weight", ".1f"),
        (first, last),
        heading=Heading(
            title=(
                f"Russia sent {words.number(russian.max(), 0)} percent of the crude oil that {place} imported in "
                f"{int(russian.idxmax())}, and {_share_or_none(russian[last])} in {last}"
            ),
            subtitle=(
                f"Origin of imported crude oil, percent of the weight, {words.years(first, last)}; origins below "
                f"{LEAST:.0f} percent together"
            ),
            alt_text=(
                "Stacked bars by year. Russia: "
                + words.listing([f"{year} {value:.1f} percent" for year, value in russian.items()])
                + "."
            ),
        ),
        note=page.remarks(
            (
                f"{first}-12-31",
                "Trade reconciled from both partners (BACI); crude oil of the country's own wells is not in it.",
            ),
            (f"{last}-12-31", f"Figures of {last} are provisional."),
        ),
    )


def _refiner(page: CountryPage | RussiaPage) -> str:
    return page.iso3 if isinstance(page, CountryPage) else REFINER


def _crude_of(page: CountryPage | RussiaPage) -> pd.DataFrame:
    """Imported crude oil by origin and year: see `measures.energy.crude_by_origin`."""
    return energy.crude_by_origin(page.table(CRUDE), _refiner(page), LEAST)


def _russian_crude(found: pd.DataFrame) -> pd.Series:
    """Russia's share by year; zero in a year in which others sent crude and Russia none."""
    own = found[found["partner_iso3"] == POWER].set_index("year")["value"]
    return own.reindex(sorted(found["year"].unique()), fill_value=0.0)


def _share_or_none(value: float) -> str:
    return "none" if value < 0.05 else words.number(value, 0)


@shows("electricity", "Electricity", "electricity by source")
def electricity_by_source(page: CountryPage) -> Figure:
    """What the electricity of the country is made of, by year."""
    every = energy.electricity_by_source(page.table(MIX), page.since)
    own = needed(every[(every["iso3"] == page.iso3) & (every["value"] > 0)])
    first, last = int(own["year"].min()), int(own["year"].max())
    now, then = (own[own["year"] == year].set_index("fuel")["share"] for year in (last, first))
    top = now.idxmax()
    label = FUELS[top][0]
    brought = energy.of_electricity(page.table(MIX), page.iso3, BROUGHT)
    labels = {fuel: text for fuel, (text, _) in FUELS.items()}
    return amounts.stacked_years(
        own.assign(fuel=own["fuel"].map(labels))[["fuel", "year", "value", "source"]],
        Stack("fuel", "Source", dict(FUELS.values()), "TWh", ".2f"),
        (first, last),
        heading=Heading(
            title=(
                f"{label} made {now[top]:.0f} percent of the electricity of {page.name} in {last}, "
                f"{then.get(top, 0.0):.0f} in {first}" + _net_imports(brought, last)
            ),
            subtitle=f"Electricity generated by source, TWh, {words.years(first, last)}",
            alt_text=(
                f"Stacked bars by year. In {last}: "
                + words.listing(
                    [f"{labels[fuel].lower()} {now[fuel]:.1f} percent" for fuel in FUELS if fuel in now]
                )
                + "."
            ),
        ),
        note=page.remarks(
            (
                f"{first}-12-31",
                "Net imports are those of electricity, percent of demand."
                if len(brought)
                else "Net imports are not known: exports are missing in the source.",
            ),
            ("2025-12-31", "Figures of 2025 are the first published and may change."),
        ),
    )


def _net_imports(brought: pd.DataFrame, year: int) -> str:
    """What a title says of electricity from abroad."""
    value = brought.loc[brought["year"] == year, "value"]
    if value.empty:
        return ""
    share = float(value.iloc[0])
    return f"; net {'imports' if share >= 0 else 'exports'} were {abs(share):.0f} percent of demand"


@shows("coal", "Coal in electricity", "electricity by source")
def coal_in_electricity(page: PageOnCountries) -> Figure:
    """The share of coal in the electricity of each country of the six."""
    shares = energy.electricity_by_source(page.table(MIX), page.since)
    coal = shares[(shares["fuel"] == "coal") & shares["iso3"].isin(page.countries)]
    coal = countries.with_names(needed(coal).drop(columns="value").rename(columns={"share": "value"}))
    year = int(coal["year"].max())
    last = coal.sort_values("year").drop_duplicates("iso3", keep="last")
    most = last.sort_values("value").iloc[-1]
    burning = last[last["value"] > 0]
    return lines.by_country(
        coal.sort_values(["country", "year"]),
        heading=Heading(
            title=(
                f"Coal makes electricity in {words.count(len(burning))} of {words.count(len(last))} countries, up to "
                f"{most['value']:.0f} percent in {countries.in_sentence(most['iso3'])} ({int(most['year'])})"
            ),
            subtitle=(
                f"Share of coal in the electricity generated, percent, {words.years(int(coal['year'].min()), year)}"
            ),
            alt_text=f"Line chart. Newest: {by_value(last, '.0f')} percent.",
        ),
        value_heading="Percent of electricity",
        style=lines.Style(top=100, digits=".1f"),
    )


@declares(CRUDE, "crude_rus", "crude_rus_first", "crude_rus_last", "crude_top", "crude_top_share")
def _crude(page: CountryPage | RussiaPage) -> dict[str, Fact]:
    """Russia's share of imported crude in the first, the highest and the last year, and who sends most now."""
    found = needed(_crude_of(page))
    russian, source = _russian_crude(found), found["source"]
    years = {
        "crude_rus": russian.idxmax(),
        "crude_rus_first": russian.index[0],
        "crude_rus_last": russian.index[-1],
    }
    last = found[(found["year"] == russian.index[-1]) & (found["partner_iso3"] != energy.OTHER_ORIGINS)]
    top = last.loc[last["value"].idxmax()]
    basis = Basis.of_year(CRUDE, top["year"], source)
    return {
        **{
            name: Basis.of_year(CRUDE, year, source).fact(
                "Russian share of imported crude oil",
                words.percent(russian[year], 0) if russian[year] >= 0.05 else "none",
                float(russian[year]),
                "percent",
            )
            for name, year in years.items()
        },
        "crude_top": basis.word("Largest origin of imported crude oil", countries.name(top["partner_iso3"])),
        "crude_top_share": basis.percent("Its share", top["value"], 0),
    }


@declares(
    MIX,
    "electricity_coal",
    "electricity_coal_first",
    "electricity_hydro",
    "electricity_solar",
    "electricity_gas",
)
def _electricity(page: CountryPage) -> dict[str, Fact]:
    shares = energy.electricity_by_source(page.table(MIX), page.since)
    own = needed(shares[shares["iso3"] == page.iso3])
    first, last = int(own["year"].min()), int(own["year"].max())
    chosen = {f"electricity_{fuel}": (fuel, last) for fuel in ("coal", "hydro", "solar", "gas")}
    chosen["electricity_coal_first"] = ("coal", first)
    found = {}
    for name, (fuel, year) in chosen.items():
        row = own[(own["fuel"] == fuel) & (own["year"] == year)]
        found[name] = Basis.of_year(MIX, year, row["source"]).percent(
            f"Share of electricity, {FUELS[fuel][0].lower()}", row["share"].iloc[0], 0
        )
    return found


@declares(MIX, "electricity_imports")
def _electricity_from_abroad(page: CountryPage) -> dict[str, Fact]:
    brought = needed(energy.of_electricity(page.table(MIX), page.iso3, BROUGHT))
    row = brought.iloc[-1]
    return {
        "electricity_imports": Basis.of_year(MIX, row["year"], [row["source"]]).percent(
            "Net imports of electricity, percent of demand", row["value"], 0
        )
    }


@declares(MIX, "mkd_gas_electricity")
def _gas_in_electricity(page: RussiaPage) -> dict[str, Fact]:
    shares = energy.electricity_by_source(page.table(MIX), page.since)
    own = needed(shares[(shares["iso3"] == "MKD") & (shares["fuel"] == "gas")].sort_values("year").tail(1))
    row = own.iloc[0]
    return {
        "mkd_gas_electricity": Basis.of_year(MIX, row["year"], [row["source"]]).percent(
            "Share of gas in the electricity of North Macedonia", row["share"], 0
        )
    }
