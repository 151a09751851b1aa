"""The chapter on KFOR: its mandate, its size, who sends and who commands it, and what stands beside it."""

from typing import ClassVar

from wb6.sections import (
    claims,
    closing,
    command,
    contingents,
    contributors,
    force_shares,
    glance,
    kfor_record,
    mandate,
    neighbours,
    register,
    strength,
    strength_checked,
    unrest,
)
from wb6.sections.kfor_page import KforPage


class KforChapter(KforPage):
    """KFOR in an edition; each section is one figure, table or card of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """

    topics: ClassVar = (
        glance,
        mandate,
        strength,
        strength_checked,
        contingents,
        contributors,
        force_shares,
        command,
        unrest,
        register,
        neighbours,
        kfor_record,
        claims,
        closing,
    )
