"""Write changed files of the data package so that a reader finds all of them or none.

New files are written into a folder of their own, checked there, and the folder is renamed to `ready`: from then on the
refresh counts as done. What an interruption left in `ready` is put in place by the next refresh.
"""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pandas as pd

from wb6.data.countries import WB6
from wb6.errors import naming

DESCRIPTOR = "datapackage.json"


@contextmanager
def trial(data: Path, work: Path, files: Mapping[str, str]) -> Iterator[None]:
    """A context in which this process reads a copy of the package that has the changed files."""
    with tempfile.TemporaryDirectory(dir=work, prefix="trial-") as folder:
        copy = shutil.copytree(data, Path(folder) / "data")
        _write(copy, files)
        with patch.dict(os.environ, {"WB6_DATA": str(copy)}):
            yield


def put_in_place(data: Path, work: Path, files: Mapping[str, str]) -> None:
    """Replace files of the package."""
    with tempfile.TemporaryDirectory(dir=work, prefix="new-") as folder:
        new = Path(folder) / "files"
        new.mkdir()
        _write(new, files)
        new.replace(work / "ready")
    finish(data, work)


def finish(data: Path, work: Path) -> None:
    """Put in place what is ready; does nothing when nothing is."""
    ready = work / "ready"
    if ready.exists():
        for file in sorted(ready.iterdir()):
            _move(file, data / file.name)
        ready.rmdir()


def _move(file: Path, target: Path) -> None:
    """Put a file in the place of another in one step, also where that lies on another file system."""
    try:
        file.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        part = target.with_name(f".{target.name}.tmp")
        shutil.copyfile(file, part)
        part.replace(target)
        file.unlink()


def csv_text(table: pd.DataFrame) -> str:
    """A table of text as its CSV file."""
    return str(table.to_csv(index=False, lineterminator="\n"))


def renewed_descriptor(
    text: str, tables: Mapping[str, pd.DataFrame], allow: Mapping[tuple[str, str], Sequence[str]]
) -> str:
    """`datapackage.json` with the numbers of rows and the six countries of the tables, and newly allowed values."""
    descriptor = json.loads(text)
    for resource in descriptor["resources"]:
        table = tables.get(resource["name"])
        if table is None:
            continue
        resource["rows"] = len(table)
        coded = [field["name"] for field in resource["schema"]["fields"] if field["name"].endswith("iso3")]
        if coded and "countries" in resource:
            # A country that vanished stays listed, so that the checks find it missing.
            resource["countries"] = sorted({*resource["countries"], *(set(table[coded[0]]) & set(WB6))})
        for field in resource["schema"]["fields"]:
            for value in allow.get((resource["name"], field["name"]), ()):
                if value not in field["constraints"]["enum"]:
                    field["constraints"]["enum"].append(value)
    return json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n"


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        with naming(folder / name), (folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
