"""Files that a task of the graph depends on: data, code, pinned libraries."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from wb6.pipeline.project import Project

CHAPTER_CODE = ("data", "measures", "indicators", "claims", "figures", "sections", "chapters")
_RUNNING = ("run", "kernels", "forget", "notebook", "parameters", "placing")


def of_chapters(project: Project) -> list[Path]:
    """What the outputs of every chapter depend on besides its own notebook and parameters."""
    running = [project.code / "errors.py", *modules(project, "pipeline", *_RUNNING)]
    return [*data(project), *code(project, *CHAPTER_CODE), *running, *libraries(project)]


def data(project: Project) -> list[Path]:
    """Files of the data package that code reads."""
    read = {".csv", ".json", ".geojson", ".yaml"}
    return sorted(path for path in project.data.rglob("*") if path.suffix in read)


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
        content = sha256(file.read_bytes()).hexdigest()
        found.update(f"{file.relative_to(base).as_posix()} {content}\n".encode())
    return found.hexdigest()
