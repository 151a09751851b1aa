"""Claims on debt, trade, loans and investment."""

from wb6.claims import lookups
from wb6.claims.declaration import Point, claim
from wb6.claims.evidence import Found
from wb6.claims.ledger import claimed
from wb6.claims.rules import Beyond
from wb6.data.edition import Edition

# Shares of Chinese loans in Montenegro's debt on three bases: the narrower the base, the larger the share.
BASES = {
    "public external debt": (
        "debt_by_creditor",
        {"indicator": "share_ppg_external_debt", "creditor_iso3": "CHN"},
    ),
    "public external debt by national figures": (
        "external_debt",
        {"indicator": "china_share_external_public_debt"},
    ),
    "all public debt by national figures": ("external_debt", {"indicator": "china_share_public_debt"}),
}


def share_owed_to_china(edition: Edition, base: str) -> Found:
    """The newest share of China in Montenegro's debt on one base."""
    table, fields = BASES[base]
    return lookups.newest(edition, table, {"iso3": "MNE", **fields}, "percent")


TESTS = (
    claim(
        "S3-MNE-02",
        Point(
            "Share of Montenegro's public external debt owed to China",
            ("debt_by_creditor", "external_debt"),
            share_owed_to_china,
            Beyond(low=claimed("S3-MNE-02"), unit="percent"),
            "more than half, as the text says",
            choices={"base": tuple(BASES)},
        ),
    ),
)
