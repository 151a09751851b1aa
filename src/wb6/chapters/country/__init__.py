"""A country chapter: the ten sections that all six countries share."""

from wb6.chapters.country.alignment import Alignment
from wb6.chapters.country.arms import Arms
from wb6.chapters.country.course import Course
from wb6.chapters.country.defence import Defence
from wb6.chapters.country.democracy import Democracy
from wb6.chapters.country.economy import Economy
from wb6.chapters.country.energy import Energy
from wb6.chapters.country.facts import CountryFacts
from wb6.chapters.country.glance import Glance
from wb6.chapters.country.hosted import Hosted
from wb6.chapters.country.integration import Road
from wb6.chapters.country.missions import Forces
from wb6.chapters.country.opinion import Opinion
from wb6.chapters.country.outlook import Outlook
from wb6.chapters.country.powers import Presence


class CountryChapter(
    CountryFacts,
    Glance,
    Road,
    Defence,
    Forces,
    Hosted,
    Alignment,
    Economy,
    Arms,
    Energy,
    Presence,
    Opinion,
    Democracy,
    Course,
    Outlook,
):
    """A country in an edition; each method is one figure, table or card of the page.

    `country` and `comparators` are codes of `countries.csv`, `as_of` a day written
    YYYY-MM-DD, `since` the first year of time series. Raises `UsageError` for an unknown
    country or a malformed day.
    """
