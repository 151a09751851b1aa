"""International Monetary Fund: goods trade by partner of International Trade in Goods (IMTS), through sdmx1.

Interface: https://data.imf.org/en/Resource-Pages/IMF-API (SDMX 2.1), flow IMTS of IMF.STA
(https://data.imf.org/en/datasets/IMF.STA:IMTS) with the dimensions COUNTRY, INDICATOR, COUNTERPART_COUNTRY, FREQUENCY.
XG_FOB_USD are exports FOB in US dollars; counterpart G001 is the world, and other codes with digits are groups. Kosovo
is KOS; its own trade is not read, since its statistical office gives it. The data set names its UPDATE_DATE and has no
editions, so a newer state takes the place of the one before.

A year of which months are missing is a year in part: the sum of the months of each exporter tells. Imports are what
partners say they sold, so they miss partners that do not report, and Russia, silent since 2022, is estimated.
"""

import re

import pandas as pd

from wb6.refresh import codes, sdmx, trade
from wb6.refresh.answers import require_columns
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, of_source

FLOW = "IMF.STA,IMTS"
EXPORTS = "XG_FOB_USD"
WORLD = "G001"
KEY = "imf_imts"
FIRST_YEAR = 2021  # the reconciled figures of the table end in 2020
MONTHS = 12
UPDATED = re.compile(rb'UPDATE_DATE="(\d{4}-\d{2}-\d{2})')
SOLD = "exports FOB as reported by exporters"
BOUGHT = f"exports of the partner to it, FOB; {SOLD}"
OF_GROUPS = dict.fromkeys(codes.GROUPS, "sum of members, those of today in every year") | {
    "WB5": "sum of the others without Kosovo"
}
OF_RUSSIA = "Russia has published nothing since 2022, so an estimate"


def _deliver(client: Client, tables: Tables) -> Delivery:
    before = tables["trade_partners"]
    wanted = set(before.loc[before["source"].str.startswith(KEY), "partner_iso3"])
    ours = "+".join(codes.WB5)
    named = {*codes.WB5, *codes.EU27, *wanted} - {*codes.GROUPS, trade.WORLD}
    exporters = sorted("KOS" if code == "XKX" else code for code in named)
    months = _asked(client, f"{'+'.join(exporters)}.{EXPORTS}.{WORLD}.M")
    sold = _asked(client, f"{ours}.{EXPORTS}..A")
    bought = _asked(client, f".{EXPORTS}.{ours}.A")
    whole = _whole_years(months)
    found = pd.concat([_exports(sold, whole), _imports(bought, whole, named)], ignore_index=True)
    lost = {*codes.WB5} - set(found["iso3"])
    if lost:
        raise Unusable(f"the answer has no whole year of {', '.join(sorted(lost))}")
    found = found[found["partner_iso3"].isin(wanted)]
    rows = trade.rows(found, "USD million", 1)
    bought_rows = rows["flow"] == "import"
    rows["basis"] = bought_rows.map({True: "partner_side", False: "reported"})
    rows["note"] = [_note(*row) for row in zip(rows["partner_iso3"], bought_rows, strict=True)]
    return Delivery({"trade_partners": rows}, _citation(client, rows["year"]))


def _citation(client: Client, years: pd.Series) -> Citation:
    updated = UPDATED.search(client.last.content if client.last else b"")
    if updated is None:
        raise Unusable("the answer names no UPDATE_DATE")
    day = pd.Timestamp(updated[1].decode())
    return Citation(
        key=KEY,
        label=f"IMF {day:%Y}",
        publisher="International Monetary Fund",
        title=f"International Trade in Goods by partner country (IMTS), exports FOB, {years.min()}-{years.max()}",
        year=day.year,
        url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
        accessed_via=f"IMF API, SDMX 2.1, data set updated on {day:%Y-%m-%d}",
        licence="facts only",
        terms="facts_only",
    )


def _note(partner: str, bought: bool) -> str:
    parts = [OF_GROUPS.get(partner), "sum of the pairs" if bought and partner == trade.WORLD else None]
    parts += [OF_RUSSIA if bought and partner == "RUS" else None, BOUGHT if bought else SOLD]
    return "; ".join(filter(None, parts))


def _asked(client: Client, key: str) -> pd.DataFrame:
    """Observations of the flow: country, counterpart_country (codes of the IMF), time_period, value (USD million)."""
    found = sdmx.observations(client, "IMF_DATA", FLOW, key, FIRST_YEAR)
    columns = ["country", "counterpart_country", "time_period", "value"]
    require_columns(found, columns, "the answer")
    found = found[columns].assign(
        time_period=found["time_period"].astype("str"), value=found["value"].astype("float64") / 1e6
    )
    return found[found["country"].str.isalpha()]


def _whole_years(months: pd.DataFrame) -> pd.DataFrame:
    """Exporters (iso3) and years of which every month is there."""
    counted = months.groupby([codes.iso3(months["country"]).rename("iso3"), months["time_period"].str[:4]])
    found = counted["time_period"].nunique().rename("months").reset_index()
    found = found.rename(columns={"time_period": "year"})
    return found.loc[found["months"] == MONTHS, ["iso3", "year"]]


def _exports(sold: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """What our countries said they sold in whole years: see `trade.with_groups`."""
    partner = codes.iso3(sold["counterpart_country"])
    found = pd.DataFrame(
        {
            "iso3": codes.iso3(sold["country"]),
            "partner_iso3": partner.mask(sold["counterpart_country"] == WORLD, trade.WORLD),
            "flow": "export",
            "year": sold["time_period"],
            "value": sold["value"],
        }
    )
    found = found.dropna().merge(whole, on=["iso3", "year"])
    of_world = found["partner_iso3"] == trade.WORLD
    return trade.with_groups(found[~of_world], found[of_world])


def _imports(bought: pd.DataFrame, whole: pd.DataFrame, named: set[str]) -> pd.DataFrame:
    """What partners said they sold to ours: see `trade.with_groups`; without sums that a year in part is in."""
    found = pd.DataFrame(
        {
            "iso3": codes.iso3(bought["counterpart_country"]),
            "partner_iso3": codes.iso3(bought["country"]),
            "flow": "import",
            "year": bought["time_period"],
            "value": bought["value"],
        }
    )
    known = pd.MultiIndex.from_frame(found[["partner_iso3", "year"]]).isin(pd.MultiIndex.from_frame(whole))
    found["value"] = found["value"].where(known | ~found["partner_iso3"].isin(named))
    world = trade.sums(found)
    return trade.with_groups(found.dropna(subset=["partner_iso3"]), world).dropna(subset=["value"])


PUBLISHER = Publisher("imf-imts", "IMF, trade by partner", {"trade_partners": of_source}, _deliver)
