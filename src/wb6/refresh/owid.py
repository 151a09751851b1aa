"""V-Dem's indices as Our World in Data publishes them: the CSV file and the metadata of a chart.

Interface: https://docs.owid.io/projects/etl/api/chart-api/ (`.csv?csvType=full&useColumnShortNames=true` and
`.metadata.json`). V-Dem itself has downloads for people and a package for R (https://github.com/vdeminstitute/vdemdata).
The short name of the column is that of the best estimate; the chart files hold no bounds, so the
rows of the bounds stay those of their own edition.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.answers import require_columns, require_whole
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number

GRAPHER = "https://ourworldindata.org/grapher"
OPTIONS = {"v": 1, "csvType": "full", "useColumnShortNames": "true"}
CHARTS = {
    "VDEM_LIBDEM": ("liberal-democracy-index", "libdem_vdem__estimate_best"),
    "VDEM_POLYARCHY": ("electoral-democracy-index", "electdem_vdem__estimate_best"),
}
FIRST_YEAR = 1990
FIRST_RELEASE = 2010
CITED = re.compile(r"V-Dem \((\d{4})\)")


def _deliver(client: Client, tables: Tables) -> Delivery:
    table = tables["democracy"]
    before = table[_own(table, "")]
    countries, years = set(before["iso3"]), set()
    rows = []
    for indicator, (chart, column) in CHARTS.items():
        years.add(_year(client.get(f"{GRAPHER}/{chart}.metadata.json", **OPTIONS).json(), chart))
        text = client.get(f"{GRAPHER}/{chart}.csv", **OPTIONS).text
        rows.append(_rows(text, chart, column, countries).assign(indicator=indicator))
    if len(years) > 1:
        raise Unusable(f"the charts show different releases of V-Dem: {', '.join(map(str, sorted(years)))}")
    return Delivery({"democracy": pd.concat(rows, ignore_index=True)}, _citation(years.pop()))


def _citation(year: int) -> Citation:
    return Citation(
        key=f"vdem_v{year - FIRST_RELEASE}",
        label=f"V-Dem {year}",
        publisher="V-Dem Institute",
        title=f"V-Dem Country-Year Dataset v{year - FIRST_RELEASE}",
        year=year,
        url="https://www.v-dem.net",
        accessed_via="chart files of Our World in Data",
        licence="CC BY 4.0",
        terms="open",
        passes_on="V-Dem data set",
    )


def _year(metadata: Mapping[str, Any], chart: str) -> int:
    """Year of the release of V-Dem that a chart cites."""
    cited = CITED.search(" ".join(str(column) for column in metadata.get("columns", {}).values()))
    if cited is None:
        raise Unusable(f"the metadata of the chart {chart} cite no release of V-Dem")
    return int(cited[1])


def _rows(text: str, chart: str, column: str, countries: set[str]) -> pd.DataFrame:
    require_whole(text, ",", f"the file of the chart {chart}")
    frame = pd.read_csv(io.StringIO(text)).rename(columns=str.lower)
    require_columns(frame, ["code", "year", column], f"the file of the chart {chart}")
    frame = frame.assign(iso3=codes.iso3(frame["code"])).dropna(subset=[column])
    frame = frame[frame["iso3"].isin(countries) & (frame["year"] >= FIRST_YEAR)]
    lost = countries - set(frame["iso3"])
    if lost:
        raise Unusable(f"the file of the chart {chart} has nothing on {', '.join(sorted(lost))}")
    return pd.DataFrame(
        {
            "iso3": frame["iso3"],
            "year": frame["year"].astype("str"),
            "value": [number(value, 3) for value in frame[column]],
        }
    )


def _own(table: pd.DataFrame, _key: str) -> pd.Series:
    return table["source"].str.startswith("vdem_") & table["indicator"].isin(list(CHARTS))


PUBLISHER = Publisher("owid", "V-Dem's indices at Our World in Data", {"democracy": _own}, _deliver)
