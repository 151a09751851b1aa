"""The cover: the region's figures, and what became of the claims of the source texts."""

from typing import ClassVar

from wb6.chapters.region import RegionChapter
from wb6.chapters.topics import topics


class Cover(RegionChapter):
    """The cover of an edition; parameters are those of the region chapter."""

    topics: ClassVar = (*RegionChapter.topics, *topics("counts"))
