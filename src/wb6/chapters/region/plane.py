"""The alignment plane: Euro-Atlantic ties against Russian and Chinese ones, with every weight open."""

from functools import cached_property, partial
from typing import NamedTuple

import pandas as pd

from wb6.chapters import status
from wb6.chapters.profile import PROFILE
from wb6.chapters.region.base import RegionBase
from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.figures import figure
from wb6.figures import plane as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import arms, plane

WEST, EAST = "west", "east"
AXES = {WEST: "Euro-Atlantic ties", EAST: "Russian and Chinese ties"}
FIRST_YEAR = 2000
FIVE_YEARS, TEN_YEARS = pd.DateOffset(years=5), pd.DateOffset(years=10)


class Tie(NamedTuple):
    """An indicator of the plane: its axis, its name, and how many digits its values are shown with."""

    axis: str
    label: str
    digits: int = 0


TIES = {
    "nato_stage": Tie(WEST, "Stage toward NATO, 0 to 3"),
    "eu_stage": Tie(WEST, "Stage toward the EU, 0 to 4"),
    "agree_deu": Tie(WEST, "UN votes as Germany, %"),
    "agree_usa": Tie(WEST, "UN votes as the US, %"),
    "trade_eu": Tie(WEST, "Trade with the EU, %"),
    "cfsp_rate": Tie(WEST, "EU foreign policy texts joined, %"),
    "agree_rus": Tie(EAST, "UN votes as Russia, %"),
    "agree_chn": Tie(EAST, "UN votes as China, %"),
    "trade_rus": Tie(EAST, "Trade with Russia, %", 1),
    "trade_chn": Tie(EAST, "Trade with China, %", 1),
    "debt_chn": Tie(EAST, "External public debt to China, %", 1),
    "arms_rus": Tie(EAST, "Arms from Russia, ten years, %"),
    "arms_chn": Tie(EAST, "Arms from China, ten years, %"),
}
STAGES = {"nato_stage": status.NATO_CLASSES, "eu_stage": status.EU_CLASSES}
SUPPLIERS = {"arms_rus": "RUS", "arms_chn": "CHN"}


class Plane(RegionBase):
    """The section on the two paradigms."""

    @cached_property
    def ties(self) -> pd.DataFrame:
        """All values of the indicators of the plane that the edition holds, raw and scaled."""
        frames = [self._tie(code).assign(axis=tie.axis, indicator=code) for code, tie in TIES.items()]
        return plane.scaled(pd.concat(frames, ignore_index=True))

    @property
    def span(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The two days that the plane compares: ten years before the edition, and its own."""
        return self.edition.day - TEN_YEARS, self.edition.day

    @cached_property
    def weighed(self) -> list[str]:
        """Codes of the indicators that count: those that enough countries have on both days."""
        found = plane.shared(self.ties, self.span)
        return [code for code in TIES if code in found]

    def scores_on(self, day: pd.Timestamp, axis: str) -> pd.DataFrame:
        """Scaled values of the indicators of an axis on a day, countries by indicators.

        Only countries that have enough indicators on both axes.
        """
        rows = plane.on_day(self.ties, day)
        tables = {}
        for each in AXES:
            codes = [code for code in self.weighed if TIES[code].axis == each]
            tables[each] = plane.matrix(rows[rows["indicator"].isin(codes)], codes)
        both = tables[WEST].index.intersection(tables[EAST].index)
        return tables[axis].loc[both]

    def alignment_plane(self) -> Figure:
        """Both positions of each country ten years ago and now, the years between, and their ranges."""
        name = "alignment-plane"
        then, now = self.span
        ends = [self._placed(day) for day in (then, now)]
        if ends[1].empty:
            return figure.empty(
                name=name, title="The alignment plane", reason=self.unknown("set of shared indicators")
            )
        path = pd.concat([self._placed(day) for day in (then, then + FIVE_YEARS, now)])
        path = path.drop_duplicates(["iso3", "day"]).sort_values(["country", "day"])
        newest = ends[1].sort_values("east", ascending=False)
        missing = [countries.name(code) for code in self.countries if code not in set(newest["iso3"])]
        first, firsts = self._most_often(EAST, "min")
        last, lasts = self._most_often(WEST, "max")
        missing = [countries.name(code) for code in self.countries if code not in set(newest["iso3"])]
        return chart.plane(
            path,
            pd.concat(ends),
            heading=Heading(
                name=name,
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
            sources=self._sources(),
            note=(
                "Each indicator runs from the lowest to the highest value that any of the six had since 2000. "
                + (
                    f"{words.listing(missing)} {'has' if len(missing) == 1 else 'have'} too few of the indicators to be placed."
                    if missing
                    else ""
                )
            ).strip(),
        )

    def order_of_the_six(self) -> Figure:
        """How often each country takes each place on each axis when the weights are drawn at random."""
        name = "rank-stability"
        frames = [
            plane.places(self.scores_on(self.edition.day, axis)).assign(axis=label)
            for axis, label in AXES.items()
        ]
        shares = countries.with_names(pd.concat(frames, ignore_index=True))
        if shares.empty:
            return figure.empty(
                name=name, title="The order of the six", reason=self.unknown("set of shared indicators")
            )
        kept = {axis: plane.order_kept(self.scores_on(self.edition.day, axis)) for axis in AXES}
        first, firsts = self._most_often(EAST, "min")
        return chart.places(
            shares.sort_values(["axis", "usual"]),
            heading=Heading(
                name=name,
                title=(
                    f"The order on Russian and Chinese ties holds in {kept[EAST]:.0f} of 100 sets of weights; "
                    f"{countries.name(first)} comes first in {firsts:.0f}"
                ),
                subtitle=(
                    "Share of 10,000 random sets of weights in which a country takes a place, percent, "
                    f"{words.day(self.edition.day)}; place 1 has the strongest ties"
                ),
                alt_text=(
                    f"Two tables of shares. The order of equal weights holds in {kept[WEST]:.0f} percent of the sets on "
                    f"Euro-Atlantic ties and in {kept[EAST]:.0f} percent on Russian and Chinese ties. "
                    + " ".join(
                        f"{axis}, first place: "
                        + words.listing(
                            [
                                f"{row.country} {row.share:.0f}"
                                for row in group.itertuples()
                                if row.share >= 0.5
                            ]
                        )
                        + "."
                        for axis, group in shares[shares["place"] == 1].groupby("axis")
                    )
                ),
            ),
            sources=self._sources(),
            note="Countries stand in the order that equal weights give. Shares below half of one percent are not drawn.",
        )

    def weights(self) -> Table:
        """Every indicator of the plane with its axis, its weight, the ends of its scale, and its source."""
        newest = self._newest_ties()
        labels = self.table("sources").set_index("key")["label"]
        counted = pd.Series([TIES[code].axis for code in self.weighed], dtype=object).value_counts()
        rows = []
        for code, tie in TIES.items():
            own, ends = (
                newest[newest["indicator"] == code],
                self.ties.loc[self.ties["indicator"] == code, "value"],
            )
            used = sorted({labels[key] for key in own["source"].dropna()})
            rows.append(
                {
                    "indicator": tie.label,
                    "axis": "Euro-Atlantic" if tie.axis == WEST else "Russia, China",
                    "weight": f"{100 / counted[tie.axis]:.0f}%" if code in self.weighed else "left out",
                    "range": words.span(ends.min(), ends.max(), tie.digits) if len(ends) else None,
                    "source": None
                    if own.empty
                    else "the ladders on this page"
                    if code in STAGES
                    else "; ".join(used),
                }
            )
        return table(
            pd.DataFrame(rows),
            [
                Column("indicator", "Indicator"),
                Column("axis", "Axis"),
                Column("weight", "Weight", numeric=True),
                Column("range", "Scaled from, to", numeric=True),
                Column("source", "Source of the newest values"),
            ],
            name="plane-weights",
            title="What the plane is made of",
            subtitle="Indicators by axis, with equal weights and the values that stand for 0 and 100",
            sources=self._sources(),
            note=(
                "Left out: fewer than four of the six have a value on one of the two days that the plane compares. Stages count "
                "the classes that a country has entered. A country that took delivery of no arms counts as zero."
            ),
        )

    def values_in_the_plane(self) -> Table:
        """The newest value of every indicator of the plane by country, with its year."""
        newest, day = self._newest_ties(), self.edition.day
        rows = []
        for code, tie in TIES.items():
            own = newest[newest["indicator"] == code]
            cells = {row.iso3: words.number(row.value, tie.digits) for row in own.itertuples()}
            rows.append(
                {"indicator": tie.label, **cells, "years": words.day(day) if code in STAGES else _years(own)}
            )
        return table(
            pd.DataFrame(rows).reindex(columns=["indicator", *self.countries, "years"]),
            [
                Column("indicator", "Indicator"),
                *(Column(iso3, countries.name(iso3), numeric=True) for iso3 in self.countries),
                Column("years", "Values of"),
            ],
            name="plane-values",
            title="The values behind the plane",
            subtitle=f"Newest values known on {words.day(day)}, not older than six years",
            sources=self._sources(),
            note="A dash: no value; its weight then goes to the other indicators of the axis.",
        )

    def _newest_ties(self) -> pd.DataFrame:
        return plane.on_day(self.ties, self.edition.day)

    def plane_facts(self) -> dict[str, Fact]:
        """Positions with their ranges and shares of draws: `srb_plane_east`, `mne_plane_first`, `plane_order_west`, ...

        Names that end in `_before` are of the day ten years earlier; `first` is on Russian and Chinese ties.
        """
        facts: dict[str, Fact] = {}
        for suffix, day in (("_before", self.span[0]), ("", self.span[1])):
            placed = self._placed(day).set_index("iso3")
            first = self._shares(day, EAST, "min")
            for iso3 in self.countries:
                row = placed.loc[iso3] if iso3 in placed.index else None
                for axis, label in AXES.items():
                    name = f"{iso3.lower()}_plane_{axis}{suffix}"
                    low, high = (None, None) if row is None else (row[f"{axis}_low"], row[f"{axis}_high"])
                    text = "" if row is None else f"{row[axis]:.0f} (range {words.span(low, high)})"
                    facts[name] = self._fact(
                        name,
                        f"{countries.name(iso3)}: {label}, 0 to 100",
                        text,
                        None if row is None else row[axis],
                        day,
                    )
                name = f"{iso3.lower()}_plane_first{suffix}"
                label = f"{countries.name(iso3)}: share of random weights that put it first on {AXES[EAST]}"
                facts[name] = self._percent(name, label, first.get(iso3), day)
            for axis, label in AXES.items():
                name, table = f"plane_order_{axis}{suffix}", self.scores_on(day, axis)
                kept = None if table.empty else plane.order_kept(table)
                facts[name] = self._percent(name, f"{label}: random weights that keep the order", kept, day)
        return facts

    def _shares(self, day: pd.Timestamp, axis: str, end: str) -> dict[str, float]:
        """Percent of the draws in which each country takes the first (`min`) or last (`max`) place."""
        shares = plane.places(self.scores_on(day, axis))
        shares = shares[shares["place"] == shares["place"].agg(end)]
        return {row.iso3: float(row.share) for row in shares.itertuples()}

    def _percent(self, name: str, label: str, share: float | None, day: pd.Timestamp) -> Fact:
        return self._fact(name, label, "" if share is None else words.percent(share, 0), share, day)

    def _fact(self, name: str, label: str, text: str, value: float | None, day: pd.Timestamp) -> Fact:
        if value is None:
            return unknown(name, label)
        return Fact(
            name=name,
            label=label,
            text=text,
            value=float(value),
            date=words.day(day),
            day=day.strftime("%Y-%m-%d"),
            sources=tuple(self._sources()),
        )

    def _tie(self, code: str) -> pd.DataFrame:
        """Values of one indicator: iso3, date, value, source, lasting."""
        if code in STAGES:
            return plane.stages(self.steps(*self.countries), STAGES[code], self.countries).assign(
                lasting=True
            )
        values = (
            self._arms(SUPPLIERS[code]) if code in SUPPLIERS else self.own(PROFILE[code].series(self.edition))
        )
        values = values[(values["year"] >= FIRST_YEAR) & values["value"].notna()]
        dates = pd.to_datetime(values["year"].astype(int).astype(str) + "-12-31")
        return values.assign(date=dates, lasting=False)[["iso3", "date", "value", "source", "lasting"]]

    def _arms(self, supplier: str) -> pd.DataFrame:
        transfers = self.table("arms_transfers")
        share = partial(arms.share_or_none, years=range(FIRST_YEAR, self.edition.last_full_year + 1))
        return pd.concat([share(transfers, iso3, supplier).assign(iso3=iso3) for iso3 in self.countries])

    def _placed(self, day: pd.Timestamp) -> pd.DataFrame:
        """Position and range of each country on both axes, 0 to 100; countries with too few indicators are left out."""
        both = None
        for axis in AXES:
            found = plane.positions(self.scores_on(day, axis)).rename(
                columns={
                    "value": axis,
                    "low": f"{axis}_low",
                    "high": f"{axis}_high",
                    "known": f"{axis}_known",
                }
            )
            both = found if both is None else both.merge(found, on="iso3")
        scales = [f"{axis}{end}" for axis in AXES for end in ("", "_low", "_high")]
        both[scales] = (both[scales].astype(float) * 100).round(1)
        return countries.with_names(both).assign(day=day, when=words.day(day))

    def _most_often(self, axis: str, end: str) -> tuple[str, float]:
        """The country that takes the first (`min`) or last (`max`) place most often, and its percent of the draws."""
        shares = self._shares(self.edition.day, axis, end)
        found = max(shares, key=shares.__getitem__)
        return found, shares[found]

    def _sources(self) -> list[str]:
        return sources_of(plane.on_day(self.ties, self.edition.day), plane.on_day(self.ties, self.span[0]))


def _again(iso3: str, before: str) -> str:
    """The country, or a pronoun where the sentence has named it."""
    return "it" if iso3 == before else countries.name(iso3)


def _years(rows: pd.DataFrame) -> str | None:
    """The years of the newest values, from the oldest to the newest."""
    return words.years(rows["date"].min().year, rows["date"].max().year) if len(rows) else None
