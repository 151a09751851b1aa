"""A country chapter: the ten sections that all six countries share."""

from typing import ClassVar

from wb6.sections import (
    arms,
    attitudes,
    channels,
    country_facts,
    country_glance,
    country_outlook,
    course,
    defence,
    democracy,
    economy,
    exercises,
    gas,
    hosted,
    integration,
    missions,
    presence,
    sanctions,
    ukraine,
    votes,
)
from wb6.sections.country_page import CountryPage


class CountryChapter(CountryPage):
    """A country in an edition; each section is one figure, table or card of the page.

    `country` and `comparators` are codes of `countries.csv`, `as_of` a day written
    YYYY-MM-DD, `since` the first year of time series. Raises `UsageError` for an unknown
    country or a malformed day.
    """

    topics: ClassVar = (
        country_glance,
        integration,
        defence,
        missions,
        hosted,
        votes,
        ukraine,
        sanctions,
        economy,
        arms,
        gas,
        channels,
        exercises,
        presence,
        attitudes,
        democracy,
        course,
        country_outlook,
        country_facts,
    )
