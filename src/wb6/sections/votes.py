"""Votes in the United Nations: agreement, distance, and the texts on Ukraine one by one."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import comparison, figure
from wb6.figures import russia as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import alignment
from wb6.sections.russia_page import POWER, SHORT, RussiaPage, by_value

VOTES_SINCE = 2000
STATES = ("RUS", "USA")
# Names of texts that are too long for the head of a row.
BRIEF = {
    "Militarisation of Crimea, Black Sea and Sea of Azov": "Militarisation of Crimea",
    "Humanitarian consequences of the aggression": "Humanitarian consequences",
    "Suspension of Russia from the Human Rights Council": "Human Rights Council",
    "Annexation of four regions of Ukraine": "Annexation of four regions",
    "Principles of a just and lasting peace": "Principles of a lasting peace",
    "Human rights in occupied territories of Ukraine": "Rights in occupied territories",
    "Just and lasting peace (Ukraine and EU text)": "Lasting peace, European text",
    "Path to peace (text of the United States as amended)": "Path to peace, US text",
}


def agreement(page: RussiaPage) -> pd.DataFrame:
    """Share of roll calls with the vote of Russia, by country and year."""
    votes = page.table("un_agreement")
    since = max(page.since, VOTES_SINCE)
    return countries.with_names(alignment.agreement(votes, [POWER], page.countries, since))


def distances(page: RussiaPage) -> pd.DataFrame:
    """Distance from Russia on the scale of ideal points, by country and year."""
    since = max(page.since, VOTES_SINCE)
    points = alignment.positions(page.table("ideal_points"), [*page.countries, POWER], since)
    return countries.with_names(alignment.distance_to(points, POWER, page.countries))


def agreement_with_russia(page: RussiaPage) -> Figure:
    """How often each state voted as Russia."""
    name = "un-agreement"
    values = agreement(page)
    if values.empty:
        return figure.empty(name=name, title="UN votes", reason=page.unknown("roll call in the UN"))
    last = values[values["year"] == values["year"].max()]
    year, most = int(last["year"].iloc[0]), last.sort_values("value").iloc[-1]
    others = last[last["iso3"] != most["iso3"]]["value"]
    return comparison.lines_by_country(
        values,
        heading=Heading(
            name=name,
            title=(
                f"In {year} {most['country']} voted as Russia in {most['value']:.0f} of 100 roll calls, the others in "
                f"{words.span(others.min(), others.max())}"
            ),
            subtitle=(
                f"Share of roll calls in the UN General Assembly with the same vote as Russia, percent, "
                f"{words.years(values['year'].min(), year)}"
            ),
            alt_text=f"Line chart of the states that vote. In {year}: {by_value(last, '.0f')} percent.",
        ),
        value_heading="Percent of roll calls",
        note=page.remarks(
            ("2000-12-31", "An abstention against yes or no is a disagreement; absences are left out."),
            ("2021-12-31", "2021, by another source, counts adopted resolutions only and stands apart."),
        ),
        top=100,
        breaks=True,
    )


def distance_from_russia(page: RussiaPage) -> Figure:
    """How far each state stands from Russia by its votes."""
    name = "un-distance"
    values = distances(page)
    if values.empty:
        return figure.empty(name=name, title="Distance in votes", reason=page.unknown("ideal point"))
    year = int(values["year"].max())
    last = values[values["year"] == year]
    near = last.sort_values("value").iloc[0]
    far = last.sort_values("value").iloc[-1]
    return comparison.lines_by_country(
        values,
        heading=Heading(
            name=name,
            title=(
                f"{near['country']} stood nearest to Russia in {year}, {near['value']:.1f} points away; "
                f"{far['country']} stood farthest, at {far['value']:.1f}"
            ),
            subtitle="Distance from Russia in ideal points from votes in the UN General Assembly, "
            f"{words.years(values['year'].min(), year)}",
            alt_text=f"Line chart. In {year} the distances were {by_value(last, '.2f')}.",
        ),
        value_heading="Scale points",
        note="Both ends move: a state that votes as before is farther away once Russia votes otherwise.",
    )


def ukraine(page: RussiaPage) -> pd.DataFrame:
    """Votes of the states and of Russia on the texts on Ukraine, by date."""
    votes = page.table("un_ukraine_votes")
    votes = votes[votes["iso3"].isin([*page.countries, *STATES])]
    return words.dated(votes.sort_values(["date", "resolution_id"], ignore_index=True))


def ukraine_grid(page: RussiaPage) -> Figure:
    """Each vote of each state on each text on Ukraine."""
    name = "ukraine-grid"
    votes = ukraine(page)
    own = page.own(votes)
    if own.empty:
        return figure.empty(
            name=name,
            title="Votes on Ukraine",
            reason=page.unknown("text of the General Assembly on Ukraine"),
        )
    voting = [code for code in page.countries if code in set(own["iso3"])]
    texts = votes.drop_duplicates("resolution_id")
    index = votes.set_index(["resolution_id", "iso3"])
    rows = []
    for text in texts.itertuples():
        for code in [*voting, POWER]:
            known = (text.resolution_id, code) in index.index
            vote = index.loc[(text.resolution_id, code), "vote"] if known else "not recorded"
            note = index.loc[(text.resolution_id, code), "note"] if known else None
            rows.append(
                {
                    "row": f"{BRIEF.get(text.subject, text.subject)} ({text.date.year})",
                    "column": countries.name(code),
                    "status": str(vote).replace("_", " "),
                    "text": "",
                    "detail": note,
                    "id": text.resolution_id,
                }
            )
    cells = pd.DataFrame(rows)
    cells = cells.assign(row=_numbered(cells))
    serbia = own[own["iso3"] == "SRB"]
    against = int((serbia["vote"] == "no").sum())
    favour = int((serbia["vote"] == "yes").sum())
    return chart.grid(
        cells,
        chart.VOTES,
        heading=Heading(
            name=name,
            title=f"On {len(texts)} texts on Ukraine Serbia voted no {words.often(against)} and yes {words.often(favour)}",
            subtitle=(
                f"Votes in the UN General Assembly on texts on Crimea and Ukraine, "
                f"{words.years(texts['date'].min().year, texts['date'].max().year)}"
            ),
            alt_text=(
                f"Grid of {len(texts)} texts by state. "
                + " ".join(
                    f"{countries.name(code)}: {_counts(own[own['iso3'] == code]['vote'])}." for code in voting
                )
            ),
        ),
        sources=sources_of(own),
        headings=("Text", "State", "Vote"),
        note=page.remarks(
            ("2014-03-27", "Kosovo is no member of the United Nations."),
            ("2021-12-16", "Not recorded: the vote was not found in the sources."),
            (
                "2025-02-24",
                "Serbia cast a yes on the European text of February 2025 and later notified an abstention.",
            ),
        ),
        row_height=24,
        label_limit=210,
    )


def ukraine_table(page: RussiaPage) -> Table:
    """The texts on Ukraine with the votes of the states and the result."""
    votes = ukraine(page)
    voting = [code for code in page.countries if code in set(votes["iso3"])]
    wide = votes.pivot(index="resolution_id", columns="iso3", values="vote")
    texts = votes.drop_duplicates("resolution_id").reset_index(drop=True)
    rows = texts.assign(
        text=[
            row.subject if pd.isna(row.resolution) else f"{row.subject} ({row.resolution})"
            for row in texts.itertuples()
        ],
        result=[
            f"{row.total_yes}–{row.total_no}–{row.total_abstain}" if pd.notna(row.total_yes) else None
            for row in texts.itertuples()
        ],
        **{
            code: texts["resolution_id"].map(wide[code]).str.replace("_", " ") if code in wide else None
            for code in voting
        },
    )
    return table(
        rows.sort_values(["date", "resolution_id"], ascending=False),
        [
            Column("when", "Date"),
            Column("text", "Text"),
            *(Column(code, SHORT.get(code, countries.name(code))) for code in voting),
            Column("result", "All: yes–no–abstain", numeric=True),
        ],
        name="ukraine-votes",
        title="The texts on Crimea and Ukraine, vote by vote",
        subtitle=f"Votes known on {words.day(page.edition.day)}, the newest first; a dash: not found in the sources",
        sources=sources_of(votes),
    )


def _counts(votes: pd.Series) -> str:
    counted = votes.str.replace("_", " ").value_counts()
    return words.listing([f"{vote} {count}" for vote, count in counted.items()])


def _numbered(cells: pd.DataFrame) -> list[str]:
    """Names of rows; texts of one year and subject are told apart by a letter."""
    ids = cells.drop_duplicates("id").set_index("id")["row"]
    same = ids.groupby(ids).cumcount()
    several = ids.map(ids.value_counts()) > 1
    told = {key: f"{row[:-1]}, {'abcdef'[same[key]]})" if several[key] else row for key, row in ids.items()}
    return [told[key] for key in cells["id"]]
