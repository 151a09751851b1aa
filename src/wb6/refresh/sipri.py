"""SIPRI: the workbook of the Military Expenditure Database, found on its page and read with pandas and openpyxl.

Page: https://www.sipri.org/databases/milex; the file name carries the years and the revision. Sheets have a legend
("Figures in blue are SIPRI estimates"), a header row that begins with Country, and one row a country; `...` and `xxx`
stand for missing figures. Shares are fractions.
"""

import io
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

PAGE = "https://www.sipri.org/databases/milex"
LINK = re.compile(r'href="([^"]*SIPRI-Milex-data-1949-(\d{4})[^"/]*\.xlsx)"')
FIRST_YEAR = 1990
BLUE = {"FF0000FF", 12}
SHEETS = {
    "SIPRI_MILEX_PCT_GDP": ("Share of GDP", 100, 4),
    "SIPRI_MILEX_PCT_GOV": ("Share of Govt. spending", 100, 4),
    "SIPRI_MILEX_USD_CONST2024": ("Constant (2024) US$", 1, 2),
    "SIPRI_MILEX_USD_CURRENT": ("Current US$", 1, 2),
}
ESTIMATE = "SIPRI estimate"


def _deliver(client: Client, tables: Tables) -> Delivery:
    import openpyxl

    table = tables["indicators"]
    before = table[_own(table, "")]
    address, last_year = _newest(client.page(PAGE))
    content = client.get(address).content
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    _require_sheets(book.sheetnames)
    countries = set(before["iso3"])
    rows = pd.concat(
        [
            _sheet(book[name], countries, scale, digits).assign(indicator=indicator)
            for indicator, (name, scale, digits) in SHEETS.items()
        ],
        ignore_index=True,
    )
    return Delivery({"indicators": _with_notes(rows, before)}, _citation(address, last_year))


def _citation(address: str, last_year: int) -> Citation:
    return Citation(
        key=f"sipri_milex_{last_year + 1}",
        label=f"SIPRI {last_year + 1}",
        publisher="Stockholm International Peace Research Institute",
        title=f"SIPRI Military Expenditure Database, 1949-{last_year}",
        year=last_year + 1,
        url=PAGE,
        accessed_via=f"workbook {address.rpartition('/')[2]}",
        licence="SIPRI Terms and Conditions; facts only",
        terms="attribution_noncommercial",
    )


def _newest(page: str) -> tuple[str, int]:
    """Address of the newest workbook that the page links to, and its last year."""
    links = LINK.findall(page)
    if not links:
        raise Unusable("the page links to no workbook SIPRI-Milex-data-1949-YYYY.xlsx")
    link, year = max(links, key=lambda found: found[1])
    return urljoin(PAGE, link), int(year)


def _require_sheets(names: list[str]) -> None:
    missing = [sheet for sheet, *_ in SHEETS.values() if sheet not in names]
    if missing and missing[0].startswith("Constant"):
        raise Unusable(
            f"{missing[0]} is not among the sheets ({', '.join(names)}); if its base year is another now, the "
            "indicator needs a successor in sipri.py and indicator_definitions.csv"
        )
    if missing:
        raise Unusable(f"the workbook has no sheet {', '.join(missing)}; it has {', '.join(names)}")


def _sheet(sheet: "Worksheet", countries: set[str], scale: float, digits: int) -> pd.DataFrame:
    """Figures of our countries: iso3, year, value (text), estimate."""
    lines = list(sheet.iter_rows())
    header = next((line for line in lines[:20] if str(line[0].value).strip() == "Country"), None)
    if header is None:
        raise Unusable(f"sheet {sheet.title} has no header row that begins with Country")
    years = {cell.column - 1: int(cell.value) for cell in header if str(cell.value).isdigit()}
    known = codes.by_any_name()
    found = []
    for line in lines[header[0].row :]:
        iso3 = known.get(str(line[0].value).strip().upper())
        if iso3 in countries:
            found += [
                (iso3, str(year), number(line[place].value * scale, digits), _is_blue(line[place]))
                for place, year in years.items()
                if year >= FIRST_YEAR and isinstance(line[place].value, int | float)
            ]
    if not found:
        raise Unusable(f"sheet {sheet.title} has no figure for any of our countries")
    return pd.DataFrame(found, columns=["iso3", "year", "value", "estimate"])


def _is_blue(cell: "Cell") -> bool:
    color = cell.font.color
    return color is not None and (color.rgb in BLUE or (color.type == "indexed" and color.indexed in BLUE))


def _with_notes(rows: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Notes that say which figures are estimates now; other notes stay as they were."""
    key = ["iso3", "year", "indicator"]
    said = rows[key].merge(before[[*key, "note"]], on=key, how="left")["note"].fillna("")
    other = said.where(said != ESTIMATE, "").to_numpy()
    note = pd.Series(other, index=rows.index).mask(rows["estimate"], ESTIMATE)
    return rows.assign(note=note)[[*key, "value", "note"]]


def _own(table: pd.DataFrame, _key: str) -> pd.Series:
    return table["source"].str.startswith("sipri_milex_") & table["indicator"].isin(list(SHEETS))


PUBLISHER = Publisher("sipri", "SIPRI, Military Expenditure Database", {"indicators": _own}, _deliver)
