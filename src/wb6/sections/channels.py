"""Outside powers: what no single topic holds."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.figures import powers as chart
from wb6.figures.tables import Table
from wb6.indicators.catalogue import indicator
from wb6.measures import series
from wb6.sections.country_page import CountryPage

CHANNELS = (
    "agree_deu",
    "agree_usa",
    "agree_chn",
    "agree_rus",
    "cfsp_rate",
    "trade_eu",
    "trade_chn",
    "trade_rus",
    "debt_chn",
    "arms_chn",
    "arms_rus",
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
    return chart.channels_table(
        pd.DataFrame(rows),
        name="channels",
        title=title,
        subtitle="Newest value of each measure, percent, beside the median and the range of the six",
        note="Values that several of the six share count for each of them. A dash: not known in this edition.",
    )


def _channel(page: CountryPage, code: str) -> dict[str, Any]:
    measured = indicator(code)
    values = measured.series(page.edition).dropna(subset="value")
    newest = series.newest(values).set_index("iso3")
    six = page.six(newest.reset_index())["value"].astype(float).round(1)
    own = newest.loc[page.iso3] if page.iso3 in newest.index else None
    return {
        "measure": measured.label,
        "value": None if own is None else round(float(own["value"]), 1),
        "year": None if own is None else int(own["year"]),
        "lowest": six.min() if len(six) else None,
        "median": round(float(six.median()), 1) if len(six) else None,
        "highest": six.max() if len(six) else None,
        "source": None if own is None else own["source"],
    }


def exercises(page: CountryPage) -> Table:
    """Military exercises with NATO, its members, Russia and China."""
    rows = page.table("joint_exercises")
    rows = rows[(rows["iso3"] == page.iso3) & rows["value"].notna()].sort_values(["date", "id"])
    rows = rows.assign(
        when=[
            str(row.date.year)
            if pd.isna(row.date_from) or row.date_from.year == row.date.year
            else f"{words.years(row.date_from.year, row.date.year)}"
            for row in rows.itertuples()
        ]
    )
    return chart.exercises_table(
        countries.with_names(rows, "partner_iso3", "partner"),
        name="exercises",
        title="Exercises with East and West",
        subtitle="Published numbers of exercises, activities and troops by period and partner",
    )


def russian_presence(page: CountryPage) -> Table:
    """Single facts on Russian presence: expulsions, visitors, residents, media, aid."""
    rows = page.table("russia_presence")
    rows = rows[rows["iso3"] == page.iso3].sort_values(["date", "id"], ascending=[False, True])
    return chart.facts_table(
        words.dated(rows),
        name="russian-presence",
        title=f"Signs of Russian presence in {page.name}",
        subtitle="Diplomats expelled, visitors, residents and investment, the newest first; others to compare",
    )
