"""The cover: findings of the edition, each with a chart of its chapter, and what changed since the one before."""

from typing import ClassVar

from wb6.chapters.region import RegionChapter
from wb6.chapters.topics import topics


class Cover(RegionChapter):
    """The cover of an edition; parameters are those of the region chapter."""

    topics: ClassVar = (*RegionChapter.topics, *topics("counts", "findings"))
