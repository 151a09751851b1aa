"""SDMX services through sdmx1, with the session of the refresh."""

import io
import logging
from contextlib import redirect_stdout

import pandas as pd

from wb6.refresh.client import Client


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
