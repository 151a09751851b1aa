"""The file in which a build keeps how all claims are judged in an edition, with what the judgements hang on."""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from wb6.pipeline import inputs, notebook
from wb6.pipeline.contents import content
from wb6.pipeline.project import Project

# Parts of the code that a judgement hangs on.
CODE = ("data", "measures", "claims")
_MARK = "judgements of "


def mark(as_of: str) -> str:
    """What a record of files that were read says of a chapter that read the judgements of an edition."""
    return f"{_MARK}{as_of}"


def is_mark(name: str) -> bool:
    """Whether a name in such a record stands for judgements."""
    return name.startswith(_MARK)


def file_of(project: Project, as_of: str) -> Path:
    """The file of an edition."""
    return project.shared / "claims" / f"{as_of}.json"


def inputs_now(project: Project, as_of: str) -> str:
    """A value that changes with what the judgements in the file of an edition hang on; with all data if there is none."""
    return _state(project, _told(project, as_of).get("read"))


def read(project: Project, as_of: str) -> list[dict[str, Any]] | None:
    """Judgements as they were written; None where they hang on something that changed, or cannot be read."""
    told = _told(project, as_of)
    try:
        if told["state"] != _state(project, told["read"]):
            return None
        judged: list[dict[str, Any]] = json.loads(_lines(file_of(project, as_of))[1])
    except (IndexError, KeyError, TypeError, ValueError):
        return None
    return judged


def write(project: Project, as_of: str, judgements: list[dict[str, Any]], files: Iterable[str]) -> None:
    """Keep judgements that rest on `files` of the data package in one step; nothing where nobody may write."""
    told = {"read": sorted(files), "state": _state(project, files)}
    lines = [json.dumps(told), json.dumps(judgements, ensure_ascii=False), ""]
    try:
        notebook.write("\n".join(lines), file_of(project, as_of))
    except OSError:
        return


def state(project: Project, as_of: str) -> str:
    """Digest of the judgements alone, whatever they hang on; empty where none are kept."""
    file = file_of(project, as_of)
    return _digest(file, content(file))


@cache
def _digest(file: Path, seen: str | None) -> str:
    return sha256("".join(_lines(file)[1:]).encode()).hexdigest() if seen else ""


def _state(project: Project, files: Iterable[str] | None) -> str:
    code = [*inputs.code(project, *CODE), *inputs.libraries(project)]
    return f"{inputs.schema(project)} {inputs.digest([*inputs.data_named(project, files), *code], project)}"


def _told(project: Project, as_of: str) -> dict[str, Any]:
    """What the file of an edition says of itself; nothing where there is none that can be read."""
    try:
        said: dict[str, Any] = json.loads(_lines(file_of(project, as_of))[0])
    except (IndexError, ValueError):
        return {}
    return said


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
