"""The chapter on Russia: how much weight Moscow has, in which channel, where, and which way it moves."""

from wb6.chapters.russia.glance import Glance


class RussiaChapter(Glance):
    """Russia in an edition; each method is one figure, table or card of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """
