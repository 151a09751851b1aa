"""Measures by the name that the ledger calls them by: `topic.function`, as in `economy.debt_to_output`."""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from importlib import import_module
from inspect import Parameter, signature
from pkgutil import iter_modules
from typing import Any

from wb6.claims.evidence import Result, nothing
from wb6.data.lacking import NoRows

Measure = Callable[..., Result]

# Parameters other than those in iso3 that hold the code of a country, of a group or of a power, or several of them.
COUNTRIES = {"codes", "pair", "power", "partner", "supplier"}
# Parameters that the ledger fills in by itself.
GIVEN = {"claim_id"}

_measures: dict[str, Measure] = {}


def measure(function: Measure) -> Measure:
    """Let the ledger call a function of a module of `wb6.claims.measures` by its name.

    The function takes an edition, and arguments that YAML can write (texts, numbers, tuples and mappings of them);
    `claim_id` is given the number of the claim. It gives what it found in the edition, and changes nothing; where the
    edition has not the rows that are `needed` (`wb6.data.lacking`), it found nothing.
    """

    @wraps(function)
    def measured(*arguments: Any, **named: Any) -> Result:
        try:
            return function(*arguments, **named)
        except NoRows as missing:
            return nothing(missing.reason)

    _measures[name_of(function)] = measured
    return measured


def name_of(function: Measure) -> str:
    """The name by which the ledger calls a measure."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by their names."""
    package = import_module("wb6.claims.measures")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_measures.items()))


@cache
def parameters(name: str) -> Mapping[str, Parameter]:
    """Parameters of a measure other than the edition, by name."""
    return dict(list(signature(measures()[name]).parameters.items())[1:])


def names_countries(parameter: str) -> bool:
    """Whether a parameter of a measure holds codes of countries."""
    return parameter in COUNTRIES or parameter.endswith("iso3")
