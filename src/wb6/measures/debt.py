"""Debt by creditor: who is owed how much, and what a claim on one creditor comes to, year by year."""

from collections.abc import Iterable

import pandas as pd

# Groups of creditors that add up to the debt, in the order in which they are stacked.
GROUPS = ("creditor", "other states", "multilateral lenders", "bondholders", "banks and others")


def of_creditor(
    debt: pd.DataFrame, creditor: str, indicator: str, countries: Iterable[str], since: int = 0
) -> pd.DataFrame:
    """What countries owe one creditor, by year-end.

    `debt` holds iso3, creditor_iso3, indicator, year, value, source; `indicator` is one of
    ppg_bilateral (USD million), share_ppg_external_debt and share_gdp (percent). Returns iso3,
    year, value, source.
    """
    rows = debt[
        (debt["creditor_iso3"] == creditor)
        & (debt["indicator"] == indicator)
        & debt["iso3"].isin(list(countries))
        & (debt["year"] >= since)
    ]
    return rows[["iso3", "year", "value", "source"]].sort_values(["iso3", "year"], ignore_index=True)


def by_group(debt: pd.DataFrame, creditor: str) -> pd.DataFrame:
    """External debt that the state owes or guarantees, by group of creditors and year-end.

    The groups are `GROUPS`: the one creditor, other states, multilateral lenders, bondholders, and
    what is left of the total (banks and other private lenders), never below zero. Returns iso3,
    year, group, value (USD million), share (percent of the total), source.
    """
    keys = ["iso3", "year"]
    total = _amounts(debt, "ppg_external_debt", "ALL_CREDITORS")
    parts = pd.DataFrame(
        {
            "total": total,
            "creditor": _amounts(debt, "ppg_bilateral", creditor),
            "states": _amounts(debt, "ppg_bilateral", "ALL_CREDITORS"),
            "multilateral lenders": _amounts(debt, "ppg_multilateral", "ALL_CREDITORS"),
            "bondholders": _amounts(debt, "ppg_bonds", "BONDHOLDERS"),
        }
    )
    parts = parts[parts["total"].notna() & (parts["total"] > 0)].fillna(0.0)
    parts["other states"] = (parts["states"] - parts["creditor"]).clip(lower=0)
    named = parts[["creditor", "other states", "multilateral lenders", "bondholders"]].sum(axis=1)
    parts["banks and others"] = (parts["total"] - named).clip(lower=0)
    long = (
        parts.reset_index()
        .melt(id_vars=[*keys, "total"], value_vars=list(GROUPS), var_name="group")
        .assign(share=lambda frame: (frame["value"] / frame["total"] * 100).round(2))
    )
    source = debt.drop_duplicates(keys).set_index(keys)["source"]
    long = long.join(source, on=keys)
    order = long["group"].map({group: place for place, group in enumerate(GROUPS)})
    columns = [*keys, "group", "value", "share", "source"]
    return long.assign(order=order).sort_values([*keys, "order"])[columns].reset_index(drop=True)


def _amounts(debt: pd.DataFrame, indicator: str, creditor: str) -> pd.Series:
    rows = debt[(debt["indicator"] == indicator) & (debt["creditor_iso3"] == creditor)]
    return rows.groupby(["iso3", "year"])["value"].sum()


def claim_by_year(
    debt_to_output: pd.DataFrame, held: pd.DataFrame, near: float, more_than: float
) -> pd.DataFrame:
    """A claim of two parts, debt near the output and more than a share of it held by one creditor.

    `debt_to_output` holds date and value (percent of GDP; rival figures of a year stay side by
    side), `held` year and value (percent of debt), both with source. The first part holds in a
    year when the highest figure reaches `near`, the second when the share is above `more_than`.
    Returns year, low, high, figures, held, near (yes, no or open), more (same), sources; a year
    appears when either side has a figure.
    """
    spans = debt_to_output.assign(year=debt_to_output["date"].dt.year).groupby("year")
    spans = spans.agg(
        low=("value", "min"), high=("value", "max"), figures=("value", "size"), debt_source=("source", _keys)
    )
    shares = held.groupby("year").agg(held=("value", "max"), held_source=("source", _keys))
    both = spans.join(shares, how="outer").sort_index()
    both["near"] = _verdict(both["high"], both["high"] >= near)
    both["more"] = _verdict(both["held"], both["held"] > more_than)
    both["figures"] = both["figures"].fillna(0).astype(int)
    both["sources"] = [
        tuple(key for keys in pair if isinstance(keys, tuple) for key in keys)
        for pair in zip(both["debt_source"], both["held_source"], strict=True)
    ]
    columns = ["low", "high", "figures", "held", "near", "more", "sources"]
    return both[columns].reset_index()


def _verdict(values: pd.Series, holds: pd.Series) -> pd.Series:
    answer = holds.map({True: "yes", False: "no"})
    return answer.where(values.notna(), "open")


def _keys(sources: pd.Series) -> tuple[str, ...]:
    return tuple(sorted(set(sources)))
