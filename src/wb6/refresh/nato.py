"""NATO: the workbook Defence Expenditure of NATO Countries, found on its page and read with openpyxl.

Page: https://www.nato.int/en/what-we-do/introduction-to-nato/defence-expenditures-and-natos-5-commitment, whose archive
links to def-exp-YYYY-en.pdf; the workbook lies beside it. Each sheet (Table 1 to Table 8b) has a title, and blocks of a
subtitle, a row of years (2025e: an estimate) and one row a country. The edition is the month in which the file was put
in place; each edition is a line of its own, none replaces another.
"""

import io
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number, of_source

if TYPE_CHECKING:
    from openpyxl import Workbook

PAGE = "https://www.nato.int/en/what-we-do/introduction-to-nato/defence-expenditures-and-natos-5-commitment"
LINK = re.compile(r'href="([^"]*def-exp-(\d{4})-en)\.(?:pdf|xlsx)"', re.IGNORECASE)
YEAR = re.compile(r"(\d{4})(e?)")
PRICE_BASE = 2021
AGGREGATES = {"NATO TOTAL": "NATO", "NATO EUROPE AND CANADA": "NATO_EUR_CAN"}


class Block(NamedTuple):
    """Where an indicator stands: sheet, a word of the block's subtitle, factor to our unit, decimals."""

    sheet: str
    subtitle: str
    factor: float
    digits: int


BLOCKS = {
    "NATO_DEFEXP_USD_CURRENT": Block("Table 2", "current prices", 1, 0),
    "NATO_DEFEXP_USD_CONST2021": Block("Table 2", f"constant {PRICE_BASE} prices", 1, 0),
    "NATO_DEFEXP_PCT_GDP": Block("Table 3", "share of real gdp", 1, 2),
    "NATO_MILITARY_PERSONNEL": Block("Table 7", "thousands", 1000, 0),
    "NATO_EQUIPMENT_SHARE": Block("Table 8a", "equipment", 1, 2),
    "NATO_PERSONNEL_SHARE": Block("Table 8a", "personnel", 1, 2),
    "NATO_INFRASTRUCTURE_SHARE": Block("Table 8b", "infrastructure", 1, 2),
    "NATO_OTHER_SHARE": Block("Table 8b", "other", 1, 2),
}


def _deliver(client: Client, tables: Tables) -> Delivery:
    import openpyxl

    address, year = _newest(client.page(PAGE))
    answer = client.get(address)
    stamp = answer.headers.get("Last-Modified")
    edition = f"{parsedate_to_datetime(stamp):%Y-%m}" if stamp else str(year)
    book = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True)
    before = tables["defence_reports"]
    countries = set(before.loc[before["indicator"].isin(list(BLOCKS)), "iso3"])
    rows = pd.DataFrame(
        [row for indicator, block in BLOCKS.items() for row in _figures(book, indicator, block, countries)]
    )
    rows = rows.assign(report="nato_expenditure", edition=edition)
    citation = Citation(
        key=f"nato_defexp_{edition.replace('-', '_')}",
        label=f"NATO {year}",
        publisher="NATO",
        title=f"Defence Expenditure of NATO Countries ({rows['year'].min()}-{rows['year'].max()})",
        year=year,
        url=address,
        accessed_via="workbook of the publisher",
        licence="NATO terms: credit NATO, not for sale or advertising; facts only",
        terms="attribution_noncommercial",
    )
    return Delivery({"defence_reports": rows}, citation, allow={("defence_reports", "edition"): [edition]})


def _newest(page: str) -> tuple[str, int]:
    """Address of the newest workbook, and its year."""
    links = LINK.findall(page)
    if not links:
        raise Unusable("the page links to no table def-exp-YYYY-en")
    link, year = max(links, key=lambda found: found[1])
    return urljoin(PAGE, f"{link}.xlsx"), int(year)


def _figures(book: "Workbook", indicator: str, block: Block, countries: set[str]) -> Iterator[dict[str, str]]:
    """The rows of one indicator."""
    if block.sheet not in book.sheetnames:
        raise Unusable(f"the workbook has no sheet {block.sheet}; it has {', '.join(book.sheetnames)}")
    lines = [[cell.value for cell in line] for line in book[block.sheet].iter_rows()]
    core = "Core defence expenditure" if "core" in str(lines[0][0]).lower() else ""
    place, years = _header(lines, block)
    known = codes.by_any_name() | AGGREGATES
    found = False
    for line in lines[place + 1 :]:
        label = str(line[0] or "").strip()
        if not label or label.startswith("Notes"):
            break
        iso3 = known.get(re.sub(r"\s*(\*|\(.*\))", "", label).strip().upper())
        if iso3 not in countries:
            continue
        for column, (year, status) in years.items():
            if isinstance(line[column], int | float):
                found = True
                yield {
                    "iso3": iso3,
                    "year": year,
                    "indicator": indicator,
                    "value": number(line[column] * block.factor, block.digits),
                    "status": status,
                    "price_base": str(PRICE_BASE) if indicator == "NATO_DEFEXP_PCT_GDP" else "",
                    "note": core,
                }
    if not found:
        raise Unusable(f"sheet {block.sheet} has no figure for any of our countries")


def _header(lines: list[list[Any]], block: Block) -> tuple[int, dict[int, tuple[str, str]]]:
    """Line of the years below the block's subtitle, and year and status by column."""
    subtitles: list[str] = []
    for place, line in enumerate(lines[1:], start=1):
        text = str(line[0] or "").strip().lower()
        years = {
            column: (found[1], "estimate" if found[2] else "actual")
            for column, value in enumerate(line[1:], start=1)
            if (found := YEAR.fullmatch(str(value).strip()))
        }
        if years and not text:
            if any(block.subtitle in subtitle for subtitle in subtitles):
                return place, years
            subtitles = []
        elif any(isinstance(value, int | float) for value in line):
            subtitles = []
        else:
            subtitles.append(" ".join(str(value).lower() for value in line if value))
    raise Unusable(f"sheet {block.sheet} has no block {block.subtitle!r} with a row of years")


PUBLISHER = Publisher(
    "nato", "NATO, Defence Expenditure of NATO Countries", {"defence_reports": of_source}, _deliver
)
