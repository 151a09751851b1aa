"""The data of figures and tables: typed with headings and units, and as charts and files hold them."""

from collections.abc import Mapping

import pandas as pd

from wb6.data import sheets


class Unit(str):
    """A heading that is the unit of the numbers below it, such as `Unit("Percent of GDP")`."""


# Headings of the ends of an interval.
INTERVAL = {"low": "Low end of the interval", "high": "High end of the interval"}


def described(frame: pd.DataFrame, headings: Mapping[str, str]) -> pd.DataFrame:
    """A copy of the frame whose `attrs` name headings and units of its columns."""
    frame = frame.reset_index(drop=True)
    present = {column: text for column, text in headings.items() if column in frame}
    frame.attrs = {
        "headings": {column: str(text) for column, text in present.items()},
        "units": {column: str(text) for column, text in present.items() if isinstance(text, Unit)},
    }
    return frame


def records(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame as charts and files hold it: ISO days as text, missing values as null, rounded numbers."""
    frame = frame.reset_index(drop=True)
    for column in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[column].dtype):
            frame[column] = frame[column].dt.strftime("%Y-%m-%d")
        elif pd.api.types.is_float_dtype(frame[column].dtype):
            frame[column] = frame[column].round(4)
    return frame


def to_csv(frame: pd.DataFrame) -> str:
    """The columns with headings as CSV, in their order; days are written YYYY-MM-DD, missing values stay empty."""
    headings = frame.attrs["headings"]
    shown = records(frame[list(headings)]).astype(object)
    return sheets.to_csv(headings.values(), shown.where(shown.notna(), None).itertuples(index=False))
