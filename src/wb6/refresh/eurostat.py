"""Eurostat: imports of natural gas by partner (nrg_ti_gas), of which the Russian share is computed, through sdmx1.

Interface: https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access (SDMX 2.1); data set:
https://ec.europa.eu/eurostat/databrowser/view/nrg_ti_gas. Dimensions freq, siec (G3000 natural gas), partner, unit, geo.
"""

import pandas as pd

from wb6.refresh import sdmx
from wb6.refresh.answers import require_columns
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, of_source

FLOW = "NRG_TI_GAS"
IMPORTERS = "BA+MK+RS"
KEY = f"A.G3000.RU+TOTAL.MIO_M3.{IMPORTERS}"
FIRST_YEAR = 1999
SOURCE = "eurostat_nrg_ti_gas"


def _deliver(client: Client, _tables: Tables) -> Delivery:
    found = sdmx.observations(client, "ESTAT", FLOW, KEY, FIRST_YEAR)
    require_columns(found, ["geo", "partner", "time_period", "value"], "the answer")
    rows = _shares(found)
    newest = rows["date"].max()[:4]
    citation = Citation(
        key=SOURCE,
        label=f"Eurostat {client.day[:4]}",
        publisher="Eurostat",
        title=f"Imports of natural gas by partner country (nrg_ti_gas), data to {newest}",
        year=int(client.day[:4]),
        url="https://ec.europa.eu/eurostat/databrowser/view/nrg_ti_gas",
        accessed_via="Eurostat API, SDMX 2.1; Russian share computed from quantities",
        licence="CC BY 4.0",
        terms="open",
    )
    return Delivery({"energy_dependence": rows}, citation)


def _shares(found: pd.DataFrame) -> pd.DataFrame:
    """Share of Russia in the gas that a country imported in a year; none where a quantity is not reported."""
    wide = found.pivot(index=["geo", "time_period"], columns="partner", values="value").reset_index()
    require_columns(wide, ["RU", "TOTAL"], "the answer")
    wide = wide[(wide["TOTAL"] > 0) & wide["RU"].notna()]
    if wide.empty:
        raise Unusable("no imports of gas in the answer")
    rows = sdmx.percentages(wide["geo"], wide["time_period"], wide["RU"] / wide["TOTAL"] * 100)
    return rows.assign(indicator="russia_share_gas_imports", date_precision="year", computed="true")


PUBLISHER = Publisher(
    "eurostat", "Eurostat, imports of natural gas", {"energy_dependence": of_source}, _deliver
)
