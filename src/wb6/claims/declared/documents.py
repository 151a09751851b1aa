"""Claims that dated documents decide, as the ledger marks them."""

from wb6.claims.declaration import Documented
from wb6.claims.ledger import decided_by

# The part of a claim that no document reaches.
UNTESTED: dict[str, str] = {}

TESTS = tuple(Documented(claim_id, UNTESTED.get(claim_id, "")) for claim_id in decided_by("document"))
