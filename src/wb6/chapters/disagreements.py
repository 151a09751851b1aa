"""The chapter on disagreements: who says what, what the data say, what they cannot say, and whose words are whose."""

from typing import ClassVar

from wb6.chapters.topics import topics
from wb6.sections.claims_page import ClaimsPage


class DisagreementsChapter(ClaimsPage):
    """The disagreements of the source texts in an edition; each section is one figure or table of the page."""

    topics: ClassVar = topics("accounts")
