"""The five source texts sentence by sentence: what covers each, and whether that agrees with the ledger."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wb6.data import claim_files, package
from wb6.data.problems import Problem, place

TABLE = "coverage"
# The kind of a sentence that says something which could be a claim and is none yet; claims may cover the rest of it.
MISSED = "missed"
_RULE = "coverage"


class Sentence(NamedTuple):
    """A sentence, or a cell of a table, with its place in the text, the claims that cover it, or what it is."""

    id: str
    text: str
    section: str
    paragraph: str
    sentence: str
    claims: tuple[str, ...]
    kind: str
    what: str

    @property
    def place(self) -> str:
        """Where it stands in its text, as claims name their places.

        >>> Sentence("S1-001", "S1", "Opening", "2", "1", (), "", "").place
        'Opening, paragraph 2, sentence 1'
        """
        parts = {"paragraph": self.paragraph, "sentence": self.sentence}
        numbered = (f"{name} {part}" if part.isdigit() else part for name, part in parts.items())
        return ", ".join([self.section, *numbered])


def sentences() -> list[Sentence]:
    """All sentences, by text and in their order."""
    cells = package.table(TABLE).cells
    return [
        Sentence(id_, text, section, paragraph, sentence, tuple(filter(None, claims.split(";"))), kind, what)
        for id_, text, section, paragraph, sentence, claims, kind, what in zip(
            *(cells[field] for field in Sentence._fields), strict=True
        )
    ]


def problems() -> Iterator[Problem]:
    """Sentences that nothing covers or explains, that name claims which there are not, and claims that none names."""
    found, claims = sentences(), {*package.table(claim_files.TABLE).cells["claim_id"]}
    first: dict[tuple[str, str], str] = {}
    for row, one in enumerate(found, start=2):
        for field, message in _faults(one, claims):
            yield Problem(place(TABLE, row, field), _RULE, message)
        other = first.setdefault((one.text, one.place), one.id)
        if other != one.id:
            yield Problem(place(TABLE, row, "sentence"), _RULE, f"{one.id} is the sentence of {other}")
    for claim_id in sorted(claims - {each for one in found for each in one.claims}):
        message = f"no sentence of its text in {TABLE}.csv names {claim_id}"
        yield Problem(claim_files.file_of(claim_id), _RULE, message)


def _faults(one: Sentence, claims: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a sentence: fields and messages."""
    for each in one.claims:
        if each not in claims:
            yield "claims", f"{one.id} names {each}, which is no claim"
        if not each.startswith(f"{one.text}-"):
            yield "claims", f"{one.id} names {each}, a claim of another text"
    if len({*one.claims}) < len(one.claims):
        yield "claims", f"{one.id} names a claim twice"
    if not one.claims and not one.kind:
        yield "kind", f"{one.id} has neither claims nor a kind"
    if one.claims and one.kind not in {"", MISSED}:
        yield "kind", f"{one.id} has claims, so that it is not {one.kind}"
    if one.kind and not one.what:
        yield "what", f"{one.id} does not say in words what no claim covers"


def by_text() -> Mapping[str, list[Sentence]]:
    """Sentences by the number of their text."""
    found: dict[str, list[Sentence]] = {}
    for one in sentences():
        found.setdefault(one.text, []).append(one)
    return found
