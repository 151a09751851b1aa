"""The chapter on disagreements: who says what, what the data say, what they cannot say, and whose words are whose."""

from typing import ClassVar

from wb6.sections import (
    accounts,
)
from wb6.sections.claims_page import ClaimsPage


class DisagreementsChapter(ClaimsPage):
    """The disagreements of the source texts in an edition; each section is one figure or table of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """

    topics: ClassVar = (accounts,)
