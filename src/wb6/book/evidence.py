"""What the page on evidence counts and lists."""

from collections import Counter
from typing import Any

import pandas as pd

from wb6.book.sources import all_sources
from wb6.data import package, readings, words
from wb6.data.grades import GRADES


def by_table() -> pd.DataFrame:
    """How good the evidence is in each table whose rows a person entered.

    Columns: those of `readings.counted`, and one of each grade with the number of rows whose best source has it.
    """
    counted = readings.counted()
    best = pd.DataFrame([_best_grades(name) for name in counted["table"]]).fillna(0).astype(int)
    return pd.concat([counted, best], axis=1)


def _best_grades(table: str) -> dict[str, int]:
    """Number of rows by the best grade among the sources of each."""
    cells = package.table(table).cells
    columns = [cells[field] for field in package.source_fields(table) if field != readings.SOURCE]
    known, order = all_sources(), list(GRADES)
    best = Counter(
        min((known[key].grade for key in keys if key), key=order.index) for keys in zip(*columns, strict=True)
    )
    return {grade: best[grade] for grade in GRADES}


def errata() -> dict[str, list[dict[str, Any]]]:
    """Errors found in the tables, by table, the newest first: fields of `errata.csv`, and the day in words."""
    frame = package.published("errata").sort_values(["corrected_on", "id"], ascending=[False, True])
    frame = frame.assign(day=frame["corrected_on"].map(words.day))
    texts = frame.drop(columns="corrected_on").fillna("")
    return {str(table): rows.to_dict("records") for table, rows in texts.groupby("table")}
