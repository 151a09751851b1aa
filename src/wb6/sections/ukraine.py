"""Votes in the United Nations on the texts on Crimea and Ukraine, one by one."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import grids
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Column, Table, labelled, table, text_columns
from wb6.measures import alignment
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.russia_page import POWER, SHORT, RussiaPage
from wb6.sections.written import Basis

STATES = ("RUS", "USA")
# Names of texts that are too long for the head of a row.
BRIEF = {
    "Militarisation of Crimea, Black Sea and Sea of Azov": "Militarisation of Crimea",
    "Humanitarian consequences of the aggression": "Humanitarian consequences",
    "Suspension of Russia from the Human Rights Council": "Human Rights Council",
    "Annexation of four regions of Ukraine": "Annexation of four regions",
    "Principles of a just and lasting peace": "Principles of a lasting peace",
    "Human rights in occupied territories of Ukraine": "Rights in occupied territories",
    "Just and lasting peace (Ukraine and EU text)": "Lasting peace, EU text",
    "Path to peace (text of the United States as amended)": "Path to peace, US text",
    "The path to peace": "Path to peace, US text",
    "Situation of human rights in the temporarily occupied territories of Ukraine, "
    "including the Autonomous Republic of Crime": "Rights in occupied territories",
    "Support for lasting peace in Ukraine": "Support for lasting peace",
}
VOTES = ("yes", "no", "abstain", "absent")


def votes_cast(page: RussiaPage) -> pd.DataFrame:
    """Votes of the states and of Russia on the texts on Ukraine on which a state's vote is known, by date."""
    votes = page.table("un_ukraine_votes")
    votes = votes[votes["iso3"].isin([*page.countries, *STATES])]
    votes = votes[votes["resolution_id"].isin(page.of_countries(votes)["resolution_id"])]
    return words.dated(votes.sort_values(["date", "resolution_id"], ignore_index=True))


@shows("ukraine-grid", "Votes on Ukraine", "text of the General Assembly on Ukraine")
def ukraine_grid(page: RussiaPage) -> Figure:
    """Each vote of each state on each text on Ukraine."""
    votes = votes_cast(page)
    own = needed(page.of_countries(votes))
    voting = [code for code in page.countries if code in set(own["iso3"])]
    texts = votes.drop_duplicates("resolution_id")[["resolution_id", "subject", "date"]]
    answers = votes[["resolution_id", "iso3", "vote", "note", "source"]]
    pairs = alignment.crossed(_brief(texts), [*voting, POWER], answers, "resolution_id")
    cells = countries.with_names(pairs, into="column").assign(
        status=pairs["vote"].fillna("not recorded").str.replace("_", " "), text="", detail=pairs["note"]
    )
    serbia = own[own["iso3"] == "SRB"]
    against = serbia[serbia["vote"] == "no"]["date"]
    later = serbia[serbia["date"] > against.max()] if len(against) else serbia
    favour = words.count(int((later["vote"] == "yes").sum()))
    return grids.grid(
        cells,
        grids.VOTES,
        heading=Heading(
            title=(
                f"Serbia voted against {words.count(len(against))} texts on Crimea and Ukraine, the last of "
                f"{against.max().year}, and for {favour} of those since"
                if len(against)
                else f"Serbia voted for {favour} texts on Crimea and Ukraine and against none"
            ),
            subtitle=(
                f"Votes in the UN General Assembly on texts on Crimea and Ukraine, "
                f"{words.years_of(texts['date'])}"
            ),
            alt_text=(
                f"Grid of {len(texts)} texts by state. "
                + " ".join(
                    f"{countries.name(code)}: {_counts(own[own['iso3'] == code]['vote'])}." for code in voting
                )
            ),
        ),
        note=page.remarks(
            ("2014-03-27", "Kosovo is no member of the United Nations."),
            ("2021-12-16", "Not recorded: the vote was not found in the sources."),
            (
                "2025-02-24",
                "Serbia cast a yes on the European text of February 2025 and later notified an abstention.",
            ),
        ),
    )


def ukraine_table(page: RussiaPage) -> Table:
    """The texts on Ukraine with the votes of the states and the result."""
    votes = votes_cast(page)
    voting = [code for code in page.countries if code in set(votes["iso3"])]
    wide = votes.pivot(index="resolution_id", columns="iso3", values="vote")
    texts = votes.drop_duplicates("resolution_id").reset_index(drop=True)
    rows = texts.assign(
        text=[
            row.subject if pd.isna(row.resolution) else f"{row.subject} ({row.resolution})"
            for row in texts.itertuples()
        ],
        result=_results(texts),
        **{
            code: texts["resolution_id"].map(wide[code]).str.replace("_", " ") if code in wide else None
            for code in voting
        },
    )
    return table(
        rows.sort_values(["date", "resolution_id"], ascending=False),
        [
            *text_columns(when="Date", text="Text"),
            *(Column(code, SHORT.get(code, countries.name(code))) for code in voting),
            Column("result", "All: yes–no–abstain", numeric=True),
        ],
        Caption(
            name="ukraine-votes",
            title="The texts on Crimea and Ukraine, vote by vote",
            subtitle=f"Votes known on {words.day(page.edition.day)}, the newest first; a dash: not found in the sources",
        ),
        sources=sources_of(votes),
    )


def votes_on_ukraine(page: CountryPage) -> Table:
    """Votes on the General Assembly's texts on Crimea and Ukraine."""
    votes = alignment.ukraine_votes(page.table("un_ukraine_votes"), page.iso3)
    return table(
        words.dated(votes).assign(result=_results(votes)),
        [
            *text_columns(when="Date", subject="Text"),
            Column("vote", "Vote", labelled({"not_against": "not against"})),
            Column("result", "Yes–no–abstain, all states", numeric=True),
        ],
        Caption(
            name="ukraine-votes",
            title=f"{page.name} on {words.times(len(votes), 'UN text')} on Ukraine: {_counted(votes['vote'])}",
            subtitle=f"UN General Assembly texts on Crimea and Ukraine known on {words.day(page.edition.day)}",
        ),
    )


@declares("un_ukraine_votes", "ukraine_texts", "ukraine_no", "ukraine_yes", "ukraine_bih_abstain")
def _ukraine_facts(page: RussiaPage) -> dict[str, Fact]:
    votes = votes_cast(page)

    def cast(iso3: str, vote: str) -> pd.DataFrame:
        return votes[(votes["iso3"] == iso3) & (votes["vote"] == vote)]

    counted = {
        "ukraine_texts": ("Texts on Ukraine in the General Assembly", votes.drop_duplicates("resolution_id")),
        "ukraine_no": ("Serbia's votes against texts on Ukraine", cast("SRB", "no")),
        "ukraine_yes": ("Serbia's votes for texts on Ukraine", cast("SRB", "yes")),
        "ukraine_bih_abstain": ("Abstentions of Bosnia and Herzegovina", cast("BIH", "abstain")),
    }
    return {
        name: Basis.on("un_ukraine_votes", rows["date"].max(), rows["source"]).number(
            label, len(rows), "texts"
        )
        for name, (label, rows) in counted.items()
        if len(rows)
    }


def _results(texts: pd.DataFrame) -> list[str | None]:
    """The votes of all states on texts; None where the total is not known."""
    return [
        f"{row.total_yes}–{row.total_no}–{row.total_abstain}" if pd.notna(row.total_yes) else None
        for row in texts.itertuples()
    ]


def _counts(votes: pd.Series) -> str:
    counted = votes.str.replace("_", " ").value_counts()
    return words.listing([f"{vote} {count}" for vote, count in counted.items()])


def _brief(texts: pd.DataFrame) -> pd.DataFrame:
    """Texts with `row`, their names in a grid; those of one year and subject are told apart by a letter."""
    names = texts["subject"].replace(BRIEF) + texts["date"].dt.strftime(" (%Y)")
    letters = names.groupby(names).cumcount().map(lambda place: f", {'abcdef'[place]})")
    return texts.assign(row=names.where(~names.duplicated(keep=False), names.str[:-1] + letters))


def _counted(votes: pd.Series) -> str:
    """How often each vote was cast, in words: 6 yes, 10 no, 4 abstain."""
    given = votes.value_counts()
    order = [vote for vote in (*VOTES, *sorted(set(given.index) - set(VOTES))) if vote in given]
    return ", ".join(f"{given[vote]} {vote.replace('_', ' ')}" for vote in order) or "none in this edition"
