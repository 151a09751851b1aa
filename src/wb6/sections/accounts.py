"""The chapter on disagreements: who says what, what the data say, what they cannot say, and whose words are whose."""

from typing import Any

import pandas as pd

from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures import claims as chart
from wb6.figures.figure import Figure, Heading
from wb6.figures.ledger import Rivals
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.sections import closing, rivals
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.declared import declares
from wb6.sections.entries import sentence
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.rivals import Group

TABLE = "disagreements"
MISSED = (Verdict.FAILS, Verdict.OVERTAKEN)


@kept
def disputed_groups(page: ClaimsPage) -> list[Group]:
    """The groups of claims that contradict each other, with the claims that the edition knows."""
    return list(rivals.groups(page.table(TABLE), page.judged))


@declares(
    TABLE,
    "groups",
    "grouped_claims",
    "split_groups",
    "compatible_groups",
    "undecided_groups",
    "terms",
    "wordings",
)
def _counts(page: ClaimsPage) -> dict[str, Fact]:
    """How many disagreements there are, how they end, and how many terms are contested."""
    claims, outcomes, terms = _claims(page), [group.outcome for group in disputed_groups(page)], _terms(page)
    sources = page.judged["source"]
    groups, framing = page.basis(TABLE, sources), page.basis("framing", sources)
    return {
        "groups": groups.number("Disagreements", len(disputed_groups(page))),
        "grouped_claims": page.basis("claims", sources).number(
            "Claims in them", claims["claim_id"].nunique()
        ),
        "split_groups": groups.number(
            "Disagreements in which one text is borne out and another is not", outcomes.count("split")
        ),
        "compatible_groups": groups.number(
            "Disagreements in which a claim holds and none fails", outcomes.count("compatible")
        ),
        "undecided_groups": groups.number(
            "Disagreements in which no text is borne out against another", outcomes.count("undecided")
        ),
        "terms": framing.number("Contested terms", len(terms)),
        "wordings": framing.number("Wordings of this book", terms["neutral_wording"].nunique()),
    }


@shows("overview", "Disagreements")
def overview(page: ClaimsPage) -> Figure:
    """Each claim of a disagreement as a dot, by source text and verdict."""
    claims = _claims(page)
    needed(claims, "No two source texts were published by then.")
    split = sum(group.outcome == "split" for group in disputed_groups(page))
    claims = claims.assign(place=claims.groupby(["topic", "text"]).cumcount(), verdict=claims["now"])
    missed = claims["now"].isin(MISSED).sum()
    return chart.rivals(
        claims.sort_values(["topic", "seed"]),
        heading=Heading(
            title=(
                f"In {words.count(split)} of {len(disputed_groups(page))} disagreements the claim of one text holds where "
                "that of another "
                "does not"
            ),
            subtitle=f"Claims in each disagreement by source text, coloured by their verdict on {page.today}",
            alt_text=(
                f"Grid of {len(disputed_groups(page))} disagreements and {claims['text'].nunique()} texts with "
                f"{len(claims)} dots, {missed} of them for claims that do not hold now."
            ),
        ),
        note="A claim that belongs to two disagreements has two dots.",
    )


def rival_accounts(page: ClaimsPage) -> Rivals:
    """The groups one after the other: claims, verdicts, reasons, and what data cannot say."""
    return Rivals(
        "accounts",
        f"{len(disputed_groups(page))} disagreements",
        tuple(_group(page, group) for group in disputed_groups(page)),
    )


def glossary(page: ClaimsPage) -> Table:
    """Contested terms: whose they are, and the wording of this book."""
    texts = page.judged.drop_duplicates("seed").set_index("seed")["text"].to_dict()
    rows = _terms(page)
    rows = rows.assign(
        text=rows["seed"].map(texts),
        remark=[rivals.named(note, texts) if isinstance(note, str) else None for note in rows["note"]],
    ).sort_values(["neutral_wording", "seed", "term"])
    return table(
        rows,
        text_columns(
            term="Subject and term of the text",
            text="Whose term",
            neutral_wording="Wording of this book",
            remark="Remark",
        ),
        Caption(
            name="glossary",
            title=f"{words.begin(words.times(len(rows), 'contested term'))} and the wording of this book",
            subtitle="Words in quotation marks are those of the text named beside them; rows with one wording stand together",
        ),
        sources=set(rows["seed_source"]),
    )


def sources_used(page: ClaimsPage) -> Table:
    """The tables that the page read."""
    for group in disputed_groups(page):
        for name in group.tables:
            page.table(name)
    return closing.sources_used(page)


def _claims(page: ClaimsPage) -> pd.DataFrame:
    """Every claim of every group, with the topic of the group."""
    frames = [group.claims.assign(topic=group.topic) for group in disputed_groups(page)]
    return pd.concat(frames, ignore_index=True) if frames else page.judged.iloc[:0]


def _terms(page: ClaimsPage) -> pd.DataFrame:
    """Contested terms of the texts that the edition knows."""
    terms = page.table("framing")
    return terms[terms["seed_source"].isin(page.judged["source"])]


def _group(page: ClaimsPage, group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "topic": group.topic,
        "differs": group.differs,
        "claims": [
            {
                "id": row.claim_id,
                "source": row.text,
                "statement": row.statement,
                "now": row.now,
                "reason": sentence(page.judgements[row.claim_id].now),
            }
            for row in group.claims.itertuples()
        ],
        "cannot_say": group.cannot_say,
        "tables": [{"name": name, "title": page.edition.title(name)} for name in group.tables],
    }
