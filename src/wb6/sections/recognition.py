"""Recognition of a country: by members of NATO and the EU, and as each side counts it."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import integration
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import integration as measure
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.written import Basis

RECOGNITION = {
    "recognised_nato": "NATO members that recognise it",
    "members_nato": "Members of NATO",
    "recognised_eu": "EU members that recognise it",
    "members_eu": "Members of EU",
}
CLAIMED = {
    "recognitions": "Recognise",
    "no_recognition": "Do not recognise",
    "unclear": "Unclear",
    "withdrawals": "Withdrawn",
    "withdrawn_lately": "Withdrawn of late",
}
CLAIMANTS = {
    "recognitions_kosovo": ("Kosovo", "States that recognise it, as Kosovo counts"),
    "recognitions_serbia": ("Serbia", "States that recognise Kosovo, as Serbia counts"),
}


@shows("recognition", "Recognition", "record of recognition")
def recognition(page: CountryPage) -> Figure:
    """Members of NATO and the EU by the month in which they recognised the country, or not at all."""
    members = needed(measure.recognition(page.table_on_country("kosovo_recognition")))
    members = countries.with_names(members)
    members = members.assign(
        told=[words.day(row.date) if row.recognises else "not recognised" for row in members.itertuples()],
        when=[f"{row.date:%b %Y}" if row.recognises else "none" for row in members.itertuples()],
    ).sort_values(["recognises", "date", "iso3"], ascending=[False, True, True], ignore_index=True)
    given = members[members["recognises"]]
    counts = {union: measure.recognition_counts(members, union) for union in ("NATO", "EU")}
    title = (
        f"{len(given)} states of the record recognised {page.name}, the last in {given['date'].max():%B %Y}"
    )
    if all(total for _, total in counts.values()):
        title = f"{page.name} is recognised by " + " and ".join(
            f"{yes} of {total} {union} members" for union, (yes, total) in counts.items()
        )
    return integration.recognition(
        members,
        heading=Heading(
            title=title,
            subtitle=(
                f"Members of NATO and the EU by the month of their recognition, {given['date'].min():%B %Y} to "
                f"{given['date'].max():%B %Y}; none: no recognition"
            ),
            alt_text=(
                "Tiles with country codes by month. Without recognition: "
                + (
                    words.listing(members.loc[~members["recognises"], "country"].tolist())
                    if len(given) < len(members)
                    else "not recorded in this edition"
                )
                + "."
            ),
        ),
    )


@declares("kosovo_recognition", labels=RECOGNITION)
def _recognition(page: CountryPage) -> dict[str, Fact]:
    """Members of NATO and the EU that recognise the country, and all members."""
    members = measure.recognition(page.table_on_country("kosovo_recognition"))
    facts: dict[str, Fact] = {}
    for union in ("NATO", "EU"):
        recognise, every = measure.recognition_counts(members, union)
        if every:
            basis = Basis.on("kosovo_recognition", members["date"].max(), members["source"])
            for name, number in (
                (f"recognised_{union.lower()}", recognise),
                (f"members_{union.lower()}", every),
            ):
                facts[name] = basis.fact(RECOGNITION[name], str(number), number, "states")
    return facts


def claimed_recognitions(page: CountryPage) -> Table:
    """Numbers of states that recognise the country, as each side counts them, the newest first."""
    counts = page.table_on_country("recognition_counts")
    wide = counts.pivot_table(index=["date", "claimant"], columns="measure", values="count", sort=False)
    told = words.dated(counts.drop_duplicates(["date", "claimant"])[["date", "date_precision", "claimant"]])
    rows = told.merge(wide.reset_index(), on=["date", "claimant"]).reindex(columns=[*told.columns, *CLAIMED])
    newest = [found.iloc[0] for found in _claimed(counts).values()]
    title = "Who counts how many recognitions"
    if len(newest) == len(CLAIMANTS):
        title = " and ".join(
            f"{row['claimant']} counts {row['count']} ({row['date'].year})" for row in newest
        )
        title = f"States that recognise {page.name}: {title}"
    return table(
        rows.sort_values(["date", "claimant"], ascending=[False, True]),
        [
            *text_columns(when="Date", claimant="Who counts"),
            *(Column(key, label, words.people, numeric=True) for key, label in CLAIMED.items()),
        ],
        Caption(
            name="claimed-recognitions",
            title=title,
            subtitle="Number of states, as named by each side on the date; a dash: not named",
            note="Counts of parties to the dispute. No list of states with a date for each bears out either of them.",
        ),
        sources_of(counts),
    )


def _claimed(counts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The newest number of recognitions by each claimant that has named one, by the name of the fact."""
    given = counts[counts["measure"] == "recognitions"].sort_values("date")
    own = {name: given[given["claimant"] == claimant].tail(1) for name, (claimant, _) in CLAIMANTS.items()}
    return {name: rows for name, rows in own.items() if len(rows)}


@declares("recognition_counts", labels={name: label for name, (_, label) in CLAIMANTS.items()})
def _claimed_facts(page: CountryPage) -> dict[str, Fact]:
    """How many states recognise the country, by the newest count of either side."""
    return {
        name: Basis.of_row("recognition_counts", rows.iloc[0]).fact(
            CLAIMANTS[name][1], str(rows["count"].iloc[0]), int(rows["count"].iloc[0]), "states"
        )
        for name, rows in _claimed(page.table_on_country("recognition_counts")).items()
    }
