"""At a glance: the card of facts with which a country chapter opens."""

from wb6.chapters import profile, status
from wb6.chapters.country.base import CountryBase
from wb6.figures.tables import Card, Standing

CARD = (
    "population",
    "gdp_per_head",
    "milex_share",
    "personnel",
    "un_personnel",
    "cfsp_rate",
    "agree_rus",
    "agree_usa",
    "trade_eu",
    "nato_for",
    "nato_against",
    "liberal_democracy",
)


class Glance(CountryBase):
    """The at-a-glance section."""

    def at_a_glance(self) -> Card:
        """Status and the newest value of the main indicators, with rank and course."""
        steps = self.steps(self.iso3)
        states = tuple(Standing(status.status(steps, self.iso3, track)) for track in ("nato", "eu"))
        indicators = tuple(profile.standing(profile.PROFILE[code], self.edition, self.iso3) for code in CARD)
        return Card("at-a-glance", f"{self.name} at a glance", states + indicators)
