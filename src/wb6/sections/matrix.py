"""The matrix: each channel of Russian influence by country, now and about ten years before."""

from dataclasses import replace
from functools import partial

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.figures import grids
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Column, Table, table
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import comparison, factors
from wb6.sections.declared import declares_each
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.votes import VOTES_SINCE

YEARS, WITHIN = 10, 3
# Channels by the name that their facts bear, with their indicators.
CHANNELS = {
    "agree": "agree_rus",
    "apart": "cfsp_apart",
    "trade": "trade_rus",
    "gas": "gas_rus",
    "weight": "gas_weight",
    "arms": "arms_rus",
    "debt": "debt_rus",
    "ally": "ally_rus",
}
PEAKS = ("agree", "trade", "debt")


@kept
def channel(page: RussiaPage, code: str) -> pd.DataFrame:
    """One channel by country and year: iso3, year, value, source, and what else its indicator has."""
    values = page.of_countries(indicator(CHANNELS[code]).series(page.edition))
    return values[values["year"] >= max(page.since, VOTES_SINCE)]


@kept
def matrix_cells(page: RussiaPage) -> pd.DataFrame:
    """The newest value of each channel and country, and the one about ten years before."""
    frames = []
    for code in CHANNELS:
        measured, values = indicator(CHANNELS[code]), channel(page, code)
        values = values[values["year"] >= page.edition.last_full_year - YEARS - 2 * WITHIN]
        found = page.each(
            partial(factors.now_and_before, values, years=YEARS, within=WITHIN, one_source=True)
        )
        both = pd.concat([found["value"], found["value_before"]]).dropna().astype(float)
        scale = comparison.levels(pd.DataFrame({"value": [*both, 0.0]}))  # shades begin at zero
        levels = scale["level"].tolist()[: found["value"].notna().sum()]
        found = found[found["value"].notna()].assign(
            level=levels, code=code, channel=measured.short, digits=measured.cell_digits
        )
        frames.append(found)
    rows = pd.concat(frames, ignore_index=True)
    return rows.assign(
        text=[words.number(row.value, row.digits) for row in rows.itertuples()],
    )


@shows("matrix", "Channels", "value of any channel")
def matrix(page: RussiaPage) -> Figure:
    """Channels by country with the newest value and its year."""
    cells = needed(matrix_cells(page))
    order = {code: place for place, code in enumerate(page.countries)}
    cells = cells.assign(place=cells["iso3"].map(order)).sort_values("place", kind="stable")
    cells = cells.assign(row=cells["code"].map({code: place for place, code in enumerate(CHANNELS)}))
    top = leaders(cells)
    most = top.value_counts()
    compared = int((cells.groupby("code")["iso3"].count() > 1).sum())
    columns = [
        "channel",
        "country",
        "iso3",
        "year",
        "value",
        "text",
        "level",
        "source",
    ]
    shown = cells.sort_values(["row", "place"], ignore_index=True)[columns]
    shown = shown.assign(year=shown["year"].astype(int), value=shown["value"].astype(float))
    return grids.matrix(
        shown,
        [countries.name(iso3) for iso3 in page.countries],
        heading=Heading(
            title=(
                f"{countries.name(most.index[0])} has the highest value in {most.iloc[0]} of {compared} channels "
                "that compare "
                "countries"
                if len(most)
                else "Channels by country"
            ),
            subtitle=(
                f"Newest value known on {words.day(page.edition.day)} with its year, shaded along each row"
            ),
            alt_text="Grid of channels by country. "
            + " ".join(
                f"{channel}: {words.each(rows, '{country} {text}')}."
                for channel, rows in shown.groupby("channel", sort=False)
            ),
        ),
        note=(
            "An empty cell: no figure. Channels have units of their own and no sum. Years differ along a row; the table below "
            "has earlier values, from the source of the newest."
        ),
    )


def leaders(cells: pd.DataFrame) -> pd.Series:
    """The country with the highest value, of each channel in which at least two have one and they differ."""
    leaders = {}
    for code, rows in cells.groupby("code", sort=False):
        ordered = rows.sort_values("value", ascending=False)
        values = ordered["value"].astype(float).tolist()
        if len(values) > 1 and values[0] > values[1]:
            leaders[code] = ordered.iloc[0]["iso3"]
    return pd.Series(leaders, dtype="object")


def matrix_years(page: RussiaPage) -> Table:
    """The matrix with the years of its values."""
    cells = matrix_cells(page)
    rows = []
    for code in CHANNELS:
        measured = indicator(CHANNELS[code])
        own = cells[cells["code"] == code].set_index("iso3")
        row = {"channel": measured.short}
        for iso3 in own.index:
            cell = own.loc[iso3]
            newest = f"{cell['text']} ({int(cell['year'])})"
            if pd.notna(cell["value_before"]):
                earlier = measured.cell(float(cell["value_before"]))
                row[iso3] = f"{earlier} ({int(cell['year_before'])}) → {newest}"
            else:
                row[iso3] = newest
        rows.append(row)
    return table(
        pd.DataFrame(rows).reindex(columns=["channel", *page.countries]),
        [Column("channel", "Channel"), *(Column(iso3, countries.name(iso3)) for iso3 in page.countries)],
        Caption(
            name="matrix-years",
            title="The channels, about ten years before and now",
            subtitle=f"Earlier and newest value known on {words.day(page.edition.day)}, percent, with their years",
            note="The earlier value is the nearest to ten years before in the same source, at most three years off.",
        ),
        sources=sources_of(cells),
    )


@declares_each(
    lambda page: [
        f"{iso3.lower()}_{code}{end}"
        for code in CHANNELS
        for iso3 in page.countries
        for end in (("", "_peak") if code in PEAKS else ("",))
    ]
)
def _channel_fact(page: RussiaPage, name: str) -> Fact:
    """The newest value of a country in a channel, or its highest."""
    iso3, code, *peak = name.upper().split("_")
    own = channel(page, code.lower()).query("iso3 == @iso3").sort_values("year")
    if peak:
        return fact_of_row(
            indicator(CHANNELS[code.lower()]), iso3, own.sort_values("value").tail(1), ", highest"
        )
    return fact_of_row(indicator(CHANNELS[code.lower()]), iso3, own.tail(1))


def fact_of_row(measured: Indicator, iso3: str, rows: pd.DataFrame, which: str = "") -> Fact:
    """The value of one row of an indicator for a country; unknown without a row."""
    label = f"{measured.label}, {countries.name(iso3)}{which}"
    if rows.empty or pd.isna(rows.iloc[0]["value"]):
        return unknown("", label, measured.unit)
    return replace(measured.fact(rows.iloc[0]), label=label)
