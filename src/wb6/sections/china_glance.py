"""At a glance: the card with which the chapter on China opens."""

from wb6.figures.tables import Card, Standing
from wb6.sections.china_page import ChinaPage

CARD = (
    "owed_total",
    "srb_share",
    "mne_share",
    "mkd_share",
    "loans_total",
    "loans_done",
    "deficit_total",
    "srb_from_china",
    "srb_agreement",
    "format_now",
)
DRAWN = ("srb_share", "mne_share", "mkd_share")


def at_a_glance(page: ChinaPage) -> Card:
    """What China is to the region in ten facts, with the course of its share of debt."""
    facts = page.facts()
    shares = page.owed("share_ppg_external_debt")
    course = {
        f"{iso3.lower()}_share": tuple((int(row.year), float(row.value)) for row in own.itertuples())
        for iso3, own in shares.groupby("iso3")
    }
    standings = tuple(
        Standing(facts[name], spark=course.get(name, ()) if name in DRAWN else ()) for name in CARD
    )
    return Card("at-a-glance", "China and the six at a glance", standings)
