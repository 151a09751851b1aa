"""Show what a refresh changes: a table for people, and the whole list as a CSV file."""

from pathlib import Path

import pandas as pd
from rich.table import Table
from rich.text import Text

from wb6.refresh.run import Comparison, Refresh

LINES = 40
DESCRIPTIVE = (
    "note",
    "unit",
    "date_precision",
    "computed",
    "basis",
    "status",
    "price_base",
)


def summary(refresh: Refresh) -> str:
    """One line: rows added, changed and vanished by table."""
    parts = []
    for comparison in refresh.comparisons:
        counts = comparison.counts
        parts.append(
            f"{comparison.table}: {counts['added']:,} new, {counts['changed']:,} changed, "
            f"{counts['removed']:,} vanished of {comparison.rows:,} rows"
        )
    return f"{refresh.publisher.name}: {'; '.join(parts)}"


def shown(comparison: Comparison) -> Table | None:
    """The first changes of a table; None when nothing changed that a reader would look for."""
    lines = _lines(comparison)
    if lines.empty:
        return None
    table = Table(title=comparison.table, title_justify="left")
    for heading in ("", " ".join(comparison.key), "field", "old", "new"):
        table.add_column(heading, justify="right" if heading in {"old", "new"} else "left", overflow="fold")
    for line in lines.head(LINES).itertuples(index=False):
        table.add_row(*map(Text, line))
    return table


def more(comparison: Comparison) -> int:
    """Number of changes that the table leaves out."""
    return max(0, len(_lines(comparison)) - LINES)


def keep(refresh: Refresh, work: Path) -> list[Path]:
    """Write every change, field by field, to a CSV file a table."""
    paths = []
    for comparison in refresh.comparisons:
        paths.append(work / f"{refresh.publisher.name}-{comparison.table}.csv")
        comparison.changes.to_csv(paths[-1], index=False, lineterminator="\n")
    return paths


def _lines(comparison: Comparison) -> pd.DataFrame:
    """Change, key, field, old, new: a line a changed field, and one a new or vanished row."""
    found = comparison.changes[comparison.changes["field"] != "source"]
    found = found.assign(row=found[comparison.key].agg(" ".join, axis=1) if len(found) else "")
    changed = found[found["change"] == "changed"]
    whole = found[(found["change"] != "changed") & ~found["field"].isin(DESCRIPTIVE)]
    whole = whole.groupby(["change", "row"], as_index=False, sort=False).agg(
        field=("field", ", ".join), old=("old", _joined), new=("new", _joined)
    )
    order = ["change", "row", "field", "old", "new"]
    return pd.concat([whole[order], changed[order]]).replace(
        {"change": {"added": "new", "removed": "vanished"}}
    )


def _joined(texts: pd.Series) -> str:
    return ", ".join(filter(None, texts))
