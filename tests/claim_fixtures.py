"""What tests of claims by topic share: which claims data decide, their tests, how they are judged."""

from collections.abc import Iterable

from conftest import NOW
from wb6.claims import declaration, judge
from wb6.claims.declared import declarations
from wb6.claims.judge import Judgement
from wb6.data import package
from wb6.data.edition import Edition

EDITIONS = ("2018-01-31", "2022-12-31", "2023-11-28", "2023-12-31", NOW)


def on_data(topics: Iterable[str]) -> list[str]:
    """Claims on the topics of which data decide a point."""
    claims = package.published("claims")
    return sorted(filter(is_on_data, claims.loc[claims["topic"].isin(topics), "claim_id"]))


def is_on_data(claim_id: str) -> bool:
    """Whether data decide some point of a claim."""
    return any(isinstance(point, declaration.Point) for point in declarations()[claim_id].points)


def declared(claim_ids: Iterable[str]) -> list[declaration.Declaration]:
    """The declared tests of claims."""
    return [declarations()[claim_id] for claim_id in claim_ids]


def now(claim_id: str) -> Judgement:
    """A claim judged as of its writing and now."""
    return next(judge.judge(Edition(NOW), [claim_id]))
