"""Ember's Yearly Electricity Data as Our World in Data publishes them: its CSV file of energy data, and the codebook.

Ember's own interface (https://ember-energy.org/data/api/) wants a key that a person asks for. The file that needs
none: https://github.com/owid/energy-data, one row a country and year, electricity in TWh; the codebook beside it names
the source of each column, and with it the edition of Ember's data. Shares are computed from the TWh.

Net imports that are zero where demand equals generation were never recorded, and are left out.
"""

import io
import re

import pandas as pd

from wb6.data.countries import WB6
from wb6.refresh import codes
from wb6.refresh.answers import require_columns, require_whole
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number

DATA = "https://nyc3.digitaloceanspaces.com/owid-public/data/energy/owid-energy-data.csv"
CODEBOOK = "https://raw.githubusercontent.com/owid/energy-data/master/owid-energy-codebook.csv"
SOURCES = "owid_ember_"
FIRST_YEAR = 2015
EDITION = re.compile(r"Ember - Yearly Electricity Data \((\d{4})\)")
AMOUNTS = {
    "electricity_generation": "electricity_generation",
    "electricity_demand": "electricity_demand",
    "electricity_net_imports": "net_elec_imports",
    "electricity_coal": "coal_electricity",
    "electricity_gas": "gas_electricity",
    "electricity_oil": "oil_electricity",
    "electricity_hydro": "hydro_electricity",
    "electricity_wind": "wind_electricity",
    "electricity_solar": "solar_electricity",
    "electricity_bioenergy": "biofuel_electricity",
}
INTENSITY = {"electricity_carbon_intensity": "carbon_intensity_elec"}
INTENSITY_UNIT = {"electricity_carbon_intensity": "gCO2e per kWh"}
SHARES = {
    f"{fuel}_share_electricity": f"electricity_{fuel}" for fuel in ("coal", "gas", "hydro", "wind", "solar")
}
NET_SHARE = "net_imports_share_electricity_demand"
FROM_TABLE = "from the TWh of this table"
NO_EXPORTS = "demand is set equal to generation, exports are missing in the source"
DIGITS = 2


def _deliver(client: Client, _tables: Tables) -> Delivery:
    edition = _edition(client.get(CODEBOOK).text)
    return Delivery({"electricity_mix": _rows(client.get(DATA).text)}, _citation(edition))


def _citation(edition: int) -> Citation:
    return Citation(
        key=f"{SOURCES}{edition}",
        label=f"Ember {edition}",
        publisher="Ember and Our World in Data",
        title=f"Energy data, electricity part: Yearly Electricity Data ({edition})",
        year=edition,
        url="https://github.com/owid/energy-data",
        accessed_via="owid-energy-data.csv of Our World in Data",
        licence="CC BY 4.0",
        terms="open",
        passes_on="Yearly Electricity Data of Ember",
    )


def _edition(codebook: str) -> int:
    """Year of the edition of Ember's data that the codebook cites for electricity from coal."""
    table = pd.read_csv(io.StringIO(codebook), dtype="str")
    require_columns(table, ["column", "source"], "the codebook")
    cited = EDITION.search(" ".join(table.loc[table["column"] == AMOUNTS["electricity_coal"], "source"]))
    if cited is None:
        raise Unusable("the codebook cites no edition of Ember's data")
    return int(cited[1])


def _rows(text: str) -> pd.DataFrame:
    """The rows of the six countries: iso3, indicator, year, value, unit, computed, note."""
    frame = _amounts(text)
    generation, demand = frame["electricity_generation"], frame["electricity_demand"]
    net = frame["electricity_net_imports"]
    unknown = (demand == generation) & (net.fillna(0) == 0)
    frame = frame.assign(electricity_net_imports=net.mask(unknown))
    shares = {share: frame[amount] / generation * 100 for share, amount in SHARES.items()}
    frame = frame.assign(**shares, **{NET_SHARE: frame["electricity_net_imports"] / demand * 100})
    rows = frame.rename_axis("indicator", axis=1).stack().dropna().rename("value").reset_index()
    indicator = rows["indicator"]
    note = indicator.map({NET_SHARE: FROM_TABLE}).astype("object")
    without = pd.MultiIndex.from_frame(rows[["iso3", "year"]]).isin(frame.index[unknown])
    return rows.assign(
        year=rows["year"].astype("str"),
        value=[number(value, DIGITS) for value in rows["value"]],
        unit=indicator.map(INTENSITY_UNIT).fillna(
            indicator.isin(AMOUNTS).map({True: "TWh", False: "percent"})
        ),
        computed=(indicator.isin([*SHARES, NET_SHARE])).map({True: "true", False: "false"}),
        note=note.mask((indicator == "electricity_demand") & without, NO_EXPORTS),
    )


def _amounts(text: str) -> pd.DataFrame:
    """What the file says of the six countries: an indicator a column, indexed by iso3 and year."""
    where, columns = "owid-energy-data.csv", ["iso_code", "year", *AMOUNTS.values(), *INTENSITY.values()]
    require_whole(text, ",", where)
    frame = pd.read_csv(io.StringIO(text), usecols=lambda name: name in columns)
    require_columns(frame, columns, where)
    frame = frame.assign(iso3=codes.iso3(frame["iso_code"]))
    frame = frame[frame["iso3"].isin(WB6) & (frame["year"] >= FIRST_YEAR)]
    frame = frame.dropna(subset=[AMOUNTS["electricity_generation"]])
    lost = {*WB6} - set(frame["iso3"])
    if lost:
        raise Unusable(f"{where} has nothing on {', '.join(sorted(lost))}")
    frame = frame.set_index(["iso3", "year"])[columns[2:]]
    return frame.set_axis([*AMOUNTS, *INTENSITY], axis=1)


def _own(table: pd.DataFrame, _key: str) -> pd.Series:
    return table["source"].str.startswith(SOURCES)


PUBLISHER = Publisher(
    "ember", "Ember's electricity data at Our World in Data", {"electricity_mix": _own}, _deliver
)
