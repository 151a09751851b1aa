"""Evidence apart from the source texts: no text may bear out itself, or another of the five."""

from collections.abc import Hashable

import pandas as pd

from wb6.data import package, reads
from wb6.data.edition import Edition

LEDGER = "claims"


@reads.cache
def texts() -> frozenset[str]:
    """Keys of the five source texts, under every key by which a table may name them.

    A key names the same work as a seed when it has the same title.
    """
    seeds = set(package.published(LEDGER)["seed_source"])
    titles = package.published("sources").set_index("key")["title"]
    own = set(titles[titles.index.isin(seeds)])
    return frozenset(titles[titles.isin(own)].index)


class WithoutTexts(Edition):
    """An edition without any row that rests on one of the source texts alone; the ledger stays whole."""

    def _whole(self, name: str) -> pd.DataFrame:
        return _apart(package.state(), name).copy(deep=False)


@reads.cache
def _apart(_state: Hashable, name: str) -> pd.DataFrame:
    """A table without the rows of the texts."""
    frame = package.load(name)
    if name == LEDGER or "source" not in frame:
        return frame
    return frame[~frame["source"].isin(texts())].reset_index(drop=True)
