"""The declared tests of all claims, a module a topic; each module holds them as `TESTS`."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from wb6.claims.declaration import Declaration
from wb6.errors import UsageError


@cache
def declarations() -> dict[str, Declaration]:
    """All declared tests by the number of their claim. Raises `ValueError` for one declared twice."""
    tests: dict[str, Declaration] = {}
    for module in iter_modules(__path__):
        for test in import_module(f"{__name__}.{module.name}").TESTS:
            if test.claim_id in tests:
                raise ValueError(f"claim {test.claim_id} is declared twice, again in {module.name}")
            tests[test.claim_id] = test
    return tests


def of(claim_id: str) -> Declaration:
    """The test of one claim. Raises `UsageError` for a claim without one."""
    try:
        return declarations()[claim_id]
    except KeyError:
        raise UsageError(f"claim {claim_id} has no declared test") from None
