"""Referendums, recomputed from their counts; that of 2018 in North Macedonia at length."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.figures import referendum as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Column, Table, table
from wb6.measures import referendum
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.region_page import RegionPage
from wb6.sections.written import Basis

VOTE = ("MKD", "eu_nato_with_prespa")
COUNTED = {
    "registered_voters": "Registered",
    "total_votes": "Voted",
    "yes": "Yes",
    "no": "No",
    "invalid": "Invalid",
}
# Facts on the vote of 2018, with their labels; those that are computed from the journal article end in `SEED`.
VOTED = {
    "vote_turnout": "Turnout of the register",
    "vote_absent": "Did not vote, of the register",
    "vote_yes_valid": "Yes, of valid votes",
    "vote_yes_cast": "Yes, of votes cast",
    "vote_yes_register": "Yes, of the register",
    "vote_no_register": "No, of the register",
    "vote_register": "Registered voters",
    "vote_count": "Votes cast",
}
SEED, PRINTED = "_seed", "Turnout as printed"
SUBJECTS = {
    "eu_membership": "EU",
    "nato_membership": "NATO",
    "independence": "independence",
    "eu_nato_with_prespa": "EU and NATO",
}


@shows("bases", "The referendum of 2018", "result of a referendum of 2018")
def three_bases(page: RegionPage) -> Figure:
    """The same votes as shares of valid votes, votes cast and the register."""
    counted = needed(referendum.fullest(referendum.counts(page.table("referendums"), *VOTE)))
    shares = referendum.shares(counted)
    yes = shares[shares["response"] == "yes"].set_index("base")["value"]
    return chart.bases(
        shares,
        heading=Heading(
            title=(
                f"Yes was {yes['valid votes']:.0f} percent of valid votes, {yes['votes cast']:.0f} of votes cast and "
                f"{yes['register']:.0f} of the register"
            ),
            subtitle=(
                f"Answers in North Macedonia's referendum of {words.day(counted.iloc[0]['date'])} on three bases, percent"
            ),
            alt_text="Three stacked bars. "
            + " ".join(
                f"Of {base}: " + words.each(group, "{response} {value:.2f} percent") + "."
                for base, group in shares.groupby("base", sort=False)
            ),
        ),
        note="The count with most votes among the complete ones; the other differs by less than a tenth of a point.",
    )


def counts_by_source(page: RegionPage) -> Table:
    """Every source of the result side by side, with shares recomputed from its own counts."""
    printed = page.table("referendums")
    counted = referendum.counts(printed, *VOTE)
    shares = referendum.shares(counted)
    labels = page.table("sources").set_index("key")["label"]

    def share(base: str, response: str) -> pd.Series:
        rows = shares[(shares["base"] == base) & (shares["response"] == response)]
        return counted["source"].map(rows.set_index("source")["value"])

    rows = counted.assign(
        text=counted["source"].map(labels),
        turnout=100 - share("register", "did not vote"),
        yes_of_valid=share("valid votes", "yes"),
        yes_of_cast=share("votes cast", "yes"),
        yes_of_register=share("register", "yes"),
    )
    registers = sorted({_whole(value) for value in counted["registered_voters"].dropna()})
    register = f" ({words.listing(registers)} voters)" if registers else ""
    return table(
        rows,
        [
            Column("text", "Source"),
            Column("total_votes", "Cast", _whole, numeric=True),
            Column("yes", "Yes", _whole, numeric=True),
            Column("no", "No", _whole, numeric=True),
            Column("invalid", "Invalid", _whole, numeric=True),
            Column("turnout", "Turnout %", _two, numeric=True),
            Column("yes_of_valid", "% of valid", _two, numeric=True),
            Column("yes_of_cast", "% of cast", _two, numeric=True),
            Column("yes_of_register", "% of register", _two, numeric=True),
        ],
        Caption(
            name="counts",
            title="The same vote, source by source",
            subtitle="Counts as printed, with the ledger of corrections applied; shares recomputed from the counts of the row",
            note=(
                f"The last three columns give yes as percent of valid votes, of votes cast and of the register{register}. "
                "A dash: no such count."
            ),
        ),
        sources=sources_of(printed[printed["source"].isin(counted["source"])]) if len(counted) else [],
    )


def corrections(page: RegionPage) -> Table:
    """Printed figures of the vote that the ledger corrects."""
    entries = page.table("corrections")
    known = set(page.table("referendums").query("iso3 == @VOTE[0] and subject == @VOTE[1]")["source"])
    rows = entries[entries["table"] == "referendums"]
    parts = rows["key"].str.extract(r"response=(?P<response>[^;]+);source=(?P<origin>[^;]+)")
    labels = page.table("sources").set_index("key")["label"]
    rows = rows.assign(
        text=parts["origin"].map(labels) + ": " + parts["response"] + ", " + rows["field"],
        origin=parts["origin"],
    )
    rows = rows[rows["origin"].isin(known)]
    return table(
        rows,
        [
            Column("text", "Figure"),
            Column("expected", "Printed", _as_printed, numeric=True),
            Column("corrected", "Corrected", _as_printed, numeric=True),
            Column("reason", "Why"),
        ],
        Caption(
            name="corrections",
            title="Printed figures that do not follow from their own counts",
            subtitle="Entries of the ledger of corrections on this vote; the data keep the printed figure",
        ),
        sources=[*rows["source"], *rows["origin"]],
    )


def referendums(page: CountryPage) -> Table:
    """Counts of each referendum of the country by source, with turnout and yes on the register."""
    rows = page.table_on_country("referendums")
    counts = [
        referendum.counts(rows, page.iso3, subject).assign(question=own["question"].iloc[0])
        for subject, own in rows.groupby("subject")
    ]
    frame = pd.concat(counts) if counts else rows.reindex(columns=["source", "question"])
    title, subtitle, several = "Referendums: what each source counts", "", []
    if frame["question"].nunique() == 1:
        title = f"Referendum of {words.day(frame['date'].iloc[0])}: what each source counts"
        subtitle = f"{frame['question'].iloc[0]}. "
    elif len(frame):
        several = [Column("question", "Question"), Column("date", "Day", words.day)]
    numbers = frame.reindex(columns=list(COUNTED)).astype("Float64")
    frame = frame.assign(
        **numbers,
        text=frame["source"].map(page.table("sources").set_index("key")["publisher"]),
        turnout=(numbers["total_votes"] / numbers["registered_voters"] * 100).round(2),
        yes_of_register=(numbers["yes"] / numbers["registered_voters"] * 100).round(2),
    )
    return table(
        frame,
        [
            *several,
            Column("text", "Source"),
            *(Column(key, label, _whole, numeric=True) for key, label in COUNTED.items()),
            Column("turnout", "Turnout, percent", _two, numeric=True),
            Column("yes_of_register", "Yes, percent of register", _two, numeric=True),
        ],
        Caption(
            name="referendums",
            title=title,
            subtitle=f"{subtitle}Persons; turnout and yes as shares of registered voters, computed from the counts of the row",
        ),
    )


@shows("votes-compared", "Referendums", "referendum")
def other_votes(page: RegionPage) -> Figure:
    """Turnout and yes on two bases in referendums of the region and its neighbours."""
    votes = needed(referendum.compared(page.table("referendums")))
    votes = countries.with_names(votes)
    votes = votes.assign(
        asked=[f"{SUBJECTS.get(row.subject, row.subject)}, {row.date.year}" for row in votes.itertuples()]
    )
    votes = votes.assign(label=votes["country"] + "|" + votes["asked"])
    below = int((votes["turnout"] < 50).sum())
    period = words.years_of(votes["date"])
    half = int((votes["yes_of_register"] >= 50).sum())
    return chart.side_by_side(
        votes,
        heading=Heading(
            title=(
                f"Of {words.counted(len(votes), 'vote', 'votes')}, {words.count(below)} drew less than half of the register; "
                f"yes came from half of it in {words.count(half)}"
            ),
            subtitle=f"Turnout and yes by base, percent, referendums of {period}; dashed: half",
            alt_text="Points by referendum. "
            + " ".join(
                f"{row.country}, {row.asked}: turnout {row.turnout:.1f}, yes {row.yes_of_cast:.1f} of votes cast and "
                f"{row.yes_of_register:.1f} of the register."
                for row in votes.itertuples()
            ),
        ),
    )


def _whole(value: float) -> str:
    return f"{int(value):,}"


def _as_printed(text: str) -> str:
    """A number of the ledger, whole ones with the thousands parted."""
    return f"{int(text):,}" if text.isdigit() else text


def _two(value: float) -> str:
    return words.number(float(value), 2)


@declares(
    "referendums",
    labels={
        **{name + suffix: label for name, label in VOTED.items() for suffix in ("", SEED)},
        "vote_turnout_printed": PRINTED,
    },
)
def _vote(page: RegionPage) -> dict[str, Fact]:
    """Turnout and yes of the vote of 2018 on each base; with `_seed` from the counts that the journal article prints."""
    counted = referendum.counts(page.table("referendums"), *VOTE)
    facts = {}
    for suffix, rows in (
        ("", referendum.fullest(counted)),
        (SEED, counted[counted["source"] == "seed_000"]),
    ):
        if rows.empty:
            continue
        shares = referendum.shares(rows)
        values = {(row.base, row.response): row.value for row in shares.itertuples()}
        absent = values.get(("register", "did not vote"))
        for name, value in (
            ("vote_turnout", None if absent is None else round(100 - absent, 2)),
            ("vote_absent", absent),
            ("vote_yes_valid", values.get(("valid votes", "yes"))),
            ("vote_yes_cast", values.get(("votes cast", "yes"))),
            ("vote_yes_register", values.get(("register", "yes"))),
            ("vote_no_register", values.get(("register", "no"))),
            ("vote_register", int(rows.iloc[0]["registered_voters"])),
            ("vote_count", int(rows.iloc[0]["total_votes"])),
        ):
            facts[name + suffix] = _vote_fact(VOTED[name], value, rows.iloc[0])
    printed = page.table("referendums").query(
        "iso3 == @VOTE[0] and subject == @VOTE[1] and response == 'turnout' and source == 'seed_000'"
    )
    if len(printed):
        row = printed.iloc[0]
        facts["vote_turnout_printed"] = _vote_fact(PRINTED, float(row["percent"]), row)
    return facts


def _vote_fact(label: str, value: float | int | None, row: pd.Series) -> Fact:
    if value is None:
        return unknown("", label, "percent")
    key = {"iso3": VOTE[0], "subject": VOTE[1], "source": row["source"]}
    basis = Basis.on("referendums", row["date"], [row["source"]], key=key)
    if isinstance(value, int):
        return basis.fact(label, f"{value:,}", value, "persons")
    return basis.fact(label, words.percent(value, 2), value, "percent")
