"""At a glance: the six in one view."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures.tables import Column, Table, table
from wb6.indicators.catalogue import indicator
from wb6.sections import status
from wb6.sections.region_page import RegionPage

SHOWN = ("population", "milex_share", "cfsp_rate", "nato_for", "liberal_democracy")


def at_a_glance(page: RegionPage) -> Table:
    """Status and a few main indicators of the six, a row a country."""
    steps = page.steps(*page.countries)
    rows, sources = [], set()
    for iso3 in page.countries:
        facts = {track: status.status(steps, iso3, track) for track in ("nato", "eu")}
        for code in SHOWN:
            facts[code] = indicator(code).newest(page.edition, iso3)
        sources |= {source for fact in facts.values() for source in fact.sources}
        row = {"country": countries.name(iso3)}
        for code, fact in facts.items():
            if fact.known:
                when = fact.day[:4]
                text = indicator(code).cell(fact.value) if code in SHOWN else fact.text
                row[code] = f"{text} ({when})" if fact.day else text
        rows.append(row)
    columns = ["country", "nato", "eu", *SHOWN]
    return table(
        pd.DataFrame(rows).reindex(columns=columns),
        [
            Column("country", "Country"),
            Column("nato", "NATO"),
            Column("eu", "European Union"),
            *(Column(code, indicator(code).short) for code in SHOWN),
        ],
        name="one-view",
        title="The six in one view",
        subtitle=(
            f"Status, with the year since when, and newest values known on {words.day(page.edition.day)}, "
            "with the year of each"
        ),
        sources=sources,
        note=(
            "EU policy: share of foreign policy texts joined. Democracy: liberal democracy index of V-Dem. "
            "Polls differ in question and pollster and are not to be ranked."
        ),
    )
