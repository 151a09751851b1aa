"""Move the book to its next edition: the day in the descriptor of the data, in each chapter and in their skeleton."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from wb6.errors import UsageError, Wb6Error
from wb6.pipeline import notebook, outputs, parameters
from wb6.pipeline.project import TEMPLATE, Project

_EDITION = re.compile(r'("edition"\s*:\s*)"[^"]*"')


def move(
    day: str, project: Project | None = None, following: Callable[[str], Mapping[str, str]] | None = None
) -> list[Path]:
    """Make `day` the edition of the data and of all chapters; gives the files that changed.

    `following` gives tables that hold rows of each edition as they then are: CSV by name. Outputs are left as they are.
    Raises `UsageError` for what is no day and for a day that is not later than that of the present edition, `Wb6Error`
    or `OSError` when a file cannot be read or written; then nothing has changed.
    """
    from wb6.data import package, tables
    from wb6.data.edition import parse_day

    project = project or Project()
    with project.active():
        new, present = parse_day(day).strftime("%Y-%m-%d"), package.latest_edition()
        if new <= present:
            raise UsageError(f"edition {new} is not later than the present one, {present}")
        computed = following(new) if following else {}
    descriptor = _descriptor(project, new)
    for name, text in computed.items():
        descriptor = tables.with_rows(descriptor, name, text)
    contents = {project.data / "datapackage.json": descriptor}
    contents |= {project.data / f"{name}.csv": text for name, text in computed.items()}
    for name in [*project.chapter_names(), TEMPLATE]:
        file = project.notebook(name)
        chapter = notebook.read(file)
        if "as_of" in parameters.defaults(chapter, name):
            contents[file] = notebook.dumps(parameters.assign(chapter, {"as_of": new}))
    for file in contents:
        outputs.require_writable(file.resolve())
    before = {file: file.read_bytes() for file in contents}
    try:
        for file, content in contents.items():
            notebook.write(content, file.resolve())
    except BaseException:
        for file, kept in before.items():
            if file.read_bytes() != kept:
                notebook.write(kept, file.resolve())
        raise
    return list(contents)


def _descriptor(project: Project, day: str) -> str:
    file = project.data / "datapackage.json"
    text = file.read_text(encoding="utf-8")
    if len(_EDITION.findall(text)) != 1:
        raise Wb6Error(f"{file.name}: it does not name one edition")
    return _EDITION.sub(rf'\g<1>"{day}"', text)
