"""At a glance: the card with which the chapter on Russia opens."""

from wb6.chapters.russia.facts import RussiaFacts
from wb6.figures.tables import Card, Standing

CARD = (
    "srb_agree",
    "ukraine_no",
    "never_joined",
    "srb_trade",
    "srb_gas",
    "gas_most",
    "arms_russia",
    "exercises_russia",
    "expelled",
    "srb_ally",
)
COURSES = {"srb_agree": "agree", "srb_trade": "trade"}


class Glance(RussiaFacts):
    """The at-a-glance section."""

    def at_a_glance(self) -> Card:
        """The weight of Russia in ten facts, one a channel, with the course where there is one."""
        facts = self.facts()
        standings = tuple(Standing(facts[name], spark=self._course(name)) for name in CARD)
        return Card("at-a-glance", "Russia at a glance", standings)

    def _course(self, name: str) -> tuple[tuple[int, float], ...]:
        if name not in COURSES:
            return ()
        values = self.channel(COURSES[name])
        own = values[values["iso3"] == "SRB"].sort_values("year")
        course = tuple((int(row.year), float(row.value)) for row in own.itertuples())
        return course if len(course) > 2 else ()
