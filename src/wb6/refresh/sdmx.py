"""SDMX services through sdmx1, with the session of the refresh."""

import io
import logging
from contextlib import redirect_stdout

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.client import Client
from wb6.refresh.publisher import number


def observations(client: Client, service: str, flow: str, key: str, since: int) -> pd.DataFrame:
    """Observations of a flow since a year: dimensions and attributes as columns, in lower case, and `value`."""
    import sdmx

    logging.getLogger("sdmx").setLevel(logging.ERROR)  # it warns of the data structure, which we do not need
    with redirect_stdout(io.StringIO()):  # it prints its stack when XML breaks off
        message = sdmx.Client(service, session=client.session).data(
            flow, key=key, params={"startPeriod": since}
        )
    frame = sdmx.to_pandas(message, attributes="dsgo")
    return frame.reset_index().rename(columns=str.lower).dropna(subset=["value"])


def percentages(countries: pd.Series, years: pd.Series, values: pd.Series) -> pd.DataFrame:
    """Values of year-ends as rows of our tables: iso3, date, value, unit."""
    return pd.DataFrame(
        {
            "iso3": codes.iso3(countries),
            "date": years.astype("str") + "-12-31",
            "value": [number(value, 2) for value in values],
            "unit": "percent",
        }
    )
