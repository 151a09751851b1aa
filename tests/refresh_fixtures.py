"""Publishers played by this machine: recorded answers, a client that asks here, a small cut of the data."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd

from wb6.data import diff, readings
from wb6.data.countries import WB6
from wb6.refresh import client

RESPONSES = Path(__file__).parent / "responses"
SENT = "Wed, 25 Nov 2026 10:00:00 GMT"
DAY = "2026-11-25"
KEPT_INDICATORS = (
    r"SP\.POP\.TOTL|NY\.GDP\.MKTP\.CD|BX\.KLT\.DINV\.CD\.WD|BX\.TRF\.PWKR\.CD\.DT|FP\.CPI\.TOTL\.ZG|"
    r"FDI_PCT_GDP|REMIT_PCT_GDP|SIPRI_.*|..\.EST|ILO_UNEMP_15PLUS"
)

KEPT_TEXTS = ["68-262", "es-11-1", "es-11-4", "es-11-7", "ukraine-human-rights-2024"]
KEPT_PARTNERS = ["CHN", "DEU", "EU27", "RUS", "SRB", "WB5", "WLD", "XKX"]


@dataclass
class Answer:
    """What the server sends: recorded content unless a test spoils it."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    pause: float = 0


@dataclass
class Site:
    """A server on this machine that plays every publisher.

    `spoil` changes the answers whose address holds `spoiled`; `asked` lists the addresses that were asked for, those of
    posted queries with the query after a blank.
    """

    port: int = 0
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    spoiled: str = "nothing"
    spoil: Callable[[Answer], Answer] = lambda answer: answer

    def answer(self, address: str) -> Answer:
        """The answer to an address such as api.worldbank.org/v2/en/sources/2?format=json."""
        found = next(filter(None, (re.search(needle, address) for needle in PLACES)), None)
        if found is None:
            return Answer(b"not recorded", 404)
        path = RESPONSES / PLACES[found.re.pattern].format(*found.groups())
        answer = Answer(path.read_bytes(), headers=dict(HEADERS.get(path.suffix, {})))
        return self.spoil(answer) if re.search(self.spoiled, address) else answer


PLACES = {
    r"askdata\.rks-gov\.net/.*tab02\.px$": "ask/tab02.json",
    r"askdata\.rks-gov\.net/.*tab02\.px \{.*json-stat2": "ask/tab02-cells.json",
    r"owid-public/data/energy/(owid-energy-data\.csv)": "ember/{}",
    r"owid/energy-data/master/(owid-energy-codebook\.csv)": "ember/{}",
    r"IMF\.STA,IMTS/[A-Z+]+\.XG_FOB_USD\.\.A": "imf-imts/exports.xml",
    r"IMF\.STA,IMTS/\.XG_FOB_USD\.[A-Z+]+\.A": "imf-imts/to-them.xml",
    r"IMF\.STA,IMTS/[A-Z+]+\.XG_FOB_USD\.G001\.M": "imf-imts/months.xml",
    r"worldbank\.org/v2/en/sources/2\?": "worldbank/source.json",
    r"worldbank\.org/v2/en/sources/3\?": "worldbank-wgi/source.json",
    r"worldbank\.org/.*/indicator/(GOV_WGI[\w.]+)": "worldbank-wgi/{}.json",
    r"worldbank\.org/.*/indicator/([\w.]+)": "worldbank/{}.json",
    r"ourworldindata\.org/grapher/([\w.-]+)": "owid/{}",
    r"dataverse\.harvard\.edu/api/datasets/": "un-dataverse/versions-latest.json",
    r"dataverse\.harvard\.edu/api/access/datafile/13642025": "un-dataverse/13642025.tab",
    r"digitallibrary\.un\.org/record/4060887/files/([\w.]+)": "un-library/{}",
    r"digitallibrary\.un\.org/record/4060887$": "un-library/record.html",
    r"sipri\.org/databases/milex": "sipri/milex.html",
    r"sipri\.org/sites/default/files/([\w.-]+)": "sipri/{}",
    r"atbackend\.sipri\.org/api/p/trades/trade-register-csv/ \{.*exportOption": "sipri-arms/register.json",
    r"nato\.int/en/": "nato/topic.html",
    r"nato\.int/content/.*/([\w.-]+)": "nato/{}",
    r"ec\.europa\.eu/eurostat/api/dissemination/sdmx/2\.1/data/NRG_TI_GAS/": "eurostat/nrg_ti_gas.xml",
    r"api\.imf\.org/external/sdmx/2\.1/data/IMF\.RES,WEO/": "imf/weo.xml",
}
HEADERS = {
    ".xml": {"Content-Type": "application/xml"},
    ".xlsx": {"Last-Modified": "Thu, 28 Aug 2025 09:00:00 GMT"},
}


@contextmanager
def serving() -> Iterator[Site]:
    """The site, reachable until the context ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.reply(self.path[1:])

        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply(f"{self.path[1:]} {query}")

        def reply(self, address):
            site.asked.append(address)
            site.agents.add(self.headers["User-Agent"])
            answer = site.answer(address)
            time.sleep(answer.pause)
            length = len(answer.content) if answer.length is None else answer.length
            self.send_response_only(answer.status)
            for name, value in {
                "Date": SENT,
                "Connection": "close",
                "Content-Length": str(length),
                **answer.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None
        site.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield site
        server.shutdown()


def adapter_to(site: Site) -> type:
    """The adapter of the client, but for every host it asks the site."""

    class Loopback(client._Patient):
        def send(self, request, **options):
            address = request.url
            request.url = f"http://127.0.0.1:{site.port}/{address.partition('://')[2]}"
            try:
                response = super().send(request, **options)
            finally:
                request.url = address
            response.url = address
            return response

    return Loopback


def cut(data: Path, to: Path) -> Path:
    """A package of the tables that publishers refresh, cut to what the recorded answers speak of."""
    to.mkdir()
    descriptor = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [
        resource for resource in descriptor["resources"] if resource["name"] in {*WHOLE, *KEPT}
    ]
    tables = {
        resource["name"]: diff.read_text(data / resource["path"]) for resource in descriptor["resources"]
    }
    tables = {name: table[KEPT[name](table)] if name in KEPT else table for name, table in tables.items()}
    named = [
        table[field]
        for table in tables.values()
        for field in table
        if field.startswith("source") or field == readings.SOURCE
    ]
    used = {key for keys in named for key in keys}
    tables["sources"] = tables["sources"][tables["sources"]["key"].isin(used)]
    for resource in descriptor["resources"]:
        table = tables[resource["name"]]
        table.to_csv(to / resource["path"], index=False, lineterminator="\n")
        resource["rows"] = len(table)
    text = json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n"
    (to / "datapackage.json").write_text(text, encoding="utf-8")
    entries = re.split(r"(?m)^(?=@)", (data / "references.bib").read_text(encoding="utf-8"))
    kept = [entry for entry in entries if (found := re.match(r"@\w+\{([^,]+),", entry)) and found[1] in used]
    (to / "references.bib").write_text("".join(kept), encoding="utf-8")
    return to


def _of_the_six(table: pd.DataFrame, since: str) -> pd.Series:
    return table["iso3"].isin(WB6) & (table["year"] >= since)


WHOLE = (
    "countries",
    "sources",
    "indicator_definitions",
    "external_debt",
    "energy_dependence",
)
KEPT = {
    "defence_reports": lambda table: table["source"].str.fullmatch("nato_defexp_20.*|cia_.*"),
    "indicators": lambda table: (
        _of_the_six(table, "2020") & table["indicator"].str.fullmatch(KEPT_INDICATORS)
    ),
    "democracy": lambda table: _of_the_six(table, "2020"),
    "arms_transfers": lambda table: (table["in_register"] == "true") & (table["delivery_year"] >= "2020"),
    "electricity_mix": lambda table: table["year"] >= "2023",
    "trade_partners": lambda table: (
        (table["source"].str.fullmatch("imf_imts_2025") & table["partner_iso3"].isin(KEPT_PARTNERS))
        | (table["source"].str.startswith("ask_ks_") & (table["year"] >= "2023"))
    ),
    "un_agreement": lambda table: table["year"] >= "2015",
    "un_ukraine_votes": lambda table: table["resolution_id"].isin(KEPT_TEXTS),
    "ideal_points": lambda table: table["iso3"].isin([*WB6, "USA", "RUS"]) & (table["year"] >= "2022"),
    "un_vote_counts": lambda table: (
        table["iso3"].isin(["ALB", "BIH", "MKD", "MNE", "SRB"]) & (table["year"] == "2025")
    ),
}
