"""At a glance: the card of facts with which a country chapter opens."""

from wb6.chapters import profile, status
from wb6.chapters.country.base import CountryBase
from wb6.figures.tables import Card, Standing

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
        found = [profile.standing(profile.PROFILE[code], self.edition, self.iso3) for code in codes]
        return next((standing for standing in found if standing.fact.known), found[0])
