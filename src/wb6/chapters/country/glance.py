"""At a glance: the card of facts with which a country chapter opens."""

from wb6.chapters import status
from wb6.chapters.country.base import CountryBase
from wb6.data import countries, words
from wb6.figures.tables import Card, Standing
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import series

# A slot of several codes shows the first that the edition knows a value of, or says that the first is unknown.
CARD: tuple[str | tuple[str, ...], ...] = (
    "population",
    "gdp_per_head",
    "milex_share",
    "personnel",
    ("un_personnel", "hosted_troops"),
    ("cfsp_rate", "allies_without_recognition"),
    ("agree_rus", "arms_rus"),
    ("kfor_troops", "agree_usa", "unrest_casualties"),
    ("trade_eu", "milex_usd"),
    "nato_for",
    ("nato_against", "nato_for_entity"),
    "liberal_democracy",
)


class Glance(CountryBase):
    """The at-a-glance section."""

    def at_a_glance(self) -> Card:
        """Status and the newest value of the main indicators, with rank and course."""
        steps = self.steps(self.iso3)
        states = tuple(Standing(status.status(steps, self.iso3, track)) for track in ("nato", "eu"))
        return Card(
            "at-a-glance", f"{self.name} at a glance", states + tuple(self._standing(slot) for slot in CARD)
        )

    def _standing(self, slot: str | tuple[str, ...]) -> Standing:
        codes = (slot,) if isinstance(slot, str) else slot
        found = [self._of_indicator(indicator(code)) for code in codes]
        return next((standing for standing in found if standing.fact.known), found[0])

    def _of_indicator(self, measured: Indicator) -> Standing:
        """The newest value with its place among the six and its course."""
        values, fact = measured.series(self.edition), measured.newest(self.edition, self.iso3)
        if not fact.known:
            return Standing(fact)
        rank = ""
        if measured.ranked and self.iso3 in countries.WB6:
            newest = series.newest(self.six(values).dropna(subset="value"))
            place = series.ranks(newest).set_index("iso3").loc[self.iso3]
            rank = f"{words.ordinal(int(place['rank']))} of {int(place['among'])}"
        own = values[values["iso3"] == self.iso3].dropna()
        spark = tuple((int(row.year), round(float(row.value), 4)) for row in own.itertuples())
        return Standing(fact, rank, spark if len(spark) > 2 else ())
