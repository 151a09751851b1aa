"""The line of the European Union: measures against Russia joined, foreign policy texts joined."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import grids, positions
from wb6.figures import region as panels
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.measures import alignment, series
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis

STATES = {"yes": "joined", "partly": "joined in part", "no": "not joined"}


@kept
def measures(page: RussiaPage) -> pd.DataFrame:
    """Single measures of the EU against Russia, and who joined them, by date.

    Measures of a country's own and statements on the state of things are no such measure.
    """
    rows = page.of_countries(page.table("sanctions_russia"))
    rows = rows[rows["kind"] == "eu_measure"]
    return words.dated(rows.sort_values(["date", "measure_id", "iso3"], ignore_index=True))


def measures_answered(page: RussiaPage) -> pd.DataFrame:
    """The measures on which the answer of every country that answered any is known."""
    rows = measures(page)
    answers = rows.groupby("measure_id")["iso3"].transform("nunique")
    return rows[answers == rows["iso3"].nunique()]


@shows("sanctions", "Measures against Russia", "EU measure against Russia")
def measures_joined(page: RussiaPage) -> Figure:
    """Which of the measures with all answers known each country joined."""
    rows = needed(measures_answered(page))
    named = rows.groupby("measure_id", as_index=False).agg(date=("date", "min"), short=("short", "first"))
    named = named.sort_values(["date", "measure_id"])
    answers = rows[["measure_id", "iso3", "joined", "note", "source"]]
    asked = [code for code in page.countries if code in set(rows["iso3"])]
    pairs = alignment.crossed(named, asked, answers, "measure_id")
    cells = countries.with_names(pairs, into="column").assign(
        row=pairs["short"] + pairs["date"].dt.strftime(" (%Y)"),
        status=pairs["joined"].map(STATES).fillna("not recorded"),
        text="",
        detail=pairs["note"],
    )
    ever = rows[rows["joined"] == "yes"]["iso3"].unique()
    never = [code for code in asked if code not in ever]
    since = rows[rows["joined"] == "yes"].groupby("iso3")["date"].min()
    late = [code for code in asked if code in ever and since[code].year > named["date"].min().year]
    first = words.listing(sorted({f"{since[code].year}" for code in late}) or ["then"])
    return grids.grid(
        cells,
        grids.JOINED,
        heading=Heading(
            title=(
                f"{words.listing([countries.name(code) for code in never] or ['Nobody'])} joined none of "
                f"{words.count(len(named))} EU measures against Russia"
                + (
                    f", {words.listing([countries.name(code) for code in late])} none before {first}"
                    if late
                    else ""
                )
            ),
            subtitle=(
                f"EU measures against Russia by year of the announcement, {words.years_of(named['date'])}"
            ),
            alt_text=(
                f"Grid of {len(named)} measures by country. Joined at least one: "
                + words.listing([countries.name(code) for code in page.countries if code in ever] or ["none"])
                + "."
            ),
        ),
        note=(
            "Joining the EU's decision is neither the national act that follows nor its carrying out. Only measures whose whole "
            "list of joiners is known; Kosovo, not invited to align, took measures of its own."
        ),
    )


@shows("eu-line", "EU foreign policy", "rate of alignment")
def rates_of_alignment(page: RussiaPage) -> Figure:
    """Rates of alignment with all EU foreign policy texts, a panel a country."""
    rates = needed(page.of_countries(alignment.cfsp_full_years(page.table("cfsp_alignment"))))
    rates = countries.with_names(rates).sort_values(["country", "year"])
    last = rates.drop_duplicates("iso3", keep="last")
    low = last.sort_values("value").iloc[0]
    others = last[last["iso3"] != low["iso3"]]
    rest = f", the others {words.span(others['value'].min(), others['value'].max())}" if len(others) else ""
    return panels.alignment(
        rates,
        heading=Heading(
            title=f"{low['country']} joined {low['value']:.0f} percent of EU foreign policy texts in {low['year']}{rest}",
            subtitle=(
                "Share of EU declarations and decisions that the government aligned with, percent of the year, by counting "
                f"body, {words.years_of(rates['year'])}"
            ),
            alt_text=(
                "Points by country and year. Newest: "
                + words.each(last, "{country} {value:.0f} ({year})")
                + "."
            ),
        ),
        note="All texts are counted, of which those on Russia are a part. Bodies count differently, so no line joins them.",
    )


@shows("cfsp", "EU foreign policy", "rate of alignment")
def alignment_with_eu_policy(page: CountryPage) -> Figure:
    """Rates of alignment with EU foreign policy texts by the body that counts."""
    every = alignment.cfsp_full_years(page.table("cfsp_alignment"))
    rates = needed(every[every["iso3"] == page.iso3])
    last = rates.iloc[-1]
    lowest = rates.loc[rates["value"].idxmin()]
    return positions.rates_by_body(
        rates,
        series.band(page.of_wb6(every)),
        heading=Heading(
            title=(
                f"{page.name} joined {last['value']:.0f} percent of EU foreign policy texts in {last['year']}"
                + (
                    f"; the low was {lowest['value']:.0f} in {lowest['year']}"
                    if lowest["value"] < last["value"]
                    else ""
                )
            ),
            subtitle=(
                "Share of EU declarations and decisions that the government aligned with, percent, by counting body. "
                "Grey: range of the six where at least three have a rate"
            ),
            alt_text=(
                f"Points from {rates['year'].min()} to {rates['year'].max()}: "
                f"{words.span(rates['value'].min(), rates['value'].max())} percent."
            ),
        ),
    )


def sanctions_on_russia(page: CountryPage) -> Table:
    """EU measures against Russia, and whether the country joined them."""
    rows = page.table("sanctions_russia")
    rows = rows[rows["iso3"] == page.iso3].sort_values(["date", "measure_id"])
    return table(
        words.dated(rows),
        text_columns(when="Date", measure="EU measure", joined="Joined", note="Remark"),
        Caption(
            name="sanctions",
            title=f"EU measures against Russia that {page.name} joined or did not join",
            subtitle="EU measures and the country's own, by date of the announcement",
            note="Joining on paper is not carrying out; the list is not complete.",
        ),
    )


@declares("sanctions_russia", "never_joined", "joined_since_2022", "measures_known")
def _sanction_facts(page: RussiaPage) -> dict[str, Fact]:
    table = "sanctions_russia"
    found: dict[str, Fact] = {}
    rows = measures(page)
    if rows.empty:
        return found
    joined = set(rows[rows["joined"] == "yes"]["iso3"])
    refused = rows[~rows["iso3"].isin(joined)]
    never = [countries.name(code) for code in page.countries if code in set(refused["iso3"])]
    last = refused if len(refused) else rows
    found["never_joined"] = Basis.on(table, last["date"].max(), last["source"]).word(
        "Joined no EU measure against Russia", words.listing(never or ["none"])
    )
    answered = measures_answered(page)
    if len(answered):
        found["measures_known"] = Basis.on(table, answered["date"].max(), answered["source"]).word(
            "EU measures whose joiners are all known", words.count(answered["measure_id"].nunique())
        )
    since = rows[(rows["date"] >= pd.Timestamp("2022-02-24")) & (rows["joined"] == "yes")]
    if len(since):
        found["joined_since_2022"] = Basis.on(table, since["date"].max(), since["source"]).word(
            "Countries that joined measures since February 2022", words.count(since["iso3"].nunique())
        )
    return found
