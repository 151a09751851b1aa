"""The chapter on the claims: what became of every claim of the five source texts."""

from typing import ClassVar

from wb6.sections import (
    counts,
    stories,
    tables,
)
from wb6.sections.claims_page import ClaimsPage


class VerdictsChapter(ClaimsPage):
    """The claims of an edition, judged; each section is one figure or table of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """

    topics: ClassVar = (
        counts,
        tables,
        stories,
    )
