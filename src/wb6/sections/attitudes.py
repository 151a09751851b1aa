"""Public opinion: answers on NATO and the EU, on allies and threats, on Russia and its president."""

from collections.abc import Sequence

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import bars
from wb6.figures import polls as charts
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import opinion
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis

NATO_TOPICS = ("nato_support", "nato_vote")
EU_TOPICS = ("eu_support", "eu_vote")
KINDS = {"ally": "ally", "friend": "ally", "partner": "ally", "threat": "threat", "enemy": "threat"}
# Polls on membership: the answers that stand for each word.
ANSWERS = {"for": ("support", "for"), "against": ("against",)}
UNIONS = {"nato": "NATO", "eu": "the EU"}
# Answers that refuse membership, and those that refuse a new name as its price.
REFUSED = ("against", "leave", "not accept", "no")
PRICE = "name_and_membership"
GOAL_AND_PRICE = ("against NATO", "against a new name as the price")
ACROSS = (
    "A thin line joins answers to one question by one pollster; points of different pollsters form no trend."
)
ALLY = ("ally", "friend")
QUESTIONS = (*ALLY, "president")
LARGEST = "SRB"


@shows("opinion-nato", "Opinion on NATO", "poll on membership of NATO")
def opinion_on_nato(page: CountryPage) -> Figure:
    """Answers on NATO membership."""
    return _membership(page, page.name, "NATO", NATO_TOPICS)


@shows("opinion-eu", "Opinion on the EU", "poll on membership of the EU")
def opinion_on_eu(page: CountryPage) -> Figure:
    """Answers on EU membership."""
    return _membership(page, page.name, "the EU", EU_TOPICS)


def opinion_within(page: CountryPage, place: str, union: str, *topics: str) -> Figure:
    """Answers on a union of people in one part of the country; `topics` are codes of `polls` for that part."""
    name = "-".join(["opinion", *topics]).replace("_", "-")
    placed = shows(name, f"Opinion on {union}", f"poll on membership of {union}")(_membership)
    return placed(page, place, union, topics)


def _membership(page: CountryPage, place: str, union: str, topics: Sequence[str]) -> Figure:
    """Answers on membership of a union by people of a place."""
    polls = opinion.answers(page.table("polls"), page.iso3, topics)
    polls = needed(polls[polls["answer"].isin(charts.GROUPS)])
    groups = polls["answer"].map(charts.GROUPS)
    count = polls[["pollster", "date"]].drop_duplicates().shape[0]
    counted = "One poll" if count == 1 else f"{count} polls"
    years = words.years_of(polls["date"])
    shares = ((group, polls.loc[groups == group, "percent"]) for group in ("for", "against"))
    ranges = " and ".join(
        f"{words.span(share.min(), share.max())} percent {group}" for group, share in shares if len(share)
    )
    return charts.by_pollster(
        polls,
        heading=Heading(
            title=f"{counted} in {place} on membership of {union}: {ranges}",
            subtitle=f"Answers to questions on membership, percent, one point an answer of a poll, {years}",
            alt_text=f"Points by pollster ({polls['pollster'].nunique()}), {years}: {ranges}.",
        ),
        note=ACROSS,
    )


@shows("goal-and-price", "The goal and its price", "poll on NATO and on the name")
def goal_and_price(page: CountryPage) -> Figure:
    """Answers against NATO beside those against a change of the name to get there."""
    polls = opinion.answers(page.table("polls"), page.iso3, (*NATO_TOPICS, PRICE))
    polls = polls[polls["answer"].isin(REFUSED)]
    goal, price = GOAL_AND_PRICE
    asked = polls["topic_code"].eq(PRICE).map({True: price, False: goal})
    shares = {question: needed(polls.loc[asked == question, "percent"]) for question in GOAL_AND_PRICE}
    spans = {question: words.span(each.min(), each.max()) for question, each in shares.items()}
    return charts.by_question(
        words.dated(polls).assign(question=asked),
        heading=Heading(
            title=(
                f"Against NATO were {spans[goal]} percent in {page.name}; "
                f"against a new name as the price, {spans[price]}"
            ),
            subtitle=(
                "Answers that refuse, percent of those asked, one point an answer of a poll, "
                f"{words.years_of(polls['date'])}"
            ),
            alt_text=(
                f"Points by question. {goal}: {spans[goal]} percent; {price}: {spans[price]} percent, "
                f"{words.years_of(polls['date'])}."
            ),
        ),
        note=f"{ACROSS} The price is a change of name for NATO alone in the older polls, for the EU as well since 2017.",
    )


@declares(
    "polls",
    labels={
        f"poll_{union}_{word}{end}": label or f"Newest poll, {word} joining {UNIONS[union]}"
        for union in UNIONS
        for word in ANSWERS
        for end, label in (("", ""), ("_pollster", "Pollster"))
    },
)
def _on_membership(page: CountryPage) -> dict[str, Fact]:
    """The newest answers on membership, with the name of the pollster."""
    facts: dict[str, Fact] = {}
    polls = page.table("polls")
    polls = polls[(polls["iso3"] == page.iso3) & (polls["basis"] != "doubtful")]
    for union, called in UNIONS.items():
        asked = polls[polls["topic_code"].isin([f"{union}_support", f"{union}_vote"])]
        for word, answers in ANSWERS.items():
            rows = asked[asked["answer"].isin(answers)].sort_values(["date", "pollster"])
            if rows.empty:
                continue
            name, row = f"poll_{union}_{word}", rows.iloc[-1]
            basis = Basis.of_row("polls", row, {"id": row["id"]})
            facts[name] = basis.fact(
                f"Newest poll, {word} joining {called}",
                words.percent(row["percent"]),
                float(row["percent"]),
                "percent of answers",
            )
            facts[f"{name}_pollster"] = basis.word("Pollster", row["pollster"])
    return facts


@shows("allies-and-threats", "Allies and threats", "poll on allies and threats")
def allies_and_threats(page: CountryPage) -> Figure:
    """States that people name as allies or as threats, the newest poll of each answer."""
    polls = needed(opinion.views(page.table("polls"), page.iso3, KINDS))
    tops = []
    for kind in dict.fromkeys(KINDS.values()):
        own = polls[polls["kind"] == kind]
        if len(own):
            newest = own[own["date"] == own["date"].max()]
            top = newest.loc[newest["percent"].idxmax()]
            tops.append(f"{top['answer']} as {kind} ({top['percent']:.0f} percent, {top['date'].year})")
    return charts.views(
        polls,
        heading=Heading(
            title=f"Named most often in the newest polls: {words.listing(tops)}",
            subtitle=(
                f"Answers in {page.name} by question, percent, the newest poll of each answer, "
                f"{words.years_of(polls['date'])}"
            ),
            alt_text=f"Dots by question and answer. Named most often in the newest polls: {words.listing(tops)}.",
        ),
        note="Sources print only some of the answers; questions and pollsters are not to be compared with each other.",
    )


def opinion_on(page: CountryPage, *topics: str, title: str) -> Table:
    """Single answers to questions of some kinds, the newest first; `topics` are codes of `polls`."""
    polls = opinion.answers(page.table("polls"), page.iso3, topics)
    newest = polls.sort_values(["date", "pollster", "topic", "percent"], ascending=[False, True, True, False])
    return table(
        words.dated(newest),
        [
            *text_columns(when="Fieldwork to", pollster="Pollster", topic="Question", answer="Answer"),
            Column("percent", "Share", words.percent, numeric=True),
            Column("sample_size", "Sample", words.people, numeric=True),
        ],
        Caption(
            name="-".join(["polls", *topics]).replace("_", "-"),
            title=title,
            subtitle=f"Answers in {page.name}, percent of those asked, by pollster and question",
            note="Questions differ between pollsters; a dash: the source prints no sample size.",
        ),
    )


@kept
def russia_answers(page: RussiaPage) -> pd.DataFrame:
    """Answers that name Russia as ally or friend, or think well of its president, by country and date."""
    polls = page.of_countries(page.table("polls"))
    rows = polls[
        polls["asks"].isin(QUESTIONS)
        & (polls["power_iso3"] == "RUS")
        & (polls["answer"] != "negative")
        & polls["basis"].isin(opinion.RELIABLE)
    ]
    rows = rows.sort_values(["iso3", "topic", "date", "source"])
    rows = rows.drop_duplicates(["iso3", "topic", "date"])
    return countries.with_names(words.dated(rows)).assign(value=rows["percent"])


def widest_wave(page: RussiaPage, question: str) -> pd.DataFrame:
    """Answers to a question of the survey that asked it in most countries, the newest of such, the highest first.

    `said` holds the share in words.
    """
    rows = russia_answers(page)
    rows = rows[rows["asks"] == question]
    asked = rows.groupby(["pollster", "date"])["iso3"].transform("nunique")
    rows = rows[asked == asked.max()]
    rows = rows[rows["date"] == rows["date"].max()].sort_values(["value", "country"], ascending=[False, True])
    return rows.assign(said=[f"{value:.0f}" for value in rows["value"]])


@shows("ally", "Russia as ally", "poll that names Russia as ally")
def russia_as_ally(page: RussiaPage) -> Figure:
    """Who names Russia as the most important ally, in one survey of several countries."""
    rows = needed(widest_wave(page, "ally"))
    return _compared(
        rows,
        f"{_leading(rows)} named Russia as the most important ally in {rows['when'].iloc[0]}{_elsewhere(rows)}",
        "Share that named Russia first",
        "Where Russia is not among the first answers, reports print no share for it: no bar is no zero.",
    )


@shows("president", "The president of Russia", "poll on the president of Russia")
def view_of_the_president(page: RussiaPage) -> Figure:
    """Good opinion of the Russian president, in one survey of several countries."""
    rows = needed(widest_wave(page, "president"))
    return _compared(
        rows,
        f"{_leading(rows)} had a good opinion of the Russian president in {rows['when'].iloc[0]}{_elsewhere(rows)}",
        "Share with a good opinion of the president of Russia",
        "Where the report prints no share there is no bar: that is no zero.",
    )


def _compared(rows: pd.DataFrame, title: str, measured: str, note: str) -> Figure:
    """Bars of one survey by country."""
    return bars.by_country(
        rows,
        heading=Heading(
            title=title,
            subtitle=f"{measured}, one survey of {rows['pollster'].iloc[0]}, {rows['when'].iloc[0]}, percent",
            alt_text=f"Bars by country: {words.each(rows, '{country} {said}')}.",
        ),
        value_heading="Percent of answers",
        note=note,
    )


def _leading(rows: pd.DataFrame) -> str:
    return f"{rows.iloc[0]['said']} percent in {rows.iloc[0]['country']}"


def _elsewhere(rows: pd.DataFrame) -> str:
    rest = rows.iloc[1:]["value"]
    return f", {words.span(rest.min(), rest.max())} elsewhere" if len(rest) else ""


@shows("opinion-serbia", "Opinion in Serbia", "poll in Serbia that names Russia first")
def serbia_over_time(page: RussiaPage) -> Figure:
    """Shares in Serbia that named Russia as the first ally or friend, a line a pollster."""
    rows = russia_answers(page)
    rows = needed(rows[(rows["iso3"] == LARGEST) & rows["asks"].isin(ALLY)]).sort_values(["date", "pollster"])
    rows = rows.assign(question=rows["pollster"].str.split(" (", regex=False).str[0])
    ends = rows.groupby("question")["percent"].agg(["first", "last", "size"]).query("size > 1")
    fell = int((ends["last"] < ends["first"]).sum())
    asked = words.counted(len(ends), "pollster", "pollsters")
    share = f"All {asked}" if fell == len(ends) > 1 else f"{words.begin(words.count(fell))} of {asked}"
    return charts.by_question(
        rows,
        heading=Heading(
            title=(
                f"{share} that asked Serbia twice found fewer the second time who name Russia first"
                if len(ends)
                else "Answers in Serbia that name Russia first, by pollster"
            ),
            subtitle=f"Share in Serbia that named Russia as first ally or friend, percent, {words.years_of(rows['date'])}",
            alt_text=words.each(rows, "{question} {percent:.0f} ({when})") + ".",
        ),
        note="A line joins answers to one pollster. Levels of different pollsters do not compare, as their questions differ.",
    )
