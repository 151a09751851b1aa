"""The chapter on China: money announced and delivered, debt, trade, arms, votes and positions."""

from typing import ClassVar

from wb6.sections import (
    arms,
    chinese_projects,
    claims,
    closing,
    creditors,
    debts,
    diplomacy,
    glance,
    investment,
    loans,
    montenegro_loan,
    trade,
    trade_with_china,
    votes,
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
        loans,
        chinese_projects,
        investment,
        debts,
        creditors,
        montenegro_loan,
        trade,
        trade_with_china,
        arms,
        votes,
        diplomacy,
        claims,
        closing,
    )
