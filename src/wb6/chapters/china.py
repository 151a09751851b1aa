"""The chapter on China: money announced and delivered, debt, trade, arms, votes and positions."""

from typing import ClassVar

from wb6.chapters.topics import topics
from wb6.sections.china_page import ChinaPage


class ChinaChapter(ChinaPage):
    """China in an edition; each section is one figure, table or card of the page."""

    topics: ClassVar = topics(
        "glance",
        "loans",
        "chinese_projects",
        "investment",
        "debts",
        "creditors",
        "montenegro_loan",
        "trade_with_china",
        "arms",
        "votes",
        "diplomacy",
        "claims",
        "closing",
    )
