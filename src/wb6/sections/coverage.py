"""The source texts sentence by sentence: which claims cover each, and what the others are."""

from collections.abc import Mapping

import pandas as pd

from wb6.data import coverage, words
from wb6.data.coverage import MISSED, Sentence
from wb6.errors import UsageError
from wb6.figures.tables import Caption, Column, Table, number_columns, table, text_columns
from wb6.sections.claims_page import ClaimsPage

# What a sentence is that no claim covers, as a reader would call it.
KINDS = {
    "aim": "aim or method of the text",
    "background": "background",
    "connective": "leads over or sums up",
    "definition": "definition",
    "forecast": "forecast without a day",
    "judgement": "judgement without a measure",
    "label": "caption or source of a table",
    MISSED: "not yet a claim",
    "motive": "motive",
    "norm": "norm",
    "question": "question",
    "quotation": "quotation",
}


def covered_by_text(page: ClaimsPage) -> Table:
    """How many sentences of each text claims cover, and how many say something that is not yet a claim."""
    rows = pd.DataFrame(
        [_counted(_label(page, text), found) for text, found in _known(page).items()],
        columns=["text", "sentences", "covered", "share", "none", "missed", "source"],
    )
    total, covered = int(rows["sentences"].sum()), int(rows["covered"].sum())
    missed = int(rows["missed"].sum())
    rest = f"; {words.times(missed, 'sentence')} {'holds' if missed == 1 else 'hold'} more than claims say"
    title = f"Claims cover {covered} of {words.times(total, 'sentence')} of the texts{rest if missed else ''}"
    return table(
        rows,
        [
            *text_columns(text="Source text"),
            *number_columns(sentences="Sentences and cells", covered="With claims"),
            Column("share", "With claims, percent", words.people, numeric=True),
            *number_columns(none="Nothing to claim", missed="Not yet claimed, wholly or in part"),
        ],
        Caption(
            name="covered",
            title=title if total else "No source text was published by then",
            subtitle="Sentences, and cells, captions and notes of tables, by source text",
            note="A sentence that holds several statements counts as covered from the first claim on.",
        ),
        sources=rows["source"],
    )


def uncovered_by_kind(page: ClaimsPage) -> Table:
    """What the sentences are that no claim covers, by text."""
    found = [
        (KINDS[one.kind], _label(page, one.text)[0])
        for each in _known(page).values()
        for one in each
        if not one.claims
    ]
    labels = [_label(page, text)[0] for text in _known(page)]
    counted = pd.crosstab(*zip(*found, strict=True)) if found else pd.DataFrame()
    counted = counted.reindex(columns=labels, fill_value=0)
    rows = counted.assign(all=counted.sum(axis=1)).rename_axis("kind").reset_index()
    rows = rows.sort_values(["all", "kind"], ascending=[False, True])
    return table(
        rows,
        [
            *text_columns(kind="What it is"),
            *number_columns(**{label: label for label in labels}),
            *number_columns(all="All"),
        ],
        Caption(
            name="uncovered",
            title=f"{words.begin(words.times(len(found), 'sentence'))} without a claim, by what they are",
            subtitle="Number of sentences, and of cells, captions and notes of tables, by source text",
        ),
        sources=[_label(page, text)[1] for text in _known(page)],
    )


def sentences(page: ClaimsPage, text: str) -> Table:
    """The sentences of a text (`S0` to `S4`) in their order, each with the claims that cover it, or what it is.

    None as long as the text is not published. Raises `UsageError` for a text that there is not.
    """
    texts = coverage.by_text()
    if text not in texts:
        raise UsageError(f"unknown text {text!r}; texts are {', '.join(texts)}")
    found = _known(page).get(text, [])
    label, source = _label(page, text) if found else ("", "")
    return table(
        pd.DataFrame([_row(one) for one in found], columns=["place", "covered", "what"]),
        text_columns(place="Place", covered="Claims", what="What no claim covers, in our words"),
        Caption(
            name=f"sentences-{text.lower()}",
            title=f"{label}, sentence by sentence" if found else "This text was not published by then",
            subtitle="Place in the text, with the claims that cover it or what it is where none does",
        ),
        sources=[source] if found else [],
    )


def _known(page: ClaimsPage) -> Mapping[str, list[Sentence]]:
    """Sentences of the texts that the edition knows."""
    texts = {*page.table("claims")["claim_id"].str[:2]}
    return {text: found for text, found in coverage.by_text().items() if text in texts}


def _label(page: ClaimsPage, text: str) -> tuple[str, str]:
    """Label and key of the source of a text."""
    claims = page.table("claims")
    source = str(claims.loc[claims["claim_id"].str[:2] == text, "seed_source"].iloc[0])
    return str(page.labels[source]), source


def _counted(label: tuple[str, str], found: list[Sentence]) -> dict[str, object]:
    covered = sum(bool(one.claims) for one in found)
    missed = sum(one.kind == MISSED for one in found)
    return {
        "text": label[0],
        "sentences": len(found),
        "covered": covered,
        "share": round(100 * covered / len(found)),
        "none": sum(not one.claims and one.kind != MISSED for one in found),
        "missed": missed,
        "source": label[1],
    }


def _row(one: Sentence) -> dict[str, str | None]:
    parts = [*one.claims, *([KINDS[one.kind]] if one.kind else [])]
    return {"place": one.place, "covered": ", ".join(parts), "what": one.what or None}
