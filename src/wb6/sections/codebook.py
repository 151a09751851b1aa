"""The code book in use: how far two readers agree, what a third settled, and the verdicts that follow."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from wb6.claims.verdicts import MEANINGS
from wb6.data import codings, words
from wb6.data.codings import Coding
from wb6.figures.tables import Caption, Column, Table, number_columns, table, text_columns
from wb6.measures import agreement as measure
from wb6.sections.claims_page import ClaimsPage

TITLES = {codings.CLAIMS: "Claims", codings.DOCUMENTS: "Documents"}
# How many pairs of codes are shown of each field, those that came up most often.
_PAIRS = 3


def agreement(page: ClaimsPage) -> Table:  # noqa: ARG001  # the readings are of the ledger as it is, whatever the edition
    """How often two readers of the code book code the same, by field: share of equal codes and Cohen's kappa."""
    rows = pd.DataFrame(
        [_of_field(name, field) for name, fields in codings.CODES.items() for field in fields]
    )
    return table(
        rows,
        [
            *text_columns(what="Coded", code="Field"),
            *number_columns(once="Read once", twice="Read twice"),
            Column("equal", "Equal, percent", words.people, numeric=True),
            Column("kappa", "Kappa", _two_digits, numeric=True),
            *text_columns(interval="Interval of kappa"),
            *number_columns(settled="Settled by a third"),
        ],
        Caption(
            name="agreement",
            title=f"Two readers of the code book: {words.times(int(rows['twice'].sum()), 'code')} read twice",
            subtitle="Codes of claims and documents by field, and how far the two readers agree",
            note=(
                "Kappa is agreement beyond chance (Cohen 1960), with the 95 percent interval of Fleiss, Cohen and Everitt "
                "(1969). Fields that hold words, such as the main point, are compared by the third reader alone."
            ),
        ),
        sources=(),
    )


def _of_field(name: str, field: str) -> dict[str, object]:
    coded = [one for one in codings.codings(name) if one.field == field]
    twice = [one for one in coded if one.second]
    row = {
        "what": TITLES[name],
        "code": field.replace("_", " "),
        "once": len(coded) - len(twice),
        "twice": len(twice),
        "equal": None,
        "kappa": None,
        "interval": None,
        "settled": sum(one.differs for one in twice),
    }
    if not twice:
        return row
    found = measure.cohen([one.first for one in twice], [one.second for one in twice])
    row["equal"], row["kappa"] = round(found.equal * 100), found.kappa
    if found.low is not None and found.high is not None:
        row["interval"] = f"{_two_digits(found.low)} to {_two_digits(found.high)}"
    return row


def _two_digits(value: float) -> str:
    return f"{value:.2f}"


def settled_cases(page: ClaimsPage) -> Table:  # noqa: ARG001  # as above
    """What the third reader made of codes that differ: the commonest pairs of each field, each with one case and the reason."""
    rows = pd.DataFrame(
        [one for name, fields in codings.CODES.items() for field in fields for one in _pairs(name, field)],
        columns=["what", "code", "pair", "cases", "example", "settled", "why"],
    )
    apart = [
        one for name in codings.CODES for one in codings.codings(name) if one.differs and _is_code(name, one)
    ]
    first = sum(one.settled == one.first for one in apart)
    second = sum(one.settled == one.second for one in apart)
    return table(
        rows,
        [
            *text_columns(what="Coded", code="Field", pair="The two readings"),
            *number_columns(cases="Cases"),
            *text_columns(example="For example", settled="Settled as", why="Why"),
        ],
        Caption(
            name="settled",
            title=(
                f"Of {words.times(len(apart), 'code')} that differ, the third reader took the first reading in {first}, the "
                f"second in {second}, and neither in {len(apart) - first - second}"
            ),
            subtitle=f"The {words.count(_PAIRS)} commonest pairs of codes of each field, each with its first case",
        ),
        sources=(),
    )


def verdict_words(page: ClaimsPage) -> Table:  # noqa: ARG001  # the same in every edition
    """The verdicts, and when a claim has each."""
    rows = pd.DataFrame([(str(verdict), words.begin(f"{told}.")) for verdict, told in MEANINGS.items()])
    return table(
        rows.set_axis(["verdict", "when"], axis="columns"),
        text_columns(verdict="Verdict", when="When"),
        Caption(
            name="verdict-words",
            title=f"{words.begin(words.count(len(rows)))} verdicts, and when a claim has each",
            subtitle="What each verdict of the ledger says of the main point of a claim",
        ),
        sources=(),
    )


def _is_code(table_name: str, one: Coding) -> bool:
    """Whether a field holds codes, and no words, of which no two readers write the same."""
    return one.field in codings.CODES[table_name]


def _pairs(name: str, field: str) -> Iterator[tuple[str, str, str, int, str, str, str]]:
    """The pairs of codes of a field that came up most often, with the first case of each."""
    apart = [one for one in codings.codings(name) if one.field == field and one.differs]
    counted = Counter(_pair(one) for one in apart)
    for pair, cases in sorted(counted.items(), key=lambda found: (-found[1], found[0]))[:_PAIRS]:
        case = next(one for one in apart if _pair(one) == pair)
        yield (
            TITLES[name],
            field.replace("_", " "),
            " and ".join(pair),
            cases,
            case.about,
            case.settled,
            case.why,
        )


def _pair(one: Coding) -> tuple[str, ...]:
    return tuple(sorted((one.first, one.second)))
