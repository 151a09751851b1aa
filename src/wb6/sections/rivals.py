"""Groups of claims that contradict each other, as an edition knows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wb6.claims.verdicts import Verdict

# The number by which the project knows a source text.
_NUMBER = re.compile(r"\b00[0-4]\b")


@dataclass(frozen=True)
class Group:
    """A disagreement: its row of the table and its judged claims, by source text and number."""

    id: str
    topic: str
    differs: str
    cannot_say: str
    tables: tuple[str, ...]
    claims: pd.DataFrame

    @cached_property
    def right(self) -> pd.DataFrame:
        """Claims of the group that hold."""
        return self.claims[self.claims["now"] == Verdict.HOLDS]

    @cached_property
    def wrong(self) -> pd.DataFrame:
        """Claims of the group that do not hold, of texts that have none in it that holds."""
        missed = self.claims[self.claims["now"].isin([Verdict.FAILS, Verdict.OVERTAKEN])]
        return missed[~missed["text"].isin(self.right["text"])]

    @cached_property
    def outcome(self) -> str:
        """Split (one text is borne out, another not), compatible (a claim holds, none fails) or undecided."""
        if len(self.right) and len(self.wrong):
            return "split"
        failed = self.claims["now"].isin([Verdict.FAILS, Verdict.OVERTAKEN]).any()
        return "compatible" if len(self.right) and not failed else "undecided"


def groups(disagreements: pd.DataFrame, judged: pd.DataFrame) -> Iterator[Group]:
    """The groups whose texts are all among those of `judged` (claim_id, seed, text, source, statement, now, ...), by topic."""
    texts = judged.drop_duplicates("seed").set_index("seed")["text"].to_dict()
    ordered = judged.sort_values(["seed", "claim_id"])
    for row in disagreements.sort_values("topic").itertuples():
        wanted = row.claim_ids.split(";")
        claims = ordered[ordered["claim_id"].isin(wanted)]
        if len(claims) == len(wanted) and set(_NUMBER.findall(row.what_differs)) <= set(texts):
            yield Group(
                row.id,
                row.topic,
                named(row.what_differs, texts),
                row.cannot_say,
                tuple(row.tables.split(";")),
                claims,
            )


def named(text: str, names: dict[str, str]) -> str:
    """A text in which source texts go by the names of their authors, not by the numbers of the project.

    One that has no name, as the edition does not know it, becomes another text.

    >>> named("003 gives figures; 000 is silent", {"003": "Panero 2023"})
    'Panero 2023 gives figures; 000 is silent'
    """
    return _NUMBER.sub(lambda found: names.get(found[0], "another text"), text)
