"""SIPRI: the register of arms transfers, deliveries since 1995, as the page of the database hands it out.

The page: https://armstransfers.sipri.org/ArmsTransfer (conventions: https://www.sipri.org/databases/armstransfers/
sources-and-methods). SIPRI documents no interface for programs; this asks what the page itself asks when somebody
downloads the register, as the R package Rat.db does (https://github.com/datapumpernickel/Rat.db). It takes no key. The
answer is JSON whose `bytes` are a CSV file in base64: some lines on the file, then one row a deal and year of delivery.
Should it change, the file can be downloaded from the page with a browser and named with `--file`.

SIPRI revises deals of all years and advises to use its newest state only, so that takes the place of the one before.
"""

import base64
import io
import itertools
import re
from collections.abc import Iterator

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.answers import require_columns, require_whole
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number

REGISTER = "https://atbackend.sipri.org/api/p/trades/trade-register-csv/"
PAGE = "https://www.sipri.org/databases/armstransfers"
DOWNLOAD = "https://armstransfers.sipri.org/ArmsTransfer"
SOURCES = "sipri_arms_transfers_"
FIRST_YEAR = 1995
LAST_YEAR = 2040
HEADER = "SIPRI AT Database ID"
TEXT = {"weapon": "Designation", "category": "Description"}
YEARS = {"order_year": "Order date", "delivery_year": "Delivery year"}
ESTIMATES = {
    "order_year_estimated": "Order date is estimate",
    "number_delivered_estimated": "Numbers delivered is estimate",
    "delivery_year_estimated": "Delivery year is estimate",
}
AMOUNTS = {"number_delivered": "Numbers delivered", "tiv_million": "TIV delivery values"}
PARTIES = ("Recipient", "Supplier", "Status")
TRUTH = {True: "true", False: "false"}
NAMES = {"NLA (Macedonia)*": "NLA", "Turkiye": "TUR", "unknown supplier(s)": "UNKNOWN"}
ALWAYS = {"year_basis": "order", "cumulative": "false", "status": "delivered", "in_register": "true"}
DEAL = ["iso3", "supplier_iso3", "weapon", "order_year"]


def _deliver(client: Client, tables: Tables) -> Delivery:
    text = _asked(client) if client.file is None else client.file.read_text(encoding="utf-8-sig")
    table = _table(text)
    before = tables["arms_transfers"]
    before = before[_own(before, "")]
    rows = _rows(table, set(before["iso3"]))
    rows = rows.assign(id=_ids(rows, before))
    new = tuple(sorted({*rows["category"]} - {*tables["arms_transfers"]["category"]}))
    return Delivery(
        {"arms_transfers": rows},
        _citation(int(table["Delivery year"].max())),
        allow={("arms_transfers", "category"): new},
    )


def _citation(last_year: int) -> Citation:
    return Citation(
        key=f"{SOURCES}{last_year + 1}",
        label=f"SIPRI {last_year + 1}",
        publisher="Stockholm International Peace Research Institute",
        title=f"SIPRI Arms Transfers Database, trade register, deliveries {FIRST_YEAR}-{last_year}",
        year=last_year + 1,
        url=PAGE,
        accessed_via="trade register, CSV file",
        licence="SIPRI terms: non-commercial use with attribution",
        terms="attribution_noncommercial",
    )


def _asked(client: Client) -> str:
    """The CSV file of all deliveries since the first year."""
    filters: list[dict[str, object]] = [
        {"field": field, "condition": condition, "value1": first, "value2": last, "listData": []}
        for field, condition, first, last in (
            ("Delivery year", "contains", FIRST_YEAR, LAST_YEAR),
            ("Order year", "contains", 0, LAST_YEAR),
            ("opendeals", "", "", ""),
            ("exportOption", "", "", ""),
        )
    ]
    try:
        answer = client.ask(REGISTER, {"filters": filters, "logic": "AND"}).json()
    except Unusable as error:
        raise Unusable(f"{error}; download the register at {DOWNLOAD} and name it with --file") from error
    if "bytes" not in answer:
        raise Unusable("the answer has no field bytes; its fields have changed")
    return base64.b64decode(answer["bytes"]).decode("utf-8")


def _table(text: str) -> pd.DataFrame:
    """The rows of the file, as text."""
    lines = text.splitlines()
    start = next((place for place, line in enumerate(lines) if line.startswith(HEADER)), None)
    if start is None:
        raise Unusable(f"the register has no header row that begins with {HEADER}")
    table = "\n".join(lines[start:])
    require_whole(table, ",", "the register")
    frame = pd.read_csv(io.StringIO(table), dtype="str")
    columns = [*PARTIES, *TEXT.values(), *YEARS.values(), *ESTIMATES.values(), *AMOUNTS.values()]
    require_columns(frame, columns, "the register")
    return frame


def _rows(table: pd.DataFrame, countries: set[str]) -> pd.DataFrame:
    """Deliveries to our countries as rows of `arms_transfers`, without id."""
    found = table.assign(iso3=_parties(table["Recipient"]), supplier_iso3=_parties(table["Supplier"]))
    found = found[found["iso3"].isin(countries)]
    lost = countries - set(found["iso3"])
    if lost:
        raise Unusable(f"the register has nothing on {', '.join(sorted(lost))}")
    unknown = found.loc[found["supplier_iso3"].isna(), "Supplier"]
    if not unknown.empty:
        raise Unusable(f"the supplier {unknown.iloc[0]} is none of countries.csv")
    rows = found[["iso3", "supplier_iso3"]].assign(
        **{ours: found[theirs].str.removesuffix(" -") for ours, theirs in {**TEXT, **YEARS}.items()},
        **{ours: found[theirs].eq("Yes").map(TRUTH) for ours, theirs in ESTIMATES.items()},
        **{ours: [number(float(value), 2) for value in found[theirs]] for ours, theirs in AMOUNTS.items()},
        condition=found["Status"].str.lower().str.replace(" ", "_"),
        **ALWAYS,
    )
    return rows.assign(year=rows["order_year"])


def _parties(names: pd.Series) -> pd.Series:
    return codes.iso3(names).fillna(names.map(NAMES))


def _ids(rows: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Ids of the rows: those that they had, and the next free one of its deal for a new year of delivery."""
    key = [*DEAL, "delivery_year"]
    known = before.set_index(key)["id"].to_dict()
    taken = set(known.values())
    found = []
    for row in rows.sort_values(key).itertuples():
        old = known.get(tuple(getattr(row, name) for name in key))
        if old is None:
            deal = "-".join(getattr(row, name) for name in DEAL)
            deal = re.sub(r"[^a-z0-9]+", "-", deal.lower()).strip("-")
            old = next(name for name in _numbered(deal) if name not in taken)
            taken.add(old)
        found.append((row.Index, old))
    return pd.Series(dict(found))


def _numbered(deal: str) -> Iterator[str]:
    yield deal
    yield from (f"{deal}-{running}" for running in itertools.count(2))


def _own(table: pd.DataFrame, _key: str) -> pd.Series:
    return (table["in_register"] == "true") & table["source"].str.startswith(SOURCES)


PUBLISHER = Publisher("sipri-arms", "SIPRI, register of arms transfers", {"arms_transfers": _own}, _deliver)
