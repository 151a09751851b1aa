"""Measures in an edition: for each country the newest values that were known.

As a program it prints them as JSON, so that whoever calls it reads the data as they are now:

    python -m wb6.sweep.measures 2016-12-31 ALB,SRB FH_TOTAL,trade_rus
"""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from wb6.chapters.explore import Series, measured
from wb6.data.edition import Edition
from wb6.data.package import latest_edition


def known() -> list[Series]:
    """All measures of the committed edition."""
    return measured(Edition(latest_edition()))


def newest(edition: Edition, countries: Sequence[str], codes: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Values of the newest year by country and measure, as fields of `table.COLUMNS`.

    One row a value, as rival sources may have one each; a row without value where none was known.
    """
    names = {series.code: series for series in known()}
    found = {series.code: series for series in measured(edition)}
    for country in countries:
        for code in codes:
            about = {
                "as_of": edition.as_of,
                "country": country,
                "measure": code,
                "label": names[code].name,
                "unit": names[code].unit,
            }
            values = found[code].values if code in found else names[code].values.head(0)
            own = values[values["iso3"] == country]
            for row in own[own["year"] == own["year"].max()].itertuples():
                period = {"value": row.value, "period": str(row.year), "day": f"{row.year}-12-31"}
                yield {**about, **period, "sources": row.source}
            if own.empty:
                yield about


def main(arguments: Sequence[str]) -> None:
    """Print the measures of an edition as JSON."""
    day, countries, codes = arguments
    rows = list(newest(Edition(day), countries.split(","), codes.split(",")))
    print(json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1:])
