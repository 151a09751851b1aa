"""The chapter on Russia: how much weight Moscow has, in which channel, where, and which way it moves."""

from typing import ClassVar

from wb6.chapters.topics import topics
from wb6.sections.russia_page import RussiaPage


class RussiaChapter(RussiaPage):
    """Russia in an edition; each section is one figure, table or card of the page."""

    topics: ClassVar = topics(
        "glance",
        "matrix",
        "votes",
        "ukraine",
        "turning",
        "trade",
        "debts",
        "investment",
        "gas",
        "arms",
        "exercises",
        "presence",
        "sanctions",
        "attitudes",
        "distances",
        "readings",
        "claims",
        "closing",
    )
