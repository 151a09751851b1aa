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
from wb6.sections.written import Basis

WEST, EAST = "west", "east"
AXES = {WEST: "Euro-Atlantic ties", EAST: "Russian and Chinese ties"}
FIRST_YEAR = 2000
BEFORE = "_before"
FIVE_YEARS, TEN_YEARS = pd.DateOffset(years=5), pd.DateOffset(years=10)


# Indicators of the plane by the axis that they count for.
TIES = {
    "nato_stage": WEST,
    "eu_stage": WEST,
    "agree_deu": WEST,
    "agree_usa": WEST,
    "trade_eu": WEST,
    "cfsp_rate": WEST,
    "agree_rus": EAST,
    "agree_chn": EAST,
    "trade_rus": EAST,
    "trade_chn": EAST,
    "debt_chn": EAST,
    "arms_rus_ten_years": EAST,
    "arms_chn_ten_years": EAST,
}
STAGES = ("nato_stage", "eu_stage")


@kept
def ties(page: RegionPage) -> pd.DataFrame:
    """All values of the indicators of the plane that the edition holds, raw and scaled."""
    frames = [_tie(page, code).assign(axis=axis, indicator=code) for code, axis in TIES.items()]
    return plane.scaled(pd.concat(frames, ignore_index=True))


def span(page: RegionPage) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The two days that the plane compares: ten years before the edition, and its own."""
    return page.edition.day - TEN_YEARS, page.edition.day


@kept
def weighed(page: RegionPage) -> list[str]:
    """Codes of the indicators that count: those that enough countries have on both days."""
    found = plane.shared(ties(page), span(page))
    return [code for code in TIES if code in found]


def scores_on(page: RegionPage, day: pd.Timestamp, axis: str) -> pd.DataFrame:
    """Scaled values of the indicators of an axis on a day, countries by indicators.

    Only countries that have enough indicators on both axes.
    """
    rows = plane.on_day(ties(page), day)
    tables = {}
    for each in AXES:
        codes = [code for code in weighed(page) if TIES[code] == each]
        tables[each] = plane.matrix(rows[rows["indicator"].isin(codes)], codes)
    both = tables[WEST].index.intersection(tables[EAST].index)
    return tables[axis].loc[both]


@shows("alignment-plane", "The alignment plane", "set of shared indicators")
def alignment_plane(page: RegionPage) -> Figure:
    """Both positions of each country ten years ago and now, the years between, and their ranges."""
    then, now = span(page)
    ends = [_placements(page)[day] for day in (then, now)]
    needed(ends[1])
    path = pd.concat([_placements(page)[day] for day in (then, then + FIVE_YEARS, now)])
    path = path.drop_duplicates(["iso3", "day"]).sort_values(["country", "day"])
    newest = ends[1].sort_values("east", ascending=False)
    first, firsts = _most_often(page, EAST, "min")
    last, lasts = _most_often(page, WEST, "max")
    missing = [countries.name(code) for code in page.countries if code not in set(newest["iso3"])]
    return chart.plane(
        path,
        pd.concat(ends),
        heading=Heading(
            title=(
                f"{countries.name(first)} has the strongest Russian and Chinese ties in {firsts:.0f} of 100 sets of "
                f"weights; {_again(last, first)} has the weakest Euro-Atlantic ones in {lasts:.0f}"
            ),
            subtitle=(
                f"Position on two scales, 0 to 100, {words.day(then)} (hollow), five years later (small) and "
                f"{words.day(now)} (filled); bars: nine tenths of 10,000 random sets of weights"
            ),
            alt_text=(
                "Points on two axes. "
                + " ".join(
                    f"{row.country}: Euro-Atlantic ties {row.west:.0f}, range {row.west_low:.0f} to "
                    f"{row.west_high:.0f}; Russian "
                    f"and Chinese ties {row.east:.0f}, range {row.east_low:.0f} to {row.east_high:.0f}."
                    for row in newest.itertuples()
                )
            ),
        ),
        sources=sources(page),
        note=(
            "Each indicator runs from the lowest to the highest value that any of the six had since 2000. "
            + (
                f"{words.listing(missing)} {'has' if len(missing) == 1 else 'have'} too few of the indicators to be placed."
                if missing
                else ""
            )
        ).strip(),
    )


@shows("rank-stability", "The order of the six", "set of shared indicators")
def order_of_the_six(page: RegionPage) -> Figure:
    """How often each country takes each place on each axis when the weights are drawn at random."""
    frames = [
        plane.places(scores_on(page, page.edition.day, axis)).assign(axis=label)
        for axis, label in AXES.items()
    ]
    shares = needed(countries.with_names(pd.concat(frames, ignore_index=True)))
    kept = {axis: plane.order_kept(scores_on(page, page.edition.day, axis)) for axis in AXES}
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
                f"{words.day(page.edition.day)}; place 1 has the strongest ties"
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
    lambda page: [
        f"{iso3.lower()}_plane_{what}{suffix}"
        for suffix in ("", BEFORE)
        for iso3 in page.countries
        for what in (*AXES, "first")
    ]
)
def _place(page: RegionPage, name: str) -> Fact:
    """Position of a country with its range, or how often it comes first: `srb_plane_east`, `mne_plane_first`, ...

    Names that end in `_before` are of the day ten years earlier; `first` is on Russian and Chinese ties.
    """
    iso3, _, what, *_ = name.split("_")
    day, iso3 = _day_of(page, name), iso3.upper()
    if what == "first":
        label = f"{countries.name(iso3)}: share of random weights that put it first on {AXES[EAST]}"
        return _percent(page, label, _shares(page, day, EAST, "min").get(iso3), day)
    placed = _placements(page)[day].set_index("iso3")
    label = f"{countries.name(iso3)}: {AXES[what]}, 0 to 100"
    if iso3 not in placed.index:
        return unknown(name, label)
    row = placed.loc[iso3]
    span = words.span(row[f"{what}_low"], row[f"{what}_high"])
    return _fact(page, label, f"{row[what]:.0f} (range {span})", row[what], day)


@declares_each(lambda _: [f"plane_order_{axis}{suffix}" for axis in AXES for suffix in ("", BEFORE)])
def _order(page: RegionPage, name: str) -> Fact:
    """How many random weights keep the order that equal weights give on an axis."""
    axis, day = name.split("_")[2], _day_of(page, name)
    table = scores_on(page, day, axis)
    kept = None if table.empty else plane.order_kept(table)
    return _percent(page, f"{AXES[axis]}: random weights that keep the order", kept, day)


def _day_of(page: RegionPage, name: str) -> pd.Timestamp:
    """The day of a fact by its name."""
    return span(page)[0 if name.endswith(BEFORE) else 1]


def _shares(page: RegionPage, day: pd.Timestamp, axis: str, end: str) -> dict[str, float]:
    """Percent of the draws in which each country takes the first (`min`) or last (`max`) place."""
    shares = plane.places(scores_on(page, day, axis))
    shares = shares[shares["place"] == shares["place"].agg(end)]
    return {row.iso3: float(row.share) for row in shares.itertuples()}


def _percent(page: RegionPage, label: str, share: float | None, day: pd.Timestamp) -> Fact:
    if share is None:
        return unknown("", label)
    return _fact(page, label, words.percent(share, 0), share, day)


def _fact(page: RegionPage, label: str, text: str, value: float, day: pd.Timestamp) -> Fact:
    return Basis.on("", day, sources(page)).fact(label, text, float(value))


def _tie(page: RegionPage, code: str) -> pd.DataFrame:
    """Values of one indicator: iso3, date, value, source, lasting."""
    values = page.of_countries(indicator(code).series(page.edition)).dropna(subset="value")
    ends = pd.to_datetime(values["year"].astype(int).astype(str) + "-12-31")
    values = values.assign(date=values.get("day", ends), lasting=code in STAGES)
    counted = values["lasting"] | (values["year"] >= FIRST_YEAR)
    return values.loc[counted, ["iso3", "date", "value", "source", "lasting"]]


@kept
def _placements(page: RegionPage) -> dict[pd.Timestamp, pd.DataFrame]:
    """Where the countries stand on the days that the plane shows."""
    then, now = span(page)
    return {day: _placed_on(page, day) for day in (then, then + FIVE_YEARS, now)}


def _placed_on(page: RegionPage, day: pd.Timestamp) -> pd.DataFrame:
    """Position and range of each country on both axes, 0 to 100; countries with too few indicators are left out."""
    placed = []
    for axis in AXES:
        found = plane.positions(scores_on(page, day, axis)).rename(
            columns={
                "value": axis,
                "low": f"{axis}_low",
                "high": f"{axis}_high",
                "known": f"{axis}_known",
            }
        )
        placed.append(found)
    both = placed[0].merge(placed[1], on="iso3")
    scales = [f"{axis}{end}" for axis in AXES for end in ("", "_low", "_high")]
    both[scales] = (both[scales].astype(float) * 100).round(1)
    return countries.with_names(both).assign(day=day, when=words.day(day))


def _most_often(page: RegionPage, axis: str, end: str) -> tuple[str, float]:
    """The country that takes the first (`min`) or last (`max`) place most often, and its percent of the draws."""
    shares = _shares(page, page.edition.day, axis, end)
    found = max(shares, key=shares.__getitem__)
    return found, shares[found]


def sources(page: RegionPage) -> list[str]:
    """Keys of the sources of all values on the two days that the plane compares."""
    return sources_of(plane.on_day(ties(page), page.edition.day), plane.on_day(ties(page), span(page)[0]))


def _again(iso3: str, before: str) -> str:
    """The country, or a pronoun where the sentence has named it."""
    return "it" if iso3 == before else countries.name(iso3)
