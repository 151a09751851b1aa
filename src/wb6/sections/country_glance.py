"""At a glance: the card of facts with which a country chapter opens."""

from wb6.data import countries, words
from wb6.figures.tables import Card, Standing
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import series
from wb6.sections import status
from wb6.sections.country_page import CountryPage

# A slot of several codes shows the first that the edition knows a value of, or says that the first is unknown.
CARD: tuple[str | tuple[str, ...], ...] = (
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


def at_a_glance(page: CountryPage) -> Card:
    """Status and the newest value of the main indicators, with rank and course."""
    steps = page.steps(page.iso3)
    states = tuple(Standing(status.status(steps, page.iso3, track)) for track in ("nato", "eu"))
    return Card(
        "at-a-glance", f"{page.name} at a glance", states + tuple(_standing(page, slot) for slot in CARD)
    )


def _standing(page: CountryPage, slot: str | tuple[str, ...]) -> Standing:
    codes = (slot,) if isinstance(slot, str) else slot
    found = [_of_indicator(page, indicator(code)) for code in codes]
    return next((standing for standing in found if standing.fact.known), found[0])


def _of_indicator(page: CountryPage, measured: Indicator) -> Standing:
    """The newest value with its place among the six and its course."""
    values, fact = measured.series(page.edition), measured.newest(page.edition, page.iso3)
    if not fact.known:
        return Standing(fact)
    rank = ""
    if measured.ranked and page.iso3 in countries.WB6:
        newest = series.newest(page.six(values).dropna(subset="value"))
        place = series.ranks(newest).set_index("iso3").loc[page.iso3]
        rank = f"{words.ordinal(int(place['rank']))} of {int(place['among'])}"
    own = values[values["iso3"] == page.iso3].dropna()
    spark = tuple((int(row.year), round(float(row.value), 4)) for row in own.itertuples())
    return Standing(fact, rank, spark if len(spark) > 2 else ())
