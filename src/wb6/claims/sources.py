"""Evidence apart from the source texts: no text may bear out itself, or another of the five."""

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

    def _as_known(self, name: str) -> pd.DataFrame:
        frame = super()._as_known(name)
        if name != LEDGER and "source" in frame.columns:
            own = frame["source"].isin(texts())
            frame = frame[~own].reset_index(drop=True) if own.any() else frame
        return _in_one_block(frame)


def _in_one_block(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with its texts side by side in memory, as a test takes rows of whole tables again and again.

    A column of the type `str` is moved by itself, columns of objects all at once.
    """
    texts = frame.select_dtypes("str").columns
    return frame.astype(dict.fromkeys(texts, object)).copy()
