"""What tests read from measures against Russia and from votes on Ukraine."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, result
from wb6.claims.registry import measure
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

MEASURES, VOTES = "sanctions_russia", "un_ukraine_votes"
OTHERS = {"absent": "by absence", "abstain": "by abstention", "no": "against"}


@measure
def joined(edition: Edition, iso3: str, until: str | None = None) -> Result:
    """How many measures against Russia on record a country joined, at least in part."""
    rows = edition.table(MEASURES)
    own = needed(rows[(rows["iso3"] == iso3) & (rows["date"] <= (until or edition.as_of))])
    count = int((own["joined"] != "no").sum())
    return result(count, f"{words.count(count)} of {words.count(len(own))} on record", (MEASURES, own))


@measure
def joined_share(edition: Edition, iso3: str, until: str | None = None) -> Result:
    """Share of the measures against Russia on record that a country joined in full, in percent."""
    rows = edition.table(MEASURES)
    own = needed(
        rows[(rows["iso3"] == iso3) & (rows["date"] <= (until or edition.as_of))].sort_values("date")
    )
    yes = own["joined"] == "yes"
    text = f"{words.count(int(yes.sum()))} of {words.count(len(own))} on record"
    missed = sorted(set(own.loc[~yes, "date"].dt.year))
    text += f"; not, or in part, in {words.listing([str(year) for year in missed])}" if missed else ""
    return result(yes.mean() * 100, text, (MEASURES, own))


@measure
def voted_for(
    edition: Edition,
    codes: Iterable[str],
    since: str,
    until: str | None = None,
    texts: Iterable[str] = (),
) -> Result:
    """Share of the votes of some countries on texts on Ukraine that were yes, in percent of all recorded.

    An absence counts as a vote that was not yes; `texts` names them by resolution, all if empty.
    """
    rows = edition.table(VOTES)
    rows = rows[
        rows["iso3"].isin(list(codes)) & (rows["date"] >= since) & (rows["date"] <= (until or edition.as_of))
    ]
    if named := list(texts):
        rows = rows[rows["resolution"].isin(named)]
    needed(rows, "no vote on record")
    yes = rows["vote"] == "yes"
    period = words.years(rows["date"].dt.year.min(), rows["date"].dt.year.max())
    text = f"{words.count(int(yes.sum()))} of {words.count(len(rows))} ({period})"
    if others := _others(rows.loc[~yes, "vote"]):
        text += f", the rest {others}"
    decided = rows[~yes | (rows["date"] == rows["date"].max())]
    return result(yes.mean() * 100, text, (VOTES, decided))


def _others(votes: pd.Series) -> str:
    counts = votes.map(OTHERS).value_counts()
    return (
        words.listing([f"{words.count(counts[name])} {name}" for name in sorted(counts.index)])
        if len(counts)
        else ""
    )
