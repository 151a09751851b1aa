"""The chapter on China: money announced and delivered, debt, trade, arms, votes and positions."""

from typing import ClassVar

from wb6.sections import (
    arms,
    china_facts,
    china_glance,
    china_outlook,
    chinese_projects,
    creditors,
    debts,
    diplomacy,
    investment,
    loans,
    montenegro_loan,
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
        china_glance,
        loans,
        chinese_projects,
        investment,
        debts,
        creditors,
        montenegro_loan,
        trade_with_china,
        arms,
        votes,
        diplomacy,
        china_outlook,
        china_facts,
    )
