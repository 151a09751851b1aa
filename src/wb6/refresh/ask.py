"""Kosovo Agency of Statistics: yearly trade in goods by partner, table tab02 of its database ASKdata.

Interface: PxWeb API, version 1, by Statistics Sweden
(https://www.scb.se/en/services/open-data-api/api-for-the-statistical-database/): a GET of the table names its variables,
a posted query gives cells, here as JSON-stat 2 (https://json-stat.org/format/). The table for people:
https://askdata.rks-gov.net/pxweb/en/ASKdata/ASKdata__External%20trade__Yearly%20indicators/tab02.px. Partners are
written AL:ALBANIA (or ALBANIA, with the code AL); Serbia is XS and Montenegro ME or XM. Thousand EUR; imports by country
of origin. The monthly tables are not read: they had the imports of December 2023 wrong. The server has been seen with a
certificate whose issuer it does not send; REQUESTS_CA_BUNDLE can name a file that has it.
"""

import itertools
import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from wb6.refresh import codes, trade
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, of_source

TABLE = "https://askdata.rks-gov.net/api/v1/en/ASKdata/External%20trade/Yearly%20indicators/tab02.px"
PAGE = "https://askdata.rks-gov.net/pxweb/en/ASKdata/ASKdata__External%20trade__Yearly%20indicators/tab02.px"
KEY = "ask_ks_tab02"
FIRST_YEAR = 2010
REPORTER = "XKX"
# What stands in the labels of a variable, by which it is known whatever its code.
VARIABLES = {
    "partner": re.compile(r"[A-Z]{2}:.*"),
    "year": re.compile(r"\d{4}"),
    "flow": re.compile(r"Import|Export", re.IGNORECASE),
}
OWN_CODES = {"XS": "SRB", "XM": "MNE"}
NOTE = "thousand EUR in the source; imports by origin"
NOTE_OF_GROUPS = f"sum of members, those of today in every year; {NOTE}"


def _deliver(client: Client, tables: Tables) -> Delivery:
    variables = client.get(TABLE).json().get("variables", [])
    if not variables:
        raise Unusable("the table names no variables; its form must have changed")
    everything = [
        {"code": variable["code"], "selection": {"filter": "all", "values": ["*"]}} for variable in variables
    ]
    answer = client.ask(TABLE, {"query": everything, "response": {"format": "json-stat2"}}).json()
    cells = _cells(answer)
    whole = cells[(cells["year"] >= str(FIRST_YEAR)) & (cells["year"] < client.day[:4])]
    found = _trade(whole)
    before = tables["trade_partners"]
    known = before[(before["iso3"] == REPORTER) & before["source"].str.startswith(KEY)]
    wanted = set(known["partner_iso3"])
    lost = wanted - set(found["partner_iso3"])
    if lost:
        raise Unusable(f"the table has nothing on {', '.join(sorted(lost))}")
    found = found[found["partner_iso3"].isin(wanted)]
    rows = trade.rows(found, "EUR million", 3).assign(basis="national")
    rows["note"] = [NOTE_OF_GROUPS if code in codes.GROUPS else NOTE for code in rows["partner_iso3"]]
    return Delivery({"trade_partners": rows}, _citation(answer, rows["year"]))


def _citation(answer: Mapping[str, Any], years: pd.Series) -> Citation:
    updated = pd.Timestamp(answer["updated"])
    return Citation(
        key=KEY,
        label=f"ASK {updated:%Y}",
        publisher="Kosovo Agency of Statistics (ASK)",
        title=f"Export and import by partner country, {years.min()}-{years.max()} (table tab02)",
        year=updated.year,
        url=PAGE,
        accessed_via=f"PxWeb API of ASKdata, table last updated on {updated:%Y-%m-%d}",
        licence="facts only",
        terms="facts_only",
    )


def _cells(answer: Mapping[str, Any]) -> pd.DataFrame:
    """The cells of a JSON-stat data set: partner, year, flow (labels), value."""
    named = {}
    for variable in answer["id"]:
        category = answer["dimension"][variable]["category"]
        places = sorted(category["index"], key=category["index"].get)
        role, labels = _role({code: category["label"][code] for code in places})
        named[role] = labels
    missing = [role for role in VARIABLES if role not in named]
    if missing:
        raise Unusable(f"the table has no variable of {', '.join(missing)}; its variables have changed")
    if len(answer["value"]) != math.prod(map(len, named.values())):
        raise Unusable("the table breaks off: it has fewer cells than its variables ask for")
    cells = pd.DataFrame(itertools.product(*named.values()), columns=list(named))
    return cells.assign(value=answer["value"]).dropna(subset=["value"])


def _role(labels: Mapping[str, str]) -> tuple[str, list[str]]:
    """Which variable has these labels (by code), and its labels; those of partners begin with the code of a country."""
    texts = list(labels.values())
    coded = [f"{code}:{label}" for code, label in labels.items()]
    for role, form in VARIABLES.items():
        for written in (texts, coded):
            if all(form.fullmatch(text) for text in written):
                return role, written
    raise Unusable(f"the table has a variable of {texts[0]!r} and others; its variables have changed")


def _trade(cells: pd.DataFrame) -> pd.DataFrame:
    """Trade with each partner, group and the world, EUR million: see `trade.with_groups`."""
    code = cells["partner"].str[:2]
    cells = cells.assign(
        iso3=REPORTER,
        partner_iso3=codes.iso3(code).fillna(code.map(OWN_CODES)),
        flow=cells["flow"].str.lower(),
        value=cells["value"] / 1000,
    )
    world = trade.sums(cells)
    pairs = cells.groupby([*trade.FLOW, "partner_iso3"], as_index=False)["value"].sum()
    return trade.with_groups(pairs, world)


PUBLISHER = Publisher(
    "ask", "Kosovo Agency of Statistics, trade by partner", {"trade_partners": of_source}, _deliver
)
