"""Strength checked: how far figures of about the same date differ, and what came of announced cuts."""

from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures.figure import sources_of
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.measures import kfor
from wb6.sections.declared import declares
from wb6.sections.guard import needed
from wb6.sections.kfor_page import KforPage
from wb6.sections.strength import TABLE
from wb6.sections.written import Basis


def plans_table(page: KforPage) -> Table:
    """Cuts that were decided or told of, and what came of them."""
    plans = page.plans()
    settled = plans[plans["closed"].notna() & (plans["size_change"] == "cut")]
    came = words.dated(plans[plans["closed"].notna()], "closed")
    done = words.count(len(kfor.carried_out(settled)))
    decided = plans["size_change"].map({"cut": "NATO", "cut_discussed": "nobody; press report"})
    rows = words.dated(words.dated(plans, "announced", "known"), "expected", "due").assign(decided=decided)
    return table(
        rows.assign(came=(came["outcome"] + " (" + came["when"] + ")").reindex(plans.index).fillna("open")),
        text_columns(known="Known since", title="Plan", decided="Decided by", due="Due", came="What came"),
        Caption(
            name="plans",
            title=(
                f"Of {words.times(len(settled), 'decided cut')} with a known outcome, {done} came about"
                if len(settled)
                else "Announced cuts of KFOR"
            ),
            subtitle="Cuts of KFOR by the day they became known, and the next known size",
            note=(
                "A cut came about where the next known size is within a tenth of the size announced. Each step of 2009 "
                "was to be decided anew by the Council."
            ),
        ),
        sources=(
            sources_of(
                plans, plans.rename(columns={"outcome_source": "source_2", "source_2": "_"})[["source_2"]]
            )
        ),
    )


@declares(TABLE, "gap_middle")
def _gap_facts(page: KforPage) -> dict[str, Fact]:
    """How far figures of about the same date differ."""
    spans = page.rivals()
    spans = needed(spans[spans["figures"] > 1])
    all_of_them = Basis.on(TABLE, spans["end"].max(), spans["source"], "month")
    return {
        "gap_middle": all_of_them.percent("Middle gap between rival figures", spans["spread"].median()),
    }


@declares("agenda", "plans_count", "plans_met")
def _plan_facts(page: KforPage) -> dict[str, Fact]:
    """How many decided cuts have a known outcome, and how many came about."""
    plans = page.plans()
    settled = plans[plans["closed"].notna() & (plans["size_change"] == "cut")]
    basis, number = Basis("agenda", page.edition.day, plans["source"], ""), len(kfor.carried_out(settled))
    return {
        "plans_count": basis.fact("Decided cuts", words.count(len(settled)), len(settled)),
        "plans_met": basis.fact("Decided cuts that came about", words.count(number), number),
    }
