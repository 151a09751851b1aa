"""The chapter on the claims: what became of every claim of the five source texts."""

from typing import ClassVar

from wb6.chapters.topics import topics
from wb6.sections.claims_page import ClaimsPage


class VerdictsChapter(ClaimsPage):
    """The claims of an edition, judged; each section is one figure or table of the page."""

    topics: ClassVar = topics(
        "codebook", "counts", "coverage", "history", "objections", "specifications", "tables", "stories"
    )
