"""At a glance: the card with which the chapter on Russia opens."""

from wb6.figures.tables import Card, Standing
from wb6.sections import matrix
from wb6.sections.russia_page import RussiaPage

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


def at_a_glance(page: RussiaPage) -> Card:
    """The weight of Russia in ten facts, one a channel, with the course where there is one."""
    facts = page.facts()
    standings = tuple(Standing(facts[name], spark=_course(page, name)) for name in CARD)
    return Card("at-a-glance", "Russia at a glance", standings)


def _course(page: RussiaPage, name: str) -> tuple[tuple[int, float], ...]:
    if name not in COURSES:
        return ()
    values = matrix.channel(page, COURSES[name])
    own = values[values["iso3"] == "SRB"].sort_values("year")
    course = tuple((int(row.year), float(row.value)) for row in own.itertuples())
    return course if len(course) > 2 else ()
