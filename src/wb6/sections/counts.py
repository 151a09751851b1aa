"""How many claims hold: by verdict, source text, kind, topic and by what decides them."""

import pandas as pd

from wb6.claims import ledger
from wb6.claims.verdicts import Kind, Verdict
from wb6.data import words
from wb6.data.facts import Fact, unknown
from wb6.figures import claims as chart
from wb6.figures.figure import Figure, Heading
from wb6.sections.claims_page import ANSWERED, ClaimsPage
from wb6.sections.declared import declares
from wb6.sections.entries import hang_on_choices
from wb6.sections.guard import needed, shows
from wb6.sections.region_page import RegionPage
from wb6.sections.written import Basis

SHORT = {
    Verdict.HOLDS: "holds",
    Verdict.UNTESTED: "untested",
    Verdict.MIXED: "mixed",
    Verdict.THIN: "thin",
    Verdict.FAILS: "fails",
    Verdict.OVERTAKEN: "overtaken",
    Verdict.OPEN: "open",
    Verdict.NOT_TESTABLE: "untestable",
}
SEEDS = ("000", "001", "002", "003", "004")
OF_SEED = ("claims", "answered", "holds", "missed", "untestable", "share")
MISSED = (Verdict.FAILS, Verdict.OVERTAKEN)
NARROW, WIDE = (Kind.FACT,), (Kind.CAUSE, Kind.FORECAST)
TABLE = "claims"
NONE_WRITTEN = "No source text was published by then."
ON_COVER = {
    "claims_total": (),
    "claims_hold": (Verdict.HOLDS,),
    "claims_untested": (Verdict.UNTESTED,),
    "claims_mixed": (Verdict.MIXED,),
    "claims_thin": (Verdict.THIN,),
    "claims_missed": (Verdict.FAILS, Verdict.OVERTAKEN),
    "claims_open": (Verdict.OPEN,),
    "claims_not_testable": (Verdict.NOT_TESTABLE,),
}
NOTE = (
    "Upper bar: now; thin bar: as of its writing. In brackets the number of claims. The main point of a claim decides; what "
    "is thin rests on less evidence than the claim needs."
)


@shows("verdicts", "Verdicts")
def by_verdict(page: ClaimsPage) -> Figure:
    """Claims by verdict, when written and now."""
    needed(page.judged, NONE_WRITTEN)
    counted = _counted(page.judged)
    sums = counted.set_index(["when", "verdict"])["claims"]
    total, now = len(page.judged), sums[chart.NOW]
    return chart.verdicts(
        counted,
        sorted(set(page.judged["source"])),
        heading=Heading(
            title=(
                f"Of {total} claims {now.get(Verdict.HOLDS, 0)} hold, {now.get(Verdict.MIXED, 0)} are mixed and "
                f"{now.get(Verdict.FAILS, 0) + now.get(Verdict.OVERTAKEN, 0)} do not hold now"
            ),
            subtitle=f"Claims by verdict as of {page.today} (with numbers) and as of their writing (thin bars)",
            alt_text="Bars by verdict. "
            + " ".join(
                f"{when.capitalize()}: "
                + words.listing([f"{verdict} {sums[when].get(verdict, 0)}" for verdict in chart.VERDICTS])
                + "."
                for when in (chart.NOW, chart.WHEN_WRITTEN)
            ),
        ),
        note="Overtaken can only be said of the present: it held, wholly or in part, when it was written.",
    )


@shows("by-source", "Verdicts by source text")
def by_source(page: ClaimsPage) -> Figure:
    """Shares of verdicts by source text."""
    frame = page.judged.assign(label=page.judged["text"])
    order = frame.groupby("label")["seed"].first().sort_values().index
    return _by_group(page, frame, "source text", "Source text", list(order))


@shows("by-kind", "Verdicts by kind of statement")
def by_kind(page: ClaimsPage) -> Figure:
    """Shares of verdicts by kind of statement."""
    frame = page.judged.assign(label=page.judged["kind"].map(ledger.spelt))
    return _by_group(page, frame, "kind of statement", "Kind")


@shows("by-topic", "Verdicts by topic")
def by_topic(page: ClaimsPage) -> Figure:
    """Shares of verdicts by topic."""
    frame = page.judged.assign(label=page.judged["topic"].map(ledger.spelt))
    return _by_group(page, frame, "topic", "Topic")


@shows("by-test", "Verdicts by how the claim is tested")
def by_test(page: ClaimsPage) -> Figure:
    """Shares of verdicts by what decides the claim."""
    frame = page.judged.assign(label=page.judged["decided_by"].map(chart.DECIDED_BY).map(ledger.spelt))
    return _by_group(page, frame, "how the claim is tested", "Test")


def _by_group(
    page: ClaimsPage, frame: pd.DataFrame, what: str, column_heading: str, order: list[str] | None = None
) -> Figure:
    """Verdicts by `label`, which is `what`; groups in the given order, or by the share that holds."""
    needed(frame, NONE_WRITTEN)
    shares = frame["now"].eq(Verdict.HOLDS).groupby(frame["label"]).mean().sort_values(ascending=False)
    order = order or list(shares.index)
    sizes = frame["label"].value_counts()
    counted = _counted(frame, "label")
    counted = counted.assign(
        total=counted["label"].map(sizes),
        place=counted["label"].map({label: place for place, label in enumerate(order)}),
    ).sort_values(["place", "when", "verdict"], ignore_index=True)
    counted["label"] = [f"{row.label} ({row.total})" for row in counted.itertuples()]
    answered = frame["now"].isin(ANSWERED).groupby(frame["label"]).any()
    large = shares[(sizes[shares.index] >= 5) & answered[shares.index]]
    ends = large if len(large) > 1 else shares
    said = f"{ends.index[0]} most often ({ends.iloc[0] * 100:.0f} percent)"
    if len(ends) > 1:
        said += f", {ends.index[-1]} least often ({ends.iloc[-1] * 100:.0f})"
    return chart.by_group(
        counted,
        column_heading,
        sorted(set(frame["source"])),
        heading=Heading(
            title=f"What holds, by {what}: {said}",
            subtitle=f"Shares of claims by verdict, percent, as of {page.today} and as of their writing",
            alt_text=f"Stacked bars by {what}, shares that hold now: "
            + words.listing(
                [f"{label} {shares[label] * 100:.0f} percent of {sizes[label]}" for label in order]
            )
            + ".",
        ),
        note=NOTE,
    )


def _counted(judged: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Number of claims by verdict when written and now, and by the columns named: those, verdict, claims, when."""
    return pd.concat(
        judged.groupby([*by, column], as_index=False)
        .agg(claims=("claim_id", "count"))
        .rename(columns={column: "verdict"})
        .assign(when=when)
        for column, when in (("then", chart.WHEN_WRITTEN), ("now", chart.NOW))
    )


def claims_counted(page: ClaimsPage, label: str, value: int, sources: pd.Series | None = None) -> Fact:
    """A number of claims as a fact, on all claims if no `sources` are given; unknown before the first was written."""
    if page.judged.empty:
        return unknown("", label)
    keys = page.judged["source"] if sources is None else sources
    text = words.count(value) if value <= 10 else words.people(value)
    return page.basis(TABLE, keys).fact(label, text, value)


def _percent(page: ClaimsPage, label: str, rows: pd.Series) -> Fact:
    """The share of true among some yes and no, as a whole number."""
    if rows.empty:
        return unknown("", label, "percent")
    value = round(float(rows.mean()) * 100)
    return page.basis(TABLE, page.judged["source"]).fact(label, words.percent(value, 0), value, "percent")


@declares(
    TABLE,
    *(f"{short}{when}" for short in SHORT.values() for when in ("", "_then")),
    "claims_total",
    "missed",
    "changed_count",
    "hang_on_choices",
    "answered",
    "capped",
    "evidence_rows",
    "on_data",
    "on_documents",
    "holds_share",
    "missed_share",
    "plain_errors",
    "plain_errors_share",
    "any_refuted",
    "any_refuted_share",
)
def _totals(page: ClaimsPage) -> dict[str, Fact]:
    frame = page.judged
    found = {"claims_total": claims_counted(page, "Claims in the ledger", len(frame))}
    for column, suffix, when in (("now", "", "now"), ("then", "_then", "as of their writing")):
        counted = frame[column].value_counts()
        for verdict, short in SHORT.items():
            found[f"{short}{suffix}"] = claims_counted(
                page, f"Claims: {verdict}, {when}", int(counted.get(verdict, 0))
            )
    missed = frame["now"].isin(MISSED)
    changed = frame["then"] != frame["now"]
    hang = [hang_on_choices(page.judgements[claim]) for claim in frame["claim_id"]]
    tested = frame[frame["now"].isin(ANSWERED)]
    counts = {
        "missed": ("Claims that do not hold now, overtaken ones included", int(missed.sum())),
        "changed_count": ("Claims with another verdict now than when written", int(changed.sum())),
        "hang_on_choices": ("Claims on which defensible choices part", sum(hang)),
        "answered": ("Claims with an answer", len(tested)),
        "capped": ("Claims with a part that is not tested", int(frame["untested"].ne("").sum())),
        "evidence_rows": ("Rows of data that verdicts rest on", int(frame["rows"].sum())),
        "on_data": ("Claims decided on data", int(frame["decided_by"].eq("data").sum())),
        "on_documents": ("Claims decided on documents", int(frame["decided_by"].eq("documents").sum())),
    }
    judgements = [page.judgements[claim] for claim in frame["claim_id"]]
    plain = pd.Series([one.is_plain_error for one in judgements], index=frame.index, dtype=bool)
    refuted = pd.Series([bool(one.refuted) for one in judgements], index=frame.index, dtype=bool)
    counts |= {
        "plain_errors": ("Claims whose main point is refuted", int(plain.sum())),
        "any_refuted": ("Claims with a point that is refuted, main or supporting", int(refuted.sum())),
    }
    found |= {name: claims_counted(page, label, value) for name, (label, value) in counts.items()}
    found["holds_share"] = _percent(
        page, "Claims that hold, of those with an answer", tested["now"].eq(Verdict.HOLDS)
    )
    found["missed_share"] = _percent(
        page, "Claims that do not hold, of those with an answer", missed[tested.index]
    )
    found["plain_errors_share"] = _percent(
        page, "Claims whose main point is refuted, of those with an answer", plain[tested.index]
    )
    found["any_refuted_share"] = _percent(
        page, "Claims with a refuted point, of those with an answer", refuted[tested.index]
    )
    return found


@declares(TABLE, *(f"{what}_{seed}" for what in OF_SEED for seed in SEEDS))
def _by_source(page: ClaimsPage) -> dict[str, Fact]:
    found = {}
    for seed in SEEDS:
        rows = page.judged[page.judged["seed"] == seed]
        tested = rows[rows["now"].isin(ANSWERED)]
        name = rows["text"].iloc[0] if len(rows) else seed
        for short, what, value in (
            ("claims", "claims", len(rows)),
            ("answered", "claims with an answer", len(tested)),
            ("holds", "claims that hold", int(tested["now"].eq(Verdict.HOLDS).sum())),
            ("missed", "claims that do not hold", int(tested["now"].isin(MISSED).sum())),
            ("untestable", "claims not testable", int(rows["now"].eq(Verdict.NOT_TESTABLE).sum())),
        ):
            label = f"{name}: {what}"
            known = len(rows) > 0
            found[f"{short}_{seed}"] = (
                claims_counted(page, label, value, rows["source"]) if known else unknown("", label)
            )
        found[f"share_{seed}"] = _percent(
            page, f"{name}: claims that hold, of those with an answer", tested["now"].eq(Verdict.HOLDS)
        )
    return found


@declares(TABLE, "cells", "cells_hold", "holds_share_apart", "share_000_apart", "narrow_share", "wide_share")
def _by_kind(page: ClaimsPage) -> dict[str, Fact]:
    frame = page.judged[page.judged["now"].isin(ANSWERED)]
    cells = ledger.in_tables(frame)
    outside_tables = frame[~cells]
    return {
        "cells": claims_counted(page, "Claims that are cells of a table", int(cells.sum())),
        "cells_hold": claims_counted(
            page,
            "Claims that are cells of a table and hold",
            int((cells & frame["now"].eq(Verdict.HOLDS)).sum()),
        ),
        "holds_share_apart": _percent(
            page,
            "Claims that hold, of those with an answer that are no cell of a table",
            outside_tables["now"].eq(Verdict.HOLDS),
        ),
        "share_000_apart": _percent(
            page,
            "The journal article without its tables: claims that hold, of those with an answer",
            outside_tables.loc[outside_tables["seed"] == "000", "now"].eq(Verdict.HOLDS),
        ),
        **{
            name: _percent(page, label, frame.loc[frame["kind"].isin(kinds), "now"].eq(Verdict.HOLDS))
            for name, label, kinds in (
                ("narrow_share", "Facts that hold", NARROW),
                ("wide_share", "Causes and forecasts that hold", WIDE),
            )
        },
    }


@declares(TABLE, *ON_COVER)
def _claims_on_cover(page: RegionPage) -> dict[str, Fact]:
    """Counts of claims by verdict."""
    judged = ClaimsPage(page.edition.as_of, page.since).judged
    basis = Basis.on(TABLE, page.edition.day, judged["source"])
    return {
        name: basis.number(
            "Claims of the source texts" + (f": {words.listing([*verdicts])}" if verdicts else ""),
            int(judged["now"].isin(verdicts).sum()) if verdicts else len(judged),
        )
        for name, verdicts in ON_COVER.items()
    }
