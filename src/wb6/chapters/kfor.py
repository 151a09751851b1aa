"""The chapter on KFOR: its mandate, its size, who sends and who commands it, and what stands beside it."""

from typing import ClassVar

from wb6.chapters.topics import topics
from wb6.sections.kfor_page import KforPage


class KforChapter(KforPage):
    """KFOR in an edition; each section is one figure, table or card of the page."""

    topics: ClassVar = topics(
        "glance",
        "mandate",
        "strength",
        "strength_checked",
        "contingents",
        "contributors",
        "force_shares",
        "command",
        "unrest",
        "register",
        "neighbours",
        "kfor_record",
        "claims",
        "closing",
    )
