"""At a glance: the card, or on the region the table, with which a page opens."""

from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch

import pandas as pd

from wb6.data import countries, grades, words
from wb6.data.facts import Fact
from wb6.figures.tables import Caption, Card, Column, Standing, Table, table, text_columns
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import kfor, series
from wb6.sections import status
from wb6.sections.china_page import ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.kfor_page import KforPage
from wb6.sections.page import PageOnActor
from wb6.sections.region_page import RegionPage
from wb6.sections.russia_page import RussiaPage

# A slot of several codes shows the first that the edition knows a value of, rather from a source than from hearsay,
# or says that the first is unknown.
OF_COUNTRY: tuple[str | tuple[str, ...], ...] = (
    "population",
    "gdp_per_head",
    "milex_share",
    "personnel",
    ("un_personnel", "hosted_troops"),
    ("cfsp_rate", "allies_without_recognition"),
    ("agree_rus", "arms_rus"),
    ("kfor_troops", "agree_usa", "unrest_casualties"),
    ("trade_eu", "milex_usd"),
    "nato_for",
    ("nato_against", "nato_for_entity"),
    "liberal_democracy",
)
OF_REGION = ("population", "milex_share", "cfsp_rate", "nato_for", "liberal_democracy")
OF_RUSSIA = (
    *("srb_agree", "ukraine_no", "never_joined", "exports_srb", "srb_gas", "gas_most", "sipri_rus"),
    *("exercises_russia", "expelled", "srb_ally"),
)
OF_CHINA = (
    *("owed_total", "srb_share", "mne_share", "mkd_share", "loans_total", "loans_done", "exports_srb"),
    *("sipri_chn", "srb_agreement", "format_now"),
)
OF_KFOR = (
    *("entered", "size", "size_peak", "size_lowest", "nations", "lead_nation", "commander"),
    *("alb_newest", "casualties_worst", "plans_met"),
)
FEWEST = 3  # values that make a course

Course = tuple[tuple[int, float], ...]


@singledispatch
def at_a_glance(page: CountryPage | PageOnActor | RegionPage) -> Card | Table:
    """The page in a dozen facts, with their rank and their course where there is one."""
    raise NotImplementedError(type(page).__name__)


@at_a_glance.register
def _country(page: CountryPage) -> Card:
    """Status and the newest value of the main indicators, with rank and course."""
    steps = page.steps(page.iso3)
    states = tuple(_credited(Standing(status.status(steps, page.iso3, track))) for track in ("nato", "eu"))
    indicators = tuple(_slot(page, slot) for slot in OF_COUNTRY)
    return Card("at-a-glance", f"{page.name} at a glance", states + indicators)


def _slot(page: CountryPage, slot: str | tuple[str, ...]) -> Standing:
    codes = (slot,) if isinstance(slot, str) else slot
    found = [_of_indicator(page, indicator(code)) for code in codes]
    known = [standing for standing in found if standing.fact.known] or found
    return next((each for each in known if not grades.is_hearsay(each.fact.sources)), _credited(known[0]))


def _credited(standing: Standing) -> Standing:
    """The standing, with the name of who tells it where that is known at second hand only."""
    if not grades.is_hearsay(standing.fact.sources):
        return standing
    teller = f"by {words.listing(grades.called(standing.fact.sources))}"
    return replace(standing, rank=f"{standing.rank}, {teller}" if standing.rank else words.begin(teller))


def _of_indicator(page: CountryPage, measured: Indicator) -> Standing:
    """The newest value with its place among the six and its course."""
    values, fact = measured.series(page.edition), measured.newest(page.edition, page.iso3)
    if not fact.known:
        return Standing(fact)
    rank = ""
    if measured.ranked and page.iso3 in countries.WB6:
        place = series.ranks(page.of_wb6(measured.latest(page.edition))).set_index("iso3").loc[page.iso3]
        rank = f"{words.ordinal(int(place['rank']))} of {int(place['among'])}"
    return Standing(fact, rank, _course(values[values["iso3"] == page.iso3].dropna(), 4))


@at_a_glance.register
def _russia(page: RussiaPage) -> Card:
    """The weight of Russia, one fact a channel."""
    return _card(page, "Russia", OF_RUSSIA, {})


@at_a_glance.register
def _china(page: ChinaPage) -> Card:
    """What China is to the region, with the course of its share of debt."""
    shares = page.owed("share_ppg_external_debt")
    courses = {f"{iso3.lower()}_share": own for iso3, own in shares.groupby("iso3")}
    return _card(page, "China and the six", OF_CHINA, courses)


@at_a_glance.register
def _kfor(page: KforPage) -> Card:
    """What KFOR is, with the course of its size."""
    return _card(page, "KFOR", OF_KFOR, {"size": kfor.yearly(page.counted())})


def _card(page: PageOnActor, subject: str, names: tuple[str, ...], courses: dict[str, pd.DataFrame]) -> Card:
    """Facts of the page; those in `courses` (year, value) with their course."""
    facts = page.facts()
    standings = (
        Standing(facts[name], spark=_course(courses[name]) if name in courses else ()) for name in names
    )
    return Card("at-a-glance", f"{subject} at a glance", tuple(standings))


def _course(values: pd.DataFrame, digits: int | None = None) -> Course:
    """Years with values; nothing where there are too few to make a course."""
    points = zip(values["year"], values["value"], strict=True)
    course = tuple(
        (int(year), float(value) if digits is None else round(float(value), digits)) for year, value in points
    )
    return course if len(course) >= FEWEST else ()


@at_a_glance.register
def _region(page: RegionPage) -> Table:
    """Status and a few main indicators of the six, a row a country."""
    steps = page.steps(*page.countries)
    rows: list[dict[str, str]] = []
    cells: dict[tuple[int, str], Fact] = {}
    for number, iso3 in enumerate(page.countries):
        facts = {track: status.status(steps, iso3, track) for track in ("nato", "eu")}
        for code in OF_REGION:
            facts[code] = indicator(code).newest(page.edition, iso3)
        cells |= {(number, code): fact for code, fact in facts.items() if fact.known and fact.sources}
        row = {"country": countries.name(iso3)}
        for code, fact in facts.items():
            if fact.known:
                value = fact.value if code in OF_REGION else None
                text = fact.text if value is None else indicator(code).cell(float(value))
                row[code] = f"{text} ({fact.day[:4]})" if fact.day else text
        rows.append(row)
    columns = [
        *text_columns(country="Country", nato="NATO", eu="European Union"),
        *(Column(code, indicator(code).short) for code in OF_REGION),
    ]
    found = table(
        pd.DataFrame(rows).reindex(columns=[column.key for column in columns]),
        columns,
        Caption(
            name="one-view",
            title="The six in one view",
            subtitle=(
                f"Status, with the year since when, and newest values known on {words.day(page.edition.day)}, "
                "with the year of each"
            ),
            note=(
                "EU policy: share of foreign policy texts joined. Democracy: liberal democracy index of V-Dem. "
                f"Polls differ in question and pollster and are not to be ranked.{_tellers(cells, rows, columns)}"
            ),
        ),
        sources={source for fact in cells.values() for source in fact.sources},
    )
    return replace(found, facts=cells)


def _tellers(cells: Mapping[tuple[int, str], Fact], rows: list[dict[str, str]], columns: list[Column]) -> str:
    """A sentence on who tells the facts of a table that are known at second hand only; nothing where none is."""
    headings = {column.key: column.label for column in columns}
    told = [
        f"{rows[row]['country']}, {headings[key]} ({words.listing(grades.called(fact.sources))})"
        for (row, key), fact in cells.items()
        if grades.is_hearsay(fact.sources)
    ]
    return f" Told at second hand: {'; '.join(told)}." if told else ""
