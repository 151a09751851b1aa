"""The chapter on disagreements: who says what, what the data say, what they cannot say, and whose words are whose."""

from functools import cached_property
from typing import Any

import pandas as pd

from wb6.chapters import outlook as closing
from wb6.chapters import rivals
from wb6.chapters.declared import declares
from wb6.chapters.rivals import Group
from wb6.chapters.verdicts.base import VerdictsBase
from wb6.chapters.verdicts.entries import sentence
from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures import claims as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading
from wb6.figures.ledger import Rivals
from wb6.figures.tables import Column, Table, table

TABLE = "disagreements"
MISSED = (Verdict.FAILS, Verdict.OVERTAKEN)


class DisagreementsChapter(VerdictsBase):
    """The disagreements of the source texts in an edition; each method is one figure or table of the page.

    `as_of` is a day written YYYY-MM-DD, `since` the first year of time series, `countries` the
    codes of the countries of the region. Raises `UsageError` for an unknown country or a malformed
    day.
    """

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of claims that contradict each other, with the claims that the edition knows."""
        return list(rivals.groups(self.table(TABLE), self.judged))

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
    def _counts(self) -> dict[str, Fact]:
        """How many disagreements there are, how they end, and how many terms are contested."""
        claims, outcomes, terms = self._claims(), [group.outcome for group in self.groups], self._terms()
        sources = self.judged["source"]
        groups, framing = self.basis(TABLE, sources), self.basis("framing", sources)
        return {
            "groups": groups.number("Disagreements", len(self.groups)),
            "grouped_claims": self.basis("claims", sources).number(
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

    def overview(self) -> Figure:
        """Each claim of a disagreement as a dot, by source text and verdict."""
        name = "overview"
        claims = self._claims()
        if claims.empty:
            return figure.empty(
                name=name, title="Disagreements", reason="No two source texts were published by then."
            )
        split = sum(group.outcome == "split" for group in self.groups)
        claims = claims.assign(place=claims.groupby(["topic", "text"]).cumcount(), verdict=claims["now"])
        missed = claims["now"].isin(MISSED).sum()
        return chart.rivals(
            claims.sort_values(["topic", "seed"]),
            heading=Heading(
                name=name,
                title=(
                    f"In {words.count(split)} of {len(self.groups)} disagreements the claim of one text holds where "
                    "that of another "
                    "does not"
                ),
                subtitle=f"Claims in each disagreement by source text, coloured by their verdict on {self.today}",
                alt_text=(
                    f"Grid of {len(self.groups)} disagreements and {claims['text'].nunique()} texts with "
                    f"{len(claims)} dots, {missed} of them for claims that do not hold now."
                ),
            ),
            note="A claim that belongs to two disagreements has two dots.",
        )

    def rival_accounts(self) -> Rivals:
        """The groups one after the other: claims, verdicts, reasons, and what data cannot say."""
        return Rivals(
            "accounts",
            f"{len(self.groups)} disagreements",
            tuple(self._group(group) for group in self.groups),
        )

    def glossary(self) -> Table:
        """Contested terms: whose they are, and the wording of this book."""
        texts = self.judged.drop_duplicates("seed").set_index("seed")["text"].to_dict()
        rows = self._terms()
        rows = rows.assign(
            text=rows["seed"].map(texts),
            remark=[rivals.named(note, texts) if isinstance(note, str) else None for note in rows["note"]],
        ).sort_values(["neutral_wording", "seed", "term"])
        return table(
            rows,
            [
                Column("term", "Subject and term of the text"),
                Column("text", "Whose term"),
                Column("neutral_wording", "Wording of this book"),
                Column("remark", "Remark"),
            ],
            name="glossary",
            title=f"{words.begin(words.times(len(rows), 'contested term'))} and the wording of this book",
            subtitle="Words in quotation marks are those of the text named beside them; rows with one wording stand together",
            sources=set(rows["seed_source"]),
        )

    def sources_used(self) -> Table:
        """The tables that the page read."""
        for group in self.groups:
            for name in group.tables:
                self.table(name)
        return closing.sources_used(self.edition, None, "Rows")

    def _claims(self) -> pd.DataFrame:
        """Every claim of every group, with the topic of the group."""
        frames = [group.claims.assign(topic=group.topic) for group in self.groups]
        return pd.concat(frames, ignore_index=True) if frames else self.judged.iloc[:0]

    def _terms(self) -> pd.DataFrame:
        """Contested terms of the texts that the edition knows."""
        terms = self.table("framing")
        return terms[terms["seed_source"].isin(self.judged["source"])]

    def _group(self, group: Group) -> dict[str, Any]:
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
                    "reason": sentence(self.judgements[row.claim_id].now),
                }
                for row in group.claims.itertuples()
            ],
            "cannot_say": group.cannot_say,
            "tables": [{"name": name, "title": self.edition.title(name)} for name in group.tables],
        }
