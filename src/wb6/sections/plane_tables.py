"""What the alignment plane is made of: weights, scales and the values behind it."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures.tables import Caption, Column, Table, number_columns, table, text_columns
from wb6.indicators.catalogue import indicator
from wb6.measures import plane
from wb6.sections.plane import STAGES, TIES, WEST, day_of_year, sources, ties, weighed
from wb6.sections.region_page import RegionPage


def weights(page: RegionPage) -> Table:
    """Every indicator of the plane with its axis, its weight, the ends of its scale, and its source."""
    newest = _newest(page)
    labels = page.table("sources").set_index("key")["label"]
    counted = pd.Series([TIES[code] for code in weighed(page)], dtype=object).value_counts()
    rows = []
    for code, axis in TIES.items():
        own, ends = (
            newest[newest["indicator"] == code],
            newest.loc[newest["indicator"] == code, "value"],
        )
        used = sorted({labels[key] for key in own["source"].dropna()})
        rows.append(
            {
                "indicator": indicator(code).short,
                "axis": "Euro-Atlantic" if axis == WEST else "Russia, China",
                "weight": f"{100 / counted[axis]:.0f}%" if code in weighed(page) else "left out",
                "range": words.span(ends.min(), ends.max(), indicator(code).cell_digits)
                if len(ends)
                else None,
                "source": None
                if own.empty
                else "the ladders on this page"
                if code in STAGES
                else "; ".join(used),
            }
        )
    return table(
        pd.DataFrame(rows),
        [
            *text_columns(indicator="Indicator", axis="Axis"),
            *number_columns(weight="Weight", range="Scaled from, to"),
            Column("source", "Source of the newest values"),
        ],
        Caption(
            name="plane-weights",
            title="What the plane is made of",
            subtitle="Indicators by axis, with equal weights and the values that stand for 0 and 100",
            note=(
                "Left out: fewer than four of the six have a value of the year. Stages count the classes "
                "that a country has entered. A country that took delivery of no arms counts as zero."
            ),
        ),
        sources=sources(page),
    )


def values_in_the_plane(page: RegionPage) -> Table:
    """The newest value of every indicator of the plane by country, with its year."""
    newest, day = _newest(page), day_of_year(page)
    rows = []
    for code in TIES:
        own = newest[newest["indicator"] == code]
        cells = {row.iso3: indicator(code).cell(row.value) for row in own.itertuples()}
        rows.append(
            {
                "indicator": indicator(code).short,
                **cells,
                "years": words.day(day) if code in STAGES else _years(own),
            }
        )
    return table(
        pd.DataFrame(rows).reindex(columns=["indicator", *page.countries, "years"]),
        [
            Column("indicator", "Indicator"),
            *(Column(iso3, countries.name(iso3), numeric=True) for iso3 in page.countries),
            Column("years", "Values of"),
        ],
        Caption(
            name="plane-values",
            title="The values behind the plane",
            subtitle=f"Values of {day.year}; stages at its end",
            note="A dash: no value; its weight then goes to the other indicators of the axis.",
        ),
        sources=sources(page),
    )


def _newest(page: RegionPage) -> pd.DataFrame:
    return plane.on_day(ties(page), day_of_year(page))


def _years(rows: pd.DataFrame) -> str | None:
    """The years of the newest values, from the oldest to the newest."""
    return words.years_of(rows["date"]) if len(rows) else None
