"""World Bank: World Development Indicators and Worldwide Governance Indicators, through wbgapi.

Interface: https://datahelpdesk.worldbank.org/knowledgebase/articles/898581 (indicator queries; paging, `source`,
`lastupdated`). The governance indicators are database 3, where their codes begin with GOV_WGI_.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from unittest.mock import patch

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number

FIRST_YEAR = 1990
ROWS_A_PAGE = 5000
WDI = 2
WGI = 3
WHOLE_NUMBERS = (".CD", ".KD", ".DT", ".WD", ".NETM", ".TOTL", ".P1")
RATIOS = {
    "FDI_PCT_GDP": ("BX.KLT.DINV.CD.WD", "NY.GDP.MKTP.CD"),
    "REMIT_PCT_GDP": ("BX.TRF.PWKR.CD.DT", "NY.GDP.MKTP.CD"),
}
WDI_SOURCE = "worldbank_wdi_2026_07"
WDI_PREFIX = "worldbank_wdi_"
WGI_PREFIX = "worldbank_wgi_"
WDI_PAGE = "https://data.worldbank.org"
WGI_PAGE = "https://www.worldbank.org/en/publication/worldwide-governance-indicators"


def _development_indicators(client: Client, tables: Tables) -> Delivery:
    before = _from(WDI_PREFIX, tables["indicators"])
    series = sorted(set(before["indicator"]) - set(RATIOS))
    values, updated = _values(client, WDI, {code: code for code in series}, sorted(set(before["iso3"])))
    values = pd.concat([values, *(_ratio(values, name, *parts) for name, parts in RATIOS.items())])
    title = f"World Development Indicators, state of {updated:%B %Y}"
    terms = ("CC BY 4.0", "open")
    citation = _citation(WDI_SOURCE, (f"World Bank WDI {updated:%Y}", title), WDI_PAGE, updated, terms)
    return Delivery({"indicators": _rows(values)}, citation)


def _governance_indicators(client: Client, tables: Tables) -> Delivery:
    before = _from(WGI_PREFIX, tables["indicators"])
    series = {code: f"GOV_WGI_{code}" for code in sorted(set(before["indicator"]))}
    values, updated = _values(client, WGI, series, sorted(set(before["iso3"])))
    first, last = values["year"].min(), values["year"].max()
    title = f"Worldwide Governance Indicators, {updated:%Y} update, {first}-{last}"
    terms = ("World Bank terms; facts only", "facts_only")
    key = f"{WGI_PREFIX}{updated:%Y}"
    citation = _citation(key, (f"World Bank WGI {updated:%Y}", title), WGI_PAGE, updated, terms)
    rows = _rows(values)
    state_union = (rows["iso3"] == "SRB") & (rows["year"] < "2006")
    return Delivery({"indicators": rows.assign(note=state_union.map({True: None, False: ""}))}, citation)


def _citation(
    key: str, names: tuple[str, str], url: str, updated: pd.Timestamp, terms: tuple[str, str]
) -> Citation:
    """The source of a database: `names` are its label and title, `terms` its licence and the class of that."""
    return Citation(
        key=key,
        label=names[0],
        publisher="World Bank",
        title=names[1],
        year=updated.year,
        url=url,
        accessed_via=f"World Bank API, database last updated on {updated:%Y-%m-%d}",
        licence=terms[0],
        terms=terms[1],
    )


def _values(
    client: Client, database: int, series: Mapping[str, str], countries: list[str]
) -> tuple[pd.DataFrame, pd.Timestamp]:
    """Values of each of our indicators (`series`: our code to the bank's), and when they were updated.

    Returns iso3, year, indicator, value (float).
    """
    with _wbgapi(client) as bank:
        updated = pd.Timestamp(bank.source.get(database)["lastupdated"])
        found = []
        for ours, theirs in series.items():
            query = f"country/{';'.join(countries)}/indicator/{theirs}"
            answer = pd.DataFrame(bank.fetch(query, {"source": database, "per_page": ROWS_A_PAGE}))
            found.append(_tidy(answer, theirs).assign(indicator=ours))
    return pd.concat(found, ignore_index=True), updated


@contextmanager
def _wbgapi(client: Client) -> Iterator[ModuleType]:
    """wbgapi, which has no session of its own, with ours in the place of `requests`."""
    import wbgapi

    with patch.object(wbgapi, "requests", client.session):
        yield wbgapi


def _tidy(answer: pd.DataFrame, code: str) -> pd.DataFrame:
    if not {"countryiso3code", "date", "value"} <= set(answer.columns):
        raise Unusable(f"{code}: no countryiso3code, date and value in the answer; its fields have changed")
    values = answer.dropna(subset=["value"])
    values = values.assign(year=values["date"].astype("int64"), value=values["value"].astype("float64"))
    values = values[values["year"] >= FIRST_YEAR]
    if values.empty:
        raise Unusable(f"{code}: no value for any country")
    return values.assign(iso3=codes.iso3(values["countryiso3code"]))[["iso3", "year", "value"]]


def _ratio(values: pd.DataFrame, name: str, part: str, whole: str) -> pd.DataFrame:
    """A share of two series, in percent."""
    wide = values.pivot(index=["iso3", "year"], columns="indicator", values="value")
    share = (wide[part] / wide[whole] * 100).dropna()
    return share.rename("value").reset_index().assign(indicator=name, note=f"Computed from {part} / {whole}")


def _rows(values: pd.DataFrame) -> pd.DataFrame:
    """The values as rows of the table `indicators`."""
    texts = [
        number(value, _digits(code, value))
        for code, value in zip(values["indicator"], values["value"], strict=True)
    ]
    note = values.get("note")
    return pd.DataFrame(
        {
            "iso3": values["iso3"],
            "year": values["year"].astype("str"),
            "indicator": values["indicator"],
            "value": texts,
            "note": note,
        }
    )


def _digits(code: str, value: float) -> int:
    """Decimals as the table has them: none for money and persons, two where they are few, four for shares."""
    if not code.endswith(WHOLE_NUMBERS):
        return 4
    return 0 if abs(value) >= 1000 else 2


def _from(prefix: str, table: pd.DataFrame) -> pd.DataFrame:
    return table[_own(prefix, table, "")]


def _own(prefix: str, table: pd.DataFrame, _key: str) -> pd.Series:
    return table["source"].str.startswith(prefix)


DEVELOPMENT = Publisher(
    "worldbank",
    "World Bank, World Development Indicators",
    {"indicators": partial(_own, WDI_PREFIX)},
    _development_indicators,
)
GOVERNANCE = Publisher(
    "worldbank-wgi",
    "World Bank, Worldwide Governance Indicators",
    {"indicators": partial(_own, WGI_PREFIX)},
    _governance_indicators,
)
