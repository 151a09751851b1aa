"""Facts by name: declared beside what computes them, computed when prose, a card or a sweep asks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from wb6.data import grades, words
from wb6.data.facts import BY, Fact, told_of, unknown
from wb6.data.lacking import NoRows
from wb6.errors import UsageError

Names = Callable[[Any], Iterable[str]]
Makers = dict[str, Callable[[], Mapping[str, Fact]]]
Make = TypeVar("Make", bound=Callable[..., Any])
_MARK = "_declared"


def declares(table: str, *names: str, labels: Mapping[str, str] | None = None) -> Callable[[Make], Make]:
    """Marks a function of a page that makes the named facts from a table, and those for which there are `labels`.

    The function returns the facts that the edition knows, by name; it is called once, when one of them is asked for.
    The others are unknown, under their label; all are where the edition has not the rows that are `needed`.
    """
    labelled = {**{name: f"{table}: {name.replace('_', ' ')}" for name in names}, **(labels or {})}

    def mark(make: Make) -> Make:
        def makers(page: Any) -> Makers:
            def made() -> dict[str, Fact]:
                missing = {name: unknown(name, label) for name, label in labelled.items()}
                with suppress(NoRows):
                    return {**missing, **make(page)}
                return missing

            return dict.fromkeys(labelled, made)

        setattr(make, _MARK, makers)
        return make

    return mark


def declares_each(names: Names) -> Callable[[Make], Make]:
    """Marks a function of a page that makes one fact of a name; `names` gives all that it makes."""

    def mark(make: Make) -> Make:
        def made(page: Any, name: str) -> dict[str, Fact]:
            return {name: make(page, name)}

        def makers(page: Any) -> Makers:
            return {name: partial(made, page, name) for name in names(page)}

        setattr(make, _MARK, makers)
        return make

    return mark


class Facts(Mapping[str, Fact]):
    """The facts of a page: those that its `functions` declare, and rows that it quotes."""

    def __init__(self, page: Any, functions: Iterable[Callable[..., Any]]) -> None:
        declared = [
            (name, make, function)
            for function in functions
            if hasattr(function, _MARK)
            for name, make in getattr(function, _MARK)(page).items()
        ]
        self._makers = {name: make for name, make, _ in declared}
        self._functions = {name: function for name, _, function in declared}
        self._known: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        if name not in self._known:
            made = self._makers[name]()
            self._known |= {each: replace(fact, name=each) for each, fact in made.items()}
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers or name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter({**self._makers, **self._known})

    def __len__(self) -> int:
        return len({**self._makers, **self._known})

    def maker(self, name: str) -> Callable[..., Any]:
        """The function that declares a fact, or the one that `name` tells of. Raises `KeyError` for an unknown one."""
        return self._functions[name if name in self._functions else told_of(name)]

    def quote(self, fact: Fact) -> None:
        """Add a fact of one row, which replaces another of its name."""
        self._known[fact.name] = fact

    def placed(self, names: Iterable[str]) -> dict[str, Fact]:
        """The named facts; `<name>_date` is the date of another in words, `<name>_by` tells whose number it is.

        Raises `UsageError` for an unknown one.
        """
        return {name: self._placed(name) for name in names}

    def _placed(self, name: str) -> Fact:
        if name in self:
            return self[name]
        if (told := told_of(name)) not in self:
            raise UsageError(f"unknown fact {name!r}; the facts of the page are the keys of chapter.facts()")
        fact = self[told]
        if name.endswith(BY):
            called = grades.called(fact.sources)
            found, what = words.listing(called) if called else "", "source"
        else:
            found, what = fact.date, "date"
        return replace(
            fact, name=name, text=found or f"no {what}", value=found or None, label=f"{fact.label}, {what}"
        )
