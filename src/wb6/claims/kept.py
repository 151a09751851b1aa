"""Judgements of an edition that the build keeps, so that they are made once and not in each chapter.

As a program it makes those of a day, unless they are kept already:

    python -m wb6.claims.kept 2026-06-30
"""

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wb6.claims.declaration import Change, Need, Resolution
from wb6.claims.documents import Document
from wb6.claims.evidence import Result, Row
from wb6.claims.verdicts import Answer, Verdict
from wb6.data import folders, reads
from wb6.pipeline import judgements
from wb6.pipeline.project import Project

if TYPE_CHECKING:
    from wb6.claims.judge import Finding, Judgement, Reading


def book() -> Project | None:
    """The book that the data belong to, in whose build judgements are kept; None where they belong to none."""
    root = folders.data_dir().parent
    return Project(root, data=folders.data_dir()) if (root / "_config.yml").is_file() else None


def read(project: Project, as_of: str) -> dict[str, "Judgement"] | None:
    """Judgements by claim, which are noted as read; None where none are kept that are still true."""
    with reads.unnoted():
        kept = judgements.read(project, as_of)
    if kept is None:
        return None
    reads.note(judgements.mark(as_of))
    return {one["claim_id"]: _judgement(one) for one in kept}


def write(project: Project, as_of: str, judged: Iterable["Judgement"], files: Iterable[str]) -> None:
    """Keep the judgements of an edition that rest on `files` of the data package."""
    with reads.unnoted():
        judgements.write(project, as_of, [dataclasses.asdict(one) for one in judged], files)
    reads.note(judgements.mark(as_of))


def _judgement(found: Mapping[str, Any]) -> "Judgement":
    from wb6.claims.judge import Judgement

    made = {
        "then": _finding(found["then"]),
        "now": _finding(found["now"]),
        "needs": Need(found["needs"]) if found["needs"] else None,
        "resolves": Resolution(**found["resolves"]) if found["resolves"] else None,
        "changed": tuple(Change(**one) for one in found["changed"]),
    }
    return Judgement(**{**found, **made})


def _finding(found: Mapping[str, Any]) -> "Finding":
    from wb6.claims.judge import Finding

    readings = tuple(map(_reading, found["readings"]))
    return Finding(found["as_of"], Verdict(found["verdict"]), readings, found["because"])


def _reading(found: Mapping[str, Any]) -> "Reading":
    from wb6.claims.judge import Question, Reading, Specification

    point, value = found["point"], found["result"]
    rows = tuple(Row(table, tuple(map(tuple, key))) for table, key in value["rows"])
    return Reading(
        Question(**{**point, "tables": tuple(point["tables"]), "varied": tuple(point["varied"])}),
        Result(value["value"], value["text"], rows, tuple(value["sources"])),
        tuple(Specification(**{**one, "answer": Answer(one["answer"])}) for one in found["specifications"]),
        tuple(Document(**{**one, "says": Answer(one["says"])}) for one in found["documents"]),
        found["enough"],
    )


def main(arguments: list[str]) -> None:
    """Judge all claims of an edition, if they are not kept already."""
    from wb6.claims import judge
    from wb6.data.edition import Edition

    (day,) = arguments
    list(judge.judge(Edition(day), []))


if __name__ == "__main__":
    main(sys.argv[1:])
