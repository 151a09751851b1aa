"""The chapter on KFOR: its mandate, its size, who sends and who commands it, and what stands beside it."""

from wb6.chapters.kfor.glance import Glance
from wb6.chapters.kfor.mandate import Mandate


class KforChapter(Glance, Mandate):
    """KFOR in an edition; each method is one figure, table or card of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """
