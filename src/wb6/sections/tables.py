"""The tables of the chapter: what the verdicts mean, what changed, who is right where others err, the ledger."""

import pandas as pd

from wb6.claims.verdicts import MEANINGS, Verdict
from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures.ledger import Ledger
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.sections import closing, rivals
from wb6.sections.claims import errors_table, known_texts
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.counts import SEEDS, claims_counted
from wb6.sections.declared import declares
from wb6.sections.entries import entry, hang_on_choices, what_differs
from wb6.sections.guard import needed
from wb6.sections.history import published

THEN, NOW = Column("then", "When written", badge=True), Column("now", "Now", badge=True)


def meanings(page: ClaimsPage) -> Table:
    """What each verdict means, with the number of claims that have it."""
    counted = page.judged["now"].value_counts()
    written = page.judged["then"].value_counts()
    rows = pd.DataFrame(
        [
            {
                "number": place,
                "verdict": str(verdict),
                "meaning": f"{meaning[:1].upper()}{meaning[1:]}.",
                "example": _example(page.judged, verdict),
                "then": None if verdict is Verdict.OVERTAKEN else int(written.get(verdict, 0)),
                "now": int(counted.get(verdict, 0)),
            }
            for place, (verdict, meaning) in enumerate(MEANINGS.items(), start=1)
        ]
    )
    return table(
        rows,
        [
            *text_columns(verdict="Verdict", meaning="What it means", example="Example"),
            Column("then", "Claims when written", words.people, numeric=True),
            Column("now", "Claims now", words.people, numeric=True),
        ],
        Caption(
            name="meanings",
            title="The eight verdicts",
            subtitle=f"Number of claims as of their writing and as of {page.today}",
            note=(
                "A specification is one defensible choice of source, year, base, set of states and threshold; one that bears the "
                "point out in part counts half. The example is the claim with the shortest wording."
            ),
        ),
        sources=set(page.judged["source"]),
    )


def _example(judged: pd.DataFrame, verdict: Verdict) -> str | None:
    """The claim with a verdict that is put in the fewest letters, with its number; none where no claim has it."""
    rows = judged[judged["now"] == verdict]
    if rows.empty:
        return None
    row = rows.loc[rows["statement"].str.len().idxmin()]
    return f"{row['claim_id']}: {row['statement']}"


def changed(page: ClaimsPage) -> Table:
    """Claims whose verdict now is another than when they were written."""
    rows = page.judged[page.judged["then"] != page.judged["now"]]
    rows = rows.assign(
        why=[what_differs(page.judgements[claim]) for claim in rows["claim_id"]],
    )
    return table(
        rows,
        [
            *text_columns(claim_id="Claim", statement="What it says, in our words"),
            THEN,
            NOW,
            Column("why", "What the test found then and finds now"),
        ],
        Caption(
            name="changed",
            title=f"{_some(len(rows), 'claim has', 'claims have')} another verdict now than when written",
            subtitle=f"Claims whose verdict changed between their publication and {page.today}",
        ),
        sources={*rows["source"], *_sources(rows)},
    )


def dependent(page: ClaimsPage) -> Table:
    """Claims on which defensible choices give different answers."""
    hang = page.judged["claim_id"].map(lambda claim: hang_on_choices(page.judgements[claim])).astype(bool)
    rows = page.judged[hang]
    return table(
        rows,
        [
            *text_columns(claim_id="Claim", statement="What it says, in our words"),
            NOW,
            Column("depends", "Answers over the choices, point by point"),
        ],
        Caption(
            name="dependent",
            title=f"{_some(len(rows), 'claim', 'claims')} on which the choices of the test part",
            subtitle="Choices are years, pollsters, bases, measures or thresholds that could each be defended",
        ),
        sources={*rows["source"], *_sources(rows)},
    )


def right_where_others_err(page: ClaimsPage) -> Table:
    """Disagreements in which a claim of one text holds and one of another does not."""
    rows = [
        {
            "topic": group.topic,
            "right": _named(group.right),
            "wrong": _named(group.wrong),
            "sources": [*group.right["source"], *group.wrong["source"]],
        }
        for group in rivals.groups(page.table("disagreements"), page.judged)
        if group.outcome == "split"
    ]
    frame = pd.DataFrame(rows, columns=["topic", "right", "wrong", "sources"])
    return table(
        frame,
        text_columns(topic="Question", right="Holds", wrong="Does not hold"),
        Caption(
            name="right",
            title=f"{_some(len(frame), 'disagreement', 'disagreements')} in which one text is right and another is not",
            subtitle="Claims by number, of the groups of claims that contradict each other",
            note="Claims of one group need not speak of the same point; what each says stands in the ledger.",
        ),
        sources=[key for keys in frame["sources"] for key in keys],
    )


def errors(page: ClaimsPage) -> Table:
    """Slips and contradictions found in the texts, with what was found at a source."""
    return errors_table(page.edition, page.judged, "the region")


def ledger(page: ClaimsPage) -> Ledger:
    """Every claim with its verdicts, its test and its evidence."""
    found = page.table("seed_errors")
    found = found[found["status"] == "confirmed"]
    errors: dict[str, list[str]] = {claim: [] for claim in page.judged["claim_id"]}
    names = known_texts(page.edition)
    for row in found.itertuples():
        for claim in str(row.claim_ids).split(";"):
            if claim in errors and isinstance(row.finding, str):
                errors[claim].append(rivals.named(row.finding, names))
    past = published(page.edition)
    rows = page.judged.sort_values(["seed", "claim_id"])
    return Ledger(
        "ledger",
        f"The ledger: {len(rows)} claims",
        f"Each claim in our words, judged as of its writing and as of {page.today}",
        tuple(
            entry(
                row,
                page.judgements[row["claim_id"]],
                row["text"],
                errors[row["claim_id"]],
                past.get(row["claim_id"], []),
            )
            for _, row in rows.iterrows()
        ),
        note="A page of rows shows each row with its source as it stands in the data.",
    )


def sources_used(page: ClaimsPage) -> Table:
    """The tables that verdicts and figures rest on, with their rows and sources."""
    for one in page.judgements.values():
        for reading in one.now.readings:
            for name in reading.point.tables:
                page.table(name)
    return closing.sources_used(page)


def _some(number: int, one: str, many: str) -> str:
    """A number with its noun, as a title begins with it.

    >>> _some(0, "claim has", "claims have"), _some(1, "claim has", "claims have")
    ('No claim has', 'One claim has')
    """
    text = words.counted(number, one, many)
    return text[:1].upper() + text[1:]


def _sources(rows: pd.DataFrame) -> set[str]:
    return {key for keys in rows["evidence"] for key in keys.split(";") if key}


def _named(claims: pd.DataFrame) -> str:
    """Claims by source text: Panero 2023: S3-MNE-01, S3-MNE-02."""
    return "; ".join(
        f"{text}: {', '.join(rows['claim_id'])}" for text, rows in claims.groupby("text", sort=False)
    )


@declares("claims", "split_groups", *(f"{side}_{seed}" for seed in SEEDS for side in ("right", "wrong")))
def _sides(page: ClaimsPage) -> dict[str, Fact]:
    """In how many split disagreements a claim of each text holds, and in how many one does not."""
    split = [
        group for group in rivals.groups(page.table("disagreements"), page.judged) if group.outcome == "split"
    ]
    found = {"split_groups": claims_counted(page, "Disagreements that split", len(split))}
    for seed in SEEDS:
        for side in ("right", "wrong"):
            number = sum(seed in set(getattr(group, side)["seed"]) for group in split)
            found[f"{side}_{seed}"] = claims_counted(
                page, f"Split disagreements in which the text is {side}", number
            )
    return found


@declares("seed_errors", "errors_noted", "errors_confirmed", "errors_refuted")
def _errors(page: ClaimsPage) -> dict[str, Fact]:
    rows = page.table("seed_errors")
    rows = needed(rows[rows["finding"].notna()])
    counted = rows["status"].value_counts()
    basis = page.basis("seed_errors", rows["seed_source"])
    return {
        "errors_noted": basis.number("Slips and contradictions noted", len(rows)),
        "errors_confirmed": basis.number(
            "Slips and contradictions confirmed", int(counted.get("confirmed", 0))
        ),
        "errors_refuted": basis.number("Notes that were no error", int(counted.get("not confirmed", 0))),
    }
