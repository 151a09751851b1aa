"""What tests read from measures against Russia and from votes on Ukraine."""

from collections.abc import Iterable

import pandas as pd

from wb6.claims.evidence import Result, result
from wb6.claims.registry import measure
from wb6.data import words
from wb6.data.edition import Edition
from wb6.data.lacking import needed

MEASURES, VOTES = "sanctions_russia", "un_ukraine_votes"
COUNTED, LEFT_OUT = "counted", "left out"
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
def voted_for(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    codes: Iterable[str],
    since: str,
    until: str | None = None,
    texts: Iterable[str] = (),
    absences: str = COUNTED,
) -> Result:
    """Share of the votes of some countries on texts on Ukraine that were yes, in percent of all recorded.

    An absence is counted as a vote that was not yes, or left out; `texts` names them by resolution, all if empty.
    """
    rows = edition.table(VOTES)
    rows = rows[
        rows["iso3"].isin(list(codes)) & (rows["date"] >= since) & (rows["date"] <= (until or edition.as_of))
    ]
    if named := list(texts):
        rows = rows[rows["resolution"].isin(named)]
    if absences == LEFT_OUT:
        rows = rows[rows["vote"] != "absent"]
    needed(rows, "no vote on record")
    yes = rows["vote"] == "yes"
    period = words.years(rows["date"].dt.year.min(), rows["date"].dt.year.max())
    text = f"{words.count(int(yes.sum()))} of {words.count(len(rows))} ({period})"
    if others := _others(rows.loc[~yes, "vote"]):
        text += f", the rest {others}"
    decided = rows[~yes | (rows["date"] == rows["date"].max())]
    return result(yes.mean() * 100, text, (VOTES, decided))


VOTED, JOINED = "votes on Ukraine", "measures joined"


@measure
def followed(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, codes: Iterable[str], since: str, until: str, by: str = VOTED, absences: str = COUNTED
) -> Result:
    """How far some countries followed a line against Russia between two days, in percent.

    By their votes on texts on Ukraine (`voted_for`), or by the measures on record of those among them that have a record,
    of which one counts that was joined in full.
    """
    if by == VOTED:
        return voted_for(edition, codes, since, until, absences=absences)
    rows = edition.table(MEASURES)
    rows = needed(rows[rows["iso3"].isin(list(codes)) & rows["date"].between(since, until)])
    yes = rows["joined"] == "yes"
    text = f"{words.count(int(yes.sum()))} of {words.count(len(rows))} on record"
    return result(yes.mean() * 100, text, (MEASURES, rows))


def _others(votes: pd.Series) -> str:
    counts = votes.map(OTHERS).value_counts()
    return (
        words.listing([f"{words.count(counts[name])} {name}" for name in sorted(counts.index)])
        if len(counts)
        else ""
    )
