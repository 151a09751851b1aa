"""The chapter on China: money announced and delivered, debt, trade, arms, votes and positions."""

from typing import ClassVar

from wb6.sections import (
    china_facts,
    claimed,
    claims,
    closing,
    debts,
    glance,
    imports,
    money,
    politics,
    weapons,
)
from wb6.sections.china_page import ChinaPage


class ChinaChapter(ChinaPage):
    """China in an edition; each section is one figure, table or card of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """

    topics: ClassVar = (
        glance,
        money,
        debts,
        claimed,
        imports,
        weapons,
        politics,
        claims,
        closing,
        china_facts,
    )
