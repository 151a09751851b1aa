"""A country chapter: the ten sections that all six countries share."""

from typing import ClassVar

from wb6.sections import (
    alignment,
    attitudes,
    channels,
    claims,
    closing,
    country_facts,
    course,
    defence,
    democracy,
    economy,
    factors,
    gas,
    glance,
    hosted,
    integration,
    missions,
    recognition,
    referendum,
    suppliers,
)
from wb6.sections.country_page import CountryPage


class CountryChapter(CountryPage):
    """A country in an edition; each section is one figure, table or card of the page.

    `country` and `comparators` are codes of `countries.csv`, `as_of` a day written
    YYYY-MM-DD, `since` the first year of time series. Raises `UsageError` for an unknown
    country or a malformed day.
    """

    topics: ClassVar = (
        glance,
        integration,
        recognition,
        referendum,
        defence,
        missions,
        hosted,
        alignment,
        economy,
        suppliers,
        gas,
        channels,
        attitudes,
        democracy,
        course,
        factors,
        claims,
        closing,
        country_facts,
    )
