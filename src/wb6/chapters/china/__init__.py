"""The chapter on China: money announced and delivered, debt, trade, arms, votes and positions."""

from wb6.chapters.china.glance import Glance


class ChinaChapter(Glance):
    """China in an edition; each method is one figure, table or card of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """
