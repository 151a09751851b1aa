"""Arms deliveries by supplier, in SIPRI's trend-indicator values (capacity moved, not money)."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd


def by_supplier(transfers: pd.DataFrame, iso3: str, first: int, last: int, span: int = 5) -> pd.DataFrame:
    """Deliveries to a country by supplier and period of `span` years, from the SIPRI register only.

    Periods are counted from the year `first`; the newest is cut, and named, at the year `last`, or at the last year
    that the register holds.

    `transfers` holds iso3, supplier_iso3, delivery_year, tiv_million, in_register, source.
    Returns supplier_iso3, period, period_start, period_end, tiv, share (percent of the
    period), source.
    """
    sums, last = _sums(transfers, [iso3], first, span), last_year(transfers, last)
    total = sums.groupby("period_start")["tiv"].transform("sum")
    shares = sums.assign(share=(sums["tiv"] / total * 100).round(1), tiv=sums["tiv"].round(1))
    columns = ["supplier_iso3", "period", "period_start", "period_end", "tiv", "share", "source"]
    return _with_periods(shares, last, span)[columns]


def _sums(transfers: pd.DataFrame, countries: list[str], first: int, span: int) -> pd.DataFrame:
    """Deliveries by country, period and supplier: iso3, period_start, supplier_iso3, tiv, source."""
    rows = _register(transfers, countries)
    rows = rows[rows["delivery_year"] >= first]
    start = first + (rows["delivery_year"] - first) // span * span
    return (
        rows.assign(period_start=start)
        .groupby(["iso3", "period_start", "supplier_iso3"], as_index=False)
        .agg(tiv=("tiv_million", "sum"), source=("source", "first"))
    )


def _with_periods(sums: pd.DataFrame, last: int, span: int) -> pd.DataFrame:
    """Adds the name and the end of the period that begins in `period_start`."""
    return sums.assign(
        period=[_named(start, last, span) for start in sums["period_start"]],
        period_end=(sums["period_start"] + span - 1).clip(upper=last),
    )


def last_year(transfers: pd.DataFrame, edition_year: int) -> int:
    """The last year of deliveries that the register holds of any country, at most that of the edition.

    A country without deliveries in the register's last years received none; of later years nothing is known.
    """
    known = transfers.loc[transfers["in_register"].fillna(False).astype(bool), "delivery_year"].max()
    return edition_year if pd.isna(known) else min(edition_year, int(known))


def periods(first: int, last: int, span: int = 5) -> list[str]:
    """The names of the periods of `by_supplier` from `first` to `last`, with those that saw no delivery.

    >>> periods(2010, 2025)
    ['2010–14', '2015–19', '2020–24', '2025']
    """
    return [_named(start, last, span) for start in range(first, last + 1, span)]


def _named(start: int, last: int, span: int) -> str:
    end = min(start + span - 1, last)
    return str(end) if end == start else f"{start}–{end % 100:02d}"


def begun(transfers: pd.DataFrame, iso3: str, first: int, span: int = 5) -> int:
    """The first year of the period, counted from `first`, in which the register of a country begins."""
    opened = max(int(_register(transfers, [iso3])["delivery_year"].min()), first)
    return first + (opened - first) // span * span


def to_several(
    transfers: pd.DataFrame, countries: Iterable[str], first: int, last: int, span: int = 5
) -> pd.DataFrame:
    """Deliveries to several countries together by supplier and period; as `by_supplier`."""
    sums, last = _sums(transfers, list(countries), first, span), last_year(transfers, last)
    sums = (
        _with_periods(sums.assign(tiv=sums["tiv"].round(1)), last, span)
        .groupby(["period", "period_start", "period_end", "supplier_iso3"], as_index=False)
        .agg(tiv=("tiv", "sum"), source=("source", "first"))
    )
    total = sums.groupby("period_start")["tiv"].transform("sum")
    return sums.assign(share=(sums["tiv"] / total * 100).round(1))


def trailing_share(
    transfers: pd.DataFrame, iso3: str, supplier: str, span: int = 5, least: float = 0.0
) -> pd.DataFrame:
    """Share of a supplier in the deliveries of the `span` years that end with each year.

    Years are those with a delivery at the end of the span or within it, up to the newest
    delivery; those whose span holds no more than `least` million are left out, as a share of almost
    nothing says little. Returns year, value (percent), source.
    """
    rows = _register(transfers, [iso3])
    if rows.empty:
        return pd.DataFrame({"year": [], "value": [], "source": []})
    first, last = int(rows["delivery_year"].min()), int(rows["delivery_year"].max())
    sources = rows["source"].to_numpy()
    shares = []
    for year, total, own, window in _windows(rows, supplier, range(first + span - 1, last + 1), span):
        if total > least:
            shares.append((year, round(own / total * 100, 1), sources[window][0]))
    return pd.DataFrame(shares, columns=["year", "value", "source"])


def share_or_none(
    transfers: pd.DataFrame, iso3: str, supplier: str, years: Iterable[int], span: int = 10
) -> pd.DataFrame:
    """Share of a supplier in the deliveries of the `span` years that end with each year; zero where none came at all.

    For comparing states of which some took delivery of nothing. Returns year, value (percent), source.
    """
    rows = _register(transfers, [iso3])
    source = rows["source"].min()
    shares = [
        (year, round(own / total * 100, 1) if total > 0 else 0.0, source)
        for year, total, own, _ in _windows(rows, supplier, years, span)
    ]
    return pd.DataFrame(shares, columns=["year", "value", "source"])


def _windows(
    rows: pd.DataFrame, supplier: str, years: Iterable[int], span: int
) -> Iterator[tuple[int, float, float, np.ndarray]]:
    """Each year with all deliveries of the span that ends with it, those of a supplier, and which rows they are."""
    delivered, values = rows["delivery_year"].to_numpy(), rows["tiv_million"].to_numpy(float)
    of_supplier = (rows["supplier_iso3"] == supplier).to_numpy()
    for year in years:
        window = (delivered > year - span) & (delivered <= year)
        yield year, values[window].sum(), values[window & of_supplier].sum(), window


def _register(transfers: pd.DataFrame, countries: list[str]) -> pd.DataFrame:
    """Deliveries to some countries in the SIPRI register, with a value; press rows repeat some of them."""
    rows = transfers[
        transfers["iso3"].isin(countries)
        & transfers["in_register"].fillna(False).astype(bool)
        & transfers["delivery_year"].notna()
        & transfers["tiv_million"].notna()
    ]
    return rows.assign(delivery_year=rows["delivery_year"].astype(int))
