"""The region chapter: what only the six together show."""

from wb6.chapters.region.comparison import SideBySide
from wb6.chapters.region.enlargement import Enlargement
from wb6.chapters.region.facts import RegionFacts
from wb6.chapters.region.glance import Glance
from wb6.chapters.region.maps import Maps
from wb6.chapters.region.referendum import Referendum
from wb6.chapters.region.road import Road
from wb6.chapters.region.texts import Texts


class RegionChapter(RegionFacts, Glance, Enlargement, Maps, SideBySide, Referendum, Road, Texts):
    """The six in an edition; each method is one figure or table of the page.

    `codes` are codes of `countries.csv`, `as_of` a day written YYYY-MM-DD, `since` the first
    year of time series. Raises `UsageError` for an unknown country or a malformed day.
    """
