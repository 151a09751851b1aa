"""Pages of other chapters for a page that shows one of their sections."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from wb6.sections.country_page import CountryPage
from wb6.sections.page import Page, PageOnCountries

P = TypeVar("P", bound=Page)


def page_of(page: PageOnCountries, kind: Callable[[str, int, Iterable[str]], P]) -> P:
    """Another page of the same edition and countries."""
    return _sharing(page, kind(page.edition.as_of, page.since, page.countries))


def country_of(page: PageOnCountries, iso3: str) -> CountryPage:
    """The page of a country in the same edition, without comparators."""
    return _sharing(page, CountryPage(iso3, page.edition.as_of, page.since, []))


def _sharing(page: PageOnCountries, other: P) -> P:
    """A page with the edition of the first, so that this one knows which tables were read."""
    other.edition = page.edition
    return other
