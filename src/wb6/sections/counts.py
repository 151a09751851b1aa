"""How many claims hold: by verdict, source text, kind, topic and by what decides them."""

import pandas as pd

from wb6.claims import ledger
from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.figures import claims as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading
from wb6.sections.claims_page import ANSWERED, ClaimsPage

NONE_WRITTEN = "No source text was published by then."
NOTE = (
    "Upper bar: now; thin bar: as of its writing. In brackets the number of claims. A claim that holds in part has a point "
    "that does not, or a part that is not tested."
)


def by_verdict(page: ClaimsPage) -> Figure:
    """Claims by verdict, when written and now."""
    name = "verdicts"
    if page.judged.empty:
        return figure.empty(name=name, title="Verdicts", reason=NONE_WRITTEN)
    counted = pd.concat(
        page.judged.groupby(column, as_index=False)
        .agg(claims=("claim_id", "count"))
        .rename(columns={column: "verdict"})
        .assign(when=when)
        for column, when in (("then", chart.WHEN_WRITTEN), ("now", chart.NOW))
    )
    sums = counted.set_index(["when", "verdict"])["claims"]
    total, now = len(page.judged), sums[chart.NOW]
    return chart.verdicts(
        counted,
        sorted(set(page.judged["source"])),
        heading=Heading(
            name=name,
            title=(
                f"Of {total} claims {now.get(Verdict.HOLDS, 0)} hold, {now.get(Verdict.IN_PART, 0)} hold in part and "
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
        note="Overtaken can only be said of the present: it held, at least in part, when it was written.",
    )


def by_source(page: ClaimsPage) -> Figure:
    """Shares of verdicts by source text."""
    frame = page.judged.assign(label=page.judged["text"])
    order = frame.groupby("label")["seed"].first().sort_values().index
    return _by_group(page, frame, "by-source", "source text", list(order), "Source text")


def by_kind(page: ClaimsPage) -> Figure:
    """Shares of verdicts by kind of statement."""
    frame = page.judged.assign(label=page.judged["kind"].map(ledger.spelt))
    return _by_group(page, frame, "by-kind", "kind of statement", None, "Kind")


def by_topic(page: ClaimsPage) -> Figure:
    """Shares of verdicts by topic."""
    frame = page.judged.assign(label=page.judged["topic"].map(ledger.spelt))
    return _by_group(page, frame, "by-topic", "topic", None, "Topic")


def by_test(page: ClaimsPage) -> Figure:
    """Shares of verdicts by what decides the claim."""
    frame = page.judged.assign(label=page.judged["checkable"].map(chart.CHECKABLE).map(ledger.spelt))
    return _by_group(page, frame, "by-test", "how the claim is tested", None, "Test")


def _by_group(
    page: ClaimsPage, frame: pd.DataFrame, name: str, what: str, order: list[str] | None, heading: str
) -> Figure:
    """Verdicts by `label`; groups in the given order, or by the share that holds."""
    if frame.empty:
        return figure.empty(name=name, title=f"Verdicts by {what}", reason=NONE_WRITTEN)
    shares = frame["now"].eq(Verdict.HOLDS).groupby(frame["label"]).mean().sort_values(ascending=False)
    order = order or list(shares.index)
    sizes = frame["label"].value_counts()
    counted = pd.concat(
        frame.groupby(["label", column], as_index=False)
        .agg(claims=("claim_id", "count"))
        .rename(columns={column: "verdict"})
        .assign(when=when)
        for column, when in (("now", chart.NOW), ("then", chart.WHEN_WRITTEN))
    )
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
        heading,
        sorted(set(frame["source"])),
        heading=Heading(
            name=name,
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
