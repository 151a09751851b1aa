"""The region chapter: what only the six together show."""

from typing import ClassVar

from wb6.chapters.topics import topics
from wb6.sections.region_page import RegionPage


class RegionChapter(RegionPage):
    """The six in an edition; each section is one figure or table of the page."""

    topics: ClassVar = topics(
        "glance",
        "maps",
        "comparison",
        "road",
        "enlargement",
        "referendum",
        "plane",
        "plane_tables",
        "texts",
        "closing",
    )
