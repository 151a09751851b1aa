"""The publishers by the names that the command line knows; a module is loaded when it is asked for."""

from collections.abc import Iterable
from importlib import import_module

from wb6.errors import UsageError
from wb6.refresh.publisher import Publisher

PLACES = {
    "ask": "ask:PUBLISHER",
    "ember": "ember:PUBLISHER",
    "eurostat": "eurostat:PUBLISHER",
    "imf": "imf:PUBLISHER",
    "imf-imts": "imf_imts:PUBLISHER",
    "nato": "nato:PUBLISHER",
    "owid": "owid:PUBLISHER",
    "sipri": "sipri:PUBLISHER",
    "sipri-arms": "sipri_arms:PUBLISHER",
    "un-dataverse": "un_dataverse:PUBLISHER",
    "un-library": "un_library:PUBLISHER",
    "worldbank": "worldbank:DEVELOPMENT",
    "worldbank-wgi": "worldbank:GOVERNANCE",
}


def publishers(names: Iterable[str] = ()) -> list[Publisher]:
    """The publishers of these names, or all. Raises `UsageError` for an unknown name, before any is asked."""
    names = list(names) or list(PLACES)
    for name in names:
        if name not in PLACES:
            raise UsageError(f"unknown source {name!r}; sources are {', '.join(PLACES)}")
    return [_load(name) for name in names]


def _load(name: str) -> Publisher:
    module, _, attribute = PLACES[name].partition(":")
    publisher: Publisher = getattr(import_module(f"wb6.refresh.{module}"), attribute)
    return publisher
