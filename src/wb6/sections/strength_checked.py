"""Strength checked: figures of KFOR of about the same date against each other, plans against what came."""

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import strength as chart
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage, months
from wb6.sections.strength import TABLE
from wb6.sections.written import Basis


@shows("rival-figures", "Rival figures", "pair of figures of about the same date")
def rival_figures(page: KforPage) -> Figure:
    """How far figures of about the same date differ."""
    spans = page.rivals()
    spans = spans[spans["figures"] > 1]
    needed(spans)
    widest = spans.sort_values("spread").iloc[-1]
    spans = spans.assign(label=[months(row.start, row.end) for row in spans.itertuples()])
    return chart.spreads(
        spans,
        heading=Heading(
            title=(
                f"Told within two months, figures differ by {spans['spread'].median():.0f} percent in the middle case "
                f"and by up to {widest['spread']:.0f}"
            ),
            subtitle="Highest figure above the lowest of about the same date, percent; beside each bar the two figures",
            alt_text=(
                f"Bars of {len(spans)} periods with more than one figure. The widest gap is that of "
                f"{months(widest['start'], widest['end'])}, {widest['spread']:.0f} percent."
            ),
        ),
        note=page.remarks(
            ("1999-06-12", "Cuts known to have been carried out are kept apart."),
            (
                "2023-06-30",
                "Part of a gap can be real: in June 2023 a reserve battalion arrived between figures.",
            ),
        ),
    )


def plans_table(page: KforPage) -> Table:
    """Announced changes in size and what came of them, with the unrest before and after."""
    plans = page.plans()
    settled = plans[plans["closed"].notna()]
    came = words.dated(settled, "closed")
    rows = words.dated(words.dated(plans, "announced", "known"), "expected", "due")
    return table(
        rows.assign(came=(came["outcome"] + " (" + came["when"] + ")").reindex(plans.index).fillna("open")),
        text_columns(known="Known since", title="Plan", due="Due", came="What came"),
        Caption(
            name="plans",
            title=(
                f"Of {words.times(len(settled), 'announced cut')} with a known outcome, {met(settled)} came about as told"
                if len(settled)
                else "Announced cuts of KFOR"
            ),
            subtitle="Changes in the size of KFOR that NATO or its members announced, and the next known size",
            note="A cut came about as told where the next known size is within a tenth of the size announced.",
        ),
        sources=(
            sources_of(
                plans, plans.rename(columns={"outcome_source": "source_2", "source_2": "_"})[["source_2"]]
            )
        ),
    )


def met(plans: pd.DataFrame) -> int:
    """Number of plans whose outcome lies within a tenth of the size announced."""
    return int(((plans["outcome_size"] / plans["size"] - 1).abs() <= 0.1).sum())


@declares(TABLE, "gap_middle", "gap_widest", "gap_widest_when", "gap_cases")
def _gap_facts(page: KforPage) -> dict[str, Fact]:
    """How far figures of about the same date differ."""
    spans = page.rivals()
    spans = spans[spans["figures"] > 1]
    if spans.empty:
        return {}
    widest = spans.loc[spans["spread"].idxmax()]
    all_of_them = Basis.on(TABLE, spans["end"].max(), spans["source"], "month")
    return {
        "gap_middle": all_of_them.percent("Middle gap between rival figures", spans["spread"].median()),
        "gap_widest": Basis.on(TABLE, widest["end"], [widest["source"]], "month").percent(
            "Widest gap between rival figures", widest["spread"]
        ),
        "gap_widest_when": Basis.on(TABLE, widest["end"], [widest["source"]]).word(
            "When figures differed most", months(widest["start"], widest["end"])
        ),
        "gap_cases": Basis.of_rows(TABLE, spans.assign(date=spans["end"])).number(
            "Periods with rival figures", len(spans)
        ),
    }


@declares("agenda", "plans_count", "plans_met")
def _plan_facts(page: KforPage) -> dict[str, Fact]:
    """How many announced cuts have a known outcome, and how many came about as told."""
    plans = page.plans()
    settled = plans[plans["closed"].notna()]
    basis, number = Basis("agenda", page.edition.day, plans["source"], ""), met(settled)
    return {
        "plans_count": basis.fact("Announced cuts", str(len(settled)), len(settled)),
        "plans_met": basis.fact("Cuts that came about as told", str(number), number),
    }
