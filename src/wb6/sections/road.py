"""The road to the EU."""

from wb6.data import countries, words
from wb6.figures import enlargement as bars
from wb6.figures import integration as chart
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Table
from wb6.indicators import ladders
from wb6.measures import enlargement, integration
from wb6.sections.guard import needed, shows
from wb6.sections.region_page import COLOURS, RegionPage

STEPS = (
    *("saa_signed", "saa_in_force", "application", "candidate", "negotiations_decision"),
    *("negotiations_opened", "ibar", "visa_free"),
)


@shows("eu-ladder", "On the way to the EU", "step toward the EU")
def eu_stages(page: RegionPage) -> Figure:
    """The stages that each of the six passed through, on one time axis."""
    steps = page.steps(*page.countries)
    spent = needed(enlargement.phases(steps, ladders.EU_CLASSES, page.edition.day))
    now = spent.sort_values("start").drop_duplicates("iso3", keep="last")
    talks = now[now["status"] == "In accession talks"]
    candidates = spent[spent["status"] == "Candidate"]
    longest = candidates.sort_values("years").tail(1)
    title = f"{words.count(len(talks)).capitalize()} of the six {'is' if len(talks) < 2 else 'are'} in accession talks"
    if len(longest):
        row = longest.iloc[0]
        title += f"; {countries.name(row['iso3'])} was a candidate for {row['years']:.1f} years before"
        if row["iso3"] not in set(talks["iso3"]):
            title = title.removesuffix(" before").replace(" was a ", " has been a ")
    return bars.ladder(
        countries.with_names(spent),
        COLOURS["eu"],
        f"{spent['start'].min().year}-01-01",
        heading=Heading(
            title=title,
            subtitle=f"Time in each stage toward the EU, {words.years(spent['start'].min().year, page.edition.day.year)}",
            alt_text=(
                "Bars on a time axis, in colours for agreement, candidate and talks. Stages now: "
                + words.listing(
                    [f"{countries.name(row.iso3)} {row.status.lower()}" for row in now.itertuples()]
                )
                + "."
            ),
        ),
    )


@shows("chapters", "Chapters", "count of chapters")
def negotiation_chapters(page: RegionPage) -> Figure:
    """Chapters opened and provisionally closed over time."""
    counts = integration.chapters_by_day(page.table("eu_milestones"), page.countries)
    counts = needed(counts.drop_duplicates(["iso3", "kind", "date"], keep="last"))
    last = countries.with_names(counts.drop_duplicates(["iso3", "kind"], keep="last"))
    closed = last[last["kind"] == "Closed"].sort_values("value")
    top = closed.iloc[-1]
    others = closed.iloc[:-1]["value"]
    return chart.chapters(
        countries.with_names(counts),
        heading=Heading(
            title=(
                f"{top['country']} has closed {_chapters(top['value'])}"
                + (f", the others together {words.count(int(others.sum()))}" if len(others) else "")
            ),
            subtitle=(
                "Chapters of the accession talks opened and provisionally closed, number, "
                f"{words.years_of(counts['date'])}"
            ),
            alt_text=(
                "Two step charts. Newest counts: "
                + words.listing(
                    [f"{row.country} {row.value:.0f} {row.kind.lower()}" for row in last.itertuples()]
                )
                + "."
            ),
        ),
    )


def eu_steps(page: RegionPage) -> Table:
    """The main steps toward the EU, side by side."""
    steps = page.steps(*page.countries)
    steps = countries.with_names(steps[steps["code"].isin(STEPS)])
    return chart.steps_table(
        steps,
        Caption(
            name="eu-steps",
            title="The same steps toward the EU, six countries",
            subtitle=f"First date of each step known on {words.day(page.edition.day)}",
        ),
    )


def _chapters(number: float) -> str:
    return "no chapter" if number == 0 else "one chapter" if number == 1 else f"{number:.0f} chapters"
