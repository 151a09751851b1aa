"""The region chapter: what only the six together show."""

from types import ModuleType
from typing import ClassVar

from wb6.sections import (
    closing,
    comparison,
    enlargement,
    glance,
    maps,
    plane,
    plane_tables,
    power_supply,
    referendum,
    road,
    texts,
)
from wb6.sections.region_page import RegionPage


class RegionChapter(RegionPage):
    """The six in an edition; each section is one figure or table of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """

    topics: ClassVar[tuple[ModuleType, ...]] = (
        glance,
        maps,
        comparison,
        road,
        enlargement,
        referendum,
        plane,
        plane_tables,
        power_supply,
        texts,
        closing,
    )
