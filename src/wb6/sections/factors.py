"""What helps and hinders integration: factors that the source texts name, with an indicator each."""

import pandas as pd

from wb6.figures.tables import Caption, Column, Table, labelled, table, text_columns
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import factors as weighed
from wb6.sections.country_page import CountryPage

DIRECTIONS = {"helps": "Helps", "hinders": "Hinders"}


def factors(page: CountryPage) -> Table:
    """Factors that the source texts name, with an indicator now and ten years before."""
    named = page.table("factors")
    named = named[named["iso3"].isin([page.iso3, "WB6"])]
    rows = []
    for factor in named.itertuples():
        measured = indicator(factor.indicator)
        found = weighed.now_and_before(measured.series(page.edition), page.iso3)
        shown = found.iloc[0] if len(found) else None
        rows.append(
            {
                "factor": factor.factor,
                "direction": factor.direction,
                "claim_id": factor.claim_id,
                "indicator": measured.label,
                "now": _written(measured, shown, "value", "year"),
                "before": _written(measured, shown, "value_before", "year_before"),
                "source": None if shown is None else shown["source"],
            }
        )
    frame = pd.DataFrame(rows)
    given = frame["direction"].value_counts()
    told = " and ".join(f"{given.get(word, 0)} {word.rstrip('s')}" for word in DIRECTIONS)
    return table(
        frame,
        [
            Column("factor", "Factor"),
            Column("direction", "Integration", labelled(DIRECTIONS)),
            *text_columns(
                claim_id="Named in claim",
                indicator="Indicator",
                now="Newest value",
                before="About ten years before",
            ),
        ],
        Caption(
            name="factors",
            title=f"Of {len(frame)} factors that the source texts name, {told}",
            subtitle="Each factor with one indicator, its newest value and the value about ten years earlier",
            note="The indicator measures the factor; whether the factor decides the outcome is the claim of its source.",
        ),
    )


def _written(measured: Indicator, row: pd.Series | None, value: str, year: str) -> str | None:
    if row is None or pd.isna(row[value]):
        return None
    return f"{measured.write(float(row[value]))} ({int(row[year])})"
