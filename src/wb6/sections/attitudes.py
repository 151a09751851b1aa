"""Public opinion."""

from wb6.data import words
from wb6.figures import figure
from wb6.figures import opinion as chart
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Table
from wb6.measures import opinion
from wb6.sections.country_page import CountryPage

NATO_TOPICS = ("nato_support", "nato_vote")
EU_TOPICS = ("eu_support", "eu_vote")
KINDS = {"ally": "ally", "friend": "ally", "partner": "ally", "threat": "threat", "enemy": "threat"}
ACROSS = (
    "A thin line joins answers to one question by one pollster; points of different pollsters form no trend."
)


def opinion_on_nato(page: CountryPage) -> Figure:
    """Answers on NATO membership."""
    return _answers(page, "opinion-nato", "NATO", NATO_TOPICS)


def opinion_on_eu(page: CountryPage) -> Figure:
    """Answers on EU membership."""
    return _answers(page, "opinion-eu", "the EU", EU_TOPICS)


def _answers(page: CountryPage, name: str, union: str, topics: tuple[str, ...], place: str = "") -> Figure:
    polls = opinion.answers(page.table("polls"), page.iso3, topics)
    polls = polls[polls["answer"].isin(chart.GROUPS)]
    if polls.empty:
        return figure.empty(
            name=name, title=f"Opinion on {union}", reason=page.unknown(f"poll on membership of {union}")
        )
    groups = polls.assign(group=polls["answer"].map(chart.GROUPS))
    favour, against = (groups.loc[groups["group"] == group, "percent"] for group in ("for", "against"))
    count = polls[["pollster", "date"]].drop_duplicates().shape[0]
    counted = "One poll" if count == 1 else f"{count} polls"
    years = words.years(polls["date"].min().year, polls["date"].max().year)
    ranges = [
        f"{words.span(values.min(), values.max())} percent {word}"
        for word, values in (("for", favour), ("against", against))
        if len(values)
    ]
    return chart.answers(
        polls,
        heading=Heading(
            name=name,
            title=f"{counted} in {place or page.name} on membership of {union}: {' and '.join(ranges)}",
            subtitle=f"Answers to questions on membership, percent, one point an answer of a poll, {years}",
            alt_text=f"Points by pollster ({polls['pollster'].nunique()}), {years}: {' and '.join(ranges)}.",
        ),
        note=ACROSS,
    )


def opinion_within(page: CountryPage, place: str, union: str, *topics: str) -> Figure:
    """Answers on a union of people in one part of the country; `topics` are codes of `polls` for that part."""
    name = "-".join(["opinion", *topics]).replace("_", "-")
    return _answers(page, name, union, topics, place)


def allies_and_threats(page: CountryPage) -> Figure:
    """States that people name as allies or as threats, the newest poll of each answer."""
    name = "allies-and-threats"
    polls = opinion.views(page.table("polls"), page.iso3, KINDS)
    if polls.empty:
        return figure.empty(
            name=name, title="Allies and threats", reason=page.unknown("poll on allies and threats")
        )
    tops = []
    for kind in dict.fromkeys(KINDS.values()):
        own = polls[polls["kind"] == kind]
        if len(own):
            newest = own[own["date"] == own["date"].max()]
            top = newest.loc[newest["percent"].idxmax()]
            tops.append(f"{top['answer']} as {kind} ({top['percent']:.0f} percent, {top['date'].year})")
    return chart.views(
        polls,
        heading=Heading(
            name=name,
            title=f"Named most often in the newest polls: {words.listing(tops)}",
            subtitle=(
                f"Answers in {page.name} by question, percent, the newest poll of each answer, "
                f"{words.years(polls['date'].min().year, polls['date'].max().year)}"
            ),
            alt_text=f"Dots by question and answer. Named most often in the newest polls: {words.listing(tops)}.",
        ),
        note="Sources print only some of the answers; questions and pollsters are not to be compared with each other.",
    )


def opinion_on(page: CountryPage, *topics: str, title: str) -> Table:
    """Single answers to questions of some kinds, the newest first; `topics` are codes of `polls`."""
    polls = opinion.answers(page.table("polls"), page.iso3, topics)
    return chart.polls_table(
        polls.sort_values(["date", "pollster", "topic", "percent"], ascending=[False, True, True, False]),
        name="-".join(["polls", *topics]).replace("_", "-"),
        title=title,
        subtitle=f"Answers in {page.name}, percent of those asked, by pollster and question",
        note="Questions differ between pollsters; a dash: the source prints no sample size.",
    )
