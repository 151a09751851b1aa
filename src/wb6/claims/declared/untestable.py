"""Claims that no data decide, each with the reason."""

from wb6.claims.declaration import Untestable

REASONS: dict[str, str] = {}

TESTS = tuple(Untestable(claim_id, because) for claim_id, because in REASONS.items())
