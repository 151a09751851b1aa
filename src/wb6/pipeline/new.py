"""A chapter for another country: the skeleton with facts and figures filled, its prose left as questions."""

import datetime as dt
import os
import re
from pathlib import Path

from wb6.errors import UsageError
from wb6.pipeline import notebook as nb
from wb6.pipeline import outputs
from wb6.pipeline.project import TEMPLATE, Project
from wb6.pipeline.run import run_chapter

PART = "Countries"
NEIGHBOURS = ("SVN", "BGR", "HRV")
_TITLE = """\
# {name}

Toward NATO: {{glue:}}`nato_status`. Toward the European Union: {{glue:}}`eu_status`.

*What must a reader know first? Lines like this one are questions, to be answered by prose that places facts.*"""


def new_chapter(country: str, project: Project | None = None) -> Path:
    """The new notebook of a country, executed, stored as a reference and entered in `_toc.yml`.

    Raises `UsageError` before anything is written: for an unknown country, one without data, one that
    has a chapter, and a table of contents without the part for countries.
    """
    from wb6.data import countries
    from wb6.data.package import latest_edition

    project = project or Project()
    with project.active():
        iso3 = countries.resolve(country)
        _require_data(iso3)
        slug, name, edition = countries.slug(iso3), countries.name(iso3), latest_edition()
    target, contents = project.chapters / f"{slug}.ipynb", project.root / "_toc.yml"
    if os.path.lexists(target) or (project.chapters / f"{slug}.md").exists():
        raise UsageError(f"chapter {slug!r} exists already; to renew its outputs: wb6 accept {slug}")
    entered = with_chapter(contents.read_text(encoding="utf-8"), slug)
    for file in (target, contents):
        outputs.require_writable(file.resolve())
    compared = [code for code in NEIGHBOURS if code != iso3][:2]
    values = {"country": iso3, "as_of": edition, "comparators": compared}
    chapter = run_chapter(TEMPLATE, values, project=project)
    chapter["cells"][0]["source"] = _TITLE.format(name=name)
    chapter["metadata"]["wb6"] = {"changed": dt.date.today().isoformat()}
    nb.write(nb.dumps(chapter), target)
    try:
        nb.write(entered, contents.resolve())
    except BaseException:
        target.unlink()
        raise
    return target


def _require_data(iso3: str) -> None:
    """Refuse groups, the powers by which others are measured, and countries without yearly figures."""
    from wb6.data import countries, package

    known = package.published("countries").set_index("iso3")["kind"]
    places = set(known.index[~known.isin(["group", "organisation", "power"])])
    covered = sorted(places & set(package.load("indicators")["iso3"]))
    if iso3 not in covered:
        valid = ", ".join(covered)
        raise UsageError(
            f"the country chapter does not fit {countries.name(iso3)} ({iso3}): no yearly figures, or no country "
            f"but a group or a power; it fits {valid}"
        )


def with_chapter(contents: str, slug: str) -> str:
    """The table of contents with a chapter in the part for countries, in the order of the alphabet.

    Comments and layout stay. Raises `UsageError` when there is no such part or it is empty.
    """
    lines = contents.splitlines(keepends=True)
    entry = re.compile(r"(?P<indent>\s*)- file: chapters/(?P<slug>[\w-]+)\s*$")
    start = next((n for n, line in enumerate(lines) if line.strip() == f"- caption: {PART}"), len(lines))
    stop = next((n for n in range(start + 1, len(lines)) if "- caption:" in lines[n]), len(lines))
    entries = [(n, found) for n in range(start, stop) if (found := entry.match(lines[n]))]
    if not entries:
        raise UsageError(f"_toc.yml has no part “{PART}” with chapters; add it, then run this again")
    after = [n for n, found in entries if found["slug"] < slug]
    place = after[-1] + 1 if after else entries[0][0]
    lines.insert(place, f"{entries[0][1]['indent']}- file: chapters/{slug}\n")
    return "".join(lines)
