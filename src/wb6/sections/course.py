"""Any indicator of the catalogue over time."""

from typing import Any

from wb6.data import countries, words
from wb6.figures import comparison, figure
from wb6.figures.figure import Heading
from wb6.indicators.catalogue import indicator
from wb6.measures import series
from wb6.sections.country_page import CountryPage


def indicator_over_time(page: CountryPage, code: str) -> Any:
    """The course of an indicator over the range of the six, beside the comparators.

    `code` is one of `indicators_catalogue`; raises `UsageError` for an unknown one.
    """
    measured = indicator(code)
    name = code.replace("_", "-")
    values = measured.series(page.edition).dropna(subset="value")
    values = values[values["year"] >= page.since].drop_duplicates(["iso3", "year"], keep="last")
    own = values[values["iso3"] == page.iso3].sort_values("year")
    if own.empty:
        return figure.empty(
            name=name, title=measured.label, reason=page.unknown(f"value of {measured.label}")
        )
    first, last = own.iloc[0], own.iloc[-1]
    ends = [f"{measured.write(float(row['value']))} in {int(row['year'])}" for row in (last, first)]
    years = words.years(int(first["year"]), int(last["year"]))
    return comparison.over_range(
        countries.with_names(values),
        page.iso3,
        comparison.Among(page.comparators, series.band(page.six(values)), words.begin(measured.unit)),
        heading=Heading(
            name=name,
            title=f"{measured.label}, {page.name}: {ends[0]}" + (f", {ends[1]}" if len(own) > 1 else ""),
            subtitle=f"{words.begin(measured.unit)}, {years}. Grey: range of the six, dotted their median",
            alt_text=f"Line chart, {years}. {page.name} went from {ends[1]} to {ends[0]}.",
        ),
        note=f"{measured.definition} Counted by {measured.counted_by}.",
    )
