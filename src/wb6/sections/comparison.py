"""The six side by side."""

from dataclasses import dataclass

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import region as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.polls import GROUPS
from wb6.figures.tables import Caption, Column, Table, table
from wb6.indicators.catalogue import indicator, indicators
from wb6.measures import alignment, comparison, defence, opinion, series
from wb6.sections.declared import declares, declares_each
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.region_page import RegionPage
from wb6.sections.votes import on_counts
from wb6.sections.written import Basis

# Rows of the heat map: shares and scores, in which the size of a country plays no part.
HEAT = (
    *("gdp_per_head", "milex_share", "liberal_democracy", "cfsp_rate"),
    *("agree_deu", "agree_usa", "agree_rus", "agree_chn", "sent_eu", "sent_rus", "sent_chn", "debt_chn"),
)
# Further rows of the table of values.
SIZES = ("population", "milex_usd", "personnel", "un_personnel")
ENOUGH_COUNTRIES = 4
POLLS = ("nato_for", "nato_against")
POWERS = ("RUS", "USA", "DEU")
# Answers that the table of values counts too; whether members would vote to stay or to leave is another question.
ON_MEMBERSHIP = ("support", "for", "against")


@shows("heat-map", "The six side by side", "indicator")
def heat_map(page: RegionPage) -> Figure:
    """The main indicators, each in one year, shaded from the lowest of the six to the highest; members of NATO first."""
    cells = needed(_compared(page))
    first = _members(page)
    cells = countries.with_names(cells).assign(inside=cells["iso3"].isin(first))
    cells = cells.sort_values(["row", "inside", "country"], ascending=[True, False, True])
    found = _divisions(page)
    return chart.heat(
        cells.drop(columns=["row", "inside"]),
        heading=Heading(
            title=(
                f"Membership of NATO parts the six on {found.parted} of {found.rows} measures; {countries.name(found.apart)} "
                f"stands at one end on {found.ends}"
            ),
            subtitle=(
                "Each measure in the newest year that four or more countries share; the stronger the shade, the nearer to the "
                "highest. Members come first"
            ),
            alt_text=(
                f"Table of {found.rows} measures by {cells['iso3'].nunique()} countries, shaded by value. On {found.parted} all "
                f"members stand on one side of all others; {countries.name(found.apart)} is highest or lowest {found.ends} times."
            ),
        ),
        note=(
            "Shades compare within a row only; strong is high, not good. A measure parts the six if every member stands above, "
            "or every member below, all others that have a value. Empty cells: no value of that year."
        ),
    )


@dataclass(frozen=True)
class Divisions:
    """On how many of `rows` measures membership parts the six, and on how many the country most `apart` is at one end."""

    rows: int
    parted: int
    apart: str
    ends: int
    year: int
    sources: tuple[str, ...]


@kept
def _divisions(page: RegionPage) -> Divisions:
    cells, inside = needed(_compared(page)), _members(page)
    groups = [group for _, group in cells.groupby("indicator", sort=False)]
    most = pd.Series([code for group in groups for code in _extremes(group)]).value_counts()
    return Divisions(
        rows=len(groups),
        parted=sum(comparison.parted(group, inside) for group in groups),
        apart=str(most.index[0]),
        ends=int(most.iloc[0]),
        year=int(cells["year"].max()),
        sources=tuple(sources_of(cells)),
    )


@declares("indicators_catalogue", "compared", "compared_parted", "compared_ends", "compared_apart")
def _divided(page: RegionPage) -> dict[str, Fact]:
    """What the heat map counts: its measures, those that membership parts, and the country most often at one end."""
    found = _divisions(page)
    basis = Basis.of_year("indicators_catalogue", found.year, list(found.sources))
    return {
        "compared": basis.count("Measures compared", found.rows),
        "compared_parted": basis.count("Measures on which membership parts the six", found.parted),
        "compared_ends": basis.count(
            "Measures on which one country most often stands at one end", found.ends
        ),
        "compared_apart": basis.word(
            "Country that stands most often at one end", countries.name(found.apart)
        ),
    }


@shows("defence-six", "Defence effort", "defence spending")
def defence_shares(page: RegionPage) -> Figure:
    """Defence spending as a share of GDP, a panel a country."""
    values = needed(_series(page, "milex_share"))
    last_year = int(values["year"].max())
    last = values[values["year"] == last_year]
    reached = last[last["value"] >= defence.GUIDELINE_SHARE]
    verb = "spends" if len(reached) < 2 else "spend"
    return chart.trellis(
        values,
        heading=Heading(
            title=(
                f"{words.count(len(reached)).capitalize()} of the six {verb} 2 percent of GDP or more on defence "
                f"({last_year})"
                if len(last) > 1
                else "Defence spending of the six"
            ),
            subtitle=(
                f"Military expenditure, percent of GDP, {words.years(int(values['year'].min()), last_year)}. "
                "Grey: range of the six; dashed: NATO's guideline of 2 percent"
            ),
            alt_text=f"Small line charts. In {last_year}: " + _values(last, ".2f") + ".",
        ),
        value_heading="Percent of GDP",
        guideline=defence.GUIDELINE_SHARE,
        note="SIPRI figures of one edition; national and NATO figures differ, as the country chapters show.",
    )


@shows("democracy-six", "Democracy", "rating of democracy")
def democracy(page: RegionPage) -> Figure:
    """The liberal democracy index, a panel a country."""
    values = needed(_series(page, "liberal_democracy"))
    last_year = int(values["year"].max())
    last = values[values["year"] == last_year].sort_values("value")
    low, high = last.iloc[0], last.iloc[-1]
    return chart.trellis(
        values,
        heading=Heading(
            title=(
                f"{high['country']} is rated highest of the six on liberal democracy and {low['country']} lowest "
                f"({last_year})"
            ),
            subtitle=(
                f"Liberal democracy index of V-Dem, 0 to 1, {words.years(int(values['year'].min()), last_year)}. "
                "Grey: range of the six"
            ),
            alt_text=f"Small line charts. In {last_year}: " + _values(last, ".2f") + ".",
        ),
        value_heading="Index",
        note="An expert rating with margins of error that overlap for neighbours in the order.",
    )


@shows("alignment-six", "EU foreign policy", "rate of alignment")
def eu_alignment(page: RegionPage) -> Figure:
    """Alignment with EU foreign policy texts, a panel a country."""
    rates = countries.with_names(page.of_countries(alignment.cfsp_full_years(page.table("cfsp_alignment"))))
    needed(rates)
    newest = series.newest(rates)
    full = newest[newest["value"] >= 100]
    below = newest[newest["value"] < 100]
    title = (
        f"{words.count(len(full)).capitalize()} {'governments join' if len(full) > 1 else 'government joins'} all EU "
        "foreign policy texts"
        if len(full)
        else "No government joins all EU foreign policy texts"
    )
    if len(below):
        title += "; " + words.each(below, "{country} joins {value:.0f} percent")
    return chart.alignment(
        rates,
        heading=Heading(
            title=title,
            subtitle=(
                f"Share of EU declarations and decisions joined, percent, whole years "
                f"{words.years_of(rates['year'])}, by counting body"
            ),
            alt_text="Small point charts. Newest values: " + _values(newest, ".0f") + ".",
        ),
        note="Bodies count differently, so no line joins them. No rate is published for Kosovo.",
    )


@shows("votes-six", "UN votes", "roll call in the UN")
def votes_with_powers(page: RegionPage) -> Figure:
    """UN votes as Russia, the United States and Germany, a panel a country."""
    values = alignment.agreement(page.table("un_agreement"), POWERS, page.countries, max(page.since, 2000))
    needed(values)
    values = countries.with_names(countries.with_names(values), "power_iso3", "power")
    last_year = int(values["year"].max())
    last = values[(values["year"] == last_year) & (values["power_iso3"] == "RUS")].sort_values("value")
    others, top = last.iloc[:-1], last.iloc[-1]
    return chart.powers_trellis(
        values,
        heading=Heading(
            title=(
                f"{top['country']} voted as Russia in {top['value']:.0f} of 100 UN roll calls in {last_year}, the others "
                f"in {others['value'].min():.0f} to {others['value'].max():.0f}"
            ),
            subtitle=f"Share of roll calls with the same vote, percent, {words.years(int(values['year'].min()), last_year)}",
            alt_text=f"Small line charts by power. Agreement with Russia in {last_year}: "
            + _values(last, ".0f")
            + ".",
        ),
        note=f"Kosovo is no member of the United Nations. {on_counts(page)}".strip(),
    )


@shows("opinion-six", "Opinion on NATO", "poll on joining NATO")
def opinion_on_nato(page: RegionPage) -> Figure:
    """The newest answers for and against NATO membership, a row a country."""
    polls = page.of_countries(page.table("polls"))
    topics = ("nato_support", "nato_vote")
    answers = needed(pd.concat([opinion.newest(polls, topics, answer) for answer in ON_MEMBERSHIP]))
    answers = answers.assign(
        group=answers["answer"].map(GROUPS),
        when=[words.day(row.date, row.date_precision) for row in answers.itertuples()],
    )
    newest = answers.sort_values("date").drop_duplicates(["iso3", "group"], keep="last")
    newest = countries.with_names(newest).sort_values(["country", "group"])
    favour = newest[newest["group"] == "for"].sort_values("percent")
    majority = favour[favour["percent"] >= 50]
    return chart.opinion(
        newest,
        heading=Heading(
            title=(
                f"Polls find half or more for NATO in {words.count(len(majority))} of {words.count(len(favour))} countries"
                + (
                    f", and {favour.iloc[0]['percent']:.0f} percent in {favour.iloc[0]['country']}"
                    if len(favour)
                    else ""
                )
            ),
            subtitle=(
                f"Newest answers for and against membership, percent, fieldwork {newest['date'].min().year}–"
                f"{newest['date'].max().year}"
            ),
            alt_text=(
                "Points by country. For: " + words.each(favour, "{country} {percent:.0f} ({when})") + "."
                if len(favour)
                else "Points by country."
            ),
        ),
        note=(
            "Pollsters, questions and years differ, also between the two points of one country; a gap is a share that no "
            "newest poll prints."
        ),
    )


def values_and_dates(page: RegionPage) -> Table:
    """The indicators of the heat map and the newest polls by country, each with its year."""
    rows, sources = [], []
    for code in HEAT + SIZES + POLLS:
        newest = _newest(page, code)
        sources.append(newest)
        cells = {row.iso3: f"{row.text}\N{NO-BREAK SPACE}({int(row.year)})" for row in newest.itertuples()}
        rows.append({"indicator": indicator(code).short, **cells})
    return table(
        pd.DataFrame(rows).reindex(columns=["indicator", *page.countries]),
        [
            Column("indicator", "Indicator"),
            *(Column(iso3, countries.name(iso3)) for iso3 in page.countries),
        ],
        Caption(
            name="values",
            title="The six in figures, with the year of each value",
            subtitle=(
                f"Newest values known on {words.day(page.edition.day)}; spending in 2024 prices, GDP a head at "
                "purchasing power"
            ),
            note="A dash: no value is published. Kosovo is no member of the United Nations and casts no vote there.",
        ),
        sources=sources_of(*sources),
    )


def _newest(page: RegionPage, code: str) -> pd.DataFrame:
    """The newest value of an indicator by country, in the unit of the heat map, with its text."""
    measured = indicator(code)
    newest = page.of_countries(measured.latest(page.edition))
    values = newest["value"].astype(float)
    text = [measured.cell(value) for value in values]
    return newest.assign(value=(values / measured.scale).round(3), text=text)


@kept
def _compared(page: RegionPage) -> pd.DataFrame:
    """Rows of the heat map with their levels, each of the newest year in which enough countries have a value."""
    frames = []
    for place, code in enumerate(HEAT):
        measured = indicator(code)
        values = page.of_countries(measured.series(page.edition)).dropna(subset="value")
        values = values.drop_duplicates(["iso3", "year"], keep="last")
        known = values.groupby("year")["iso3"].nunique()
        year = known[known >= ENOUGH_COUNTRIES].index.max()
        rows = values[values["year"] == year]
        text = [measured.cell(float(value)) for value in rows["value"]]
        rows = rows.assign(
            text=text, value=(rows["value"].astype(float) / measured.scale).round(3), row=place
        )
        label = f"{measured.short} ({int(year)})" if len(rows) else measured.short
        frames.append(comparison.levels(rows).assign(indicator=label))
    columns = ["indicator", "row", "iso3", "year", "value", "text", "level", "source"]
    return pd.concat(frames, ignore_index=True)[columns]


def _members(page: RegionPage) -> set[str]:
    """Those of the countries that are members of NATO on the day of the edition."""
    standing = page.standing("nato", [page.edition.day], page.countries)
    return set(standing.loc[standing["status"] == "Member", "iso3"])


def _series(page: RegionPage, code: str) -> pd.DataFrame:
    values = page.of_countries(indicator(code).series(page.edition)).dropna(subset=["value"])
    return countries.with_names(values[values["year"] >= page.since]).sort_values(["country", "year"])


def _extremes(row: pd.DataFrame) -> list[str]:
    """The countries with the highest and the lowest value of one indicator."""
    ordered = row.sort_values("value", kind="stable")
    return [ordered.iloc[0]["iso3"], ordered.iloc[-1]["iso3"]] if ordered["value"].nunique() > 1 else []


def _values(rows: pd.DataFrame, form: str) -> str:
    return words.listing([f"{row.country} {row.value:{form}}" for row in rows.itertuples()])


@declares_each(lambda page: [f"{iso3.lower()}_{code}" for iso3 in page.countries for code in indicators()])
def _of_country(page: RegionPage, name: str) -> Fact:
    """The newest value of an indicator of a country."""
    iso3, code = name.split("_", 1)
    return indicator(code).newest(page.edition, iso3.upper())
