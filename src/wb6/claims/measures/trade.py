"""What tests read from trade in goods: shares of partners, from the reconciled figures."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import economy

TABLE = "trade_partners"


@once
def _by_country(edition: Edition) -> dict[str, pd.DataFrame]:
    """Shares of all partners in trade in goods, by country; columns as of `economy.partner_shares`."""
    shares = edition.measured(economy.partner_shares, TABLE)
    return dict(iter(shares.groupby("iso3")))


@once
def shares_of(edition: Edition, iso3: str, *partners: str) -> pd.DataFrame:
    """Shares of partners in a country's trade in goods by year; columns as of `economy.partner_shares`."""
    shares = _by_country(edition).get(iso3)
    if shares is None:
        shares = edition.measured(economy.partner_shares, TABLE).head(0)
    return shares[shares["partner_iso3"].isin(partners)].reset_index(drop=True)


@once
def by_year(edition: Edition, partner: str) -> dict[str, pd.Series]:
    """A partner's share of the trade of each country, by year; countries without a figure are left out."""
    shares = edition.measured(economy.partner_shares, TABLE)
    own = shares[shares["partner_iso3"] == partner].set_index("year")
    return dict(iter(own.groupby("iso3")["value"]))


@measure
def share(edition: Edition, iso3: str, partner: str) -> Result:
    """A partner's share of a country's trade in goods in the newest year."""
    shares = needed(shares_of(edition, iso3, partner))
    row = shares.iloc[-1]
    text = f"{words.percent(row['value'])} ({row['year']})"
    return result(row["value"], text, (TABLE, flows(edition, [iso3], [partner], [row["year"]])))


@once
def newest_shares(edition: Edition, codes: Iterable[str], partners: Iterable[str]) -> pd.DataFrame:
    """Shares of partners in the newest year that all countries have: columns are the partners, rows the countries.

    The year is in the attribute `year` of the frame's `attrs`; empty without figures.
    """
    shares = edition.measured(economy.partner_shares, TABLE)
    long = shares[shares["iso3"].isin(list(codes)) & shares["partner_iso3"].isin(list(partners))]
    known = long.groupby("year")["iso3"].nunique()
    if long.empty:
        return long
    year = known[known == known.max()].index.max()
    wide = long[long["year"] == year].pivot(index="iso3", columns="partner_iso3", values="value").dropna()
    wide.attrs["year"] = int(year)
    return wide


def flows(
    edition: Edition, codes: Iterable[str], partners: Iterable[str], years: Iterable[int]
) -> pd.DataFrame:
    """The rows that shares are computed from."""
    return lookups.rows(
        edition,
        TABLE,
        {
            "iso3": list(codes),
            "partner_iso3": list(partners),
            "year": list(years),
            "basis": "mirror_reconciled",
            "flow": ["export", "import"],
        },
    )


@measure
def risen(edition: Edition, codes: Iterable[str], partner: str, since: int) -> Result:
    """Share of countries in whose trade a partner's share rose from a year to the newest one, in percent."""
    changes = needed(risen_by_country(edition, codes, partner, since))
    newest = max(int(by_year(edition, partner)[iso3].index[-1]) for iso3 in changes)
    return summed_up(
        changes, words.years(since, newest), (TABLE, flows(edition, changes, [partner], [since, newest]))
    )


def risen_by_country(edition: Edition, codes: Iterable[str], partner: str, since: int) -> dict[str, float]:
    """By how many points a partner's share of trade rose from a year to the newest one, by country."""
    shares = by_year(edition, partner)
    return {
        iso3: float(shares[iso3].iloc[-1] - shares[iso3][since])
        for iso3 in codes
        if iso3 in shares and since in shares[iso3].index and shares[iso3].index[-1] > since
    }


def summed_up(changes: dict[str, float], period: str, *rows: tuple[str, pd.DataFrame]) -> Result:
    """How many of some changes, by country, are rises, in percent of all; names the countries that rose."""
    if not changes:
        return nothing()
    up = sorted(countries.name(iso3) for iso3, change in changes.items() if change > 0)
    text = f"{words.count(len(up))} of {words.count(len(changes))} countries, {period}"
    text += f" ({words.listing(up)})" if up else ""
    return result(len(up) / len(changes) * 100, text, *rows)
