"""Defence effort."""

import pandas as pd

from wb6.data import countries, grades, words
from wb6.data.facts import Fact
from wb6.figures import comparison, defence
from wb6.figures.figure import Figure, Heading
from wb6.indicators.catalogue import indicator
from wb6.measures import defence as measure
from wb6.measures import series
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.written import Basis

TOLD = [measure.ANNUAL, measure.NEWEST]


@shows("defence-share", "Defence spending", "defence spending by SIPRI")
def defence_effort(page: CountryPage) -> Figure:
    """Share of GDP with the range of the six, comparators and the guideline."""
    values = indicator("milex_share").series(page.edition)
    values = values[values["year"] >= page.since]
    own = needed(values[values["iso3"] == page.iso3])
    values = values[values["year"] >= own["year"].min()]
    band = series.band(page.of_wb6(values))
    last = own.iloc[-1]
    year, share = int(last["year"]), float(last["value"])
    median = float(band.loc[band["year"] == year, "median"].iloc[0])
    place = "more than" if share > median else "less than"
    return comparison.over_range(
        countries.with_names(values),
        page.iso3,
        comparison.Among(page.comparators, band, "Percent of GDP", guideline=measure.GUIDELINE_SHARE),
        heading=Heading(
            title=f"{page.name} spent {share:.2f} percent of GDP on defence in {year}, {place} the median of the six",
            subtitle=(
                f"Military expenditure as a share of GDP, percent, {words.years(int(own['year'].min()), year)}. "
                "Grey: range of the six, dotted their median; dashed: NATO's guideline of "
                f"{measure.GUIDELINE_SHARE:.0f} percent"
            ),
            alt_text=(
                f"Line chart. {page.name} spent {own.iloc[0]['value']:.2f} percent of GDP in "
                f"{int(own.iloc[0]['year'])} and {share:.2f} percent in {year}; the median of the six was "
                f"{median:.2f} percent in {year}."
            ),
        ),
        note=f"SIPRI revises past years with every edition; this line is of one edition only.{_promised(page)}",
    )


def _promised(page: CountryPage) -> str:
    """The deadline that the allies set for spending, where the edition knows one."""
    agenda = page.table("agenda")
    own = agenda[(agenda["iso3"] == "NATO") & (agenda["kind"] == "deadline")].sort_values("announced")
    if own.empty:
        return ""
    last = own.iloc[-1]
    return f" {last['title']} by {last['expected'].year}, as agreed on {words.day(last['announced'])}."


@shows("real-spending", "Defence spending in constant prices", "series in constant prices")
def real_spending(page: CountryPage, first_year: int = 2006) -> Figure:
    """Spending in constant prices as an index from `first_year` on, beside the comparators."""
    spending = indicator("milex_usd").series(page.edition)
    spending = spending[spending["iso3"].isin(page.compared)]
    grown = measure.growth(spending, max(page.since, first_year))
    own = needed(grown[grown["iso3"] == page.iso3], least=2)
    first, last = own.iloc[0], own.iloc[-1]
    indexed = grown.assign(value=grown["index"])
    change = float(last["index"]) - 100
    grown_or_fallen = "grew" if change > 0 else "fell"
    course = f"{grown_or_fallen} by {abs(change):,.0f} percent" if round(change) else "hardly changed"
    return comparison.over_range(
        countries.with_names(indexed),
        page.iso3,
        comparison.Among(page.comparators, series.band(indexed, minimum=len(countries.WB6)), "Index"),
        heading=Heading(
            title=(
                f"In constant prices, defence spending of {page.name} {course} "
                f"from {int(first['year'])} to {int(last['year'])}"
            ),
            subtitle=(
                f"Military expenditure in 2024 prices, index, first year shown = 100, "
                f"{words.years(int(first['year']), int(last['year']))}"
            ),
            alt_text=(
                f"Line chart of an index with {int(first['year'])} = 100. {page.name} stands at "
                f"{float(last['index']):.0f} in {int(last['year'])}."
            ),
        ),
    )


@shows("publishers", "Publishers compared", "year with two publishers")
def publishers_compared(page: CountryPage) -> Figure:
    """The same share as SIPRI, the World Bank, NATO and others give it."""
    values = measure.by_publisher(
        page.table("indicators"),
        page.table("defence_reports"),
        page.iso3,
        max(page.since, 2010),
    )
    gap = needed(measure.largest_gap(values))
    widest = gap.iloc[0]
    return defence.by_publisher(
        values,
        heading=Heading(
            title=(
                f"Publishers differ by up to {widest['gap']:.2f} points on the share of {page.name} "
                f"({int(widest['year'])})"
            ),
            subtitle=(
                f"Defence spending as a share of GDP by publisher, percent, {int(values['year'].min())}–"
                f"{int(values['year'].max())}; hollow: estimates"
            ),
            alt_text=(
                f"Line and point chart of {values['publisher'].nunique()} publishers. In "
                f"{int(widest['year'])} they range from {widest['low']:.2f} to {widest['high']:.2f} percent of GDP."
            ),
        ),
    )


def _told_by_nato(page: CountryPage) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """The shares in NATO's reports, and the annual and the newest report on the year in which they differ most."""
    shares = measure.told_by_nato(page.table("defence_reports"), page.iso3, page.since)
    wide = needed(shares.pivot(index="year", columns="told", values="value").reindex(columns=TOLD).dropna())
    year = int((wide[measure.NEWEST] - wide[measure.ANNUAL]).abs().idxmax())
    widest = shares[shares["year"] == year].set_index("told")
    return shares, widest.loc[measure.ANNUAL], widest.loc[measure.NEWEST]


@declares("defence_reports", "nato_annual", "nato_newest")
def nato_told(page: CountryPage) -> dict[str, Fact]:
    """The share of output for the year in which two reports of NATO differ most, in the annual one and in the newest."""
    _, *rows = _told_by_nato(page)
    return {
        name: Basis.of_year("defence_reports", int(row["year"]), [row["source"]]).fact(
            f"{page.name}: defence spending, share of GDP, {row.name} of NATO",
            f"{row['value']:.2f} percent",
            float(row["value"]),
            "percent",
        )
        for name, row in zip(("nato_annual", "nato_newest"), rows, strict=True)
    }


@shows("nato-revised", "NATO's figures revised", "year in two reports of NATO")
def nato_revised(page: CountryPage) -> Figure:
    """What NATO's annual reports said of a share and what its newest report says."""
    shares, annual, newest = _told_by_nato(page)
    told = [key for key in shares["source"].unique() if grades.is_hearsay([key])]
    tellers = f"; annual reports as told by {words.listing(grades.called(told))}" if told else ""
    pair = f"{annual['value']:.2f} percent of GDP for {annual['year']}"
    return defence.revised(
        shares,
        heading=Heading(
            title=f"NATO once gave {page.name} {pair}; its newest report has {newest['value']:.2f}",
            subtitle=(
                f"Defence spending as a share of GDP in reports of NATO, percent, {words.years_of(shares['year'])}. "
                f"Dashed: guideline of {measure.GUIDELINE_SHARE:.0f} percent{tellers}"
            ),
            alt_text=(
                f"A line by the newest report and a point by each annual report. The annual report has {pair}, "
                f"the newest {newest['value']:.2f}."
            ),
        ),
        note="The report of July 2026 counts core defence only; its last two years are estimates, as are all annual figures.",
    )


def _of_single_years(shares: pd.DataFrame) -> str:
    """Who tells of the points that make no line, where that is at second hand; `shares` holds year, report, source."""
    years = shares.groupby("report")["year"].transform("nunique")
    told = [key for key in shares.loc[years == 1, "source"].unique() if grades.is_hearsay([key])]
    return f"; single points as told by {words.listing(grades.called(told))}" if told else ""


@shows("purpose", "What the money is spent on", "share of equipment")
def spending_by_purpose(page: CountryPage) -> Figure:
    """Equipment, personnel and other shares of defence spending, each report on its own."""
    shares = measure.by_purpose(page.table("defence_reports"), page.iso3)
    shares = shares[shares["year"] >= page.since]
    equipment = needed(shares[shares["purpose"] == "equipment"].sort_values(["year", "report"]))
    first, last = equipment.iloc[0], equipment.iloc[-1]
    lowest = equipment.loc[equipment["value"].idxmin()]
    return defence.by_purpose(
        shares,
        heading=Heading(
            title=(
                f"Equipment took {last['value']:.0f} percent of defence spending of {page.name} in "
                f"{int(last['year'])}; the low was {lowest['value']:.0f} in {int(lowest['year'])}"
            ),
            subtitle=(
                f"Shares of defence spending by purpose, percent, {int(shares['year'].min())}–"
                f"{int(shares['year'].max())}. Dashed: NATO's guideline of "
                f"{measure.GUIDELINE_EQUIPMENT:.0f} percent for equipment{_of_single_years(shares)}"
            ),
            alt_text=(
                f"Lines by purpose. Equipment stood at {first['value']:.1f} percent in {int(first['year'])} and at "
                f"{last['value']:.1f} percent in {int(last['year'])}."
            ),
        ),
        note=(
            "Each line is of one NATO report; reports revise each other and are not joined. Hollow points are "
            "estimates, and the report of 2026 counts core defence only."
        ),
        guideline=measure.GUIDELINE_EQUIPMENT,
    )
