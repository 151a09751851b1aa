"""nbval compares every table and the data of every chart: a change of the data cannot pass unseen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import lighten
from wb6.data import folders
from wb6.pipeline import notebook

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "pytest", "--nbval", "serbia.ipynb", "-q", "-p", "no:cacheprovider"]


@pytest.fixture
def chapter(tmp_path) -> Path:
    """A folder with some cells of a committed chapter, compared as the whole ones are."""
    folder = tmp_path / "chapter"
    folder.mkdir()
    shutil.copy(folders.PROJECT / "conftest.py", folder)
    shutil.copytree(folders.PROJECT / "tests" / "offline", folder / "tests" / "offline")
    shutil.copy(folders.PROJECT / "chapters" / "serbia.ipynb", folder)
    lighten(folder / "serbia.ipynb")
    return folder


def nbval(chapter: Path, data: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        COMMAND,
        cwd=chapter,
        env={**os.environ, "WB6_DATA": str(data)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_one_changed_data_cell_makes_nbval_fail_where_it_is_shown_and_nowhere_else(chapter, data_copy):
    file = data_copy / "indicators.csv"
    text = file.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("HRV,2015,SIPRI_MILEX_PCT_GDP,"))
    cells = row.split(",")
    cells[3] = str(float(cells[3]) + 0.01)
    file.write_text(text.replace(row, ",".join(cells)), encoding="utf-8")
    done = nbval(chapter, data_copy)
    assert done.returncode == 1
    assert notebook.CHART in done.stdout
    cells = sum(cell["cell_type"] == "code" for cell in notebook.read(chapter / "serbia.ipynb")["cells"])
    assert f"1 failed, {cells - 1} passed" in done.stdout, done.stdout[-2000:]
