"""Evidence apart from the source texts: no text may bear out itself, or another of the five."""

from collections.abc import Hashable
from datetime import date

import pandas as pd

from wb6.claims import worth
from wb6.data import package, reads
from wb6.data.edition import Edition

LEDGER, POLLS = "claims", "polls"


def texts() -> frozenset[str]:
    """Keys of the five source texts, under every key by which a table may name them.

    A key names the same work as a seed when it has the same title.
    """
    return _texts(package.state())


@reads.cache
def _texts(_state: Hashable) -> frozenset[str]:
    seeds = set(package.published(LEDGER)["seed_source"])
    titles = package.published("sources").set_index("key")["title"]
    own = set(titles[titles.index.isin(seeds)])
    return frozenset(titles[titles.isin(own)].index)


class WithoutTexts(Edition):
    """An edition without any row that rests on one of the source texts alone; the ledger stays whole."""

    def _whole(self, name: str) -> pd.DataFrame:
        return _apart(package.state(), name).copy(deep=False)


class Lately(WithoutTexts):
    """Such an edition without the polls of before a day, and without those that no source of a good grade tells."""

    def __init__(self, as_of: str | None = None, since: date = date.min) -> None:
        """The edition of a day, of whose polls those from `since` on are left."""
        super().__init__(as_of)
        self._since = since

    def table(self, name: str) -> pd.DataFrame:
        """A table as the edition knows it; see `Edition.table`."""
        frame = super().table(name)
        if name != POLLS:
            return frame
        good = [key for key, source in worth.sources().items() if source.grade in worth.CARRYING]
        told = frame[package.source_fields(POLLS)].isin(good).any(axis="columns")
        return frame[told & (frame["date"] >= pd.Timestamp(self._since))].reset_index(drop=True)


@reads.cache
def _apart(_state: Hashable, name: str) -> pd.DataFrame:
    """A table without the rows of the texts."""
    frame = package.load(name)
    if name == LEDGER or "source" not in frame:
        return frame
    return frame[~frame["source"].isin(texts())].reset_index(drop=True)
