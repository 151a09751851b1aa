"""The grid of a sweep: which chapters and measures, for which countries, in which editions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product
from typing import Any

from wb6.errors import UsageError
from wb6.pipeline import notebook, parameters
from wb6.pipeline.project import TEMPLATE, Project

EVERY = "all"
_AXES = {"country": "--countries", "as_of": "--as-of"}
_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")


@dataclass(frozen=True)
class Run:
    """One execution of a chapter; `country` is empty for a chapter that is not about one country."""

    chapter: str
    country: str
    as_of: str
    given: tuple[tuple[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """Name of the executed notebook, without its ending."""
        return "-".join(part for part in (self.chapter, self.country, self.as_of) if part)

    @property
    def values(self) -> dict[str, Any]:
        """Parameters of the run."""
        country = {"country": self.country} if self.country else {}
        return {**dict(self.given), **country, "as_of": self.as_of}


@dataclass(frozen=True)
class Grid:
    """What a sweep runs: chapters, and measures for the countries, in the editions `days`."""

    countries: tuple[str, ...]
    days: tuple[str, ...]
    chapters: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    given: tuple[tuple[str, Any], ...] = ()

    def runs(self, project: Project) -> list[Run]:
        """Every run of a chapter, by edition: one a country, or one for a chapter without that parameter.

        Raises `UsageError` for a given parameter that no chapter has, or a value that does not fit it.
        """
        found, used = {}, set()
        valid: dict[str, None] = {}
        for chapter, country in _pairs(self.chapters, self.countries, project):
            document = notebook.read(project.notebook(chapter))
            known = parameters.defaults(document, chapter)
            own = {name: value for name, value in self.given if name in known}
            used |= set(own)
            valid |= dict.fromkeys(known)
            values = parameters.checked(chapter, own, document)
            about = country if "country" in known else ""
            found[chapter, about] = tuple((name, _hashable(values[name])) for name in sorted(values))
        _refuse_unused([name for name, _ in self.given if name not in used], valid)
        return [Run(*pair, day, given) for day in self.days for pair, given in found.items()]


def _refuse_unused(names: list[str], valid: Iterable[str]) -> None:
    if names:
        others = ", ".join(name for name in valid if name not in _AXES) or "none"
        raise UsageError(f"no chapter of this sweep has a parameter {names[0]!r}; parameters are {others}")


def _pairs(chapters: Iterable[str], countries: Iterable[str], project: Project) -> Iterator[tuple[str, str]]:
    """Chapters with countries; the template gives way to a country's own chapter where it has one."""
    own = _own_chapters(project)
    for chapter, country in product(chapters, countries):
        yield (own.get(country, TEMPLATE) if chapter == TEMPLATE else chapter), country


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _own_chapters(project: Project) -> Mapping[str, str]:
    """Chapters that are about one country, by its code."""
    found: dict[str, str] = {}
    for name in project.chapter_names():
        country = parameters.defaults(notebook.read(project.notebook(name)), name).get("country")
        if country:
            found.setdefault(country, name)
    return found


@dataclass(frozen=True)
class Wanted:
    """What a command line asks a sweep for, each as text; None where it is silent."""

    editions: str
    countries: str | None = None
    chapters: str | None = None
    measures: str | None = None
    given: tuple[tuple[str, str], ...] = ()


def named(project: Project, wanted: Wanted) -> Grid:
    """The grid that a command line names; the six countries and their chapters where it is silent.

    Raises `UsageError` for anything unknown or malformed.
    """
    from wb6.data.countries import WB6

    chapters = wanted.chapters
    if chapters is None and wanted.measures is None:
        chapters = TEMPLATE
    for name, _ in wanted.given:
        if name in _AXES:
            raise UsageError(f"the parameter {name} of a sweep is given by {_AXES[name]}")
    return Grid(
        countries=_countries(wanted.countries) if wanted.countries is not None else WB6,
        days=_days(wanted.editions),
        chapters=_chapters(chapters, project) if chapters is not None else (),
        measures=_measures(wanted.measures) if wanted.measures is not None else (),
        given=wanted.given,
    )


def _countries(text: str) -> tuple[str, ...]:
    """Codes of countries from `ALB,SRB`. Raises `UsageError` for an unknown one."""
    from wb6.data.countries import resolve

    return _some("country", dict.fromkeys(map(resolve, _items(text))))


def _days(text: str) -> tuple[str, ...]:
    """Days of editions from `2016-12-31,2020` or `2000..2026`, in order.

    A year stands for its 31 December, the year of the committed edition for that edition's day.
    Raises `UsageError` for anything else.
    """
    from wb6.data.edition import parse_day
    from wb6.data.package import latest_edition

    committed, found = latest_edition(), set()
    for item in _items(text):
        years = _YEARS.fullmatch(item)
        if years is None:
            if ".." in item:
                raise UsageError(f"editions {item!r} are no range of years, such as 2000..2026")
            found.add(parse_day(item).strftime("%Y-%m-%d"))
            continue
        first, last = int(years[1]), int(years[2] or years[1])
        if not 1900 <= first <= last <= 2100:
            raise UsageError(f"editions {item!r} are no range of years from 1900 to 2100, such as 2000..2026")
        ends = (f"{year}-12-31" for year in range(first, last + 1))
        found |= {committed if end[:4] == committed[:4] else end for end in ends}
    return _some("edition", sorted(found))


def _chapters(text: str, project: Project) -> tuple[str, ...]:
    """Names of chapters from `country,kfor`. Raises `UsageError` for an unknown one."""
    names = _some("chapter", dict.fromkeys(_items(text)))
    for name in names:
        project.notebook(name)
    return names


def _measures(text: str) -> tuple[str, ...]:
    """Codes of measures from `FH_TOTAL,trade_rus`, or all that are known.

    Raises `UsageError` that names near ones for an unknown code.
    """
    from wb6.sweep.measures import known

    codes = {series.code.casefold(): series.code for series in known()}
    wanted = [item.casefold() for item in _items(text)]
    if wanted == [EVERY]:
        return tuple(codes.values())
    for code in wanted:
        if code not in codes:
            near = get_close_matches(code, codes, n=5, cutoff=0.4) or list(codes)[:5]
            names = ", ".join(codes[name] for name in near)
            raise UsageError(f"unknown measure {code!r}; near it: {names}; all: wb6 sweep --list-measures")
    return _some("measure", dict.fromkeys(codes[code] for code in wanted))


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _some(what: str, found: Iterable[str]) -> tuple[str, ...]:
    found = tuple(found)
    if not found:
        raise UsageError(f"a sweep needs at least one {what}")
    return found
