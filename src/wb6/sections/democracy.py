"""Democracy and corruption, which the source texts name as what hinders or helps."""

from wb6.data import countries, words
from wb6.figures import comparison
from wb6.figures.figure import Figure, Heading
from wb6.measures import series
from wb6.sections.country_page import CountryPage
from wb6.sections.guard import needed, shows


@shows("democracy", "Democracy", "rating by V-Dem")
def democracy(page: CountryPage) -> Figure:
    """The liberal democracy index with its bounds over the range of the six."""
    ratings = page.table("democracy")
    index = series.select(ratings, "VDEM_LIBDEM", since=page.since)
    own = needed(index[index["iso3"] == page.iso3])
    low, high = (
        series.select(ratings, f"VDEM_LIBDEM_{end}", [page.iso3], page.since) for end in ("LOW", "HIGH")
    )
    bounds = low.merge(high, on="year", suffixes=("_low", "_high"))
    bounds = bounds.rename(columns={"value_low": "low", "value_high": "high"})[["year", "low", "high"]]
    first, last = own.iloc[0], own.iloc[-1]
    ranked = series.ranks(series.newest(page.of_wb6(index))).set_index("iso3")
    place = ""
    if page.iso3 in ranked.index:
        place = f"; place {ranked.loc[page.iso3, 'rank']} of {len(ranked)}"
    return comparison.over_range(
        countries.with_names(index),
        page.iso3,
        comparison.Among(page.comparators, series.band(page.of_wb6(index)), "Index", estimate=bounds),
        heading=Heading(
            title=(
                f"Liberal democracy in {page.name}: {last['value']:.2f} in {int(last['year'])}, {first['value']:.2f} in "
                f"{int(first['year'])}{place}"
            ),
            subtitle=(
                f"V-Dem Liberal Democracy Index, 0 to 1, {words.years(int(first['year']), int(last['year']))}. "
                "Grey: range of the six, "
                "dotted their median; shade: range of the estimate"
            ),
            alt_text=(
                f"Line chart. {page.name} went from {first['value']:.2f} in {int(first['year'])} to {last['value']:.2f} in "
                f"{int(last['year'])}; the estimate of that year lies between {bounds.iloc[-1]['low']:.2f} and "
                f"{bounds.iloc[-1]['high']:.2f}."
            ),
        ),
        note="Experts' ratings, put on one scale by a model; differences within the shade are no differences.",
    )


@shows("corruption", "Corruption", "rating on the present scale of the index")
def corruption(page: CountryPage) -> Figure:
    """The Corruption Perceptions Index over the range of the six."""
    index = series.select(page.table("democracy"), "TI_CPI", since=page.since)
    own = needed(index[index["iso3"] == page.iso3])
    first, last = own.iloc[0], own.iloc[-1]
    return comparison.over_range(
        countries.with_names(index),
        page.iso3,
        comparison.Among(page.comparators, series.band(page.of_wb6(index)), "Points"),
        heading=Heading(
            title=(
                f"Perceived control of corruption in {page.name}: {last['value']:.0f} points in {int(last['year'])}, "
                f"{first['value']:.0f} in {int(first['year'])}"
            ),
            subtitle=(
                "Corruption Perceptions Index, 0 to 100, higher is cleaner, "
                f"{words.years(int(first['year']), int(last['year']))}. "
                "Grey: range of the six, dotted their median"
            ),
            alt_text=(
                f"Line chart. {page.name} had {first['value']:.0f} points in {int(first['year'])} and {last['value']:.0f} in "
                f"{int(last['year'])}."
            ),
        ),
        note="The index changed its scale; older values cannot be compared and are left out.",
    )
