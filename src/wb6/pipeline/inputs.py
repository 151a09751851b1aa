"""Files that a task of the graph depends on: data, code, pinned libraries."""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from wb6.pipeline.contents import content
from wb6.pipeline.project import Project

CHAPTER_CODE = ("data", "measures", "indicators", "claims", "figures", "sections", "chapters")
_RUNNING = ("run", "kernels", "forget", "notebook", "parameters", "placing", "judgements")


_DESCRIPTOR = "datapackage.json"


def of_chapters(project: Project) -> list[Path]:
    """What the outputs of chapters may depend on besides their own notebooks and parameters."""
    return [*data(project), *code_of_chapters(project)]


def code_of_chapters(project: Project) -> list[Path]:
    """Code and libraries that make the outputs of every chapter."""
    running = [project.code / "errors.py", *modules(project, "pipeline", *_RUNNING)]
    return [*code(project, *CHAPTER_CODE), *running, *libraries(project)]


def data(project: Project) -> list[Path]:
    """Files of the data package that code reads."""
    return _data_below(project.data)


def _data_below(place: Path) -> list[Path]:
    read = {".csv", ".json", ".geojson", ".yaml"}
    return sorted(path for path in place.rglob("*") if path.suffix in read)


def data_named(project: Project, names: Iterable[str] | None) -> list[Path]:
    """Files of the data package named as `wb6.data.reads` notes them, all files if None; without the descriptor.

    A folder stands for all files below it; a name that leads nowhere stays, as a file may come to be there.
    """
    if names is None:
        named = data(project)
    else:
        places = [project.data / name for name in names]
        named = [file for place in places for file in (_data_below(place) if place.is_dir() else [place])]
    return sorted(set(named) - {project.data / _DESCRIPTOR})


def edition(project: Project) -> str:
    """The day of the editions that the chapters of a book show; empty where neither parameter nor data tell one."""
    return str(project.parameters.get("as_of") or json.loads(schema(project)).get("edition", ""))


def schema(project: Project) -> str:
    """The descriptor of the data package as far as chapters can see it: without the rows that each table must have."""
    descriptor = project.data / _DESCRIPTOR
    return _schema(descriptor, content(descriptor))


@cache
def _schema(descriptor: Path, seen: str | None) -> str:
    try:
        found = json.loads(descriptor.read_text(encoding="utf-8"))
        for resource in found["resources"]:
            resource.pop("rows", None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return json.dumps({"unreadable": seen})
    return json.dumps(found, sort_keys=True)


def code(project: Project, *packages: str, pattern: str = "*.py") -> list[Path]:
    """Files of whole packages."""
    found = (path for package in packages for path in (project.code / package).rglob(pattern))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def modules(project: Project, package: str, *names: str) -> list[Path]:
    """Single modules of a package."""
    return [project.code / package / f"{name}.py" for name in names]


def libraries(project: Project) -> list[Path]:
    """The pinned versions of all libraries: another one may draw another chart."""
    lock = project.root / "requirements.lock"
    return [lock] if lock.exists() else []


def digest(files: Iterable[Path], project: Project) -> str:
    """One value for the contents of files, the same wherever the project's folders lie."""
    found = sha256()
    for file in files:
        base = next(
            folder for folder in (project.data, project.code, project.root) if file.is_relative_to(folder)
        )
        found.update(f"{file.relative_to(base).as_posix()} {content(file)}\n".encode())
    return found.hexdigest()
