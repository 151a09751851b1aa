"""A page: an edition, the sections of its topics, the facts that its prose places, the banner that names the edition."""

import inspect
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache, cached_property, wraps
from types import MethodType, ModuleType, UnionType
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar, get_args

import pandas as pd

from wb6.claims import ledger
from wb6.data import countries, facts, package, words
from wb6.data.countries import WB6
from wb6.data.edition import Edition, parse_day
from wb6.figures.figure import Figure
from wb6.figures.ledger import Ledger, Rivals
from wb6.figures.tables import Banner, Card, Table
from wb6.measures import integration, outlook
from wb6.pipeline.parameters import canonical
from wb6.sections.declared import Facts

T = TypeVar("T")
SINCE = 1999  # first year of time series
SHOWN = (Card, Figure, Ledger, Rivals, Table)  # what a section returns

RowReference = tuple[str, str | Mapping[str, Any], str]


P = ParamSpec("P")
AnyPage = TypeVar("AnyPage", bound="Page")


def kept(
    function: Callable[Concatenate[AnyPage, P], T],
) -> Callable[Concatenate[AnyPage, P], T]:
    """Marks a function of a page and plain arguments whose results the page keeps; nobody may change them."""

    @wraps(function)
    def once(page: AnyPage, *args: P.args, **kwargs: P.kwargs) -> T:
        asked = (function, args, tuple(kwargs.items()))
        if asked not in page.results:
            page.results[asked] = function(page, *args, **kwargs)
        result: T = page.results[asked]
        return result

    return once  # type: ignore[return-value]  # `wraps` gives it the type of the function


class Page:
    """The shared part of all pages; a page of the book adds its topics.

    `as_of` is a day written YYYY-MM-DD, the edition that is committed if none is given, `since` the first year of series.
    `topics` are modules whose public functions of a page are the page's: `trade.by_partner(page)` is
    `page.by_partner()`. Raises `UsageError` for values that are no day and no year; pages on countries also for
    unknown ones.
    """

    topics: ClassVar[Sequence[ModuleType]] = ()
    # Whom the page is on, as the heading of a number of rows says it.
    among = ""

    def __init__(self, as_of: str | None = None, since: int = SINCE) -> None:
        self.edition = Edition(None if as_of is None else canonical("as_of", as_of, "2016-12-31"))
        self.since = canonical("since", since, SINCE)
        self.results: dict[Hashable, Any] = {}

    @classmethod
    @cache
    def functions(cls) -> Mapping[str, Callable[..., Any]]:
        """The functions of the page's topics by name, in their order."""
        return {
            name: function
            for topic in cls.topics
            for name, function in vars(topic).items()
            if inspect.isfunction(function)
            and function.__module__ == topic.__name__
            and _takes(function, cls)
        }

    @classmethod
    def sections(cls) -> dict[str, str]:
        """What the page can show: names of sections, each with the first line of what it says of itself."""
        return {
            name: (inspect.getdoc(function) or "").partition("\n")[0]
            for name, function in cls.functions().items()
            if not name.startswith("_") and _shows(function)
        }

    def __getattr__(self, name: str) -> Any:
        function = None if name.startswith("_") else self.functions().get(name)
        if function is None:
            raise AttributeError(
                f"{type(self).__name__} has no {name!r}; it has {', '.join(self.sections())}"
            )
        return MethodType(function, self)

    def about(self) -> str:
        """What the page is on."""
        return type(self).__name__.removesuffix("Page")

    def __repr__(self) -> str:
        sections = self.sections()
        width = max(map(len, sections), default=0)
        head = f"{self.about()}, edition of {words.day(self.edition.day)}, series since {self.since}"
        return "\n".join([head, *(f"  {name:{width}}  {line}" for name, line in sections.items())])

    def __dir__(self) -> list[str]:
        others = [name for name in vars(self) if not name.startswith("_")]
        return [*self.sections(), "facts", "quote", "sections", "table", *others]

    def edition_banner(self) -> Banner | None:
        """A banner when the edition is not the one of the prose."""
        if self.edition.is_committed:
            return None
        committed = parse_day(package.latest_edition())
        text = (
            f"This page shows the edition of {words.day(self.edition.day)}: figures, tables, facts and "
            f"status words use nothing dated later. Its prose was written for the edition of "
            f"{words.day(committed)} and may speak of later events."
        )
        if self.edition.day > committed:
            text += f" The data end on {words.day(committed)}; nothing later is known."
        return Banner(text)

    def facts(self) -> Facts:
        """All facts that the prose of this chapter may place, by name; each is computed when it is asked for."""
        return self._facts

    @cached_property
    def _facts(self) -> Facts:
        return Facts(self, self.functions().values())

    def quote(self, **rows: RowReference) -> None:
        """Make facts of single rows: name=(table, id or {column: value, ...}, column of the value)."""
        for name, (table, key, column) in rows.items():
            wanted = {"id": key} if isinstance(key, str) else key
            self._facts.quote(facts.from_row(self.edition, name, facts.Cell(table, wanted, column)))

    def place(self, names: str) -> None:
        """Glue facts, so that prose can place them; names stand between blanks, `<name>_date` is the date of another, and
        `<name>_by` tells whose number it is.

        What runs a page fills the names in from its prose (`wb6 accept` stores them). Raises `UsageError` for an
        unknown name.
        """
        facts.glue(self._facts.placed(names.split()))

    def unknown(self, what: str) -> str:
        """The sentence that stands where the edition has no data."""
        return f"The edition of {words.day(self.edition.day)} holds no {what}."

    def remarks(self, *known: tuple[str, str]) -> str:
        """Remarks on the data, each from the day (YYYY-MM-DD) on which it could be made."""
        return " ".join(text for day, text in known if pd.Timestamp(day) <= self.edition.day)

    def codes(self) -> list[str] | None:
        """Codes of `iso3` of the rows that the page is on; None where it is on all rows."""
        return None

    def awaited(self) -> list[str]:
        """Codes of the countries and bodies whose events the page looks out for."""
        return [*(self.codes() or ()), "NATO"]

    def table(self, name: str) -> pd.DataFrame:
        """A table of the edition."""
        return self.edition.table(name)

    def steps(self, *iso3: str) -> pd.DataFrame:
        """First steps of countries toward NATO and the EU, of all countries without arguments."""
        return _of(self.edition.once("steps", _first_steps), iso3)

    def last_steps(self, *iso3: str) -> pd.DataFrame:
        """The last of steps that are taken again and again, as `steps` gives the first."""
        return _of(self.edition.once("last_steps", _last_steps), iso3)

    def of_wb6(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the six."""
        return frame[frame["iso3"].isin(countries.WB6)]


class PageOnCountries(Page):
    """A chapter that looks at several countries (codes of `countries.csv`), the six if none are given."""

    among = "the six"

    def __init__(self, as_of: str | None = None, since: int = SINCE, countries: Iterable[str] = WB6) -> None:
        super().__init__(as_of, since)
        self.countries = canonical("countries", countries, [*WB6])

    def of_countries(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the countries of this chapter."""
        return frame[frame["iso3"].isin(self.countries)].reset_index(drop=True)


class PageOnActor(PageOnCountries):
    """A chapter on a power or a force, by which claims and matters of the agenda name it."""

    actor: ClassVar[str]  # its code
    topic: ClassVar[str]  # of claims that are filed under it
    subject: ClassVar[str]  # its name

    def claims_on_subject(self) -> pd.DataFrame:
        """Claims that name the actor or are filed under it."""
        return ledger.of_actor(self.table("claims"), self.actor, self.topic)

    def agenda(self) -> pd.DataFrame:
        """Matters that concern the actor, closed ones included."""
        return outlook.concerning(self.table("agenda"), self.actor)


def _first_steps(edition: Edition) -> pd.DataFrame:
    return integration.first_steps(_milestones(edition), edition.table("milestone_codes"))


def _last_steps(edition: Edition) -> pd.DataFrame:
    return integration.last_steps(_milestones(edition), edition.table("milestone_codes"))


def _milestones(edition: Edition) -> pd.DataFrame:
    return pd.concat([edition.table("nato_milestones"), edition.table("eu_milestones")])


def _of(steps: pd.DataFrame, iso3: Collection[str]) -> pd.DataFrame:
    """The steps of some countries, or of all if none is named."""
    return steps[steps["iso3"].isin(iso3)].reset_index(drop=True) if iso3 else steps


def _takes(function: Callable[..., Any], kind: type[Page]) -> bool:
    """Whether a function is one of pages of a kind."""
    name, annotated = next(iter(inspect.get_annotations(function).items()), ("", None))
    return name == "page" and isinstance(annotated, type | UnionType) and issubclass(kind, annotated)


def _shows(function: Callable[..., Any]) -> bool:
    """Whether a function returns what a section may."""
    returned = inspect.get_annotations(function).get("return")
    return set(get_args(returned) or [returned]) <= set(SHOWN)
