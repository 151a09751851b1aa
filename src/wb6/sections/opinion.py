"""Opinion: Russia as ally, its president, and answers in Serbia over time."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures import russia as chart
from wb6.figures.figure import Figure, Heading
from wb6.measures import opinion
from wb6.sections.russia_page import RussiaPage

ALLY = ("ally", "friend")
QUESTIONS = {
    "ally": "Russia: most important ally",
    "friend": "Russia: greatest friend",
    "influence": "Influence of Russia: positive",
    "view": "View of Russia: positive",
    "president": "President of Russia: positive",
}
LARGEST = "SRB"


def russia_answers(page: RussiaPage) -> pd.DataFrame:
    """Answers in favour of Russia to the questions of this page, by country and date."""
    polls = page.own(page.table("polls"))
    rows = polls[
        polls["asks"].isin(QUESTIONS)
        & (polls["power_iso3"] == "RUS")
        & (polls["answer"] != "negative")
        & polls["basis"].isin(opinion.RELIABLE)
    ]
    rows = rows.sort_values(["iso3", "topic", "date", "source"])
    rows = rows.drop_duplicates(["iso3", "topic", "date"])
    return countries.with_names(words.dated(rows)).assign(
        question=rows["asks"].map(QUESTIONS), value=rows["percent"]
    )


def allies(page: RussiaPage) -> pd.DataFrame:
    """The newest share that named Russia as ally or friend, by country."""
    rows = russia_answers(page)
    rows = rows[rows["asks"].isin(ALLY)].sort_values("date")
    return rows.groupby("iso3", as_index=False).tail(1)


def russia_as_ally(page: RussiaPage) -> Figure:
    """Who names Russia as the most important ally."""
    name = "ally"
    rows = allies(page)
    if rows.empty:
        return figure.empty(
            name=name, title="Russia as ally", reason=page.unknown("poll that names Russia as ally")
        )
    rows = rows.sort_values(["value", "country"], ascending=[False, True])
    rows = rows.assign(said=[f"{row.value:.0f} ({row.when})" for row in rows.itertuples()])
    top = rows.iloc[0]
    others = rows.iloc[1:]
    rest = f"; elsewhere at most {others['value'].max():.0f}" if len(others) else ""
    return chart.bars_by_country(
        rows,
        heading=Heading(
            name=name,
            title=f"{top['value']:.0f} percent in {top['country']} name Russia as the most important ally or friend{rest}",
            subtitle="Share that named Russia first, newest poll of each country that prints a share for Russia, percent",
            alt_text=f"Bars by country: {words.listing([f'{row.country} {row.said}' for row in rows.itertuples()])}.",
        ),
        value_heading="Percent of answers",
        note="Where Russia is not among the first answers, reports print no share for it: no bar is no zero.",
    )


def view_of_the_president(page: RussiaPage) -> Figure:
    """Opinion of the Russian president before and after the invasion of Ukraine."""
    name = "president"
    rows = russia_answers(page)
    rows = rows[rows["asks"] == "president"].sort_values(["date", "country"])
    if rows.empty:
        return figure.empty(
            name=name,
            title="The president of Russia",
            reason=page.unknown("poll on the president of Russia"),
        )
    first, last = rows["date"].min(), rows["date"].max()
    wide = rows.pivot(index="country", columns="date", values="percent")
    change = (wide[last] - wide[first]).sort_values()
    title = (
        f"Good opinion of the Russian president fell by {abs(change.max()):.0f} to {abs(change.min()):.0f} points in "
        f"{words.count(len(change))} countries, and least in {change.index[-1]}"
        if first != last
        else f"Good opinion of the Russian president: {words.span(rows['percent'].min(), rows['percent'].max())} percent"
    )
    return chart.waves(
        rows,
        heading=Heading(
            name=name,
            title=title,
            subtitle=f"Share with a rather good opinion, percent, {words.listing(list(dict.fromkeys(rows['when'])))}",
            alt_text=words.listing(
                [f"{row.country} {row.percent:.0f} in {row.when}" for row in rows.itertuples()]
            )
            + ".",
        ),
        note="One pollster from Hungary, read in press reports that give no sample and no exact question.",
    )


def serbia_over_time(page: RussiaPage) -> Figure:
    """Answers in Serbia in favour of Russia, question by question."""
    name = "opinion-serbia"
    rows = russia_answers(page)
    rows = rows[rows["iso3"] == LARGEST].sort_values(["question", "date"])
    if rows.empty:
        return figure.empty(
            name=name, title="Opinion in Serbia", reason=page.unknown("poll on Russia in Serbia")
        )
    ally = rows[rows["asks"].isin(ALLY)]["percent"]
    return chart.answers(
        rows,
        heading=Heading(
            name=name,
            title=(
                f"Between {ally.min():.0f} and {ally.max():.0f} percent in Serbia named Russia first in every poll that asked"
                if len(ally) > 1
                else "Opinion on Russia in Serbia by question"
            ),
            subtitle=(
                f"Answers in favour of Russia by question, percent, "
                f"{words.years(rows['date'].min().year, rows['date'].max().year)}"
            ),
            alt_text=words.listing(
                [f"{row.question} {row.percent:.0f} ({row.when})" for row in rows.itertuples()]
            )
            + ".",
        ),
        note="Lines join answers to one question of one pollster only; questions do not compare.",
    )
