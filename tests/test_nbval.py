"""nbval compares every table and the data of every chart: a change of the data cannot pass unseen."""

import os
import subprocess
import sys

import pytest

from wb6.data import folders

pytestmark = pytest.mark.slow


def nbval(data: os.PathLike) -> subprocess.CompletedProcess:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "chapters/serbia.ipynb",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run(
        command,
        cwd=folders.PROJECT,
        env={**os.environ, "WB6_DATA": str(data)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_one_changed_data_cell_makes_nbval_fail(data_copy):
    file = data_copy / "indicators.csv"
    text = file.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("HRV,2015,SIPRI_MILEX_PCT_GDP,"))
    cells = row.split(",")
    cells[3] = str(float(cells[3]) + 0.01)
    file.write_text(text.replace(row, ",".join(cells)), encoding="utf-8")
    done = nbval(data_copy)
    assert done.returncode == 1
    assert "application/vnd.vegalite.v6+json" in done.stdout


def test_the_committed_data_pass(data_copy):
    done = nbval(data_copy)
    assert done.returncode == 0, done.stdout[-2000:]
