"""Any indicator of the catalogue in a country: its course as a figure, and its values as facts."""

from dataclasses import replace

from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.figures import comparison
from wb6.figures.figure import Figure, Heading
from wb6.indicators.catalogue import Indicator, indicator, indicators
from wb6.measures import series
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares_each
from wb6.sections.guard import needed, shows
from wb6.sections.written import Basis

BEFORE, MEDIAN = "_before", "_median"


def indicator_over_time(page: CountryPage, code: str) -> Figure:
    """The course of an indicator over the range of the six, beside the comparators.

    `code` is one of `indicators_catalogue`; raises `UsageError` for an unknown one.
    """
    measured = indicator(code)
    drawn = shows(code.replace("_", "-"), measured.label, f"value of {measured.label}")(_over_time)
    return drawn(page, measured)


def _over_time(page: CountryPage, measured: Indicator) -> Figure:
    values = measured.series(page.edition).dropna(subset="value")
    values = values[values["year"] >= page.since].drop_duplicates(["iso3", "year"], keep="last")
    own = needed(values[values["iso3"] == page.iso3]).sort_values("year")
    first, last = own.iloc[0], own.iloc[-1]
    ends = [f"{measured.write(float(row['value']))} in {int(row['year'])}" for row in (last, first)]
    years = words.years(int(first["year"]), int(last["year"]))
    return comparison.over_range(
        countries.with_names(values),
        page.iso3,
        comparison.Among(page.comparators, series.band(page.of_wb6(values)), words.begin(measured.unit)),
        heading=Heading(
            title=f"{measured.label}, {page.name}: {ends[0]}" + (f", {ends[1]}" if len(own) > 1 else ""),
            subtitle=f"{words.begin(measured.unit)}, {years}. Grey: range of the six, dotted their median",
            alt_text=f"Line chart, {years}. {page.name} went from {ends[1]} to {ends[0]}.",
        ),
        note=f"{measured.definition} Counted by {measured.counted_by}.",
    )


@declares_each(lambda _: indicators())
def _newest(page: CountryPage, name: str) -> Fact:
    """The newest value of an indicator."""
    return indicator(name).newest(page.edition, page.iso3)


@declares_each(lambda _: [f"{code}{BEFORE}" for code in indicators()])
def _ten_years_before(page: CountryPage, name: str) -> Fact:
    """The value ten years before the newest one, or next to it."""
    measured = indicator(name.removesuffix(BEFORE))
    values = measured.series(page.edition)
    own = values[(values["iso3"] == page.iso3) & values["value"].notna()]
    earlier = own if own.empty else series.at(own, int(own["year"].max()) - 10)
    if earlier.empty:
        return unknown(name, measured.label, measured.unit)
    return measured.fact(earlier.iloc[0])


@declares_each(lambda _: [f"{code}{MEDIAN}" for code, each in indicators().items() if each.ranked])
def _median_of_the_six(page: CountryPage, name: str) -> Fact:
    """The median of the newest year in which at least three of the six have a value."""
    measured = indicator(name.removesuffix(MEDIAN))
    label, values = f"{measured.label}, median of the six", page.of_wb6(measured.series(page.edition))
    band = series.band(values)
    if band.empty:
        return unknown(name, label, measured.unit)
    last = band.iloc[-1]
    year, median = int(last["year"]), float(last["median"])
    sources = values.loc[values["year"] == year, "source"]
    basis = replace(
        Basis.of_year(measured.table, year, sources), date=f"{year}, {int(last['countries'])} countries"
    )
    return basis.fact(label, measured.write(median), round(median, 4), measured.unit)
