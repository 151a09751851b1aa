"""At a glance: the six in one view."""

import pandas as pd

from wb6.chapters import status
from wb6.chapters.region.base import RegionBase
from wb6.data import countries, words
from wb6.figures.tables import Column, Table, table
from wb6.indicators.catalogue import indicator

SHOWN = ("population", "milex_share", "cfsp_rate", "nato_for", "liberal_democracy")


class Glance(RegionBase):
    """The at-a-glance section."""

    def at_a_glance(self) -> Table:
        """Status and a few main indicators of the six, a row a country."""
        steps = self.steps(*self.countries)
        rows, sources = [], set()
        for iso3 in self.countries:
            facts = {track: status.status(steps, iso3, track) for track in ("nato", "eu")}
            for code in SHOWN:
                facts[code] = indicator(code).newest(self.edition, iso3)
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
                f"Status, with the year since when, and newest values known on {words.day(self.edition.day)}, "
                "with the year of each"
            ),
            sources=sources,
            note=(
                "EU policy: share of foreign policy texts joined. Democracy: liberal democracy index of V-Dem. "
                "Polls differ in question and pollster and are not to be ranked."
            ),
        )
