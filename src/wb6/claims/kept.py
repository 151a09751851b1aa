"""Judgements of an edition that the build keeps in a file, so that they are made once and not in each chapter."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wb6.claims.evidence import Found, Row
from wb6.claims.verdicts import Answer, Verdict
from wb6.data import folders
from wb6.pipeline import inputs, notebook
from wb6.pipeline.project import Project

if TYPE_CHECKING:
    from wb6.claims.judge import Finding, Judgement, Reading

# Parts of the code that a judgement hangs on.
CODE = ("data", "measures", "claims")


def path(as_of: str) -> Path | None:
    """The file that keeps the judgements of an edition, named by all that they hang on.

    None where the data belong to no book, as there is no folder then in which to build.
    """
    root = folders.data_dir().parent
    if not (root / "_config.yml").is_file():
        return None
    project = Project(root, data=folders.data_dir())
    made_of = [*inputs.data(project), *inputs.code(project, *CODE), *inputs.libraries(project)]
    return project.shared / "claims" / f"{as_of}-{inputs.digest(made_of, project)[:16]}.json"


def read(file: Path) -> dict[str, "Judgement"] | None:
    """Judgements by claim; None for a file that is not there or cannot be read."""
    try:
        return {one["claim_id"]: _judgement(one) for one in json.loads(file.read_text(encoding="utf-8"))}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(judgements: Mapping[str, "Judgement"], file: Path) -> None:
    """Keep judgements in a file in one step, in the place of older ones of that day; nothing where none may write."""
    text = json.dumps([dataclasses.asdict(one) for one in judgements.values()], ensure_ascii=False)
    try:
        notebook.write(text, file)
        for old in file.parent.glob(f"{file.name[:10]}-*.json"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError:
        return


def _judgement(found: Mapping[str, Any]) -> "Judgement":
    from wb6.claims.judge import Judgement

    return Judgement(**{**found, "then": _finding(found["then"]), "now": _finding(found["now"])})


def _finding(found: Mapping[str, Any]) -> "Finding":
    from wb6.claims.judge import Finding

    readings = tuple(map(_reading, found["readings"]))
    return Finding(found["as_of"], Verdict(found["verdict"]), readings, found["because"])


def _reading(found: Mapping[str, Any]) -> "Reading":
    from wb6.claims.judge import Question, Reading

    point, value = found["point"], found["found"]
    rows = tuple(Row(row["table"], tuple(map(tuple, row["key"]))) for row in value["rows"])
    return Reading(
        Question(**{**point, "tables": tuple(point["tables"]), "varied": tuple(point["varied"])}),
        Found(value["value"], value["text"], rows, tuple(value["sources"])),
        tuple(map(Answer, found["answers"])),
    )
