"""The line of the European Union: measures against Russia joined, texts joined."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures import region as panels
from wb6.figures import russia as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.measures import alignment
from wb6.sections.russia_page import RussiaPage

STATES = {"yes": "joined", "partly": "joined in part", "no": "not joined"}


def measures(page: RussiaPage) -> pd.DataFrame:
    """EU measures against Russia in the record, and who joined them, by date."""
    rows = page.own(page.table("sanctions_russia"))
    return words.dated(rows.sort_values(["date", "measure_id", "iso3"], ignore_index=True))


def measures_joined(page: RussiaPage) -> Figure:
    """Which measures against Russia each country joined."""
    name = "sanctions"
    rows = measures(page)
    if rows.empty:
        return figure.empty(
            name=name, title="Measures against Russia", reason=page.unknown("EU measure against Russia")
        )
    named = rows.groupby("measure_id", as_index=False).agg(date=("date", "min"), short=("short", "first"))
    named = named.sort_values(["date", "measure_id"])
    index = rows.set_index(["measure_id", "iso3"])
    cells = []
    for measure in named.itertuples():
        for code in page.countries:
            known = (measure.measure_id, code) in index.index
            row = index.loc[(measure.measure_id, code)] if known else None
            cells.append(
                {
                    "row": f"{measure.short} ({measure.date.year})",
                    "column": countries.name(code),
                    "status": STATES[row["joined"]] if known else "not recorded",
                    "text": "",
                    "detail": row["note"] if known else None,
                }
            )
    ever = rows[rows["joined"] == "yes"]["iso3"].unique()
    never = [
        countries.name(code) for code in page.countries if code not in ever and code in set(rows["iso3"])
    ]
    return chart.grid(
        pd.DataFrame(cells),
        chart.JOINED,
        heading=Heading(
            name=name,
            title=(
                f"{words.listing(never)} joined none of the measures against Russia in the record"
                if never
                else "All countries in the record joined some of the measures against Russia"
            ),
            subtitle=(
                f"EU measures against Russia by year of the announcement, "
                f"{words.years(named['date'].min().year, named['date'].max().year)}"
            ),
            alt_text=(
                f"Grid of {len(named)} measures by country. Joined at least one: "
                + words.listing([countries.name(code) for code in page.countries if code in ever] or ["none"])
                + "."
            ),
        ),
        sources=sources_of(rows),
        headings=("Measure", "Country", "Joined"),
        note="Joining on paper is not carrying out, and the list holds only measures for which a source names who joined.",
        row_height=28,
        label_limit=210,
    )


def rates_of_alignment(page: RussiaPage) -> Figure:
    """Rates of alignment with all EU foreign policy texts, a panel a country."""
    name = "eu-line"
    rates = page.own(alignment.cfsp_full_years(page.table("cfsp_alignment")))
    if rates.empty:
        return figure.empty(name=name, title="EU foreign policy", reason=page.unknown("rate of alignment"))
    rates = countries.with_names(rates).sort_values(["country", "year"])
    last = rates.groupby("iso3").tail(1)
    low = last.sort_values("value").iloc[0]
    others = last[last["iso3"] != low["iso3"]]
    rest = f", the others {words.span(others['value'].min(), others['value'].max())}" if len(others) else ""
    return panels.alignment(
        rates,
        heading=Heading(
            name=name,
            title=f"{low['country']} joined {low['value']:.0f} percent of EU foreign policy texts in {low['year']}{rest}",
            subtitle=(
                "Share of EU declarations and decisions that the government aligned with, percent of the year, by counting "
                f"body, {words.years(rates['year'].min(), rates['year'].max())}"
            ),
            alt_text=(
                "Points by country and year. Newest: "
                + words.listing([f"{row.country} {row.value:.0f} ({row.year})" for row in last.itertuples()])
                + "."
            ),
        ),
        note="All texts are counted, of which those on Russia are a part. Bodies count differently, so no line joins them.",
    )
