"""What helps and hinders, what the sources claim, what to watch, what the page used."""

import pandas as pd

from wb6.claims import ledger
from wb6.data import countries
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, labelled, table
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import factors as weighed
from wb6.sections import closing
from wb6.sections.claims import claims_table, errors_table
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
            Column("claim_id", "Named in claim"),
            Column("indicator", "Indicator"),
            Column("now", "Newest value"),
            Column("before", "About ten years before"),
        ],
        name="factors",
        title=f"Of {len(frame)} factors that the source texts name, {told}",
        subtitle="Each factor with one indicator, its newest value and the value about ten years earlier",
        sources=sources_of(frame),
        note="The indicator measures the factor; whether the factor decides the outcome is the claim of its source.",
    )


def claims(page: CountryPage) -> Table:
    """The claims of the source texts that speak of the country."""
    rows = ledger.about(page.table("claims"), page.iso3)
    return claims_table(page.edition, rows, page.name)


def errors_in_texts(page: CountryPage) -> Table:
    """Slips and contradictions in the source texts that touch claims filed under the country."""
    rows = page.table("claims")
    rows = rows[rows["claim_id"].str.contains(f"-{page.iso3}-")]
    return errors_table(page.edition, rows, page.name)


def what_to_watch(page: CountryPage) -> Table:
    """Dated events ahead and open questions, as the edition knows them."""
    return closing.watch(page.edition, [page.iso3, "WB6", "NATO"])


def sources_used(page: CountryPage) -> Table:
    """The tables that this page read, with their rows in the edition and their sources."""
    return closing.sources_used(page.edition, [page.iso3], f"Rows on {countries.name(page.iso3)}")


def _written(measured: Indicator, row: pd.Series | None, value: str, year: str) -> str | None:
    if row is None or pd.isna(row[value]):
        return None
    return f"{measured.write(float(row[value]))} ({int(row[year])})"
