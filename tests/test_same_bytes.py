"""The same inputs give the same book to the byte, wherever and whenever it is built."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import make_chapter, make_small_book
from wb6.data import folders

PROGRAM = folders.PROJECT / "benchmarks" / "surroundings.py"
CHART = """
import altair as alt
import pandas as pd
import wb6.chapters
from wb6.data import facts, words
from wb6.figures import figure
from wb6.figures.frames import records
days = pd.to_datetime(["1999-01-01", "2010-12-31", "2026-06-30"])
forces = pd.DataFrame({"date": days, "troops": [50000, 10000, 4600], "force": ["KFOR", "IFOR", "KFOR"]})
frame = records(forces)
words.day(days[0])
figure.finish(
    alt.Chart(frame).mark_line().encode(x="date:T", y="troops:Q", color="force:N", tooltip=["date:T", "troops:Q"]),
    figure.Heading("Fewer", "Soldiers, 1999 to 2026", "A falling line", "strength"),
    forces,
)
"""


@pytest.fixture
def book(tmp_path) -> Path:
    """The folder of a small book with a chart over days, in the frame of the real one."""
    project = make_small_book(tmp_path / "book")
    make_chapter(
        project.chapters, "kfor", CHART, "print(sorted({'İstanbul', 'Çelebić', 'island'}), 'I'.lower())"
    )
    (project.root / "_config.yml").write_bytes((folders.PROJECT / "_config.yml").read_bytes())
    return project.root


@pytest.mark.slow
def test_a_book_is_the_same_to_the_byte_in_all_surroundings(book):
    done = subprocess.run([sys.executable, PROGRAM, book], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"(\d+) differ", done.stdout) == ["0", "0", "0"]
    assert len(set(re.findall(r"(\d+) files", done.stdout))) == 1
