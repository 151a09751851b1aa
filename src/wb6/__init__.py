"""The code behind *The Western Balkans and NATO*, a reproducible report book, and its data in a blank notebook.

    import wb6

    srb = wb6.country("SRB", as_of="2020-12-31")
    srb.trade_by_partner()

Each name is loaded when it is first used: `china`, `claim`, `country`, `edition`, `indicator`, `kfor`, `region`, `russia`.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "china": ("wb6.chapters.china", "ChinaChapter"),
    "claim": ("wb6.library", "claim"),
    "country": ("wb6.chapters.country", "CountryChapter"),
    "edition": ("wb6.data.edition", "Edition"),
    "indicator": ("wb6.library", "indicator"),
    "kfor": ("wb6.chapters.kfor", "KforChapter"),
    "region": ("wb6.chapters.region", "RegionChapter"),
    "russia": ("wb6.chapters.russia", "RussiaChapter"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # each name is of a type of its own
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return [*_HOMES, *globals()]
