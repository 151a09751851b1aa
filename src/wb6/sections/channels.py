"""Ties of a country with outside powers, measure by measure, beside the six."""

from functools import partial
from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.figures.tables import Caption, Column, Table, table
from wb6.indicators.catalogue import indicator
from wb6.sections.country_page import CountryPage

CHANNELS = (
    *("agree_deu", "agree_usa", "agree_chn", "agree_rus", "cfsp_rate", "trade_eu", "trade_chn"),
    *("trade_rus", "debt_chn", "arms_chn", "arms_rus"),
)


def channels(page: CountryPage) -> Table:
    """Each measure of the ties with outside powers, with the range of the six."""
    rows = [_channel(page, code) for code in CHANNELS]
    known = [row for row in rows if row["value"] is not None]
    ends = {end: sum(row["value"] == row[end] for row in known) for end in ("highest", "lowest")}
    title = f"{len(known)} of {len(rows)} measures of ties with outside powers are known for {page.name}"
    if page.iso3 in countries.WB6 and len(known) > len(rows) / 2:
        title = (
            f"{page.name} is the highest of the six on {words.count(ends['highest'])} of {len(known)} measures of "
            f"ties with outside powers, the lowest on {words.count(ends['lowest'])}"
        )
    measured = pd.DataFrame(rows)
    return table(
        measured,
        [
            Column("measure", "Measure"),
            Column("newest", "Newest value", numeric=True),
            Column("median", "Median of the six", partial(words.number, digits=1), numeric=True),
            Column("range", "Range of the six", numeric=True),
        ],
        Caption(
            name="channels",
            title=title,
            subtitle="Newest value of each measure, percent, beside the median and the range of the six",
            note="Values that several of the six share count for each of them. A dash: not known in this edition.",
        ),
    )


def _channel(page: CountryPage, code: str) -> dict[str, Any]:
    """A measure of the country beside the six, as number and as the table shows it."""
    measured = indicator(code)
    newest = measured.latest(page.edition)
    wb6 = page.of_wb6(newest)["value"].astype(float).round(1)
    newest = newest.set_index("iso3")
    row: dict[str, Any] = dict.fromkeys(
        ("value", "year", "newest", "source", "lowest", "median", "highest", "range")
    )
    row["measure"] = measured.label
    if page.iso3 in newest.index:
        own = newest.loc[page.iso3]
        value, year = round(float(own["value"]), 1), int(own["year"])
        row |= {"value": value, "year": year, "newest": f"{value:.1f} ({year})", "source": own["source"]}
    if len(wb6):
        lowest, highest = wb6.min(), wb6.max()
        row |= {"lowest": lowest, "median": round(float(wb6.median()), 1), "highest": highest}
        row["range"] = f"{lowest:.1f} to {highest:.1f}"
    return row
