"""The chapter on Russia: how much weight Moscow has, in which channel, where, and which way it moves."""

from typing import ClassVar

from wb6.sections import (
    arms,
    attitudes,
    claims,
    closing,
    debts,
    distances,
    exercises,
    gas,
    glance,
    investment,
    matrix,
    power_supply,
    presence,
    readings,
    sanctions,
    trade,
    turning,
    ukraine,
    votes,
)
from wb6.sections.russia_page import RussiaPage


class RussiaChapter(RussiaPage):
    """Russia in an edition; each section is one figure, table or card of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """

    topics: ClassVar = (
        glance,
        matrix,
        votes,
        ukraine,
        turning,
        trade,
        debts,
        investment,
        gas,
        power_supply,
        arms,
        exercises,
        presence,
        sanctions,
        attitudes,
        distances,
        readings,
        claims,
        closing,
    )
