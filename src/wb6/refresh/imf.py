"""International Monetary Fund: public debt of the World Economic Outlook, through sdmx1.

Interface: https://data.imf.org/en/Resource-Pages/IMF-API (SDMX 2.1), flow WEO of IMF.RES with the dimensions COUNTRY,
INDICATOR, FREQUENCY; Kosovo is KOS. Years after LATEST_ACTUAL_ANNUAL_DATA are estimates or projections and are left out.
The data set names its PUBLICATION_DATE; each edition is a source of its own, none replaces another.
"""

import re

import pandas as pd

from wb6.data.countries import WB6
from wb6.refresh import sdmx
from wb6.refresh.answers import require_columns
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, of_source

FLOW = "IMF.RES,WEO"
DEBT = "GGXWDG_NGDP"
COUNTRIES = "+".join("KOS" if iso3 == "XKX" else iso3 for iso3 in sorted(WB6))
KEY = f"{COUNTRIES}.{DEBT}.A"
FIRST_YEAR = 2000
PUBLISHED = re.compile(rb'PUBLICATION_DATE="(\d{4})-(\d{2})')


def _deliver(client: Client, _tables: Tables) -> Delivery:
    found = sdmx.observations(client, "IMF_DATA", FLOW, KEY, FIRST_YEAR)
    require_columns(found, ["country", "time_period", "value", "latest_actual_annual_data"], "the answer")
    published = PUBLISHED.search(client.last.content if client.last else b"")
    if published is None:
        raise Unusable("the answer names no PUBLICATION_DATE")
    edition = pd.Timestamp(int(published[1]), int(published[2]), 1)
    citation = Citation(
        key=f"imf_weo_{edition:%Y_%m}",
        label=f"IMF {edition:%Y}",
        publisher="International Monetary Fund",
        title=f"World Economic Outlook Database, {edition:%B %Y}, general government gross debt",
        year=edition.year,
        url="https://www.imf.org/en/Publications/WEO",
        accessed_via="IMF API, SDMX 2.1; years of actual data only",
        licence="facts only",
        terms="facts_only",
    )
    return Delivery({"external_debt": _rows(found)}, citation)


def _rows(found: pd.DataFrame) -> pd.DataFrame:
    last_actual = found["latest_actual_annual_data"].astype("str").str.extract(r"(\d{4})")[0]
    actual = found[found["time_period"].astype("str") <= last_actual.fillna("")]
    if actual.empty:
        raise Unusable("no year of actual data in the answer")
    rows = sdmx.percentages(actual["country"], actual["time_period"], actual["value"])
    note = "general government gross debt"
    return rows.assign(indicator="public_debt_gdp", date_precision="day", basis="reported", note=note)


PUBLISHER = Publisher("imf", "IMF, World Economic Outlook", {"external_debt": of_source}, _deliver)
