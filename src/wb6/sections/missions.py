"""Forces and contributions."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import missions as chart
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import kfor, missions
from wb6.sections.country_page import CountryPage
from wb6.sections.guard import needed, shows

KFOR_KINDS = {
    "stated": "counted",
    "about": "rounded or approximate",
    "rounded": "rounded or approximate",
    "inferred": "rounded or approximate",
    "proxy": "rounded or approximate",
    "planned": "planned or decided",
    "decided": "planned or decided",
    "ceiling": "planned or decided",
}


def _spelt(code: str) -> str:
    return code.replace("_", " ")


AS_OF, BASIS = Column("when", "As of"), Column("basis", "Basis of the figure", _spelt)


def forces_at_home(page: CountryPage) -> Table:
    """Published sizes of the armed forces, newest first."""
    sizes = page.table("armed_forces_size")
    sizes = _without_repetitions(sizes[sizes["iso3"] == page.iso3])
    return table(
        sizes.sort_values(["date", "personnel"], ascending=False),
        [
            AS_OF,
            Column("measure", "What is counted", _spelt),
            Column("personnel", "Persons", words.people, numeric=True),
            BASIS,
        ],
        Caption(
            name="forces",
            title=f"How large the forces of {page.name} are depends on who counts",
            subtitle="Published figures by date and by what is counted; approximate where the basis says so",
        ),
    )


def _without_repetitions(sizes: pd.DataFrame) -> pd.DataFrame:
    """A number that a source gives year after year as one row, whose `when` tells the first and the last year."""
    sizes = sizes.sort_values(["measure", "source", "date"])
    same = sizes[["measure", "source", "personnel", "basis"]]
    begins = same.ne(same.shift()).any(axis=1) | sizes["date_precision"].ne("year")
    runs = sizes.assign(first=sizes["date"].groupby(begins.cumsum()).transform("min"))
    last = words.dated(runs.groupby(begins.cumsum()).tail(1))
    years = [words.years(row.first.year, row.date.year) for row in last.itertuples()]
    return last.assign(when=last["when"].where(last["first"] == last["date"], pd.Series(years, last.index)))


@shows("un-peacekeeping", "UN peacekeeping", "UN peacekeeping figure")
def peacekeeping_over_time(page: CountryPage) -> Figure:
    """Personnel in UN missions, beside the others of the six."""
    totals = missions.un_total(page.table("un_peacekeeping"))
    totals = totals[totals["date"].dt.year >= page.since]
    own = needed(totals[totals["iso3"] == page.iso3])
    last = own.iloc[-1]
    month = words.day(last["date"], "month")
    return chart.un_total(
        countries.with_names(page.of_wb6(totals)),
        page.iso3,
        heading=Heading(
            title=f"{page.name} had {words.people(last['personnel'])} soldiers and police in UN missions in {month}",
            subtitle=(
                f"Uniformed personnel in all UN peacekeeping missions at month ends, {own['date'].min().year}–"
                f"{last['date'].year}"
            ),
            alt_text=(
                f"Step chart of the six. {page.name} stands at {words.people(last['personnel'])} in {month}; its "
                f"highest report is {words.people(own['personnel'].max())}."
            ),
        ),
    )


@shows("un-missions", "UN missions", "UN report by mission")
def peacekeeping_by_mission(page: CountryPage) -> Figure:
    """Personnel by UN mission at year ends."""
    by_mission = needed(missions.un_by_mission(page.table("un_peacekeeping"), page.iso3))
    last = by_mission[by_mission["year"] == by_mission["year"].max()].sort_values("personnel")
    largest = last.iloc[-1]
    total = int(last["personnel"].sum())
    return chart.un_by_mission(
        by_mission,
        heading=Heading(
            title=(
                f"{words.people(largest['personnel'])} of {words.people(total)} peacekeepers of {page.name} served in "
                f"{largest['mission']} at the end of {largest['year']}"
            ),
            subtitle=(
                "Uniformed personnel by UN mission at the end of the year; a year without a bar has no report by "
                "mission, or nobody in one"
            ),
            alt_text=(
                f"Stacked bars from {by_mission['year'].min()} to {by_mission['year'].max()}. At the end of "
                f"{largest['year']} the largest mission was {largest['mission']} with "
                f"{words.people(largest['personnel'])}."
            ),
        ),
    )


def deployments(page: CountryPage) -> Table:
    """The newest figure of each mission abroad."""
    newest = missions.newest_deployments(page.table("deployments"), page.iso3)
    return table(
        words.dated(newest),
        [
            Column("mission", "Mission"),
            AS_OF,
            Column("personnel", "Personnel", words.people, numeric=True),
            BASIS,
        ],
        Caption(
            name="deployments",
            title=f"{page.name} abroad: the newest figure of each mission",
            subtitle="Personnel, as counted or estimated by the source; plans and ceilings left out",
        ),
    )


@shows("kfor-contribution", "KFOR", "count of its soldiers in KFOR")
def kfor_contribution(page: CountryPage) -> Figure:
    """Soldiers of the country in KFOR by date and by the basis of the figure, plans marked."""
    figures = kfor.of_nations(page.table("kfor_contributions"), [page.iso3])
    counted = needed(figures[~figures["basis"].isin(kfor.INTENDED)].sort_values(["date", "value"]))
    first, last = counted.iloc[0], counted.iloc[-1]
    title = f"{words.people(last['value'])} soldiers of {page.name} in KFOR in {last['date'].year}"
    if last["date"].year > first["date"].year:
        title += f", {words.people(first['value'])} in {first['date'].year}"
    return chart.contribution(
        words.dated(figures).assign(
            kind=figures["basis"].map(KFOR_KINDS),
        ),
        heading=Heading(
            title=title,
            subtitle=(f"Soldiers in KFOR by date of the figure, {words.years_of(figures['date'])}"),
            alt_text=(
                f"{len(figures)} points. Counts run from {words.people(counted['value'].min())} to "
                f"{words.people(counted['value'].max())} soldiers."
            ),
        ),
        note="A year without a month stands at its end. Plans stand at the day on which they became known.",
    )


def strategic_documents(page: CountryPage) -> Table:
    """Strategies and plans for security and defence, the oldest first."""
    rows = page.table_on_country("strategic_documents").sort_values(["date", "id"])
    horizon = [
        words.years(int(row.horizon_from), int(row.horizon_to)) if pd.notna(row.horizon_to) else None
        for row in rows.itertuples()
    ]
    return table(
        words.dated_acts(rows).assign(horizon=horizon),
        text_columns(title="Document", when="Date", horizon="Runs for", content="What it says"),
        Caption(
            name="documents",
            title=f"Strategies and plans of {page.name}",
            subtitle="Security and defence documents by date of adoption or publication; drafts and plans say so",
        ),
    )


def incidents(page: CountryPage) -> Table:
    """Security incidents and turning points, the oldest first."""
    rows = page.table_on_country("security_incidents")
    rows = rows[rows["primary"].astype(bool)].sort_values(["date", "id"])
    beside = [
        "; ".join(text for text in (row.outcome, row.note) if pd.notna(text)) or None
        for row in rows.itertuples()
    ]
    return table(
        words.dated(rows).assign(beside=beside),
        [
            *text_columns(when="Date", title="What happened"),
            Column("killed", "Killed", words.people, numeric=True),
            Column("injured", "Hurt", words.people, numeric=True),
            Column("beside", "What is known beside it"),
        ],
        Caption(
            name="incidents",
            title=f"Incidents and turning points in {page.name}",
            subtitle=f"Events up to {words.day(page.edition.day)}; a dash: no number in the source",
        ),
    )
