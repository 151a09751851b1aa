"""How long building takes and how much a page needs, side by side in one run.

    python benchmarks/build.py

Copies the project into a temporary folder and prints a Markdown table: `wb6 build` cold, with
nothing changed, with one row of a table and with one chapter changed, against Jupyter Book executing the same notebooks
itself; the peak memory of all processes; and the bytes of one chart against Altair's default page.
Ratios compare runs on one machine; seconds of different machines do not compare.
"""

import gzip
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from wb6.data import folders

LEFT_OUT = (
    ".git",
    ".venv",
    "_build",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    "__pycache__",
    ".pytask",
)
CHANGED_CHAPTER = "serbia"
CHANGED_ROW = (
    "bar_boljare_loan.csv",
    "about EUR 120 million over four years",
    "about EUR 120 million in four years",
)


def main() -> None:
    """Run all measurements and print the table."""
    with tempfile.TemporaryDirectory(prefix="wb6-benchmark-") as folder:
        ours = copy_project(Path(folder) / "ours")
        theirs = copy_project(Path(folder) / "theirs")
        build = [sys.executable, "-m", "wb6", "build", "--workers", "2"]
        cold, memory, work = timed(build, ours)
        unchanged, _, _ = timed(build, ours)
        change_one_row(ours)
        one_row, _, _ = timed(build, ours)
        change_one_chapter(ours)
        changed, _, _ = timed(build, ours)
        execute_when_building(theirs)
        plain, _, plain_work = timed(
            [str(Path(sys.executable).with_name("jupyter-book")), "build", "."], theirs
        )
        chart, altair_page = bytes_of_a_chart(ours)
    rows = [
        ("Jupyter Book executes the notebooks itself", f"{plain:.1f} s", "1", ""),
        ("wb6 build, cold", f"{cold:.1f} s", f"{cold / plain:.2f} of Jupyter Book", "at most 0.60"),
        (
            "wb6 build, nothing changed",
            f"{unchanged:.1f} s",
            f"{unchanged / cold:.3f} of cold",
            "at most 0.050",
        ),
        ("wb6 build, one row changed", f"{one_row:.1f} s", f"{one_row / cold:.2f} of cold", ""),
        (
            "wb6 build, one chapter changed",
            f"{changed:.1f} s",
            f"{changed / cold:.2f} of cold",
            "at most 0.40",
        ),
        ("processor time of Jupyter Book", f"{plain_work:.1f} s", "1", ""),
        (
            "processor time of wb6 build, cold",
            f"{work:.1f} s",
            f"{work / plain_work:.2f} of Jupyter Book",
            "",
        ),
        ("peak memory of all processes, cold", f"{memory / 1e6:,.0f} MB", "", "at most 1,500 MB"),
        ("a chart in Altair's default page, gzipped", f"{altair_page / 1e3:.1f} kB", "1", ""),
        (
            "the same chart in the book, gzipped",
            f"{chart / 1e3:.1f} kB",
            f"1/{altair_page / chart:.0f} of Altair's",
            "at most 1/20",
        ),
    ]
    print("| what | measured | ratio | target |\n|---|---:|---:|---:|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def copy_project(target: Path) -> Path:
    """A copy of the project without what was built."""
    shutil.copytree(folders.PROJECT, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return target


def timed(command: list[str], folder: Path) -> tuple[float, int, float]:
    """A command that must succeed, with all its children: seconds, peak memory in bytes, processor seconds.

    Processor time tells more than the clock where others use the machine too.
    """
    before = _processor_seconds()
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": ""}
    begun = time.perf_counter()
    with (folder / "benchmark.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        peak: list[int] = [0]
        watcher = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - begun
        watcher.join()
    if code:
        sys.exit(
            f"{' '.join(command)} failed:\n{(folder / 'benchmark.log').read_text(encoding='utf-8')[-2000:]}"
        )
    return seconds, peak[0], _processor_seconds() - before


def _processor_seconds() -> float:
    """Processor time of all children that have ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, peak: list[int]) -> None:
    """Proportional memory of a process and its children, sampled until it ends."""
    try:
        root = psutil.Process(pid)
        while root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
            total = 0
            for process in [root, *root.children(recursive=True)]:
                try:
                    total += process.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
            peak[0] = max(peak[0], total)
            time.sleep(0.2)
    except psutil.Error:
        return


def change_one_row(project: Path) -> None:
    """Another note in one row of one table, as a maintainer who corrects it would set it."""
    table, old, new = CHANGED_ROW
    path = project / "data" / table
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        sys.exit(f"{table} has no single row with {old!r}; name another one in CHANGED_ROW")
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_one_chapter(project: Path) -> None:
    """Another first year for one chapter, as a reader who edits its parameters would set it."""
    path = project / "chapters" / f"{CHANGED_CHAPTER}.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("since = 1999", "since = 2000"), encoding="utf-8")


def execute_when_building(project: Path) -> None:
    """The configuration in which Jupyter Book runs every notebook, from notebooks without outputs."""
    config = project / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('execute_notebooks: "off"', "execute_notebooks: force"), encoding="utf-8")
    for path in (project / "chapters").glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
        path.write_text(json.dumps(notebook), encoding="utf-8")


def bytes_of_a_chart(project: Path) -> tuple[int, int]:
    """Gzipped bytes of a chart's drawing in the built page, and of the same chart as Altair saves it."""
    import altair
    import vl_convert

    from wb6.chapters.country import CountryChapter

    page = (project / "_build/html/chapters" / f"{CHANGED_CHAPTER}.html").read_text(encoding="utf-8")
    shown = re.search(r'<figure[^>]*id="defence-share".*?</figure>', page, re.DOTALL).group(0)
    drawing = "".join(re.findall(r"<svg.*?</svg>", shown, re.DOTALL))
    figure = CountryChapter("SRB", "2026-06-30", 1999, ["HRV", "BGR"]).defence_effort()
    with altair.renderers.enable("default"):
        saved = figure.chart.to_html()
    libraries = vl_convert.javascript_bundle()
    return len(gzip.compress(drawing.encode())), len(gzip.compress((saved + libraries).encode()))


if __name__ == "__main__":
    main()
