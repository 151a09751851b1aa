"""How long a sweep takes on one core, on two, and on a Dask cluster of this machine.

    python benchmarks/sweep.py

Runs the six country chapters in four editions into three new folders, compares the results byte by
byte, and prints a Markdown table with times and their ratio to the first.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from distributed import LocalCluster

WORKERS = 2
GRID = ["--as-of", "2004,2012,2018,2026", "--chapters", "country"]


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = [Path(folder) / name for name in ("one", "two", "dask")]
        times = [timed(outputs[0], "--workers", "1"), timed(outputs[1], "--workers", str(WORKERS))]
        with LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster:
            times.append(timed(outputs[2], "--dask", cluster.scheduler_address))
        same = all(results(output) == results(outputs[0]) for output in outputs)
    runs = ("one worker", f"{WORKERS} workers", f"Dask, {WORKERS} worker processes")
    print("| 24 chapters | seconds | ratio |\n|---|---:|---:|")
    for name, seconds in zip(runs, times, strict=True):
        print(f"| {name} | {seconds:.1f} | {seconds / times[0]:.2f} |")
    if not same:
        sys.exit("the results differ")


def timed(output: Path, *where: str) -> float:
    """Seconds of one sweep."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "wb6", "sweep", *GRID, "--output", str(output), *where]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def results(output: Path) -> dict[str, bytes]:
    """Contents of the table and the notebooks."""
    files = [*output.glob("*.*"), *output.glob("notebooks/*")]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files if path.is_file()}


if __name__ == "__main__":
    main()
