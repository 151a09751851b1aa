"""The chart of one view that figures are built of, and how its data are written."""

from math import isinf
from typing import Any, Self

import altair as alt
import pandas as pd


class Chart(alt.Chart):
    """An Altair chart whose copies share its mark, encodings and data.

    Altair copies every chart whole, down to each option that is not set, whenever it is layered, joined with
    others, given a property or written. A view of the book is never changed in place (`copy(deep=["mark"])` gives
    one with a mark of its own), so that a copy of the outermost object does as well in a tenth of the time.
    """

    def __deepcopy__(self, memo: Any = None) -> Self:  # noqa: ANN401  # of no use here
        return self.copy(deep=False)


def _written(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The rows of a frame as Altair writes them, a column at a time: days with their hour, null where a value is missing.

    Raises Altair's `MaxRowsError` for more rows than a page should carry.
    """
    alt.limit_rows(frame)
    columns = [_plain(cells) for _, cells in frame.items()]
    return {"values": [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]}


def _plain(cells: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return ["" if pd.isna(day) else day.isoformat() for day in cells]
    plain = zip(cells.tolist(), cells.isna().tolist(), strict=True)
    return [None if missing or (isinstance(cell, float) and isinf(cell)) else cell for cell, missing in plain]


alt.data_transformers.register("wb6", _written)
alt.data_transformers.enable("wb6")
