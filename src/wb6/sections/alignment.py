"""Outside powers: votes in the United Nations, EU foreign policy, sanctions."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import alignment as chart
from wb6.figures import figure, powers
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Table
from wb6.measures import alignment, series
from wb6.sections.country_page import CountryPage

VOTING_POWERS = ("RUS", "CHN", "USA", "DEU")
VOTES = ("yes", "no", "abstain", "absent")


def votes_with_powers(page: CountryPage) -> Figure:
    """How often the country voted as Russia, China, the United States and Germany."""
    name = "un-votes"
    values = alignment.agreement(
        page.table("un_agreement"), VOTING_POWERS, [page.iso3], max(page.since, 2000)
    )
    if values.empty:
        return figure.empty(name=name, title="UN votes", reason=page.unknown("roll call in the UN"))
    last_year = int(values["year"].max())
    last = values[values["year"] == last_year].set_index("power_iso3")["value"]
    first_year = int(values["year"].min())
    return powers.lines_by_power(
        countries.with_names(values, "power_iso3", "power"),
        "power_iso3",
        heading=Heading(
            name=name,
            title=(
                f"In {last_year} {page.name} voted as Russia in {last['RUS']:.0f} of 100 UN roll calls, as Germany "
                f"in {last['DEU']:.0f}"
            ),
            subtitle=(
                "Share of roll calls in the UN General Assembly with the same vote, percent, "
                f"{words.years(first_year, last_year)}"
            ),
            alt_text=(
                f"Line chart from {first_year} to {last_year}. In {last_year} agreement was "
                + words.listing(
                    [f"{last[code]:.0f} percent with {countries.in_sentence(code)}" for code in VOTING_POWERS]
                )
                + "."
            ),
        ),
        value_heading="Percent of roll calls",
        note="The line breaks where the source changes: before, all roll calls; in the last year, adopted resolutions only.",
        breaks=True,
    )


def position_in_votes(page: CountryPage) -> Figure:
    """Ideal point in the UN General Assembly with its range, between the powers."""
    name = "ideal-points"
    points = alignment.positions(
        page.table("ideal_points"), [*countries.WB6, *VOTING_POWERS], min(page.since, 1990)
    )
    own = points[points["iso3"] == page.iso3]
    if own.empty:
        return figure.empty(
            name=name,
            title="Position in the UN",
            reason=page.unknown("estimate of its position in the UN"),
        )
    shown = points[points["iso3"].isin([page.iso3, *VOTING_POWERS]) & (points["year"] >= own["year"].min())]
    first_year, last_year = int(own["year"].min()), int(own["year"].max())
    last = shown[shown["year"] == last_year].set_index("iso3")["value"]
    away = (last.drop(page.iso3) - last[page.iso3]).abs()
    nearest = countries.in_sentence(away.idxmin())
    return chart.positions(
        countries.with_names(shown, into="state"),
        series.band(page.six(points)),
        page.iso3,
        heading=Heading(
            name=name,
            title=(
                f"In {last_year} {page.name} stood nearest to {nearest} of four powers, {away['USA']:.1f} points from the "
                f"United States and {away['RUS']:.1f} from Russia"
            ),
            subtitle=(
                f"Ideal points from votes in the UN General Assembly, {words.years(first_year, last_year)}; "
                "higher is nearer to the "
                "United States. Grey: range of the six that vote; shade: range of the estimate"
            ),
            alt_text=(
                f"Lines from {first_year} to {last_year}. {page.name} ends at {last[page.iso3]:.2f}, the United States at "
                f"{last['USA']:.2f}, Russia at {last['RUS']:.2f}, China at {last['CHN']:.2f}, Germany at {last['DEU']:.2f}."
            ),
        ),
        note="The shade holds nine tenths of the estimates. Points of one edition; a position is estimated, not counted.",
    )


def votes_on_ukraine(page: CountryPage) -> Table:
    """Votes on the General Assembly's texts on Crimea and Ukraine."""
    votes = alignment.ukraine_votes(page.table("un_ukraine_votes"), page.iso3)
    return chart.ukraine_votes(
        votes,
        name="ukraine-votes",
        title=f"{page.name} on {words.times(len(votes), 'UN text')} on Ukraine: {_counted(votes['vote'])}",
        subtitle=f"UN General Assembly texts on Crimea and Ukraine known on {words.day(page.edition.day)}",
    )


def alignment_with_eu_policy(page: CountryPage) -> Figure:
    """Rates of alignment with EU foreign policy texts by the body that counts."""
    name = "cfsp"
    every = alignment.cfsp_full_years(page.table("cfsp_alignment"))
    rates = every[every["iso3"] == page.iso3]
    if rates.empty:
        return figure.empty(name=name, title="EU foreign policy", reason=page.unknown("rate of alignment"))
    last = rates.iloc[-1]
    lowest = rates.loc[rates["value"].idxmin()]
    return chart.cfsp(
        rates,
        series.band(page.six(every)),
        heading=Heading(
            name=name,
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
    return chart.measures_table(
        words.dated(rows),
        name="sanctions",
        title=f"EU measures against Russia that {page.name} joined or did not join",
        subtitle="Measures in the record by date of the announcement",
        note="Joining on paper is not carrying out; the list is not complete.",
    )


def _counted(votes: pd.Series) -> str:
    """How often each vote was cast, in words: 6 yes, 10 no, 4 abstain."""
    given = votes.value_counts()
    order = [vote for vote in (*VOTES, *sorted(set(given.index) - set(VOTES))) if vote in given]
    return ", ".join(f"{given[vote]} {vote.replace('_', ' ')}" for vote in order) or "none in this edition"
