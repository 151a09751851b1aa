"""Strength and unrest in the order of years: what correlations at a shift can and cannot say."""

import pandas as pd

from wb6.data.facts import Fact
from wb6.figures import unrest as chart
from wb6.figures.figure import Figure, Heading
from wb6.measures import unrest
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage
from wb6.sections.page import kept
from wb6.sections.unrest import TABLE, unrest_by_year, yearly_unrest
from wb6.sections.written import Basis

LAGS = range(-3, 4)
MEASURES = {"incidents": "Incidents a year", "casualties": "Killed and injured a year"}


@shows("lags", "Changes in size and unrest", "series long enough for a test")
def lags(page: KforPage) -> Figure:
    """Rank correlation of yearly changes in size with unrest earlier and later."""
    tested = lag_tests(page)
    needed(tested)
    away = _away(tested)
    strongest = tested.loc[tested["rho"].abs().idxmax()]
    found = (
        f"All {len(tested)} intervals include zero"
        if away.empty
        else f"{len(away)} of {len(tested)} intervals leave out zero"
    )
    return chart.lags(
        tested.assign(measure=tested["measure"].map(MEASURES)),
        page.sources_of_test(),
        heading=Heading(
            title=f"{found}: the order of unrest and changes in size cannot be told from these years",
            subtitle=(
                "Spearman rank correlation of the yearly change in size with unrest, with 95 percent interval. Positive "
                "shifts: unrest that many years before the change; negative: after it"
            ),
            alt_text=(
                f"Points with intervals for {tested['lag'].nunique()} shifts and two measures, {tested['n'].min()} to "
                f"{tested['n'].max()} pairs of years. The strongest is {strongest['rho']:.2f} "
                f"({strongest['low']:.2f} to {strongest['high']:.2f})."
            ),
        ),
        note=(
            f"With {tested['n'].max()} pairs, only a correlation beyond "
            f"{unrest.smallest_visible(int(tested['n'].max())):.2f} could be told from none. Years are not independent, "
            "so the true intervals are wider."
        ),
    )


@kept
def lag_tests(page: KforPage) -> pd.DataFrame:
    """Rank correlations for all lags and both measures of unrest."""
    change, by_year = unrest.changes(yearly_unrest(page)), unrest_by_year(page)
    return pd.concat(
        [unrest.lagged(change, by_year, column, LAGS).assign(measure=column) for column in MEASURES],
        ignore_index=True,
    )


@declares(
    TABLE,
    *(f"lag_{side}_{part}" for side in ("follows", "precedes") for part in ("rho", "interval", "n")),
    "lag_tests",
    "lag_away",
    "lag_visible",
)
def _lag_facts(page: KforPage) -> dict[str, Fact]:
    """The correlations one year after and before unrest, and how many of all could be told from none."""
    tested = lag_tests(page)
    if tested.empty:
        return {}
    day = page.counted()["date"].max()
    basis = Basis("kfor_strength", day, page.sources_of_test(), f"1999 to {day.year}")
    visible = unrest.smallest_visible(int(tested["n"].max()))
    facts = {
        "lag_tests": basis.fact("Correlations tested", str(len(tested)), len(tested)),
        "lag_away": basis.fact("Intervals that leave out zero", str(len(_away(tested))), len(_away(tested))),
        "lag_visible": basis.fact(
            "Smallest correlation that could be told from none", f"{visible:.2f}", visible
        ),
    }
    for side, lag in (("follows", 1), ("precedes", -1)):
        for row in tested[(tested["lag"] == lag) & (tested["measure"] == "casualties")].itertuples():
            for part, text, value in (
                ("rho", f"{row.rho:.2f}", round(float(row.rho), 4)),
                ("interval", f"{row.low:.2f} to {row.high:.2f}", f"{row.low:.4f} to {row.high:.4f}"),
                ("n", str(int(row.n)), int(row.n)),
            ):
                facts[f"lag_{side}_{part}"] = basis.fact(
                    f"Rank correlation at a shift of {lag}, {part}", text.replace("-", "−"), value
                )
    return facts


def _away(tested: pd.DataFrame) -> pd.DataFrame:
    """Correlations whose interval leaves out zero."""
    return tested[(tested["low"] > 0) | (tested["high"] < 0)]
