"""The five texts' readings of Russia, channel by channel, as the ledger finds them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from wb6.claims import judge
from wb6.claims.verdicts import Answer
from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures import grids
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, number_columns, table, text_columns
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis

READINGS = {
    "000": "Main irritant, back since 2006",
    "001": "“Spoiler” with a large following",
    "002": "NATO has the upper hand",
    "003": "Hybrid operations",
    "004": "Thin means",
}
# The channel that each table of the data speaks of, in the order of the columns.
CHANNELS = {
    "Membership": ("nato_milestones", "eu_milestones", "agreements"),
    "Votes, sanctions": ("un_agreement", "un_ukraine_votes", "sanctions_russia", "cfsp_alignment"),
    "Trade, money": ("trade_partners", "fdi_origin", "debt_by_creditor"),
    "Energy": ("energy_dependence", "energy_events"),
    "Arms": ("arms_transfers",),
    "Exercises, forces": ("joint_exercises", "kfor_strength", "kfor_contributions", "security_incidents"),
    "Presence": ("russia_presence",),
    "Opinion": ("polls", "democracy"),
    "Geography": ("geography", "coasts_borders"),
    "Documents": ("claim_documents", "strategic_documents"),
}
# Points by answer, as their facts name them.
POINTS = {
    "told": "Points on Russia that can be told",
    "yes": "Points on Russia that are borne out",
    "partly": "Points borne out in part",
    "no": "Points not borne out",
    "unknown": "Points that cannot be told",
}
COLUMNS = ["seed", "channel", "claim", "answer", "source"]


@kept
def reading_points(page: RussiaPage) -> pd.DataFrame:
    """Every point on which something is on file in a claim on Russia, as of the edition; see `COLUMNS`."""
    return pd.DataFrame(list(_points(page)), columns=COLUMNS)


def _points(page: RussiaPage) -> Iterator[tuple[str, str, str, Answer, str]]:
    claims = page.claims_on_subject().set_index("claim_id")
    channels = {name: channel for channel, names in CHANNELS.items() for name in names}
    for judged in judge.judge(page.edition, claims.index):
        claim = claims.loc[judged.claim_id]
        for reading in judged.now.readings:
            if not reading.point.tables:
                continue
            channel = channels[reading.point.tables[0]]
            yield claim["seed"], channel, judged.claim_id, reading.answer, claim["seed_source"]


@kept
def counted(page: RussiaPage) -> pd.DataFrame:
    """Points by text and channel: seed, channel, yes, partly, no, unknown, told (those with an answer), claims, source."""
    points = reading_points(page)
    order = {channel: place for place, channel in enumerate(CHANNELS)}
    rows = []
    for (seed, channel), own in points.groupby(["seed", "channel"]):
        counts = {str(answer): int((own["answer"] == answer).sum()) for answer in Answer}
        told = len(own) - counts[Answer.UNKNOWN]
        claims = ", ".join(own["claim"].drop_duplicates())
        rows.append(
            {"seed": seed, "channel": channel, **counts, "told": told, "claims": claims}
            | {"source": own["source"].iloc[0], "place": order[channel]}
        )
    columns = ["seed", "channel", *map(str, Answer), "told", "claims", "source", "place"]
    return pd.DataFrame(rows, columns=columns).sort_values(["seed", "place"], ignore_index=True)


@shows("readings", "Five readings")
def readings(page: RussiaPage) -> Figure:
    """The readings by channel: how many of their points the data bear out."""
    found = needed(counted(page), "No source text was published by then.")
    labels = page.table("sources").set_index("key")["label"]
    reading = found["seed"].map(READINGS)
    cells = found.assign(
        row=reading.map(_lines) + "; (" + found["source"].map(labels) + ")",
        column=found["channel"],
        status=[_status(row) for row in found.itertuples()],
        text=[f"{row.yes} of {row.told}" if row.told else "–" for row in found.itertuples()],
        detail=[_detail(row) for row in found.itertuples()],
    )
    yes, told = found["yes"].sum(), found["told"].sum()
    return grids.grid(
        cells,
        grids.BORNE_OUT,
        heading=Heading(
            title=(
                f"Of {words.times(told, 'point')} on Russia that can be told, {yes} are borne out, "
                f"{found['partly'].sum()} in part and {found['no'].sum()} not"
            ),
            subtitle=(
                "Points of the five texts' claims on Russia that data and documents bear out, by channel, "
                f"{words.day(page.edition.day)}"
            ),
            alt_text="Grid of readings by channel, points borne out of those that can be told. "
            + " ".join(
                f"{READINGS[seed]}: {words.each(rows, '{column} {text}')}."
                for seed, rows in cells.groupby("seed")
            ),
        ),
        order=[channel for channel in CHANNELS if channel in set(cells["column"])],
        note=(
            "Empty: the text makes no point of that kind. A point is one thing that a claim says and that a value can "
            "bear out, by the rule of the ledger; its channel is that of the table it is read from."
        ),
    )


def readings_table(page: RussiaPage) -> Table:
    """The counts of each cell with the claims that they come from."""
    found = counted(page)
    labels = page.table("sources").set_index("key")["label"]
    return table(
        found.assign(text=found["source"].map(labels)),
        [
            *text_columns(text="Text", channel="Channel"),
            *number_columns(yes="Borne out", partly="In part", no="Not", unknown="Cannot be told"),
            Column("claims", "Claims"),
        ],
        Caption(
            name="readings-table",
            title="The readings, channel by channel",
            subtitle=f"Points by answer on {words.day(page.edition.day)}, with the numbers of their claims",
            note="Measure, rule, threshold and rows of each point stand in the ledger under the number of its claim.",
        ),
        sources=sorted(set(found["source"])),
    )


@declares("claims", *(f"points_{name}" for name in POINTS), "claims_count", "claims_data")
def _reading_facts(page: RussiaPage) -> dict[str, Fact]:
    points, claims = reading_points(page), page.claims_on_subject()
    needed(points)
    answers = {str(answer): int((points["answer"] == answer).sum()) for answer in Answer}
    answers["told"] = len(points) - answers[Answer.UNKNOWN]
    on = Basis.on("claims", claims["date"].max(), points["source"])
    tested = int((claims["decided_by"] == "data").sum())
    return {
        **{f"points_{name}": on.number(label, answers[name], "claims") for name, label in POINTS.items()},
        "claims_count": on.number("Claims on Russia", len(claims), "claims"),
        "claims_data": on.number("Claims on Russia that data can test", tested, "claims"),
    }


def _status(cell: Any) -> str:
    """The class of a cell with the counts yes, no and told."""
    if not cell.told:
        return grids.UNTOLD
    if cell.yes == cell.told:
        return grids.ALL
    return grids.NONE if cell.no == cell.told else grids.SOME


def _detail(cell: Any) -> str:
    parts = (("borne out", cell.yes), ("in part", cell.partly), ("not", cell.no))
    told = ", ".join(f"{number} {what}" for what, number in parts if number)
    unknown = f"{cell.unknown} cannot be told" if cell.unknown else ""
    return "; ".join(part for part in (told, unknown, cell.claims) if part)


def _lines(reading: str) -> str:
    """The reading with marks where a narrow label breaks.

    >>> _lines("Main irritant, back since 2006")
    'Main irritant,; back since 2006'
    """
    return reading.replace(", ", ",; ").replace(" with ", "; with ").replace(" the ", "; the ")
