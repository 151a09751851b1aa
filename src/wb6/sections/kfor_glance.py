"""At a glance: the card with which the chapter on KFOR opens."""

from wb6.figures.tables import Card, Standing
from wb6.measures import kfor
from wb6.sections.kfor_page import KforPage

CARD = (
    "entered",
    "size",
    "size_peak",
    "nations",
    "largest_contributor",
    "partner_share",
    "commander",
    "ksf_size",
    "wb6_soldiers",
    "cut_announced",
)


def at_a_glance(page: KforPage) -> Card:
    """What KFOR is in ten facts, with the course of its size."""
    facts = page.facts()
    yearly = kfor.yearly(page.counted())
    course = tuple((int(row.year), float(row.value)) for row in yearly.itertuples())
    standings = tuple(
        Standing(facts[name], spark=course if name == "size" and len(course) > 2 else ()) for name in CARD
    )
    return Card("at-a-glance", "KFOR at a glance", standings)
