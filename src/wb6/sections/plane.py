"""The alignment plane: Euro-Atlantic ties against Russian and Chinese ones, with every weight open."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.figures import plane as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.indicators.catalogue import indicator
from wb6.measures import plane
from wb6.sections.declared import declares_each
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.region_page import RegionPage
from wb6.sections.written import Basis, year_end

WEST, EAST = "west", "east"
AXES = {WEST: "Euro-Atlantic ties", EAST: "Russian and Chinese ties"}
FIRST_YEAR = 2000


# Indicators of the plane by the axis that they count for.
TIES = {
    "nato_stage": WEST,
    "eu_stage": WEST,
    "agree_deu": WEST,
    "agree_usa": WEST,
    "sent_eu": WEST,
    "cfsp_rate": WEST,
    "agree_rus": EAST,
    "agree_chn": EAST,
    "sent_rus": EAST,
    "sent_chn": EAST,
    "debt_chn": EAST,
    "arms_rus_ten_years": EAST,
    "arms_chn_ten_years": EAST,
}
STAGES = ("nato_stage", "eu_stage")
DRAWN = 100  # of the random sets of weights, as many as the plane draws
_OF_AXIS = {axis: sum(each == axis for each in TIES.values()) for axis in AXES}


@kept
def ties(page: RegionPage) -> pd.DataFrame:
    """All values of the indicators of the plane that the edition holds."""
    frames = [_tie(page, code).assign(axis=axis, indicator=code) for code, axis in TIES.items()]
    return pd.concat(frames, ignore_index=True)


@kept
def day_of_year(page: RegionPage) -> pd.Timestamp:
    """The end of the year of the plane: the newest in which enough of each axis is known, or that of the edition."""
    own = page.edition.day.year
    for year in range(own, FIRST_YEAR, -1):
        day = min(year_end(year), page.edition.day)
        found = plane.shared(ties(page), day)
        if all(sum(TIES[code] == axis for code in found) * 2 > count for axis, count in _OF_AXIS.items()):
            return day
    return page.edition.day


@kept
def in_year(page: RegionPage) -> pd.DataFrame:
    """The values of the plane in its year, scaled from the lowest to the highest of the countries."""
    return plane.scaled(plane.on_day(ties(page), day_of_year(page)))


@kept
def weighed(page: RegionPage) -> list[str]:
    """Codes of the indicators that count: those that enough countries have in the year, and on which they differ."""
    shared, differing = plane.shared(ties(page), day_of_year(page)), set(in_year(page)["indicator"])
    return [code for code in TIES if code in shared and code in differing]


@kept
def scores_by_axis(page: RegionPage) -> dict[str, pd.DataFrame]:
    """Scaled values of each axis, countries by indicators, of countries that have enough indicators on both axes."""
    rows, tables = in_year(page), {}
    for axis in AXES:
        codes = [code for code in weighed(page) if TIES[code] == axis]
        tables[axis] = plane.matrix(rows[rows["indicator"].isin(codes)], codes)
    both = tables[WEST].index.intersection(tables[EAST].index)
    return {axis: table.loc[both] for axis, table in tables.items()}


@shows("alignment-plane", "The alignment plane", "set of shared indicators")
def alignment_plane(page: RegionPage) -> Figure:
    """Where each country stands in one year, a panel a country, with what other weights would make of it."""
    placed = needed(_placed(page)).sort_values("east", ascending=False)
    first, firsts = _most_often(page, EAST, "min")
    last, lasts = _most_often(page, WEST, "max")
    missing = [countries.name(code) for code in page.countries if code not in set(placed["iso3"])]
    verb = "has" if len(missing) == 1 else "have"
    year = day_of_year(page).year
    return chart.plane(
        placed,
        _drawn(page),
        heading=Heading(
            title=(
                f"{countries.name(first)} has the strongest Russian and Chinese ties in {firsts:.0f} of 100 sets of "
                f"weights; {_again(last, first)} has the weakest Euro-Atlantic ones in {lasts:.0f}"
            ),
            subtitle=(
                f"Position on two scales, 0 for the lowest and 100 for the highest of the six, {year}. Large: equal weights; "
                f"small: {DRAWN} random sets of weights; grey: the other countries"
            ),
            alt_text=(
                "A panel a country, with points on two axes. "
                + " ".join(
                    f"{row.country}: Euro-Atlantic ties {row.west:.0f}, range {row.west_low:.0f} to "
                    f"{row.west_high:.0f}; Russian "
                    f"and Chinese ties {row.east:.0f}, range {row.east_low:.0f} to {row.east_high:.0f}."
                    for row in placed.itertuples()
                )
            ),
        ),
        sources=sources(page),
        note=f"{words.listing(missing)} {verb} too few of the indicators to be placed." if missing else "",
    )


@shows("rank-stability", "The order of the six", "set of shared indicators")
def order_of_the_six(page: RegionPage) -> Figure:
    """How often each country takes each place on each axis when the weights are drawn at random."""
    frames = [plane.places(scores_by_axis(page)[axis]).assign(axis=label) for axis, label in AXES.items()]
    shares = needed(countries.with_names(pd.concat(frames, ignore_index=True)))
    kept = {axis: plane.order_kept(scores_by_axis(page)[axis]) for axis in AXES}
    first, firsts = _most_often(page, EAST, "min")
    return chart.places(
        shares.sort_values(["axis", "usual"]),
        heading=Heading(
            title=(
                f"The order on Russian and Chinese ties holds in {kept[EAST]:.0f} of 100 sets of weights; "
                f"{countries.name(first)} comes first in {firsts:.0f}"
            ),
            subtitle=(
                "Share of 10,000 random sets of weights in which a country takes a place, percent, "
                f"{day_of_year(page).year}; place 1 has the strongest ties"
            ),
            alt_text=(
                f"Two tables of shares. The order of equal weights holds in {kept[WEST]:.0f} percent of the sets on "
                f"Euro-Atlantic ties and in {kept[EAST]:.0f} percent on Russian and Chinese ties. "
                + " ".join(
                    f"{axis}, first place: "
                    + words.listing(
                        [f"{row.country} {row.share:.0f}" for row in group.itertuples() if row.share >= 0.5]
                    )
                    + "."
                    for axis, group in shares[shares["place"] == 1].groupby("axis")
                )
            ),
        ),
        sources=sources(page),
        note="Countries stand in the order that equal weights give. Shares below half of one percent are not drawn.",
    )


@declares_each(
    lambda page: [f"{iso3.lower()}_plane_{what}" for iso3 in page.countries for what in (*AXES, "first")]
)
def _place(page: RegionPage, name: str) -> Fact:
    """Position of a country with its range, or how often it comes first: `srb_plane_east`, `mne_plane_first`, ...

    `first` is on Russian and Chinese ties.
    """
    iso3, _, what = name.split("_")
    iso3 = iso3.upper()
    if what == "first":
        label = f"{countries.name(iso3)}: share of random weights that put it first on {AXES[EAST]}"
        return _percent(page, label, _shares(page, EAST, "min").get(iso3))
    placed = _placed(page).set_index("iso3")
    label = f"{countries.name(iso3)}: {AXES[what]}, 0 to 100"
    if iso3 not in placed.index:
        return unknown(name, label)
    row = placed.loc[iso3]
    span = words.span(row[f"{what}_low"], row[f"{what}_high"])
    return _fact(page, label, f"{row[what]:.0f} (range {span})", row[what])


@declares_each(lambda _: [f"plane_order_{axis}" for axis in AXES])
def _order(page: RegionPage, name: str) -> Fact:
    """How many random weights keep the order that equal weights give on an axis."""
    axis = name.split("_")[2]
    table = scores_by_axis(page)[axis]
    kept = None if table.empty else plane.order_kept(table)
    return _percent(page, f"{AXES[axis]}: random weights that keep the order", kept)


def _shares(page: RegionPage, axis: str, end: str) -> dict[str, float]:
    """Percent of the draws in which each country takes the first (`min`) or last (`max`) place."""
    shares = plane.places(scores_by_axis(page)[axis])
    shares = shares[shares["place"] == shares["place"].agg(end)]
    return {row.iso3: float(row.share) for row in shares.itertuples()}


def _percent(page: RegionPage, label: str, share: float | None) -> Fact:
    if share is None:
        return unknown("", label)
    return _fact(page, label, words.percent(share, 0), share)


def _fact(page: RegionPage, label: str, text: str, value: float) -> Fact:
    return Basis.on("", day_of_year(page), sources(page), "year").fact(label, text, float(value))


def _tie(page: RegionPage, code: str) -> pd.DataFrame:
    """Values of one indicator: iso3, date, value, source, lasting."""
    values = page.of_countries(indicator(code).series(page.edition)).dropna(subset="value")
    ends = pd.to_datetime(values["year"].astype(int).astype(str) + "-12-31")
    values = values.assign(date=values.get("day", ends), lasting=code in STAGES)
    counted = values["lasting"] | (values["year"] >= FIRST_YEAR)
    return values.loc[counted, ["iso3", "date", "value", "source", "lasting"]]


@kept
def _placed(page: RegionPage) -> pd.DataFrame:
    """Position and range of each country on both axes, 0 to 100; countries with too few indicators are left out."""
    placed = []
    for axis, table in scores_by_axis(page).items():
        names = {"value": axis, "low": f"{axis}_low", "high": f"{axis}_high", "known": f"{axis}_known"}
        placed.append(plane.positions(table).rename(columns=names))
    both = placed[0].merge(placed[1], on="iso3")
    scales = [f"{axis}{end}" for axis in AXES for end in ("", "_low", "_high")]
    both[scales] = (both[scales].astype(float) * 100).round(1)
    return countries.with_names(both).assign(year=day_of_year(page).year)


def _drawn(page: RegionPage) -> pd.DataFrame:
    """Positions under the first of the random sets of weights: iso3, country, west, east."""
    found = {}
    for axis, table in scores_by_axis(page).items():
        drawn = plane.scores(table, plane.weightings(table.shape[1])[:DRAWN])
        found[axis] = (drawn * 100).round(0).astype(int).melt(var_name="iso3", value_name=axis)
    return countries.with_names(found[WEST].assign(east=found[EAST][EAST]))


def _most_often(page: RegionPage, axis: str, end: str) -> tuple[str, float]:
    """The country that takes the first (`min`) or last (`max`) place most often, and its percent of the draws."""
    shares = _shares(page, axis, end)
    found = max(shares, key=shares.__getitem__)
    return found, shares[found]


def sources(page: RegionPage) -> list[str]:
    """Keys of the sources of the values in the plane."""
    return sources_of(plane.on_day(ties(page), day_of_year(page)))


def _again(iso3: str, before: str) -> str:
    """The country, or a pronoun where the sentence has named it."""
    return "it" if iso3 == before else countries.name(iso3)
