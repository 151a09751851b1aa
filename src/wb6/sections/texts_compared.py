"""Source texts compared on claims of the same kind and size, so that what they chose to say does not decide."""

import pandas as pd

from wb6.claims import declared, ledger
from wb6.claims.verdicts import Kind, Verdict
from wb6.data import words
from wb6.data.facts import Fact, unknown
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.sections.claims_page import ANSWERED, ClaimsPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed
from wb6.sections.page import kept

NOTE = (
    "Of claims with an answer; in brackets the number of them. A single point: the claim says one thing that can be measured "
    "or looked up. Shares of fewer than five claims are left out."
)
AT_LEAST = 5
GROUPS = {
    "all": "All claims",
    "facts": "Facts",
    "single": "Facts of a single point",
    "prose": "The same outside tables",
}


@kept
def compared(page: ClaimsPage) -> pd.DataFrame:
    """How often claims with an answer hold, by source text, in all and among those alike.

    Columns: seed, text, source, and for each of all, facts, single and prose: its share that holds (percent) and `n_` with
    its number of claims.
    """
    frame = page.judged[page.judged["now"].isin(ANSWERED)]
    points = frame["claim_id"].map(lambda claim: len(declared.of(claim).points))
    facts = frame["kind"] == Kind.FACT
    single = facts & (points == 1)
    rows = frame.assign(
        all=True,
        facts=facts,
        single=single,
        prose=single & ~ledger.in_tables(frame),
        holds=frame["now"] == Verdict.HOLDS,
    )
    found = []
    for (seed, text, source), claims in rows.groupby(["seed", "text", "source"]):
        row = {"seed": seed, "text": text, "source": source}
        for group in GROUPS:
            alike = claims[claims[group]]
            row |= {group: alike["holds"].mean() * 100, f"n_{group}": len(alike)}
        found.append(row)
    columns = ["seed", "text", "source", *(name for group in GROUPS for name in (group, f"n_{group}"))]
    return pd.DataFrame(found, columns=columns)


def texts_compared(page: ClaimsPage) -> Table:
    """Shares of claims that hold by source text: of all, of facts, of facts with a single point, of these outside tables."""
    found = needed(compared(page), "No source text with an answer was published by then.")
    shown = {group: _shown(found, group) for group in GROUPS}
    return table(
        found.assign(**shown),
        [
            *text_columns(text="Source text"),
            *(Column(group, title, numeric=True) for group, title in GROUPS.items()),
        ],
        Caption(
            name="texts-compared",
            title=_title(found),
            subtitle=f"Share of claims that hold by source text, percent, as of {page.today}",
            note=NOTE,
        ),
    )


def _shown(found: pd.DataFrame, group: str) -> list[str]:
    return [
        f"{share:.0f} ({number})" if number >= AT_LEAST else f"– ({number})"
        for share, number in zip(found[group], found[f"n_{group}"], strict=True)
    ]


def _title(found: pd.DataFrame) -> str:
    spans = {group: _span(found, group) for group in GROUPS}
    every, alike = spans["all"], spans["prose"]
    if every is None or alike is None:
        return "The texts by the share of their claims that hold"
    return (
        f"Shares that hold lie {every:.0f} points apart between the texts, and {alike:.0f} where only facts of a single point "
        "outside tables are compared"
    )


def _span(found: pd.DataFrame, group: str) -> float | None:
    """Points between the highest and the lowest share of texts with enough claims of a group."""
    shares = found.loc[found[f"n_{group}"] >= AT_LEAST, group]
    return shares.max() - shares.min() if len(shares) > 1 else None


@declares("claims", "span_all", "span_facts", "span_single", "span_prose", "single_000", "prose_000")
def _spans(page: ClaimsPage) -> dict[str, Fact]:
    found = compared(page)
    facts = {}
    for group, title in GROUPS.items():
        label, span = f"{title}: highest less lowest share that holds among texts", _span(found, group)
        facts[f"span_{group}"] = (
            unknown("", label, "points")
            if span is None
            else page.basis("claims", found["source"]).fact(
                label, words.count(round(span)), round(span), "points"
            )
        )
    for group, title in (("single", GROUPS["single"]), ("prose", GROUPS["prose"])):
        article = found[found["seed"] == "000"]
        label = f"The journal article, {title[0].lower()}{title[1:]}: share that holds"
        facts[f"{group}_000"] = (
            unknown("", label, "percent")
            if article.empty or article[f"n_{group}"].item() < AT_LEAST
            else page.basis("claims", article["source"]).fact(
                label, words.percent(article[group].item(), 0), round(article[group].item()), "percent"
            )
        )
    return facts
