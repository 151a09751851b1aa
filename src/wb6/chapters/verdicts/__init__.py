"""The chapter on the claims: what became of every claim of the five source texts."""

from wb6.chapters.verdicts.facts import VerdictFacts
from wb6.chapters.verdicts.stories import Stories
from wb6.chapters.verdicts.tables import Tables


class VerdictsChapter(VerdictFacts, Stories, Tables):
    """The claims of an edition, judged; each method is one figure or table of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """
