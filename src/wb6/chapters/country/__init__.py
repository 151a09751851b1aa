"""A country chapter: the sections that all six countries share."""

from typing import ClassVar

from wb6.chapters.topics import topics
from wb6.sections.country_page import CountryPage


class CountryChapter(CountryPage):
    """A country in an edition; each section is one figure, table or card of the page.

    `country` and `comparators` are codes of `countries.csv`, `as_of` a day written
    YYYY-MM-DD, `since` the first year of time series. Raises `UsageError` for an unknown
    country or a malformed day.
    """

    topics: ClassVar = topics(
        "glance",
        "integration",
        "recognition",
        "referendum",
        "defence",
        "missions",
        "hosted",
        "register",
        "votes",
        "ukraine",
        "sanctions",
        "trade",
        "investment",
        "creditors",
        "loans",
        "chinese_projects",
        "arms",
        "gas",
        "power_supply",
        "channels",
        "exercises",
        "presence",
        "attitudes",
        "democracy",
        "course",
        "factors",
        "claims",
        "closing",
    )
